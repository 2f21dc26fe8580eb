import type { CallerIdentity } from '../../../shared/access-key-views.ts';
import { appError, isPassing } from '../../../shared/errors.ts';
import { keyIdOf, mfaSerialOf } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { IamAccessKey, IamGateway, IamKeyUse, StsAnswer, StsCaller, StsGateway } from '../aws-ports.ts';
import type { LongTermCredentials } from '../credentials.ts';
import type { MfaSessions } from '../mfa/mfa-sessions.ts';
import type { Clock } from '../ports.ts';
import type { Journal } from '../reminders/journal.ts';
import type { AwsTime } from '../time/aws-time.ts';
import { wait } from '../time/wait.ts';
import type { AccessKeys } from './access-keys.ts';
import type { Registry } from './registry.ts';

export interface RotationDependencies {
  readonly clock: Clock;
  readonly awsTime: AwsTime;
  readonly registry: Registry;
  readonly accessKeys: AccessKeys;
  readonly iam: IamGateway;
  readonly sts: StsGateway;
  readonly mfaSessions: Pick<MfaSessions, 'ask' | 'live'>;
  readonly journal: Journal;
  readonly defaultRegion: () => string;
}

/** A new key is known everywhere after some seconds; after this long something else is wrong. */
const patience = 60_000;
const longestPause = 8_000;

/** What a rotation asks of AWS. */
export class RotationCalls {
  readonly #deps: RotationDependencies;
  /** Serials of the devices whose codes the rotations under way were opened with, by key. */
  readonly #openedWith = new Map<string, string>();

  constructor(dependencies: RotationDependencies) {
    this.#deps = dependencies;
  }

  /** With the key that is in use now, or a session that its MFA code opened for this rotation. */
  async caller(id: string): Promise<Result<StsCaller>> {
    const { accessKeys, mfaSessions } = this.#deps;
    const region = this.#region(id);
    const serial = this.#openedWith.get(id);
    const opened = serial === undefined ? null : mfaSessions.live(id, serial);
    return opened === null
      ? accessKeys.caller(id, region)
      : succeed({ credentials: opened.credentials, region, endpointUrl: accessKeys.endpointOf(id) });
  }

  /**
   * Many policies allow a user to change their own keys only with MFA
   * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html):
   * what IAM denied is tried once more with a session that a code has opened, where the key's device is known.
   */
  async withMfaWhereDenied<Value>(
    id: string,
    work: () => Promise<Result<Value>>,
    signal: AbortSignal,
  ): Promise<Result<Value>> {
    const answer = await work();
    const denied =
      !answer.ok && [answer.error.code, answer.error.params.reason].includes('iam-access-denied');
    const user = this.#deps.registry.profiles.find(
      ({ recipe }) => keyIdOf(recipe) === id && mfaSerialOf(recipe) !== undefined,
    );
    const serial = user && mfaSerialOf(user.recipe);
    if (!denied || user === undefined || serial === undefined || this.#openedWith.has(id)) return answer;
    const opened = await this.#deps.mfaSessions.ask(
      {
        keyId: id,
        serial,
        region: this.#region(id),
        durationSeconds: 3_600,
        profile: { id: user.id, name: this.#deps.registry.accessKey(id)?.name ?? user.name },
        accept: 'any',
      },
      { asker: 'person', signal },
    );
    if (!opened.ok) return answer;
    this.#openedWith.set(id, serial);
    return work().finally(() => this.#openedWith.delete(id));
  }

  create(caller: StsCaller, signal: AbortSignal): Promise<Result<LongTermCredentials>> {
    return this.#learned(this.#deps.iam.createAccessKey(caller, signal));
  }

  list(caller: StsCaller, signal: AbortSignal): Promise<Result<readonly IamAccessKey[]>> {
    return this.#learned(this.#deps.iam.listAccessKeys(caller, signal));
  }

  lastUsed(caller: StsCaller, accessKeyId: string, signal: AbortSignal): Promise<Result<IamKeyUse>> {
    return this.#learned(this.#deps.iam.accessKeyLastUsed(caller, accessKeyId, signal));
  }

  delete(caller: StsCaller, accessKeyId: string, signal: AbortSignal): Promise<Result<undefined>> {
    return this.#learned(this.#deps.iam.deleteAccessKey(caller, accessKeyId, signal));
  }

  deactivateOnceKnown(
    caller: StsCaller,
    accessKeyId: string,
    signal: AbortSignal,
  ): Promise<Result<undefined>> {
    return this.#onceKnown(signal, () => this.#deps.iam.deactivateAccessKey(caller, accessKeyId, signal));
  }

  identityOnceKnown(
    id: string,
    credentials: LongTermCredentials,
    signal: AbortSignal,
  ): Promise<Result<CallerIdentity>> {
    const caller: StsCaller = {
      credentials,
      region: this.#region(id),
      endpointUrl: this.#deps.accessKeys.endpointOf(id),
    };
    return this.#onceKnown(signal, () => this.#deps.sts.getCallerIdentity(caller, signal));
  }

  /** Tries until AWS knows the key that signs. */
  async #onceKnown<Value>(signal: AbortSignal, ask: () => Promise<StsAnswer<Value>>): Promise<Result<Value>> {
    const { clock } = this.#deps;
    const end = clock.uptime() + patience;
    for (let pause = 1_000; ; pause = Math.min(2 * pause, longestPause)) {
      const result = await this.#learned(ask());
      if (signal.aborted && !result.ok) return fail(appError('cancelled'));
      if (result.ok) return result;
      const mayPass = result.error.code === 'sts-invalid-client-token' || isPassing(result.error);
      if (!mayPass || clock.uptime() + pause > end) return result;
      await wait(clock, pause, signal);
    }
  }

  async #learned<Value>(answer: Promise<StsAnswer<Value>>): Promise<Result<Value>> {
    const { result, awsTime } = await answer;
    if (awsTime !== null) this.#deps.awsTime.learn(awsTime);
    return result;
  }

  /** IAM is one for each partition, and the Region says which: a profile of the key knows it. */
  #region(id: string): string {
    const user = this.#deps.registry.profiles.find(({ recipe }) => keyIdOf(recipe) === id);
    return user?.recipe.region ?? this.#deps.defaultRegion();
  }
}
