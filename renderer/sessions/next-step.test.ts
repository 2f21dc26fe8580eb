import { describe, expect, it } from 'vitest';
import { nextStep, wantsSignIn } from './next-step.ts';

describe('where a failure can be put right', () => {
  it.each([
    ['sts-access-denied', 'edit'],
    ['chain-cycle', 'edit'],
    ['mfa-process-refused', 'keys'],
    ['redirect-port-taken', 'sign-ins'],
    ['oidc-token-refused', 'sign-ins'],
    ['tls-untrusted', 'settings'],
    ['keychain-locked', 'unlock'],
    ['sts-throttled', null],
  ] as const)('for %s: %s', (code, step) => {
    expect(nextStep(code, 'access-key')).toBe(step);
  });

  it('for a command, where the command is', () => {
    expect(nextStep('command-failed', 'command')).toBe('edit');
    expect(nextStep('command-failed', 'sign-in')).toBe('sign-ins');
    expect(nextStep('sts-invalid-identity-token', 'token-file')).toBe('edit');
  });

  it('for a sign-in that is over, is to sign in', () => {
    expect(wantsSignIn('sign-in-needed')).toBe(true);
    expect(wantsSignIn('sign-in-refused')).toBe(false);
  });
});
