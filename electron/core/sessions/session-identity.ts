import { createHash } from 'node:crypto';
import type { AssumeRoleRecipe, SessionRecipe, SessionTokenRecipe } from '../../../shared/profile.ts';

/** What is sent in place of the recipe's own, possibly absent, values. */
export interface EffectiveParameters {
  readonly roleSessionName: string;
  readonly durationSeconds: number;
}

/**
 * The identity of a session: a hash of every request parameter that shapes it. Requests with the same identity may
 * share one STS call and one session; an edited profile, or another duration, is another identity, so an old session
 * is never served for it.
 */
export function sessionIdentity(recipe: SessionRecipe, effective: EffectiveParameters): string {
  const parameters =
    recipe.kind === 'assume-role'
      ? assumeRoleParameters(recipe, effective)
      : sessionTokenParameters(recipe, effective);
  return createHash('sha256').update(JSON.stringify(parameters)).digest('hex');
}

/** The type makes the compiler ask for a place here when the recipe gains a parameter. */
type Parameters<Recipe> = { readonly [Parameter in keyof Required<Recipe>]: unknown };

function assumeRoleParameters(
  recipe: AssumeRoleRecipe,
  effective: EffectiveParameters,
): Parameters<AssumeRoleRecipe> {
  return {
    kind: recipe.kind,
    source: [recipe.source.kind, recipe.source.keyId],
    roleArn: recipe.roleArn,
    region: recipe.region,
    durationSeconds: effective.durationSeconds,
    roleSessionName: effective.roleSessionName,
    externalId: recipe.externalId ?? null,
    policy: recipe.policy ?? null,
    policyArns: recipe.policyArns.toSorted(),
    tags: recipe.tags.map((tag) => JSON.stringify([tag.key, tag.value])).sort(),
    transitiveTagKeys: recipe.transitiveTagKeys.toSorted(),
    sourceIdentity: recipe.sourceIdentity ?? null,
    mfaSerial: recipe.mfaSerial ?? null,
  };
}

function sessionTokenParameters(
  recipe: SessionTokenRecipe,
  effective: EffectiveParameters,
): Parameters<SessionTokenRecipe> {
  return {
    kind: recipe.kind,
    source: [recipe.source.kind, recipe.source.keyId],
    region: recipe.region,
    durationSeconds: effective.durationSeconds,
    mfaSerial: recipe.mfaSerial ?? null,
  };
}
