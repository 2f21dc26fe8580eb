import type { RendererClock } from '../state/clock.ts';

export interface FakeClock extends RendererClock {
  /** Lets time pass, firing what falls due on the way. */
  readonly advance: (milliseconds: number) => void;
  /** Sets the machine's clock, as a person or a time server does; no timer notices. */
  readonly jump: (milliseconds: number) => void;
  readonly setVisible: (visible: boolean) => void;
  readonly timers: () => number;
}

export function createFakeClock(start = 1_800_000_000_000): FakeClock {
  let now = start;
  let steady = 0;
  let visible = true;
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  const listeners = new Set<() => void>();
  return {
    now: () => now,
    steady: () => steady,
    setTimer: (delay, callback) => {
      const timer = { at: steady + Math.max(0, delay), callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    isVisible: () => visible,
    onVisibilityChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    advance: (milliseconds) => {
      const end = steady + milliseconds;
      for (;;) {
        const next = [...timers].sort((left, right) => left.at - right.at)[0];
        if (next === undefined || next.at > end) break;
        timers.delete(next);
        now += next.at - steady;
        steady = next.at;
        next.callback();
      }
      now += end - steady;
      steady = end;
    },
    jump: (milliseconds) => {
      now += milliseconds;
    },
    setVisible: (next) => {
      visible = next;
      for (const listener of [...listeners]) listener();
    },
    timers: () => timers.size,
  };
}
