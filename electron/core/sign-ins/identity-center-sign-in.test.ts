import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AppError, appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { IdentityCenterMethod, SignIn } from '../../../shared/sign-in.ts';
import { FakeClock, settled } from '../testing/fake-clock.ts';
import { AwsTime } from '../time/aws-time.ts';
import type { RedirectListener, SignInMemory, SsoGrant, SsoTokens } from '../way-in-ports.ts';
import { IdentityCenterSignIn } from './identity-center-sign-in.ts';
import type { PersonAtHand, SignInStep } from './sign-in-flow.ts';
import { FakeIdentityCenter } from './testing/fake-identity-center.ts';

const minute = 60_000;
const networkDown = appError('network-unreachable', { host: 'oidc' });

let clock: FakeClock;
let aws: FakeIdentityCenter;
let memory: SignInMemory | null;
let opened: string[];
let browserFails: AppError | null;
let visits: ((url: URL) => void)[];
let closed: number;
let cli: Result<{ readonly accessToken: Secret; readonly expiresAt: number } | null>;
let flow: IdentityCenterSignIn;

const redirects: RedirectListener = {
  reserve: async ({ host, path }, signal) =>
    succeed({
      redirectUri: `http://${host}:40123${path}`,
      listen: () => ({
        visit: new Promise((resolve) => {
          visits.push((url) => resolve(succeed(url)));
          signal.addEventListener('abort', () => resolve(fail(appError('cancelled'))));
        }),
        close: () => {},
      }),
      close: () => {
        closed += 1;
      },
    }),
};

beforeEach(() => {
  clock = new FakeClock();
  aws = new FakeIdentityCenter(clock);
  memory = null;
  opened = [];
  browserFails = null;
  visits = [];
  closed = 0;
  cli = succeed(null);
  flow = newFlow();
});

function newFlow() {
  return new IdentityCenterSignIn({
    gateway: aws,
    redirects,
    browser: {
      open: async (address) => {
        opened.push(address.reveal());
        return browserFails === null ? succeed() : fail(browserFails);
      },
    },
    cliCache: { read: async () => cli },
    clock,
    awsTime: new AwsTime(clock),
  });
}

function signIn(more: Partial<IdentityCenterMethod> = {}): SignIn {
  const method: IdentityCenterMethod = {
    kind: 'identity-center',
    startUrl: 'https://d-1234567890.awsapps.com/start',
    region: 'eu-central-1',
    flow: 'browser',
    cliSession: '',
    ...more,
  };
  return { id: 'sign-in', name: 'Work', method, hasClientSecret: false };
}

class Person implements PersonAtHand {
  readonly steps: SignInStep[] = [];
  readonly complaints: AppError[] = [];
  again: () => void = () => {};
  answer: Promise<Result<undefined>> = Promise.resolve(succeed());

  ready() {
    return this.answer;
  }

  show(step: SignInStep, again: () => void = () => {}) {
    this.steps.push(step);
    this.again = again;
  }

  given(): never {
    throw new Error('No response is wanted.');
  }

  complain(error: AppError) {
    this.complaints.push(error);
  }
}

interface Asked {
  readonly person?: Person | null;
  readonly signal?: AbortSignal;
  readonly method?: Partial<IdentityCenterMethod>;
}

function acquire({ person = null, signal = new AbortController().signal, method = {} }: Asked = {}) {
  const remember = (next: SignInMemory | null) => {
    memory = next;
  };
  return flow.acquire({ signIn: signIn(method), memory, remember, person, signal });
}

const codeOf = (result: Result<unknown>) => (result.ok ? 'succeeded' : result.error.code);
const access = (result: Result<SsoTokens>) =>
  result.ok ? result.value.accessToken.reveal() : codeOf(result);

function remembered(tokens: SsoTokens | null): SignInMemory {
  const client = {
    clientId: 'old',
    clientSecret: new Secret('cs'),
    expiresAt: clock.now() + 30 * 86_400_000,
  };
  return { kind: 'identity-center', client, tokens };
}

const over = () => remembered(aws.given({ expiresAt: clock.now() - 1 }));

/** The browser comes back with these parameters, and the state it was sent with unless they have another. */
async function comeBack(parameters: Readonly<Record<string, string>>) {
  await settled();
  const sent = new URL(opened.at(-1) ?? '');
  const url = new URL(sent.searchParams.get('redirectUri') ?? '');
  const state = sent.searchParams.get('state') ?? '';
  url.search = new URLSearchParams({ state, ...parameters }).toString();
  visits.at(-1)?.(url);
}

async function signedIn(asked: Asked = {}) {
  const answer = acquire({ person: new Person(), ...asked });
  await comeBack({ code: 'good-code' });
  return answer;
}

