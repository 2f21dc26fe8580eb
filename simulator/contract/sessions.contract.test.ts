import { describe, expect, it } from 'vitest';
import {
  ada,
  adaMfa,
  bob,
  bobMfa,
  home,
  other,
  readRolesPolicyArn,
  roleArn,
  root,
} from './contract-account.ts';
import { JavaScriptClients, refusalOf } from './testing/javascript-clients.ts';

const aws = new JavaScriptClients();

const openArn = roleArn('team/open');
const hubArn = roleArn('hub', home);

describe('the duration of a role session', () => {
  it('is an hour unless asked otherwise', async () => {
    const { Credentials } = await aws.assume(openArn);
    expect(Credentials?.Expiration?.getTime()).toBe((Math.floor(aws.clock.now() / 1000) + 3600) * 1000);
  });

  it("may not pass the role's MaxSessionDuration", async () => {
    await aws.assume('short', { DurationSeconds: 3600 });
    expect(await refusalOf(aws.assume('short', { DurationSeconds: 3601 }))).toEqual({
      code: 'ValidationError',
      status: 400,
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
  });

  it('is told only to those who may assume the role', async () => {
    const refusal = await refusalOf(aws.assume('names-nobody', { DurationSeconds: 43_200 }));
    expect(refusal.code).toBe('AccessDenied');
  });
});

describe('role chaining', () => {
  const tooLong = {
    code: 'ValidationError',
    status: 400,
    message:
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  };

  it('is capped at one hour', async () => {
    const hub = await aws.assumed(hubArn, { DurationSeconds: 43_200 });
    await aws.assume('names-hub', { DurationSeconds: 3600 }, hub);
    expect(await refusalOf(aws.assume('names-hub', { DurationSeconds: 3601 }, hub))).toEqual(tooLong);
  });

  it('is what AssumeRole after GetSessionToken is', async () => {
    const session = await aws.sessionToken(aws.mfa());
    await aws.assume(openArn, { DurationSeconds: 3600 }, session);
    expect(await refusalOf(aws.assume(openArn, { DurationSeconds: 3601 }, session))).toEqual(tooLong);
  });

  it('keeps transitive tags, which then need sts:TagSession again and cannot be replaced', async () => {
    const Tags = [
      { Key: 'team', Value: 'blue' },
      { Key: 'stage', Value: 'test' },
    ];
    const hub = await aws.assumed(hubArn, { Tags, TransitiveTagKeys: ['Team'] });
    await aws.assume('tagged', {}, hub);
    expect((await refusalOf(aws.assume('assume-only', {}, hub))).message).toContain('sts:TagSession');
    const replaced = { Tags: [{ Key: 'TEAM', Value: 'red' }] };
    expect(await refusalOf(aws.assume('tagged', replaced, hub))).toMatchObject({
      code: 'InvalidParameterValue',
      message:
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    });
    await aws.assume('tagged', { Tags: [{ Key: 'stage', Value: 'other' }] }, hub);
  });

  it('drops tags that are not transitive', async () => {
    const hub = await aws.assumed(hubArn, { Tags: [{ Key: 'team', Value: 'blue' }] });
    await aws.assume('assume-only', {}, hub);
    expect((await refusalOf(aws.assume('tagged', {}, hub))).code).toBe('AccessDenied');
  });

  it('keeps the source identity, which then needs its permission again and cannot be changed', async () => {
    const hub = await aws.assumed(hubArn, { SourceIdentity: 'ada' });
    expect((await aws.assume('known-source', {}, hub)).SourceIdentity).toBe('ada');
    expect((await refusalOf(aws.assume('assume-only', {}, hub))).message).toContain('sts:SetSourceIdentity');
    expect(await refusalOf(aws.assume('names-hub', { SourceIdentity: 'bob' }, hub))).toMatchObject({
      code: 'ValidationError',
      message: 'The source identity is already set for this assume role session',
    });
  });
});

describe('MFA', () => {
  const wrongCode = {
    code: 'AccessDenied',
    status: 403,
    message: 'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
  };
  const wrongDevice = {
    code: 'AccessDenied',
    status: 403,
    message:
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
  };

  it('opens a role that asks for it, once a code', async () => {
    expect((await refusalOf(aws.assume('mfa'))).code).toBe('AccessDenied');
    const code = aws.mfa();
    await aws.assume('mfa', code);
    expect(await refusalOf(aws.assume('mfa', code))).toEqual(wrongCode);
    expect(await refusalOf(aws.sessionToken(code))).toEqual(wrongCode);
    aws.clock.advance(30_000);
    await aws.assume('mfa', aws.mfa());
  });

  it('allows a device to be half a minute off and no more', async () => {
    await aws.assume('mfa', aws.mfa(aws.clock.now() - 30_000));
    await aws.assume('mfa', aws.mfa(aws.clock.now() + 30_000));
    expect(await refusalOf(aws.assume('mfa', aws.mfa(aws.clock.now() + 60_000)))).toEqual(wrongCode);
    expect(await refusalOf(aws.assume('mfa', aws.mfa(aws.clock.now() - 60_000)))).toEqual(wrongCode);
  });

  it('takes a device of the caller only', async () => {
    const { TokenCode } = aws.mfa();
    const others = { SerialNumber: bobMfa.serialNumber, TokenCode };
    expect(await refusalOf(aws.assume('mfa', others))).toEqual(wrongDevice);
    expect(await refusalOf(aws.sessionToken(aws.mfa(), bob))).toEqual(wrongDevice);
    const hub = await aws.assumed(hubArn);
    expect(await refusalOf(aws.assume('names-hub', aws.mfa(), hub))).toEqual(wrongDevice);
  });

  it('wants serial number and code together', async () => {
    const half = await refusalOf(aws.assume('mfa', { SerialNumber: adaMfa.serialNumber }));
    expect(half).toMatchObject({
      code: 'AccessDenied',
      message:
        'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    });
  });

  it('lasts in a session from GetSessionToken, and grows old there', async () => {
    const session = await aws.sessionToken(aws.mfa());
    await aws.assume('mfa', {}, session);
    aws.clock.advance(899_000);
    await aws.assume('mfa-fresh', {}, session);
    aws.clock.advance(1000);
    expect((await refusalOf(aws.assume('mfa-fresh', {}, session))).code).toBe('AccessDenied');
    await aws.assume('mfa', {}, session);
  });

  it('is not handed on by a role', async () => {
    const hub = await aws.assumed(hubArn, aws.mfa());
    expect((await refusalOf(aws.assume('mfa', {}, hub))).code).toBe('AccessDenied');
    expect((await refusalOf(aws.assume('mfa-if-exists', {}, hub))).code).toBe('AccessDenied');
  });

  it('with …IfExists, is passed by long-term keys and not by a session without it', async () => {
    await aws.assume('mfa-if-exists');
    const session = await aws.sessionToken();
    expect((await refusalOf(aws.assume('mfa-if-exists', {}, session))).code).toBe('AccessDenied');
  });
});

describe('GetSessionToken', () => {
  it('is not for temporary credentials', async () => {
    const refusal = {
      code: 'AccessDenied',
      status: 403,
      message: 'Cannot call GetSessionToken with session credentials',
    };
    expect(await refusalOf(aws.sessionToken({}, await aws.assumed(openArn)))).toEqual(refusal);
    expect(await refusalOf(aws.sessionToken({}, await aws.sessionToken()))).toEqual(refusal);
  });

  it('needs no permission', async () => {
    expect((await aws.identity(await aws.sessionToken({}, bob))).Arn).toBe(`arn:aws:iam::${home}:user/bob`);
  });

  it('lasts 15 minutes to 36 hours', async () => {
    expect((await refusalOf(aws.sessionToken({ DurationSeconds: 899 }))).message).toContain(
      'Member must have value greater than or equal to 900',
    );
    expect((await refusalOf(aws.sessionToken({ DurationSeconds: 129_601 }))).message).toContain(
      'Member must have value less than or equal to 129600',
    );
    const longest = await aws.sessionToken({ DurationSeconds: 129_600 });
    aws.clock.advance(129_590_000);
    await aws.identity(longest);
  });

  it('lasts 12 hours when not asked otherwise, and one for root', async () => {
    const users = await aws.sessionToken();
    const roots = await aws.sessionToken({ DurationSeconds: 43_200 }, root);
    aws.clock.advance(3_600_000);
    expect((await refusalOf(aws.identity(roots))).code).toBe('ExpiredToken');
    aws.clock.advance(39_590_000);
    await aws.identity(users);
    aws.clock.advance(10_000);
    expect((await refusalOf(aws.identity(users))).code).toBe('ExpiredToken');
  });
});

describe('GetRole', () => {
  it('tells the maximum duration and the trust policy to who may read it', async () => {
    const role = await aws.role('hub');
    expect(role).toMatchObject({ Arn: hubArn, MaxSessionDuration: 43_200, Path: '/' });
    expect(JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? ''))).toMatchObject({
      Version: '2012-10-17',
    });
    expect(await aws.role('names-bob')).toMatchObject({ MaxSessionDuration: 3600 });
  });

  it('is denied without a policy that allows it', async () => {
    expect(await refusalOf(aws.role('hub', bob))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${home}:user/bob is not authorized to perform: iam:GetRole on resource: role hub because no identity-based policy allows the iam:GetRole action`,
    });
  });

  it('knows only roles of the own account', async () => {
    expect(await refusalOf(aws.role('short'))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'The role with name short cannot be found.',
    });
  });

  it('is closed to GetSessionToken without MFA', async () => {
    expect((await refusalOf(aws.role('hub', await aws.sessionToken()))).code).toBe('InvalidClientTokenId');
    await aws.role('hub', await aws.sessionToken(aws.mfa(), ada));
  });

  it('is narrowed by session policies, inline and managed', async () => {
    await aws.role('hub', await aws.assumed(hubArn));
    await aws.role('hub', await aws.assumed(hubArn, { PolicyArns: [{ arn: readRolesPolicyArn }] }));
    const narrowed = await aws.assumed(hubArn, { Policy: sessionPolicy('Allow', 's3:*') });
    expect((await refusalOf(aws.role('hub', narrowed))).message).toMatch(
      / because no session policy allows the iam:GetRole action$/,
    );
  });
});

describe('a session policy', () => {
  it('narrows AssumeRole too, even where the trust policy names the role', async () => {
    const narrowed = await aws.assumed(hubArn, { Policy: sessionPolicy('Allow', 's3:*') });
    await aws.assume(roleArn('names-hub', home), {}, await aws.assumed(hubArn));
    for (const account of [home, other]) {
      const refusal = await refusalOf(aws.assume(roleArn('names-hub', account), {}, narrowed));
      expect(refusal.code).toBe('AccessDenied');
    }
  });

  it('may deny', async () => {
    const denying = await aws.assumed(hubArn, { Policy: sessionPolicy('Deny', 'sts:AssumeRole') });
    expect((await refusalOf(aws.assume('names-hub', {}, denying))).message).toMatch(
      / with an explicit deny in a session policy$/,
    );
  });
});

function sessionPolicy(effect: 'Allow' | 'Deny', action: string): string {
  return JSON.stringify({ Statement: { Effect: effect, Action: action, Resource: '*' } });
}
