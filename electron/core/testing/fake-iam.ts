import type { CallerIdentity } from '../../../shared/access-key-views.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { IamAccessKey, IamGateway, IamKeyUse, StsAnswer, StsCaller } from '../aws-ports.ts';
import type { LongTermCredentials } from '../credentials.ts';

interface FakeKey {
  readonly secret: string;
  active: boolean;
  readonly createdAt: number;
  readonly knownFrom: number;
  lastUsedAt: number | null;
}

/** One IAM user's access keys, two at most; a new one is known only after a while. */
export class FakeIam implements IamGateway {
  readonly keys = new Map<string, FakeKey>();
  created = 0;
  /** Ms until a new key is known. */
  propagationDelay = 3_000;
  readonly #awsTime: () => number;
  readonly #refusals = new Map<string, AppError>();

  constructor(awsTime: () => number) {
    this.#awsTime = awsTime;
  }

  add(accessKeyId: string, secret: string, createdAt = 0): void {
    this.keys.set(accessKeyId, { secret, active: true, createdAt, knownFrom: createdAt, lastUsedAt: null });
  }

  /** By action, such as `UpdateAccessKey`; null: as usual again. */
  refuse(action: string, error: AppError | null): void {
    if (error === null) this.#refusals.delete(action);
    else this.#refusals.set(action, error);
  }

  async createAccessKey(caller: StsCaller): Promise<StsAnswer<LongTermCredentials>> {
    return this.#answer('CreateAccessKey', caller, () => {
      if (this.keys.size >= 2) return fail(appError('iam-key-limit'));
      this.created += 1;
      const accessKeyId = `AKIANEW${String(this.created).padStart(13, '0')}`;
      const secret = `secret-of-${accessKeyId}`;
      const now = this.#awsTime();
      const knownFrom = now + this.propagationDelay;
      this.keys.set(accessKeyId, { secret, active: true, createdAt: now, knownFrom, lastUsedAt: null });
      return succeed({ accessKeyId, secretAccessKey: new Secret(secret) });
    });
  }

  async listAccessKeys(caller: StsCaller): Promise<StsAnswer<readonly IamAccessKey[]>> {
    return this.#answer('ListAccessKeys', caller, () =>
      succeed(
        [...this.keys].map(([accessKeyId, { active, createdAt }]) => ({ accessKeyId, active, createdAt })),
      ),
    );
  }

  async deactivateAccessKey(caller: StsCaller, accessKeyId: string): Promise<StsAnswer<undefined>> {
    return this.#answer('UpdateAccessKey', caller, () => {
      const key = this.keys.get(accessKeyId);
      if (key !== undefined) key.active = false;
      return succeed();
    });
  }

  /** Of every role. */
  roleMaximum = 3_600;
  serials: readonly string[] = [];

  async maxSessionDuration(): Promise<StsAnswer<number>> {
    return this.#given('GetRole', () => this.roleMaximum);
  }

  async setMaxSessionDuration(_caller: StsCaller, _role: string, seconds: number) {
    return this.#given('UpdateRole', () => {
      this.roleMaximum = seconds;
      return undefined;
    });
  }

  async mfaDevices(): Promise<StsAnswer<readonly string[]>> {
    return this.#given('ListMFADevices', () => this.serials);
  }

  #given<Value>(action: string, value: () => Value): StsAnswer<Value> {
    const refusal = this.#refusals.get(action);
    const awsTime = this.#awsTime();
    return { result: refusal === undefined ? succeed(value()) : fail(refusal), awsTime };
  }

  async deleteAccessKey(caller: StsCaller, accessKeyId: string): Promise<StsAnswer<undefined>> {
    return this.#answer('DeleteAccessKey', caller, () => {
      this.keys.delete(accessKeyId);
      return succeed();
    });
  }

  async accessKeyLastUsed(caller: StsCaller, accessKeyId: string): Promise<StsAnswer<IamKeyUse>> {
    const at = this.keys.get(accessKeyId)?.lastUsedAt ?? null;
    return this.#answer('GetAccessKeyLastUsed', caller, () => succeed({ at, service: null }));
  }

  /** STS's: takes the same keys. */
  async getCallerIdentity(caller: StsCaller): Promise<StsAnswer<CallerIdentity>> {
    return this.#answer('GetCallerIdentity', caller, () =>
      succeed({ account: '111122223333', arn: 'arn:aws:iam::111122223333:user/mina', userId: 'AIDAMINA' }),
    );
  }

  /** Whether a request signed with this would be taken now or soon. */
  accepts(accessKeyId: string, secret: string | undefined): boolean {
    const key = this.keys.get(accessKeyId);
    return key?.active === true && key.secret === secret;
  }

  #answer<Value>(action: string, { credentials }: StsCaller, act: () => Result<Value>): StsAnswer<Value> {
    const awsTime = Math.floor(this.#awsTime() / 1_000) * 1_000;
    const key = this.keys.get(credentials.accessKeyId);
    if (key === undefined || !key.active || key.knownFrom > this.#awsTime()) {
      return { result: fail(appError('sts-invalid-client-token')), awsTime };
    }
    if (key.secret !== credentials.secretAccessKey.reveal()) {
      return { result: fail(appError('sts-signature-mismatch')), awsTime };
    }
    key.lastUsedAt = awsTime;
    const refusal = this.#refusals.get(action);
    return { result: refusal === undefined ? act() : fail(refusal), awsTime };
  }
}
