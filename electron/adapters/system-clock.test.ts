import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from './system-clock.ts';

const month = 30 * 24 * 60 * 60_000;

describe('timers of the system clock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('wait longer than setTimeout can, and call once', () => {
    const callback = vi.fn();
    systemClock.setTimer(3 * month, callback);
    vi.advanceTimersByTime(3 * month - 1);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(3 * month);
    expect(callback).toHaveBeenCalledOnce();
  });

  it('can be called off in any of their parts', () => {
    const callback = vi.fn();
    const cancel = systemClock.setTimer(3 * month, callback);
    vi.advanceTimersByTime(2 * month);
    cancel();
    vi.advanceTimersByTime(3 * month);
    expect(callback).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('of no or negative delay fire in the next turn, not in this one', () => {
    const callback = vi.fn();
    systemClock.setTimer(-5, callback);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledOnce();
  });
});

it('uptime is in milliseconds and does not run backwards', () => {
  const before = systemClock.uptime();
  expect(Number.isInteger(before)).toBe(true);
  expect(systemClock.uptime()).toBeGreaterThanOrEqual(before);
});
