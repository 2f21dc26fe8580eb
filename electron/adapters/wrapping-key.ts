import { randomBytes, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { SecretStore } from '../core/ports.ts';
import { errorCode, storageWriteFailed } from './kept-aside.ts';
import type { WrappingKey } from './sealed-file.ts';

/** What every sealed file's name ends in; one that was put aside ends in something else. */
export const sealedEnding = '.vault';

export interface KeychainWrappingKeyOptions {
  /** Where the sealed files are, all of them. */
  readonly folder: string;
  readonly secretStore: SecretStore;
}

/** The keychain's entry: `KEY-ID.BASE64`. */
const keyEntry = 'wrapping-key';

/**
 * The one key under which all sealed files are, held by the keychain only. It is made only while there is no sealed
 * file at all: a new key beside an old file would lose that file, and a keychain without the key is most likely
 * another keychain than before.
 */
export class KeychainWrappingKey {
  readonly #folder: string;
  readonly #secretStore: SecretStore;
  /** Two files that are begun at once get one key. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor({ folder, secretStore }: KeychainWrappingKeyOptions) {
    this.#folder = folder;
    this.#secretStore = secretStore;
  }

  /** Null: the keychain is open and has none. Errors: keychain-locked, -unavailable, -failed, -changed. */
  async kept(): Promise<Result<WrappingKey | null>> {
    const entry = await this.#secretStore.get(keyEntry);
    if (!entry.ok) return entry;
    if (entry.value === null) return succeed(null);
    const [id = '', encoded = ''] = entry.value.reveal().split('.');
    const bytes = Buffer.from(encoded, 'base64');
    return bytes.length === 32 ? succeed({ id, bytes }) : fail(appError('keychain-changed'));
  }

  /** The kept one, or a new one. Errors: as `kept`, and storage-write-failed where the folder can't be looked into. */
  forSealing(): Promise<Result<WrappingKey>> {
    const turn = this.#queue.then(() => this.#keptOrNew());
    this.#queue = turn.catch(() => {});
    return turn;
  }

  async #keptOrNew(): Promise<Result<WrappingKey>> {
    const kept = await this.kept();
    if (!kept.ok) return kept;
    if (kept.value !== null) return succeed(kept.value);
    const sealed = await this.#anySealedFile();
    if (!sealed.ok) return sealed;
    if (sealed.value) return fail(appError('keychain-changed'));
    const minted: WrappingKey = { id: randomUUID(), bytes: randomBytes(32) };
    const entry = new Secret(`${minted.id}.${minted.bytes.toString('base64')}`);
    const set = await this.#secretStore.set(keyEntry, entry);
    return set.ok ? succeed(minted) : set;
  }

  /** By their ending, so that one that only a newer version knows counts too. */
  async #anySealedFile(): Promise<Result<boolean>> {
    try {
      return succeed((await readdir(this.#folder)).some((name) => name.endsWith(sealedEnding)));
    } catch (error) {
      return errorCode(error) === 'ENOENT'
        ? succeed(false)
        : fail(storageWriteFailed('sealed-folder', error));
    }
  }
}
