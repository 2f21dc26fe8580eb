import type { Clock } from '../ports.ts';

interface Anchor {
  readonly awsTime: number;
  readonly uptime: number;
  /** AWS's clock minus ours when it was learned. */
  readonly offset: number;
}

/** Below this the two clocks agree: a Date header has whole seconds and is as old as its way here. */
const agreement = 5_000;
const dateHeaderStep = 1_000;
/**
 * Uptime counts in steps of up to a second. Estimates that differ by less are one: the offset stays as it was, so
 * that a session's end is the same moment each time it is asked for.
 */
const uptimeStep = 1_500;

/**
 * AWS's clock as well as it can be told from here. Expiration is a reading of that clock, not of ours.
 *
 * Two estimates start from the last Date header: our clock corrected by the offset seen then, and the time the
 * machine has been up since. Setting our clock back spoils the first, pausing a virtual machine spoils the second;
 * the later of the two never shows an ended session as live, and a wrong one is mended by the next answer from AWS.
 */
export class AwsTime {
  readonly #clock: Clock;
  #anchor: Anchor | null = null;
  #offset = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes the Date header (epoch ms) of an answer that has just arrived. */
  learn(awsTime: number): void {
    const seen = awsTime - this.#clock.now();
    const offset = Math.abs(seen) < agreement ? 0 : seen + dateHeaderStep;
    this.#anchor = { awsTime: this.#clock.now() + offset, uptime: this.#clock.uptime(), offset };
    this.#offset = offset;
  }

  /** Whether AWS has told its time yet; until then `now` is this machine's. */
  isKnown(): boolean {
    return this.#anchor !== null;
  }

  /** Epoch ms. Rather a moment early than late: what has ended by this must not be served. */
  now(): number {
    return this.#clock.now() + this.#estimate();
  }

  /** What this machine's clock will read when AWS's reads `awsTime`. */
  toLocal(awsTime: number): number {
    return awsTime - this.offset();
  }

  /** AWS's clock minus ours, ms; 0 while nothing else is known. */
  offset(): number {
    const estimate = this.#estimate();
    if (Math.abs(estimate - this.#offset) > uptimeStep) this.#offset = estimate;
    return this.#offset;
  }

  #estimate(): number {
    if (this.#anchor === null) return 0;
    const { awsTime, uptime, offset } = this.#anchor;
    const byUptime = awsTime + (this.#clock.uptime() - uptime) - this.#clock.now();
    return Math.max(offset, byUptime);
  }
}