describe('in the browser', () => {
  it('gives tokens that are remembered with their client', async () => {
    const person = new Person();
    const answer = await signedIn({ person });
    expect(answer.ok && answer.value.expiresAt).toBe(clock.now() + 60 * minute);
    expect(memory).toMatchObject({ kind: 'identity-center', client: { clientId: 'client-1' } });
    expect(person.steps.map(({ stage }) => stage)).toEqual(['browser', 'working']);
    expect(closed).toBe(1);
  });

  it('proves by PKCE that it is the one who asked', async () => {
    const grants: SsoGrant[] = [];
    const createToken = aws.createToken.bind(aws);
    aws.createToken = (region, client, grant) => {
      grants.push(grant);
      return createToken(region, client, grant);
    };
    await signedIn();
    const [grant] = grants;
    const verifier = grant?.kind === 'code' ? grant.codeVerifier.reveal() : '';
    expect(verifier).toMatch(/^[\w-]{43,128}$/);
    const challenge = new URL(opened[0] ?? '').searchParams.get('codeChallenge');
    expect(createHash('sha256').update(verifier).digest('base64url')).toBe(challenge);
    expect(grant).toMatchObject({ redirectUri: 'http://127.0.0.1:40123/oauth/callback' });
  });

  it.each([
    [{ error: 'access_denied' }, 'sign-in-refused'],
    [{ code: 'good-code', state: 'another' }, 'sign-in-answer-forged'],
    [{}, 'sign-in-answer-forged'],
    [{ code: 'bad-code' }, 'identity-center-refused'],
  ])('ends with %j in %s', async (parameters, code) => {
    const answer = acquire({ person: new Person() });
    await comeBack(parameters);
    expect(codeOf(await answer)).toBe(code);
    expect(memory).toBeNull();
    expect(closed).toBe(1);
  });

  it('opens nothing before the person is ready, and nothing at all when they are not', async () => {
    const person = new Person();
    let ready: (result: Result<undefined>) => void = () => {};
    person.answer = new Promise((resolve) => {
      ready = resolve;
    });
    const answer = acquire({ person });
    await settled();
    expect([opened, aws.calls]).toEqual([[], []]);
    ready(fail(appError('sign-in-dismissed')));
    expect(codeOf(await answer)).toBe('sign-in-dismissed');
    expect(opened).toEqual([]);
  });

  it('opens the page once more for the asking, and can be left', async () => {
    const [person, leaving] = [new Person(), new AbortController()];
    const answer = acquire({ person, signal: leaving.signal });
    await settled();
    person.again();
    expect(opened).toHaveLength(2);
    leaving.abort();
    expect(codeOf(await answer)).toBe('cancelled');
    expect(closed).toBe(1);
    // The page may have said that it does not know the client.
    const before = aws.calls.filter((call) => call === 'registerClient').length;
    await signedIn();
    expect(aws.calls.filter((call) => call === 'registerClient')).toHaveLength(before + 1);
  });

  it('ends when no browser can be opened', async () => {
    browserFails = appError('browser-failed');
    expect(codeOf(await acquire({ person: new Person() }))).toBe('browser-failed');
  });

  it('registers once while the registration lasts', async () => {
    await signedIn();
    memory = null;
    await signedIn();
    expect(aws.calls.filter((call) => call === 'registerClient')).toHaveLength(1);
    clock.sleep(90 * 86_400_000);
    memory = null;
    await signedIn();
    expect(aws.calls.filter((call) => call === 'registerClient')).toHaveLength(2);
  });

  it('registers anew when AWS does not know the client any more', async () => {
    memory = remembered(null);
    const refused = appError('identity-center-refused', { awsCode: 'InvalidClientException' });
    aws.fails('createToken code', refused);
    const answer = acquire({ person: new Person() });
    await comeBack({ code: 'good-code' });
    await settled();
    expect(new URL(opened[0] ?? '').searchParams.get('clientId')).toBe('old');
    await comeBack({ code: 'good-code' });
    expect(codeOf(await answer)).toBe('succeeded');
    expect(memory).toMatchObject({ client: { clientId: 'client-1' } });
  });
});

