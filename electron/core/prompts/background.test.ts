import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { fail } from '../../../shared/result.ts';
import { settled } from '../testing/fake-clock.ts';
import { expectValue } from '../testing/fake-ports.ts';
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

const cannotRenew = (world: World) =>
  world.bench.notifications.filter(({ title }) => title.includes('can’t be renewed'));

/** Nothing in front of the person: no prompt, no page, no visible window beyond those that there were. */
async function withoutPerson(world: World, milliseconds: number) {
  const { samlWindow, browsed } = world.bench;
  const before = { windows: samlWindow.opened.length, pages: browsed.length, focused: samlWindow.focused };
  for (let passed = 0; passed < milliseconds; passed += 5 * minute) {
    await world.bench.clock.pass(5 * minute);
    expect(world.now.prompt).toBeNull();
    expect(world.now.signInPrompt).toBeNull();
  }
  const since = samlWindow.opened.slice(before.windows);
  expect(since.every(({ visible }) => !visible)).toBe(true);
  expect(browsed.length).toBe(before.pages);
  expect(samlWindow.focused).toBe(before.focused);
  return since;
}

describe('a renewal in the background', () => {
  it('by remembered SAML cookies never opens a visible window', async () => {
    const world = await World.begin();
    const id = await world.samlProfile('one', await world.signIn({ ...samlMethod, remember: true }));
    expectValue(await world.assume(id));
    const silent = await withoutPerson(world, 6 * hour);
    expect(silent.length).toBeGreaterThanOrEqual(6);
    expect(world.stateOf(id)).toBe('active');
    expect(world.bench.notifications).toEqual([]);
  });

  it('by OpenID Connect uses the refresh token', async () => {
    const world = await World.begin();
    const id = await world.oidcProfile('one', await world.signIn(oidcMethod));
    expectValue(await world.assume(id));
    await withoutPerson(world, 6 * hour);
    expect(world.stateOf(id)).toBe('active');
    expect(world.bench.oidc.begun).toBe(1);
    expect(world.bench.oidc.refreshed).toBeLessThanOrEqual(8);
  });

  it('by Identity Center as well', async () => {
    const world = await World.begin();
    const id = await world.ssoProfile('one', await world.signIn(identityCenterMethod));
    expectValue(await world.assume(id));
    await withoutPerson(world, 7 * hour);
    expect(world.stateOf(id)).toBe('active');
  });
});

