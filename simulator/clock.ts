/** Epoch milliseconds. */
export interface Clock {
  now(): number;
}

/**
 * AWS's clock as its owner process sees it: real time plus an offset. It can be moved and stopped, but only through
 * this object; nothing that arrives over the network touches it.
 */
export class SimulatorClock implements Clock {
  readonly #realNow: () => number;
  #offset = 0;
  #frozenAt: number | null = null;

  constructor(realNow: () => number = Date.now) {
    this.#realNow = realNow;
  }

  now(): number {
    return this.#frozenAt ?? this.#realNow() + this.#offset;
  }

  /** This clock minus real time, in ms: what a client would have to correct by. */
  get offset(): number {
    return this.now() - this.#realNow();
  }

  /** Moves forward, or back when negative, whether frozen or not. */
  advance(milliseconds: number): void {
    if (this.#frozenAt === null) {
      this.#offset += milliseconds;
    } else {
      this.#frozenAt += milliseconds;
    }
  }

  freeze(): void {
    this.#frozenAt = this.now();
  }

  /** Runs on from the moment it was frozen at. */
  resume(): void {
    if (this.#frozenAt !== null) {
      this.#offset = this.#frozenAt - this.#realNow();
      this.#frozenAt = null;
    }
  }
}
