import { describe, expect, it, vi } from 'vitest';
import { nextCountdownChange, secondsLeft } from '../../shared/countdown.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { createTicker, type Ticker } from './ticker.ts';

function watchCountdown(ticker: Ticker, expiresAt: number) {
  const seen: number[] = [];
  const stop = ticker.watch({
    nextChange: (now) => nextCountdownChange(expiresAt, now),
    tick: () => seen.push(secondsLeft(expiresAt, ticker.now())),
  });
  return { seen, stop };
}

describe('createTicker', () => {
  it('ticks right at each second of the last hour, and no more after the expiry', () => {
    const clock = createFakeClock();
    const { seen } = watchCountdown(createTicker(clock), clock.now() + 3_400);
    clock.advance(10_000);
    expect(seen).toEqual([3, 2, 1, 0]);
    expect(clock.timers()).toBe(0);
  });

  it('ticks a countdown in minutes only when the minute changes', () => {
    const clock = createFakeClock();
    const { seen } = watchCountdown(createTicker(clock), clock.now() + 2 * 3_600_000 + 30_000);
    clock.advance(120_000);
    expect(seen).toHaveLength(2);
  });

  it('keeps one timer however many watch', () => {
    const clock = createFakeClock();
    const ticker = createTicker(clock);
    const watches = [5_000, 5_250, 9_000].map((left) => watchCountdown(ticker, clock.now() + left));
    expect(clock.timers()).toBe(1);
    for (const { stop } of watches) stop();
    expect(clock.timers()).toBe(0);
  });

  it('rests while the window is hidden, and is right at once when it is shown', () => {
    const clock = createFakeClock();
    const { seen } = watchCountdown(createTicker(clock), clock.now() + 100_000);
    clock.setVisible(false);
    clock.advance(1);
    expect(clock.timers()).toBe(0);
    clock.advance(40_000);
    expect(seen.length).toBeLessThanOrEqual(1);
    clock.setVisible(true);
    expect(seen.at(-1)).toBe(60);
  });

  it.each([-7_200_000, 7_200_000])('notices within a second that the clock was set by %d ms', (jump) => {
    const clock = createFakeClock();
    const { seen } = watchCountdown(createTicker(clock), clock.now() + 4 * 3_600_000);
    clock.advance(500);
    clock.jump(jump);
    clock.advance(1_000);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.at(-1)).toBeCloseTo(4 * 3_600 - jump / 1_000 - 1, -1);
  });

  it('lets a watch be stopped from within a tick', () => {
    const clock = createFakeClock();
    const ticker = createTicker(clock);
    const tick = vi.fn(() => stop());
    const stop = ticker.watch({ nextChange: (now) => now + 1_000, tick });
    clock.advance(5_000);
    expect(tick).toHaveBeenCalledTimes(1);
  });
});
