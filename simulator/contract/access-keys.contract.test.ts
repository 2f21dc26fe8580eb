import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { ada, bob, cai, dee, inactive, root } from './contract-account.ts';
import { JavaScriptClients, type Keys, refusalOf } from './testing/javascript-clients.ts';

const clients = new JavaScriptClients();

async function create(keys: Keys): Promise<Keys> {
  const { AccessKey } = await clients.iam(keys).send(new CreateAccessKeyCommand({}));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

async function list(keys: Keys, UserName?: string) {
  const { AccessKeyMetadata = [] } = await clients.iam(keys).send(new ListAccessKeysCommand({ UserName }));
  return AccessKeyMetadata.map(({ AccessKeyId, Status }) => [AccessKeyId, Status]);
}

async function lastUsed(AccessKeyId: string, keys: Keys) {
  return (await clients.iam(keys).send(new GetAccessKeyLastUsedCommand({ AccessKeyId }))).AccessKeyLastUsed;
}

function setStatus(AccessKeyId: string, Status: 'Active' | 'Inactive', keys: Keys) {
  return clients.iam(keys).send(new UpdateAccessKeyCommand({ AccessKeyId, Status }));
}

describe('access keys', () => {
  it('can be created, used, switched off and on, and deleted', async () => {
    const fresh = await create(cai);
    expect(fresh.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(fresh.secretAccessKey).toMatch(/^[A-Za-z0-9/+]{40}$/);
    expect((await clients.identity(fresh)).Arn).toMatch(/user\/cai$/);

    await setStatus(cai.accessKeyId, 'Inactive', fresh);
    expect((await refusalOf(clients.identity(cai))).code).toBe('InvalidClientTokenId');
    await setStatus(cai.accessKeyId, 'Active', fresh);
    await clients.identity(cai);

    await clients.iam(fresh).send(new DeleteAccessKeyCommand({ AccessKeyId: cai.accessKeyId }));
    expect((await refusalOf(clients.identity(cai))).code).toBe('InvalidClientTokenId');
    expect(await list(fresh)).toEqual([[fresh.accessKeyId, 'Active']]);
  });

  it('are two for a user at most, inactive ones included', async () => {
    expect(await refusalOf(create(ada))).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
    expect(await list(ada)).toEqual([
      [ada.accessKeyId, 'Active'],
      [inactive.accessKeyId, 'Inactive'],
    ]);
  });

  it('take a while to be known everywhere', async () => {
    clients.simulator.keys.propagationDelay = 10_000;
    const fresh = await create(cai);
    expect((await refusalOf(clients.identity(fresh))).code).toBe('InvalidClientTokenId');
    clients.clock.advance(10_000);
    await clients.identity(fresh);
  });

  it('tell when they were last used', async () => {
    const fresh = await create(cai);
    expect(await lastUsed(fresh.accessKeyId, cai)).toMatchObject({ ServiceName: 'N/A', Region: 'N/A' });
    expect((await lastUsed(fresh.accessKeyId, cai))?.LastUsedDate).toBeUndefined();
    await clients.identity(fresh);
    const used = await lastUsed(fresh.accessKeyId, cai);
    expect(used?.ServiceName).toBe('sts');
    expect(Math.abs((used?.LastUsedDate?.getTime() ?? 0) - clients.clock.now())).toBeLessThan(1_000);
  });

  it('are guarded by policies', async () => {
    expect(await refusalOf(create(bob))).toMatchObject({ code: 'AccessDenied', status: 403 });
    expect(await refusalOf(list(cai, 'ada'))).toMatchObject({ code: 'AccessDenied' });
    expect(await refusalOf(list(root, 'nobody'))).toMatchObject({ code: 'NoSuchEntity' });
    expect(await list(root, 'bob')).toEqual([[bob.accessKeyId, 'Active']]);
    expect(await list(root)).toEqual([[root.accessKeyId, 'Active']]);
    expect(await refusalOf(setStatus('AKIANOBODY2222222222', 'Inactive', cai))).toMatchObject({
      code: 'NoSuchEntity',
    });
    expect((await refusalOf(setStatus('a b', 'Inactive', cai))).code).toBe('ValidationError');
  });

  it('want MFA where a policy says so, and always from a session of GetSessionToken', async () => {
    expect(await list(dee)).toHaveLength(1);
    const refused = await refusalOf(create(dee));
    expect(refused.code).toBe('AccessDenied');
    expect(refused.message).toContain('with an explicit deny in an identity-based policy');
    expect(await refusalOf(list(await clients.sessionToken({}, cai)))).toMatchObject({
      code: 'InvalidClientTokenId',
    });
    const withMfa = await clients.sessionToken(clients.mfa());
    expect(await list(withMfa)).toHaveLength(2);
    const role = await clients.assumed('team/open');
    expect((await refusalOf(list(role))).code).toBe('ValidationError');
  });
});
