import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
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
  failing: null,
  refused: null,
};
const settings = { warnBeforeMinutes: 10, quietFrom: '', quietTo: '' };
const facts = (
  now: number,
  endings: readonly Ending[],
  change: Partial<NotificationFacts> = {},
): NotificationFacts => ({
  endings,
  told: new Set(),
  now: start + now * minute,
  startedAt: start,
  shownAt: [],
  outageTold: false,
  settings,
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
    expect(reasons(facts(50, [renewing]))).toEqual(['not-refused', 'renews-itself', 'renews-itself']);
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
    expect(reasons(facts(55, [session], { settings: { ...settings, warnBeforeMinutes: 0 } }))).toContain(
      'warnings-off',
    );
  });

  it('does not tell of what ended while the app was not running, or long ago', () => {
    expect(reasons(facts(70, [session], { startedAt: start + 65 * minute }))).toEqual([
      'not-refused',
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
      failing: fc.constant(null),
      refused: fc.constant(null),
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

  it('tells at once, and once, of a renewal that was refused for good; the warning then says nothing new', () => {
    const refused = {
      ...session,
      renewsItself: true,
      refused: { error: appError('sts-access-denied'), at: start + 46 * minute },
    };
    expect(stages(facts(46, [refused]))).toEqual(['renewal-failed session']);
    const told = new Set(decideNotifications(facts(46, [refused])).due.map(({ key }) => key));
    expect(stages(facts(51, [refused], { told }))).toEqual([]);
    expect(reasons(facts(51, [refused], { told }))).toContain('told-with-failure');
    expect(stages(facts(60, [refused], { told }))).toEqual(['ended session']);
  });

  it('tells more than two at once in one, and what follows two others soon after in one later', () => {
    const many = ['a', 'b', 'c'].map((profileId) => ({ ...session, profileId }));
    expect(decideNotifications(facts(50, many.slice(0, 2))).asOne).toBe(false);
    expect(decideNotifications(facts(50, many)).asOne).toBe(true);
    const shownAt = [start + 50 * minute - 20_000, start + 50 * minute - 10_000];
    const gathering = facts(50, many, { shownAt });
    expect(stages(gathering)).toEqual([]);
    expect(reasons(gathering).filter((reason) => reason === 'gathering')).toHaveLength(3);
    expect(nextNotificationAt(gathering)).toBe(start + 50 * minute + 10_000);
    expect(stages(facts(50 + 1 / 6, many, { shownAt }))).toHaveLength(3);
  });

  it('tells what came late, as after sleep, in one and from two on', () => {
    const two = ['a', 'b'].map((profileId) => ({ ...session, profileId }));
    expect(decideNotifications(facts(61, two))).toMatchObject({ asOne: false, due: [{ late: false }, {}] });
    expect(decideNotifications(facts(300, two))).toMatchObject({ asOne: true, due: [{ late: true }, {}] });
  });

  describe('while nobody can be reached', () => {
    const waiting = (profileId: string, minutes: number): Ending => ({
      ...session,
      profileId,
      expiresAt: start + minutes * minute,
      renewsItself: true,
      failing: appError('network-unreachable', { host: 'sts' }),
    });
    const outage = (given: NotificationFacts) =>
      decideNotifications(given).outage.map(({ ending, stage }) => `${ending.profileId} ${stage}`);

    it('tells once for all that would end, after some time of trying', () => {
      expect(outage(facts(46, [waiting('a', 60), waiting('b', 60)]))).toEqual([]);
      expect(outage(facts(50, [waiting('a', 60), waiting('b', 60)]))).toEqual(['a warning', 'b warning']);
      expect(outage(facts(50, [waiting('a', 60), waiting('b', 65)]))).toEqual(['a warning', 'b warning']);
      expect(stages(facts(50, [waiting('a', 60)]))).toEqual([]);
      const after = facts(65, [waiting('a', 60), waiting('b', 70)], { outageTold: true });
      expect([outage(after), stages(after)]).toEqual([[], []]);
      expect(reasons(after).filter((reason) => reason === 'told-with-outage')).toHaveLength(2);
    });

    it('does not wait so long with a session that is short', () => {
      const short = waiting('a', 15);
      expect(outage(facts(12, [short]))).toEqual([]);
      expect(outage(facts(13, [short]))).toEqual(['a warning']);
    });

    it('tells the end where it could not warn of it', () => {
      const off = { ...settings, warnBeforeMinutes: 0 };
      expect(outage(facts(59, [waiting('a', 60)], { settings: off }))).toEqual([]);
      expect(stages(facts(60, [waiting('a', 60)], { settings: off }))).toEqual(['ended session']);
    });
  });

  describe('in quiet hours', () => {
    /** In the zone of the machine, whichever that is. */
    const wall = (hours: number, minutes = 0) => new Date(2026, 4, 4, hours, minutes).getTime();
    const night = { ...settings, quietFrom: '22:00', quietTo: '07:00' };
    const ending = (expiresAt: number, what: Ending['what'] = 'session'): Ending => ({
      ...session,
      what,
      since: expiresAt - 8 * 60 * minute,
      expiresAt,
    });
    const at = (now: number, endings: readonly Ending[]): NotificationFacts => ({
      ...facts(0, endings),
      now,
      startedAt: wall(12),
      settings: night,
    });

    it('says nothing, and looks again when they are over', () => {
      const given = at(wall(23), [ending(wall(23, 5))]);
      expect(stages(given)).toEqual([]);
      expect(reasons(given)).toContain('quiet-hours');
      expect(nextNotificationAt(given)).toBe(wall(31));
    });

    it('tells afterwards what still matters: a copy that ended, and what is about to end', () => {
      const [ended, soon] = [ending(wall(25), 'copy'), { ...ending(wall(31, 5)), profileId: 'p2' }];
      const given = at(wall(31), [ended, soon]);
      expect(stages(given)).toEqual(['ended copy', 'warning session']);
      expect(decideNotifications(given).due[0]?.late).toBe(true);
    });

    it('drops the end of a session that nobody can do anything about any more', () => {
      const given = at(wall(31), [ending(wall(25))]);
      expect(stages(given)).toEqual([]);
      expect(reasons(given)).toContain('ended-in-quiet-hours');
    });
  });
});
