/**
 * How often something was used, fading with time: each use counts 1 and loses half of that in every half-life. One number
 * and the moment it was true are enough, whatever the number of uses.
 */
export interface Frecency {
  readonly score: number;
  /** Epoch ms. */
  readonly at: number;
}

/** ms in which a use comes to count half: a week, so that last week's project makes way for this week's. */
export const frecencyHalfLife = 7 * 24 * 60 * 60_000;

/** What is left of it. A clock set back adds nothing. */
export function scoreAt({ score, at }: Frecency, now: number): number {
  return score * 2 ** (-Math.max(0, now - at) / frecencyHalfLife);
}

/** With one use more; `before`: null when this is the first. */
export function addUse(before: Frecency | null, now: number): Frecency {
  return { score: (before === null ? 0 : scoreAt(before, now)) + 1, at: now };
}
