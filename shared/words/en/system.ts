import { writingOf } from '../intl.ts';
import { sentences } from '../words.ts';

const { number, plural, list } = writingOf('en');

/** Why a settings file, a part of it, or the start at login does not work. */
export const systemReasons = sentences({
  'not-json': 'it is no JSON',
  'not-exported': 'it was not exported by Keycutter',
  'too-many-entries': 'it has more entries than Keycutter takes',
  'there-twice': 'it is there twice',
  'name-of-demo': 'the demo account has a profile of this name',
  'caller-not-in-file': 'what it is called with is not in the file',
  'caller-not-imported': 'what it is called with could not be imported',
  'path-not-nameable': 'the path of Keycutter has an equals sign or a line break',
  'needs-approval': 'macOS asks you to allow it, in System Settings under Login Items',
  'not-installed': 'this Keycutter is not installed',
});

/** The desktop's own dialogs about quitting, files and removing everything. */
export const system = {
  cancel: 'Cancel',
  quit: {
    message: (count: number) =>
      plural(
        count,
        'A program uses a session of Keycutter.',
        `${number(count)} programs use sessions of Keycutter.`,
      ),
    detail: (served: readonly string[]) =>
      `${served.join('\n')}\n\nThey lose their credentials until Keycutter runs again.`,
    ways: {
      endpoint: (name: string) => `${name}: a renewing export`,
      process: (name: string) => `${name}: credential_process`,
      file: (name: string) => `${name}: a copy in ~/.aws/credentials`,
    },
    more: (count: number) => `and ${number(count)} more`,
    quit: 'Quit',
    stay: 'Keep running',
  },
  reset: {
    message: 'Remove everything that Keycutter has stored?',
    keys: (count: number) =>
      `${plural(count, '1 access key', `${number(count)} access keys`)}: the secrets go from the keychain. The keys stay at AWS.`,
    profiles: (count: number) => plural(count, '1 profile', `${number(count)} profiles`),
    signIns: (count: number) => plural(count, '1 sign-in', `${number(count)} sign-ins`),
    sessions: 'Saved sessions, remembered sign-ins and MFA seeds',
    sections: (names: readonly string[]) => `Sections of ~/.aws that Keycutter manages: ${list(names)}`,
    rest: 'Settings, activity, the log and backups; the keycutter command; the start at login',
    folder: (path: string) => `The folder ${path}`,
    last: 'This cannot be taken back. Sessions that were handed out stay valid until they end. Settings and profiles can be exported first.',
    thenQuit: 'Remove and quit',
    startAnew: 'Remove and start anew',
  },
  incomplete: {
    message: 'Some of what Keycutter stored is still there.',
    keychain: 'Entries named Keycutter in the keychain',
    loginItem: 'The start at login',
    detail: (left: readonly string[]) => `${left.join('\n')}\n\nRemove it by hand; everything else is gone.`,
    close: 'Close',
  },
  files: {
    save: 'Save',
    import: 'Choose a file of exported settings',
    json: 'Settings of Keycutter',
    text: 'Text',
  },
};
