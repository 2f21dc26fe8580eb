import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { Keycutter } from '../keycutter.ts';
import { settled } from '../testing/fake-clock.ts';
import { expectValue, setUp, TestBench, testRecipe, window } from '../testing/fake-ports.ts';

const minute = 60_000;
const hour = 60 * minute;

function sessionOf(keycutter: Keycutter, profileId: string) {
  return keycutter.snapshots.current().sessions.find((session) => session.profileId === profileId);
}

function stateOf(keycutter: Keycutter, profileId: string) {
  return sessionOf(keycutter, profileId)?.state ?? 'idle';
}

function assume(keycutter: Keycutter, profileId: string, signal?: AbortSignal, durationSeconds?: number) {
  return keycutter.handlers.sessions.assume({ profileId, durationSeconds }, window(signal));
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code;
}

describe('one session, however many ask', () => {
  it('makes one STS call for 200 concurrent requests of a cold profile from window and tray', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter);
    const release = bench.sts.hold();
    const asks = Array.from({ length: 200 }, (_, index) =>
      index % 2 === 0
        ? keycutter.handlers.sessions.assume({ profileId }, window())
        : keycutter.handlers.sessions.copy(
            { profileId, format: 'bash' },
            { client: 'tray', signal: new AbortController().signal },
          ),
    );
    await settled();
    expect(stateOf(keycutter, profileId)).toBe('acquiring');
    release();
    expect((await Promise.all(asks)).every((result) => result.ok)).toBe(true);
    expect(bench.sts.requests).toHaveLength(1);
  });

  it('leaves 199 answered when one cancels', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter);
    const release = bench.sts.hold();
    const one = new AbortController();
    const cancelled = assume(keycutter, profileId, one.signal);
    const others = Array.from({ length: 199 }, () => assume(keycutter, profileId));
    await settled();
    one.abort();
    expect(codeOf(await cancelled)).toBe('cancelled');
    release();
    expect((await Promise.all(others)).every((result) => result.ok)).toBe(true);
    expect(bench.sts.requests).toHaveLength(1);
  });

  it('takes the call back when the last asker has cancelled', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter);
    const release = bench.sts.hold();
    const controller = new AbortController();
    const asked = assume(keycutter, profileId, controller.signal);
    await settled();
    controller.abort();
    expect(codeOf(await asked)).toBe('cancelled');
    await settled();
    expect(stateOf(keycutter, profileId)).toBe('idle');
    release();
    await settled();
    expect(stateOf(keycutter, profileId)).toBe('idle');
  });

  it('does not remember a failure', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter);
    bench.sts.refuseWith(appError('sts-access-denied', { detail: 'no' }));
    expect(codeOf(await assume(keycutter, profileId))).toBe('sts-access-denied');
    await settled();
    expect(sessionOf(keycutter, profileId)).toMatchObject({
      state: 'failed',
      error: { code: 'sts-access-denied' },
    });
    bench.sts.refuseWith(null);
    expect(codeOf(await assume(keycutter, profileId))).toBe('ok');
    await settled();
    expect(sessionOf(keycutter, profileId)).toMatchObject({ state: 'active', error: null });
  });

  it('does not stay under way when a call ends with a bug', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter);
    bench.sts.answerWith(() => {
      throw new TypeError('a bug');
    });
    await expect(assume(keycutter, profileId)).rejects.toThrow('a bug');
    expect(stateOf(keycutter, profileId)).toBe('idle');
    bench.sts.refuseWith(null);
    expect(codeOf(await assume(keycutter, profileId))).toBe('ok');
  });

  it('makes at most two STS calls for 1,000 requests over a session of 15 minutes', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter, { durationSeconds: 900 });
    for (let request = 0; request < 1_000; request += 1) {
      expectValue(await assume(keycutter, profileId));
      await bench.clock.pass(899);
    }
    expect(bench.sts.requests.length).toBeLessThanOrEqual(2);
  });
});

