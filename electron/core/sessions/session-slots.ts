import type { Clock } from '../ports.ts';
import { heldOf, idle, type Session, type SessionEvent, transition } from './session-machine.ts';

/** What is known of one profile's session. */
export interface Slot {
  readonly session: Session;
  /** Identity of what was asked for last; null: nothing yet. */
  readonly plannedAs: string | null;
  /** Epoch ms by our clock. */
  readonly lastUsedAt: number;
}

interface Dependencies {
  readonly clock: Clock;
  /** Something a view shows has changed. */
  readonly onChanged: () => void;
  /** What is held has changed. */
  readonly onHeldChanged: () => void;
}

const usesToldAfter = 60_000;

/** The sessions there are, by profile; each changed by its machine's events only. */
export class SessionSlots implements Iterable<readonly [string, Slot]> {
  readonly #deps: Dependencies;
  readonly #slots = new Map<string, Slot>();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  [Symbol.iterator](): Iterator<readonly [string, Slot]> {
    return this.#slots[Symbol.iterator]();
  }

  get(profileId: string): Slot | undefined {
    return this.#slots.get(profileId);
  }

  /** An empty one where there is none. */
  at(profileId: string): Slot {
    return (
      this.#slots.get(profileId) ?? { session: idle, plannedAs: null, lastUsedAt: this.#deps.clock.now() }
    );
  }

  apply(profileId: string, event: SessionEvent): void {
    const slot = this.at(profileId);
    const session = transition(slot.session, event);
    this.#slots.set(profileId, { ...slot, session });
    if (heldOf(session) !== heldOf(slot.session)) this.#deps.onHeldChanged();
    this.#deps.onChanged();
  }

  asked(profileId: string, identity: string): void {
    this.#slots.set(profileId, { ...this.at(profileId), plannedAs: identity });
  }

  used(profileId: string): void {
    const slot = this.at(profileId);
    const now = this.#deps.clock.now();
    this.#slots.set(profileId, { ...slot, lastUsedAt: now });
    // Programs ask many times a second; nobody needs to see each.
    if (Math.abs(now - slot.lastUsedAt) >= usesToldAfter) this.#deps.onChanged();
  }

  /** From what was kept over a restart. */
  restore(profileId: string, slot: Slot): void {
    this.#slots.set(profileId, slot);
  }

  /** What is held goes with it. */
  remove(profileId: string): void {
    this.apply(profileId, { type: 'dropped' });
    this.#slots.delete(profileId);
  }
}
