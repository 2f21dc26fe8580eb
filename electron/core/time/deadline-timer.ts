import type { Clock } from '../ports.ts';

/**
 * A timer counts time awake, not time: after sleep or when the clock was set it is late. While something is due at
 * all, it is looked at this often at the least; power events do the rest. Far below setTimeout's limit of 2^31 ms.
 */
const longestWait = 10 * 60_000;

/** The one timer of the core: wakes it for its nearest deadline. */
export class DeadlineTimer {
  readonly #clock: Clock;
  readonly #onDue: () => void;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** `delay` in ms from now; null: nothing to wait for. Replaces what was armed before. */
  arm(delay: number | null): void {
    this.#cancel?.();
    this.#cancel = null;
    if (delay === null) return;
    this.#cancel = this.#clock.setTimer(Math.min(Math.max(Math.ceil(delay), 1), longestWait), () => {
      this.#cancel = null;
      this.#onDue();
    });
  }
}
