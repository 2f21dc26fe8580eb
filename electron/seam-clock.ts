import type { Clock } from './core/ports.ts';

interface Timer {
  /** On this clock's uptime. */
  due: number;
  readonly callback: () => void;
  cancelReal: () => void;
}

/** A clock that end-to-end tests move. Left alone it runs as the one it wraps. */
export class SeamClock implements Clock {
  readonly #real: Clock;
  readonly #timers = new Set<Timer>();
  #wallOffset = 0;
  #uptimeOffset = 0;

  constructor(real: Clock) {
    this.#real = real;
  }

  now(): number {
    return this.#real.now() + this.#wallOffset;
  }

  uptime(): number {
    return this.#real.uptime() + this.#uptimeOffset;
  }

  setTimer(delay: number, callback: () => void): () => void {
    const timer: Timer = { due: this.uptime() + delay, callback, cancelReal: () => {} };
    this.#timers.add(timer);
    this.#arm(timer);
    return () => this.#drop(timer);
  }

  /** Time passes awake: timers fall due one after the other, each with its consequences before the next. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.uptime() + milliseconds;
    for (;;) {
      const next = [...this.#timers].sort((one, other) => one.due - other.due)[0];
      if (next === undefined || next.due > end) break;
      this.#move(Math.max(0, next.due - this.uptime()));
      this.#fire(next);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    this.#move(Math.max(0, end - this.uptime()));
    for (const timer of this.#timers) this.#arm(timer);
  }

  /** Time passes asleep: both clocks move on, timers do not. */
  sleep(milliseconds: number): void {
    this.#move(milliseconds);
    for (const timer of this.#timers) timer.due += milliseconds;
  }

  /** Somebody sets the machine's clock. */
  shiftWallClock(milliseconds: number): void {
    this.#wallOffset += milliseconds;
  }

  #move(milliseconds: number): void {
    this.#wallOffset += milliseconds;
    this.#uptimeOffset += milliseconds;
  }

  #arm(timer: Timer): void {
    timer.cancelReal();
    timer.cancelReal = this.#real.setTimer(Math.max(0, timer.due - this.uptime()), () => this.#fire(timer));
  }

  #fire(timer: Timer): void {
    if (!this.#timers.has(timer)) return;
    this.#drop(timer);
    timer.callback();
  }

  #drop(timer: Timer): void {
    timer.cancelReal();
    this.#timers.delete(timer);
  }
}
