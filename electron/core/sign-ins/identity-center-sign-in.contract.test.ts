import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Secret } from '../../../shared/secret.ts';
import type { SignIn } from '../../../shared/sign-in.ts';
import { SimulatorClock } from '../../../simulator/clock.ts';
import {
  sampleAws,
  sampleInstance,
  sampleStartUrl,
} from '../../../simulator/identity-center/testing/sample-instance.ts';
import { type Simulator, startSimulator } from '../../../simulator/simulator.ts';
import { SdkIdentityCenterGateway } from '../../adapters/identity-center-gateway.ts';
import { plain } from '../../adapters/testing/agreeable-sts.ts';
import type { Clock } from '../ports.ts';
import { AwsTime } from '../time/aws-time.ts';
import type { RedirectListener, SignInMemory, SsoTokens } from '../way-in-ports.ts';
import { IdentityCenterSignIn } from './identity-center-sign-in.ts';
import { listRoles } from './role-listing.ts';
import type { PersonAtHand } from './sign-in-flow.ts';

/** The flow and the listing, through the SDK, against the AWS stand-in: its clock is this machine's. */

const region = 'eu-central-1';
const never = new AbortController().signal;

let simulatorClock: SimulatorClock;
let aws: Simulator<SimulatorClock>;
let gateway: SdkIdentityCenterGateway;
let memory: SignInMemory | null;
let visited: (url: URL) => void;

/** The simulated clock; a timer moves it, so that nothing here waits. */
const clock: Clock = {
  now: () => simulatorClock.now(),
  uptime: () => simulatorClock.now(),
  setTimer: (delay, callback) => {
    const handle = setImmediate(() => {
      simulatorClock.advance(delay);
      callback();
    });
    return () => clearImmediate(handle);
  },
};

const redirects: RedirectListener = {
  reserve: async ({ host, path }) =>
    succeed({
      redirectUri: `http://${host}:40123${path}`,
      listen: () => ({
        visit: new Promise((resolve) => {
          visited = (url) => resolve(succeed(url));
        }),
        close: () => {},
      }),
      close: () => {},
    }),
};

beforeEach(async () => {
  simulatorClock = new SimulatorClock();
  simulatorClock.freeze();
  aws = await startSimulator({ account: sampleAws(sampleInstance(300)), clock: simulatorClock });
  gateway = new SdkIdentityCenterGateway({
    network: () => ({ ...plain, ssoEndpointUrl: aws.url, ssoOidcEndpointUrl: aws.url }),
  });
  memory = null;
});
afterEach(() => aws.close());

const person: PersonAtHand = {
  ready: async () => succeed(),
  show: () => {},
  given: async () => fail(appError('internal')),
  complain: (error) => {
    throw new Error(error.code);
  },
};

function newFlow(decide: 'approve' | 'deny' = 'approve') {
  return new IdentityCenterSignIn({
    gateway,
    redirects,
    browser: {
      open: async (address: Secret) => {
        const url = new URL(address.reveal());
        const userCode = url.searchParams.get('user_code');
        if (userCode === null) visited(new URL(aws.identityCenter.visit(url.href, { decide }) ?? ''));
        else if (decide === 'approve') aws.identityCenter.approve(userCode);
        else aws.identityCenter.deny(userCode);
        return succeed();
      },
    },
    cliCache: { read: async () => succeed(null) },
    clock,
    awsTime: new AwsTime(clock),
  });
}

function signIn(flow: 'browser' | 'device'): SignIn {
  const method = { kind: 'identity-center', startUrl: sampleStartUrl, region, flow, cliSession: '' } as const;
  return { id: 'a', name: 'Work', method, hasClientSecret: false };
}

function acquire(flow: IdentityCenterSignIn, by: 'browser' | 'device', withPerson = true) {
  const remember = (next: SignInMemory | null) => {
    memory = next;
  };
  return flow.acquire({
    signIn: signIn(by),
    memory,
    remember,
    person: withPerson ? person : null,
    signal: never,
  });
}

function tokensOf(result: Result<SsoTokens>): SsoTokens {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.params)}`);
  return result.value;
}

describe.each(['browser', 'device'] as const)('a sign-in by %s', (by) => {
  it('opens roles, renews without the person, and ends', async () => {
    const flow = newFlow();
    const first = tokensOf(await acquire(flow, by));
    const credentials = await gateway.roleCredentials(
      region,
      first.accessToken,
      '100000000001',
      'ReadOnly',
      never,
    );
    expect(credentials.result.ok).toBe(true);
    for (let renewals = 0; renewals < 3; renewals += 1) {
      simulatorClock.advance(3_600_000);
      tokensOf(await acquire(flow, by, false));
    }
    aws.identityCenter.revokeRefreshTokens();
    simulatorClock.advance(3_600_000);
    expect(await acquire(flow, by, false)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } });
    const last = tokensOf(await acquire(flow, by));
    await flow.signOut(signIn(by), memory, never);
    const listed = await gateway.listAccounts(region, last.accessToken, null, never);
    expect(listed.result).toMatchObject({ ok: false, error: { code: 'sign-in-revoked' } });
  });

  it('is refused when the person denies', async () => {
    const answer = await acquire(newFlow('deny'), by);
    expect(answer).toMatchObject({ ok: false, error: { code: 'sign-in-refused' } });
  });

  it('registers again when its registration is gone', async () => {
    const flow = newFlow();
    tokensOf(await acquire(flow, by));
    aws.identityCenter.expireRegistrations();
    simulatorClock.advance(3_600_000);
    tokensOf(await acquire(flow, by));
    expect(aws.calls.filter(({ action }) => action === 'RegisterClient')).toHaveLength(2);
  });
});

it('obeys a stand-in that wants polls further apart than it said', async () => {
  const asked = newFlow();
  aws.faults.next(
    { kind: 'error', status: 400, code: 'SlowDownException', message: 'Slower.' },
    { action: 'CreateToken' },
  );
  tokensOf(await acquire(asked, 'device'));
  const polls = aws.calls.filter(({ action }) => action === 'CreateToken').map(({ at }) => at);
  expect((polls[1] ?? 0) - (polls[0] ?? 0)).toBeGreaterThanOrEqual(6_000);
});

it('lists 300 accounts with 4 roles each, below the portal’s rate', async () => {
  const { accessToken } = tokensOf(await acquire(newFlow(), 'browser'));
  aws.identityCenter.setRate({ burst: 10, perSecond: 8 });
  const progress: (number | null)[] = [];
  const listed = await listRoles(
    { gateway, clock, awsTime: new AwsTime(clock) },
    { region, accessToken, onProgress: ({ done }) => progress.push(done), signal: never },
  );
  if (!listed.ok) throw new Error(listed.error.code);
  expect(listed.value.map(({ accountName }) => accountName)).toEqual(
    Array.from({ length: 300 }, (_, index) => `team-${String(index).padStart(3, '0')}`),
  );
  expect(listed.value.flatMap(({ roles }) => roles)).toHaveLength(1_200);
  expect(progress.at(-1)).toBe(300);
  const refused = aws.calls.filter(({ outcome }) => outcome === 'TooManyRequestsException');
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(12);
});
