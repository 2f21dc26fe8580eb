import { describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakeDocumentStore, testSettings } from '../testing/fake-ports.ts';
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

describe('Reminders', () => {
  it('does not miss a warning whose moment comes while it looks', () => {
    const clock = new RunningClock();
    const store = new FakeDocumentStore({ activity: [], copies: [], told: [] });
    const journal = new Journal(clock, store, { activity: [], copies: [], told: [] }, () => {});
    const told: string[] = [];
    const reminders = new Reminders({
      clock,
      journal,
      notifier: { show: ({ title }) => told.push(title), close: () => {} },
      settings: () => ({ ...testSettings, warnBeforeMinutes: 10 }),
      sessions: () => [],
      profile: () => null,
    });
    const expiresAt = clock.now() + 60 * minute;
    journal.addCopy({ profileId: 'p1', profileName: 'prod', format: 'bash', expiresAt });
    const warnAt = expiresAt - 10 * minute;
    clock.sleep(warnAt - 2 - clock.now());
    expect([reminders.evaluate(), told.length]).toEqual([warnAt, 0]);
    expect([reminders.evaluate(), told.length]).toEqual([expiresAt, 1]);
  });
});
