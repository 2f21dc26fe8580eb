import { describe, expect, it } from 'vitest';
import type { AssumeRoleRecipe } from '../../../shared/profile.ts';
import { testRecipe } from '../testing/fake-ports.ts';
import { sessionIdentity } from './session-identity.ts';

const effective = { roleSessionName: 'keycutter-mina', durationSeconds: 3_600, sourceIdentity: null };
const base = testRecipe('key-1', {
  policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::aws:policy/ViewOnlyAccess'],
  tags: [
    { key: 'team', value: 'a' },
    { key: 'cost', value: 'b' },
  ],
});

describe('sessionIdentity', () => {
  const changes: readonly Partial<AssumeRoleRecipe>[] = [
    { source: { kind: 'access-key', keyId: 'key-2' } },
    { roleArn: 'arn:aws:iam::111122223333:role/other' },
    { region: 'eu-west-1' },
    { externalId: 'x1' },
    { policy: '{"Statement":[]}' },
    { policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
    { tags: [{ key: 'team', value: 'a' }] },
    {
      tags: [
        { key: 'team', value: 'acost' },
        { key: '', value: 'b' },
      ],
    },
    { transitiveTagKeys: ['team'] },
    { sourceIdentity: 'mina' },
    { mfaSerial: 'arn:aws:iam::111122223333:mfa/phone' },
  ];

  it.each(changes.map((change) => [JSON.stringify(change), change] as const))(
    'differs for %s',
    (_, change) => {
      expect(sessionIdentity({ ...base, ...change }, effective)).not.toBe(sessionIdentity(base, effective));
    },
  );

  it('differs for what is sent in place of the recipe’s own values', () => {
    const identity = sessionIdentity(base, effective);
    expect(sessionIdentity(base, { ...effective, durationSeconds: 900 })).not.toBe(identity);
    expect(sessionIdentity(base, { ...effective, roleSessionName: 'other' })).not.toBe(identity);
  });

  it('is the same for lists in another order, which AWS treats alike', () => {
    const reordered = { ...base, policyArns: base.policyArns.toReversed(), tags: base.tags.toReversed() };
    expect(sessionIdentity(reordered, effective)).toBe(sessionIdentity(base, effective));
  });
});
