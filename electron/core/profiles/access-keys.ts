import { randomUUID } from 'node:crypto';
import type { AccessKeyView, CallerIdentity } from '../../../shared/access-key-views.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Secret } from '../../../shared/secret.ts';
import type { IamGateway, StsCaller, StsGateway } from '../aws-ports.ts';
import type { Clock, SecretStore } from '../ports.ts';
import type { Journal } from '../reminders/journal.ts';
import type { AccessKey } from '../store-ports.ts';
import type { AwsTime } from '../time/aws-time.ts';
import { KeySecrets } from './key-secrets.ts';
import type { Registry } from './registry.ts';

export interface NewAccessKey {
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly keep: 'keychain' | 'memory';
}

interface Dependencies {
  readonly clock: Clock;
  readonly awsTime: AwsTime;
  readonly registry: Registry;
  readonly secretStore: SecretStore;
  readonly sts: StsGateway;
  readonly iam: Pick<IamGateway, 'listAccessKeys'>;
  readonly journal: Journal;
  readonly defaultRegion: () => string;
  /** Sessions that the key's MFA codes opened. */
  readonly mfaSessions: (keyId: string) => AccessKeyView['mfaSessions'];
  readonly onChanged: () => void;
}

/**
 * Long-term access keys. The secret is in the OS keychain, or for this run in memory where the person chose so; it
 * leaves here only as the caller of one STS call.
 */
