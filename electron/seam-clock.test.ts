import { describe, expect, it } from 'vitest';
import type { Clock } from './core/ports.ts';
import { SeamClock } from './seam-clock.ts';

/** Stands still, and rings never. */
const still: Clock = { now: () => 1_000, uptime: () => 50, setTimer: () => () => {} };

describe('SeamClock', () => {
  it('fires what falls due, in order, each at its own time', async () => {
    const clock = new SeamClock(still);
    const rung: [string, number][] = [];
    clock.setTimer(300, () => rung.push(['late', clock.now()]));
    clock.setTimer(100, () => {
      rung.push(['early', clock.now()]);
      clock.setTimer(50, () => rung.push(['follow-up', clock.uptime()]));
    });
    clock.setTimer(9_000, () => rung.push(['never', 0]));
    await clock.advance(1_000);
    expect(rung).toEqual([
      ['early', 1_100],
      ['follow-up', 200],
      ['late', 1_300],
    ]);
    expect(clock.now()).toBe(2_000);
  });

  it('does not fire what was called off', async () => {
    const clock = new SeamClock(still);
    clock.setTimer(10, () => expect.unreachable())();
    await clock.advance(100);
  });

  it('lets timers sleep with the machine', async () => {
    const clock = new SeamClock(still);
    let rung = false;
    clock.setTimer(100, () => {
      rung = true;
    });
    clock.sleep(1_000);
    expect([clock.now(), clock.uptime()]).toEqual([2_000, 1_050]);
    await clock.advance(99);
    expect(rung).toBe(false);
    await clock.advance(1);
    expect(rung).toBe(true);
  });

  it('sets the wall clock alone', () => {
    const clock = new SeamClock(still);
    clock.shiftWallClock(-500);
    expect([clock.now(), clock.uptime()]).toEqual([500, 50]);
  });
});
