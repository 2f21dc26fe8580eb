import { number, plural } from './writing.ts';

/** Words of the access keys. */
export const keys = {
  keys: {
    title: 'Access keys',
    add: 'Add an access key',
    empty: 'No access key yet',
    emptyHint:
      'An IAM user’s long-term key (AKIA…). Its secret goes to the OS keychain and never comes back here.',
    kept: { keychain: 'In the keychain', memory: 'For this run only', demo: 'Demo account' },
    age: (days: number) =>
      days === 0 ? 'added today' : plural(days, 'added yesterday', `added ${number(days)} days ago`),
    made: (days: number) =>
      days === 0 ? 'made today' : plural(days, 'made yesterday', `made ${number(days)} days ago`),
    notTested: 'Not tested yet',
    identity: (who: string, account: string) => `${who} in ${account}`,
    test: 'Test',
    testNamed: (name: string) => `Test ${name}`,
    testing: 'Asking AWS',
    tested: 'AWS accepts this key.',
    moreFor: (name: string) => `More for ${name}`,
    rename: 'Rename',
    renameTitle: (name: string) => `Rename ${name}`,
    enterAgain: 'Enter secret again',
    enterAgainTitle: (name: string) => `Secret of ${name}`,
    copyId: 'Copy access key id',
    remove: 'Remove',
    removeTitle: (name: string) => `Remove ${name}?`,
    removeBody:
      'Its secret is removed from the keychain. The key itself stays active in AWS; deactivate it there if nobody needs it.',
    removeUsedBy: (names: string, count: number) =>
      plural(
        count,
        `${names} uses it and cannot be assumed without it.`,
        `${names} use it and cannot be assumed without it.`,
      ),
    name: 'Name',
    nameHelp: 'Yours to choose, such as work or customer-a.',
    id: 'Access key id',
    idPlaceholder: 'AKIA…',
    secret: 'Secret access key',
    showSecret: 'Show secret',
    hideSecret: 'Hide secret',
    paste:
      'Paste what AWS gave you into either field: its CSV, the JSON of create-access-key, or export lines.',
    chooseCsv: 'Choose the CSV file',
    filled: 'Filled in from what you pasted.',
    filledFile: (name: string) => `Filled in from ${name}.`,
    notUnderstood: (name: string) => `${name} holds no access key that can be read.`,
    addSubmit: 'Add key',
    adding: 'Adding',
    saveSecret: 'Save secret',
    keepForRun: 'Keep for this run only',
    unlockAndRetry: 'Unlock and try again',
    defaultName: 'default',
  },
};
