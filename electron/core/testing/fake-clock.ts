import type { Clock } from '../ports.ts';

interface Timer {
  readonly dueAwake: number;
  readonly callback: () => void;
}

/**
 * A machine's time, moved by the test. True time runs on; the machine's clock may be set to something else; timers
 * count time awake only, as the real ones do.
 */
export class FakeClock implements Clock {
  #trueTime: number;
  #setOff = 0;
  #awake = 0;
  readonly #booted: number;
  readonly #timers = new Set<Timer>();

  constructor(start = Date.UTC(2026, 4, 4, 9, 0, 0)) {
    this.#trueTime = start;
    this.#booted = start - 3_600_000;
  }

  /** What AWS's clock reads. */
  trueTime(): number {
    return this.#trueTime;
  }

  now(): number {
    return this.#trueTime + this.#setOff;
  }

  uptime(): number {
    return this.#trueTime - this.#booted;
  }

  setTimer(delay: number, callback: () => void): () => void {
    const timer = { dueAwake: this.#awake + delay, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Time passes with the machine awake; due timers fire in order, and what they set in motion settles. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.#awake + milliseconds;
    for (;;) {
      await settled();
      const next = [...this.#timers].sort((a, b) => a.dueAwake - b.dueAwake)[0];
      if (next === undefined || next.dueAwake > until) break;
      this.#move(next.dueAwake - this.#awake);
      this.#timers.delete(next);
      next.callback();
    }
    this.#move(until - this.#awake);
    await settled();
  }

  /** Time passes without the machine noticing: no timer counts it. */
  sleep(milliseconds: number): void {
    this.#trueTime += milliseconds;
  }

  /** Somebody sets the machine's clock, forward or back. */
  set(byMilliseconds: number): void {
    this.#setOff += byMilliseconds;
  }

  #move(milliseconds: number): void {
    this.#awake += milliseconds;
    this.#trueTime += milliseconds;
  }
}

/** Until promises that wait for nothing outside have run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
