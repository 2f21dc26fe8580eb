import { ListMFADevicesCommand } from '@aws-sdk/client-iam';
import { GetFederationTokenCommand, type GetFederationTokenCommandInput } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import {
  broker,
  clerk,
  identityAccount,
  readBucketArn,
  roleArn,
  workload,
  workloadRoot,
} from './identity-account.ts';
import { JavaScriptClients, type Keys, keysOf, refusalOf } from './testing/javascript-clients.ts';

const aws = new JavaScriptClients(identityAccount);
const resource = `arn:aws:sts::${workload}:federated-user/guest`;
const readOne = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: ['s3:GetObject', 'ec2:*'], Resource: '*' },
});

function ask(more: Partial<GetFederationTokenCommandInput> = {}, keys: Keys = broker, region?: string) {
  return aws
    .sts(keys, region === undefined ? {} : { region })
    .send(new GetFederationTokenCommand({ Name: 'guest', ...more }));
}

const may = (keys: Keys, action: string) =>
  aws.simulator.allows(keys.accessKeyId, action, 'arn:aws:s3:::lent/a');

describe('GetFederationToken', () => {
  it('gives a federated user, who may call GetCallerIdentity and nothing else of STS or IAM', async () => {
    const answer = await ask({ Policy: readOne });
    expect(answer).toMatchObject({
      FederatedUser: { FederatedUserId: `${workload}:guest`, Arn: resource },
      PackedPolicySize: expect.any(Number),
    });
    const keys = keysOf(answer);
    expect(await aws.identity(keys)).toMatchObject({
      Arn: resource,
      UserId: `${workload}:guest`,
      Account: workload,
    });
    expect(await refusalOf(aws.assume(roleArn('next'), {}, keys))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: `User: ${resource} is not authorized to perform: sts:AssumeRole on resource: ${roleArn('next')}`,
    });
    expect((await refusalOf(aws.sessionToken({}, keys))).message).toBe(
      'Cannot call GetSessionToken with session credentials',
    );
    expect((await refusalOf(ask({}, keys))).message).toBe(
      'Cannot call GetFederationToken with session credentials',
    );
    expect((await refusalOf(aws.role('next', keys))).code).toBe('InvalidClientTokenId');
    const devices = aws.iam(keys).send(new ListMFADevicesCommand({}));
    expect((await refusalOf(devices)).code).toBe('InvalidClientTokenId');
  });

  it('lets it do what both the policies and the user may', async () => {
    const narrowed = keysOf(await ask({ Policy: readOne }));
    expect(may(narrowed, 's3:GetObject')).toBe(true);
    expect(may(narrowed, 's3:PutObject')).toBe(false);
    expect(may(narrowed, 'ec2:RunInstances')).toBe(false);
    const managed = keysOf(await ask({ PolicyArns: [{ arn: readBucketArn }] }));
    expect(may(managed, 's3:GetObject')).toBe(true);
    expect(may(managed, 's3:ListBucket')).toBe(false);
  });

  it('lets it do nothing without a policy', async () => {
    const keys = keysOf(await ask());
    expect(may(keys, 's3:GetObject')).toBe(false);
    await aws.identity(keys);
  });

  it('is for long-term keys only', async () => {
    const temporary = await aws.sessionToken({}, broker);
    expect(await refusalOf(ask({}, temporary))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: 'Cannot call GetFederationToken with session credentials',
    });
  });

  it('needs its permission, and one for tags', async () => {
    expect(await refusalOf(ask({}, clerk))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${workload}:user/clerk is not authorized to perform: sts:GetFederationToken on resource: ${resource} because no identity-based policy allows the sts:GetFederationToken action`,
    });
    await ask({ Tags: [{ Key: 'team', Value: 'blue' }] });
    const twice = ask({
      Tags: [
        { Key: 'team', Value: 'blue' },
        { Key: 'Team', Value: 'red' },
      ],
    });
    expect((await refusalOf(twice)).code).toBe('InvalidParameterValue');
  });

  it('lasts 15 minutes to 36 hours, 12 when not asked otherwise, and one for root', async () => {
    const lasts = async (more: Partial<GetFederationTokenCommandInput>, keys: Keys = broker) => {
      const { Credentials } = await ask(more, keys);
      return ((Credentials?.Expiration?.getTime() ?? 0) - Math.floor(aws.clock.now() / 1000) * 1000) / 1000;
    };
    expect(await lasts({})).toBe(43_200);
    expect(await lasts({ DurationSeconds: 129_600 })).toBe(129_600);
    expect(await lasts({ DurationSeconds: 43_200 }, workloadRoot)).toBe(3600);
    for (const DurationSeconds of [899, 129_601]) {
      expect((await refusalOf(ask({ DurationSeconds }))).code).toBe('ValidationError');
    }
  });

  it.each(['x', 'x'.repeat(33), 'a guest'])('refuses the name %j', async (Name) => {
    expect((await refusalOf(ask({ Name }))).code).toBe('ValidationError');
  });

  it('refuses broken and oversized policies, and a switched-off Region', async () => {
    expect((await refusalOf(ask({ Policy: 'x' }))).code).toBe('MalformedPolicyDocument');
    const random = Array.from({ length: 110 }, (_, index) => `s3:A${(index * 7919 + 13) ** 3 % 1e9}`);
    const large = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: random, Resource: '*' }] });
    expect(large.length).toBeLessThan(2048);
    expect((await refusalOf(ask({ Policy: large }))).code).toBe('PackedPolicyTooLarge');
    expect((await refusalOf(ask({ Policy: ' '.repeat(2049) }))).message).toContain('2048');
    expect((await refusalOf(ask({}, broker, 'ap-east-1'))).code).toBe('RegionDisabledException');
  });
});
