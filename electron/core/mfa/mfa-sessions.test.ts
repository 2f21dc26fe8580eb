import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { fail } from '../../../shared/result.ts';
import { settled } from '../testing/fake-clock.ts';
import { expectValue, window } from '../testing/fake-ports.ts';
import { codeOf, hour, minute, serial, World } from '../testing/world.ts';

const shared = { mfaSerial: serial, mfaShared: true };
const codes = (world: World) => world.sts.sessionTokenRequests.map(({ mfaCode }) => mfaCode);

/** A role that only a session of a code given within the last hour opens. */
function wantsYoungCode(world: World, role: string) {
  const given = new Map<string, number>();
  world.sts.answerWith((request, caller) => {
    const now = world.bench.clock.trueTime();
    if ('mfaSerial' in request && !('recipe' in request)) return null;
    const by = caller?.credentials.accessKeyId ?? '';
    if (!given.has(by)) given.set(by, now);
    const young = now - (given.get(by) ?? 0) < hour;
    const asked = 'roleSessionName' in request ? request.recipe.roleArn : '';
    return asked.endsWith(role) && !young ? fail(appError('sts-access-denied')) : null;
  });
}

describe('one code a day', () => {
  it('opens every profile of the key, asked for at once or later, and the calls are signed with its session', async () => {
    const world = await World.begin();
    const ids = [];
    for (const name of ['one', 'two', 'three', 'four']) ids.push(await world.role(name, shared));
    const asked = ids.slice(0, 3).map((id) => world.assume(id));
    await settled();
    expect(world.now.prompt).toMatchObject({ serial, waiting: 0 });
    expectValue(await world.enterCode('111111'));
    expect((await Promise.all(asked)).map(codeOf)).toEqual(['ok', 'ok', 'ok']);
    await world.bench.clock.pass(5 * hour);
    expect(codeOf(await world.assume(ids[3] ?? ''))).toBe('ok');
    expect(codes(world)).toEqual(['111111']);
    expect(world.sts.requests.every(({ mfaCode }) => mfaCode === null)).toBe(true);
    expect(new Set(world.sts.callers.map(({ credentials }) => credentials.accessKeyId))).toEqual(
      new Set(['ASIAFAKE000000000001']),
    );
    expect(world.now.accessKeys[0]?.mfaSessions).toMatchObject([{ serial }]);
  });

  it('renews them all day without the person', async () => {
    const world = await World.begin();
    const id = await world.role('one', shared);
    const asked = world.assume(id);
    await world.enterCode('111111');
    expectValue(await asked);
    await settled();
    expect(world.session(id)?.renewal).toMatchObject({ kind: 'renews-itself' });
    await world.bench.clock.pass(6 * hour);
    expect(world.stateOf(id)).toBe('active');
    expect(world.now.prompt).toBeNull();
    expect(codes(world)).toHaveLength(1);
  });

  it('serves session-token profiles of the same device and duration too, but not of another duration', async () => {
    const world = await World.begin();
    const role = await world.role('role', shared);
    const token = await world.sessionToken('token', world.keycutter.settings().mfaSessionHours * 3_600);
    const other = await world.sessionToken('other', 900);
    const asked = [world.assume(token), world.assume(role)];
    await settled();
    expect(world.now.prompt).toMatchObject({ waiting: 0 });
    await world.enterCode('111111');
    expect((await Promise.all(asked)).map(codeOf)).toEqual(['ok', 'ok']);
    const third = world.assume(other);
    await world.enterCode('222222');
    expectValue(await third);
    expect(world.sts.sessionTokenRequests.map(({ durationSeconds }) => durationSeconds)).toEqual([
      43_200, 900,
    ]);
  });

  it('is joined by a role’s ask while the code for a session-token profile is still wanted', async () => {
    const world = await World.begin();
    const [token, role] = [await world.sessionToken('token', 3_600), await world.role('role', shared)];
    const asked = [world.assume(token), world.assume(role)];
    await settled();
    expect(world.now.prompt).toMatchObject({ waiting: 0 });
    await world.enterCode('111111');
    expect((await Promise.all(asked)).map(codeOf)).toEqual(['ok', 'ok']);
    expect(codes(world)).toHaveLength(1);
  });

  it('survives a restart, sealed', async () => {
    const world = await World.begin();
    const [one, two] = [await world.role('one', shared), await world.role('two', shared)];
    const asked = world.assume(one);
    await world.enterCode('111111');
    expectValue(await asked);
    await settled();
    await world.restart();
    expect(codeOf(await world.assume(two))).toBe('ok');
    expect(codes(world)).toHaveLength(1);
    await world.restart();
    await world.bench.clock.pass(13 * hour);
    expect(world.now.accessKeys[0]?.mfaSessions).toEqual([]);
    void world.assume(two);
    await settled();
    expect(world.now.prompt).not.toBeNull();
  });

  it('is not believed after a restart with the clock set back', async () => {
    const world = await World.begin();
    const one = await world.role('one', shared);
    const asked = world.assume(one);
    await world.enterCode('111111');
    expectValue(await asked);
    await settled();
    world.bench.clock.set(-24 * hour);
    await world.restart();
    expect(world.now.accessKeys[0]?.mfaSessions).toEqual([]);
  });

  it('ends when it is over, without anybody looking', async () => {
    const world = await World.begin();
    const one = await world.sessionToken('one', 900);
    const asked = world.assume(one);
    await world.enterCode('111111');
    expectValue(await asked);
    await settled();
    expect(world.now.accessKeys[0]?.mfaSessions).toHaveLength(1);
    await world.bench.clock.pass(15 * minute + 1_000);
    expect(world.now.accessKeys[0]?.mfaSessions).toEqual([]);
  });
});

