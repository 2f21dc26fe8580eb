import { describe, expect, it } from 'vitest';
import { settled } from '../testing/fake-clock.ts';
import { expectValue, window } from '../testing/fake-ports.ts';
import {
  codeOf,
  from,
  hour,
  identityCenterMethod,
  minute,
  oidcMethod,
  samlMethod,
  serial,
  World,
} from '../testing/world.ts';

describe('two children and a parent', () => {
  it('that end together make one code prompt, from programs, timers and the window', async () => {
    const world = await World.begin();
    const parent = await world.role('parent', { mfaSerial: serial });
    const children = [await world.role('one', from(parent)), await world.role('two', from(parent))];
    const all = [parent, ...children];
    const first = all.map((id) => world.assume(id));
    await world.enterCode('111111');
    expect((await Promise.all(first)).map(codeOf)).toEqual(['ok', 'ok', 'ok']);
    await world.bench.clock.pass(50 * minute);
    expect(world.now.prompt).toBeNull();

    const polls = Array.from({ length: 100 }, (_, index) => world.serve(all[index % 3] ?? ''));
    world.keycutter.evaluate();
    const renewed = children.map((id) => world.handlers.sessions.refresh({ profileId: id }, window()));
    await world.bench.clock.pass(1_000);
    expect((await Promise.all(polls)).every(({ ok }) => ok)).toBe(true);
    expect(world.now.prompt).toMatchObject({ serial, waiting: 0 });
    expect(world.bench.notifications.filter(({ title }) => title.startsWith('MFA'))).toHaveLength(1);
    await world.enterCode('222222');
    expect((await Promise.all(renewed)).map(codeOf)).toEqual(['ok', 'ok']);
    expect(world.sts.requests.filter(({ mfaCode }) => mfaCode !== null)).toHaveLength(2);
  });

  it('that are over: one prompt for all; one who leaves takes nothing from the others', async () => {
    const world = await World.begin();
    const parent = await world.role('parent', { mfaSerial: serial });
    const children = [await world.role('one', from(parent)), await world.role('two', from(parent))];
    const leaving = new AbortController();
    const left = world.assume(children[0] ?? '', undefined, leaving.signal);
    const stays = [world.assume(children[1] ?? ''), world.serve(parent, minute)];
    await settled();
    expect(world.now.prompt).toMatchObject({ waiting: 0 });
    leaving.abort();
    expect(codeOf(await left)).toBe('cancelled');
    await settled();
    expect(world.now.prompt).toMatchObject({ waiting: 0 });
    await world.enterCode('111111');
    expect((await Promise.all(stays)).map(codeOf)).toEqual(['ok', 'ok']);
    expect(world.stateOf(children[0] ?? '')).toBe('idle');
  });

  it('of which nobody waits any more leave no prompt standing', async () => {
    const world = await World.begin();
    const [parent = '', child = ''] = [
      await world.role('parent', { mfaSerial: serial }),
      await world.role('child', from((await world.role('other')) ?? '')),
    ];
    const both = new AbortController();
    const asked = [parent, child].map((id) => world.assume(id, undefined, both.signal));
    await settled();
    expect(world.now.prompt).not.toBeNull();
    both.abort();
    await Promise.all(asked);
    await settled();
    expect(world.now.prompt).toBeNull();
    expect(world.bench.clock.pendingTimers).toBeLessThanOrEqual(1);
  });
});

