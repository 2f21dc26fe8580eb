import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { copyFile, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type AppError, appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { Clock, Loaded, SecretStore, SessionCache, StoredSession } from '../core/ports.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { type AsideReason, asideName, errorCode, storageWriteFailed } from './kept-aside.ts';
import { SealedFile, type SealedRecord, type WrappingKey } from './sealed-file.ts';

export interface SealedSessionCacheOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly secretStore: SecretStore;
  readonly write?: (path: string, bytes: string) => Promise<void>;
}

const kind = 'sessions';
const what = 'The file of saved sessions';
/** The keychain's entry: `KEY-ID.BASE64`. */
const keyEntry = 'wrapping-key';

const storedSession = z.object({
  identity: z.string(),
  profileId: z.string(),
  chosenDurationSeconds: z.nullable(z.number()),
  issuedAt: z.number(),
  lastUsedAt: z.number(),
  credentials: z.object({
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
    sessionToken: z.string(),
    expiration: z.number(),
    assumedRoleArn: z.nullable(z.string()),
  }),
});

/**
 * Live sessions on disk, sealed under a key that only the keychain holds.
 *
 * Load first. Until what is there has been opened, nothing is written: `save` answers with the reason why `load`
 * failed, and the caller loads again when the keychain has changed. A wrapping key is made only while there is no sealed file,
 * for a new key beside an old file would lose the file. Without a keychain nothing is kept over restarts.
 */
export class SealedSessionCache implements SessionCache {
  readonly path: string;
  readonly #clock: Clock;
  readonly #secretStore: SecretStore;
  readonly #write: (path: string, bytes: string) => Promise<void>;
  #key: WrappingKey | null = null;
  /** Why what is on disk must stay; null: it was opened, or there was nothing. */
  #unopened: AppError | null = appError('keychain-locked');
  /** What could not be opened was moved out of the way: it is safe to write. */
  #setAside = false;
  /** Hash of what is on disk, in clear; null: no file. */
  #onDisk: string | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #newest: readonly StoredSession[] = [];

  constructor(options: SealedSessionCacheOptions) {
    this.path = join(options.folder, 'sessions.vault');
    this.#clock = options.clock;
    this.#secretStore = options.secretStore;
    this.#write = options.write ?? writeFileAtomically;
  }

