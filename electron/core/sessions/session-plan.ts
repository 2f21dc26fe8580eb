import { appError } from '../../../shared/errors.ts';
import type { Profile } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Registry } from '../profiles/registry.ts';
import { sessionIdentity } from './session-identity.ts';

/** A profile as it is now, and the one request that it comes down to. */
export interface SessionPlan {
  readonly profile: Profile;
  readonly identity: string;
  readonly roleSessionName: string;
  readonly durationSeconds: number;
  readonly chosenDurationSeconds: number | null;
}

/** Errors: profile-not-found. */
export function planSession(
  registry: Registry,
  profileId: string,
  chosenDurationSeconds: number | null,
  defaultRoleSessionName: string,
): Result<SessionPlan> {
  const profile = registry.profile(profileId);
  if (profile === null) return fail(appError('profile-not-found'));
  const roleSessionName = profile.recipe.roleSessionName ?? defaultRoleSessionName;
  const durationSeconds = chosenDurationSeconds ?? profile.recipe.durationSeconds;
  const identity = sessionIdentity(profile.recipe, { roleSessionName, durationSeconds });
  return succeed({ profile, identity, roleSessionName, durationSeconds, chosenDurationSeconds });
}
