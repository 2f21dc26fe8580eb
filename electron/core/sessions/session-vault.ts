import { type AppError, appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { KeychainState } from '../../../shared/views.ts';
import type { SecretStore, SessionCache } from '../ports.ts';
import type { SessionManager } from './session-manager.ts';

interface Dependencies {
  readonly secretStore: SecretStore;
  readonly cache: SessionCache;
  readonly sessions: SessionManager;
  readonly onRestored: (profileIds: readonly string[]) => void;
  readonly onChanged: () => void;
  /** Something went wrong that the person should know of but that is no state of the keychain. */
  readonly onProblem: (error: AppError) => void;
}

/**
 * Keeps sessions over restarts: sealed under a key from the keychain. As long as what is on disk could not be opened
 * (locked, absent or another keychain) nothing is written, and it is opened as soon as the keychain allows.
 */
export class SessionVault {
  readonly #deps: Dependencies;
  #state: KeychainState = 'ready';
  #problem: AppError | null = null;
  #opened = false;
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

  /** Lets the desktop ask for the password. Errors: keychain-locked, keychain-unavailable, keychain-changed, cancelled. */
  async unlock(signal: AbortSignal): Promise<Result<undefined>> {
    if ((await this.#deps.secretStore.probe()) === 'locked') {
      const unlocked = await this.#deps.secretStore.unlock(signal);
      if (!unlocked.ok) return unlocked;
    }
    await this.open();
    return this.#problem === null ? succeed() : fail(this.#problem);
  }

  async startOver(): Promise<Result<undefined>> {
    const started = await this.#deps.cache.startOver();
    if (!started.ok) return started;
    await this.open();
    return succeed();
  }

  /** Seals what is held now. Calls during a save end in one more save. */
  save(): Promise<void> {
    if (!this.#opened) return Promise.resolve();
    if (this.#savePending) return this.#saving;
    this.#savePending = true;
    this.#saving = this.#saving.then(async () => {
      this.#savePending = false;
      const saved = await this.#deps.cache.save(this.#deps.sessions.stored());
      if (!saved.ok) this.#take(saved.error);
    });
    return this.#saving;
  }

  async #open(): Promise<void> {
    const state = await this.#deps.secretStore.probe();
    if (state !== 'ready') {
      this.#take(appError(state === 'locked' ? 'keychain-locked' : 'keychain-unavailable'));
      return;
    }
    if (this.#opened) {
      this.#set('ready', null);
      // What was got while the keychain was away could not be sealed then.
      await this.save();
      return;
    }
    const loaded = await this.#deps.cache.load();
    if (!loaded.ok) {
      this.#take(loaded.error);
      return;
    }
    this.#opened = true;
    this.#set('ready', null);
    if (loaded.value.problem !== null) this.#deps.onProblem(loaded.value.problem);
    const restored = this.#deps.sessions.restore(loaded.value.document);
    if (restored.length > 0) this.#deps.onRestored(restored);
    await this.save();
  }

  #take(error: AppError): void {
    const state = stateOf(error);
    if (state !== null) {
      this.#set(state, error);
      return;
    }
    // The adapter put a file it could not read aside: there is nothing left to protect.
    if (error.code === 'storage-corrupt') this.#opened = true;
    this.#deps.onProblem(error);
    if (error.code === 'storage-corrupt') this.#set('ready', null);
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
