import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppError } from '../../shared/errors.ts';
import type { AssumeRoleRecipe } from '../../shared/profile.ts';
import type { Result } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import { SimulatorClock } from '../../simulator/clock.ts';
import {
  ada,
  adaArn,
  adaMfa,
  contractAccount,
  home,
  other,
  roleArn,
} from '../../simulator/contract/contract-account.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { totp } from '../../simulator/totp.ts';
import type { SessionTokenRequest, StsCaller } from '../core/aws-ports.ts';
import type { SessionCredentials } from '../core/credentials.ts';
import { SdkStsGateway } from './sts-gateway.ts';
import { plain } from './testing/agreeable-sts.ts';

/** The gateway against the AWS stand-in, which enforces AWS's rules. */

const timeouts = { connection: 5_000, attempt: 10_000, call: 20_000 };
const gateway = new SdkStsGateway({ network: () => plain, timeouts });
const never = new AbortController().signal;
const hour = 3_600;

let aws: Simulator<SimulatorClock>;
beforeAll(async () => {
  aws = await startSimulator({ account: contractAccount, clock: new SimulatorClock() });
});
afterEach(() => {
  aws.faults.clear();
  aws.clock.advance(-aws.clock.offset);
});
afterAll(() => aws.close());

function caller(more: Partial<StsCaller> = {}): StsCaller {
  const credentials = { accessKeyId: ada.accessKeyId, secretAccessKey: new Secret(ada.secretAccessKey) };
  return { credentials, region: 'eu-central-1', endpointUrl: aws.url, ...more };
}

async function assume(
  role: string,
  more: Partial<AssumeRoleRecipe> & { readonly mfaCode?: string; readonly as?: StsCaller } = {},
): Promise<Result<SessionCredentials>> {
  const { mfaCode = null, as = caller(), ...changes } = more;
  const recipe: AssumeRoleRecipe = {
    kind: 'assume-role',
    source: { kind: 'access-key', keyId: 'key' },
    roleArn: role,
    region: 'eu-central-1',
    durationSeconds: hour,
    policyArns: [],
    tags: [],
    transitiveTagKeys: [],
    ...changes,
  };
  const request = { recipe, roleSessionName: 'ada', durationSeconds: recipe.durationSeconds, mfaCode };
  return (await gateway.assumeRole(as, request, never)).result;
}

function refusal(result: Result<unknown>): AppError | null {
  return result.ok ? null : result.error;
}

describe('a session', () => {
  it('is what was asked for, and works', async () => {
    const { result, awsTime } = await gateway.getCallerIdentity(caller(), never);
    expect(result).toMatchObject({ ok: true, value: { account: home, arn: adaArn } });
    expect(Math.abs((awsTime ?? 0) - aws.clock.now())).toBeLessThan(60_000);

    const assumed = await assume(roleArn('team/open'), {
      durationSeconds: 2 * hour,
      tags: [{ key: 'team', value: 'a b' }],
    });
    if (!assumed.ok) throw new Error(assumed.error.code);
    expect(assumed.value.assumedRoleArn).toBe(`arn:aws:sts::${other}:assumed-role/open/ada`);
    expect(assumed.value.expiration - aws.clock.now()).toBeGreaterThan(1.9 * hour * 1_000);
    const who = await gateway.getCallerIdentity(caller({ credentials: assumed.value }), never);
    expect(who.result).toMatchObject({ ok: true, value: { arn: assumed.value.assumedRoleArn } });

    aws.clock.advance(2 * hour * 1_000 + 1_000);
    const late = await gateway.getCallerIdentity(caller({ credentials: assumed.value }), never);
    expect(refusal(late.result)?.code).toBe('sts-expired-token');
  });

  it('comes though this machine’s clock is an hour wrong', async () => {
    for (const skew of [-hour, hour]) {
      aws.clock.advance(skew * 1_000 - aws.clock.offset);
      const { result, awsTime } = await gateway.getCallerIdentity(caller(), never);
      expect(result.ok).toBe(true);
      expect(Math.abs((awsTime ?? 0) - aws.clock.now())).toBeLessThan(60_000);
      const code = totp(adaMfa.seed, aws.clock.now());
      expect(
        refusal(await assume(roleArn('mfa'), { mfaSerial: adaMfa.serialNumber, mfaCode: code })),
      ).toBeNull();
    }
  });
});

