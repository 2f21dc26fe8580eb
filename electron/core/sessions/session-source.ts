import { type Result, succeed } from '../../../shared/result.ts';
import type { StsGateway } from '../ports.ts';
import type { AccessKeys } from '../profiles/access-keys.ts';
import type { Registry } from '../profiles/registry.ts';
import type { AwsTime } from '../time/aws-time.ts';
import type { MfaBroker } from './mfa-broker.ts';
import type { HeldSession } from './session-machine.ts';
import type { SessionPlan } from './session-plan.ts';

interface Dependencies {
  readonly registry: Registry;
  readonly accessKeys: AccessKeys;
  readonly sts: StsGateway;
  readonly mfa: MfaBroker;
  readonly awsTime: AwsTime;
}

/** Makes new sessions: source credentials, a code from the person where the role wants one, one AssumeRole call. */
export class SessionSource {
  readonly #deps: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** `onPrompt` is called when it is the person who is waited for. */
  async acquire(plan: SessionPlan, onPrompt: () => void, signal: AbortSignal): Promise<Result<HeldSession>> {
    const { registry, accessKeys, mfa } = this.#deps;
    const { recipe, name } = plan.profile;
    // Before the person is asked for a code: a code is wasted on a call that can't be made.
    const caller = await accessKeys.caller(recipe.source.keyId, recipe.region);
    if (!caller.ok) return caller;

    const assume = async (mfaCode: string | null): Promise<Result<HeldSession>> => {
      const { roleSessionName, durationSeconds } = plan;
      const answer = await this.#deps.sts.assumeRole(
        caller.value,
        { recipe, roleSessionName, durationSeconds, mfaCode },
        signal,
      );
      if (answer.awsTime !== null) this.#deps.awsTime.learn(answer.awsTime);
      if (!answer.result.ok) return answer.result;
      const credentials = answer.result.value;
      return succeed({
        identity: plan.identity,
        credentials,
        chosenDurationSeconds: plan.chosenDurationSeconds,
        issuedAt: answer.awsTime ?? this.#deps.awsTime.now(),
        expiresAt: credentials.expiration,
      });
    };

    if (recipe.mfaSerial === undefined) return assume(null);
    onPrompt();
    const keyName = registry.accessKey(recipe.source.keyId)?.name ?? '';
    return mfa.ask({ serial: recipe.mfaSerial, keyName, profileName: name }, assume, signal);
  }
}
