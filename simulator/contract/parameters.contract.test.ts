import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { readRolesPolicyArn, roleArn } from './contract-account.ts';
import { JavaScriptClients, refusalOf } from './testing/javascript-clients.ts';

const aws = new JavaScriptClients();

function tags(count: number) {
  return Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: '' }));
}

function one(value: string, name: string, constraint: string): string {
  return `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: Member must ${constraint}`;
}

const long = (length: number) => 'x'.repeat(length);

describe('limits of AssumeRole', () => {
  it.each<[string, Partial<AssumeRoleCommandInput>, string]>([
    [
      'a session name with a space',
      { RoleSessionName: 'ada l' },
      one('ada l', 'roleSessionName', 'satisfy regular expression pattern: [\\w+=,.@-]*'),
    ],
    [
      'a session name that is not Latin',
      { RoleSessionName: '사용자' },
      one('사용자', 'roleSessionName', 'satisfy regular expression pattern: [\\w+=,.@-]*'),
    ],
    [
      'a session name of one character',
      { RoleSessionName: 'a' },
      one('a', 'roleSessionName', 'have length greater than or equal to 2'),
    ],
    [
      'a session name of 65',
      { RoleSessionName: long(65) },
      one(long(65), 'roleSessionName', 'have length less than or equal to 64'),
    ],
    [
      'a short role ARN',
      { RoleArn: 'arn:aws:iam::role/x' },
      one('arn:aws:iam::role/x', 'roleArn', 'have length greater than or equal to 20'),
    ],
    ['no role ARN at all', { RoleArn: 'this-is-not-an-arn-at-all' }, 'this-is-not-an-arn-at-all is invalid'],
    [
      'the ARN of a user',
      { RoleArn: 'arn:aws:iam::222222222222:user/ada' },
      'arn:aws:iam::222222222222:user/ada is invalid',
    ],
    [
      'an external id with a space',
      { ExternalId: 'a b' },
      one('a b', 'externalId', 'satisfy regular expression pattern: [\\w+=,.@:\\/-]*'),
    ],
    [
      'an external id of 1,225',
      { ExternalId: long(1225) },
      one(long(1225), 'externalId', 'have length less than or equal to 1224'),
    ],
    [
      'a reserved source identity',
      { SourceIdentity: 'aws:x' },
      one('aws:x', 'sourceIdentity', 'satisfy regular expression pattern: [\\w+=,.@-]*'),
    ],
    [
      'a serial number of 8',
      { SerialNumber: 'GAHT1234', TokenCode: '123456' },
      one('GAHT1234', 'serialNumber', 'have length greater than or equal to 9'),
    ],
    [
      'a code with a letter',
      { SerialNumber: 'GAHT12345', TokenCode: '12345a' },
      one('12345a', 'tokenCode', 'satisfy regular expression pattern: [\\d]*'),
    ],
    [
      'a code of five digits',
      { SerialNumber: 'GAHT12345', TokenCode: '12345' },
      one('12345', 'tokenCode', 'have length greater than or equal to 6'),
    ],
    [
      'a policy with a character above U+00FF',
      { Policy: '{"Id":"용"}' },
      one(
        '{"Id":"용"}',
        'policy',
        'satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
      ),
    ],
    [
      'eleven policy ARNs',
      { PolicyArns: Array.from({ length: 11 }, () => ({ arn: readRolesPolicyArn })) },
      one(
        `[${Array.from({ length: 11 }, () => readRolesPolicyArn).join(', ')}]`,
        'policyArns',
        'have length less than or equal to 10',
      ),
    ],
    [
      '51 tags',
      { Tags: tags(51) },
      one(
        `[${tags(51)
          .map((tag) => tag.Key)
          .join(', ')}]`,
        'tags',
        'have length less than or equal to 50',
      ),
    ],
    [
      'a tag key with an asterisk',
      { Tags: [{ Key: 'a*', Value: '' }] },
      one('a*', 'tags.1.member.key', 'satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+'),
    ],
    [
      'a tag value of 257',
      { Tags: [{ Key: 'a', Value: long(257) }] },
      one(long(257), 'tags.1.member.value', 'have length less than or equal to 256'),
    ],
    [
      '899 seconds',
      { DurationSeconds: 899 },
      one('899', 'durationSeconds', 'have value greater than or equal to 900'),
    ],
    [
      '43,201 seconds',
      { DurationSeconds: 43_201 },
      one('43201', 'durationSeconds', 'have value less than or equal to 43200'),
    ],
  ])('%s', async (_, input, message) => {
    expect(await refusalOf(aws.assume(roleArn('team/open'), input))).toEqual({
      code: 'ValidationError',
      status: 400,
      message,
    });
  });

  it('are counted in characters and reach to their ends', async () => {
    await aws.assume(roleArn('team/open'), {
      RoleSessionName: long(64),
      DurationSeconds: 43_200,
      ExternalId: long(1224),
      Tags: [{ Key: '태그 key_.:/=+-@', Value: '𝒳'.repeat(256) }],
    });
    await aws.assume(roleArn('team/open'), { RoleSessionName: 'ab', DurationSeconds: 900, Tags: tags(50) });
  });

  it('are all reported at once', async () => {
    const refusal = await refusalOf(aws.assume('open', { RoleSessionName: ' ', DurationSeconds: 1 }));
    expect(refusal.message).toMatch(
      /^3 validation errors detected: Value ' ' at .*; Value ' ' at .*; Value '1' at/,
    );
  });

  it('want what the SDK left out', async () => {
    const refusal = await refusalOf(aws.assume('open', { RoleSessionName: undefined }));
    expect(refusal.message).toContain(
      "Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null",
    );
  });
});

