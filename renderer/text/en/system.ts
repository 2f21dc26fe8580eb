import type { Settings } from '../../../shared/settings.ts';
import { list, number, plural } from './writing.ts';

/** What a setting is called where several are listed. */
const settingNames: Readonly<Record<keyof Settings, string>> = {
  defaultRegion: 'Default Region',
  defaultShell: 'Shell to copy for',
  exportWay: 'What the Copy button copies',
  endpointTokenHours: 'End of renewing exports',
  defaultDurationSeconds: 'Default duration',
  warnBeforeMinutes: 'Warning before expiry',
  clipboardClearSeconds: 'Clearing of the clipboard',
  renewHoursAfterUse: 'Renewing by itself',
  mfaSessionHours: 'How long an MFA code is good for',
  keyAgeWarningDays: 'Age of access keys',
  consoleBrowser: 'Browser of the console',
  consoleLogOutFirst: 'Log out of the last console session',
  theme: 'Theme',
  language: 'Language',
  zoomPercent: 'Text size',
  startAtLogin: 'Start at login',
  globalShortcut: 'Shortcut',
  quietFrom: 'Beginning of quiet hours',
  quietTo: 'End of quiet hours',
  checkForUpdates: 'Looking for updates',
  updateChannel: 'Update channel',
  stsEndpointUrl: 'STS endpoint URL',
  httpsProxy: 'HTTPS proxy',
  caBundlePath: 'CA bundle',
};

/** Words of start at login, exported settings, diagnostics and removing everything. */
export const system = {
  system: {
    title: 'System',
    startAtLogin: 'Start at login',
    startAtLoginHelp: 'In the tray, without a window.',
    data: 'Your data',
    dataHelp: 'Settings, profiles, sign-ins and the names of access keys in one file. It holds no secret.',
    export: 'Export settings',
    import: 'Import settings',
    exported: (path: string) => `Exported to ${path}`,
    help: 'For help',
    helpHelp: 'Diagnostics are shown before anything leaves this machine.',
    diagnostics: 'Diagnostics',
    showLog: 'Show log',
    reset: 'Remove everything',
    resetHelp:
      'Keys in the keychain, profiles, sections of ~/.aws and all else that Keycutter stored. Asks first.',
    resetButton: 'Remove everything that Keycutter stored',
  },
  settingsImport: {
    title: 'Import settings',
    import: 'Import',
    nothing: 'Everything in this file is here already.',
    settings: (names: readonly (keyof Settings)[]) =>
      `${plural(names.length, '1 setting changes', `${number(names.length)} settings change`)}: ${list(names.map((name) => settingNames[name]))}`,
    newProfiles: (count: number) => plural(count, '1 new profile', `${number(count)} new profiles`),
    changedProfiles: (count: number) =>
      plural(count, '1 changed profile', `${number(count)} changed profiles`),
    newSignIns: (count: number) => plural(count, '1 new sign-in', `${number(count)} new sign-ins`),
    changedSignIns: (count: number) =>
      plural(count, '1 changed sign-in', `${number(count)} changed sign-ins`),
    accessKeys: (count: number) =>
      plural(
        count,
        '1 access key, whose secret you enter here once',
        `${number(count)} access keys, whose secrets you enter here once`,
      ),
    problems: (count: number) =>
      plural(count, '1 entry is left out', `${number(count)} entries are left out`),
    failed: (count: number) =>
      plural(count, '1 profile could not be imported:', `${number(count)} profiles could not be imported:`),
    elsewhere: 'The file changes where AWS is called. Import it only if you know where it comes from.',
    done: (profiles: number, signIns: number, keys: number) =>
      `Imported: ${list([
        plural(profiles, '1 profile', `${number(profiles)} profiles`),
        plural(signIns, '1 sign-in', `${number(signIns)} sign-ins`),
        plural(keys, '1 access key', `${number(keys)} access keys`),
      ])}.`,
  },
  diagnostics: {
    title: 'Diagnostics',
    intro: 'Read it before you send it. Secrets are never in it; who and where is replaced by placeholders.',
    withAccounts: 'Include account ids, access key ids and ARNs',
    withAccountsHelp: 'Helps with failures of one role or account.',
    text: 'The report',
    copy: 'Copy',
    copied: 'Copied',
    save: 'Save as a file',
    saved: (path: string) => `Saved to ${path}`,
    making: 'Collecting',
  },
};
