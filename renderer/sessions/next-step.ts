import type { ErrorCode } from '../../shared/errors.ts';

/** Where in the window a failure can be put right, beyond trying again. */
export type NextStep = 'edit' | 'keys' | 'settings' | 'unlock';

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
};

export function nextStep(code: ErrorCode): NextStep | null {
  return steps[code] ?? null;
}
