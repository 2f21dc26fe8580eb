/** A renewal in the background that is due. Times are epoch ms by AWS's clock. */
export interface DueRenewal {
  readonly id: string;
  /** When what is held ends. */
  readonly endsAt: number;
  readonly lastUsedAt: number;
}

/** So many begin together; after them one at a time. */
const atOnce = 4;
const underWayAtMost = 4;
/** Ms between two that wait for their turn: 200 sessions take 50 s. */
const usualStep = 250;
/** Never more than 50 in a second, even when all end in a moment. */
const shortestStep = 20;
/** Ms that a renewal is given before the end. */
const lead = 15_000;
/** This near to its end none waits for others that are under way. */
const pressing = 60_000;

/**
 * Spreads renewals that fall due together, as they do after sleep: AWS counts calls, and answers a burst with
 * Throttling. What ends first goes first, of those with one end what was used last; the first few go at once, the
 * others by turns with a jitter, and no turn is later than the session's end. Whoever asks for a session does not come
 * by here: that call is made at once.
 */
export class RenewalPace {
  readonly #random: () => number;
  readonly #turns = new Map<string, number>();
  readonly #underWay = new Set<string>();
  /** When the next turn is free, if they were a step apart. */
  #free = Number.NEGATIVE_INFINITY;

  /** @param random from 0 to below 1. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Which of all that are due begin now. Each is to be reported by `ended`. */
  begin(due: readonly DueRenewal[], now: number): readonly string[] {
    const ids = new Set(due.map(({ id }) => id));
    for (const id of this.#turns.keys()) if (!ids.has(id)) this.#turns.delete(id);
    this.#giveTurns(due, now);
    const begun: string[] = [];
    for (const { id, endsAt } of inOrder(due)) {
      const turn = this.#turns.get(id) ?? now;
      if (turn > now || this.#underWay.has(id)) continue;
      if (this.#underWay.size >= underWayAtMost && endsAt - now > pressing) continue;
      this.#turns.delete(id);
      this.#underWay.add(id);
      begun.push(id);
    }
    return begun;
  }

  ended(id: string): void {
    this.#underWay.delete(id);
  }

  /** Not before this is one that is due to begin. What waits for another to end is looked at then, or when it presses. */
  turnOf({ id, endsAt }: Pick<DueRenewal, 'id' | 'endsAt'>, now: number): number | null {
    const turn = this.#turns.get(id);
    if (turn === undefined) return null;
    return turn > now || this.#underWay.size < underWayAtMost ? turn : Math.max(turn, endsAt - pressing);
  }

  /** After sleep: turns that went by are given anew, so that they are not all taken now. */
  startOver(now: number): void {
    for (const [id, turn] of this.#turns) if (turn <= now) this.#turns.delete(id);
  }

  #giveTurns(due: readonly DueRenewal[], now: number): void {
    const fresh = inOrder(due.filter(({ id }) => !this.#turns.has(id) && !this.#underWay.has(id)));
    if (fresh.length === 0) return;
    const step = stepFor(fresh, Math.max(now, this.#free), now);
    for (const { id, endsAt } of fresh) {
      const free = Math.max(this.#free, now - (atOnce - 1) * step);
      const jitter = free > now ? this.#random() * step : 0;
      this.#turns.set(id, Math.max(now, Math.min(free + jitter, endsAt - lead)));
      this.#free = free + step;
    }
  }
}

/** So short that the last of them has its turn in time. */
function stepFor(fresh: readonly DueRenewal[], from: number, now: number): number {
  const steps = fresh.map(({ endsAt }, index) => (endsAt - lead - Math.max(from, now)) / (index + 1));
  return Math.max(shortestStep, Math.min(usualStep, ...steps));
}

function inOrder(due: readonly DueRenewal[]): readonly DueRenewal[] {
  return due.toSorted((one, other) => one.endsAt - other.endsAt || other.lastUsedAt - one.lastUsedAt);
}
