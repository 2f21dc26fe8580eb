import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { ada, adaArn, home, inactive, root } from './contract-account.ts';
import { JavaScriptClients, refusalOf } from './testing/javascript-clients.ts';

const aws = new JavaScriptClients();

const unknownKey = {
  code: 'InvalidClientTokenId',
  status: 403,
  message: 'The security token included in the request is invalid.',
};
const invalidToken = { ...unknownKey, message: 'The security token included in the request is invalid' };
const tenMinutes = 600_000;

describe('who signed', () => {
  it('is told by GetCallerIdentity', async () => {
    expect(await aws.identity(ada)).toMatchObject({
      Arn: adaArn,
      UserId: 'AIDAADA2222222222222',
      Account: home,
    });
    expect(await aws.identity(root)).toMatchObject({ Arn: `arn:aws:iam::${home}:root`, UserId: home });
    expect(await aws.identity(await aws.assumed('team/open', { RoleSessionName: 'work' }))).toMatchObject({
      Arn: 'arn:aws:sts::222222222222:assumed-role/open/work',
      UserId: 'AROAOPEN:work',
      Account: '222222222222',
    });
    expect(await aws.identity(await aws.sessionToken())).toMatchObject({ Arn: adaArn });
  });

  it('is nobody AWS knows: an unknown key, a deactivated one', async () => {
    const stranger = { ...ada, accessKeyId: 'AKIANOBODY2222222222' };
    expect(await refusalOf(aws.identity(stranger))).toEqual(unknownKey);
    expect(await refusalOf(aws.identity(inactive))).toEqual(unknownKey);
  });

  it('has the wrong secret', async () => {
    const wrong = { ...ada, secretAccessKey: 'secret-of-adb' };
    expect(await refusalOf(aws.identity(wrong))).toMatchObject({
      code: 'SignatureDoesNotMatch',
      status: 403,
      message: expect.stringMatching(/^The request signature we calculated does not match/),
    });
  });
});

describe('temporary credentials', () => {
  it('are opaque, and different each time', async () => {
    const first = await aws.assumed('team/open');
    const second = await aws.assumed('team/open');
    expect(first.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(first.secretAccessKey).toMatch(/^[A-Za-z0-9/+]{40}$/);
    expect(new Set([...Object.values(first), ...Object.values(second)]).size).toBe(6);
    const decoded = Buffer.from(first.sessionToken, 'base64').toString('latin1');
    for (const secret of ['open', first.accessKeyId, first.secretAccessKey, ada.secretAccessKey]) {
      expect(decoded).not.toContain(secret);
    }
  });

  it('need their token, untouched, and their own secret', async () => {
    const keys = await aws.assumed('team/open');
    const { accessKeyId, secretAccessKey, sessionToken } = keys;
    const tampered = { ...keys, sessionToken: `${sessionToken.slice(0, -4)}AAAA` };
    expect(await refusalOf(aws.identity({ accessKeyId, secretAccessKey }))).toEqual(unknownKey);
    expect(await refusalOf(aws.identity(tampered))).toEqual(invalidToken);
    expect(await refusalOf(aws.identity({ ...ada, sessionToken }))).toEqual(invalidToken);
    expect(await refusalOf(aws.identity({ ...keys, secretAccessKey: 'x' }))).toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
  });

  it('end at their Expiration and not a second sooner', async () => {
    const { Credentials } = await aws.assume('team/open', { DurationSeconds: 900 });
    const keys = await aws.assumed('team/open', { DurationSeconds: 900 });
    expect(Credentials?.Expiration?.getTime()).toBe((Math.floor(aws.clock.now() / 1000) + 900) * 1000);
    aws.clock.advance(898_999);
    expect((await aws.identity(keys)).Account).toBe('222222222222');
    aws.clock.advance(1001);
    expect(await refusalOf(aws.identity(keys))).toEqual({
      code: 'ExpiredToken',
      status: 403,
      message: 'The security token included in the request is expired',
    });
  });
});

describe("a client's clock", () => {
  it('may be off by five minutes', async () => {
    const fourMinutes = 240_000;
    for (const offset of [-fourMinutes, fourMinutes]) {
      await aws.sts(ada, { offset }).send(new GetCallerIdentityCommand({}));
    }
  });

  it('is too far behind or ahead', async () => {
    const behind = aws.sts(ada, { offset: -tenMinutes }).send(new GetCallerIdentityCommand({}));
    expect(await refusalOf(behind)).toMatchObject({
      code: 'SignatureDoesNotMatch',
      message: expect.stringMatching(/^Signature expired: \d{8}T\d{6}Z is now earlier than .* - 5 min\.\)$/),
    });
    const ahead = aws.sts(ada, { offset: tenMinutes }).send(new GetCallerIdentityCommand({}));
    expect(await refusalOf(ahead)).toMatchObject({
      code: 'SignatureDoesNotMatch',
      message: expect.stringMatching(/^Signature not yet current: .* is still later than .* \+ 5 min\.\)$/),
    });
  });

  it('is set right by the Date of the answer, as the SDK does', async () => {
    aws.clock.advance(48 * 3_600_000);
    const client = aws.sts(ada, { offset: 0, maxAttempts: 2 });
    expect(await client.send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: adaArn });
    expect(aws.simulator.calls.map((call) => call.outcome)).toEqual(['SignatureDoesNotMatch', 'succeeded']);
  });
});
