import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { fail } from '../../../shared/result.ts';
import { settled } from '../testing/fake-clock.ts';
import { window } from '../testing/fake-ports.ts';
import { from, hour, minute, samlMethod, serial, World } from '../testing/world.ts';

/**
 * A small forest, asked for by everyone at any time, in any order: a chain under a direct code, two roles under a shared
 * one and a session-token profile beside them, and two profiles of one SAML sign-in, one with a child.
 */
async function forest() {
  const world = await World.begin();
  const direct = await world.role('direct', { mfaSerial: serial, durationSeconds: 900 });
  const child = await world.role('child', from(direct));
  const shared = { mfaSerial: serial, mfaShared: true, durationSeconds: 900 };
  const signIn = await world.signIn({ ...samlMethod, remember: true });
  const saml = await world.samlProfile('saml', signIn);
  const ids = [
    direct,
    child,
    await world.role('grandchild', { ...from(child), durationSeconds: 900 }),
    await world.role('shared-one', shared),
    await world.role('shared-two', shared),
    await world.sessionToken('token', 900),
    saml,
    await world.samlProfile('saml-two', signIn),
    await world.role('after-saml', { ...from(saml), durationSeconds: 900 }),
  ];
  return { world, ids, direct, signIn };
}

type Step =
  | { readonly kind: 'ask' | 'serve' | 'wait' | 'refresh' | 'stop'; readonly index: number }
  | { readonly kind: 'leave' | 'edit' | 'sign-out' | 'end-codes' | 'stop-all' }
  | { readonly kind: 'code'; readonly wrong: boolean }
  | {
      readonly kind:
        | 'dismiss'
        | 'proceed'
        | 'cancel'
        | 'release'
        | 'hold'
        | 'forgetful'
        | 'lock'
        | 'refusing';
    }
  | { readonly kind: 'pass' | 'sleep'; readonly milliseconds: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('ask' as const, 'serve' as const, 'wait' as const, 'refresh' as const),
      index: fc.nat(8),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stop' as const), index: fc.nat(8) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('code' as const), wrong: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'leave' as const,
        'edit' as const,
        'sign-out' as const,
        'end-codes' as const,
        'stop-all' as const,
        'dismiss' as const,
        'proceed' as const,
        'cancel' as const,
        'release' as const,
        'hold' as const,
        'forgetful' as const,
        'lock' as const,
        'refusing' as const,
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('pass' as const, 'sleep' as const),
      milliseconds: fc.constantFrom(1_000, 40_000, 6 * minute, 11 * minute, hour),
    }),
  },
);

/** How many calls are under way at once, by what they are for. */
class Gauge {
  readonly #now = new Map<string, number>();
  most = 0;

  async during<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
    const now = (this.#now.get(what) ?? 0) + 1;
    this.#now.set(what, now);
    this.most = Math.max(this.most, now);
    return work().finally(() => this.#now.set(what, (this.#now.get(what) ?? 0) - 1));
  }
}

function watched(world: World): Gauge {
  const gauge = new Gauge();
  const { sts, samlWindow } = world.bench;
  const { open } = samlWindow;
  samlWindow.open = (request, signal) =>
    gauge.during(`window ${request.signInId}`, () =>
      // Closed, it is no longer open: an aborted call counts until it answers, which the fake does at once.
      open.call(samlWindow, request, signal),
    );
  const { getSessionToken } = sts;
  sts.getSessionToken = (caller, request, signal) =>
    gauge.during(`code ${request.mfaSerial} ${signal.aborted}`, () =>
      Promise.race([getSessionToken.call(sts, caller, request, signal), left(signal)]),
    );
  return gauge;
}

function left(
  signal: AbortSignal,
): Promise<{ result: ReturnType<typeof fail<ReturnType<typeof appError>>>; awsTime: null }> {
  return new Promise((resolve) => {
    const leave = () => resolve({ result: fail(appError('cancelled')), awsTime: null });
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
  });
}

const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);
beforeAll(() => {
  process.on('unhandledRejection', note);
});
afterAll(() => {
  process.off('unhandledRejection', note);
});

/** Whatever is asked for, as the person gives one code after the other. */
async function warmUp(world: World, ids: readonly string[]): Promise<void> {
  const all = ids.map((id) => world.assume(id));
  for (let code = 1; code <= 4; code += 1) await world.enterCode(`00000${code}`);
  expect((await Promise.all(all)).every(({ ok }) => ok)).toBe(true);
}

