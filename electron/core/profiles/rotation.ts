import type { AccessKeyView } from '../../../shared/access-key-views.ts';
import { type AppError, appError, causedBy, type ReasonCode } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { StsCaller } from '../aws-ports.ts';
import { SingleFlight } from '../sessions/single-flight.ts';
import type { AccessKey, RotationRecord } from '../store-ports.ts';
import { nextSlot } from './key-secrets.ts';
import { RotationCalls, type RotationDependencies } from './rotation-calls.ts';
import { KeyCreation } from './rotation-creation.ts';
import { goOn, RotationRecords, type Step } from './rotation-records.ts';

/**
 * Puts a new access key of the same user in an old one's place. How far it has come is on disk before each step, and
 * the new secret is in the keychain before anything else is done with it: whatever ends it half-way, the key that the
 * app uses works, and rotating again goes on from there. A new key that AWS made and whose secret never arrived is
 * found by its date and deleted.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html
 */
export class KeyRotation {
  readonly #deps: RotationDependencies;
  readonly #calls: RotationCalls;
  readonly #records: RotationRecords;
  readonly #creation: KeyCreation;
  readonly #flights = new SingleFlight<AccessKeyView>();
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(dependencies: RotationDependencies) {
    this.#deps = dependencies;
    this.#calls = new RotationCalls(dependencies);
    this.#records = new RotationRecords(dependencies.registry);
    this.#creation = new KeyCreation(dependencies, this.#calls, this.#records);
  }