export class AccessKeys {
  readonly #deps: Dependencies;
  /** Also a rotation's, which keeps the next key beside the one in use. */
  readonly secrets: KeySecrets;
  readonly #problems = new Map<string, AppError>();
  #demoEndpoint: string | null = null;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
    this.secrets = new KeySecrets(dependencies.secretStore);
  }

  views(): readonly AccessKeyView[] {
    return this.#deps.registry.accessKeys.map((key) => {
      const { id, name, accessKeyId, kept, addedAt, identity, rotation: record } = key;
      const problem = this.#problems.get(id) ?? this.#forgotten(key);
      const rotation =
        record === undefined ? null : { stage: record.stage, oldAccessKeyId: record.oldAccessKeyId };
      const createdAt = key.createdAt ?? null;
      const mfaSessions = this.#deps.mfaSessions(id);
      return { id, name, accessKeyId, kept, addedAt, identity, problem, rotation, createdAt, mfaSessions };
    });
  }

  /** Errors: access-key-name-taken, access-key-already-kept, keychain-*, storage-write-failed. */
  async add(key: NewAccessKey): Promise<Result<AccessKeyView>> {
    const { registry, clock } = this.#deps;
    const twin = registry.accessKeys.find((other) => other.accessKeyId === key.accessKeyId);
    if (twin)
      return fail(appError('access-key-already-kept', { accessKeyId: key.accessKeyId, name: twin.name }));
    if (this.#nameTaken(key.name)) return fail(appError('access-key-name-taken', { name: key.name }));

    const added: AccessKey = {
      id: randomUUID(),
      name: key.name,
      accessKeyId: key.accessKeyId,
      kept: key.keep,
      addedAt: clock.now(),
      identity: null,
    };
    const kept = await this.secrets.set(added, key.secretAccessKey);
    if (!kept.ok) return kept;
    const saved = registry.saveAccessKey(added);
    if (!saved.ok) {
      await this.secrets.forget(added);
      return saved;
    }
    this.#deps.journal.record('key-added', added.name, added.accessKeyId);
    return this.view(added.id);
  }

  /** The demo account's key: in memory, never saved, and always with the demo's endpoint. */
  addDemo({ secretAccessKey, ...key }: Omit<NewAccessKey, 'keep'>, endpointUrl: string): Result<string> {
    const added: AccessKey = {
      ...key,
      id: randomUUID(),
      kept: 'demo',
      addedAt: this.#deps.clock.now(),
      identity: null,
    };
    void this.secrets.set(added, secretAccessKey);
    this.#demoEndpoint = endpointUrl;
    const saved = this.#deps.registry.saveAccessKey(added);
    return saved.ok ? succeed(added.id) : saved;
  }

  /** For a key whose keychain entry is gone, or which was kept for an earlier run only. */
  async enterSecret(id: string, secret: Secret, keep: 'keychain' | 'memory'): Promise<Result<AccessKeyView>> {
    const key = this.#deps.registry.accessKey(id);
    if (key === null) return fail(appError('access-key-not-found'));
    const kept = await this.secrets.set({ ...key, kept: keep }, secret);
    if (!kept.ok) return kept;
    const saved = this.#deps.registry.saveAccessKey({ ...key, kept: keep });
    if (!saved.ok) return saved;
    this.#setProblem(id, null);
    return this.view(id);
  }

  async test(id: string, signal: AbortSignal): Promise<Result<CallerIdentity>> {
    const { registry, journal, sts, awsTime } = this.#deps;
    const key = registry.accessKey(id);
    if (key === null) return fail(appError('access-key-not-found'));
    const caller = await this.caller(id, this.#deps.defaultRegion());
    if (!caller.ok) return caller;

    const { result, awsTime: time } = await sts.getCallerIdentity(caller.value, signal);
    if (time !== null) awsTime.learn(time);
    if (!result.ok) {
      if (result.error.code !== 'cancelled') journal.record('failed', key.name, '', result.error);
      return result;
    }
    const current = registry.accessKey(id);
    if (current !== null) registry.saveAccessKey({ ...current, identity: result.value });
    journal.record('key-tested', key.name, result.value.arn);
    await this.#learnAge(id, caller.value, signal);
    return result;
  }

  /** As far as its policy lets it look: a key whose age is not known is as good as any. */
  async #learnAge(id: string, caller: StsCaller, signal: AbortSignal): Promise<void> {
    const { registry, iam } = this.#deps;
    const { result } = await iam.listAccessKeys(caller, signal);
    const key = registry.accessKey(id);
    if (!result.ok || key === null) return;
    const found = result.value.find(({ accessKeyId }) => accessKeyId === key.accessKeyId);
    const createdAt = found?.createdAt ?? undefined;
    if (createdAt !== undefined && createdAt !== key.createdAt) registry.saveAccessKey({ ...key, createdAt });
  }

  rename(id: string, name: string): Result<AccessKeyView> {
    const key = this.#deps.registry.accessKey(id);
    if (key === null) return fail(appError('access-key-not-found'));
    if (this.#nameTaken(name, id)) return fail(appError('access-key-name-taken', { name }));
    const saved = this.#deps.registry.saveAccessKey({ ...key, name });
    if (!saved.ok) return saved;
    this.#deps.journal.record('key-renamed', name, key.name);
    return this.view(id);
  }

  /** The secret goes first: a key without a secret can be removed again, a secret without its key would be lost sight of. */
  async remove(id: string): Promise<Result<undefined>> {
    const key = this.#deps.registry.accessKey(id);
    if (key === null) return fail(appError('access-key-not-found'));
    const forgotten = await this.secrets.forget(key);
    if (!forgotten.ok) return forgotten;
    const removed = this.#deps.registry.removeAccessKey(id);
    if (!removed.ok) return removed;
    this.#problems.delete(id);
    this.#deps.journal.record('key-removed', key.name, key.accessKeyId);
    return succeed();
  }

  removeDemo(): void {
    for (const key of this.#deps.registry.accessKeys) if (key.kept === 'demo') void this.secrets.forget(key);
    this.#demoEndpoint = null;
  }

  /** Errors: profile-source-missing, access-key-secret-missing, keychain-*. */
  async caller(keyId: string, region: string): Promise<Result<StsCaller>> {
    const key = this.#deps.registry.accessKey(keyId);
    if (key === null) return fail(appError('profile-source-missing'));
    const secret = await this.#secretOf(key);
    if (!secret.ok) return secret;
    return succeed({
      credentials: { accessKeyId: key.accessKeyId, secretAccessKey: secret.value },
      region,
      endpointUrl: this.endpointOf(keyId),
    });
  }

  /** The endpoint that calls made with this key, and exports of its sessions, must use; null: AWS itself. */
  endpointOf(keyId: string | null): string | null {
    const key = keyId === null ? null : this.#deps.registry.accessKey(keyId);
    return key?.kept === 'demo' ? this.#demoEndpoint : null;
  }

  async #secretOf(key: AccessKey): Promise<Result<Secret>> {
    const found = await this.secrets.get(key);
    if (key.kept !== 'keychain') {
      return found.ok && found.value !== null ? succeed(found.value) : fail(secretMissing(key.name));
    }
    const result: Result<Secret> = !found.ok
      ? found
      : found.value === null
        ? fail(secretMissing(key.name))
        : succeed(found.value);
    this.#setProblem(key.id, result.ok ? null : result.error);
    return result;
  }

  #forgotten(key: AccessKey): AppError | null {
    return key.kept === 'memory' && !this.secrets.isInMemory(key) ? secretMissing(key.name) : null;
  }

  #setProblem(id: string, problem: AppError | null): void {
    if (problem === null) this.#problems.delete(id);
    else this.#problems.set(id, problem);
    this.#deps.onChanged();
  }

  #nameTaken(name: string, exceptId?: string): boolean {
    return this.#deps.registry.accessKeys.some((other) => other.name === name && other.id !== exceptId);
  }

  /** Errors: access-key-not-found. */
  view(id: string): Result<AccessKeyView> {
    const view = this.views().find((candidate) => candidate.id === id);
    return view ? succeed(view) : fail(appError('access-key-not-found'));
  }
}

function secretMissing(name: string): AppError {
  return appError('access-key-secret-missing', { name });
}
