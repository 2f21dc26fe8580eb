import { appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { SecretStore, SecretStoreState } from '../ports.ts';

/** A keychain in memory, locked, unlocked and taken away by the test. */
export class FakeSecretStore implements SecretStore {
  readonly entries = new Map<string, string>();
  /** While set, it gives back something else than was put in. */
  corrupt = false;
  #state: SecretStoreState = 'ready';
  readonly #listeners: (() => void)[] = [];
  /** What the person does when asked for the password. */
  onUnlock: () => Result<undefined> = () => {
    this.state = 'ready';
    return succeed();
  };

  get state(): SecretStoreState {
    return this.#state;
  }

  set state(state: SecretStoreState) {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  /** As PAM does it: nothing is told. */
  unlockSilently(): void {
    this.#state = 'ready';
  }

  async probe(): Promise<SecretStoreState> {
    return this.#state;
  }

  async get(name: string): Promise<Result<Secret | null>> {
    const entry = this.entries.get(name);
    return this.#guarded(entry === undefined ? null : new Secret(this.corrupt ? `${entry}?` : entry));
  }

  async set(name: string, secret: Secret): Promise<Result<undefined>> {
    const guarded = this.#guarded(undefined);
    if (guarded.ok) this.entries.set(name, secret.reveal());
    return guarded;
  }

  async remove(name: string): Promise<Result<undefined>> {
    const guarded = this.#guarded(undefined);
    if (guarded.ok) this.entries.delete(name);
    return guarded;
  }

  async unlock(): Promise<Result<undefined>> {
    return this.#state === 'locked' ? this.onUnlock() : this.#guarded(undefined);
  }

  onChanged(listener: () => void): void {
    this.#listeners.push(listener);
  }

  close(): void {}

  #guarded<Value>(value: Value): Result<Value> {
    return this.#state === 'ready' ? succeed(value) : fail(appError(`keychain-${this.#state}`));
  }
}
