import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { UpdateView } from '../../../shared/views.ts';
import type { FoundUpdate, Updater } from '../ports.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { Updates } from './updates.ts';

const day = 24 * 60 * 60_000;
const found: FoundUpdate = { version: '2.0.0', releaseNotes: 'Cuts quicker.' };

function setUp({
  feed = 'installs',
  checkForUpdates = true,
}: {
  feed?: Updater['feed'];
  checkForUpdates?: boolean;
} = {}) {
  const clock = new FakeClock();
  const looks: string[] = [];
  const states: UpdateView['state'][] = [];
  let restarts = 0;
  let answer: () => Promise<Result<FoundUpdate | null>> = async () => succeed(found);
  let deliver: (onProgress: (percent: number) => void, signal: AbortSignal) => Promise<Result<undefined>> =
    async () => succeed();
  const settings = { checkForUpdates, updateChannel: 'latest' as 'latest' | 'beta' };
  const updates: Updates = new Updates({
    clock,
    updater: {
      feed,
      check: (channel) => {
        looks.push(channel);
        return answer();
      },
      download: (onProgress, signal) => deliver(onProgress, signal),
      restart: () => {
        restarts += 1;
      },
    },
    settings: () => settings,
    onChanged: () => states.push(updates.view().state),
  });
  /** As the core's timer does. */
  const pass = async (milliseconds: number) => {
    const end = clock.now() + milliseconds;
    for (;;) {
      const next = updates.nextDeadline();
      if (next === null || next > end) break;
      clock.sleep(Math.max(0, next - clock.now()));
      updates.evaluate();
      await settled();
    }
    clock.sleep(end - clock.now());
  };
  return {
    clock,
    looks,
    states,
    settings,
    updates,
    pass,
    restarts: () => restarts,
    answerWith: (next: typeof answer) => {
      answer = next;
    },
    deliverWith: (next: typeof deliver) => {
      deliver = next;
    },
  };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const signal = new AbortController().signal;

describe('looking for updates', () => {
  it('happens once a day, a while after the start', async () => {
    const { looks, pass } = setUp();
    await pass(59_000);
    expect(looks).toEqual([]);
    await pass(1_000);
    expect(looks).toEqual(['latest']);
    await pass(3 * day);
    expect(looks).toHaveLength(4);
  });

  it.each<[string, Parameters<typeof setUp>[0] & object]>([
    ['switched off', { checkForUpdates: false }],
    ['without a feed', { feed: 'none' }],
  ])('does not happen by itself %s, and arms no timer', async (_name, given) => {
    const { looks, updates, pass } = setUp(given);
    expect(updates.nextDeadline()).toBeNull();
    await pass(3 * day);
    expect([looks, updates.view()]).toEqual([[], { state: given.feed === 'none' ? 'off' : 'unknown' }]);
  });

  it('can be asked for though it is switched off, and says so where there is no feed', async () => {
    const off = setUp({ checkForUpdates: false });
    expect(await off.updates.check()).toEqual(succeed());
    expect(off.updates.view()).toMatchObject({ state: 'found', version: '2.0.0' });
    const none = setUp({ feed: 'none' });
    expect(await none.updates.check()).toEqual(fail(appError('update-feed-missing')));
  });

  it('is one look, however many ask', async () => {
    const { looks, updates } = setUp();
    await Promise.all([updates.check(), updates.check()]);
    expect(looks).toHaveLength(1);
  });

  it('only tells where nothing can check a signature', async () => {
    const { updates } = setUp({ feed: 'tells' });
    await updates.check();
    expect(updates.view()).toEqual({ state: 'told', ...found, percent: null });
    expect(await updates.download(signal)).toMatchObject({ ok: false });
  });

  it('says when this is the newest, and when looking failed', async () => {
    const { updates, answerWith } = setUp();
    answerWith(async () => succeed(null));
    await updates.check();
    expect(updates.view()).toEqual({ state: 'current' });
    const error = appError('update-check-failed', { reason: 'ENOTFOUND' });
    answerWith(async () => fail(error));
    expect(await updates.check()).toEqual(fail(error));
    expect(updates.view()).toEqual({ state: 'failed', error });
  });

  it('keeps what it found when the next look fails', async () => {
    const { updates, answerWith, pass } = setUp();
    await updates.check();
    answerWith(async () => fail(appError('update-check-failed')));
    await pass(2 * day);
    expect(updates.view()).toMatchObject({ state: 'found', version: '2.0.0' });
  });

  it('looks at another channel at once', async () => {
    const { looks, settings, updates } = setUp();
    await updates.check();
    settings.updateChannel = 'beta';
    updates.evaluate();
    await settled();
    expect(looks).toEqual(['latest', 'beta']);
  });

  it('does not offer what another channel had when it is changed during a look', async () => {
    const { looks, settings, updates, answerWith } = setUp({ checkForUpdates: false });
    let land: (result: Result<FoundUpdate | null>) => void = () => {};
    answerWith(() => {
      answerWith(async () => succeed(null));
      return new Promise((resolve) => {
        land = resolve;
      });
    });
    const asked = updates.check();
    settings.updateChannel = 'beta';
    updates.evaluate();
    land(succeed(found));
    expect(await asked).toEqual(succeed());
    expect(looks).toEqual(['latest', 'beta']);
    expect(updates.view()).toEqual({ state: 'current' });
  });

  it('is not put off by a clock that is set back', async () => {
    const { clock, looks, updates, pass } = setUp();
    await updates.check();
    clock.set(-30 * day);
    updates.evaluate();
    await pass(day);
    expect(looks).toHaveLength(2);
  });
});

describe('getting an update', () => {
  it('shows how far it is, and is ready; it restarts when told, never by itself', async () => {
    const { updates, states, deliverWith, pass, restarts } = setUp();
    await updates.check();
    const percents: (number | null)[] = [];
    deliverWith(async (onProgress) => {
      for (const percent of [10, 100]) {
        onProgress(percent);
        const view = updates.view();
        percents.push('percent' in view ? view.percent : null);
      }
      return succeed();
    });
    const notAsked = () => Promise.reject(new Error('asked for nothing'));
    expect(await updates.restart(notAsked)).toMatchObject({ ok: false });
    expect(await updates.download(signal)).toEqual(succeed());
    expect(percents).toEqual([10, 100]);
    expect(states.at(-1)).toBe('ready');
    await pass(7 * day);
    expect(await updates.restart(async () => false)).toMatchObject({ error: { code: 'cancelled' } });
    expect(restarts()).toBe(0);
    expect(await updates.restart(async () => true)).toEqual(succeed());
    expect(restarts()).toBe(1);
  });

  it('goes back to what was found when it is cancelled', async () => {
    const { updates, deliverWith } = setUp();
    await updates.check();
    deliverWith(async () => fail(appError('cancelled')));
    await updates.download(signal);
    expect(updates.view()).toMatchObject({ state: 'found', percent: null });
  });

  it('is cancelled by whoever looks at it now', async () => {
    const { updates, deliverWith } = setUp();
    await updates.check();
    deliverWith(
      (_onProgress, stop) =>
        new Promise((resolve) => {
          stop.addEventListener('abort', () => resolve(fail(appError('cancelled'))));
        }),
    );
    const got = updates.download(signal);
    updates.cancelDownload();
    expect(await got).toMatchObject({ error: { code: 'cancelled' } });
    expect(updates.view()).toMatchObject({ state: 'found', percent: null });
    // The next one is not cancelled beforehand.
    deliverWith(async () => succeed());
    expect(await updates.download(signal)).toEqual(succeed());
  });

  it('says so when its signature is not right', async () => {
    const { updates, deliverWith } = setUp();
    await updates.check();
    deliverWith(async () => fail(appError('update-not-trusted')));
    await updates.download(signal);
    expect(updates.view()).toEqual({ state: 'failed', error: appError('update-not-trusted') });
    expect(await updates.restart(async () => true)).toMatchObject({ ok: false });
  });
});
