import { ListAccessKeysCommand, ListMFADevicesCommand, UpdateRoleCommand } from '@aws-sdk/client-iam';
import { AssumeRootCommand, type AssumeRootCommandInput } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import {
  admin,
  broker,
  clerk,
  identityAccount,
  management,
  managementRoot,
  member,
  memberKey,
  roleArn,
  workload,
} from './identity-account.ts';
import { JavaScriptClients, type Keys, keysOf, refusalOf } from './testing/javascript-clients.ts';

const aws = new JavaScriptClients(identityAccount);
const task = (name: string) => ({ arn: `arn:aws:iam::aws:policy/root-task/${name}` });
const memberRoot = `arn:aws:iam::${member}:root`;

function assumeRoot(more: Partial<AssumeRootCommandInput> = {}, keys: Keys = admin, region?: string) {
  return aws.sts(keys, region === undefined ? {} : { region }).send(
    new AssumeRootCommand({
      TargetPrincipal: member,
      TaskPolicyArn: task('IAMAuditRootUserCredentials'),
      ...more,
    }),
  );
}

describe('AssumeRoot', () => {
  it("gives a member's root for one task, a quarter of an hour at most", async () => {
    const answer = await assumeRoot();
    const lasts =
      (answer.Credentials?.Expiration?.getTime() ?? 0) - Math.floor(aws.clock.now() / 1000) * 1000;
    expect(lasts).toBe(900_000);
    const keys = keysOf(answer);
    expect(await aws.identity(keys)).toMatchObject({ Arn: memberRoot, UserId: member, Account: member });
    const { AccessKeyMetadata } = await aws.iam(keys).send(new ListAccessKeysCommand({}));
    expect(AccessKeyMetadata).toMatchObject([{ AccessKeyId: 'AKIAROOT555555555555' }]);
    expect((await refusalOf(aws.role('any', keys))).code).toBe('AccessDenied');
    expect(aws.simulator.allows(keys.accessKeyId, 's3:DeleteBucketPolicy', 'arn:aws:s3:::b')).toBe(false);
    const unlocking = keysOf(await assumeRoot({ TaskPolicyArn: task('S3UnlockBucketPolicy') }));
    expect(aws.simulator.allows(unlocking.accessKeyId, 's3:DeleteBucketPolicy', 'arn:aws:s3:::b')).toBe(true);
    expect((await refusalOf(aws.assume(roleArn('next'), {}, keys))).message).toContain('root accounts');
    expect((await refusalOf(aws.sessionToken({}, keys))).code).toBe('AccessDenied');
  });

  it('takes the ARN of the target, and the five tasks', async () => {
    for (const name of [
      'IAMCreateRootUserPassword',
      'IAMDeleteRootUserCredentials',
      'S3UnlockBucketPolicy',
      'SQSUnlockQueuePolicy',
    ]) {
      await assumeRoot({ TargetPrincipal: memberRoot, TaskPolicyArn: task(name), DurationSeconds: 60 });
    }
    const other = assumeRoot({ TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/AdministratorAccess' } });
    expect((await refusalOf(other)).code).toBe('ValidationError');
    expect((await refusalOf(assumeRoot({ DurationSeconds: 901 }))).code).toBe('ValidationError');
    expect((await refusalOf(assumeRoot({ TargetPrincipal: 'arn:aws:iam::x:root' }))).code).toBe(
      'ValidationError',
    );
  });

  it("is for the organization's administrators, with permission, and on its members", async () => {
    const denied = (arn: string, target = member) => ({
      code: 'AccessDenied',
      status: 403,
      message: `User: ${arn} is not authorized to perform: sts:AssumeRoot on resource: arn:aws:iam::${target}:root`,
    });
    expect(await refusalOf(assumeRoot({}, memberKey))).toEqual(denied(`arn:aws:iam::${member}:user/admin`));
    const adminArn = `arn:aws:iam::${management}:user/admin`;
    const itself = assumeRoot({ TargetPrincipal: management });
    expect(await refusalOf(itself)).toEqual(denied(adminArn, management));
    expect((await refusalOf(assumeRoot({ TargetPrincipal: workload }))).message).toMatch(
      /because no identity-based policy allows the sts:AssumeRoot action$/,
    );
    expect(await refusalOf(assumeRoot({}, managementRoot))).toEqual(
      denied(`arn:aws:iam::${management}:root`),
    );
    expect((await refusalOf(assumeRoot({}, await aws.sessionToken({}, admin)))).code).toBe('AccessDenied');
    expect((await refusalOf(assumeRoot({}, admin, 'me-south-1'))).code).toBe('RegionDisabledException');
  });
});

describe('UpdateRole', () => {
  const update = (name: string, MaxSessionDuration: number | undefined, keys: Keys = broker) =>
    aws
      .iam(keys)
      .send(new UpdateRoleCommand({ RoleName: name, ...(MaxSessionDuration && { MaxSessionDuration }) }));
  const twelveHours = { DurationSeconds: 43_200 };

  it('is obeyed at once', async () => {
    const tooLong = aws.assume(roleArn('next'), twelveHours, broker);
    expect((await refusalOf(tooLong)).message).toContain('exceeds the MaxSessionDuration set for this role');
    await update('next', 43_200);
    expect((await aws.role('next', broker))?.MaxSessionDuration).toBe(43_200);
    await aws.assume(roleArn('next'), twelveHours, broker);
  });

  it('brings the default back when it names no duration', async () => {
    await update('corp', undefined);
    expect((await aws.role('corp', broker))?.MaxSessionDuration).toBe(3600);
  });

  it('needs permission, in the own account, and a role that is not of AWS', async () => {
    expect(await refusalOf(update('next', 7200, clerk))).toMatchObject({
      code: 'AccessDenied',
      message: `User: arn:aws:iam::${workload}:user/clerk is not authorized to perform: iam:UpdateRole on resource: role next because no identity-based policy allows the iam:UpdateRole action`,
    });
    expect((await refusalOf(update('none', 7200))).code).toBe('NoSuchEntity');
    const name = 'AWSReservedSSO_Admin_fedcba9876543210';
    expect(await refusalOf(update(name, 7200))).toEqual({
      code: 'UnmodifiableEntity',
      status: 400,
      message: `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
    });
    for (const seconds of [3599, 43_201]) {
      expect((await refusalOf(update('next', seconds))).code).toBe('ValidationError');
    }
    const session = await aws.sessionToken({}, broker);
    expect((await refusalOf(update('next', 7200, session))).code).toBe('InvalidClientTokenId');
  });
});

describe('ListMFADevices', () => {
  it('names the devices of the caller', async () => {
    const { MFADevices } = await aws.iam(broker).send(new ListMFADevicesCommand({}));
    expect(MFADevices?.map(({ UserName, SerialNumber }) => `${UserName} ${SerialNumber}`)).toEqual([
      `broker arn:aws:iam::${workload}:mfa/broker`,
      'broker GAHT12345678',
    ]);
    expect((await refusalOf(aws.iam(clerk).send(new ListMFADevicesCommand({})))).code).toBe('AccessDenied');
    const named = aws.iam(broker).send(new ListMFADevicesCommand({ UserName: 'clerk' }));
    expect((await refusalOf(named)).code).toBe('AccessDenied');
  });
});
