import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideNotifications,
  type Ending,
  type NotificationFacts,
  nextNotificationAt,
} from './notification-policy.ts';

const minute = 60_000;
const start = Date.UTC(2026, 4, 4, 9);
const session: Ending = {
  profileId: 'p1',
  profileName: 'prod',
  expiresAt: start + 60 * minute,
  what: 'session',
  since: start,
  renewsItself: false,
};
const facts = (
  now: number,
  endings: readonly Ending[],
  change: Partial<NotificationFacts> = {},
): NotificationFacts => ({
  endings,
  told: new Set(),
  now: start + now * minute,
  startedAt: start,
  settings: { warnBeforeMinutes: 10 },
  ...change,
});

function stages(given: NotificationFacts) {
  return decideNotifications(given).due.map(({ stage, ending }) => `${stage} ${ending.what}`);
}

function reasons(given: NotificationFacts) {
  return decideNotifications(given).suppressed.map(({ reason }) => reason);
}

describe('decideNotifications', () => {
  it('warns once before the end and tells once at the end', () => {
    expect(stages(facts(49, [session]))).toEqual([]);
    expect(stages(facts(50, [session]))).toEqual(['warning session']);
    expect(stages(facts(60, [session]))).toEqual(['ended session']);
    const told = new Set(decideNotifications(facts(50, [session])).due.map(({ key }) => key));
    expect(stages(facts(55, [session], { told }))).toEqual([]);
    expect(reasons(facts(55, [session], { told }))).toContain('already-told');
  });

  it('says nothing of a session that renews itself, but warns of the copy taken from it', () => {
    const renewing = { ...session, renewsItself: true };
    const copy = { ...session, what: 'copy' as const };
    expect(reasons(facts(50, [renewing]))).toEqual(['renews-itself', 'renews-itself']);
    expect(stages(facts(50, [renewing, copy]))).toEqual(['warning copy']);
  });

  it('makes one of a session and its copies with the same end', () => {
    const copy = { ...session, what: 'copy' as const, since: start + minute };
    expect(stages(facts(50, [session, copy, { ...copy, since: start + 2 * minute }]))).toEqual([
      'warning copy',
    ]);
    expect(reasons(facts(50, [session, copy]))).toContain('told-with-copy');
  });

  it('knows an end again that reads a little different, because the clocks were compared anew', () => {
    const told = new Set(decideNotifications(facts(50, [session])).due.map(({ key }) => key));
    const compared = { ...session, expiresAt: session.expiresAt - 1_700 };
    expect(stages(facts(55, [compared], { told }))).toEqual([]);
    expect(stages(facts(55, [session, { ...compared, what: 'copy' }]))).toEqual(['warning copy']);
    const another = { ...session, expiresAt: session.expiresAt + minute };
    expect(stages(facts(55, [another], { told }))).toEqual(['warning session']);
  });

  it('does not warn of what was copied inside the warning time, or with warnings off', () => {
    const late = { ...session, what: 'copy' as const, since: start + 55 * minute };
    expect(reasons(facts(56, [late]))).toContain('began-inside-warning-time');
    expect(stages(facts(60, [late]))).toEqual(['ended copy']);
    expect(reasons(facts(55, [session], { settings: { warnBeforeMinutes: 0 } }))).toContain('warnings-off');
  });

  it('does not tell of what ended while the app was not running, or long ago', () => {
    expect(reasons(facts(70, [session], { startedAt: start + 65 * minute }))).toEqual([
      'long-over',
      'long-over',
    ]);
    expect(stages(facts(60 * 14, [session]))).toEqual([]);
  });

  it('has every moment at which it would speak announced by nextNotificationAt', () => {
    const ending = fc.record({
      profileId: fc.constantFrom('p1', 'p2'),
      profileName: fc.constant('prod'),
      expiresAt: fc.integer({ min: 15, max: 120 }).map((minutes) => start + minutes * minute),
      what: fc.constantFrom('session' as const, 'copy' as const),
      since: fc.constant(start),
      renewsItself: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(ending, { maxLength: 5 }), (endings) => {
        const moments: number[] = [];
        let told = new Set<string>();
        for (let now: number | null = start; now !== null; ) {
          const given: NotificationFacts = facts((now - start) / minute, endings, { told });
          const { due } = decideNotifications(given);
          told = new Set([...told, ...due.map(({ key }) => key)]);
          moments.push(...due.map(() => now ?? 0));
          now = nextNotificationAt(given);
        }
        const ends = new Set(
          endings.filter((e) => !e.renewsItself).map((e) => `${e.profileId} ${e.expiresAt}`),
        );
        expect(moments).toHaveLength(ends.size * 2);
      }),
    );
  });
});
