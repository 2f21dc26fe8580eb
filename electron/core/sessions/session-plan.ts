import { appError } from '../../../shared/errors.ts';
import type { Profile, SessionRecipe } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Registry } from '../profiles/registry.ts';
import { sessionIdentity } from './session-identity.ts';

/** A profile as it is now, and the one request that it comes down to. */
export interface SessionPlan {
  readonly profile: Profile;
  readonly recipe: SessionRecipe;
  readonly identity: string;
  readonly roleSessionName: string;
  readonly durationSeconds: number;
  readonly chosenDurationSeconds: number | null;
}

/** Errors: profile-not-found, profile-has-no-session. */
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
  const ownName = recipe.kind === 'assume-role' ? recipe.roleSessionName : undefined;
  const roleSessionName = ownName ?? defaultRoleSessionName;
  const durationSeconds = chosenDurationSeconds ?? recipe.durationSeconds;
  const identity = sessionIdentity(recipe, { roleSessionName, durationSeconds });
  return succeed({ profile, recipe, identity, roleSessionName, durationSeconds, chosenDurationSeconds });
}
