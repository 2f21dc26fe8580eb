import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import type { Keycutter } from '../keycutter.ts';
import { FakeClock, settled } from '../testing/fake-clock.ts';
import { expectValue, setUp, TestBench, testSettings, window } from '../testing/fake-ports.ts';

const minute = 60_000;
const hour = 60 * minute;

/** When STS was called, ms after `since`. */
function callsOf(bench: TestBench, since: number): number[] {
  const calls: number[] = [];
  bench.sts.answerWith(() => {
    calls.push(bench.clock.trueTime() - since);
    return null;
  });
  return calls;
}

function mostPerSecond(calls: readonly number[]): number {
  return Math.max(...calls.map((from) => calls.filter((at) => at >= from && at < from + 1_000).length));
}

async function live(keycutter: Keycutter, count: number, durationSeconds: number, name = 'many') {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const roleArn = `arn:aws:iam::111122223333:role/${name}-${index}`;
    const { profileId } = await setUp(keycutter, { roleArn, durationSeconds }, `${name}-${index}`);
    expectValue(await keycutter.handlers.sessions.assume({ profileId }, window()));
    ids.push(profileId);
  }
  return ids;
}

/** The desktop tells of one waking twice, and again when the screen is unlocked. */
async function wake(bench: TestBench): Promise<void> {
  bench.resume();
  bench.resume();
  await settled();
  bench.resume();
  await settled();
}

describe('after a night’s sleep', () => {
  it('renews 200 sessions a few at a time, tells what ended in one, and serves nothing past its end', async () => {
    const bench = new TestBench();
    bench.settingsStore.saved = { ...testSettings, renewHoursAfterUse: 24 };
    const keycutter = await bench.start();
    const many = await live(keycutter, 200, 43_200);
    // Far from their renewal in the evening, and in it in the morning.
    await bench.clock.pass(2 * hour + 50 * minute);
    const mfaSerial = 'arn:aws:iam::111122223333:mfa/phone';
    for (const [index, name] of ['one', 'two', 'three', 'four'].entries()) {
      const { profileId } = await setUp(
        keycutter,
        { mfaSerial, roleArn: `arn:aws:iam::111122223333:role/${name}` },
        name,
      );
      const assumed = keycutter.handlers.sessions.assume({ profileId }, window());
      await settled();
      const promptId = keycutter.snapshots.current().prompt?.id ?? '';
      expectValue(await keycutter.handlers.mfa.submit({ promptId, code: `12345${index}` }, window()));
      expectValue(await assumed);
    }
    expect(bench.notifications).toEqual([]);

    bench.clock.sleep(9 * hour);
    const morning = bench.clock.trueTime();
    const calls = callsOf(bench, morning);
    await wake(bench);
    // At once: what is over is shown as over.
    const { sessions } = keycutter.snapshots.current();
    expect(sessions.filter(({ state }) => state === 'expired')).toHaveLength(4);
    expect(sessions.filter(({ expiresAt }) => expiresAt !== null)).toHaveLength(200);
    expect(bench.notifications.map(({ title }) => title)).toEqual(['4 sessions have ended']);
    expect(calls.length).toBeLessThanOrEqual(4);

    await bench.clock.pass(2 * minute);
    expect(calls).toHaveLength(200);
    expect(mostPerSecond(calls)).toBeLessThanOrEqual(8);
    expect(bench.notifications).toHaveLength(1);
    for (const profileId of many) {
      const held = keycutter.snapshots.current().sessions.find((session) => session.profileId === profileId);
      expect(held?.expiresAt).toBeGreaterThan(morning + 11 * hour);
    }
  }, 120_000);

  it('gets what is asked for at once, whatever else waits', async () => {
    const bench = new TestBench();
    bench.settingsStore.saved = { ...testSettings, renewHoursAfterUse: 24 };
    const keycutter = await bench.start();
    const ids = await live(keycutter, 50, 43_200);
    bench.clock.sleep(11 * hour + 58 * minute);
    callsOf(bench, bench.clock.trueTime());
    await wake(bench);
    const wanted = ids.at(-1) ?? '';
    const answer = await keycutter.serving.serve(wanted, {
      client: 'process',
      waitMs: 0,
      signal: new AbortController().signal,
    });
    expect(expectValue(answer).expiration).toBeGreaterThan(bench.clock.trueTime() + hour);
  });

  it('gets what renews itself again when it ended meanwhile and was used lately, and says nothing', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    await live(keycutter, 20, 3_600);
    bench.clock.sleep(3 * hour);
    const calls = callsOf(bench, bench.clock.trueTime());
    // The network is there a while after the machine is.
    bench.sts.refuseWith(appError('network-unreachable', { host: 'sts' }));
    await wake(bench);
    const states = () => new Set(keycutter.snapshots.current().sessions.map(({ state }) => state));
    await bench.clock.pass(20_000);
    expect(states()).toEqual(new Set(['expired']));
    bench.sts.refuseWith(null);
    await bench.clock.pass(30_000);
    expect(states()).toEqual(new Set(['active']));
    expect(mostPerSecond(calls)).toBeLessThanOrEqual(8);
    expect(bench.notifications).toEqual([]);
  });

  it('tells of what renews itself when it ended and nobody used it lately', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    await live(keycutter, 2, 3_600);
    bench.clock.sleep(9 * hour);
    const calls = callsOf(bench, bench.clock.trueTime());
    await wake(bench);
    await bench.clock.pass(hour);
    expect(calls).toEqual([]);
    expect(bench.notifications.map(({ title }) => title)).toEqual(['2 sessions have ended']);
  });

  it('tells of what renews itself when it ended and AWS does not give it again', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    await live(keycutter, 1, 3_600);
    bench.clock.sleep(2 * hour);
    bench.sts.refuseWith(appError('sts-access-denied'));
    await wake(bench);
    const calls = bench.sts.requests.length;
    await bench.clock.pass(hour);
    expect(bench.sts.requests).toHaveLength(calls);
    expect(bench.notifications).toHaveLength(1);
  });

  it('serves nothing that ended during the sleep, though no timer has told of it yet', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const [id = ''] = await live(keycutter, 1, 3_600);
    bench.clock.sleep(9 * hour);
    bench.sts.refuseWith(appError('network-unreachable', { host: 'sts' }));
    const asked = await keycutter.serving.serve(id, {
      client: 'process',
      waitMs: 0,
      signal: new AbortController().signal,
    });
    expect(asked).toMatchObject({ ok: false });
  });
});

