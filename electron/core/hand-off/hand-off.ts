import { randomBytes } from 'node:crypto';
import { durationAdvice } from '../../../shared/duration-advice.ts';
import { type AppError, appError, type ReasonCode } from '../../../shared/errors.ts';
import type { CommandInput } from '../../../shared/ipc-contract.ts';
import { type Profile, roleArnOf } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { HandedOff } from '../../../shared/sign-in-views.ts';
import type { SessionCredentials } from '../credentials.ts';
import { expirationText } from '../export/exportable.ts';
import { isShellFormat, shellSyntaxes } from '../export/formats.ts';
import { renderExport, renderUnset } from '../export/render-export.ts';
import type { Clipboard } from '../ports.ts';
import type { Registry } from '../profiles/registry.ts';
import type { Asking } from '../prompts/asker.ts';
import type { Journal } from '../reminders/journal.ts';
import type { Serving } from '../serving/serving.ts';
import type { SessionPlan } from '../sessions/session-plan.ts';
import type { SessionSource } from '../sessions/session-source.ts';
import type { AwsTime } from '../time/aws-time.ts';
import { revokePolicyFor } from './revoke-policy.ts';

type Wanted = CommandInput<'sessions', 'handOff'>;
type HandOffRecipe = Extract<SessionPlan['recipe'], { readonly policyArns: readonly string[] }>;

interface Dependencies {
  readonly awsTime: AwsTime;
  readonly registry: Registry;
  readonly source: Pick<SessionSource, 'acquire'>;
  readonly serving: Pick<Serving, 'describe'>;
  readonly clipboard: Clipboard;
  readonly journal: Journal;
  readonly defaultRoleSessionName: string;
}

/** AWS's limits on RoleSessionName, and on a federated user's Name. */
const longestName = 64;
const longestFederatedName = 32;

/**
 * Sessions for somebody else: a call of its own, narrowed by a session policy, named after who gets it, and kept
 * nowhere here. Stopping the profile does not end it; only IAM can, by the policy that comes with the answer.
 */
export class HandOff {
  readonly #deps: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Errors: profile-not-found, hand-off-not-possible, duration-over-chaining-limit, export-value-unsupported, and those of assuming. */
  async create(
    wanted: Wanted,
    asking: Asking & { readonly signal: AbortSignal },
  ): Promise<Result<HandedOff>> {
    const { registry, source, clipboard, journal, awsTime } = this.#deps;
    const profile = registry.profile(wanted.profileId);
    if (profile === null) return fail(appError('profile-not-found'));
    const plan = this.#plan(profile, wanted);
    if (!plan.ok) return plan;
    const { asker, signal, onPrompt = () => {} } = asking;
    const got = await source.acquire(plan.value, { asker, signal, onPrompt, replaces: null });
    if (!got.ok) return got;

    const { credentials, expiresAt } = got.value;
    const text = this.#snippet(profile, wanted, credentials);
    if (!text.ok) return text;
    const written = await clipboard.writeSecret(text.value);
    if (!written.ok) return written;
    journal.record('handed-off', profile.name, wanted.recipient);
    const copy = journal.addCopy({
      profileId: profile.id,
      profileName: profile.name,
      format: wanted.format,
      expiresAt: awsTime.toLocal(expiresAt),
      recipient: wanted.recipient,
    });
    const name = sessionNameOf(credentials) ?? plan.value.roleSessionName;
    const keyName = registry.rootKey(profile.recipe)?.name;
    const arn = roleArnOf(profile.recipe);
    return succeed({
      copy,
      revokePolicy: JSON.stringify(revokePolicyFor(name, expiresAt), null, 2),
      revokesOwn: profile.recipe.kind === 'assume-role-with-saml',
      revokeOn:
        arn !== null
          ? { kind: 'role', arn }
          : keyName === undefined
            ? null
            : { kind: 'user-of-key', keyName },
    });
  }

  #plan(profile: Profile, { recipient, durationSeconds, policy, policyArns }: Wanted): Result<SessionPlan> {
    const { recipe } = profile;
    const narrows = policy !== undefined || policyArns.length > 0;
    const problem = whyNot(profile, narrows);
    if (problem !== null) return fail(problem);
    const narrowed = narrows ? { ...recipe, policy, policyArns } : recipe;
    if (!isHandOff(narrowed)) return fail(cannot(profile, 'no-session-policy'));

    const profileOf = (id: string) => this.#deps.registry.profile(id) ?? undefined;
    const advice = durationAdvice(narrowed, { profileOf, roleMaximums: [] });
    if (durationSeconds > (advice?.maximumSeconds ?? durationSeconds)) {
      const direct = advice?.longerWay?.kind === 'own-code' ? 'yes' : 'no';
      const found = { wanted: String(durationSeconds), direct };
      return fail(appError('duration-over-chaining-limit', found));
    }
    // So that what revokes one leaves another that the same person got.
    const mark = randomBytes(2).toString('hex');
    const by = this.#deps.defaultRoleSessionName.replace(/^keycutter-/, '');
    const roleSessionName =
      narrowed.kind === 'federation-token'
        ? `${recipient.slice(0, longestFederatedName - mark.length - 1)}-${mark}`
        : `${`${recipient}-by-${by}`.slice(0, longestName - mark.length - 1)}-${mark}`;
    return succeed({
      profile,
      recipe: narrowed,
      identity: '',
      roleSessionName,
      durationSeconds,
      chosenDurationSeconds: durationSeconds,
      hops: 0,
    });
  }

  #snippet(profile: Profile, { format, recipient }: Wanted, credentials: SessionCredentials): Result<Secret> {
    const { serving } = this.#deps;
    const exportable = {
      ...serving.describe(profile),
      ...credentials,
      profileName: recipient,
      expiresAt: credentials.expiration,
    };
    const lines = renderExport(format, exportable);
    if (!lines.ok) return lines;
    const text = lines.value.text.reveal();
    if (!isShellFormat(format)) return succeed(new Secret(text));
    const { comment } = shellSyntaxes[format];
    const until = expirationText(credentials.expiration).replace('T', ' ').replace('Z', ' UTC');
    const remove = renderUnset(format).text;
    const words = [
      comment(`AWS session for ${recipient}. It ends at ${until}, and does not renew.`),
      text.trimEnd(),
      comment('To take it out of this shell again:'),
      ...remove
        .trimEnd()
        .split('\n')
        .map((line) => comment(line.trim())),
    ];
    return succeed(new Secret(`${words.join('\n')}\n`));
  }
}

function whyNot(profile: Profile, narrows: boolean): AppError | null {
  const { recipe } = profile;
  if (!('policyArns' in recipe)) return cannot(profile, 'no-session-policy');
  const hasOwn = recipe.policy !== undefined || recipe.policyArns.length > 0;
  // AWS takes one set of session policies: another one would widen what the profile itself may do.
  return hasOwn && narrows ? cannot(profile, 'own-session-policy') : null;
}

function isHandOff(recipe: Profile['recipe']): recipe is HandOffRecipe {
  return 'policyArns' in recipe;
}

function cannot({ name }: Profile, reason: ReasonCode): AppError {
  return appError('hand-off-not-possible', { name, reason });
}

/** `arn:aws:sts::111122223333:assumed-role/ROLE/NAME`, or `…:federated-user/NAME`. */
function sessionNameOf({ assumedRoleArn }: SessionCredentials): string | null {
  return assumedRoleArn?.split('/').at(-1) ?? null;
}
