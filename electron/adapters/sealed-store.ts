import { createHash } from 'node:crypto';
import { copyFile, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type AppError, appError, type ThingCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { Clock } from '../core/ports.ts';
import type { Loaded } from '../core/store-ports.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { type AsideReason, asideName, errorCode, storageWriteFailed } from './kept-aside.ts';
import { SealedFile, type SealedRecord, type WrappingKey } from './sealed-file.ts';
import { type KeychainWrappingKey, sealedEnding } from './wrapping-key.ts';

export interface SealedStoreOptions {
  readonly folder: string;
  readonly clock: Clock;
  /** One for all sealed files of the folder. */
  readonly wrappingKey: KeychainWrappingKey;
  readonly write?: (path: string, bytes: string) => Promise<void>;
}

/** What one kind of sealed file holds. */
export interface SealedFormat<Item> {
  /** Part of each record's additional data, and the file's name without its ending. */
  readonly kind: string;
  /** In words: the file, and a part of it, such as “The file of saved sessions”, “A part of the saved sessions”. */
  readonly what: { readonly file: ThingCode; readonly part: ThingCode };
  /** The name tells a record from every other of the file. */
  readonly write: (item: Item) => SealedRecord;
  /** Null: not what `write` made. */
  readonly read: (record: SealedRecord) => Item | null;
}

/**
 * A list on disk, sealed under a key that only the keychain holds.
 *
 * Load first. Until what is there has been opened, nothing is written: `save` answers with the reason why `load`
 * failed, and the caller loads again when the keychain has changed. Without a keychain nothing is kept over restarts.
 */
export class SealedStore<Item> {
  readonly path: string;
  readonly #format: SealedFormat<Item>;
  readonly #clock: Clock;
  readonly #wrappingKey: KeychainWrappingKey;
  readonly #write: (path: string, bytes: string) => Promise<void>;
  /** Of this file; stays usable when the keychain is locked later. */
  #key: WrappingKey | null = null;
  /** Why what is on disk must stay; null: it was opened, or there was nothing. */
  #unopened: AppError | null = appError('keychain-locked');
  /** What could not be opened was moved out of the way: it is safe to write. */
  #setAside = false;
  /** Hash of what is on disk, in clear; null: no file. */
  #onDisk: string | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #newest: readonly Item[] = [];

  constructor(options: SealedStoreOptions, format: SealedFormat<Item>) {
    this.path = join(options.folder, `${format.kind}${sealedEnding}`);
    this.#format = format;
    this.#clock = options.clock;
    this.#wrappingKey = options.wrappingKey;
    this.#write = options.write ?? writeFileAtomically;
  }

  load(): Promise<Result<Loaded<readonly Item[]>>> {
    return this.#inTurn(async () => {
      this.#unopened = null;
      const loaded = await this.#load();
      if (!loaded.ok && !this.#setAside) this.#unopened = loaded.error;
      return loaded;
    });
  }

  /** Of several that wait for their turn, the last one's items are written, once. */
  save(items: readonly Item[]): Promise<Result<undefined>> {
    this.#newest = items;
    return this.#inTurn(() => this.#save(this.#newest));
  }

  /** The key stays as it is, as long as another file is sealed under it. */
  startOver(): Promise<Result<undefined>> {
    return this.#inTurn(async () => {
      try {
        await this.#putAside('put-aside');
      } catch (error) {
        if (errorCode(error) !== 'ENOENT') return fail(storageWriteFailed(this.#format.what.file, error));
      }
      this.#unopened = null;
      this.#key = null;
      this.#onDisk = null;
      return succeed();
    });
  }

  async #load(): Promise<Result<Loaded<readonly Item[]>>> {
    this.#setAside = false;
    this.#onDisk = null;
    const text = await this.#read();
    if (!text.ok) return text;
    if (text.value === null) return succeed({ document: [], problem: null });
    const parsed = SealedFile.parse(text.value, this.#format.kind);
    switch (parsed.kind) {
      case 'newer':
        return fail(
          appError('storage-from-newer-version', { what: this.#format.what.file, keptAt: this.path }),
        );
      case 'corrupt':
        return this.#corrupt();
      case 'sealed':
        return this.#open(parsed.file);
    }
  }

  async #read(): Promise<Result<string | null>> {
    try {
      return succeed(await readFile(this.path, 'utf8'));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return succeed(null);
      const { file } = this.#format.what;
      return fail(appError('storage-corrupt', { what: file, keptAt: this.path, reason: errorCode(error) }));
    }
  }

  async #open(file: SealedFile): Promise<Result<Loaded<readonly Item[]>>> {
    const key = await this.#wrappingKey.kept();
    if (!key.ok) return key;
    if (key.value?.id !== file.keyId) return fail(appError('keychain-changed'));
    const { records, damaged } = file.open(key.value);
    if (damaged > 0 && records.length === 0) return this.#corrupt();

    const items = records.map(this.#format.read).filter((item) => item !== null);
    this.#key = key.value;
    const problem = damaged > 0 || items.length < records.length ? await this.#keepDamaged() : null;
    this.#onDisk = problem === null ? hash(items.map(this.#format.write)) : 'damaged';
    return succeed({ document: items, problem });
  }

  async #save(items: readonly Item[]): Promise<Result<undefined>> {
    if (this.#unopened !== null) return fail(this.#unopened);
    const records = items.map(this.#format.write);
    const digest = hash(records);
    if (digest === this.#onDisk || (items.length === 0 && this.#onDisk === null)) return succeed();
    const key = await this.#keyForSealing();
    if (!key.ok) return key;
    try {
      await this.#write(this.path, SealedFile.seal(this.#format.kind, key.value, records));
    } catch (error) {
      return fail(storageWriteFailed(this.#format.what.file, error));
    }
    this.#onDisk = digest;
    return succeed();
  }

  async #keyForSealing(): Promise<Result<WrappingKey>> {
    if (this.#key !== null) return succeed(this.#key);
    const key = await this.#wrappingKey.forSealing();
    if (key.ok) this.#key = key.value;
    return key;
  }

  async #corrupt(): Promise<Result<never>> {
    const { file } = this.#format.what;
    try {
      return fail(appError('storage-corrupt', { what: file, keptAt: await this.#putAside('corrupt') }));
    } catch (error) {
      return fail(storageWriteFailed(file, error));
    }
  }

  async #keepDamaged(): Promise<AppError> {
    const keptAt = asideName(this.path, 'corrupt', this.#clock.now());
    await copyFile(this.path, keptAt).catch(() => {});
    return appError('storage-corrupt', { what: this.#format.what.part, keptAt });
  }

  async #putAside(reason: AsideReason): Promise<string> {
    const keptAt = asideName(this.path, reason, this.#clock.now());
    await rename(this.path, keptAt);
    this.#setAside = true;
    return keptAt;
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => {});
    return turn;
  }
}

/** What a record holds, as JSON text; null: it is no JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function hash(records: readonly SealedRecord[]): string {
  return createHash('sha256').update(JSON.stringify(records)).digest('base64');
}
