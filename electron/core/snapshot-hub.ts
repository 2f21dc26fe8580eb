import type { Slices, Snapshot, SnapshotChange } from '../../shared/views.ts';

type Listener = (change: SnapshotChange) => void;

/**
 * The state that windows and the tray see, under one revision. A subscriber that asks for `current()` after
 * subscribing and drops changes that are not newer than it never misses and never goes back.
 */
export class SnapshotHub {
  #current: Snapshot;
  readonly #listeners = new Set<Listener>();

  constructor(initial: Slices) {
    this.#current = { revision: 1, ...initial };
  }

  current(): Snapshot {
    return this.#current;
  }

  /** Publishes the slices that differ by content; publishing what is already there tells nobody. */
  publish(slices: Partial<Slices>): void {
    const changed = Object.fromEntries(
      Object.entries(slices).filter(([name, value]) => !isSame(value, this.#current[name as keyof Slices])),
    ) as Partial<Slices>;
    if (Object.keys(changed).length === 0) return;
    const revision = this.#current.revision + 1;
    this.#current = { ...this.#current, ...changed, revision };
    for (const listener of [...this.#listeners]) listener({ revision, slices: changed });
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Parts that did not change hand out the same object again, also within a list of thousands; the others are small. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((element, index) => isSame(element, other[index]));
  }
  const fields = Object.entries(one);
  return (
    fields.length === Object.keys(other).length &&
    fields.every(([name, value]) => Object.hasOwn(other, name) && isSame(value, Reflect.get(other, name)))
  );
}
