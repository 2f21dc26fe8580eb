import { describe, expect, it } from 'vitest';
import { ada, adaArn, bob, home, roleArn, root } from './contract-account.ts';
import { JavaScriptClients, refusalOf } from './testing/javascript-clients.ts';

const aws = new JavaScriptClients();

function denied(name: string, action = 'sts:AssumeRole', arn = adaArn) {
  const resource = name.startsWith('arn:') ? name : roleArn(name);
  return {
    code: 'AccessDenied',
    status: 403,
    message: `User: ${arn} is not authorized to perform: ${action} on resource: ${resource}`,
  };
}

const bobArn = `arn:aws:iam::${home}:user/bob`;

describe('a role of another account', () => {
  it('needs the trust policy and the policy of the caller', async () => {
    expect((await aws.assume('short')).AssumedRoleUser).toEqual({
      AssumedRoleId: 'AROASHORT:session',
      Arn: 'arn:aws:sts::222222222222:assumed-role/short/session',
    });
    expect(await refusalOf(aws.assume('names-nobody'))).toEqual(denied('names-nobody'));
    expect(await refusalOf(aws.assume('short', {}, bob))).toEqual(denied('short', 'sts:AssumeRole', bobArn));
    expect(await refusalOf(aws.assume('names-bob', {}, bob))).toEqual(
      denied('names-bob', 'sts:AssumeRole', bobArn),
    );
  });

  it('that does not exist is denied like one that is closed', async () => {
    expect(await refusalOf(aws.assume('no-such-role'))).toEqual(denied('no-such-role'));
  });

  it('is known with its path, and its sessions without', async () => {
    expect(await refusalOf(aws.assume(roleArn('open')))).toEqual(denied('open'));
    const { AssumedRoleUser } = await aws.assume(roleArn('team/open'));
    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::222222222222:assumed-role/open/session');
  });

  it('stays closed where either side denies', async () => {
    expect((await refusalOf(aws.assume('denies-ada'))).message).toBe(
      `${denied('denies-ada').message} with an explicit deny in the role trust policy`,
    );
    expect((await refusalOf(aws.assume('forbidden'))).message).toBe(
      `${denied('forbidden').message} with an explicit deny in an identity-based policy`,
    );
  });
});

describe('a role of the own account', () => {
  it('needs no policy of the caller when it names the caller', async () => {
    await aws.assume(roleArn('names-bob', home), {}, bob);
    const toAccount = roleArn('leaves-it-to-home', home);
    await aws.assume(toAccount, {}, ada);
    expect(await refusalOf(aws.assume(toAccount, {}, bob))).toEqual(
      denied(toAccount, 'sts:AssumeRole', bobArn),
    );
  });
});

describe('an external id', () => {
  it.each([
    ['external-id', 'Partner/7', true],
    ['external-id', 'partner/7', false],
    ['external-id', 'Partner/8', false],
    ['external-id', undefined, false],
    ['external-id-like', 'Partner/9', true],
    ['external-id-like', 'Partner/10', false],
  ])('for %s: %s', async (name, externalId, opens) => {
    const call = aws.assume(name, externalId === undefined ? {} : { ExternalId: externalId });
    if (opens) {
      await call;
    } else {
      expect(await refusalOf(call)).toEqual(denied(name));
    }
  });
});

describe('other conditions', () => {
  it('on the session name', async () => {
    await aws.assume('named-session', { RoleSessionName: 'ada-laptop' });
    expect(await refusalOf(aws.assume('named-session'))).toEqual(denied('named-session'));
  });

  it('on the source identity', async () => {
    const { SourceIdentity } = await aws.assume('known-source', { SourceIdentity: 'ada' });
    expect(SourceIdentity).toBe('ada');
    expect(await refusalOf(aws.assume('known-source', { SourceIdentity: 'bob' }))).toEqual(
      denied('known-source'),
    );
  });

  it('on a session tag', async () => {
    await aws.assume('tagged', { Tags: [{ Key: 'team', Value: 'blue' }] });
    expect(await refusalOf(aws.assume('tagged', { Tags: [{ Key: 'team', Value: 'red' }] }))).toEqual(
      denied('tagged'),
    );
  });
});

describe('tags and a source identity', () => {
  it('need permissions of their own', async () => {
    await aws.assume('assume-only');
    expect(await refusalOf(aws.assume('assume-only', { Tags: [{ Key: 'a', Value: '' }] }))).toEqual(
      denied('assume-only', 'sts:TagSession'),
    );
    expect(await refusalOf(aws.assume('assume-only', { SourceIdentity: 'ada' }))).toEqual(
      denied('assume-only', 'sts:SetSourceIdentity'),
    );
  });
});

describe('the root user', () => {
  it('may not assume a role', async () => {
    expect(await refusalOf(aws.assume('short', {}, root))).toMatchObject({
      code: 'AccessDenied',
      message: 'Roles may not be assumed by root accounts.',
    });
    const session = await aws.sessionToken({}, root);
    expect((await refusalOf(aws.assume('short', {}, session))).message).toMatch(/root accounts/);
  });
});

describe('a switched-off Region', () => {
  it.each([
    ['me-south-1', '222222222222'],
    ['ap-east-1', null],
  ])('%s matters to the account of the role only', async (region, accountId) => {
    const call = aws.assume('short', {}, ada, { region });
    if (accountId === null) {
      await call;
    } else {
      expect(await refusalOf(call)).toMatchObject({
        code: 'RegionDisabledException',
        status: 403,
        message: expect.stringContaining(`account:${accountId}`),
      });
    }
  });
});
