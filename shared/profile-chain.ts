import type { CallerSource, Profile, Recipe, RecipeKind } from './profile.ts';

/** Any profile by its id; undefined: it is no longer there. */
export type ProfileLookup = (profileId: string) => Pick<Profile, 'id' | 'name' | 'recipe'> | undefined;

export interface ProfileChain {
  /** From the recipe's own source to the one that calls with no other profile; a cycle ends before its repetition. */
  readonly links: readonly Pick<Profile, 'id' | 'name' | 'recipe'>[];
  /** What the first call of all is made with; null: with no credentials at all (a sign-in, a token), or not known. */
  readonly origin: CallerSource | null;
  readonly end: 'whole' | 'cycle' | 'missing';
}

/** The profiles that a recipe calls through. `ownId`: the profile that has it, where it was saved already. */
export function chainOf(recipe: Recipe, profileOf: ProfileLookup, ownId: string | null = null): ProfileChain {
  const links: Pick<Profile, 'id' | 'name' | 'recipe'>[] = [];
  const seen = new Set(ownId === null ? [] : [ownId]);
  let { source } = recipe;
  while (source.kind === 'profile') {
    if (seen.has(source.profileId)) return { links, origin: null, end: 'cycle' };
    seen.add(source.profileId);
    const link = profileOf(source.profileId);
    if (link === undefined) return { links, origin: null, end: 'missing' };
    links.push(link);
    source = link.recipe.source;
  }
  const origin = source.kind === 'access-key' || source.kind === 'machine' ? source : null;
  return { links, origin, end: 'whole' };
}

/**
 * Why sessions of a kind cannot call AssumeRole. `federation-token`: of STS they may call GetCallerIdentity only.
 * `assume-root`: they do their one task. `access-key`: there is no session; the key itself is the source.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html
 */
export function cannotAssume(kind: RecipeKind): 'federation-token' | 'assume-root' | 'access-key' | null {
  return kind === 'federation-token' || kind === 'assume-root' || kind === 'access-key' ? kind : null;
}
