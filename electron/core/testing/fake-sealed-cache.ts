import { appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Loaded } from '../store-ports.ts';
import type { FakeSecretStore } from './fake-secret-store.ts';

/** A sealed file: survives a restart of the core, and opens only with the keychain. */
export class FakeSealedCache<Entry> {
  sealed: readonly Entry[] = [];
  readonly #secretStore: FakeSecretStore;

  constructor(secretStore: FakeSecretStore) {
    this.#secretStore = secretStore;
  }

  async load(): Promise<Result<Loaded<readonly Entry[]>>> {
    const state = await this.#secretStore.probe();
    return state === 'ready'
      ? succeed({ document: this.sealed, problem: null })
      : fail(appError(`keychain-${state}`));
  }

  async save(entries: readonly Entry[]): Promise<Result<undefined>> {
    this.sealed = entries;
    return succeed();
  }

  async startOver(): Promise<Result<undefined>> {
    this.sealed = [];
    return succeed();
  }
}
