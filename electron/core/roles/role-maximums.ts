import { parseRoleArn } from '../../../shared/aws-limits.ts';
import { type AppError, appError, type ReasonCode } from '../../../shared/errors.ts';
import { accountOf, type Profile, roleArnOf } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { RaisePlan, RoleMaximumView } from '../../../shared/sign-in-views.ts';
import type { IamGateway, StsCaller } from '../aws-ports.ts';
import { posixCommandLine } from '../export/posix.ts';
import type { Clock } from '../ports.ts';
import type { AccessKeys } from '../profiles/access-keys.ts';
import type { Registry } from '../profiles/registry.ts';
import type { Asking } from '../prompts/asker.ts';
import type { Journal } from '../reminders/journal.ts';
import type { SessionManager } from '../sessions/session-manager.ts';
import type { SessionPlan } from '../sessions/session-plan.ts';
import type { AwsTime } from '../time/aws-time.ts';

interface Dependencies {
  readonly clock: Clock;
  readonly awsTime: AwsTime;
  readonly registry: Registry;
  readonly accessKeys: AccessKeys;
  readonly sessions: Pick<SessionManager, 'ask'>;
  readonly iam: IamGateway;
  readonly journal: Journal;
}

type Acting = Asking & { readonly signal: AbortSignal };

/**
 * How long the sessions of a role may be, which only its own account knows:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html#id_roles_use_view-role-max-session
 */
export class RoleMaximums {
  readonly #deps: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Errors: profile-not-found, role-maximum-not-readable, iam-*, and those of assuming. */
  async read(
    profileId: string,
    viaProfileId: string | null,
    acting: Acting,
  ): Promise<Result<RoleMaximumView>> {
    const role = this.#role(profileId);
    if (!role.ok) return role;
    const caller = await this.#caller(viaProfileId ?? profileId, role.value.account, acting);
    if (!caller.ok) return caller;
    const seconds = await this.#ask(caller.value, role.value.name, acting.signal);
    return seconds.ok ? this.#learn(role.value.arn, seconds.value, null) : seconds;
  }

  /** Errors: profile-not-found, role-maximum-not-raisable. */
  planRaise(profileId: string, viaProfileId: string, seconds: number): Result<RaisePlan> {
    const role = this.#role(profileId);
    if (!role.ok) return role;
    const via = this.#deps.registry.profile(viaProfileId);
    if (via === null) return fail(appError('profile-not-found'));
    if (role.value.name.startsWith('AWSReservedSSO_')) {
      return fail(notRaisable('role-of-identity-center'));
    }
    if (this.#accountOf(via) !== role.value.account) {
      return fail(notRaisable('caller-elsewhere', { caller: via.name, account: role.value.account }));
    }
    if (seconds < 3_600) return fail(notRaisable('maximum-an-hour'));
    return succeed({
      roleArn: role.value.arn,
      roleName: role.value.name,
      fromSeconds: this.#known(role.value.arn)?.seconds ?? null,
      toSeconds: seconds,
      viaProfileName: via.name,
      command: `${posixCommandLine(['aws', 'iam', 'update-role', '--role-name', role.value.name])} --max-session-duration ${seconds}`,
    });
  }

  /** Errors: those of `planRaise`, role-maximum-not-readable, iam-*, and those of assuming. */
  async raise(
    profileId: string,
    viaProfileId: string,
    seconds: number,
    acting: Acting,
  ): Promise<Result<RoleMaximumView>> {
    const plan = this.planRaise(profileId, viaProfileId, seconds);
    if (!plan.ok) return plan;
    const account = plan.value.roleArn.split(':')[4] ?? '';
    const caller = await this.#caller(viaProfileId, account, acting);
    if (!caller.ok) return caller;
    const { iam, awsTime, journal } = this.#deps;
    const { roleArn, roleName } = plan.value;
    const answer = await iam.setMaxSessionDuration(caller.value, roleName, seconds, acting.signal);
    if (answer.awsTime !== null) awsTime.learn(answer.awsTime);
    if (!answer.result.ok) return answer.result;
    journal.record('role-maximum-raised', roleArn, `${seconds}`);
    return this.#learn(roleArn, seconds, null);
  }