describe('with a device code', () => {
  const method = { flow: 'device' } as const;

  it('shows the code and asks at the interval, five seconds slower each time AWS asks for it', async () => {
    aws.polls = ['pending', 'slow-down', 'pending', 'tokens'];
    const person = new Person();
    const answer = acquire({ person, method });
    await settled();
    expect(person.steps).toEqual([
      { stage: 'device', address: 'https://device.example.com/', userCode: 'ABCD-EFGH' },
    ]);
    expect(opened).toEqual(['https://device.example.com/?user_code=ABCD-EFGH']);
    const polls = () => aws.calls.filter((call) => call.startsWith('createToken')).length;
    const counts: number[] = [];
    for (const seconds of [4.9, 0.1, 5, 9.9, 0.1, 10]) {
      await clock.pass(seconds * 1_000);
      counts.push(polls());
    }
    expect(counts).toEqual([0, 1, 2, 2, 3, 4]);
    expect(codeOf(await answer)).toBe('succeeded');
    expect(memory).not.toBeNull();
  });

  it('goes on without a browser here, and over a network that fails for a while', async () => {
    browserFails = appError('browser-failed');
    aws.polls = [networkDown, networkDown, 'tokens'];
    const person = new Person();
    const answer = acquire({ person, method });
    await clock.pass(20_000);
    expect(codeOf(await answer)).toBe('succeeded');
    expect(person.complaints.map(({ code }) => code)).toEqual(['browser-failed']);
  });

  it('ends when the person says no', async () => {
    aws.polls = ['pending', appError('sign-in-refused', { host: 'Identity Center' })];
    const answer = acquire({ person: new Person(), method });
    await clock.pass(20_000);
    expect(codeOf(await answer)).toBe('sign-in-refused');
  });

  it('gets one more code when the first is over, without opening anything unasked', async () => {
    aws.polls = ['pending'];
    const person = new Person();
    const answer = acquire({ person, method });
    await clock.pass(11 * minute);
    expect(person.steps).toHaveLength(2);
    expect(opened).toHaveLength(1);
    aws.polls = [appError('identity-center-refused', { awsCode: 'ExpiredTokenException' })];
    await clock.pass(minute);
    expect(codeOf(await answer)).toBe('sign-in-timed-out');
  });

  it('stops asking when it is left', async () => {
    aws.polls = ['pending'];
    const leaving = new AbortController();
    const answer = acquire({ person: new Person(), method, signal: leaving.signal });
    await clock.pass(20_000);
    leaving.abort();
    expect(codeOf(await answer)).toBe('cancelled');
    const before = aws.calls.length;
    await clock.pass(minute);
    expect([aws.calls.length, clock.pendingTimers]).toEqual([before, 0]);
  });
});

describe('without the person', () => {
  it('answers with the token at hand, until a minute before its end', async () => {
    const first = access(await signedIn());
    const calls = aws.calls.length;
    clock.sleep(58 * minute);
    expect(access(await acquire())).toBe(first);
    expect(aws.calls.length).toBe(calls);
    clock.sleep(1.5 * minute);
    expect(access(await acquire())).not.toBe(first);
    expect(aws.calls.at(-1)).toBe('createToken refresh client-1');
  });

  it('goes on after a restart', async () => {
    const first = access(await signedIn());
    flow = newFlow();
    expect(access(await acquire())).toBe(first);
    flow = newFlow();
    clock.sleep(61 * minute);
    expect(codeOf(await acquire())).toBe('succeeded');
  });

  it('remembers a rotated refresh token before it answers', async () => {
    memory = over();
    for (let hours = 0; hours < 3; hours += 1) {
      const answer = await acquire();
      expect(memory).toMatchObject({ client: { clientId: 'old' }, tokens: answer.ok ? answer.value : null });
      clock.sleep(61 * minute);
    }
  });

  it('renews once however many ask, and to the end even when all have left', async () => {
    memory = over();
    let open: () => void = () => {};
    aws.gate = new Promise((resolve) => {
      open = resolve;
    });
    const leaving = new AbortController();
    const asked = [acquire({ signal: leaving.signal }), acquire({ signal: leaving.signal })];
    await settled();
    leaving.abort();
    expect((await Promise.all(asked)).map(codeOf)).toEqual(['cancelled', 'cancelled']);
    const late = acquire();
    open();
    expect(codeOf(await late)).toBe('succeeded');
    expect(aws.calls).toEqual(['createToken refresh old']);
    expect(access(await acquire())).toBe(access(await late));
  });

  it('keeps what it has when the network fails, and serves what is still valid', async () => {
    memory = over();
    const before = memory;
    aws.fails('createToken refresh', networkDown);
    expect(codeOf(await acquire({ person: new Person() }))).toBe('network-unreachable');
    expect([memory, opened]).toEqual([before, []]);
    expect(codeOf(await acquire())).toBe('succeeded');

    clock.sleep(59.5 * minute);
    aws.fails('createToken refresh', networkDown);
    expect(codeOf(await acquire())).toBe('succeeded');
  });

  it('says that the person is needed when the refresh token was revoked, and asks one who is there', async () => {
    memory = over();
    aws.fails('createToken refresh', appError('sign-in-revoked'));
    expect(codeOf(await acquire())).toBe('sign-in-needed');
    expect(memory).toMatchObject({ client: { clientId: 'old' }, tokens: null });
    memory = over();
    aws.fails('createToken refresh', appError('sign-in-revoked'));
    expect(codeOf(await signedIn())).toBe('succeeded');
  });

  it('starts over when its registration is gone', async () => {
    memory = over();
    const refused = appError('identity-center-refused', { awsCode: 'InvalidClientException' });
    aws.fails('createToken refresh', refused);
    expect(codeOf(await acquire())).toBe('sign-in-needed');
    expect(memory).toBeNull();
    await signedIn();
    expect(new URL(opened[0] ?? '').searchParams.get('clientId')).not.toBe('old');
  });

  it('is needed where nothing is held', async () => {
    expect(codeOf(await acquire())).toBe('sign-in-needed');
    expect(aws.calls).toEqual([]);
  });

  it('judges by AWS’s clock', async () => {
    clock.set(-3 * 60 * minute);
    const first = access(await signedIn());
    clock.sleep(61 * minute);
    expect(access(await acquire())).not.toBe(first);
  });
});