describe('the network gone', () => {
  it('waits, tells once for all, and goes on with all of them as soon as one got through', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    await live(keycutter, 6, 3_600);
    await bench.clock.pass(40 * minute);
    bench.sts.refuseWith(appError('network-unreachable', { host: 'sts' }));
    await bench.clock.pass(9 * minute);
    expect(bench.notifications).toEqual([]);
    const before = bench.sts.requests.length;
    await bench.clock.pass(minute);
    // Each is tried once a minute, and all of them spread over it.
    expect(bench.sts.requests.length - before).toBeLessThanOrEqual(12);
    await bench.clock.pass(5 * minute);
    expect(bench.notifications.map(({ title }) => title)).toEqual(['6 sessions wait for the network']);

    const back = bench.clock.trueTime();
    const calls = callsOf(bench, back);
    await bench.clock.pass(75_000);
    expect(calls).toHaveLength(6);
    expect(mostPerSecond(calls)).toBeLessThanOrEqual(8);
    expect(keycutter.snapshots.current().sessions.filter(({ error }) => error !== null)).toEqual([]);
    expect(bench.notifications).toHaveLength(1);
    expect(bench.closedNotifications).toContain('outage');
  });

  it('tries at once when the machine wakes, and tells of the next outage again', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    await live(keycutter, 1, 3_600);
    for (const round of [1, 2]) {
      await bench.clock.pass(44 * minute);
      bench.sts.refuseWith(appError('network-unreachable', { host: 'sts' }));
      await bench.clock.pass(8 * minute);
      expect(bench.notifications).toHaveLength(round);
      bench.sts.refuseWith(null);
      bench.resume();
      await settled();
      expect(keycutter.snapshots.current().sessions[0]).toMatchObject({ state: 'active', error: null });
    }
  });
});

describe('on battery', () => {
  it('waits for nothing while nothing is live', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter);
    await settled();
    expect(bench.clock.pendingTimers).toBe(0);
    expectValue(await keycutter.handlers.sessions.assume({ profileId }, window()));
    await settled();
    expect(bench.clock.pendingTimers).toBe(1);
    await keycutter.handlers.sessions.stop({ profileId }, window());
    await settled();
    expect(bench.clock.pendingTimers).toBe(0);
  });

  it('wakes for a hidden live session at its deadlines and every ten minutes, and never else', async () => {
    const bench = new TestBench();
    const clock = bench.clock;
    const woken: number[] = [];
    class Watched extends FakeClock {
      override now = () => clock.now();
      override uptime = () => clock.uptime();
      override setTimer = (delay: number, callback: () => void) =>
        clock.setTimer(delay, () => {
          woken.push(Math.round((clock.trueTime() - begun) / minute));
          callback();
        });
    }
    const begun = clock.trueTime();
    const keycutter = await bench.start({ clock: new Watched() });
    await live(keycutter, 1, 3_600);
    await clock.pass(50 * minute);
    expect(woken).toEqual([10, 20, 30, 40, 45]);
  });
});

describe('a session that ended and takes the person', () => {
  it('is wanted back for as long as it was used lately, and no timer runs on after that', async () => {
    const bench = new TestBench();
    bench.settingsStore.saved = { ...testSettings, renewHoursAfterUse: 3 };
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter, { mfaSerial: 'arn:aws:iam::111122223333:mfa/phone' });
    const assumed = keycutter.handlers.sessions.assume({ profileId }, window());
    await settled();
    const promptId = keycutter.snapshots.current().prompt?.id ?? '';
    await keycutter.handlers.mfa.submit({ promptId, code: '123456' }, window());
    expectValue(await assumed);
    const session = () => keycutter.snapshots.current().sessions[0];
    await bench.clock.pass(61 * minute);
    expect(session()).toMatchObject({ state: 'expired', renewal: { kind: 'needs-mfa-code' } });
    await bench.clock.pass(2 * hour);
    expect(session()).toMatchObject({ state: 'expired', renewal: null });
    expect(bench.clock.pendingTimers).toBe(0);
  });
});
