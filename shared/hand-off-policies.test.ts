import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPolicy, checkPolicyArn, warnPolicySize } from './aws-limits.ts';
import {
  checkBucketName,
  checkKeyPrefix,
  checkLogGroup,
  type HandOffTemplate,
  handOffPolicies,
  type PolicyPlace,
  policyPlaceOf,
} from './hand-off-policies.ts';
import type { AssumeRoleRecipe, FederationTokenRecipe } from './profile.ts';

const place: PolicyPlace = { partition: 'aws', account: '421098765432', needsPolicy: false };

const role: AssumeRoleRecipe = {
  kind: 'assume-role',
  source: { kind: 'access-key', keyId: 'k1' },
  roleArn: 'arn:aws-cn:iam::421098765432:role/x',
  region: 'cn-north-1',
  durationSeconds: 3_600,
  policyArns: [],
  tags: [],
  transitiveTagKeys: [],
};
const federation: FederationTokenRecipe = {
  kind: 'federation-token',
  source: { kind: 'access-key', keyId: 'k1' },
  region: 'us-gov-west-1',
  durationSeconds: 3_600,
  policyArns: [],
  tags: [],
};

const policyOf = (template: HandOffTemplate, at = place) =>
  JSON.parse(handOffPolicies(template, at).policy ?? 'null');
const allowed = (policy: { Statement: { Action: string[] }[] }) =>
  policy.Statement.flatMap(({ Action }) => Action);

describe('a hand-off’s policy', () => {
  it('reads one bucket and nothing else', () => {
    const policy = policyOf({ kind: 'read-bucket', bucket: 'reports' });
    expect(policy.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['s3:ListBucket', 's3:GetBucketLocation'],
        Resource: 'arn:aws:s3:::reports',
      },
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: 'arn:aws:s3:::reports/*',
      },
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt'],
        Resource: '*',
        Condition: { StringLike: { 'kms:ViaService': 's3.*' } },
      },
    ]);
  });

  it('writes under one prefix, and reads and deletes nothing', () => {
    const policy = policyOf({ kind: 'write-prefix', bucket: 'reports', prefix: 'in/2026/' });
    expect(policy.Statement[0].Condition).toEqual({ StringLike: { 's3:prefix': 'in/2026/*' } });
    expect(policy.Statement[1].Resource).toBe('arn:aws:s3:::reports/in/2026/*');
    expect(allowed(policy)).not.toEqual(expect.arrayContaining([expect.stringMatching(/Get|Delete/)]));
  });

  it('reads one log group, in the profile’s own partition and account', () => {
    const at = policyPlaceOf(role);
    const policy = policyOf({ kind: 'read-log-group', region: 'cn-north-1', logGroup: '/aws/lambda/x' }, at);
    const arn = 'arn:aws-cn:logs:cn-north-1:421098765432:log-group:/aws/lambda/x';
    expect(policy.Statement[0].Resource).toEqual([arn, `${arn}:*`]);
  });

  it('takes AWS’s own policy for reading everything', () => {
    const { policy, policyArns } = handOffPolicies({ kind: 'read-everything' }, policyPlaceOf(role));
    expect(policy).toBeUndefined();
    expect(policyArns).toEqual(['arn:aws-cn:iam::aws:policy/ReadOnlyAccess']);
    expect(policyArns.map(checkPolicyArn)).toEqual([null]);
  });

  it('is none for all the profile may do, but where nothing is given without one', () => {
    expect(handOffPolicies({ kind: 'everything' }, place)).toEqual({ policyArns: [] });
    const policy = policyOf({ kind: 'everything' }, policyPlaceOf(federation));
    expect(policy.Statement).toEqual([{ Effect: 'Allow', Action: ['*'], Resource: '*' }]);
    const own = policyPlaceOf({ ...federation, policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] });
    expect(handOffPolicies({ kind: 'everything' }, own)).toEqual({ policyArns: [] });
  });

  it('is what was written, where the person writes it', () => {
    expect(handOffPolicies({ kind: 'own', policy: '{}' }, place)).toEqual({ policy: '{}', policyArns: [] });
  });

  it('finds the partition of a profile without a role by its Region', () => {
    expect(policyPlaceOf(federation)).toEqual({ partition: 'aws-us-gov', account: '*', needsPolicy: true });
    expect(policyPlaceOf({ ...federation, region: 'us-isob-east-1' }).partition).toBe('aws-iso-b');
    expect(policyPlaceOf({ ...federation, region: 'eu-central-1' }).partition).toBe('aws');
  });

  it('stays one that AWS takes, and within one resource, whatever the checks let through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 4 }), (prefix) => {
        fc.pre(checkKeyPrefix(prefix) === null);
        const { policy = '' } = handOffPolicies({ kind: 'write-prefix', bucket: 'reports', prefix }, place);
        expect(checkPolicy(policy)).toBeNull();
        expect(JSON.parse(policy).Statement[1].Resource).toBe(`arn:aws:s3:::reports/${prefix}*`);
        expect(prefix).not.toMatch(/[*?$]/);
      }),
    );
  });

  it('is short enough for AWS with ordinary names', () => {
    const policy = handOffPolicies(
      { kind: 'read-log-group', region: 'ap-southeast-2', logGroup: '/x'.repeat(100) },
      place,
    ).policy;
    expect(warnPolicySize(policy ?? '', [])).toBeNull();
  });
});

describe('the names in it', () => {
  it.each(['ab', 'Reports', 'a_b_c', '-abc', 'abc-', 'a..b', 'x'.repeat(64), 'a*c', 'a/b', ''])(
    'refuse the bucket %j',
    (bucket) => expect(checkBucketName(bucket)).not.toBeNull(),
  );
  it.each(['reports', 'my.bucket-1', '123'])('take the bucket %j', (bucket) =>
    expect(checkBucketName(bucket)).toBeNull(),
  );
  it.each(['', '/in', 'a*', 'a?b', 'a$b', 'ü', 'a"b', 'a\\b'])(
    'refuse the prefix %j, which would mean more than itself',
    (prefix) => expect(checkKeyPrefix(prefix)).not.toBeNull(),
  );
  it.each(['in/', 'exports/2026-01', 'a b/c'])('take the prefix %j', (prefix) =>
    expect(checkKeyPrefix(prefix)).toBeNull(),
  );
  it.each(['', 'a b', 'a*', 'a:b', 'x'.repeat(513)])('refuse the log group %j', (group) =>
    expect(checkLogGroup(group)).not.toBeNull(),
  );
  it.each(['/aws/lambda/x', 'app#1'])('take the log group %j', (group) =>
    expect(checkLogGroup(group)).toBeNull(),
  );
});
