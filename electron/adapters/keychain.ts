import { type AppError, appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import { redactText } from '../core/failures/redact.ts';
import type { SecretStore, SecretStoreState } from '../core/ports.ts';
import { SecretCollections } from './secret-collections.ts';
import { DesktopSecretService, type SecretService } from './secret-service.ts';

export interface OsKeychainOptions {
  /** Null where the OS's keychain needs no looking at first: macOS, Windows. */
  readonly secretService?: SecretService | null;
  /** The same keychain, to look for all entries of ours. */
  readonly collections?: Pick<SecretCollections, 'removeAll' | 'close'> | null;
  /** Ms until a call that waits for something is given up. */
  readonly patience?: number;
}

/** Under this name the entries stand in Keychain Access, Credential Manager and Seahorse. */
const service = 'Keycutter';

/**
 * Without the pin the library falls back to the kernel's keyring, which ends with the session:
 * https://docs.rs/keyring/3/keyring/#linux
 */
const pinned = { linux: { store: 'secret-service' } } as const;

/** macOS itself may ask the person; the Linux keychain is only called when it does not. */
const defaultPatience = process.platform === 'linux' ? 10_000 : 120_000;

/** So many are used often; each is a connection to the bus. */
const mostEntries = 16;

type AsyncEntry = InstanceType<typeof import('@napi-rs/keyring')['AsyncEntry']>;

/**
 * The OS keychain. On Linux a call on a locked keychain waits for the desktop's prompt, can't be called off, and
 * holds a thread that file system calls need too. So it is looked at before each call, calls go one at a time, and
 * one that waits nevertheless is left behind.
 */
export class OsKeychain implements SecretStore {
  readonly #secretService: SecretService | null;
  readonly #collections: Pick<SecretCollections, 'removeAll' | 'close'> | null;
  readonly #patience: number;
  /**
   * Kept, the latest used last, because each makes a connection: 10 ms, some 10 kB that gnome-keyring never frees, and
   * clients that come and go can end it: https://github.com/huacnlee/omamail/issues/239
   */
  readonly #entries = new Map<string, AsyncEntry>();
  #queue: Promise<unknown> = Promise.resolve();
  #leftBehind: Promise<unknown> | null = null;

  constructor(options: OsKeychainOptions = {}) {
    const { secretService = process.platform === 'linux' ? new DesktopSecretService() : null } = options;
    this.#secretService = secretService;
    const { collections = process.platform === 'linux' ? new SecretCollections() : null } = options;
    this.#collections = collections;
    this.#patience = options.patience ?? defaultPatience;
  }

  async probe(): Promise<SecretStoreState> {
    return this.#secretService?.state() ?? 'ready';
  }

  async get(name: string): Promise<Result<Secret | null>> {
    const found = await this.#call(name, (entry) => entry.getPassword());
    if (!found.ok) return found;
    // "Nothing" is also the answer of a keychain that was locked in the meantime.
    if (found.value === null) {
      const notReady = await this.#notReady();
      return notReady === null ? succeed(null) : fail(notReady);
    }
    return succeed(new Secret(found.value));
  }

  async set(name: string, secret: Secret): Promise<Result<undefined>> {
    const kept = await this.#call(name, (entry) => entry.setPassword(secret.reveal()));
    return kept.ok ? succeed() : kept;
  }

  async remove(name: string): Promise<Result<undefined>> {
    const removed = await this.#call(name, (entry) => entry.deleteCredential());
    if (!removed.ok) return removed;
    if (removed.value) return succeed();
    const notReady = await this.#notReady();
    return notReady === null ? succeed() : fail(notReady);
  }

  /**
   * Every entry under our name, also those that nothing of ours knows of any more. Where the keychain is locked the
   * desktop asks for its password. Errors: keychain-locked, -unavailable, -failed.
   */
  async removeAll(): Promise<Result<undefined>> {
    if (this.#collections !== null) {
      const removed = await this.#collections.removeAll({ service });
      this.#collections.close();
      return removed;
    }
    try {
      const { AsyncEntry, findCredentialsAsync } = await import('@napi-rs/keyring');
      for (const { account } of await findCredentialsAsync(service)) {
        await new AsyncEntry(service, account).deleteCredential();
      }
      return succeed();
    } catch (error) {
      return fail(explainFailure(error));
    }
  }

  async unlock(signal: AbortSignal): Promise<Result<undefined>> {
    return this.#secretService?.unlock(signal) ?? succeed();
  }

  onChanged(listener: () => void): void {
    this.#secretService?.onChanged(listener);
  }

  /** For the end of the app. */
  close(): void {
    this.#entries.clear();
    this.#secretService?.close();
  }

  #call<Value>(name: string, work: (entry: AsyncEntry) => Promise<Value>): Promise<Result<Value>> {
    const mine = this.#queue.then(() => this.#callNow(name, work));
    this.#queue = mine;
    return mine;
  }

  async #callNow<Value>(name: string, work: (entry: AsyncEntry) => Promise<Value>): Promise<Result<Value>> {
    if (this.#leftBehind !== null) return fail(appError('keychain-locked'));
    const notReady = await this.#notReady();
    if (notReady !== null) return fail(notReady);
    const kept = this.#entries.get(name);
    if (kept !== undefined) {
      try {
        return await this.#callEntry(name, kept, work);
      } catch {
        // Of a keychain that has been started anew since, perhaps: a new connection tells.
      }
    }
    try {
      const { AsyncEntry } = await import('@napi-rs/keyring');
      return await this.#callEntry(name, new AsyncEntry(service, name, pinned), work);
    } catch (error) {
      return fail(explainFailure(error));
    }
  }

  /** Keeps the entry when it works. */
  async #callEntry<Value>(
    name: string,
    entry: AsyncEntry,
    work: (entry: AsyncEntry) => Promise<Value>,
  ): Promise<Result<Value>> {
    this.#entries.delete(name);
    const working = work(entry);
    const ended = await patiently(working, this.#patience);
    if (ended === null) {
      this.#leaveBehind(working);
      return fail(appError('keychain-locked'));
    }
    this.#entries.set(name, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > mostEntries && oldest !== undefined) this.#entries.delete(oldest);
    return succeed(ended.value);
  }

  #leaveBehind(working: Promise<unknown>): void {
    const done = () => {
      this.#leftBehind = null;
    };
    this.#leftBehind = working.then(done, done);
  }

  async #notReady(): Promise<AppError | null> {
    switch (await this.probe()) {
      case 'ready':
        return null;
      case 'locked':
        return appError('keychain-locked');
      case 'unavailable':
        return appError('keychain-unavailable');
    }
  }
}

/** Null: not in time. */
async function patiently<Value>(
  work: Promise<Value>,
  patience: number,
): Promise<{ readonly value: Value } | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patience);
  });
  try {
    return await Promise.race([work.then((value) => ({ value })), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The library gives sentences only. Linux: the Secret Service's; macOS: those of
 * https://developer.apple.com/documentation/security/security-framework-result-codes (user cancelled, interaction
 * not allowed, authorization failed); Windows: https://learn.microsoft.com/windows/win32/debug/system-error-codes
 */
function explainFailure(error: unknown): AppError {
  const detail = redactText(error instanceof Error ? error.message : String(error)).slice(0, 300);
  if (
    /dismissed|is locked|cancell?ed|interaction is not allowed|passphrase you entered is not correct/i.test(
      detail,
    )
  ) {
    return appError('keychain-locked');
  }
  if (/DBUS_SESSION_BUS_ADDRESS|not provided by any \.service|logon session does not exist/i.test(detail)) {
    return appError('keychain-unavailable');
  }
  return appError('keychain-failed', { detail });
}
