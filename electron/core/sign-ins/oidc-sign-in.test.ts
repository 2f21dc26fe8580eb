import { describe, expect, it } from 'vitest';
import { type AppError, appError, type ErrorCode } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { OidcMethod, SignIn } from '../../../shared/sign-in.ts';
import { FakeClock, settled } from '../testing/fake-clock.ts';
import type { OidcClient, OidcTokens, SignInMemory } from '../way-in-ports.ts';
import { OidcSignIn } from './oidc-sign-in.ts';
import type { PersonAtHand, SignInContext, SignInStep } from './sign-in-flow.ts';

const method: OidcMethod = {
  kind: 'oidc',
  provider: 'issuer',
  issuer: 'https://idp.example',
  clientId: 'keycutter',
  scopes: 'email',
  redirectPort: 8_400,
  redirectHost: 'localhost',
  redirectPath: '/callback',
};
const signIn: SignIn = { id: 'work', name: 'Work', method, hasClientSecret: false };
const minute = 60_000;
const authorizationUrl = 'https://idp.example/auth?state=s1';
const back = new URL('http://localhost:8400/callback?code=c1&state=s1');

/** The world, as the flow meets it. `log` has what happened, in order. */
function world() {
  const log: string[] = [];
  const clock = new FakeClock();
  let issued = 0;
  let settleVisit: (visit: Result<URL>) => void = () => {};
  const state = {
    log,
    clock,
    memory: null as SignInMemory | null,
    secret: succeed(null) as Result<Secret | null>,
    /** What the next refresh ends in; null: tokens. */
    refusal: null as AppError | null,
    /** Held back until it is called. */
    gate: null as Promise<void> | null,
    rotates: true,
    refreshable: true,
    ready: succeed() as Result<undefined>,
    opens: succeed() as Result<undefined>,
    portTaken: false,
    finishes: null as AppError | null,
    clients: [] as OidcClient[],
    shown: [] as SignInStep[],
    again: (() => {}) as () => void,
    comeBack: () => settleVisit(succeed(back)),
    context,
  };
  function tokens(refreshToken: string | null): OidcTokens {
    issued += 1;
    return {
      token: new Secret(`id-token-${issued}`),
      expiresAt: clock.now() + 60 * minute,
      refreshToken: refreshToken === null ? null : new Secret(refreshToken),
      subject: 'ada@example.com',
    };
  }
  const flow = new OidcSignIn({
    clock,
    clientSecret: async () => state.secret,
    gateway: {
      async begin(client, redirectUri) {
        state.clients.push(client);
        log.push(`begin ${redirectUri}`);
        return succeed({ authorizationUrl, checks: null });
      },
      async finish(_client, _attempt, callbackUrl) {
        log.push(`finish ${callbackUrl.href}`);
        return state.finishes === null
          ? succeed(tokens(state.refreshable ? 'refresh-1' : null))
          : fail(state.finishes);
      },
      async refresh(client, refreshToken, signal) {
        state.clients.push(client);
        log.push(`refresh ${refreshToken.reveal()}`);
        await state.gate;
        if (signal.aborted) return fail(appError('cancelled'));
        return state.refusal === null
          ? succeed(tokens(state.rotates ? `${refreshToken.reveal()}+` : null))
          : fail(state.refusal);
      },
    },
    redirects: {
      async reserve({ host, port, path }, signal) {
        if (state.portTaken) return fail(appError('redirect-port-taken', { port: String(port) }));
        log.push('reserve');
        const visit = new Promise<Result<URL>>((resolve) => {
          settleVisit = resolve;
          signal.addEventListener('abort', () => resolve(fail(appError('cancelled'))));
        });
        return succeed({
          redirectUri: `http://${host}:${port}${path}`,
          listen(expected) {
            log.push(`listen ${expected}`);
            return { visit, close() {} };
          },
          close: () => void log.push('close'),
        });
      },
    },
    browser: {
      async open(address) {
        log.push(`open ${address.reveal()}`);
        return state.opens;
      },
    },
  });
  const person: PersonAtHand = {
    async ready() {
      log.push('ready');
      return state.ready;
    },
    show(step, again) {
      log.push(`show ${step.stage}`);
      state.shown.push(step);
      state.again = again ?? (() => {});
    },
    given: () => Promise.reject(new Error('Nothing is given here.')),
    complain: (error) => void log.push(`complain ${error.code}`),
  };
  function context(more: Partial<SignInContext> = {}): SignInContext {
    return {
      signIn,
      memory: state.memory,
      remember: (memory) => {
        state.memory = memory;
        log.push(memory?.kind === 'oidc' ? `remember ${memory.refreshToken.reveal()}` : 'forget');
      },
      person,
      signal: new AbortController().signal,
      ...more,
    };
  }
  return { ...state, state, flow };
}

const held = (refreshToken: string): SignInMemory => ({
  kind: 'oidc',
  refreshToken: new Secret(refreshToken),
  subject: null,
});

