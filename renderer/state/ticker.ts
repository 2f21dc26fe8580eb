import type { RendererClock } from './clock.ts';

/** Something shown that changes as time passes. */
export interface Watch {
  /** The next moment, epoch ms, at which it looks different; Infinity when it no longer will. */
  readonly nextChange: (now: number) => number;
  readonly tick: () => void;
}

export interface Ticker {
  readonly now: () => number;
  readonly watch: (watch: Watch) => () => void;
}

/** A longer sleep than this would let a clock that was set, or a machine that slept, go unnoticed. */
const longestSleep = 1_000;
/** Timers may come a little early; the moment itself must have passed. */
const timerSlack = 1;

/**
 * One timer for every countdown in the window. It wakes at the nearest moment at which something looks different,
 * at least each second so that a clock jump shows at once, and not at all while nothing is watched or the window is
 * hidden.
 */
export function createTicker(clock: RendererClock): Ticker {
  const watches = new Set<Watch>();
  const due = new Map<Watch, number>();
  let stopTimer: (() => void) | null = null;
  let stopVisibility: (() => void) | null = null;
  let lastNow = clock.now();
  let lastSteady = clock.steady();

  const jumped = (): boolean => {
    const now = clock.now();
    const steady = clock.steady();
    const drift = now - lastNow - (steady - lastSteady);
    lastNow = now;
    lastSteady = steady;
    return Math.abs(drift) > longestSleep / 2;
  };

  const arm = (): void => {
    stopTimer?.();
    stopTimer = null;
    if (watches.size === 0 || !clock.isVisible()) return;
    const nearest = Math.min(...due.values());
    if (nearest === Number.POSITIVE_INFINITY) return;
    const delay = Math.max(0, Math.min(longestSleep, nearest - clock.now() + timerSlack));
    stopTimer = clock.setTimer(delay, wake);
  };

  const rethink = (everything: boolean): void => {
    const now = clock.now();
    const past = everything ? [...watches] : [...watches].filter((watch) => (due.get(watch) ?? 0) <= now);
    for (const watch of past) {
      if (watches.has(watch)) due.set(watch, watch.nextChange(now));
    }
    for (const watch of past) {
      if (watches.has(watch)) watch.tick();
    }
    arm();
  };

  const wake = (): void => rethink(jumped());

  return {
    now: clock.now,
    watch: (watch) => {
      watches.add(watch);
      due.set(watch, watch.nextChange(clock.now()));
      stopVisibility ??= clock.onVisibilityChange(() => {
        jumped();
        rethink(true);
      });
      arm();
      return () => {
        watches.delete(watch);
        due.delete(watch);
        if (watches.size === 0) {
          stopVisibility?.();
          stopVisibility = null;
        }
        arm();
      };
    },
  };
}
