import { describe, expect, it } from 'vitest';
import type { SessionView } from '../../../shared/views.ts';
import { wordsOf } from '../../../shared/words/words-of.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakeDocumentStore, testSettings } from '../testing/fake-ports.ts';
import { testProfile, testSession } from '../testing/test-snapshot.ts';
import { Journal } from './journal.ts';
import { Reminders } from './reminders.ts';

const minute = 60_000;

/** As a real one: it is later each time one looks. */
class RunningClock extends FakeClock {
  override now(): number {
    this.sleep(1);
    return super.now();
  }
}

function setUp(sessions: (clock: RunningClock) => readonly SessionView[] = () => []) {
  const clock = new RunningClock();
  const store = new FakeDocumentStore({ activity: [], copies: [], told: [] });
  const journal = new Journal(clock, store, { activity: [], copies: [], told: [] }, () => {});
  const told: string[] = [];
  const closed: string[] = [];
  const reminders = new Reminders({
    clock,
    journal,
    notifier: { show: ({ title }) => told.push(title), close: (id) => closed.push(id) },
    words: () => wordsOf('en'),
    settings: () => ({ ...testSettings, warnBeforeMinutes: 10 }),
    sessions: () => sessions(clock),
    profile: testProfile,
  });
  return { clock, journal, told, closed, reminders };
}

describe('Reminders', () => {
  it('tells of an end that AWS’s clock has reached a little before ours', () => {
    let end = Number.POSITIVE_INFINITY;
    const { clock, told, reminders } = setUp((running) => {
      const isOver = running.now() >= end - 1_000;
      return [
        isOver
          ? testSession('p1', { state: 'expired' })
          : testSession('p1', { state: 'active', expiresAt: end, issuedAt: 0 }),
      ];
    });
    end = clock.now() + 60 * minute;
    reminders.evaluate();
    clock.sleep(end - 900 - clock.trueTime());
    expect(reminders.evaluate()).toBe(end);
    expect(told).toEqual([expect.stringContaining('p1 ends at')]);
    clock.sleep(900);
    reminders.evaluate();
    expect(told).toEqual([expect.stringContaining('p1 ends at'), 'p1 has ended']);
  });

  it('does not miss a warning whose moment comes while it looks', () => {
    const { clock, journal, told, reminders } = setUp();
    const expiresAt = clock.now() + 60 * minute;
    journal.addCopy({ profileId: 'p1', profileName: 'prod', format: 'bash', expiresAt });
    const warnAt = expiresAt - testSettings.warnBeforeMinutes * minute;
    clock.sleep(warnAt - 2 - clock.now());
    expect([reminders.evaluate(), told.length]).toEqual([warnAt, 0]);
    expect([reminders.evaluate(), told.length]).toEqual([expiresAt, 1]);
  });

  it('takes a warning back when its reason is gone: renewed, stopped or copied again', () => {
    let session: SessionView | null = null;
    const { clock, journal, told, closed, reminders } = setUp(() => (session === null ? [] : [session]));
    const until = (expiresAt: number) => testSession('p1', { state: 'active', expiresAt, issuedAt: 0 });
    const first = clock.now() + 5 * minute;
    session = until(first);
    reminders.evaluate();
    expect([told.length, closed]).toEqual([1, []]);
    session = until(first + 60 * minute);
    reminders.evaluate();
    expect(closed).toEqual([`p1 ${first}`]);

    clock.sleep(56 * minute);
    reminders.evaluate();
    expect(told).toHaveLength(2);
    session = null;
    reminders.evaluate();
    expect(closed[1]).toBe(`p1 ${first + 60 * minute}`);

    const copy = { profileId: 'p2', profileName: 'p2', format: 'bash' } as const;
    const end = clock.now() + 20 * minute;
    journal.addCopy({ ...copy, expiresAt: end });
    clock.sleep(11 * minute);
    reminders.evaluate();
    expect(told[2]).toMatch(/^Copied keys of p2 end/);
    journal.addCopy({ ...copy, expiresAt: end + 60 * minute });
    reminders.evaluate();
    expect(closed[2]).toBe(`p2 ${end}`);
  });

  it('lets the word that a session has ended stand until there is another one', () => {
    let session = testSession('p1', { state: 'active', issuedAt: 0 });
    const { clock, told, closed, reminders } = setUp(() => [session]);
    const end = clock.now() + 5 * minute;
    session = { ...session, expiresAt: end };
    reminders.evaluate();
    session = testSession('p1', { state: 'expired' });
    clock.sleep(5 * minute);
    reminders.evaluate();
    session = testSession('p1', { state: 'acquiring' });
    reminders.evaluate();
    expect([told.at(-1), closed]).toEqual(['p1 has ended', []]);
    session = testSession('p1', { state: 'active', expiresAt: end + 60 * minute, issuedAt: end });
    reminders.evaluate();
    expect(closed).toEqual([`p1 ${end}`]);
  });
});
