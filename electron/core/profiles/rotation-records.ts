import { appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { AccessKey, RotationRecord } from '../store-ports.ts';
import type { Registry } from './registry.ts';

/** What one step of a rotation answers. */
export type Step = Result<'go-on' | 'finished'>;
export const goOn: Step = succeed('go-on');

/** How far each rotation has come, in the key's own entry on disk. */
export class RotationRecords {
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /**
   * What else changed meanwhile (a name) stays; a key that was removed stays removed. Errors: access-key-not-found,
   * storage-write-failed.
   */
  save(id: string, change: Partial<AccessKey>): Result<undefined> {
    const key = this.#registry.accessKey(id);
    return key === null
      ? fail(appError('access-key-not-found'))
      : this.#registry.saveAccessKey({ ...key, ...change });
  }

  advance(id: string, change: Partial<RotationRecord>): Result<undefined> {
    const rotation = this.#registry.accessKey(id)?.rotation;
    return this.save(id, rotation === undefined ? {} : { rotation: { ...rotation, ...change } });
  }
}
