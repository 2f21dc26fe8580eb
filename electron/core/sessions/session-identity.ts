import { createHash } from 'node:crypto';
import type { RecipeSource, SessionRecipe, SessionTag } from '../../../shared/profile.ts';

/** What is sent in place of the recipe's own, possibly absent, values. */
export interface EffectiveParameters {
  readonly roleSessionName: string;
  /** Null: somebody else decides. */
  readonly durationSeconds: number | null;
  /** The identity of the session that it calls with; null: it calls with no other profile's. */
  readonly sourceIdentity: string | null;
}

/**
 * The identity of a session: a hash of every request parameter that shapes it, and of the session it was asked with.
 * Requests with the same identity may share one call and one session; an edited profile, an edited source, or another
 * duration is another identity, so an old session is never served for it.
 */
export function sessionIdentity(recipe: SessionRecipe, effective: EffectiveParameters): string {
  const parameters = Object.entries({ ...recipe, ...ordered(recipe), ...sent(recipe, effective) })
    .filter(([, value]) => value !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(parameters)).digest('hex');
}

function sent(recipe: SessionRecipe, effective: EffectiveParameters) {
  const { roleSessionName, durationSeconds, sourceIdentity } = effective;
  return {
    source: [sourceParameters(recipe.source), sourceIdentity],
    durationSeconds: durationSeconds ?? undefined,
    roleSessionName: takesSessionName(recipe) ? roleSessionName : undefined,
  };
}

/** Whether the call names the session, as CloudTrail then shows it. */
function takesSessionName(recipe: SessionRecipe): boolean {
  return (
    recipe.kind === 'assume-role' ||
    recipe.kind === 'assume-role-with-web-identity' ||
    recipe.kind === 'federation-token'
  );
}

/** Lists whose order means nothing to AWS. */
function ordered(recipe: SessionRecipe): object {
  return {
    ...('policyArns' in recipe ? { policyArns: recipe.policyArns.toSorted() } : {}),
    ...('tags' in recipe ? { tags: recipe.tags.map(tagText).sort() } : {}),
    ...('transitiveTagKeys' in recipe ? { transitiveTagKeys: recipe.transitiveTagKeys.toSorted() } : {}),
  };
}

function tagText({ key, value }: SessionTag): string {
  return JSON.stringify([key, value]);
}

/** An id is enough: what it stands for is named elsewhere, or its own identity goes in beside. */
function sourceParameters(source: RecipeSource): readonly string[] {
  switch (source.kind) {
    case 'access-key':
      return [source.kind, source.keyId];
    case 'profile':
      return [source.kind, source.profileId];
    case 'machine':
      return [source.kind, source.from];
    case 'sign-in':
      return [source.kind, source.signInId];
    case 'command':
      return [source.kind, source.command];
    case 'token-file':
      return [source.kind, source.path];
  }
}
