import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import { SimulatorClock } from '../../simulator/clock.ts';
import { ada, bob, cai, contractAccount, dee } from '../../simulator/contract/contract-account.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import type { StsCaller } from '../core/aws-ports.ts';
import type { LongTermCredentials } from '../core/credentials.ts';
import { SdkIamGateway } from './iam-gateway.ts';
import type { NetworkOptions } from './network-options.ts';
import { SdkStsGateway } from './sts-gateway.ts';
import { closeServers, kept, plain } from './testing/agreeable-sts.ts';
import { proxyServer } from './testing/local-servers.ts';

/** The gateway against the AWS stand-in, which enforces AWS's rules. */

const never = new AbortController().signal;
const gateway = new SdkIamGateway({ network: () => plain });

let aws: Simulator<SimulatorClock>;
beforeAll(async () => {
  aws = await startSimulator({ account: contractAccount, clock: new SimulatorClock() });
});
afterEach(async () => {
  aws.faults.clear();
  await closeServers();
});
afterAll(() => aws.close());

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string | Secret;
}

function caller({ accessKeyId, secretAccessKey }: Keys, endpointUrl: string | null = aws.url): StsCaller {
  const secret = secretAccessKey instanceof Secret ? secretAccessKey : new Secret(secretAccessKey);
  return { credentials: { accessKeyId, secretAccessKey: secret }, region: 'eu-central-1', endpointUrl };
}

function granted<Value>({ result }: { readonly result: Result<Value> }): Value {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.params)}`);
  return result.value;
}

function refusal({ result }: { readonly result: Result<unknown> }) {
  return result.ok ? null : result.error;
}

describe('the access keys of a user', () => {
  it('are created, listed, switched off and deleted', async () => {
    const answer = await gateway.createAccessKey(caller(cai), never);
    const created: LongTermCredentials = granted(answer);
    expect(Math.abs((answer.awsTime ?? 0) - aws.clock.now())).toBeLessThan(60_000);
    const fresh = caller(created);

    const listed = granted(await gateway.listAccessKeys(fresh, never));
    expect(listed.map(({ accessKeyId, active }) => [accessKeyId, active])).toEqual([
      [cai.accessKeyId, true],
      [created.accessKeyId, true],
    ]);
    expect(Math.abs((listed[1]?.createdAt ?? 0) - aws.clock.now())).toBeLessThan(60_000);

    granted(await gateway.deactivateAccessKey(fresh, cai.accessKeyId, never));
    expect(refusal(await gateway.listAccessKeys(caller(cai), never))?.code).toBe('sts-invalid-client-token');
    expect(granted(await gateway.listAccessKeys(fresh, never))[0]?.active).toBe(false);

    expect(granted(await gateway.accessKeyLastUsed(fresh, cai.accessKeyId, never))).toMatchObject({
      service: 'iam',
    });
    for (let time = 1; time <= 2; time += 1) {
      granted(await gateway.deleteAccessKey(fresh, cai.accessKeyId, never));
      granted(await gateway.deactivateAccessKey(fresh, cai.accessKeyId, never));
    }
    expect(granted(await gateway.listAccessKeys(fresh, never))).toHaveLength(1);
  });

  it('have not been used when AWS knows of no use', async () => {
    const old = 'AKIAOLD2222222222222';
    expect(granted(await gateway.accessKeyLastUsed(caller(ada), old, never))).toEqual({
      at: null,
      service: null,
    });
  });
});

describe('IAM’s refusals are told apart', () => {
  it('two keys already', async () => {
    expect(refusal(await gateway.createAccessKey(caller(ada), never))?.code).toBe('iam-key-limit');
  });

  it('not allowed, and not allowed without MFA', async () => {
    const plainly = refusal(await gateway.createAccessKey(caller(bob), never));
    expect(plainly).toMatchObject({ code: 'iam-access-denied', params: { action: 'iam:CreateAccessKey' } });
    expect(plainly?.params.explicitly).toBeUndefined();
    expect(refusal(await gateway.createAccessKey(caller(dee), never))).toMatchObject({
      code: 'iam-access-denied',
      params: { explicitly: 'yes' },
    });
  });

  it.each([
    ['Throttling', 400, 'sts-throttled'],
    ['ServiceUnavailable', 503, 'sts-server-error'],
    ['ServiceFailure', 500, 'sts-server-error'],
    ['SignatureDoesNotMatch', 403, 'sts-signature-mismatch'],
    ['EntityTemporarilyUnmodifiable', 409, 'iam-unknown'],
    ['ValidationError', 400, 'iam-unknown'],
    ['NewCode', 400, 'iam-unknown'],
  ] as const)('by code: %s (%i) is %s', async (awsCode, status, code) => {
    aws.faults.next(
      { kind: 'error', status, code: awsCode, message: 'As told.' },
      { times: Number.POSITIVE_INFINITY },
    );
    expect(refusal(await gateway.listAccessKeys(caller(ada), never))?.code).toBe(code);
  });

  it('a lost answer to CreateAccessKey: it is not sent again', async () => {
    for (const fault of [{ kind: 'drop' }, { kind: 'server-error' }] as const) {
      aws.faults.next(fault, { times: Number.POSITIVE_INFINITY });
      const before = aws.calls.length;
      expect(refusal(await gateway.createAccessKey(caller(ada), never))).not.toBeNull();
      expect(aws.calls.length - before).toBe(1);
      aws.faults.clear();
    }
  });

  it('a call that is taken back', async () => {
    const hang = aws.faults.next({ kind: 'hang' });
    const cancel = new AbortController();
    const waiting = gateway.listAccessKeys(caller(ada), cancel.signal);
    await hang.met;
    cancel.abort();
    expect(refusal(await waiting)?.code).toBe('cancelled');
  });
});

describe('IAM is asked', () => {
  /** Where the SDK would have gone. */
  async function target(region: string, network: Partial<NetworkOptions>) {
    const proxy = await kept(proxyServer(502));
    const proxyFor = () => `http://127.0.0.1:${proxy.port}`;
    const away = new SdkIamGateway({ network: () => ({ ...plain, ...network, proxyFor }) });
    await away.listAccessKeys({ ...caller(ada, null), region }, never);
    return proxy.tunnels[0]?.target;
  }

  it.each([
    ['eu-central-1', {}, 'iam.amazonaws.com:443'],
    ['cn-northwest-1', {}, 'iam.cn-north-1.amazonaws.com.cn:443'],
    ['us-gov-east-1', {}, 'iam.us-gov.amazonaws.com:443'],
    ['us-east-1', { useFipsEndpoint: true }, 'iam-fips.amazonaws.com:443'],
    ['us-east-1', { endpointUrl: 'https://sts.example.test' }, 'iam.amazonaws.com:443'],
    ['us-east-1', { iamEndpointUrl: 'https://iam.example.test' }, 'iam.example.test:443'],
  ] as const)('for %s with %o at %s', async (region, network, host) => {
    expect(await target(region, network)).toBe(host);
  });

  it('where STS is, when that is a stand-in on this machine', async () => {
    const network = { ...plain, endpointUrl: aws.url };
    const local = new SdkIamGateway({ network: () => network });
    expect(granted(await local.listAccessKeys(caller(ada, null), never))).toHaveLength(2);
    const who = new SdkStsGateway({ network: () => network });
    expect((await who.getCallerIdentity(caller(ada, null), never)).result.ok).toBe(true);
  });
});
