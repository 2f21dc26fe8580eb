import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BrowserSurroundings, InstalledBrowsers } from './browser-catalog.ts';
import { chromiumProfiles, firefoxContainers, firefoxProfiles, opensContainers } from './browser-profiles.ts';

const page = 'http://127.0.0.1:4000/one-time';

function browsers(
  platform: NodeJS.Platform,
  texts: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string>> = {},
) {
  const around: BrowserSurroundings = {
    platform,
    variables: { PATH: '/snap/bin:relative:/usr/bin', ...variables },
    home: platform === 'win32' ? 'C:\\Users\\ada' : '/home/ada',
    files: {
      read: async (path) => texts[path] ?? null,
      isThere: async (path) => path in texts,
    },
  };
  return new InstalledBrowsers(around);
}

const localState = JSON.stringify({
  profile: {
    info_cache: {
      'Profile 10': { name: 'Ten' },
      'Profile 2': { name: 'Two\u202e' },
      Default: { name: 'Me' },
      'System Profile': { name: 'System' },
      '../x': { name: 'Out' },
    },
  },
});
const profilesIni = `[Install4F96D1932A9F858E]\nDefault=a.work\nLocked=1\n
[Profile1]\nName=work\nIsRelative=1\nPath=a.work\nDefault=1\n
[Profile0]\nName=home\nIsRelative=0\nPath=/data/home\n\n[General]\nVersion=2\n`;
const addOn = JSON.stringify({
  addons: [{ id: 'x' }, { id: '{f069aec0-43c5-4bbf-b6b4-df95c4326b98}', active: true, userDisabled: false }],
});
const containers = JSON.stringify({
  identities: [
    { userContextId: 1, public: true, l10nID: 'userContextPersonal.label' },
    { userContextId: 2, public: true, name: 'A&B prod', l10nId: 'user-context-work' },
    { userContextId: 5, public: false, name: 'userContextIdInternal.thumbnail' },
  ],
});

describe('browsers on Linux', () => {
  const chrome = {
    '/usr/bin/google-chrome': '',
    '/home/ada/.config/google-chrome/Local State': localState,
  };

  it('are listed with their profiles', async () => {
    expect(await browsers('linux', chrome).list()).toEqual([
      {
        id: 'chrome',
        name: 'Google Chrome',
        profiles: [
          { id: 'chrome:Default', name: 'Me' },
          { id: 'chrome:Profile 2', name: 'Two' },
          { id: 'chrome:Profile 10', name: 'Ten' },
        ],
      },
    ]);
  });

  it('are opened at the page, in the profile', async () => {
    const catalog = browsers('linux', chrome);
    expect(await catalog.launch('chrome', page)).toEqual({
      program: '/usr/bin/google-chrome',
      arguments: [page],
    });
    expect(await catalog.launch('chrome:Profile 2', page)).toEqual({
      program: '/usr/bin/google-chrome',
      arguments: ['--profile-directory=Profile 2', page],
    });
  });

  it.each(['chrome:Profile 3', 'chrome:../x', 'firefox', '', 'chrome:Default --x'])(
    'has no %j',
    async (choice) => {
      expect(await browsers('linux', chrome).launch(choice, page)).toBeNull();
    },
  );

  it('has its data where XDG_CONFIG_HOME says', async () => {
    const catalog = browsers(
      'linux',
      { '/usr/bin/chromium': '', '/c/chromium/Local State': localState },
      { XDG_CONFIG_HOME: '/c' },
    );
    expect((await catalog.list())[0]?.profiles).toHaveLength(3);
  });

  it('may come as Flatpak and as Snap, which their data tells', async () => {
    const catalog = browsers('linux', {
      '/usr/bin/flatpak': '',
      '/usr/bin/firefox': '',
      '/home/ada/.var/app/com.google.Chrome/config/google-chrome/Local State': localState,
      '/snap/bin/firefox': '',
      '/home/ada/snap/firefox/common/.mozilla/firefox/profiles.ini': profilesIni,
    });
    expect((await catalog.list()).map(({ id, name }) => [id, name])).toEqual([
      ['chrome-flatpak', 'Google Chrome (Flatpak)'],
      ['firefox-snap', 'Firefox (Snap)'],
    ]);
    expect(await catalog.launch('chrome-flatpak:Default', page)).toEqual({
      program: 'flatpak',
      arguments: ['run', 'com.google.Chrome', '--profile-directory=Default', page],
    });
    expect(await catalog.launch('firefox-snap:work', page)).toEqual({
      program: '/snap/bin/firefox',
      arguments: ['-P', 'work', page],
    });
  });

  it('without any profile yet can be opened all the same', async () => {
    expect(await browsers('linux', { '/usr/bin/firefox-esr': '' }).list()).toEqual([
      { id: 'firefox', name: 'Firefox', profiles: [] },
    ]);
  });
});

