import type { ErrorCode } from '../../shared/errors.ts';
import type { RecipeSource } from '../../shared/profile.ts';

/** Where in the window a failure can be put right, beyond trying again. */
export type NextStep = 'edit' | 'keys' | 'sign-ins' | 'settings' | 'unlock';

const steps: Partial<Record<ErrorCode, NextStep>> = {
  'profile-source-missing': 'edit',
  'sts-access-denied': 'edit',
  'sts-duration-over-maximum': 'edit',
  'sts-duration-over-chaining-limit': 'edit',
  'sts-malformed-policy': 'edit',
  'sts-packed-policy-too-large': 'edit',
  'sts-region-disabled': 'edit',
  'sts-validation': 'edit',
  'network-name-unknown': 'edit',
  'access-key-not-found': 'keys',
  'access-key-secret-missing': 'keys',
  'sts-invalid-client-token': 'keys',
  'sts-signature-mismatch': 'keys',
  'keychain-locked': 'unlock',
  'network-unreachable': 'settings',
  'network-timed-out': 'settings',
  'proxy-authentication-required': 'settings',
  'proxy-failed': 'settings',
  'tls-untrusted': 'settings',
  'ca-bundle-unreadable': 'settings',
  'endpoint-not-allowed': 'settings',
  'chain-cycle': 'edit',
  'chain-source-cannot-assume': 'edit',
  'duration-over-chaining-limit': 'edit',
  'duration-over-role-maximum': 'edit',
  'partition-mismatch': 'edit',
  'sign-in-not-found': 'edit',
  'sign-in-wrong-kind': 'edit',
  'saml-role-not-offered': 'edit',
  'identity-center-no-access': 'edit',
  'token-file-unreadable': 'edit',
  'machine-credentials-missing': 'edit',
  'mfa-seed-unreadable': 'keys',
  'mfa-process-refused': 'keys',
  'sign-in-page-failed': 'sign-ins',
  'sign-in-refused': 'sign-ins',
  'sign-in-not-reachable': 'sign-ins',
  'redirect-port-taken': 'sign-ins',
  'saml-no-roles': 'sign-ins',
  'saml-refused': 'sign-ins',
  'oidc-issuer-unreadable': 'sign-ins',
  'oidc-token-refused': 'sign-ins',
  'identity-center-refused': 'sign-ins',
  'sso-cache-unreadable': 'sign-ins',
};

/** Put right where the profile's source is: in its sign-in, or in the profile itself. */
const ofTheSource: ReadonlySet<ErrorCode> = new Set([
  'command-not-confirmed',
  'command-not-found',
  'command-failed',
  'command-timed-out',
  'command-output-unreadable',
  'sts-idp-rejected-claim',
  'sts-invalid-identity-token',
]);

export function nextStep(code: ErrorCode, source: RecipeSource['kind']): NextStep | null {
  if (ofTheSource.has(code)) return source === 'sign-in' ? 'sign-ins' : 'edit';
  return steps[code] ?? null;
}

const signsIn: ReadonlySet<ErrorCode> = new Set([
  'sign-in-needed',
  'sign-in-revoked',
  'sign-in-timed-out',
  'sign-in-window-closed',
  'saml-assertion-expired',
]);

/** Whether trying again means signing in again. */
export function wantsSignIn(code: ErrorCode): boolean {
  return signsIn.has(code);
}
