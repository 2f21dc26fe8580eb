import { accessSync, constants, copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import ElectronStore from 'electron-store';
import { type AppError, appError, type ThingCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { Clock } from '../core/ports.ts';
import type { DocumentStore, Loaded } from '../core/store-ports.ts';
import { errorCode, storageWriteFailed } from './kept-aside.ts';

/** A JSON object as it is in a file: what this version understands, and what it does not. */
export type Raw = Readonly<Record<string, unknown>>;

/** What a document is called in failures. */
type DocumentName = Extract<ThingCode, 'settings' | 'profiles' | 'activity' | 'renewing-exports' | 'uses'>;

/** How a document is kept. Its schema is the contract's, so that there is one truth. */
export interface DocumentFormat<Document> {
  /** Of the file, without `.json`. */
  readonly name: string;
  readonly what: DocumentName;
  /** Version of the format, not of the app; grows when a file of before needs a migration. */
  readonly version: number;
  /** What to do with a file of the version before the key. */
  readonly migrations: Readonly<Record<number, (raw: Raw) => Raw>>;
  /** What can't be read stays in the file, and comes back when a version that can read it does. */
  readonly rejectedStay: boolean;
  /** Takes what is valid; `rejected` counts what had to be left. */
  read(raw: Raw): { readonly document: Document; readonly rejected: number };
  /** The whole file again: fields and entries this version does not know stay as they were. */
  write(document: Document, before: Raw): Raw;
}

interface Options<Document> {
  readonly folder: string;
  readonly format: DocumentFormat<Document>;
  readonly clock: Clock;
}

/**
 * A small file over electron-store (atomic writes, migrations). A file that can't be read is put aside, never
 * overwritten; one written by a newer version is copied first and keeps what this one does not understand.
 */
export class JsonDocumentStore<Document> implements DocumentStore<Document> {
  readonly #format: DocumentFormat<Document>;
  readonly #clock: Clock;
  readonly #folder: string;
  readonly #path: string;
  #store: ElectronStore<Record<string, unknown>> | null = null;
  #raw: Raw = {};
  /** Why the file there could not be read: what it holds is not known, so it is not written over. */
  #unread: unknown = null;

  constructor({ folder, format, clock }: Options<Document>) {
    this.#format = format;
    this.#clock = clock;
    this.#folder = folder;
    this.#path = join(folder, `${format.name}.json`);
  }

  load(): Loaded<Document> {
    const { what, version } = this.#format;
    const text = this.#text();
    if (text === null) {
      const keptAt = basename(this.#path);
      const problem = this.#unread === null ? null : appError('storage-corrupt', { what, keptAt });
      return this.#taken({}, problem);
    }
    const raw = parsedObject(text);
    if (raw === null) {
      const keptAt = this.#aside(`corrupt-${this.#stamp()}`, renameSync);
      return this.#taken({}, appError('storage-corrupt', { what, keptAt }));
    }
    const found = typeof raw.version === 'number' ? raw.version : 0;
    if (found > version) {
      const keptAt = this.#aside(`version-${found}`, copyOnce);
      return this.#taken(raw, appError('storage-from-newer-version', { what, keptAt }));
    }
    return this.#taken(this.#migrated(raw, found), null);
  }

  save(document: Document): Result<undefined> {
    const { what, version } = this.#format;
    const found = this.#raw.version;
    const kept = typeof found === 'number' && found > version ? found : version;
    const raw = { ...this.#format.write(document, this.#raw), version: kept };
    if (this.#unread !== null) return fail(storageWriteFailed(what, this.#unread));
    try {
      this.#opened().store = raw;
    } catch (cause) {
      return fail(storageWriteFailed(what, cause));
    }
    this.#raw = raw;
    return succeed();
  }

  #taken(raw: Raw, problem: AppError | null): Loaded<Document> {
    this.#raw = raw;
    const { document, rejected } = this.#format.read(raw);
    if (rejected === 0 || problem !== null) return { document, problem };
    const { what, rejectedStay } = this.#format;
    if (rejectedStay) return { document, problem: partlyRead(what, basename(this.#path)) };
    const keptAt = this.#aside(`partly-unreadable-${this.#stamp()}`, copyFileSync);
    this.save(document);
    return { document, problem: partlyRead(what, keptAt) };
  }

  #migrated(raw: Raw, from: number): Raw {
    let current = raw;
    for (let version = from + 1; version <= this.#format.version; version += 1) {
      current = this.#format.migrations[version]?.(current) ?? current;
    }
    return current;
  }

  #text(): string | null {
    this.#unread = null;
    try {
      return readFileSync(this.#path, 'utf8');
    } catch (cause) {
      if (errorCode(cause) !== 'ENOENT') this.#unread = cause;
      return null;
    }
  }

  /** It reads and makes folders as it is built, and throws where it can't: so it is built for a save, not at start. */
  #opened(): ElectronStore<Record<string, unknown>> {
    // It would try again for a whole second, with everything standing still, before it says so itself.
    if (existsSync(this.#folder)) accessSync(this.#folder, constants.W_OK);
    this.#store ??= new ElectronStore({
      cwd: this.#folder,
      name: this.#format.name,
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      // What is no JSON was put aside in load().
      deserialize: (text) => parsedObject(text) ?? {},
    });
    return this.#store;
  }

  #stamp(): string {
    return new Date(this.#clock.now()).toISOString().replaceAll(':', '-').slice(0, 19);
  }

  /** The name of the file beside, or of the file itself where none could be made. */
  #aside(why: string, put: (from: string, to: string) => void): string {
    const aside = this.#path.replace(/\.json$/, `.${why}.json`);
    try {
      put(this.#path, aside);
      return basename(aside);
    } catch {
      return basename(this.#path);
    }
  }
}

function partlyRead(what: DocumentName, keptAt: string): AppError {
  return appError('storage-corrupt', { what: `part-of-${what}` satisfies ThingCode, keptAt });
}

/** The first copy is the one with everything in it. */
function copyOnce(from: string, to: string): void {
  if (!existsSync(to)) copyFileSync(from, to, constants.COPYFILE_EXCL);
}

function parsedObject(text: string): Raw | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : null;
  } catch {
    return null;
  }
}