describe('Firefox', () => {
  const folder = '/home/ada/.mozilla/firefox';
  const files = {
    '/usr/bin/firefox': '',
    [`${folder}/profiles.ini`]: profilesIni,
    [`${folder}/a.work/containers.json`]: containers,
    '/data/home/containers.json': containers,
  };

  it('has its containers only where the add-on opens them', async () => {
    const ids = async (more: Readonly<Record<string, string>>) =>
      (await browsers('linux', { ...files, ...more }).list())[0]?.profiles.map(({ id }) => id);
    expect(await ids({})).toEqual(['firefox:work', 'firefox:home']);
    expect(await ids({ [`${folder}/a.work/extensions.json`]: addOn.replace('true', 'false') })).toHaveLength(
      2,
    );
    expect(await ids({ '/data/home/extensions.json': addOn })).toEqual([
      'firefox:work',
      'firefox:home',
      'firefox:home:container:Personal',
      'firefox:home:container:A&B prod',
    ]);
  });

  it('opens one by the add-on’s scheme', async () => {
    const catalog = browsers('linux', { ...files, '/data/home/extensions.json': addOn });
    const launch = await catalog.launch('firefox:home:container:A&B prod', page);
    expect(launch?.arguments.slice(0, 2)).toEqual(['-P', 'home']);
    const address = launch?.arguments[2] ?? '';
    expect(address.startsWith('ext+container:')).toBe(true);
    expect(Object.fromEntries(new URLSearchParams(address.slice('ext+container:'.length)))).toEqual({
      name: 'A&B prod',
      url: page,
    });
  });
});

describe('browsers on macOS', () => {
  const files = {
    '/Applications/Google Chrome.app': '',
    '/home/ada/Library/Application Support/Google/Chrome/Local State': localState,
    '/home/ada/Applications/Firefox.app': '',
    '/home/ada/Library/Application Support/Firefox/profiles.ini': profilesIni,
  };

  it('are opened by `open`', async () => {
    const catalog = browsers('darwin', files);
    expect((await catalog.list()).map(({ id }) => id)).toEqual(['chrome', 'firefox']);
    expect(await catalog.launch('chrome', page)).toEqual({
      program: '/usr/bin/open',
      arguments: ['-a', '/Applications/Google Chrome.app', page],
    });
    expect(await catalog.launch('firefox:work', page)).toEqual({
      program: '/usr/bin/open',
      arguments: ['-na', '/home/ada/Applications/Firefox.app', '--args', '-P', 'work', page],
    });
  });
});

describe('browsers on Windows', () => {
  const variables = {
    ProgramFiles: 'C:\\Program Files',
    'ProgramFiles(x86)': 'C:\\Program Files (x86)',
    LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local',
    APPDATA: 'C:\\Users\\ada\\AppData\\Roaming',
  };

  it('are found where they are installed for all, or for this person', async () => {
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    const vivaldi = 'C:\\Users\\ada\\AppData\\Local\\Vivaldi\\Application\\vivaldi.exe';
    const files = {
      [edge]: '',
      'C:\\Users\\ada\\AppData\\Local\\Microsoft\\Edge\\User Data\\Local State': localState,
      [vivaldi]: '',
      'C:\\Program Files\\Mozilla Firefox\\firefox.exe': '',
      'C:\\Users\\ada\\AppData\\Roaming\\Mozilla\\Firefox\\profiles.ini': profilesIni.replace(
        'a.work',
        'Profiles/a',
      ),
    };
    const catalog = browsers('win32', files, variables);
    expect((await catalog.list()).map(({ id, profiles }) => [id, profiles.length])).toEqual([
      ['edge', 3],
      ['vivaldi', 0],
      ['firefox', 2],
    ]);
    expect(await catalog.launch('edge:Default', page)).toEqual({
      program: edge,
      arguments: ['--profile-directory=Default', page],
    });
  });
});

describe('what a browser’s files say', () => {
  it('is taken without a throw, whatever it is, and never becomes another argument', () => {
    const odd = fc.oneof(
      fc.string(),
      fc.json(),
      fc.dictionary(fc.string(), fc.jsonValue()).map(asLocalState),
    );
    fc.assert(
      fc.property(odd, (text) => {
        for (const { key } of chromiumProfiles(text)) expect(key).toMatch(/^\w[\w .@-]*$/);
        for (const { key } of firefoxProfiles(text)) expect(key).not.toMatch(/^-|[\p{Cc}]/u);
        firefoxContainers(text);
        opensContainers(text);
      }),
    );
  });

  it('names no Firefox profile like an option', () => {
    expect(
      firefoxProfiles('[Profile0]\nName=--screenshot\nPath=x\n[Profile1]\nName=ok\nPath=y\n'),
    ).toMatchObject([{ key: 'ok' }]);
  });
});

function asLocalState(cache: unknown): string {
  return JSON.stringify({ profile: { info_cache: cache } });
}