  load(): Promise<Result<Loaded<readonly StoredSession[]>>> {
    return this.#inTurn(async () => {
      this.#unopened = null;
      const loaded = await this.#load();
      if (!loaded.ok && !this.#setAside) this.#unopened = loaded.error;
      return loaded;
    });
  }

  /** Of several that wait for their turn, the last one's sessions are written, once. */
  save(sessions: readonly StoredSession[]): Promise<Result<undefined>> {
    this.#newest = sessions;
    return this.#inTurn(() => this.#save(this.#newest));
  }

  startOver(): Promise<Result<undefined>> {
    return this.#inTurn(async () => {
      try {
        await this.#putAside('put-aside');
      } catch (error) {
        if (errorCode(error) !== 'ENOENT') return fail(storageWriteFailed(what, error));
      }
      this.#unopened = null;
      this.#key = null;
      this.#onDisk = null;
      return succeed();
    });
  }

  async #load(): Promise<Result<Loaded<readonly StoredSession[]>>> {
    this.#setAside = false;
    this.#onDisk = null;
    const text = await this.#read();
    if (!text.ok) return text;
    if (text.value === null) return succeed({ document: [], problem: null });
    const parsed = SealedFile.parse(text.value, kind);
    switch (parsed.kind) {
      case 'newer':
        return fail(appError('storage-from-newer-version', { what, keptAt: this.path }));
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
      return fail(appError('storage-corrupt', { what, keptAt: this.path, reason: errorCode(error) }));
    }
  }

  async #open(file: SealedFile): Promise<Result<Loaded<readonly StoredSession[]>>> {
    const key = await this.#keptKey();
    if (!key.ok) return key;
    if (key.value?.id !== file.keyId) return fail(appError('keychain-changed'));
    const { records, damaged } = file.open(key.value);
    if (damaged > 0 && records.length === 0) return this.#corrupt();

    const sessions = records.flatMap(readSession);
    this.#key = key.value;
    const problem = damaged > 0 || sessions.length < records.length ? await this.#keepDamaged() : null;
    this.#onDisk = problem === null ? hash(sessions) : 'damaged';
    return succeed({ document: sessions, problem });
  }

  async #save(sessions: readonly StoredSession[]): Promise<Result<undefined>> {
    if (this.#unopened !== null) return fail(this.#unopened);
    const digest = hash(sessions);
    if (digest === this.#onDisk || (sessions.length === 0 && this.#onDisk === null)) return succeed();
    const key = await this.#keyForSealing();
    if (!key.ok) return key;
    try {
      await this.#write(this.path, SealedFile.seal(kind, key.value, sessions.map(writeSession)));
    } catch (error) {
      return fail(storageWriteFailed(what, error));
    }
    this.#onDisk = digest;
    return succeed();
  }

  async #keyForSealing(): Promise<Result<WrappingKey>> {
    if (this.#key !== null) return succeed(this.#key);
    const kept = await this.#keptKey();
    if (!kept.ok) return kept;
    if (kept.value !== null) {
      this.#key = kept.value;
      return succeed(kept.value);
    }
    // Looked at once more: nothing that was sealed under a key may meet a new one.
    const onDisk = await this.#read();
    if (!onDisk.ok) return onDisk;
    if (onDisk.value !== null) return fail(appError('keychain-changed'));
    const minted: WrappingKey = { id: randomUUID(), bytes: randomBytes(32) };
    const entry = new Secret(`${minted.id}.${minted.bytes.toString('base64')}`);
    const set = await this.#secretStore.set(keyEntry, entry);
    if (!set.ok) return set;
    this.#key = minted;
    return succeed(minted);
  }

  async #keptKey(): Promise<Result<WrappingKey | null>> {
    const entry = await this.#secretStore.get(keyEntry);
    if (!entry.ok) return entry;
    if (entry.value === null) return succeed(null);
    const [id = '', encoded = ''] = entry.value.reveal().split('.');
    const bytes = Buffer.from(encoded, 'base64');
    return bytes.length === 32 ? succeed({ id, bytes }) : fail(appError('keychain-changed'));
  }

  async #corrupt(): Promise<Result<never>> {
    try {
      return fail(appError('storage-corrupt', { what, keptAt: await this.#putAside('corrupt') }));
    } catch (error) {
      return fail(storageWriteFailed(what, error));
    }
  }

  async #keepDamaged(): Promise<AppError> {
    const keptAt = asideName(this.path, 'corrupt', this.#clock.now());
    await copyFile(this.path, keptAt).catch(() => {});
    return appError('storage-corrupt', { what: 'A part of the saved sessions', keptAt });
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

function writeSession(session: StoredSession): SealedRecord {
  const { credentials } = session;
  const plain: z.infer<typeof storedSession> = {
    ...session,
    credentials: {
      ...credentials,
      secretAccessKey: credentials.secretAccessKey.reveal(),
      sessionToken: credentials.sessionToken.reveal(),
    },
  };
  return { name: session.identity, text: JSON.stringify(plain) };
}

function readSession({ name, text }: SealedRecord): readonly StoredSession[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return [];
  }
  const parsed = storedSession.safeParse(json);
  if (!parsed.success || parsed.data.identity !== name) return [];
  const { credentials, ...rest } = parsed.data;
  const { secretAccessKey, sessionToken } = credentials;
  return [
    {
      ...rest,
      credentials: Object.freeze({
        ...credentials,
        secretAccessKey: new Secret(secretAccessKey),
        sessionToken: new Secret(sessionToken),
      }),
    },
  ];
}

function hash(sessions: readonly StoredSession[]): string {
  const digest = createHash('sha256');
  for (const session of sessions) digest.update(JSON.stringify(writeSession(session)));
  return digest.digest('base64');
}