function refreshTokenIn(memory: SignInMemory | null): string | null {
  return memory?.kind === 'oidc' ? memory.refreshToken.reveal() : null;
}

function tokenOf(result: Result<OidcTokens>): string {
  return result.ok ? result.value.token.reveal() : result.error.code;
}

/** Signs in with the person, from nothing. */
async function signedIn(w: ReturnType<typeof world>): Promise<void> {
  const waiting = w.flow.acquire(w.context());
  await settled();
  w.comeBack();
  expect(tokenOf(await waiting)).toBe('id-token-1');
  w.log.length = 0;
}

describe('signing in with the person', () => {
  it('opens nothing before they are ready, and closes the way back afterwards', async () => {
    const w = world();
    const waiting = w.flow.acquire(w.context());
    await settled();
    w.comeBack();
    expect(await waiting).toMatchObject({ ok: true, value: { subject: 'ada@example.com' } });
    expect(w.log).toEqual([
      'reserve',
      'begin http://localhost:8400/callback',
      'ready',
      'listen s1',
      `open ${authorizationUrl}`,
      'show browser',
      'show working',
      `finish ${back.href}`,
      'remember refresh-1',
      'close',
    ]);
    expect(w.state.shown[0]).toEqual({ stage: 'browser', address: authorizationUrl });
  });

  it('sends the client’s secret from the keychain, and stops when that is locked', async () => {
    const w = world();
    w.state.secret = succeed(new Secret('client-secret'));
    await signedIn(w);
    expect(w.clients[0]?.clientSecret?.reveal()).toBe('client-secret');
    const locked = world();
    locked.state.secret = fail(appError('keychain-locked'));
    expect(tokenOf(await locked.flow.acquire(locked.context()))).toBe('keychain-locked');
    expect(locked.log).toEqual([]);
  });

  it('opens the page once more when it is asked to, and says when that fails', async () => {
    const w = world();
    const waiting = w.flow.acquire(w.context());
    await settled();
    w.state.again();
    await settled();
    w.state.opens = fail(appError('browser-failed'));
    w.state.again();
    await settled();
    w.comeBack();
    expect(await waiting).toMatchObject({ ok: true });
    expect(w.log.filter((line) => line.startsWith('open'))).toHaveLength(3);
    expect(w.log).toContain('complain browser-failed');
  });

  it('ends when they do not want to, with nothing opened', async () => {
    const w = world();
    w.state.ready = fail(appError('sign-in-dismissed'));
    expect(tokenOf(await w.flow.acquire(w.context()))).toBe('sign-in-dismissed');
    expect(w.log).toEqual(['reserve', 'begin http://localhost:8400/callback', 'ready', 'close']);
  });

  it('ends when it is cancelled while the browser has it', async () => {
    const w = world();
    const cancel = new AbortController();
    const waiting = w.flow.acquire(w.context({ signal: cancel.signal }));
    await settled();
    cancel.abort();
    expect(tokenOf(await waiting)).toBe('cancelled');
    expect(w.log.at(-1)).toBe('close');
  });

  it.each(['sign-in-refused', 'sign-in-answer-forged'] as const)(
    'says %s, and remembers nothing',
    async (code) => {
      const w = world();
      w.state.finishes = appError(code);
      const waiting = w.flow.acquire(w.context());
      await settled();
      w.comeBack();
      expect(tokenOf(await waiting)).toBe(code);
      expect(w.state.memory).toBeNull();
      expect(w.log.at(-1)).toBe('close');
    },
  );

  it('says when the port is taken, or the browser does not come', async () => {
    const taken = world();
    taken.state.portTaken = true;
    expect(tokenOf(await taken.flow.acquire(taken.context()))).toBe('redirect-port-taken');
    const none = world();
    none.state.opens = fail(appError('browser-failed'));
    expect(tokenOf(await none.flow.acquire(none.context()))).toBe('browser-failed');
    expect(none.log.at(-1)).toBe('close');
  });
});

describe('a token at hand', () => {
  it('is used again while it lasts more than a minute', async () => {
    const w = world();
    w.state.refreshable = false;
    await signedIn(w);
    await w.clock.pass(59 * minute - 1);
    expect(tokenOf(await w.flow.acquire(w.context({ person: null })))).toBe('id-token-1');
    await w.clock.pass(1);
    expect(await w.flow.acquire(w.context({ person: null }))).toMatchObject({
      error: { code: 'sign-in-needed', params: { signIn: 'Work' } },
    });
    expect(w.log).toEqual([]);
  });

  it('is not used for an edited sign-in, or after signing out', async () => {
    const w = world();
    await signedIn(w);
    w.state.memory = null;
    const edited = { ...signIn, method: { ...method, clientId: 'other' } };
    expect(tokenOf(await w.flow.acquire(w.context({ person: null, signIn: edited })))).toBe('sign-in-needed');
    const out = world();
    await signedIn(out);
    out.flow.forget('work');
    out.state.memory = null;
    expect(tokenOf(await out.flow.acquire(out.context({ person: null })))).toBe('sign-in-needed');
  });
});