describe('it ends', () => {
  const ends = {
    'when the person ends it': (world: World) =>
      world.handlers.accessKeys.endMfaSession({ id: world.keyId }, window()),
    'with all sessions': (world: World) => world.handlers.sessions.stopAll({}, window()),
  } as const;

  for (const [when, end] of Object.entries(ends)) {
    it(when, async () => {
      const world = await World.begin();
      const [one, two] = [await world.role('one', shared), await world.role('two', shared)];
      const asked = world.assume(one);
      await world.enterCode('111111');
      expectValue(await asked);
      expectValue(await end(world));
      await settled();
      expect(world.now.accessKeys[0]?.mfaSessions).toEqual([]);
      expect(world.bench.sessionCache.sealed.some(({ profileId }) => profileId.startsWith('mfa'))).toBe(
        false,
      );
      void world.assume(two);
      await settled();
      expect(world.now.prompt).not.toBeNull();
    });

    it(`${when}, also while its code is still being asked for`, async () => {
      const world = await World.begin();
      const asked = world.assume(await world.role('one', shared));
      await settled();
      expectValue(await end(world));
      expect(codeOf(await asked)).toBe('cancelled');
      await settled();
      expect(world.now.prompt).toBeNull();
      expect(codeOf(await world.enterCode('111111'))).toBe('cancelled');
      expect(codes(world)).toEqual([]);
    });
  }

  it('when its key is removed, even while AWS answers', async () => {
    const world = await World.begin();
    const one = await world.role('one', shared);
    const asked = world.assume(one);
    await settled();
    const release = world.sts.hold();
    const submitted = world.handlers.mfa.submit(
      { promptId: world.now.prompt?.id ?? '', code: '111111' },
      window(),
    );
    await settled();
    expectValue(await world.handlers.accessKeys.remove({ id: world.keyId }, window()));
    release();
    expect(codeOf(await asked)).toBe('cancelled');
    await submitted;
    expect(codeOf(await world.assume(one))).toBe('profile-source-missing');
    expect(world.sts.requests).toHaveLength(0);
  });
});

describe('a role that wants a younger code', () => {
  it('gets one when the person asks, once; a program is told no', async () => {
    const world = await World.begin();
    const [calm, strict] = [await world.role('calm', shared), await world.role('strict', shared)];
    wantsYoungCode(world, 'strict');
    const first = world.assume(calm);
    await world.enterCode('111111');
    expectValue(await first);
    await world.bench.clock.pass(2 * hour);
    const program = world.serve(strict);
    await world.bench.clock.pass(1_000);
    expect(codeOf(await program)).toBe('sts-access-denied');
    expect(world.now.prompt).toBeNull();
    const asked = world.assume(strict);
    await settled();
    expect(world.now.prompt).toMatchObject({ profileName: 'strict' });
    await world.enterCode('222222');
    expectValue(await asked);
    expect(codes(world)).toEqual(['111111', '222222']);
  });

  it('that is denied with a new code as well: the person is not asked at each click', async () => {
    const world = await World.begin();
    const denied = await world.role('denied', shared);
    world.sts.answerWith((request) =>
      'roleSessionName' in request ? fail(appError('sts-access-denied')) : null,
    );
    const asked = world.assume(denied);
    await world.enterCode('111111');
    expect(codeOf(await asked)).toBe('sts-access-denied');
    expect(codeOf(await world.assume(denied))).toBe('sts-access-denied');
    expect(world.now.prompt).toBeNull();
    await world.bench.clock.pass(2 * hour);
    const later = world.assume(denied);
    await world.enterCode('222222');
    expect(codeOf(await later)).toBe('sts-access-denied');
    expect(codeOf(await world.assume(denied))).toBe('sts-access-denied');
    expect(codes(world)).toEqual(['111111', '222222']);
  });
});

describe('renewing a session-token profile', () => {
  it('takes a new code when the person asks; another profile then has the same without one', async () => {
    const world = await World.begin();
    const [one, two] = [await world.sessionToken('one'), await world.sessionToken('two')];
    const first = world.assume(one);
    await world.enterCode('111111');
    expectValue(await first);
    expectValue(await world.assume(two));
    await world.bench.clock.pass(hour);
    const renewed = world.handlers.sessions.refresh({ profileId: one }, window());
    await world.enterCode('222222');
    expectValue(await renewed);
    expectValue(await world.handlers.sessions.refresh({ profileId: two }, window()));
    await settled();
    expect(world.session(two)?.accessKeyId).toBe(world.session(one)?.accessKeyId);
    expect(codes(world)).toEqual(['111111', '222222']);
  });

  it('with a seed is one new session each time, not the same over and over', async () => {
    const world = await World.begin();
    expectValue(await world.handlers.mfaDevices.keepSeed({ serial, seed: 'seed' }, window()));
    const ids = [await world.sessionToken('one', 3_600), await world.sessionToken('two', 3_600)];
    for (const id of ids) expectValue(await world.assume(id));
    await world.bench.clock.pass(4 * hour);
    expect(ids.map((id) => world.stateOf(id))).toEqual(['active', 'active']);
    expect(codes(world).length).toBeLessThanOrEqual(7);
    expect(world.activity('refreshed')).toBeLessThanOrEqual(14);
  });
});
