import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { Snapshot, SnapshotChange } from '../../shared/views.ts';
import { createFakeApi } from '../testing/fake-api.ts';
import { emptySnapshot, sampleProfile, sampleSession } from '../testing/sample-snapshot.ts';
import { createSnapshotStore } from './snapshot-store.ts';

const names = (snapshot: Snapshot) => snapshot.profiles.map((profile) => profile.name);
const profiles = (...list: string[]) => ({ profiles: list.map((name) => sampleProfile(name, name)) });
const settle = () => new Promise((resolve) => setTimeout(resolve));

/** A store whose snapshot answers wait until the test gives them. */
function setUp() {
  const fake = createFakeApi(emptySnapshot());
  const waiting: ((result: Result<Snapshot>) => void)[] = [];
  fake.answer('snapshot', 'get', () => new Promise((resolve) => waiting.push(resolve)));
  const store = createSnapshotStore(fake.api);
  store.start();
  const at = (revision: number, slices: Partial<Snapshot> = {}): Snapshot => ({
    ...emptySnapshot(),
    ...slices,
    revision,
  });
  const send = (revision: number, slices: SnapshotChange['slices']) => fake.send({ revision, slices });
  const answer = async (result: Result<Snapshot>) => {
    waiting.shift()?.(result);
    await settle();
  };
  const held = () => {
    const loaded = store.get();
    if (loaded.kind !== 'ready') throw new Error(loaded.kind);
    return loaded.snapshot;
  };
  return { store, waiting, at, send, answer, held };
}

describe('createSnapshotStore', () => {
  it('keeps events that overtook the snapshot, and drops those the snapshot already holds', async () => {
    const { at, send, answer, held } = setUp();
    send(4, profiles('too old'));
    send(6, profiles('newer'));
    await answer(succeed(at(5, profiles('snapshot'))));
    expect(names(held())).toEqual(['newer']);
    expect(held().revision).toBe(6);
  });

  it('drops what is not newer than what it holds', async () => {
    const { at, send, answer, held } = setUp();
    await answer(succeed(at(5, profiles('current'))));
    send(5, profiles('same'));
    send(3, profiles('older'));
    expect(names(held())).toEqual(['current']);
    send(6, profiles('next'));
    expect(names(held())).toEqual(['next']);
  });

  it('changes only the slices an event carries', async () => {
    const { at, send, answer, held } = setUp();
    await answer(succeed(at(1, profiles('kept'))));
    const before = held().profiles;
    send(2, { sessions: [sampleSession('kept')] });
    expect(held().profiles).toBe(before);
    expect(held().sessions).toHaveLength(1);
  });

  it('asks for everything again when an event was missed, and ends on the newest', async () => {
    const { at, send, answer, held, waiting } = setUp();
    await answer(succeed(at(1, profiles('one'))));
    send(3, { sessions: [sampleSession('late')] });
    expect(held().revision).toBe(1);
    expect(waiting).toHaveLength(1);
    await answer(succeed(at(3, profiles('two'))));
    expect(names(held())).toEqual(['two']);
    expect(held().revision).toBe(3);
    expect(waiting).toHaveLength(0);
  });

  it('puts events that arrived out of order into order', async () => {
    const { at, send, answer, held } = setUp();
    await answer(succeed(at(1)));
    send(3, profiles('third'));
    send(2, profiles('second'));
    expect(names(held())).toEqual(['third']);
    expect(held().revision).toBe(3);
    await answer(succeed(at(1, profiles('stale answer'))));
    expect(names(held())).toEqual(['third']);
  });

  it('tells a failure while there is nothing to show, and asks again on request', async () => {
    const { at, answer, store } = setUp();
    await answer(fail(appError('internal')));
    expect(store.get()).toMatchObject({ kind: 'failed', error: { code: 'internal' } });
    store.reload();
    expect(store.get().kind).toBe('loading');
    await answer(succeed(at(2)));
    expect(store.get().kind).toBe('ready');
  });

  it('gives what is equal its old identity back', async () => {
    const { at, send, answer, held } = setUp();
    await answer(
      succeed(at(1, { ...profiles('a', 'b'), sessions: [sampleSession('a'), sampleSession('b')] })),
    );
    const [first, second] = held().sessions;
    send(2, { sessions: [sampleSession('b', { state: 'acquiring' }), sampleSession('a')] });
    expect(held().sessions[1]).toBe(first);
    expect(held().sessions[0]).not.toBe(second);
  });
});