describe('one that cannot go on without the person', () => {
  it('because the cookies sign in no more: said once, not tried hot, and what is valid is served', async () => {
    const world = await World.begin();
    const signIn = await world.signIn({ ...samlMethod, remember: true });
    const ids = [await world.samlProfile('one', signIn), await world.samlProfile('two', signIn)];
    for (const id of ids) expectValue(await world.assume(id));
    world.bench.samlWindow.remembers = false;
    const silent = await withoutPerson(world, 55 * minute);
    expect(silent).toHaveLength(1);
    for (const id of ids) expect(codeOf(await world.serve(id))).toBe('ok');
    const named = cannotRenew(world).map(({ profileId }) => profileId);
    expect(named.length).toBeGreaterThanOrEqual(1);
    expect(new Set(named).size).toBe(named.length);
    await settled();
    expect(world.now.signIns[0]).toMatchObject({ state: 'signed-out', problem: { code: 'sign-in-needed' } });
    expect(world.session(ids[0] ?? '')?.renewal).toEqual({ kind: 'needs-sign-in' });
  });

  it('because the refresh token was revoked: likewise, and the state says so', async () => {
    const world = await World.begin();
    const id = await world.oidcProfile('one', await world.signIn(oidcMethod));
    expectValue(await world.assume(id));
    expect(world.bench.signInCache.sealed).toHaveLength(1);
    world.bench.oidc.revoked = true;
    await withoutPerson(world, 55 * minute);
    expect(world.bench.oidc.refreshed).toBe(1);
    expect(cannotRenew(world)).toHaveLength(1);
    expect(codeOf(await world.serve(id))).toBe('ok');
    expect(world.now.signIns[0]).toMatchObject({ state: 'signed-out', problem: { code: 'sign-in-needed' } });
    expect(world.bench.signInCache.sealed).toEqual([]);
    world.bench.oidc.revoked = false;
    expect(
      codeOf(
        await world.handlers.sessions.refresh(
          { profileId: id },
          { client: 'window', signal: new AbortController().signal },
        ),
      ),
    ).toBe('ok');
    expect(world.now.signIns[0]).toMatchObject({ state: 'signed-in', problem: null });
  });

  it('because its source wants a code: not tried at all, shown beforehand', async () => {
    const world = await World.begin();
    const parent = await world.role('parent', { mfaSerial: serial, durationSeconds: 900 });
    const child = await world.role('child', from(parent));
    const asked = world.assume(child);
    await world.enterCode('111111');
    expectValue(await asked);
    await settled();
    expect(world.session(child)?.renewal).toEqual({ kind: 'needs-mfa-code' });
    await withoutPerson(world, 55 * minute);
    expect(codeOf(await world.serve(child))).toBe('ok');
    expect(world.sts.requests).toHaveLength(2);
  });

  it('for reasons that may pass: tried again with growing pauses, over an hour few times', async () => {
    const world = await World.begin();
    const command = 'print-assertion';
    const { samlWindow } = world.bench;
    const answer = samlWindow.answer?.assertion.reveal() ?? '';
    world.bench.commandRunner.output.set(command, answer);
    const method = { ...samlMethod, by: 'command', startUrl: '', command } as const;
    const id = await world.samlProfile('one', await world.signIn(method));
    expectValue(await world.assume(id));
    world.bench.commandRunner.output.delete(command);
    await withoutPerson(world, 55 * minute);
    expect(world.bench.commandRunner.ran.length - 1).toBeLessThanOrEqual(6);
    expect(codeOf(await world.serve(id))).toBe('ok');
    expect(cannotRenew(world)).toHaveLength(1);
    await withoutPerson(world, hour);
    expect(world.bench.commandRunner.ran.length - 1).toBeLessThanOrEqual(8);
    expect(world.stateOf(id)).toMatch(/expired|failed/);
  });

  it('is asked for once more as soon as a program wants it, with one prompt', async () => {
    const world = await World.begin();
    const id = await world.samlProfile('one', await world.signIn({ ...samlMethod, remember: true }));
    expectValue(await world.assume(id));
    world.bench.samlWindow.remembers = false;
    const release = world.bench.samlWindow.hold();
    await world.bench.clock.pass(46 * minute);
    expect(world.stateOf(id)).toBe('refreshing');
    for (let count = 0; count < 5; count += 1) void world.serve(id);
    release();
    await world.bench.clock.pass(1_000);
    expect(world.now.signInPrompt).toBeNull();
    expect(codeOf(await world.serve(id))).toBe('ok');
    await settled();
    expect(world.now.signInPrompt).toMatchObject({ stage: 'asked', profileNames: ['one'] });
    expect(world.bench.samlWindow.opened.filter(({ visible }) => visible)).toHaveLength(1);
  });

  it('a flight of it that a person boards asks them after all', async () => {
    const world = await World.begin();
    const id = await world.samlProfile('one', await world.signIn({ ...samlMethod, remember: true }));
    expectValue(await world.assume(id));
    world.bench.samlWindow.remembers = false;
    const release = world.bench.samlWindow.hold();
    await world.bench.clock.pass(46 * minute);
    const asked = world.handlers.sessions.refresh(
      { profileId: id },
      { client: 'window', signal: new AbortController().signal },
    );
    await settled();
    expect(world.now.signInPrompt).toBeNull();
    release();
    expect(codeOf(await asked)).toBe('ok');
    expect(world.bench.samlWindow.opened.map(({ visible }) => visible)).toEqual([true, false, true]);
  });
});

describe('a call that goes wrong half-way', () => {
  it('a sign-in whose role AWS refuses stays signed in', async () => {
    const world = await World.begin();
    const id = await world.ssoProfile('one', await world.signIn(identityCenterMethod));
    world.bench.identityCenter.roleCredentials = async () => ({
      result: fail(appError('identity-center-no-access', { role: 'one', account: '111122223333' })),
      awsTime: null,
    });
    expect(codeOf(await world.assume(id))).toBe('identity-center-no-access');
    await settled();
    expect(world.now.signIns[0]).toMatchObject({ state: 'signed-in', problem: null });
  });
});