  /**
   * Errors: access-key-not-found, rotation-needs-keychain, rotation-unfinished (some of it is done), and of what
   * comes before: iam-*, sts-*, network-*, keychain-*, access-key-secret-missing, storage-write-failed, cancelled.
   */
  rotate(id: string, signal: AbortSignal): Promise<Result<AccessKeyView>> {
    return this.#flights.join(
      id,
      (flight) => this.#inTurn(id, () => this.#opened(id, () => this.#rotate(id, flight), flight)),
      {
        signal,
      },
    );
  }

  /** Deletes the old key at AWS. Errors: access-key-not-found, rotation-unfinished, and those of `rotate`. */
  removeRotated(id: string, signal: AbortSignal): Promise<Result<undefined>> {
    return this.#inTurn(id, () => this.#opened(id, () => this.#removeRotated(id, signal), signal));
  }

  #opened<Value>(
    id: string,
    work: () => Promise<Result<Value>>,
    signal: AbortSignal,
  ): Promise<Result<Value>> {
    return this.#calls.withMfaWhereDenied(id, work, signal);
  }

  async #rotate(id: string, signal: AbortSignal): Promise<Result<AccessKeyView>> {
    const { registry, accessKeys, journal } = this.#deps;
    const key = registry.accessKey(id);
    if (key === null) return fail(appError('access-key-not-found'));
    if (key.kept === 'memory') return fail(appError('rotation-needs-keychain', { name: key.name }));
    for (;;) {
      const step = await this.#step(id, signal);
      if (step.ok && step.value === 'go-on') continue;
      if (step.ok) return accessKeys.view(id);
      const error = this.#asFarAsItCame(id, step.error);
      if (error.code !== 'cancelled') journal.record('failed', key.name, '', error);
      return fail(error);
    }
  }

  #step(id: string, signal: AbortSignal): Promise<Step> | Step {
    if (signal.aborted) return fail(appError('cancelled'));
    const key = this.#deps.registry.accessKey(id);
    if (key === null) return fail(appError('access-key-not-found'));
    const { rotation } = key;
    switch (rotation?.stage) {
      case undefined:
      case 'old-key-inactive':
        return this.#creation.begin(key, signal);
      case 'creating':
        return this.#creation.resume(key, rotation, signal);
      case 'verifying':
        return this.#verify(key, rotation, signal);
      case 'switching':
      case 'deactivating':
        return this.#deactivate(key, rotation, signal);
    }
  }

  /** Waits until AWS knows the new key, then makes it the one that is used: id and secret change in one write. */
  async #verify(key: AccessKey, record: RotationRecord, signal: AbortSignal): Promise<Step> {
    const { accessKeys, clock } = this.#deps;
    const kept = await accessKeys.secrets.next(key);
    if (!kept.ok) return kept;
    if (kept.value === null || kept.value.accessKeyId !== record.newAccessKeyId) {
      return this.#abandon(key, record, signal);
    }
    const known = await this.#calls.identityOnceKnown(key.id, kept.value, signal);
    if (!known.ok) return this.#explainUnknown(key, record, known.error, signal);
    const saved = this.#records.save(key.id, {
      accessKeyId: kept.value.accessKeyId,
      secretSlot: nextSlot(key),
      addedAt: clock.now(),
      createdAt: record.startedAt,
      identity: known.value,
      rotation: { ...record, stage: 'deactivating' },
    });
    return saved.ok ? goOn : saved;
  }

  /** The keychain has lost the new secret: the new key can't be used any more. */
  async #abandon(key: AccessKey, { newAccessKeyId }: RotationRecord, signal: AbortSignal): Promise<Step> {
    const caller = await this.#calls.caller(key.id);
    if (!caller.ok) return caller;
    if (newAccessKeyId !== null && newAccessKeyId !== key.accessKeyId) {
      const deleted = await this.#calls.delete(caller.value, newAccessKeyId, signal);
      if (!deleted.ok) return deleted;
    }
    const saved = this.#records.save(key.id, { rotation: undefined });
    return saved.ok ? fail(appError('access-key-secret-missing', { name: key.name })) : saved;
  }

  /** AWS may not know the new key because somebody has deleted it: then there is nothing to go on from. */
  async #explainUnknown(
    key: AccessKey,
    { newAccessKeyId }: RotationRecord,
    error: AppError,
    signal: AbortSignal,
  ): Promise<Step> {
    if (error.code !== 'sts-invalid-client-token') return fail(error);
    const caller = await this.#calls.caller(key.id);
    const listed = caller.ok ? await this.#calls.list(caller.value, signal) : caller;
    if (listed.ok && !listed.value.some((other) => other.accessKeyId === newAccessKeyId)) {
      this.#records.save(key.id, { rotation: undefined });
    }
    return fail(error);
  }

  async #deactivate(key: AccessKey, { oldAccessKeyId }: RotationRecord, signal: AbortSignal): Promise<Step> {
    const caller = await this.#calls.caller(key.id);
    if (!caller.ok) return caller;
    const done = await this.#calls.deactivateOnceKnown(caller.value, oldAccessKeyId, signal);
    if (!done.ok && !(await this.#isInactive(caller.value, oldAccessKeyId, done.error, signal))) return done;
    const saved = this.#records.advance(key.id, { stage: 'old-key-inactive' });
    if (!saved.ok) return saved;
    this.#deps.journal.record('key-rotated', key.name, `${oldAccessKeyId} → ${key.accessKeyId}`);
    return succeed('finished');
  }

  /** Where this user may not deactivate it, an administrator may have. */
  async #isInactive(caller: StsCaller, accessKeyId: string, error: AppError, signal: AbortSignal) {
    if (error.code !== 'iam-access-denied') return false;
    const listed = await this.#calls.list(caller, signal);
    return listed.ok && !listed.value.some((other) => other.accessKeyId === accessKeyId && other.active);
  }

  async #removeRotated(id: string, signal: AbortSignal): Promise<Result<undefined>> {
    const { registry, accessKeys, journal } = this.#deps;
    const key = registry.accessKey(id);
    if (key === null) return fail(appError('access-key-not-found'));
    if (key.rotation === undefined) return succeed();
    const { stage, oldAccessKeyId } = key.rotation;
    if (stage !== 'old-key-inactive' || oldAccessKeyId === key.accessKeyId) {
      return fail(
        appError('rotation-unfinished', { name: key.name, reason: 'old-key-active' satisfies ReasonCode }),
      );
    }
    const caller = await this.#calls.caller(id);
    if (!caller.ok) return caller;
    const use = await this.#calls.lastUsed(caller.value, oldAccessKeyId, signal);
    if (signal.aborted) return fail(appError('cancelled'));
    const deleted = await this.#calls.delete(caller.value, oldAccessKeyId, signal);
    if (!deleted.ok) return deleted;
    const emptied = await accessKeys.secrets.removeOthers(key);
    if (!emptied.ok) return emptied;
    const saved = this.#records.save(id, { rotation: undefined });
    if (!saved.ok) return saved;
    const day = use.ok && use.value.at !== null ? new Date(use.value.at).toISOString().slice(0, 10) : null;
    journal.record('key-removed', key.name, `${oldAccessKeyId}${day === null ? '' : ` ${day}`}`);
    return succeed();
  }

  #asFarAsItCame(id: string, error: AppError): AppError {
    const key = this.#deps.registry.accessKey(id);
    const stage = key?.rotation?.stage;
    if (key === null || stage === undefined || stage === 'old-key-inactive' || error.code === 'cancelled') {
      return error;
    }
    return appError('rotation-unfinished', {
      name: key.name,
      ...causedBy(error),
    });
  }

  async #inTurn<Value>(id: string, work: () => Promise<Value>): Promise<Value> {
    const before = this.#turns.get(id) ?? Promise.resolve();
    const turn = before.then(work, work);
    this.#turns.set(id, turn);
    return turn;
  }
}