describe('a refresh token', () => {
  it('renews without the person, and its successor is remembered first', async () => {
    const w = world();
    w.state.memory = held('r');
    expect(tokenOf(await w.flow.acquire(w.context({ person: null })))).toBe('id-token-1');
    await w.clock.pass(60 * minute);
    expect(tokenOf(await w.flow.acquire(w.context({ person: null })))).toBe('id-token-2');
    expect(w.log).toEqual(['refresh r', 'remember r+', 'refresh r+', 'remember r++']);
  });

  it('is kept when none comes in its place', async () => {
    const w = world();
    w.state.rotates = false;
    w.state.memory = held('r');
    const renewed = await w.flow.acquire(w.context({ person: null }));
    expect(renewed.ok && renewed.value.refreshToken?.reveal()).toBe('r');
    expect(w.log).toEqual(['refresh r', 'remember r']);
  });

  it('is used once for all who ask at the same time', async () => {
    const w = world();
    w.state.memory = held('r');
    const all = Array.from({ length: 20 }, () => w.flow.acquire(w.context({ person: null })));
    expect(new Set((await Promise.all(all)).map(tokenOf))).toEqual(new Set(['id-token-1']));
    expect(w.log).toEqual(['refresh r', 'remember r+']);
  });

  it('is not lost when whoever asked leaves meanwhile', async () => {
    const w = world();
    w.state.memory = held('r');
    let open = () => {};
    w.state.gate = new Promise((resolve) => {
      open = resolve;
    });
    const cancel = new AbortController();
    const waiting = w.flow.acquire(w.context({ person: null, signal: cancel.signal }));
    await settled();
    cancel.abort();
    expect(tokenOf(await waiting)).toBe('cancelled');
    open();
    await settled();
    expect(refreshTokenIn(w.state.memory)).toBe('r+');
    expect(tokenOf(await w.flow.acquire(w.context({ person: null })))).toBe('id-token-1');
  });

  it('does not come back after signing out while it was on its way', async () => {
    const w = world();
    w.state.memory = held('r');
    let open = () => {};
    w.state.gate = new Promise((resolve) => {
      open = resolve;
    });
    const waiting = w.flow.acquire(w.context({ person: null }));
    await settled();
    w.flow.forget('work');
    w.state.memory = null;
    open();
    expect(tokenOf(await waiting)).toBe('cancelled');
    expect(w.state.memory).toBeNull();
  });

  it('that was revoked is forgotten, and the person is wanted', async () => {
    const alone = world();
    alone.state.memory = held('r');
    alone.state.refusal = appError('sign-in-revoked');
    expect(tokenOf(await alone.flow.acquire(alone.context({ person: null })))).toBe('sign-in-needed');
    expect(alone.state.memory).toBeNull();

    const w = world();
    w.state.memory = held('r');
    w.state.refusal = appError('sign-in-revoked');
    const waiting = w.flow.acquire(w.context());
    await settled();
    w.comeBack();
    expect(await waiting).toMatchObject({ ok: true });
    expect(w.log.slice(0, 3)).toEqual(['refresh r', 'forget', 'reserve']);
    expect(refreshTokenIn(w.state.memory)).toBe('refresh-1');
  });

  it.each<ErrorCode>(['sign-in-not-reachable', 'network-timed-out', 'network-name-unknown'])(
    'is kept over %s, and nobody is bothered',
    async (code) => {
      const w = world();
      w.state.memory = held('r');
      w.state.refusal = appError(code);
      expect(tokenOf(await w.flow.acquire(w.context()))).toBe(code);
      expect(refreshTokenIn(w.state.memory)).toBe('r');
      expect(w.log).toEqual(['refresh r']);
    },
  );

  it('that the provider refuses for another reason is kept, and the person can help', async () => {
    const alone = world();
    alone.state.memory = held('r');
    alone.state.refusal = appError('oidc-token-refused');
    expect(tokenOf(await alone.flow.acquire(alone.context({ person: null })))).toBe('oidc-token-refused');
    expect(refreshTokenIn(alone.state.memory)).toBe('r');
    const w = world();
    w.state.memory = held('r');
    w.state.refusal = appError('oidc-token-refused');
    const waiting = w.flow.acquire(w.context());
    await settled();
    w.comeBack();
    expect(await waiting).toMatchObject({ ok: true });
  });

  it('of another kind of sign-in is not used', async () => {
    const w = world();
    w.state.memory = { kind: 'saml', cookies: new Secret('cookies') };
    expect(tokenOf(await w.flow.acquire(w.context({ person: null })))).toBe('sign-in-needed');
    expect(w.log).toEqual([]);
  });
});
