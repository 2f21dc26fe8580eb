import type { Clock } from '../ports.ts';
import { wait } from '../time/wait.ts';

/** A call that was let through; what it learns counts only while nothing newer is known. */
interface Turn {
  readonly era: number;
}

/** Ms between the beginnings of two calls: at first, and at the slowest. */
const firstStep = 60;
const slowestStep = 1_000;
/** Ms that all hold still after the first 429, and at the longest. */
const firstRest = 1_000;
const longestRest = 30_000;
/** 429s in a row, each after a longer rest: about two minutes. */
const patience = 8;

/** Spreads calls over time, and slows all of them down when AWS asks for it. */
export class CallPacer {
  readonly #clock: Clock;
  #step = firstStep;
  #nextAt = Number.NEGATIVE_INFINITY;
  #era = 0;
  #refusals = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when the next call may begin; null: cancelled. */
  async turn(signal: AbortSignal): Promise<Turn | null> {
    for (;;) {
      if (signal.aborted) return null;
      // Uptime: setting the machine's clock must not make anyone wait.
      const now = this.#clock.uptime();
      if (now >= this.#nextAt) {
        this.#nextAt = now + this.#step;
        return { era: this.#era };
      }
      if (!(await wait(this.#clock, this.#nextAt - now, signal))) return null;
    }
  }

  answered(): void {
    this.#refusals = 0;
  }

  /** False: it has been asked for too often. */
  throttled({ era }: Turn): boolean {
    // Of several calls under way, the first tells the news.
    if (era !== this.#era) return true;
    this.#era += 1;
    this.#refusals += 1;
    if (this.#refusals > patience) return false;
    const rest = Math.min(longestRest, firstRest * 2 ** (this.#refusals - 1));
    this.#step = Math.min(slowestStep, this.#step * 2);
    this.#nextAt = this.#clock.uptime() + rest;
    return true;
  }
}
