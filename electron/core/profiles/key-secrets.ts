import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { LongTermCredentials } from '../credentials.ts';
import type { SecretStore } from '../ports.ts';
import type { AccessKey, SecretSlot } from '../store-ports.ts';

type Kept = Pick<AccessKey, 'id' | 'accessKeyId' | 'kept' | 'secretSlot'>;

/**
 * Where secrets of access keys are: in the OS keychain, or in memory for this run. A key that was never rotated has
 * one place, with its secret. A rotation puts the next key beside it, into one of two further places that hold id and
 * secret in one entry, so that one write is enough to lose neither.
 */
export class KeySecrets {
  readonly #store: SecretStore;
  readonly #inMemory = new Map<string, Secret>();

  constructor(store: SecretStore) {
    this.#store = store;
  }

  /** Null: none is there. Errors: keychain-*. */
  async get(key: Kept): Promise<Result<Secret | null>> {
    if (key.secretSlot === undefined) return this.#read(key, placeOf(key.id));
    const found = await this.#readPair(key, key.secretSlot);
    if (!found.ok) return found;
    return succeed(found.value?.accessKeyId === key.accessKeyId ? found.value.secretAccessKey : null);
  }

  async set(key: Kept, secret: Secret): Promise<Result<undefined>> {
    const text = key.secretSlot === undefined ? secret : pairText(key.accessKeyId, secret);
    return this.#write(key, placeOf(key.id, key.secretSlot), text);
  }

  /** What a rotation has put beside the key; null: nothing. */
  next(key: Kept): Promise<Result<LongTermCredentials | null>> {
    return this.#readPair(key, nextSlot(key));
  }

  setNext(key: Kept, { accessKeyId, secretAccessKey }: LongTermCredentials): Promise<Result<undefined>> {
    return this.#write(key, placeOf(key.id, nextSlot(key)), pairText(accessKeyId, secretAccessKey));
  }

  /** Every place but the one in use. */
  async removeOthers(key: Kept): Promise<Result<undefined>> {
    for (const slot of [undefined, 1, 2] as const) {
      if (slot === key.secretSlot) continue;
      const removed = await this.#remove(key, placeOf(key.id, slot));
      if (!removed.ok) return removed;
    }
    return succeed();
  }

  async forget(key: Kept & Pick<AccessKey, 'rotation'>): Promise<Result<undefined>> {
    if (key.secretSlot !== undefined || key.rotation !== undefined) {
      const others = await this.removeOthers(key);
      if (!others.ok) return others;
    }
    return this.#remove(key, placeOf(key.id, key.secretSlot));
  }

  isInMemory({ id, secretSlot }: Pick<AccessKey, 'id' | 'secretSlot'>): boolean {
    return this.#inMemory.has(placeOf(id, secretSlot));
  }

  async #readPair(key: Kept, slot: SecretSlot): Promise<Result<LongTermCredentials | null>> {
    const found = await this.#read(key, placeOf(key.id, slot));
    if (!found.ok || found.value === null) return found.ok ? succeed(null) : fail(found.error);
    const text = found.value.reveal();
    const end = text.indexOf(' ');
    return succeed(
      end < 1 ? null : { accessKeyId: text.slice(0, end), secretAccessKey: new Secret(text.slice(end + 1)) },
    );
  }

  async #read({ kept }: Kept, place: string): Promise<Result<Secret | null>> {
    return kept === 'keychain' ? this.#store.get(place) : succeed(this.#inMemory.get(place) ?? null);
  }

  async #write({ kept }: Kept, place: string, text: Secret): Promise<Result<undefined>> {
    if (kept !== 'keychain') {
      this.#inMemory.set(place, text);
      return succeed();
    }
    const written = await this.#store.set(place, text);
    if (written.ok) this.#inMemory.delete(place);
    return written;
  }

  async #remove({ kept }: Kept, place: string): Promise<Result<undefined>> {
    this.#inMemory.delete(place);
    return kept === 'keychain' ? this.#store.remove(place) : succeed();
  }
}

/** Where the key that comes next is put. */
export function nextSlot({ secretSlot }: Pick<AccessKey, 'secretSlot'>): SecretSlot {
  return secretSlot === 1 ? 2 : 1;
}

function placeOf(id: string, slot?: SecretSlot): string {
  return slot === undefined ? `access-key/${id}` : `access-key/${id}/${slot}`;
}

function pairText(accessKeyId: string, secret: Secret): Secret {
  return new Secret(`${accessKeyId} ${secret.reveal()}`);
}
