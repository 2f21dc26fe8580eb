import { type AppError, appError, type ErrorCode } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { IamAccessKey, StsCaller } from '../aws-ports.ts';
import type { LongTermCredentials } from '../credentials.ts';
import type { AccessKey, RotationRecord } from '../store-ports.ts';
import type { RotationCalls, RotationDependencies } from './rotation-calls.ts';
import { goOn, type RotationRecords, type Step } from './rotation-records.ts';

/** How far apart the moment before CreateAccessKey and the CreateDate of what it made can be, ms. */
const creationWindow = 2 * 60_000;

/** After these the key may have been created all the same. */
const uncertain: ReadonlySet<ErrorCode> = new Set([
  'cancelled',
  'network-unreachable',
  'network-timed-out',
  'proxy-failed',
  'sts-server-error',
  'iam-unknown',
]);

/** For what must not be given up half-way. */
const never = new AbortController().signal;

/** The first half of a rotation: until there is a new key whose secret is kept. */
export class KeyCreation {
  readonly #deps: RotationDependencies;
  readonly #calls: RotationCalls;
  readonly #records: RotationRecords;
  /** New keys that the keychain has not taken yet. */
  readonly #unsaved = new Map<string, LongTermCredentials>();

  constructor(dependencies: RotationDependencies, calls: RotationCalls, records: RotationRecords) {
    this.#deps = dependencies;
    this.#calls = calls;
    this.#records = records;
  }

  async begin(key: AccessKey, signal: AbortSignal): Promise<Step> {
    const caller = await this.#calls.caller(key.id);
    if (!caller.ok) return caller;
    const listed = await this.#calls.list(caller.value, signal);
    if (!listed.ok) return listed;
    const others = listed.value.filter((other) => other.accessKeyId !== key.accessKeyId);
    if (others.length > 0) return fail(keyLimit(others));
    const emptied = await this.#deps.accessKeys.secrets.removeOthers(key);
    if (!emptied.ok) return emptied;
    return this.#create(key, caller.value, true, signal);
  }

  /** AWS may have made the new key already, with or without our having its secret. */
  async resume(key: AccessKey, { startedAt }: RotationRecord, signal: AbortSignal): Promise<Step> {
    const caller = await this.#calls.caller(key.id);
    if (!caller.ok) return caller;
    const unsaved = this.#unsaved.get(key.id);
    if (unsaved !== undefined) return this.#keepNew(key, caller.value, unsaved);
    const kept = await this.#deps.accessKeys.secrets.next(key);
    if (!kept.ok) return kept;
    if (kept.value !== null) return this.#created(key, kept.value.accessKeyId);

    const listed = await this.#calls.list(caller.value, signal);
    if (!listed.ok) return listed;
    for (const other of listed.value.filter(({ accessKeyId }) => accessKeyId !== key.accessKeyId)) {
      const ours = await this.#madeByUs(other, startedAt, caller.value, signal);
      if (!ours.ok) return ours;
      if (!ours.value) {
        this.#records.save(key.id, { rotation: undefined });
        return fail(keyLimit([other]));
      }
      const deleted = await this.#calls.delete(caller.value, other.accessKeyId, signal);
      if (!deleted.ok) return deleted;
    }
    return this.#create(key, caller.value, false, signal);
  }

  /** There was no other key when we asked for one: it is ours if it is of that moment and nobody has used it. */
  async #madeByUs(
    { accessKeyId, createdAt }: IamAccessKey,
    startedAt: number,
    caller: StsCaller,
    signal: AbortSignal,
  ): Promise<Result<boolean>> {
    if (createdAt === null || Math.abs(createdAt - startedAt) > creationWindow) return succeed(false);
    const use = await this.#calls.lastUsed(caller, accessKeyId, signal);
    if (use.ok) return succeed(use.value.at === null);
    return use.error.code === 'iam-access-denied' ? succeed(true) : use;
  }

  async #create(key: AccessKey, caller: StsCaller, fresh: boolean, signal: AbortSignal): Promise<Step> {
    if (signal.aborted) return fail(appError('cancelled'));
    const noted = this.#records.save(key.id, {
      rotation: {
        stage: 'creating',
        oldAccessKeyId: key.accessKeyId,
        newAccessKeyId: null,
        startedAt: this.#deps.awsTime.now(),
      },
    });
    if (!noted.ok) return noted;
    const created = await this.#calls.create(caller, never);
    if (created.ok) return this.#keepNew(key, caller, created.value);
    // Asked for a second time, AWS may know of a first key that it does not list yet.
    const limit = created.error.code === 'iam-key-limit' && !fresh;
    if (!uncertain.has(created.error.code) && !limit) this.#records.save(key.id, { rotation: undefined });
    return created;
  }

  async #keepNew(key: AccessKey, caller: StsCaller, created: LongTermCredentials): Promise<Step> {
    this.#unsaved.set(key.id, created);
    const present = this.#deps.registry.accessKey(key.id) !== null;
    const kept: Result<undefined> = present
      ? await this.#deps.accessKeys.secrets.setNext(key, created)
      : fail(appError('access-key-not-found'));
    if (kept.ok) {
      this.#unsaved.delete(key.id);
      return this.#created(key, created.accessKeyId);
    }
    // Nothing uses it yet: better none than one whose secret ends with this run.
    const deleted = await this.#calls.delete(caller, created.accessKeyId, never);
    if (deleted.ok) {
      this.#unsaved.delete(key.id);
      this.#records.save(key.id, { rotation: undefined });
    }
    return kept;
  }

  #created(key: AccessKey, newAccessKeyId: string): Step {
    const saved = this.#records.advance(key.id, { stage: 'verifying', newAccessKeyId });
    return saved.ok ? goOn : saved;
  }
}

function keyLimit(others: readonly IamAccessKey[]): AppError {
  return appError('iam-key-limit', { accessKeyIds: others.map((other) => other.accessKeyId).join(', ') });
}