describe('only for the request that made it', () => {
  it('goes round again when the profile is edited while the call is under way', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId, keyId } = await setUp(keycutter);
    const release = bench.sts.hold();
    const asked = assume(keycutter, profileId);
    await settled();
    const other = 'arn:aws:iam::444455556666:role/other';
    const draft = { name: 'prod', recipe: testRecipe(keyId, { roleArn: other }) };
    expectValue(await keycutter.handlers.profiles.save({ id: profileId, draft }, window()));
    release();
    expect(expectValue(await asked).assumedRoleArn).toContain('444455556666');
    expect(bench.sts.requests.map((request) => request.recipe.roleArn)).toEqual([
      'arn:aws:iam::111122223333:role/deployer',
      other,
    ]);
  });

  it('drops what is held when an edit changes the request, and keeps it when only the name changes', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId, keyId } = await setUp(keycutter);
    expectValue(await assume(keycutter, profileId));
    const renamed = { name: 'production', recipe: testRecipe(keyId) };
    expectValue(await keycutter.handlers.profiles.save({ id: profileId, draft: renamed }, window()));
    await settled();
    expect(stateOf(keycutter, profileId)).toBe('active');
    const edited = { name: 'production', recipe: testRecipe(keyId, { externalId: 'abc' }) };
    expectValue(await keycutter.handlers.profiles.save({ id: profileId, draft: edited }, window()));
    await settled();
    expect(stateOf(keycutter, profileId)).toBe('idle');
    expect(bench.sessionCache.sealed).toEqual([]);
  });

  it('does not start again after Stop has called a request off', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter);
    const release = bench.sts.hold();
    const asked = assume(keycutter, profileId);
    await settled();
    expectValue(await keycutter.handlers.sessions.stop({ profileId }, window()));
    expect(codeOf(await asked)).toBe('cancelled');
    release();
    await settled();
    expect(bench.sts.requests).toHaveLength(1);
    expect(stateOf(keycutter, profileId)).toBe('idle');
  });

  it('is another session when another duration is chosen, and stays that until stopped', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter);
    expectValue(await assume(keycutter, profileId));
    expectValue(await assume(keycutter, profileId, undefined, 900));
    expectValue(await assume(keycutter, profileId));
    expect(bench.sts.requests.map((request) => request.durationSeconds)).toEqual([3_600, 900]);
    expectValue(await keycutter.handlers.sessions.stop({ profileId }, window()));
    expectValue(await assume(keycutter, profileId));
    expect(bench.sts.requests.at(-1)?.durationSeconds).toBe(3_600);
  });

  it('keeps serving the session held when a longer one is refused', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter);
    const first = expectValue(await assume(keycutter, profileId));
    bench.sts.refuseWith(appError('sts-duration-over-maximum'));
    expect(codeOf(await assume(keycutter, profileId, undefined, 43_200))).toBe('sts-duration-over-maximum');
    expect(expectValue(await assume(keycutter, profileId)).accessKeyId).toBe(first.accessKeyId);
  });
});

describe('renewal', () => {
  it('renews 15 minutes before the end while it was used lately, then lets it end', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter);
    const first = expectValue(await assume(keycutter, profileId));
    await bench.clock.pass(44 * minute);
    expect(bench.sts.requests).toHaveLength(1);
    await bench.clock.pass(2 * minute);
    expect(bench.sts.requests).toHaveLength(2);
    expect(sessionOf(keycutter, profileId)?.accessKeyId).not.toBe(first.accessKeyId);
    await bench.clock.pass(12 * hour);
    expect(stateOf(keycutter, profileId)).toBe('expired');
    const calls = bench.sts.requests.length;
    expect(calls).toBeGreaterThan(8);
    await bench.clock.pass(12 * hour);
    expect(bench.sts.requests).toHaveLength(calls);
    expect(bench.clock.pendingTimers).toBeLessThanOrEqual(1);
  });

  it('serves what it holds while renewals fail, tries again with growing pauses, and ends at expiry', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter);
    const first = expectValue(await assume(keycutter, profileId));
    bench.sts.refuseWith(appError('network-unreachable', { host: 'sts' }));
    await bench.clock.pass(50 * minute);
    const attempts = bench.sts.requests.length - 1;
    expect(attempts).toBeGreaterThanOrEqual(3);
    expect(attempts).toBeLessThanOrEqual(8);
    expect(sessionOf(keycutter, profileId)).toMatchObject({
      state: 'active',
      error: { code: 'network-unreachable' },
    });
    const copied = await keycutter.handlers.sessions.copy(
      { profileId, format: 'bash', way: 'value' },
      window(),
    );
    expect(codeOf(copied)).toBe('ok');
    expect(bench.clipboard.text).toContain(first.accessKeyId);
    await bench.clock.pass(11 * minute);
    expect(stateOf(keycutter, profileId)).toMatch(/expired|failed/);
    expect(codeOf(await assume(keycutter, profileId))).toBe('network-unreachable');
  });

  it('tells once when a renewal fails for good', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter);
    expectValue(await assume(keycutter, profileId));
    bench.sts.refuseWith(appError('sts-access-denied', { detail: 'role gone' }));
    await bench.clock.pass(59 * minute);
    expect(bench.notifications.filter(({ title }) => title.includes('can’t be renewed'))).toHaveLength(1);
  });

  it('copies a fresh session when less than half the life is left', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter);
    expectValue(await assume(keycutter, profileId));
    await bench.clock.pass(31 * minute);
    const copy = expectValue(
      await keycutter.handlers.sessions.copy({ profileId, format: 'bash', way: 'value' }, window()),
    );
    expect(bench.sts.requests).toHaveLength(2);
    expect(copy).toMatchObject({ way: 'value', copy: { expiresAt: bench.clock.now() + hour } });
  });
});