async function play(warm: boolean, steps: readonly Step[]): Promise<void> {
  const { world, ids, direct, signIn } = await forest();
  const { bench } = world;
  if (warm) await warmUp(world, ids);
  const gauge = watched(world);
  let waiting: { readonly controller: AbortController; readonly work: Promise<unknown> }[] = [];
  let releases: (() => void)[] = [];
  let codes = 100_000;
  let edits = 0;
  const checkServed = async (answer: Promise<Awaited<ReturnType<World['serve']>>>) => {
    const served = await answer;
    if (served.ok) expect(served.value.expiration ?? Infinity).toBeGreaterThan(bench.clock.trueTime());
  };
  const begin = (work: (signal: AbortSignal) => Promise<unknown>) => {
    const controller = new AbortController();
    waiting.push({ controller, work: work(controller.signal) });
  };

  for (const next of steps) {
    const id = 'index' in next ? (ids[next.index] ?? '') : '';
    switch (next.kind) {
      case 'ask':
        begin((signal) => world.assume(id, undefined, signal));
        break;
      case 'refresh':
        begin((signal) => world.handlers.sessions.refresh({ profileId: id }, window(signal)));
        break;
      case 'serve':
        begin((signal) => checkServed(world.serve(id, 0, signal)));
        break;
      case 'wait':
        begin((signal) => checkServed(world.serve(id, minute, signal)));
        break;
      case 'stop':
        await world.handlers.sessions.stop({ profileId: id }, window());
        break;
      case 'stop-all':
        await world.handlers.sessions.stopAll({}, window());
        break;
      case 'leave':
        waiting[0]?.controller.abort();
        waiting = waiting.slice(1);
        break;
      case 'edit':
        edits += 1;
        await world.role(
          'direct',
          { mfaSerial: serial, durationSeconds: 900, externalId: `id-${edits}` },
          direct,
        );
        break;
      case 'sign-out':
        await world.handlers.signIns.signOut({ id: signIn }, window());
        break;
      case 'end-codes':
        await world.handlers.accessKeys.endMfaSession({ id: world.keyId }, window());
        break;
      case 'code': {
        codes += 1;
        const refused = next.wrong ? appError('sts-mfa-code-wrong') : null;
        if (refused !== null) bench.sts.refuseWith(refused);
        const promptId = world.now.prompt?.id ?? 'none';
        const given = world.handlers.mfa.submit({ promptId, code: String(codes) }, window());
        for (const release of releases) release();
        releases = [];
        await given;
        if (refused !== null) bench.sts.refuseWith(null);
        break;
      }
      case 'dismiss':
        await world.dismissCode();
        break;
      case 'proceed':
      case 'cancel':
        await world.prompt(next.kind);
        break;
      case 'hold':
        releases.push(bench.sts.hold(), bench.samlWindow.hold());
        break;
      case 'release':
        for (const release of releases) release();
        releases = [];
        break;
      case 'forgetful':
        bench.samlWindow.remembers = !bench.samlWindow.remembers;
        break;
      case 'lock':
        bench.screenLocked = !bench.screenLocked;
        break;
      case 'refusing':
        bench.sts.answerWith((request) =>
          'roleSessionName' in request && request.roleSessionName === 'keycutter-mina' && codes % 3 === 0
            ? fail(appError('sts-access-denied'))
            : null,
        );
        break;
      case 'pass':
        await bench.clock.pass(next.milliseconds);
        break;
      case 'sleep':
        bench.clock.sleep(next.milliseconds);
        bench.resume();
        break;
    }
    await settled();
    expect(gauge.most).toBeLessThanOrEqual(1);
    for (const session of world.now.sessions) {
      if (session.state === 'expired' || session.state === 'failed') expect(session.expiresAt).toBeNull();
    }
  }

  // All leave; what programs began goes on until its prompt is over.
  for (const release of releases) release();
  for (const { controller } of waiting) controller.abort();
  await Promise.all(waiting.map(({ work }) => work));
  await bench.clock.pass(40 * minute);
  for (const release of releases) release();
  await settled();
  expect([world.now.prompt, world.now.signInPrompt]).toEqual([null, null]);
  const underWay = world.now.sessions.filter(({ state }) => /acquiring|refreshing|needs-action/.test(state));
  expect(underWay).toEqual([]);
  expect(unhandled).toEqual([]);
  await world.keycutter.stop();
}

describe('any order of asks, answers, cancels, edits and time', () => {
  it('never two flights of one sign-in or code, no ended session served, no prompt left standing', async () => {
    const steps = fc.array(step, { minLength: 10, maxLength: 60 });
    await fc.assert(fc.asyncProperty(fc.boolean(), steps, play), { numRuns: 50 });
  }, 120_000);
});
