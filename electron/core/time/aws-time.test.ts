import { describe, expect, it } from 'vitest';
import type { Clock } from '../ports.ts';
import { AwsTime } from './aws-time.ts';

const start = Date.UTC(2026, 4, 4, 9);
const hour = 3_600_000;

/** As macOS has it: whole seconds of uptime beside milliseconds of time. */
class CoarseClock implements Clock {
  passed = 0;
  setOff = 0;
  now = () => start + this.passed + this.setOff;
  uptime = () => Math.floor((this.passed + 400) / 1_000) * 1_000;
  setTimer = () => () => {};
}

describe('AwsTime', () => {
  it('gives one and the same end whenever it is asked, however coarse the uptime is', () => {
    const clock = new CoarseClock();
    const time = new AwsTime(clock);
    time.learn(clock.now());
    const ends = new Set<number>();
    for (; clock.passed < 5_000; clock.passed += 7) ends.add(time.toLocal(start + hour));
    expect([...ends]).toEqual([start + hour]);
  });

  it('follows when somebody sets the clock, and then stays with that', () => {
    const clock = new CoarseClock();
    const time = new AwsTime(clock);
    time.learn(clock.now());
    clock.passed = 10_000;
    clock.setOff = -hour;
    expect(Math.abs(time.now() - (start + 10_000))).toBeLessThan(1_500);
    const ends = new Set<number>();
    for (; clock.passed < 15_000; clock.passed += 7) ends.add(time.toLocal(start + hour));
    expect(ends.size).toBe(1);
    clock.setOff = 0;
    expect(time.offset()).toBe(0);
  });

  it('knows how far AWS’s clock is off, on the side that ends a session sooner', () => {
    const clock = new CoarseClock();
    const time = new AwsTime(clock);
    time.learn(clock.now() + 4_999);
    expect(time.offset()).toBe(0);
    time.learn(clock.now() + hour);
    expect(time.offset()).toBe(hour + 1_000);
    expect(time.toLocal(start + 2 * hour)).toBe(start + hour - 1_000);
  });
});
