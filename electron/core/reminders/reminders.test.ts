import { describe, expect, it } from 'vitest';
import type { SessionView } from '../../../shared/views.ts';
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
  const reminders = new Reminders({
    clock,
    journal,
    notifier: { show: ({ title }) => told.push(title), close: () => {} },
    settings: () => ({ ...testSettings, warnBeforeMinutes: 10 }),
    sessions: () => sessions(clock),
    profile: testProfile,
  });
  return { clock, journal, told, reminders };
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
});
