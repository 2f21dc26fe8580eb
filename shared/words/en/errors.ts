import { errorWords } from '../words.ts';

/** Input and callers, access keys and the keychain, profiles and sessions. */
export const errors = errorWords({
  'input-refused': (param) => [
    `${param('field', 'A value')} was not accepted: ${param('reason', 'it is not valid')}`,
    'Correct it and try again.',
  ],
  'input-too-large': ['That is more text than this field takes.', 'Shorten it and try again.'],
  'sender-refused': [
    'The request did not come from Keycutter’s own window.',
    'Nothing was done. Restart Keycutter if you see this again.',
  ],
  cancelled: ['Cancelled.', 'Nothing was changed.'],
  internal: (param) => [
    'Something in Keycutter went wrong.',
    `Try again; the log names it as ${param('reference', 'internal')}.`,
  ],
  'access-key-not-found': ['This access key is no longer there.', 'Choose another key, or add it again.'],
  'access-key-name-taken': (param) => [
    `There is already an access key named ${param('name')}.`,
    'Choose another name.',
  ],
  'access-key-already-kept': (param) => [
    `${param('accessKeyId', 'This key')} is already kept, as ${param('name', 'another one')}.`,
    'Use that one, or remove it first.',
  ],
  'access-key-secret-missing': (param) => [
    `The keychain has no secret for ${param('name')}.`,
    'Enter its secret access key again under Access keys.',
  ],
  'keychain-unavailable': [
    'No keychain can be reached on this desktop.',
    'Start one (for example GNOME Keyring or KWallet) and try again, or keep keys in memory for this run.',
  ],
  'keychain-locked': ['The keychain is locked.', 'Unlock it and try again.'],
  'keychain-changed': [
    'The saved sessions were sealed with a key this keychain does not have.',
    'Open the keychain they were saved with, or start over: they are set aside, and you assume again.',
  ],
  'keychain-failed': (param) => [
    `The keychain answered with an error: ${param('detail', 'no reason given')}`,
    'Try again, or keep the key in memory for this run.',
  ],
  'profile-not-found': ['This profile is no longer there.', 'Choose another one.'],
  'profile-name-taken': (param) => [
    `There is already a profile named ${param('name')}.`,
    'Choose another name.',
  ],
  'profile-source-missing': [
    'The access key of this profile was removed.',
    'Edit the profile and choose another key.',
  ],
  'session-none': ['There is no live session for this profile.', 'Assume it first.'],
  'mfa-dismissed': ['No MFA code was given.', 'Assume again when you have your device at hand.'],
  'mfa-code-reused': [
    'This MFA code was used already; AWS takes each one once.',
    'Wait for your device to show the next code.',
  ],
  'rotation-unfinished': (param) => [
    `The rotation of ${param('name', 'this key')} stopped half-way: ${param('reason', 'a step failed')}`,
    'Rotate again: it goes on where it stopped.',
  ],
  'rotation-needs-keychain': (param) => [
    `${param('name', 'This key')} is kept for this run only; a new one would be lost when it ends.`,
    'Enter its secret again with the keychain as its place, then rotate.',
  ],
  'mfa-timed-out': ['No MFA code was given in time.', 'Assume again when you have your device at hand.'],
});
