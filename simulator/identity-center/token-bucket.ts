/** Calls that may come at once, and how many more each second. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** Fills by the simulated clock. */
export class TokenBucket {
  #rate: Rate | null;
  #tokens: number;
  #filledAt: number | null = null;

  constructor(rate: Rate) {
    this.#rate = rate;
    this.#tokens = rate.burst;
  }

  /** Null: no limit. The bucket is full again. */
  set(rate: Rate | null): void {
    this.#rate = rate;
    this.#tokens = rate?.burst ?? 0;
    this.#filledAt = null;
  }

  /** Whether one more call is let through now, epoch ms. */
  take(now: number): boolean {
    if (this.#rate === null) return true;
    const { burst, perSecond } = this.#rate;
    const since = Math.max(0, now - (this.#filledAt ?? now));
    this.#tokens = Math.min(burst, this.#tokens + (since * perSecond) / 1000);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
