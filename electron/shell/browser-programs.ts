/** A program to start, and what to start it with. */
export interface BrowserLaunch {
  readonly program: string;
  readonly arguments: readonly string[];
}

export type BrowserFamily = 'chromium' | 'firefox';

/** Where a browser's own package format puts it. Data folders are relative to the home folder. */
interface Packaged {
  readonly id: string;
  readonly data: string;
}

export interface BrowserProgram {
  /** Part of the ids in the catalog; never changes. */
  readonly id: string;
  readonly name: string;
  readonly family: BrowserFamily;
  readonly linux: {
    /** Names on the PATH. */
    readonly commands: readonly string[];
    /** Relative to XDG_CONFIG_HOME, or to the home folder where it begins with `~/`. The first that is there. */
    readonly data: readonly string[];
    readonly flatpak: Packaged | null;
    /** `id`: the command in /snap/bin. */
    readonly snap: Packaged | null;
  } | null;
  readonly mac: {
    /** In /Applications or ~/Applications. */
    readonly app: string;
    /** In ~/Library/Application Support. */
    readonly data: string;
  } | null;
  readonly windows: {
    /** Below %ProgramFiles%, %ProgramFiles(x86)% or %LOCALAPPDATA%. */
    readonly program: string;
    readonly data: { readonly root: 'LOCALAPPDATA' | 'APPDATA'; readonly folder: string };
  } | null;
}

/**
 * Data folders: https://chromium.googlesource.com/chromium/src/+/main/docs/user_data_dir.md and
 * https://support.mozilla.org/kb/profiles-where-firefox-stores-user-data; the Chromium family's other members keep
 * theirs in the same way.
 */
export const browserPrograms: readonly BrowserProgram[] = [
  {
    id: 'chrome',
    name: 'Google Chrome',
    family: 'chromium',
    linux: {
      commands: ['google-chrome', 'google-chrome-stable'],
      data: ['google-chrome'],
      flatpak: { id: 'com.google.Chrome', data: 'config/google-chrome' },
      snap: null,
    },
    mac: { app: 'Google Chrome', data: 'Google/Chrome' },
    windows: {
      program: 'Google\\Chrome\\Application\\chrome.exe',
      data: { root: 'LOCALAPPDATA', folder: 'Google\\Chrome\\User Data' },
    },
  },
  {
    id: 'chromium',
    name: 'Chromium',
    family: 'chromium',
    linux: {
      commands: ['chromium', 'chromium-browser'],
      data: ['chromium'],
      flatpak: { id: 'org.chromium.Chromium', data: 'config/chromium' },
      snap: { id: 'chromium', data: 'snap/chromium/common/chromium' },
    },
    mac: { app: 'Chromium', data: 'Chromium' },
    windows: {
      program: 'Chromium\\Application\\chrome.exe',
      data: { root: 'LOCALAPPDATA', folder: 'Chromium\\User Data' },
    },
  },
  {
    id: 'edge',
    name: 'Microsoft Edge',
    family: 'chromium',
    linux: {
      commands: ['microsoft-edge', 'microsoft-edge-stable'],
      data: ['microsoft-edge'],
      flatpak: { id: 'com.microsoft.Edge', data: 'config/microsoft-edge' },
      snap: null,
    },
    mac: { app: 'Microsoft Edge', data: 'Microsoft Edge' },
    windows: {
      program: 'Microsoft\\Edge\\Application\\msedge.exe',
      data: { root: 'LOCALAPPDATA', folder: 'Microsoft\\Edge\\User Data' },
    },
  },
  {
    id: 'brave',
    name: 'Brave',
    family: 'chromium',
    linux: {
      commands: ['brave-browser', 'brave'],
      data: ['BraveSoftware/Brave-Browser'],
      flatpak: { id: 'com.brave.Browser', data: 'config/BraveSoftware/Brave-Browser' },
      snap: { id: 'brave', data: 'snap/brave/current/.config/BraveSoftware/Brave-Browser' },
    },
    mac: { app: 'Brave Browser', data: 'BraveSoftware/Brave-Browser' },
    windows: {
      program: 'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
      data: { root: 'LOCALAPPDATA', folder: 'BraveSoftware\\Brave-Browser\\User Data' },
    },
  },
  {
    id: 'vivaldi',
    name: 'Vivaldi',
    family: 'chromium',
    linux: {
      commands: ['vivaldi', 'vivaldi-stable'],
      data: ['vivaldi'],
      flatpak: { id: 'com.vivaldi.Vivaldi', data: 'config/vivaldi' },
      snap: null,
    },
    mac: { app: 'Vivaldi', data: 'Vivaldi' },
    windows: {
      program: 'Vivaldi\\Application\\vivaldi.exe',
      data: { root: 'LOCALAPPDATA', folder: 'Vivaldi\\User Data' },
    },
  },
  {
    id: 'firefox',
    name: 'Firefox',
    family: 'firefox',
    linux: {
      commands: ['firefox', 'firefox-esr'],
      data: ['~/.mozilla/firefox', 'mozilla/firefox'],
      flatpak: { id: 'org.mozilla.firefox', data: '.mozilla/firefox' },
      snap: { id: 'firefox', data: 'snap/firefox/common/.mozilla/firefox' },
    },
    mac: { app: 'Firefox', data: 'Firefox' },
    windows: {
      program: 'Mozilla Firefox\\firefox.exe',
      data: { root: 'APPDATA', folder: 'Mozilla\\Firefox' },
    },
  },
];

/** How an installed browser is started. */
export type BrowserStart =
  | { readonly kind: 'program'; readonly program: string }
  | { readonly kind: 'flatpak'; readonly app: string }
  /** `path` of the bundle. */
  | { readonly kind: 'mac-app'; readonly path: string };

/** Opens a page, with the arguments that choose a profile before it; empty: as the browser itself likes. */
export function browserLaunch(
  start: BrowserStart,
  profileArguments: readonly string[],
  page: string,
): BrowserLaunch {
  switch (start.kind) {
    case 'program':
      return { program: start.program, arguments: [...profileArguments, page] };
    case 'flatpak':
      return { program: 'flatpak', arguments: ['run', start.app, ...profileArguments, page] };
    case 'mac-app':
      // A running app gets no arguments; a second start of it passes them on to the first: `man open`.
      return profileArguments.length === 0
        ? { program: '/usr/bin/open', arguments: ['-a', start.path, page] }
        : { program: '/usr/bin/open', arguments: ['-na', start.path, '--args', ...profileArguments, page] };
  }
}
