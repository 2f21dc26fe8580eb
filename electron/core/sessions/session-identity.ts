import { createHash } from 'node:crypto';
import type { AssumeRoleRecipe } from '../../../shared/profile.ts';

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
export function sessionIdentity(recipe: AssumeRoleRecipe, effective: EffectiveParameters): string {
  // The type makes the compiler ask for a place here when the recipe gains a parameter.
  const parameters: { readonly [Parameter in keyof Required<AssumeRoleRecipe>]: unknown } = {
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
  return createHash('sha256').update(JSON.stringify(parameters)).digest('hex');
}
