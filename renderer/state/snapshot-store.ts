import type { AppError } from '../../shared/errors.ts';
import type { Snapshot, SnapshotChange } from '../../shared/views.ts';
import type { WindowApi } from '../../shared/window-api.ts';
import { keepEqual } from './keep-equal.ts';
import { createValueStore, type ValueStore } from './value-store.ts';

export type Loaded =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'ready'; readonly snapshot: Snapshot };

export interface SnapshotStore extends Pick<ValueStore<Loaded>, 'get' | 'subscribe'> {
  /** Subscribes, then asks for the snapshot. Answers with the way to stop. */
  readonly start: () => () => void;
  /** Asks again after a failure. */
  readonly reload: () => void;
}

/**
 * Holds what main last said. Events can overtake the answer to `snapshot.get` and the answer can overtake events, so
 * whatever is not newer than what is held is dropped; and since each change carries only the slices that changed, one
 * that does not directly follow what is held means that an event was missed, and the whole snapshot is asked for again.
 */
export function createSnapshotStore(api: Pick<WindowApi, 'snapshot' | 'onSnapshotChanged'>): SnapshotStore {
  const store = createValueStore<Loaded>({ kind: 'loading' });
  let waiting: SnapshotChange[] = [];
  let asking = false;

  const apply = (snapshot: Snapshot): void => {
    const newer = waiting.filter((change) => change.revision > snapshot.revision);
    newer.sort((left, right) => left.revision - right.revision);
    let current = snapshot;
    while (newer[0]?.revision === current.revision + 1) {
      const change = newer.shift();
      if (change !== undefined) current = { ...current, ...change.slices, revision: change.revision };
    }
    waiting = newer;
    const held = store.get();
    store.set({
      kind: 'ready',
      snapshot: held.kind === 'ready' ? keepEqual(held.snapshot, current) : current,
    });
  };

  const ask = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    const answer = await api.snapshot.get({});
    asking = false;
    if (!answer.ok) {
      // What is already shown stays: it is old, not wrong.
      if (store.get().kind !== 'ready') store.set({ kind: 'failed', error: answer.error });
      return;
    }
    const held = store.get();
    apply(
      held.kind === 'ready' && held.snapshot.revision > answer.value.revision ? held.snapshot : answer.value,
    );
    if (waiting.length > 0) void ask();
  };

  const receive = (change: SnapshotChange): void => {
    const held = store.get();
    waiting.push(change);
    if (held.kind !== 'ready') return;
    apply(held.snapshot);
    if (waiting.length > 0) void ask();
  };

  return {
    get: store.get,
    subscribe: store.subscribe,
    start: () => {
      const stop = api.onSnapshotChanged(receive);
      void ask();
      return stop;
    },
    reload: () => {
      store.set({ kind: 'loading' });
      void ask();
    },
  };
}