describe('ten profiles of one sign-in', () => {
  it('by SAML: one window, one assertion for all', async () => {
    const world = await World.begin();
    const signIn = await world.signIn(samlMethod);
    const ids = [];
    for (let index = 0; index < 10; index += 1) ids.push(await world.samlProfile(`saml-${index}`, signIn));
    const release = world.bench.samlWindow.hold();
    const asked = ids.flatMap((id) => [world.assume(id), world.assume(id)]);
    await settled();
    expect(world.bench.samlWindow.opened).toMatchObject([{ visible: true }]);
    expect(world.now.signInPrompt).toMatchObject({ stage: 'window', host: 'idp.example', waiting: 0 });
    expect(world.now.signInPrompt?.profileNames).toHaveLength(10);
    release();
    expect((await Promise.all(asked)).every(({ ok }) => ok)).toBe(true);
    expect(world.sts.otherRequests).toHaveLength(10);
    await settled();
    expect(world.now.signInPrompt).toBeNull();
  });

  it('by OpenID Connect: one visit of the browser', async () => {
    const world = await World.begin();
    const signIn = await world.signIn(oidcMethod);
    const ids = [];
    for (let index = 0; index < 10; index += 1) ids.push(await world.oidcProfile(`web-${index}`, signIn));
    expect((await Promise.all(ids.map((id) => world.assume(id)))).every(({ ok }) => ok)).toBe(true);
    expect([world.bench.oidc.begun, world.bench.browsed.length]).toEqual([1, 1]);
    expect(world.sts.otherRequests).toHaveLength(10);
  });

  it('by Identity Center: one visit of the browser', async () => {
    const world = await World.begin();
    const signIn = await world.signIn(identityCenterMethod);
    const ids = [];
    for (let index = 0; index < 10; index += 1) ids.push(await world.ssoProfile(`role-${index}`, signIn));
    expect((await Promise.all(ids.map((id) => world.assume(id)))).every(({ ok }) => ok)).toBe(true);
    expect(world.bench.browsed).toHaveLength(1);
    expect(world.bench.identityCenter.credentialCalls).toBe(10);
  });

  it('wanted by programs: one notification, nothing opens before the person says so, then one window', async () => {
    const world = await World.begin();
    const signIn = await world.signIn(samlMethod, 'Corporate');
    const ids = [];
    for (let index = 0; index < 10; index += 1) ids.push(await world.samlProfile(`saml-${index}`, signIn));
    const waiting = ids.map((id) => world.serve(id, minute));
    const told = await world.serve(ids[0] ?? '');
    expect(told).toMatchObject({
      error: {
        code: 'sign-in-needed',
        params: { signIn: 'Corporate', promptId: world.now.signInPrompt?.id },
      },
    });
    expect(world.now.signInPrompt).toMatchObject({ stage: 'asked', host: null, waiting: 0 });
    expect(world.bench.notifications).toHaveLength(1);
    expect(world.bench.samlWindow.opened).toEqual([]);
    await world.prompt('proceed');
    expect((await Promise.all(waiting)).every(({ ok }) => ok)).toBe(true);
    expect(world.bench.samlWindow.opened).toHaveLength(1);
  });

  it('wanted by a program: the person who asks for the profile meanwhile need not say so twice', async () => {
    for (const other of [false, true]) {
      const world = await World.begin();
      const signIn = await world.signIn(samlMethod);
      const [one, two] = [await world.samlProfile('one', signIn), await world.samlProfile('two', signIn)];
      void world.serve(one);
      await settled();
      expect(world.now.signInPrompt?.stage).toBe('asked');
      expect(codeOf(await world.assume(other ? two : one))).toBe('ok');
      expect(world.bench.samlWindow.opened).toHaveLength(1);
    }
  });

  it('one who leaves takes nothing from the others; when all have left the window closes', async () => {
    const world = await World.begin();
    const signIn = await world.signIn(samlMethod);
    const [one, two] = [await world.samlProfile('one', signIn), await world.samlProfile('two', signIn)];
    const release = world.bench.samlWindow.hold();
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = [
      world.assume(one, undefined, first.signal),
      world.assume(two, undefined, second.signal),
    ] as const;
    await settled();
    first.abort();
    expect(codeOf(await asked[0])).toBe('cancelled');
    await settled();
    expect(world.now.signInPrompt).toMatchObject({ profileNames: ['two'] });
    second.abort();
    await asked[1];
    await settled();
    expect(world.now.signInPrompt).toBeNull();
    release();
    await settled();
    expect(world.sts.otherRequests).toEqual([]);
  });

  it('sent away: programs raise it no more, not even 1,000 times; the person does', async () => {
    const world = await World.begin();
    const id = await world.samlProfile('one', await world.signIn(samlMethod));
    void world.serve(id);
    await world.prompt('cancel');
    expect(await world.polls(id, 1_000)).toEqual(new Set(['sign-in-needed']));
    await settled();
    expect(world.now.signInPrompt).toBeNull();
    expect(world.bench.notifications).toHaveLength(1);
    expect(world.bench.samlWindow.opened).toEqual([]);
    expect(codeOf(await world.assume(id))).toBe('ok');
    await world.bench.clock.pass(hour);
    void world.serve(id);
    await settled();
    expect(world.now.signInPrompt?.stage).toBe('asked');
  });

  it('on a locked screen: no prompt, no word, no window, though programs poll 1,000 times', async () => {
    const world = await World.begin();
    const id = await world.samlProfile('one', await world.signIn(samlMethod));
    world.bench.screenLocked = true;
    expect(await world.polls(id, 1_000)).toEqual(new Set(['sign-in-needed']));
    expect(world.now.signInPrompt).toBeNull();
    expect(world.bench.notifications).toEqual([]);
    expect(world.bench.samlWindow.opened).toEqual([]);
  });

  it('that was locked while what needs nobody was tried: no prompt either', async () => {
    const world = await World.begin();
    const signIn = await world.signIn({ ...samlMethod, remember: true });
    const id = await world.samlProfile('one', signIn);
    expectValue(await world.assume(id));
    await world.bench.clock.pass(2 * hour);
    await world.handlers.sessions.stop({ profileId: id }, window());
    world.bench.samlWindow.remembers = false;
    const release = world.bench.samlWindow.hold();
    const asked = world.serve(id);
    await settled();
    world.bench.screenLocked = true;
    release();
    expect(codeOf(await asked)).toBe('sign-in-needed');
    await settled();
    expect(world.now.signInPrompt).toBeNull();
    expect(world.bench.notifications.filter(({ title }) => title.startsWith('Sign-in'))).toEqual([]);
  });

  it('that nobody answers: over after ten minutes, in words, and quiet until the person asks', async () => {
    const world = await World.begin();
    const id = await world.samlProfile('one', await world.signIn(samlMethod));
    const waiting = world.serve(id, 20 * minute);
    await world.bench.clock.pass(10 * minute + 1_000);
    expect(codeOf(await waiting)).toBe('sign-in-timed-out');
    expect(world.now.signInPrompt).toBeNull();
    expect(codeOf(await world.serve(id))).toBe('sign-in-needed');
  });
});