describe('session tags', () => {
  it('differ in more than case', async () => {
    const Tags = [
      { Key: 'Team', Value: 'a' },
      { Key: 'team', Value: 'b' },
    ];
    expect(await refusalOf(aws.assume('short', { Tags }))).toEqual({
      code: 'InvalidParameterValue',
      status: 400,
      message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    });
  });

  it('are sent when they are named as transitive', async () => {
    expect(await refusalOf(aws.assume('short', { TransitiveTagKeys: ['team'] }))).toMatchObject({
      code: 'InvalidParameterValue',
      message: 'The specified transitive tag key must be included in the requested tags.',
    });
  });

  it("do not begin with AWS's prefix", async () => {
    const Tags = [{ Key: 'AWS:team', Value: 'a' }];
    expect((await refusalOf(aws.assume('short', { Tags }))).code).toBe('InvalidParameterValue');
  });
});

describe('session policies', () => {
  const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/*' };
  const policy = (statements: unknown) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

  it('are packed, and the size is told', async () => {
    expect((await aws.assume('short')).PackedPolicySize).toBeUndefined();
    const small = (await aws.assume('short', { Policy: policy(statement) })).PackedPolicySize ?? 0;
    const larger = (
      await aws.assume('short', {
        Policy: policy(statement),
        PolicyArns: [{ arn: readRolesPolicyArn }],
        Tags: [{ Key: 'team', Value: 'blue' }],
      })
    ).PackedPolicySize;
    expect(small).toBeGreaterThan(0);
    expect(larger).toBeGreaterThan(small);
    expect(larger).toBeLessThan(100);
  });

  it('are refused when malformed', async () => {
    expect(await refusalOf(aws.assume('short', { Policy: '{"Statement"' }))).toEqual({
      code: 'MalformedPolicyDocument',
      status: 400,
      message: 'This policy contains invalid Json',
    });
    const misspelt = policy({ ...statement, Effect: 'Permit' });
    expect((await refusalOf(aws.assume('short', { Policy: misspelt }))).code).toBe('MalformedPolicyDocument');
  });

  it('are refused when they do not fit, whatever the white space between', async () => {
    const many = Array.from({ length: 40 }, (_, index) => ({
      ...statement,
      Resource: `arn:aws:s3:::bucket-${(index * 7919) ** 3}/*`,
    }));
    expect(await refusalOf(aws.assume('short', { Policy: policy(many) }))).toMatchObject({
      code: 'PackedPolicyTooLarge',
      status: 400,
      message: expect.stringMatching(
        /^Packed policy consumes (1\d\d|[2-9]\d\d)% of allotted space, please use smaller policy\.$/,
      ),
    });
    const spaced = policy(statement).replaceAll(',', `,${' '.repeat(3000)}`);
    const plain = await aws.assume('short', { Policy: policy(statement) });
    expect((await aws.assume('short', { Policy: spaced })).PackedPolicySize).toBe(plain.PackedPolicySize);
  });

  it('are refused when the tags alone do not fit', async () => {
    const Tags = Array.from({ length: 50 }, (_, index) => ({
      Key: `key-${index}`,
      Value: `${(index + 3) ** 9}`.repeat(3),
    }));
    expect((await refusalOf(aws.assume('short', { Tags }))).message).toMatch(
      /^Packed size of session tags consumes \d{3}% of allotted space\.$/,
    );
  });
});