  /** AWS refused a session as longer than the role's maximum, which tells something of it. */
  refused({ recipe, durationSeconds }: SessionPlan, { code }: AppError): void {
    const roleArn = roleArnOf(recipe);
    if (code !== 'sts-duration-over-maximum' || roleArn === null || durationSeconds === null) return;
    const known = this.#known(roleArn);
    const shortest = Math.min(durationSeconds, known?.refusedSeconds ?? durationSeconds);
    // What was read before is no longer so.
    const seconds = known?.seconds != null && known.seconds < shortest ? known.seconds : null;
    this.#learn(roleArn, seconds, shortest);
  }

  /** A session of that length was given: it is no longer over the maximum. */
  granted({ recipe, durationSeconds }: SessionPlan): void {
    const roleArn = roleArnOf(recipe);
    const known = roleArn === null ? null : this.#known(roleArn);
    if (known === null || durationSeconds === null) return;
    const wrong =
      (known.seconds !== null && known.seconds < durationSeconds) ||
      (known.refusedSeconds !== null && known.refusedSeconds <= durationSeconds);
    if (wrong) this.#learn(known.roleArn, null, null);
  }

  async #ask(caller: StsCaller, roleName: string, signal: AbortSignal): Promise<Result<number>> {
    const { result, awsTime } = await this.#deps.iam.maxSessionDuration(caller, roleName, signal);
    if (awsTime !== null) this.#deps.awsTime.learn(awsTime);
    return result;
  }

  /** A session of that profile, if it is in the role's own account. */
  async #caller(profileId: string, account: string, acting: Acting): Promise<Result<StsCaller>> {
    const { registry, accessKeys, sessions } = this.#deps;
    const profile = registry.profile(profileId);
    if (profile === null) return fail(appError('profile-not-found'));
    const key = registry.rootKey(profile.recipe);
    if (this.#accountOf(profile) !== account) return fail(appError('role-maximum-not-readable'));
    const { region, source } = profile.recipe;
    if (profile.recipe.kind === 'access-key' && source.kind === 'access-key') {
      return accessKeys.caller(source.keyId, region);
    }
    const held = await sessions.ask(profileId, acting);
    if (!held.ok) return held;
    const endpointUrl = accessKeys.endpointOf(key?.id ?? null);
    return succeed({ credentials: held.value.credentials, region, endpointUrl });
  }

  /** Of its sessions; null: not known. */
  #accountOf({ recipe }: Profile): string | null {
    return accountOf(recipe) ?? this.#deps.registry.rootKey(recipe)?.identity?.account ?? null;
  }

  #role(
    profileId: string,
  ): Result<{ readonly arn: string; readonly name: string; readonly account: string }> {
    const profile = this.#deps.registry.profile(profileId);
    if (profile === null) return fail(appError('profile-not-found'));
    const arn = roleArnOf(profile.recipe);
    const role = arn === null ? null : parseRoleArn(arn);
    if (arn === null || role === null) return fail(appError('role-maximum-not-readable'));
    return succeed({ arn, name: role.roleName, account: role.account });
  }

  #known(roleArn: string): RoleMaximumView | null {
    return this.#deps.registry.roleMaximums.find((known) => known.roleArn === roleArn) ?? null;
  }

  #learn(roleArn: string, seconds: number | null, refusedSeconds: number | null): Result<RoleMaximumView> {
    const learned = { roleArn, seconds, refusedSeconds, learnedAt: this.#deps.clock.now() };
    const saved = this.#deps.registry.saveRoleMaximum(learned);
    return saved.ok ? succeed(learned) : saved;
  }
}

function notRaisable(reason: ReasonCode, params: Readonly<Record<string, string>> = {}): AppError {
  return appError('role-maximum-not-raisable', { ...params, reason });
}
