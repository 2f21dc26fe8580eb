import { errorWords } from '../words.ts';

/** What to check when AWS denies one of its ways to a session. */
const afterDenial: Readonly<Record<string, string>> = {
  AssumeRoleWithSAML:
    'Check that the role’s trust policy lets this SAML provider call sts:AssumeRoleWithSAML, and what it asks of the assertion (such as SAML:aud).',
  AssumeRoleWithWebIdentity:
    'Check that the role’s trust policy lets this identity provider call sts:AssumeRoleWithWebIdentity, and what it asks of the token (such as aud and sub).',
  GetFederationToken: 'Check that the key’s user may call sts:GetFederationToken.',
  AssumeRoot:
    'Check that the caller may call sts:AssumeRoot on this account, and that its own account manages root access for the organization.',
};

/** What the person can do where Keycutter may not call IAM. */
function withoutIam(action: string): string {
  if (action === 'iam:ListMFADevices') return 'enter the MFA serial by hand';
  return /Role$/.test(action) ? 'look at the role in the console' : 'rotate the key in the console';
}

/** What AWS STS and IAM answered, and the way to them. */
export const awsErrors = errorWords({
  'iam-access-denied': (param) => [
    `AWS does not let this caller use ${param('action', 'IAM')}.`,
    param('explicitly') === 'yes'
      ? `A policy denies it, perhaps because it wants MFA: ${withoutIam(param('action'))} after signing in with MFA, or ask an administrator.`
      : `Ask an administrator, or ${withoutIam(param('action'))}.`,
  ],
  'iam-key-limit': [
    'This user has two access keys already, the most AWS allows.',
    'Delete the one that is not used, then rotate.',
  ],
  'iam-unknown': (param) => [
    `IAM answered ${param('awsCode', 'with an error')}.`,
    'Try again; the AWS documentation explains this code.',
  ],
  'sts-access-denied': (param) => [
    `AWS denied this.`,
    afterDenial[param('action')] ??
      'Check the role’s trust policy, the external id, and that the key’s user may call sts:AssumeRole on it. “What the account owner needs” in the editor shows both policies.',
  ],
  'sts-mfa-code-wrong': [
    'AWS did not accept the MFA code.',
    'Enter the next code your device shows; check that the MFA serial belongs to this key’s user.',
  ],
  'sts-duration-over-maximum': [
    'The duration is longer than this role allows (its MaxSessionDuration).',
    'Choose a shorter duration, or ask the account owner to raise the role’s maximum.',
  ],
  'sts-duration-over-chaining-limit': [
    'A role assumed from temporary credentials (role chaining) lasts at most 1 hour.',
    'Choose 1 hour or less, or assume the role directly from an access key.',
  ],
  'sts-expired-token': (param) =>
    param('action') === 'AssumeRoleWithWebIdentity'
      ? [
          'The identity provider’s token has expired.',
          'Assume again. Where a file or a command gives the token, check that it gives a fresh one.',
        ]
      : ['The credentials used for this call have expired.', 'Assume again.'],
  'sts-malformed-policy': [`AWS could not read the session policy.`, 'Correct the policy in the profile.'],
  'sts-packed-policy-too-large': [
    `The session policy and tags are too large once packed.`,
    'Shorten the policy, or use fewer policy ARNs and tags.',
  ],
  'sts-region-disabled': (param) => [
    `STS is not active in ${param('region', 'this Region')} for this account.`,
    'Choose another Region in the profile, or have an administrator activate STS there.',
  ],
  'sts-idp-rejected-claim': [
    `The identity provider’s claim was rejected.`,
    'Sign in again with your identity provider.',
  ],
  'sts-invalid-identity-token': [
    `The identity token was not valid.`,
    'Sign in again with your identity provider.',
  ],
  'sts-idp-communication': ['AWS could not reach the identity provider.', 'Try again in a moment.'],
  'sts-invalid-client-token': [
    'AWS does not know this access key id.',
    'Check that the key still exists and is active, or enter another one.',
  ],
  'sts-signature-mismatch': [
    'The secret access key does not match the access key id.',
    'Enter the secret access key again.',
  ],
  'sts-clock-skew': [
    'This computer’s clock is too far from AWS’s time.',
    'Set the clock (automatic date and time), then try again.',
  ],
  'sts-throttled': ['AWS asked for fewer requests (throttling).', 'Try again in a moment.'],
  'sts-validation': [`AWS refused a value.`, 'Correct it in the profile.'],
  'sts-server-error': (param) => [
    `AWS had a problem of its own (status ${param('status', '5xx')}).`,
    'Try again in a moment.',
  ],
  'sts-unknown': (param) => [
    `AWS answered ${param('awsCode', 'with an error')}.`,
    'Try again; the AWS documentation explains this code.',
  ],
  'network-unreachable': (param) => [
    `${param('host', 'AWS')} could not be reached.`,
    'Check your network, VPN or the endpoint in Settings, and try again.',
  ],
  'network-timed-out': (param) => [
    `${param('host', 'AWS')} did not answer in time.`,
    'Check your network, VPN or proxy, and try again.',
  ],
  'network-name-unknown': (param) => [
    `The name ${param('host', 'of the endpoint')} could not be found.`,
    'Check your network, VPN or the Region in the profile.',
  ],
  'proxy-authentication-required': (param) => [
    `The proxy ${param('host')} wants a user name and password.`,
    'Start Keycutter with them in HTTPS_PROXY (http://user:password@host:port); Settings keep no passwords.',
  ],
  'proxy-failed': (param) => [
    `The proxy ${param('host')} did not let the call through.`,
    'Check the proxy address in Settings.',
  ],
  'tls-untrusted': (param) => [
    `The certificate of ${param('host', 'the endpoint')} is not trusted.`,
    'If your company inspects traffic, set its CA bundle in Settings.',
  ],
  'ca-bundle-unreadable': (param) => [
    `The CA bundle ${param('path')} could not be read.`,
    'Correct its path in Settings or in AWS_CA_BUNDLE.',
  ],
  'endpoint-not-allowed': (param) => [
    `The endpoint ${param('url')} is not used: only https, or http to this machine itself.`,
    'Correct it in Settings or in AWS_ENDPOINT_URL_STS.',
  ],
});
