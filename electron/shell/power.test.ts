import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createPower, nativeScreenLock } from './power.ts';

function bench() {
  const native = new EventEmitter();
  const time = { uptime: 1_000 };
  const told: string[] = [];
  const zone = { look: () => told.push('zone'), onChanged: () => {} };
  const power = createPower(native, nativeScreenLock(native), zone, () => time.uptime);
  power.onResume(() => told.push('first'));
  power.onResume(() => told.push('second'));
  return { native, time, power, told };
}

describe('createPower', () => {
  it('tells of one wake-up once, at once, to everyone', () => {
    const { native, time, told } = bench();
    native.emit('resume');
    expect(told).toEqual(['zone', 'first', 'second']);
    time.uptime += 20;
    native.emit('resume');
    expect(told).toHaveLength(3);
    time.uptime += 60_000;
    native.emit('resume');
    expect(told).toHaveLength(6);
  });

  it('knows whether the screen is locked', () => {
    const { native, power } = bench();
    expect(power.isScreenLocked()).toBe(false);
    native.emit('lock-screen');
    expect(power.isScreenLocked()).toBe(true);
    native.emit('unlock-screen');
    expect(power.isScreenLocked()).toBe(false);
  });

  it('tells of every unlocking, however soon after the wake-up, when the screen is unlocked already', () => {
    const { native, time, power, told } = bench();
    const locked: boolean[] = [];
    power.onResume(() => locked.push(power.isScreenLocked()));
    native.emit('lock-screen');
    expect(told).toEqual([]);
    native.emit('resume');
    time.uptime += 20;
    native.emit('unlock-screen');
    expect(told).toHaveLength(6);
    expect(locked).toEqual([true, false]);
    // Told, and nothing has changed.
    native.emit('unlock-screen');
    expect(told).toHaveLength(6);
  });

  it('tells of one falling asleep once', () => {
    const { native, time, power } = bench();
    let slept = 0;
    power.onSuspend(() => {
      slept += 1;
    });
    native.emit('suspend');
    time.uptime += 20;
    native.emit('suspend');
    expect(slept).toBe(1);
    time.uptime += 60_000;
    native.emit('suspend');
    expect(slept).toBe(2);
  });
});
