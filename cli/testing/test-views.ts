import type { AccessKeyView } from '../../shared/access-key-views.ts';
import type { SignInView } from '../../shared/sign-in-views.ts';

export function testKey(overrides: Partial<AccessKeyView> = {}): AccessKeyView {
  return {
    id: 'key1',
    name: 'main',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    kept: 'keychain',
    addedAt: 0,
    identity: { account: '999988887777', arn: 'arn:aws:iam::999988887777:user/ann', userId: 'AIDA' },
    problem: null,
    rotation: null,
    createdAt: null,
    mfaSessions: [],
    ...overrides,
  };
}

export function testSignIn(id: string, overrides: Partial<SignInView> = {}): SignInView {
  return {
    id,
    name: id,
    method: {
      kind: 'identity-center',
      startUrl: 'https://acme.awsapps.com/start',
      region: 'eu-central-1',
      flow: 'browser',
      cliSession: '',
    },
    hasClientSecret: false,
    state: 'signed-out',
    expiresAt: null,
    subject: null,
    problem: null,
    listing: null,
    ...overrides,
  };
}