describe('MFA', () => {
  const mfaSerial = 'arn:aws:iam::111122223333:mfa/phone';

  it('asks once however many want it, sends the code once, and never the same code again', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter, { mfaSerial });
    const asks = Array.from({ length: 50 }, () => assume(keycutter, profileId));
    await settled();
    const { prompt } = keycutter.snapshots.current();
    expect(prompt).toMatchObject({ serial: mfaSerial, profileName: 'prod', keyName: 'work', waiting: 0 });
    expect(stateOf(keycutter, profileId)).toBe('needs-action');

    const promptId = prompt?.id ?? '';
    bench.sts.answerWith((request) =>
      'mfaCode' in request && request.mfaCode === '222222'
        ? null
        : { ok: false, error: appError('sts-mfa-code-wrong') },
    );
    const submit = (code: string) => keycutter.handlers.mfa.submit({ promptId, code }, window());
    expect(codeOf(await submit('111111'))).toBe('sts-mfa-code-wrong');
    expect(codeOf(await submit('111111'))).toBe('mfa-code-reused');
    expect(codeOf(await submit('222222'))).toBe('ok');
    expect((await Promise.all(asks)).every((result) => result.ok)).toBe(true);
    expect(bench.sts.requests.map((request) => request.mfaCode)).toEqual(['111111', '222222']);
    await settled();
    expect(keycutter.snapshots.current().prompt).toBeNull();
  });

  it('queues a prompt for each profile, and refuses for the second the code the first has used', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const first = await setUp(keycutter, { mfaSerial });
    const second = await setUp(keycutter, { mfaSerial }, 'staging');
    const asks = [assume(keycutter, first.profileId), assume(keycutter, second.profileId)];
    await settled();
    const before = keycutter.snapshots.current().prompt;
    expect(before).toMatchObject({ profileName: 'prod', waiting: 1 });
    await keycutter.handlers.mfa.submit({ promptId: before?.id ?? '', code: '123456' }, window());
    await settled();
    const after = keycutter.snapshots.current().prompt;
    expect(after).toMatchObject({ profileName: 'staging', waiting: 0 });
    const reused = await keycutter.handlers.mfa.submit(
      { promptId: after?.id ?? '', code: '123456' },
      window(),
    );
    expect(codeOf(reused)).toBe('mfa-code-reused');
    await keycutter.handlers.mfa.submit({ promptId: after?.id ?? '', code: '654321' }, window());
    expect((await Promise.all(asks)).map(codeOf)).toEqual(['ok', 'ok']);
  });

  it('goes away when dismissed, when nobody waits any more, and when nobody answers', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter, { mfaSerial });

    const dismissed = assume(keycutter, profileId);
    await settled();
    const promptId = keycutter.snapshots.current().prompt?.id ?? '';
    await keycutter.handlers.mfa.dismiss({ promptId }, window());
    expect(codeOf(await dismissed)).toBe('mfa-dismissed');

    const controller = new AbortController();
    const left = assume(keycutter, profileId, controller.signal);
    await settled();
    controller.abort();
    expect(codeOf(await left)).toBe('cancelled');
    await settled();
    expect(keycutter.snapshots.current().prompt).toBeNull();

    const forgotten = assume(keycutter, profileId);
    await bench.clock.pass(6 * minute);
    expect(codeOf(await forgotten)).toBe('mfa-timed-out');
    expect(bench.sts.requests).toHaveLength(0);
  });

  it('never prompts by itself: what is held is served until it ends', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter, { mfaSerial });
    const asked = assume(keycutter, profileId);
    await settled();
    const promptId = keycutter.snapshots.current().prompt?.id ?? '';
    await keycutter.handlers.mfa.submit({ promptId, code: '123456' }, window());
    expectValue(await asked);
    await bench.clock.pass(58 * minute);
    expect(keycutter.snapshots.current().prompt).toBeNull();
    expect(sessionOf(keycutter, profileId)).toMatchObject({
      state: 'active',
      renewal: { kind: 'needs-mfa-code' },
    });
    expectValue(await assume(keycutter, profileId));
    expect(bench.sts.requests).toHaveLength(1);
  });
});

