import { type Result, succeed } from '../../../shared/result.ts';
import type { SessionCredentials } from '../credentials.ts';
import type { StsAnswer, StsGateway } from '../ports.ts';
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

/** Makes new sessions: source credentials, a code from the person where AWS wants one, one call. */
export class SessionSource {
  readonly #deps: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** `onPrompt` is called when it is the person who is waited for. */
  async acquire(plan: SessionPlan, onPrompt: () => void, signal: AbortSignal): Promise<Result<HeldSession>> {
    const { registry, accessKeys, mfa } = this.#deps;
    const { recipe } = plan;
    const { name } = plan.profile;
    // Before the person is asked for a code: a code is wasted on a call that can't be made.
    const caller = await accessKeys.caller(recipe.source.keyId, recipe.region);
    if (!caller.ok) return caller;

    const call = (mfaCode: string | null): Promise<StsAnswer<SessionCredentials>> => {
      const { roleSessionName, durationSeconds } = plan;
      if (recipe.kind === 'assume-role') {
        const request = { recipe, roleSessionName, durationSeconds, mfaCode };
        return this.#deps.sts.assumeRole(caller.value, request, signal);
      }
      const request = { durationSeconds, mfaSerial: recipe.mfaSerial ?? null, mfaCode };
      return this.#deps.sts.getSessionToken(caller.value, request, signal);
    };

    const acquire = async (mfaCode: string | null): Promise<Result<HeldSession>> => {
      const answer = await call(mfaCode);
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

    if (recipe.mfaSerial === undefined) return acquire(null);
    onPrompt();
    const keyName = registry.accessKey(recipe.source.keyId)?.name ?? '';
    return mfa.ask(
      { profileId: plan.profile.id, serial: recipe.mfaSerial, keyName, profileName: name },
      acquire,
      signal,
    );
  }
}
