import { partitionOf } from '../../../shared/aws-regions.ts';
import { type AppError, appError, type ThingCode } from '../../../shared/errors.ts';
import { roleArnOf } from '../../../shared/profile.ts';
import { fail, type Result, succeed, unreachable } from '../../../shared/result.ts';
import { partitionMismatch } from '../failures/partition-mismatch.ts';
import type { HeldSession } from './session-machine.ts';
import type { SessionPlan } from './session-plan.ts';
import { byAssumeRole } from './ways/assume-role.ts';
import type { Got, WayContext, WayParts } from './ways/way.ts';
import { byAssumeRoot, byFederationToken, bySessionToken } from './ways/with-key.ts';
import { byIdentityCenter, bySaml, byWebIdentity } from './ways/with-sign-in.ts';

/** Makes new sessions: each kind of profile its own way, in ways/. */
export class SessionSource {
  readonly #parts: WayParts;

  constructor(parts: WayParts) {
    this.#parts = parts;
  }

  /** Errors: whatever keeps the session from being got. */
  async acquire(plan: SessionPlan, context: WayContext): Promise<Result<HeldSession>> {
    const got = await this.#get(plan, context);
    if (!got.ok) return got;
    const { credentials, issuedAt } = got.value;
    return succeed({
      identity: plan.identity,
      credentials,
      chosenDurationSeconds: plan.chosenDurationSeconds,
      issuedAt: issuedAt ?? this.#parts.awsTime.now(),
      expiresAt: credentials.expiration,
    });
  }

  #sourceElsewhere({ recipe: { source, region } }: SessionPlan): AppError | null {
    const link = source.kind === 'profile' ? this.#parts.registry.profile(source.profileId) : null;
    if (link === null) return null;
    const found = partitionOf(link.recipe.region);
    const expected = partitionOf(region);
    return found === expected
      ? null
      : appError('partition-mismatch', {
          what: 'the-source' satisfies ThingCode,
          source: link.name,
          found,
          region,
          expected,
        });
  }

  async #get(plan: SessionPlan, context: WayContext): Promise<Result<Got>> {
    const parts = this.#parts;
    const { recipe } = plan;
    const elsewhere = partitionMismatch(roleArnOf(recipe), recipe.region) ?? this.#sourceElsewhere(plan);
    if (elsewhere !== null) return fail(elsewhere);
    switch (recipe.kind) {
      case 'assume-role':
        return byAssumeRole(parts, { ...plan, recipe }, context);
      case 'session-token':
        return bySessionToken(parts, { ...plan, recipe }, context);
      case 'federation-token':
        return byFederationToken(parts, { ...plan, recipe }, context);
      case 'assume-root':
        return byAssumeRoot(parts, { ...plan, recipe }, context);
      case 'assume-role-with-saml':
        return bySaml(parts, { ...plan, recipe }, context);
      case 'assume-role-with-web-identity':
        return byWebIdentity(parts, { ...plan, recipe }, context);
      case 'identity-center':
        return byIdentityCenter(parts, { ...plan, recipe }, context);
      case 'credential-process': {
        const got = await parts.processes.session(recipe.source.command, context.signal);
        return got.ok ? succeed({ credentials: got.value, issuedAt: null }) : got;
      }
      default:
        return unreachable(recipe);
    }
  }
}