describe('a session of the user', () => {
  const ask = async (more: Partial<SessionTokenRequest> = {}, as = caller()) =>
    (
      await gateway.getSessionToken(
        as,
        { durationSeconds: 36 * hour, mfaSerial: null, mfaCode: null, ...more },
        never,
      )
    ).result;

  it('acts as the user, and opens with MFA what wants MFA', async () => {
    const mfaSerial = adaMfa.serialNumber;
    aws.clock.advance(6 * hour * 1_000);
    const session = await ask({ mfaSerial, mfaCode: totp(adaMfa.seed, aws.clock.now()) });
    if (!session.ok) throw new Error(session.error.code);
    expect(session.value.assumedRoleArn).toBeNull();
    expect(session.value.expiration - aws.clock.now()).toBeGreaterThan(35.9 * hour * 1_000);
    const as = caller({ credentials: session.value });
    const who = await gateway.getCallerIdentity(as, never);
    expect(who.result).toMatchObject({ ok: true, value: { arn: adaArn } });
    expect((await assume(roleArn('mfa'), { as })).ok).toBe(true);
  });

  it('is refused with a wrong code, and to a session', async () => {
    const mfaSerial = adaMfa.serialNumber;
    const right = totp(adaMfa.seed, aws.clock.now());
    const mfaCode = right === '000000' ? '111111' : '000000';
    expect(refusal(await ask({ mfaSerial, mfaCode }))?.code).toBe('sts-mfa-code-wrong');
    expect(refusal(await ask({ mfaSerial: `${mfaSerial}2`, mfaCode: right }))?.code).toBe(
      'sts-mfa-code-wrong',
    );
    const session = await ask();
    if (!session.ok) throw new Error(session.error.code);
    const again = await ask({}, caller({ credentials: session.value }));
    expect(refusal(again)?.code).toBe('sts-access-denied');
  });
});

describe('AWS’s refusals are told apart', () => {
  it('wrong secret', async () => {
    const credentials = { accessKeyId: ada.accessKeyId, secretAccessKey: new Secret('wrong') };
    const { result } = await gateway.getCallerIdentity(caller({ credentials }), never);
    expect(refusal(result)?.code).toBe('sts-signature-mismatch');
  });

  it('unknown key', async () => {
    const credentials = { accessKeyId: 'AKIANOBODY2222222222', secretAccessKey: new Secret('any') };
    const { result } = await gateway.getCallerIdentity(caller({ credentials }), never);
    expect(refusal(result)?.code).toBe('sts-invalid-client-token');
  });

  it('wrong MFA code, missing one, one used before', async () => {
    const mfaSerial = adaMfa.serialNumber;
    aws.clock.advance(3 * hour * 1_000);
    const right = totp(adaMfa.seed, aws.clock.now());
    const wrong = right === '000000' ? '111111' : '000000';
    expect(refusal(await assume(roleArn('mfa'), { mfaSerial, mfaCode: wrong }))?.code).toBe(
      'sts-mfa-code-wrong',
    );
    expect(refusal(await assume(roleArn('mfa')))?.code).toBe('sts-access-denied');
    expect((await assume(roleArn('mfa'), { mfaSerial, mfaCode: right })).ok).toBe(true);
    expect(refusal(await assume(roleArn('mfa'), { mfaSerial, mfaCode: right }))?.code).toBe(
      'sts-mfa-code-wrong',
    );
  });

  it('denied role', async () => {
    const denied = refusal(await assume(roleArn('forbidden')));
    expect(denied).toMatchObject({ code: 'sts-access-denied', params: { awsCode: 'AccessDenied' } });
    expect(denied?.params.detail).toContain('sts:AssumeRole');
    expect(refusal(await assume(roleArn('nowhere')))?.code).toBe('sts-access-denied');
  });

  it('missing and wrong external id', async () => {
    expect(refusal(await assume(roleArn('external-id')))?.code).toBe('sts-access-denied');
    expect(refusal(await assume(roleArn('external-id'), { externalId: 'Partner/8' }))?.code).toBe(
      'sts-access-denied',
    );
    expect((await assume(roleArn('external-id'), { externalId: 'Partner/7' })).ok).toBe(true);
  });

  it('duration over the role’s maximum', async () => {
    expect(refusal(await assume(roleArn('short'), { durationSeconds: 2 * hour }))?.code).toBe(
      'sts-duration-over-maximum',
    );
  });

  it('over one hour when chained', async () => {
    const hub = await assume(roleArn('hub', home));
    if (!hub.ok) throw new Error(hub.error.code);
    const as = caller({ credentials: hub.value });
    expect(refusal(await assume(roleArn('names-hub'), { as, durationSeconds: 2 * hour }))?.code).toBe(
      'sts-duration-over-chaining-limit',
    );
    expect((await assume(roleArn('names-hub'), { as })).ok).toBe(true);
  });

  it('a value that AWS does not accept', async () => {
    const refused = refusal(await assume(roleArn('team/open'), { externalId: 'a b' }));
    expect(refused?.code).toBe('sts-validation');
    expect(refused?.params.detail).toBeTruthy();
  });

  it('a policy that cannot be read', async () => {
    expect(refusal(await assume(roleArn('team/open'), { policy: '{"Statement":' }))?.code).toBe(
      'sts-malformed-policy',
    );
  });

  it.each([
    ['RegionDisabledException', 403, 'sts-region-disabled'],
    ['PackedPolicyTooLarge', 400, 'sts-packed-policy-too-large'],
    ['MalformedPolicyDocument', 400, 'sts-malformed-policy'],
    ['ExpiredTokenException', 400, 'sts-expired-token'],
    ['IDPRejectedClaim', 403, 'sts-idp-rejected-claim'],
    ['IDPCommunicationError', 400, 'sts-idp-communication'],
    ['InvalidIdentityToken', 400, 'sts-invalid-identity-token'],
    ['RequestExpired', 400, 'sts-clock-skew'],
    ['ValidationError', 400, 'sts-validation'],
    ['NewCode', 400, 'sts-unknown'],
  ] as const)('by code: %s (%i) is %s', async (awsCode, status, code) => {
    aws.faults.next(
      { kind: 'error', status, code: awsCode, message: 'As told.' },
      { times: Number.POSITIVE_INFINITY },
    );
    const refused = refusal(await assume(roleArn('team/open')));
    expect(refused?.code).toBe(code);
    expect(refused?.params.requestId).toBeTruthy();
  });
});

