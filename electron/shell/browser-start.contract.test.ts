import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Secret } from '../../shared/secret.ts';
import { en } from '../../shared/words/en/index.ts';
import { SystemBrowser } from './browser.ts';
import { InstalledBrowsers } from './browser-catalog.ts';
import { browserFiles, browserVariables, startBrowser } from './browser-start.ts';

const target = 'https://signin.example.test/federation?SigninToken=very-secret';

/** A browser that notes what it was started with, and where the page leads. */
const script = `#!/bin/sh
{ printf '%s\\n' "$@"; echo "group $(ps -o pgid= -p $$) of $$"; env; } > "$HOME/started.part"
for page; do :; done
curl -q -s --noproxy '*' -o /dev/null -w '%{redirect_url}' "$page" > "$HOME/led"
mv "$HOME/started.part" "$HOME/started"
`;

describe.skipIf(process.platform === 'win32')('a chosen browser', () => {
  let home: string;
  let variables: Readonly<Record<string, string>>;
  let browser: SystemBrowser;
  const opened: string[] = [];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'keycutter-browser-'));
    const bin = join(home, 'bin');
    const state = join(home, '.config', 'google-chrome');
    await mkdir(bin);
    await mkdir(state, { recursive: true });
    await writeFile(join(bin, 'google-chrome'), script);
    await chmod(join(bin, 'google-chrome'), 0o755);
    await writeFile(join(bin, 'chromium'), '#!/bin/sh\nexit 3\n', { mode: 0o755 });
    await writeFile(
      join(state, 'Local State'),
      JSON.stringify({ profile: { info_cache: { 'Profile 1': { name: 'Work' } } } }),
    );
    variables = {
      PATH: `${bin}:${process.env.PATH ?? ''}`,
      HOME: home,
      AWS_SECRET_ACCESS_KEY: 'environment-secret',
      AWS_PROFILE: 'prod',
      ELECTRON_RUN_AS_NODE: '1',
      ORIGINAL_XDG_CURRENT_DESKTOP: 'GNOME',
    };
    const catalog = new InstalledBrowsers({ platform: 'linux', variables, home, files: browserFiles });
    browser = new SystemBrowser({
      words: () => en,
      openPage: async (page) => {
        opened.push(page);
        return true;
      },
      launch: (choice, page) => catalog.launch(choice, page),
      start: (launch) => startBrowser(launch, { variables, home }),
    });
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('is started with a page for one visit in its arguments, and no secret', async () => {
    expect(await browser.open(new Secret(target), 'chrome:Profile 1')).toMatchObject({ ok: true });
    const started = await vi.waitFor(() => readFile(join(home, 'started'), 'utf8'), 10_000);
    expect(started).toMatch(/^--profile-directory=Profile 1\nhttp:\/\/127\.0\.0\.1:\d+\/[\w-]{43}\n/);
    expect(await readFile(join(home, 'led'), 'utf8')).toBe(target);
    expect(started).not.toContain('secret');
    expect(started).not.toMatch(/^(?:AWS_|ELECTRON_)/m);
    expect(started).toContain('XDG_CURRENT_DESKTOP=GNOME');
    const [, group, id] = /^group\s+(\d+) of (\d+)$/m.exec(started) ?? [];
    expect(group, 'a group of its own').toBe(id);
    expect(opened).toEqual([]);
  });

  it('that is gone is said to be', async () => {
    expect(await browser.open(new Secret(target), 'chrome:Profile 2')).toMatchObject({
      error: { code: 'browser-failed', params: { reason: 'browser-gone' } },
    });
  });

  it('that does not start is said not to', async () => {
    expect(await browser.open(new Secret(target), 'chromium')).toMatchObject({
      error: { code: 'browser-failed', params: { reason: 'browser-not-started' } },
    });
    const nowhere = { program: join(home, 'nothing'), arguments: [] };
    expect(await startBrowser(nowhere, { variables, home })).toBe(false);
  });

  it.each([undefined, null, ''])('%s: the desktop’s own', async (choice) => {
    opened.length = 0;
    expect(await browser.open(new Secret(target), choice)).toMatchObject({ ok: true });
    expect(opened).toHaveLength(1);
  });

  it('gets what a desktop needs', () => {
    expect(
      browserVariables({ DISPLAY: ':1', LANG: 'ko_KR.UTF-8', AWS_CA_BUNDLE: '/x', UNSET: undefined }),
    ).toEqual({
      DISPLAY: ':1',
      LANG: 'ko_KR.UTF-8',
    });
  });
});