describe('time', () => {
  type Step =
    | { readonly kind: 'pass' | 'sleep'; readonly milliseconds: number; readonly resumeEvent: boolean }
    | { readonly kind: 'set'; readonly milliseconds: number }
    | { readonly kind: 'zone'; readonly zone: string }
    | { readonly kind: 'use' };

  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({
      kind: fc.constantFrom('pass' as const, 'sleep' as const),
      milliseconds: fc.integer({ min: 1_000, max: 4 * hour }),
      resumeEvent: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('set' as const),
      milliseconds: fc.integer({ min: -6 * hour, max: 6 * hour }),
    }),
    fc.record({
      kind: fc.constant('zone' as const),
      zone: fc.constantFrom('Asia/Seoul', 'America/New_York', 'UTC'),
    }),
    fc.constant({ kind: 'use' as const }),
  );

  it('over 48 hours of sleep, jumps and zone changes never shows or serves an ended session, and always has one', async () => {
    const zoneBefore = process.env.TZ;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 60 }), async (steps) => {
        const bench = new TestBench();
        const keycutter = await bench.start();
        const { profileId } = await setUp(keycutter);
        const start = bench.clock.trueTime();
        const nothingEndedIsShown = async () => {
          await keycutter.handlers.snapshot.get({}, window());
          for (const session of keycutter.snapshots.current().sessions) {
            const held = bench.sessionCache.sealed.find((stored) => stored.profileId === session.profileId);
            if (session.expiresAt === null || held === undefined) continue;
            expect(held.credentials.expiration).toBeGreaterThan(bench.clock.trueTime());
          }
        };
        const served = async () => {
          const copied = await keycutter.handlers.sessions.copy(
            { profileId, format: 'json', way: 'value' },
            window(),
          );
          expect(codeOf(copied)).toBe('ok');
          const { Expiration } = JSON.parse(bench.clipboard.text) as { Expiration: string };
          expect(Date.parse(Expiration)).toBeGreaterThan(bench.clock.trueTime());
        };
        await served();
        for (const next of steps) {
          if (bench.clock.trueTime() - start > 48 * hour) break;
          if (next.kind === 'pass') await bench.clock.pass(next.milliseconds);
          if (next.kind === 'sleep') {
            bench.clock.sleep(next.milliseconds);
            if (next.resumeEvent) bench.resume();
          }
          if (next.kind === 'set') bench.clock.set(next.milliseconds);
          if (next.kind === 'zone') process.env.TZ = next.zone;
          await settled();
          await nothingEndedIsShown();
          if (next.kind === 'use') await served();
        }
        await served();
        await keycutter.stop();
      }),
      { numRuns: 40 },
    );
    if (zoneBefore === undefined) delete process.env.TZ;
    else process.env.TZ = zoneBefore;
  }, 60_000);

  it('is right at once after a night asleep: one evaluation, nothing ended is shown', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter);
    expectValue(await assume(keycutter, profileId));
    bench.clock.sleep(9 * hour);
    bench.resume();
    expect(stateOf(keycutter, profileId)).toBe('expired');
    expect(sessionOf(keycutter, profileId)?.expiresAt).toBeNull();
  });

  it('counts by AWS’s clock when ours is wrong', async () => {
    const bench = new TestBench();
    bench.clock.set(-3 * hour);
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter);
    const view = expectValue(await assume(keycutter, profileId));
    const left = (view.expiresAt ?? 0) - bench.clock.now();
    expect(Math.abs(left - hour)).toBeLessThan(3_000);
    expect(keycutter.snapshots.current().status.clockOffset).toBeGreaterThan(2.9 * hour);
    await bench.clock.pass(20 * minute);
    expectValue(await assume(keycutter, profileId));
    expect(bench.sts.requests).toHaveLength(1);
  });
});