describe('what goes wrong on the way', () => {
  const always = { times: Number.POSITIVE_INFINITY };

  it('throttling and 5xx: waited out when they pass, told when they stay', async () => {
    for (const [fault, code] of [
      [{ kind: 'throttling' }, 'sts-throttled'],
      [{ kind: 'server-error', status: 503 }, 'sts-server-error'],
    ] as const) {
      aws.faults.next(fault);
      expect((await assume(roleArn('team/open'))).ok).toBe(true);
      aws.faults.next(fault, always);
      expect(refusal(await assume(roleArn('team/open')))?.code).toBe(code);
      aws.faults.clear();
    }
  });

  it('a dropped connection: tried again, but not with an MFA code', async () => {
    aws.faults.next({ kind: 'drop' });
    expect((await assume(roleArn('team/open'))).ok).toBe(true);
    aws.faults.next({ kind: 'drop' });
    const mfaCode = totp(adaMfa.seed, aws.clock.now());
    const before = aws.calls.length;
    const withCode = await assume(roleArn('mfa'), { mfaSerial: adaMfa.serialNumber, mfaCode });
    expect(refusal(withCode)?.code).toBe('network-unreachable');
    expect(aws.calls.length - before).toBe(1);
  });

  it('a hung endpoint ends in time, and can be cancelled before', async () => {
    aws.faults.next({ kind: 'hang' }, always);
    const hasty = new SdkStsGateway({ network: () => plain, timeouts: { ...timeouts, call: 200 } });
    const { result } = await hasty.getCallerIdentity(caller(), never);
    expect(refusal(result)?.code).toBe('network-timed-out');

    aws.faults.clear();
    const hang = aws.faults.next({ kind: 'hang' });
    const cancel = new AbortController();
    const waiting = gateway.getCallerIdentity(caller(), cancel.signal);
    await hang.met;
    cancel.abort();
    expect(refusal((await waiting).result)?.code).toBe('cancelled');
  });

  it('a stand-in that is gone', async () => {
    const gone = await startSimulator({ account: contractAccount, clock: new SimulatorClock() });
    await gone.close();
    const { result, awsTime } = await gateway.getCallerIdentity(caller({ endpointUrl: gone.url }), never);
    expect(refusal(result)?.code).toBe('network-unreachable');
    expect(awsTime).toBeNull();
  });
});
