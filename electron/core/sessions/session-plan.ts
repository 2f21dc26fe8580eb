import { limitProblem } from '../../../shared/aws-limits.ts';
import { durationAdvice } from '../../../shared/duration-advice.ts';
import { appError, type ThingCode } from '../../../shared/errors.ts';
import { refuseFor } from '../../../shared/parse-input.ts';
import { durationOf, mfaSerialOf, type Profile, type SessionRecipe } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { checkedChain, type Link } from '../profiles/chain.ts';
import type { Registry } from '../profiles/registry.ts';
import { sessionIdentity } from './session-identity.ts';

/** A profile as it is now, and the one request that it comes down to. */
export interface SessionPlan {
  readonly profile: Profile;
  readonly recipe: SessionRecipe;
  readonly identity: string;
  /** Of the role session or federated user. */
  readonly roleSessionName: string;
  /** Null: somebody else decides. */
  readonly durationSeconds: number | null;
  readonly chosenDurationSeconds: number | null;
  /** How many sessions it is got with, one after the other; 0: none. */
  readonly hops: number;
}

/** Of a federated user. */
const longestFederatedName = 32;

/** Errors: profile-not-found, profile-has-no-session, profile-source-missing, chain-*, duration-over-chaining-limit. */
export function planSession(
  registry: Registry,
  profileId: string,
  chosenDurationSeconds: number | null,
  defaultRoleSessionName: string,
): Result<SessionPlan> {
  const profile = registry.profile(profileId);
  if (profile === null) return fail(appError('profile-not-found'));
  const { recipe } = profile;
  if (recipe.kind === 'access-key') return fail(appError('profile-has-no-session', { name: profile.name }));
  const profileOf = (id: string) => registry.profile(id) ?? undefined;
  const chain = checkedChain(recipe, profileOf, profile);
  if (!chain.ok) return chain;

  const durationSeconds = durationOf(recipe) === null ? null : (chosenDurationSeconds ?? durationOf(recipe));
  const advice = durationAdvice(recipe, { profileOf, roleMaximums: [] });
  if (advice !== null && durationSeconds !== null && durationSeconds > advice.maximumSeconds) {
    if (advice.reason === 'kind') {
      const problem = limitProblem('kind-duration', { seconds: advice.maximumSeconds });
      return refuseFor('the-duration' satisfies ThingCode, problem);
    }
    const direct = advice.longerWay?.kind === 'own-code' ? 'yes' : 'no';
    const wanted = String(durationSeconds);
    return fail(appError('duration-over-chaining-limit', { wanted, direct }));
  }

  const roleSessionName = nameOf(recipe, defaultRoleSessionName);
  const sourceIdentity = chain.value.length === 0 ? null : identityOf(chain.value, defaultRoleSessionName);
  const identity = sessionIdentity(recipe, { roleSessionName, durationSeconds, sourceIdentity });
  const sharesCode = recipe.kind === 'assume-role' && recipe.mfaShared === true && mfaSerialOf(recipe);
  const hops = chain.value.length + (sharesCode ? 1 : 0);
  return succeed({
    profile,
    recipe,
    identity,
    roleSessionName,
    durationSeconds,
    chosenDurationSeconds: durationSeconds === null ? null : chosenDurationSeconds,
    hops,
  });
}

/** Of the nearest link, as its profile has it: a duration chosen for one session of it changes nothing here. */
function identityOf([link, ...further]: readonly Link[], defaultRoleSessionName: string): string | null {
  if (link === undefined || link.recipe.kind === 'access-key') return null;
  return sessionIdentity(link.recipe, {
    roleSessionName: nameOf(link.recipe, defaultRoleSessionName),
    durationSeconds: durationOf(link.recipe),
    sourceIdentity: identityOf(further, defaultRoleSessionName),
  });
}

function nameOf(recipe: SessionRecipe, defaultRoleSessionName: string): string {
  switch (recipe.kind) {
    case 'assume-role':
    case 'assume-role-with-web-identity':
      return recipe.roleSessionName ?? defaultRoleSessionName;
    case 'federation-token':
      return recipe.federatedName ?? defaultRoleSessionName.slice(0, longestFederatedName);
    default:
      return defaultRoleSessionName;
  }
}
