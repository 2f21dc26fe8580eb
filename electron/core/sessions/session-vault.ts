import { type AppError, appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { KeychainState } from '../../../shared/views.ts';
import type { SecretStore } from '../ports.ts';
import type { Loaded } from '../store-ports.ts';

/** One sealed file. */
interface SealedCache<Entry> {
  load(): Promise<Result<Loaded<readonly Entry[]>>>;
  save(entries: readonly Entry[]): Promise<Result<undefined>>;
  startOver(): Promise<Result<undefined>>;
}

/** A sealed file and what fills it. */
interface SealedPart<Entry> {
  readonly cache: SealedCache<Entry>;
  readonly stored: () => readonly Entry[];
  readonly restore: (entries: readonly Entry[]) => void;
}

/** The same, whatever its entries are. */
export interface VaultPart {
  load(): Promise<Result<AppError | null>>;
  save(): Promise<Result<undefined>>;
  startOver(): Promise<Result<undefined>>;
}

export function vaultPart<Entry>({ cache, stored, restore }: SealedPart<Entry>): VaultPart {
  return {
    load: async () => {
      const loaded = await cache.load();
      if (!loaded.ok) return loaded;
      restore(loaded.value.document);
      return succeed(loaded.value.problem);
    },
    save: () => cache.save(stored()),
    startOver: () => cache.startOver(),
  };
}

interface Dependencies {
  readonly secretStore: SecretStore;
  readonly parts: readonly VaultPart[];
  readonly onChanged: () => void;
  /** Something went wrong that the person should know of but that is no state of the keychain. */
  readonly onProblem: (error: AppError) => void;
}

/**
 * Keeps sessions and sign-ins over restarts: sealed under a key from the keychain. As long as what is on disk could not
 * be opened (locked, absent or another keychain) nothing is written, and it is opened as soon as the keychain allows.
 */
export class SessionVault {
  readonly #deps: Dependencies;
  #state: KeychainState = 'ready';
  #problem: AppError | null = null;
  readonly #opened = new Set<VaultPart>();
  /** One look at the keychain at a time. */
  #opening: Promise<void> | null = null;
  #saving: Promise<void> = Promise.resolve();
  #savePending = false;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  get keychain(): KeychainState {
    return this.#state;
  }

  get problem(): AppError | null {
    return this.#problem;
  }

  start(): Promise<void> {
    this.#deps.secretStore.onChanged(() => void this.open());
    return this.open();
  }

  open(): Promise<void> {
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  /** Unlocking the screen opens many a keychain, which does not tell. */
  lookAgain(): void {
    if (this.#state !== 'ready') void this.open();
  }

  /** Lets the desktop ask for the password. Errors: keychain-locked, keychain-unavailable, keychain-changed, cancelled. */
  async unlock(signal: AbortSignal): Promise<Result<undefined>> {
    if ((await this.#deps.secretStore.probe()) === 'locked') {
      const unlocked = await this.#deps.secretStore.unlock(signal);
      if (!unlocked.ok) return unlocked;
    }
    await this.open();
    return this.#problem === null ? succeed() : fail(this.#problem);
  }

  /** Sets every file that could not be opened aside. */
  async startOver(): Promise<Result<undefined>> {
    for (const part of this.#deps.parts) {
      if (this.#opened.has(part)) continue;
      const started = await part.startOver();
      if (!started.ok) return started;
    }
    await this.open();
    return succeed();
  }

  /** Seals what is held now. Calls during a save end in one more save. */
  save(): Promise<void> {
    if (this.#opened.size === 0) return Promise.resolve();
    if (this.#savePending) return this.#saving;
    this.#savePending = true;
    this.#saving = this.#saving.then(async () => {
      this.#savePending = false;
      for (const part of this.#opened) {
        const saved = await part.save();
        if (!saved.ok) this.#take(part, saved.error);
      }
    });
    return this.#saving;
  }

  async #open(): Promise<void> {
    const state = await this.#deps.secretStore.probe();
    if (state !== 'ready') {
      this.#set(state === 'locked' ? 'locked' : 'unavailable', appError(`keychain-${state}`));
      return;
    }
    let closed: AppError | null = null;
    for (const part of this.#deps.parts) {
      if (this.#opened.has(part)) continue;
      const loaded = await part.load();
      if (!loaded.ok) {
        if (!this.#take(part, loaded.error)) closed = loaded.error;
        continue;
      }
      this.#opened.add(part);
      if (loaded.value !== null) this.#deps.onProblem(loaded.value);
    }
    if (closed === null) this.#set('ready', null);
    // What was got while the keychain was away could not be sealed then.
    await this.save();
  }

  /** False: the keychain keeps the part closed. */
  #take(part: VaultPart, error: AppError): boolean {
    const state = stateOf(error);
    if (state !== null) {
      this.#set(state, error);
      return false;
    }
    // The adapter put a file it could not read aside: there is nothing left to protect.
    if (error.code === 'storage-corrupt') this.#opened.add(part);
    this.#deps.onProblem(error);
    return true;
  }

  #set(state: KeychainState, problem: AppError | null): void {
    this.#state = state;
    this.#problem = problem;
    this.#deps.onChanged();
  }
}

function stateOf(error: AppError): KeychainState | null {
  switch (error.code) {
    case 'keychain-locked':
      return 'locked';
    case 'keychain-unavailable':
      return 'unavailable';
    case 'keychain-changed':
      return 'changed';
    default:
      return null;
  }
}
