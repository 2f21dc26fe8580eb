import { appError, type ReasonCode } from '../../../shared/errors.ts';
import type { Profile, Recipe, RecipeKind, RecipeSource } from '../../../shared/profile.ts';
import { cannotAssume, chainOf, type ProfileLookup } from '../../../shared/profile-chain.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';

export type Link = Pick<Profile, 'id' | 'name' | 'recipe'>;

/** `self`: the profile that has the recipe, where it is saved already. Errors: profile-source-missing, chain-cycle {names}, chain-source-cannot-assume. */
export function checkedChain(
  recipe: Recipe,
  profileOf: ProfileLookup,
  self: Link | null = null,
): Result<readonly Link[]> {
  const { links, end } = chainOf(recipe, profileOf, self?.id ?? null);
  if (end === 'missing') return fail(appError('profile-source-missing'));
  if (end === 'cycle') {
    const names = [...(self === null ? [] : [self.name]), ...links.map(({ name }) => name)];
    return fail(appError('chain-cycle', { names: [...names, names[0] ?? ''].join(' → ') }));
  }
  for (const { name, recipe: link } of links) {
    const kind = cannotAssume(link.kind);
    if (kind !== null) return fail(appError('chain-source-cannot-assume', { name, reason: reasons[kind] }));
  }
  return succeed(links);
}

const reasons: Readonly<Record<Exclude<ReturnType<typeof cannotAssume>, null>, ReasonCode>> = {
  'federation-token': 'federated-user-calls',
  'assume-root': 'root-one-task',
  'access-key': 'key-itself',
} satisfies Partial<Record<RecipeKind, ReasonCode>>;

/** Where the first credentials of all come from; null: a profile on the way is gone, or they go round in a circle. */
export function rootSourceOf(recipe: Recipe, profileOf: ProfileLookup): RecipeSource | null {
  const { links, end } = chainOf(recipe, profileOf);
  return end === 'whole' ? (links.at(-1)?.recipe ?? recipe).source : null;
}
