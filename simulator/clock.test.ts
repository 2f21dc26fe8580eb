import { describe, expect, it } from 'vitest';
import { SimulatorClock } from './clock.ts';

function setUp() {
  const real = { now: 1_000_000 };
  return { real, clock: new SimulatorClock(() => real.now) };
}

describe('SimulatorClock', () => {
  it('runs with real time, plus what it was moved by', () => {
    const { real, clock } = setUp();
    clock.advance(500);
    clock.advance(-200);
    real.now += 10;
    expect(clock.now()).toBe(1_000_310);
    expect(clock.offset).toBe(300);
  });

  it('stands still while frozen, can be moved then, and runs on from there', () => {
    const { real, clock } = setUp();
    clock.freeze();
    real.now += 5000;
    expect(clock.now()).toBe(1_000_000);
    clock.advance(60_000);
    expect(clock.now()).toBe(1_060_000);
    clock.resume();
    real.now += 1;
    expect(clock.now()).toBe(1_060_001);
    expect(clock.offset).toBe(55_000);
  });
});