describe('what the AWS CLI has cached', () => {
  const method = { cliSession: 'work' };

  it('is used while it lives, and never remembered', async () => {
    cli = succeed({ accessToken: new Secret('of-the-cli'), expiresAt: clock.now() + 5 * minute });
    expect(access(await acquire({ method }))).toBe('of-the-cli');
    expect(codeOf(await acquire())).toBe('sign-in-needed');
    expect(memory).toBeNull();
    clock.sleep(5 * minute);
    expect(codeOf(await acquire({ method }))).toBe('sign-in-needed');
  });

  it('comes after what is our own', async () => {
    memory = over();
    cli = succeed({ accessToken: new Secret('of-the-cli'), expiresAt: clock.now() + 5 * minute });
    expect(access(await acquire({ method }))).not.toBe('of-the-cli');
    clock.sleep(61 * minute);
    cli = succeed({ accessToken: new Secret('of-the-cli'), expiresAt: clock.now() + 5 * minute });
    aws.fails('createToken refresh', networkDown);
    expect(access(await acquire({ method }))).toBe('of-the-cli');
  });

  it('is not used again when AWS did not take it', async () => {
    cli = succeed({ accessToken: new Secret('of-the-cli'), expiresAt: clock.now() + 5 * minute });
    await acquire({ method });
    flow.forget('sign-in');
    expect(codeOf(await acquire({ method }))).toBe('sign-in-needed');
  });

  it('does no harm when it cannot be read', async () => {
    cli = fail(appError('sso-cache-unreadable', { reason: 'EACCES' }));
    expect(codeOf(await acquire({ method }))).toBe('sign-in-needed');
    const person = new Person();
    expect(codeOf(await signedIn({ method, person }))).toBe('succeeded');
    expect(person.complaints.map(({ code }) => code)).toEqual(['sso-cache-unreadable']);
  });
});

describe('forgetting and signing out', () => {
  it('renews a token that AWS did not take, once for all who say so', async () => {
    const first = access(await signedIn());
    clock.sleep(minute);
    flow.forget('sign-in');
    const second = access(await acquire());
    expect(second).not.toBe(first);
    flow.forget('sign-in');
    expect(access(await acquire())).toBe(second);
    clock.sleep(minute);
    flow.forget('sign-in');
    expect(access(await acquire())).not.toBe(second);
  });

  it('asks the person anew when nothing remembered may be used', async () => {
    await signedIn();
    memory = null;
    flow.forget('sign-in');
    expect(codeOf(await acquire())).toBe('sign-in-needed');
  });

  it('ends the session at AWS', async () => {
    const first = access(await signedIn());
    await flow.signOut(signIn(), memory, new AbortController().signal);
    expect(aws.loggedOut).toEqual([first]);
    memory = over();
    await flow.signOut(signIn(), memory, new AbortController().signal);
    expect(aws.loggedOut).toHaveLength(2);
  });

  it('is done with even when AWS cannot be reached', async () => {
    await signedIn();
    aws.fails('logout', networkDown);
    await flow.signOut(signIn(), memory, new AbortController().signal);
    memory = null;
    expect(codeOf(await acquire())).toBe('sign-in-needed');
  });

  it('is not undone by a renewal that was under way', async () => {
    memory = over();
    let open: () => void = () => {};
    aws.gate = new Promise((resolve) => {
      open = resolve;
    });
    const answer = acquire();
    await settled();
    const out = flow.signOut(signIn(), null, new AbortController().signal);
    memory = null;
    open();
    await out;
    expect(codeOf(await answer)).toBe('cancelled');
    expect(memory).toBeNull();
    expect(aws.loggedOut).toHaveLength(1);
  });
});
