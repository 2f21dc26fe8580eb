import { writingOf } from '../intl.ts';
import { errorWords, type Param } from '../words.ts';

const { duration } = writingOf('en');

function endOf(param: Param): string {
  if (param('exitStatus')) return `exit status ${param('exitStatus')}`;
  if (param('signal')) return `the signal ${param('signal')}`;
  return param('errorCode') ? `the error ${param('errorCode')}` : 'a failure';
}

/** Failures on the many ways to a session. */
export const wayInErrors = errorWords({
  // MFA
  'mfa-seed-unreadable': [
    'That is no secret of an authenticator app.',
    'Enter the base32 text that AWS shows beside the QR code, or an otpauth:// address.',
  ],
  'mfa-process-refused': (param) => [
    `The program for MFA codes gave no code: ${param('reason', 'it printed something else')}`,
    'Type the code, or correct the command under Access keys.',
  ],

  // Chains and durations
  'chain-cycle': (param) => [
    `These profiles would call each other in a circle: ${param('names')}`,
    'Choose another source.',
  ],
  'chain-source-cannot-assume': (param) => [
    `${param('name', 'This source')} cannot call AssumeRole: ${param('reason', 'AWS lets its sessions assume no role')}`,
    'Choose an access key or a role as the source.',
  ],
  'duration-over-chaining-limit': (param) => [
    `AWS ends a session after one hour when another session asked for it (role chaining). ${duration(param('wanted', 'This duration'))} is longer.`,
    param('direct') === 'yes'
      ? 'Choose an hour at most, or let this profile take an MFA code of its own: then it is called with the access key itself.'
      : 'Choose an hour at most. It renews by itself as long as its source does.',
  ],
  'duration-over-role-maximum': (param) => [
    `This role gives at most ${duration(param('maximum', 'its own maximum'))}.`,
    'Choose a shorter duration, or raise the maximum of the role.',
  ],
  'partition-mismatch': (param) => [
    `${param('what', 'The role')} is in the partition ${param('found', 'of another AWS')}, and the Region ${param('region')} is in ${param('expected', 'another one')}.`,
    'Choose a Region of the same partition; sessions do not cross from one to another.',
  ],

  // Signing in
  'sign-in-not-found': ['This sign-in is no longer there.', 'Choose another one, or add it again.'],
  'sign-in-name-taken': (param) => [
    `There is already a sign-in named ${param('name')}.`,
    'Choose another name.',
  ],
  'sign-in-used': (param) => [
    `Profiles still use this sign-in: ${param('names')}`,
    'Give them another source or remove them first.',
  ],
  'sign-in-wrong-kind': (param) => [
    `${param('name', 'This sign-in')} cannot open a profile of this kind.`,
    'Choose a sign-in of the same kind as the profile.',
  ],
  'sign-in-needed': (param) => [
    `${param('signIn', 'The identity provider')} wants you to sign in${param('name') && ` for ${param('name')}`}.`,
    'Sign in from the Keycutter window.',
  ],
  'sign-in-dismissed': ['The sign-in was cancelled.', 'Assume again when you want to sign in.'],
  'sign-in-timed-out': ['Nobody signed in within ten minutes.', 'Assume again when you are ready.'],
  'sign-in-window-closed': [
    'The sign-in window was closed before the provider sent you on to AWS.',
    'Assume again to open it once more.',
  ],
  'sign-in-page-failed': (param) => [
    `${param('host', 'The sign-in page')} could not be shown: ${param('reason', 'no answer')}`,
    'Check the address and your network, or sign in with your own browser.',
  ],
  'sign-in-refused': (param) => [
    `${param('host', 'The identity provider')} did not let you in: ${param('reason', 'it gave no reason')}`,
    'Try again, or ask whoever administers it.',
  ],
  'sign-in-answer-forged': (param) => [
    `What came back from the browser does not belong to this sign-in: ${param('reason', 'it cannot be trusted')}`,
    'It was thrown away. Sign in again.',
  ],
  'sign-in-revoked': (param) => [
    `${param('signIn', 'The identity provider')} has ended this sign-in.`,
    'Sign in again.',
  ],
  'sign-in-not-reachable': (param) => [
    `${param('host', 'The identity provider')} could not be reached: ${param('reason', 'no answer')}`,
    'Check the network; Keycutter tries again.',
  ],
  'redirect-port-taken': (param) => [
    `Another program holds port ${param('port')}, to which this sign-in returns.`,
    'Close it, or choose another port here and at the provider.',
  ],
  'saml-assertion-unreadable': (param) => [
    `That is no SAML response for AWS: ${param('reason', 'it cannot be read')}`,
    'Copy the value of SAMLResponse from the form that goes to AWS, whole.',
  ],
  'saml-assertion-expired': [
    'AWS takes a SAML response for five minutes only; this one is older.',
    'Sign in again.',
  ],
  'saml-role-not-offered': (param) => [
    `The provider does not offer you ${param('role', 'this role')}.`,
    `It offers: ${param('offered', 'no role')}. Choose one of them, or ask for access.`,
  ],
  'saml-no-roles': [
    'The provider let you in but names no role at AWS.',
    'Ask its administrator for access to an AWS role.',
  ],
  'saml-refused': (param) => [
    `The identity provider answered with a failure: ${param('status', 'without a reason')}`,
    'Try again, or ask its administrator.',
  ],
  'oidc-issuer-unreadable': (param) => [
    `${param('host', 'The issuer')} has no readable discovery document: ${param('reason', 'it is not one')}`,
    'Check the issuer’s address.',
  ],
  'oidc-token-refused': (param) => [
    `${param('host', 'The identity provider')} gave no token: ${param('reason', 'without a reason')}`,
    'Check the client id, its secret and the redirect address there.',
  ],
  'identity-center-no-access': (param) => [
    `You have no access to ${param('role', 'this role')} in ${param('account', 'this account')} any more.`,
    'Ask for it in Identity Center, or choose another role.',
  ],
  'identity-center-throttled': ['Identity Center asks to slow down.', 'Keycutter waits and tries again.'],
  'identity-center-refused': (param) => [
    `Identity Center refused: ${param('reason', 'without a reason')}`,
    'Check the start page and its Region, then sign in again.',
  ],
  'sso-cache-unreadable': (param) => [
    `The AWS CLI’s cached sign-in could not be used: ${param('reason', 'it cannot be read')}`,
    'Sign in here instead.',
  ],

  // Commands, files and machines that hold credentials
  'command-not-confirmed': [
    'The command was not allowed, so nothing was saved.',
    'Save again and allow it, if it is yours.',
  ],
  'command-not-found': (param) => [
    `There is no program ${param('program', 'of that name')}.`,
    'Give its whole path: an app started at login does not search where your shell does.',
  ],
  'command-failed': (param) => [
    `${param('program', 'The program')} ended with ${endOf(param)}.`,
    'Run it in a terminal to see why.',
  ],
  'command-timed-out': (param) => [
    `${param('program', 'The program')} did not end within ${param('seconds', '60')} seconds.`,
    'Run it in a terminal to see what it waits for.',
  ],
  'command-output-unreadable': (param) => [
    `${param('program', 'The program')} printed no credentials: ${param('reason', 'the output is something else')}`,
    'It must print what AWS’s credential_process asks for.',
  ],
  'token-file-unreadable': (param) => [
    `The token file could not be read: ${param('reason', 'the system refused')}`,
    'Check its path, and whether what writes it still runs.',
  ],
  'machine-credentials-missing': (param) => [
    `This machine has no credentials from ${param('from', 'there')}: ${param('reason', 'none were found')}`,
    'Choose another source. An app started at login does not have your shell’s variables.',
  ],
  'other-tool-unreadable': (param) => [
    `What ${param('tool', 'the other tool')} keeps could not be read: ${param('reason', 'it is in another form')}`,
    'Nothing of it was changed. Add the key by hand, or import what ~/.aws has.',
  ],

  // Handing off, and a role’s own limits
  'hand-off-not-possible': (param) => [
    `${param('name', 'This profile')} cannot be handed off: ${param('reason', 'its call takes no session policy')}`,
    'Use a profile that assumes a role.',
  ],
  'role-maximum-not-readable': [
    'The role’s maximum could not be read.',
    'Choose a profile of the same account that may call iam:GetRole.',
  ],
  'role-maximum-not-raisable': (param) => [
    `The maximum of this role cannot be changed: ${param('reason', 'AWS keeps it to itself')}`,
    'Ask whoever made the role.',
  ],
});
