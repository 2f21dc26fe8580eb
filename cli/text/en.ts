import { plainText } from '../../shared/plain-text.ts';

/** Hostile or merely long names, made fit for one line of a terminal. */
export function shown(name: string): string {
  return plainText(name, 120);
}

const quoted = (name: string) => `“${shown(name)}”`;
const meant = (guess: string | null) => (guess === null ? '' : ` Did you mean ${shown(guess)}?`);
const some = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** All words of the command that are not an error of the app's (those are in shared/error-text.ts). */
export const text = {
  // Usage
  usageHint: (command: string) => `See keycutter help ${command}.`,
  seeHelp: 'See keycutter help.',
  unknownCommand: (name: string, guess: string | null) =>
    `There is no command ${quoted(name)}.${meant(guess)}`,
  groupNeedsVerb: (group: string, verbs: readonly string[]) => `${group} needs one of: ${verbs.join(', ')}.`,
  unknownOption: (name: string, guess: string | null) => `There is no option ${shown(name)}.${meant(guess)}`,
  missingOperand: (name: string) => `${name} is missing.`,
  tooManyOperands: (word: string) => `${quoted(word)} is one word too many.`,
  missingCommand: 'The command to run is missing; it stands after --.',
  valueMissing: (option: string, value: string) => `--${option} needs a value (${value}).`,
  valueNotTaken: (option: string) => `--${option} takes no value.`,
  optionTwice: (option: string) => `--${option} is there twice.`,
  notAChoice: (option: string, choices: readonly string[]) => `--${option} is one of: ${choices.join(', ')}.`,
  notAShell: (name: string, shells: readonly string[]) => `${quoted(name)} is none of: ${shells.join(', ')}.`,
  onlyOneOf: (first: string, second: string) => `--${first} and --${second} exclude each other.`,
  optionNeeded: (option: string) => `--${option} is needed.`,
  oneOfOptions: (options: readonly string[]) => `One of these is needed: --${options.join(', --')}.`,
  optionNotFor: (option: string, kind: string) => `--${option} does not belong to a profile of kind ${kind}.`,
  profileOrId: 'Give PROFILE or --profile-id.',
  profileOrAll: 'Give PROFILE or --all.',
  durationUnreadable: 'A duration has a unit: 90m, 4h, 3600s.',
  tagUnreadable: 'A tag is KEY=VALUE.',
  fileUnreadable: (path: string) => `${shown(path)} could not be read.`,
  fileUnreadableNext: 'Check that it is a text file you may read.',

  // Names
  noSuchProfile: (name: string, guess: string | null) =>
    `There is no profile ${quoted(name)}.${meant(guess)}`,
  listProfiles: 'keycutter ls shows them all.',
  noSuchKey: (name: string, guess: string | null) => `There is no access key ${quoted(name)}.${meant(guess)}`,
  listKeys: 'keycutter key ls shows them all.',
  noSuchSource: (name: string, guess: string | null) =>
    `There is no access key or profile ${quoted(name)}.${meant(guess)}`,
  listSources:
    'keycutter key ls and keycutter ls show them all; environment, ec2 and ecs are this machine’s own.',
  sourceAmbiguous: (name: string, ways: readonly string[]) =>
    `${quoted(name)} means more than one thing. Say ${ways.map(shown).join(' or ')}.`,
  mfaNeedsKey:
    'An MFA code goes with an access key; this source is none. --mfa-serial belongs to the profile that has the key.',
  noSuchBrowser: (name: string, guess: string | null) =>
    `There is no browser ${quoted(name)}.${meant(guess)}`,
  listBrowsers: 'keycutter browsers shows them all.',
  noSuchSection: (name: string) => `Keycutter manages no section named ${quoted(name)}.`,
  nothingChanged: 'Nothing was changed.',

  // A person is needed
  starting: 'Starting Keycutter…',
  mfaWanted: (name: string, serial: string) =>
    `${name} wants the code of ${serial || 'your MFA device'}. Type it here, or in the Keycutter window.`,
  mfaPrompt: 'MFA code: ',
  codeMissing: 'There was no MFA code on standard input.',
  codeMissingNext: 'Send its six digits, for example: oathtool … | keycutter assume PROFILE --mfa-code-stdin',
  waitingForApproval: (name: string) =>
    `${name} is served only after you allow it. Allow it in the Keycutter window…`,
  confirmNeeded: 'There is no terminal to ask for confirmation.',
  confirmNext: 'Say --yes if you are sure.',
  confirm: (question: string) => `${question} [y/N] `,
  removeProfile: (name: string) => `Remove the profile ${quoted(name)} and its session?`,
  removeKey: (name: string) => `Remove the access key ${quoted(name)} and its secret from the keychain?`,
  notConfirmed: 'Not confirmed.',

  // Answers
  running: 'Keycutter is running.',
  runningVersion: (version: string) => `Keycutter ${version} is running.`,
  nothingLive: 'No session is live.',
  liveSessions: (count: number) => `${some(count, 'session is', 'sessions are')} live:`,
  waitsForCode: (name: string) => `${shown(name)} waits for an MFA code.`,
  waitsForSignIn: (signIn: string, profiles: readonly string[]) =>
    `${shown(signIn)} waits for you to sign in${profiles.length === 0 ? '' : ` for ${shown(profiles.join(', '))}`}.`,
  waitsForApproval: (name: string) => `A program waits until you allow ${shown(name)}.`,
  plaintextKeys: (count: number) =>
    `${some(count, 'long-term key lies', 'long-term keys lie')} in clear text in your AWS credentials file; the window offers to move ${count === 1 ? 'it' : 'them'}.`,
  noProfiles: 'There are no profiles yet. keycutter import reads ~/.aws; keycutter profile add makes one.',
  noKeys: 'There are no access keys yet. keycutter key add NAME adds one.',
  assumed: (name: string, until: string) => `${shown(name)} is live ${until}.`,
  refreshed: (name: string, until: string) => `${shown(name)} was renewed and is live ${until}.`,
  stopped: (name: string) =>
    `${shown(name)} was stopped. Copies that left by value stay valid until they end.`,
  stoppedAll: 'All sessions were stopped. Copies that left by value stay valid until they end.',
  exportHint:
    'These lines are for your shell to evaluate: eval "$(keycutter export PROFILE)", or see keycutter help shell-init.',
  identity: (arn: string, account: string) => `${shown(arn)}, account ${shown(account)}`,
  keyAdded: (name: string, id: string) => `${shown(name)} (${shown(id)}) was added.`,
  keyRemoved: (name: string) => `${shown(name)} was removed from Keycutter. At AWS the key still exists.`,
  keyRotated: (name: string, id: string) => `${shown(name)} is now ${shown(id)}.`,
  oldKeyInactive: (name: string, id: string) =>
    `The old key ${shown(id)} is inactive. When nothing misses it, delete it: keycutter key rotate ${shown(name)} --delete-old`,
  oldKeyDeleted: (name: string) => `The old key of ${shown(name)} was deleted at AWS.`,
  keyUnreadable: 'No access key was found on standard input.',
  keyUnreadableNext:
    'Send the JSON of aws iam create-access-key, the CSV from the console, or two lines: access key id, secret.',
  accessKeyIdPrompt: 'Access key ID: ',
  secretPrompt: 'Secret access key (not shown): ',
  codes: {
    typed: 'typed',
    seed: 'from the seed in the keychain',
    command: (command: string | null) => `from ${shown(command ?? 'a program')}`,
  },
  noDevices: 'AWS knows no MFA device of this key’s user.',
  seedKept: (serial: string) => `Keycutter makes the codes of ${shown(serial)} from now on.`,
  seedPrompt: 'Seed of the authenticator app (not shown): ',
  seedMissing: 'There was no seed on standard input.',
  seedMissingNext: 'Send the base32 text that AWS shows beside the QR code, or an otpauth:// address.',
  commandKept: (serial: string) => `The codes of ${shown(serial)} come from that command from now on.`,
  codesTyped: (serial: string) => `The codes of ${shown(serial)} are typed again.`,
  serialNeeded: (option: string) => `--${option} needs the SERIAL of the device.`,
  serialAlone: 'SERIAL goes with --seed-stdin, --command or --typed.',
  mfaForgotten: (name: string) =>
    `The MFA sessions of ${shown(name)} were dropped: its next profile wants a new code.`,
  noBrowsers: 'No browser was found.',
  profileSaved: (name: string) => `The profile ${shown(name)} was saved.`,
  profileRemoved: (name: string) => `The profile ${shown(name)} was removed.`,
  consoleOpened: (name: string) => `The console of ${shown(name)} opens in your browser.`,
  installed: (name: string) => `Written. Try: aws --profile ${shown(name)} sts get-caller-identity`,
  installedStatic: (name: string) =>
    `Written: [${shown(name)}] in your credentials file holds a copy of the session for as long as it lives.`,
  sectionTakenNext: 'Choose another name with --as, or say --take-over.',
  uninstalled: (name: string) => `The managed section ${shown(name)} was removed.`,
  cannotRun: (program: string, reason: 'not-found' | 'not-executable' | 'failed') =>
    reason === 'not-found'
      ? `${shown(program)} was not found.`
      : reason === 'not-executable'
        ? `${shown(program)} cannot be executed.`
        : `${shown(program)} could not be started.`,
  cannotRunNext: 'Check its name and your PATH.',
  noShellGuess: 'Your shell could not be told from SHELL.',
  noShellGuessNext: 'Name it: --shell bash.',
  internal: 'Something in the keycutter command went wrong.',
  internalNext: 'Run it again with KEYCUTTER_DEBUG=1 to see where.',

  // Import
  importReads: (config: string, credentials: string) => `From ${shown(config)} and ${shown(credentials)}:`,
  importNothing: 'There is nothing to import.',
  importDryRun: (count: number) =>
    `${some(count, 'section', 'sections')} would be imported. Nothing was changed.`,
  imported: (profiles: number, keys: number) =>
    `Imported ${some(profiles, 'profile', 'profiles')} and ${some(keys, 'access key', 'access keys')}. Your AWS files are as they were.`,
  toolReads: (tool: string, place: string) => `From ${tool}, ${shown(place)}:`,
  toolNothing: (tool: string) => `${tool} has nothing here.`,
  toolDryRun: (count: number) => `${some(count, 'item', 'items')} would be imported. Nothing was changed.`,
  toolImported: (profiles: number, keys: number, tool: string) =>
    `Imported ${some(profiles, 'profile', 'profiles')} and ${some(keys, 'access key', 'access keys')}. What ${tool} has is as it was.`,
  wouldRun: (name: string, command: string) => `${shown(name)} runs a command: ${shown(command)}`,
  importFailed: (name: string, why: string) => `${shown(name)} was not imported: ${why}`,

  // Columns and states
  columns: {
    profile: 'PROFILE',
    state: 'STATE',
    left: 'TIME LEFT',
    afterwards: 'THEN',
    source: 'SOURCE',
    account: 'ACCOUNT',
    role: 'ROLE',
    region: 'REGION',
    key: 'KEY',
    id: 'ACCESS KEY ID',
    kept: 'KEPT IN',
    age: 'ADDED',
    user: 'USER',
    section: 'SECTION',
    serial: 'SERIAL',
    codes: 'CODES',
    browser: 'BROWSER',
    item: 'ITEM',
    about: 'ABOUT',
    outcome: 'OUTCOME',
    becomes: 'BECOMES',
    notes: 'NOTES',
  },
  states: {
    idle: '-',
    acquiring: 'assuming',
    active: 'live',
    refreshing: 'live, renewing',
    'needs-action': 'wants MFA code',
    failed: 'failed',
    expired: 'expired',
  },
  wantsSignIn: 'wants sign-in',
  renewals: {
    'renews-itself': 'renews itself',
    'needs-mfa-code': 'wants MFA code',
    'needs-sign-in': 'wants sign-in',
    ends: 'ends',
  },
  servesKey: 'serves its key',
  kept: { keychain: 'keychain', memory: 'memory, this run', demo: 'demo' },
  daysAgo: (days: number) => (days === 0 ? 'today' : some(days, 'day ago', 'days ago')),
  until: (left: string, time: string) => `${left}, until ${time}`,
  assumedUntil: (time: string) => `until ${time}`,
  ownUser: 'own user',
  federatedUser: (name: string | undefined) =>
    name === undefined ? 'federated user' : `federated user ${shown(name)}`,
  rootTask: (task: string) => `root, ${shown(task)}`,
  fromProgram: 'as its program says',
} as const;
