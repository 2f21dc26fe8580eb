import { describe, expect, it } from 'vitest';
import { ownerPolicies, unknownAccount } from './owner-policies.ts';

const roleArn = 'arn:aws:iam::000011112222:role/team/deployer';
const plain = { roleArn, tags: [], transitiveTagKeys: [] };
const user = { account: '421012345678', arn: 'arn:aws:iam::421012345678:user/dev' };

function policies(
  recipe: Parameters<typeof ownerPolicies>[0],
  caller = user as Parameters<typeof ownerPolicies>[1],
) {
  const result = ownerPolicies(recipe, caller);
  if (result === null) throw new Error('no policies');
  return { ...result, trust: JSON.parse(result.trust), caller: JSON.parse(result.caller) };
}

describe('ownerPolicies', () => {
  it('allows one user this one role, and only sts:AssumeRole', () => {
    const { trust, caller, principal } = policies(plain);
    expect(principal).toBe('user');
    expect(trust.Statement).toEqual([
      { Sid: 'AssumeRole', Effect: 'Allow', Principal: { AWS: user.arn }, Action: 'sts:AssumeRole' },
    ]);
    expect(caller).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn }],
    });
  });

  it('asks for the external id and for MFA where the profile has them', () => {
    const { trust } = policies({
      ...plain,
      externalId: '35e413a2',
      mfaSerial: 'arn:aws:iam::421012345678:mfa/phone',
    });
    expect(trust.Statement[0].Condition).toEqual({
      StringEquals: { 'sts:ExternalId': '35e413a2' },
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    });
  });

  it('gives tags and source identity their own statements, free of conditions those calls do not carry', () => {
    const { trust, caller } = policies({
      ...plain,
      externalId: 'x1',
      tags: [
        { key: 'Project', value: 'Apollo' },
        { key: 'Team', value: 'ops' },
      ],
      transitiveTagKeys: ['Project'],
      sourceIdentity: 'jo',
    });
    expect(trust.Statement[1]).toMatchObject({
      Action: 'sts:TagSession',
      Condition: {
        'ForAllValues:StringEquals': {
          'aws:TagKeys': ['Project', 'Team'],
          'sts:TransitiveTagKeys': ['Project'],
        },
      },
    });
    expect(trust.Statement[2]).toMatchObject({
      Action: 'sts:SetSourceIdentity',
      Condition: { StringEquals: { 'sts:SourceIdentity': 'jo' } },
    });
    expect(caller.Statement[0].Action).toEqual(['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']);
  });

  it('falls back to the account, and says plainly when even that is unknown', () => {
    expect(policies(plain, { account: '421012345678', arn: null })).toMatchObject({
      principal: 'account',
      trust: { Statement: [{ Principal: { AWS: 'arn:aws:iam::421012345678:root' } }] },
    });
    expect(
      policies(plain, { account: '421012345678', arn: 'arn:aws:sts::421012345678:assumed-role/x/y' })
        .principal,
    ).toBe('account');
    const unknown = policies(
      { ...plain, roleArn: 'arn:aws-cn:iam::000011112222:role/r' },
      { account: null, arn: null },
    );
    expect(unknown.principal).toBe('unknown');
    expect(unknown.trust.Statement[0].Principal.AWS).toBe(`arn:aws-cn:iam::${unknownAccount}:root`);
  });

  it('waits for a whole role ARN', () => {
    expect(ownerPolicies({ ...plain, roleArn: 'arn:aws:iam::0000' }, user)).toBeNull();
  });
});
