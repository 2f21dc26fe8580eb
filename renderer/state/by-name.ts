import type { Profile } from '../../shared/profile.ts';
import { collatorOf } from '../text/collator.ts';

const sorted = new WeakMap<
  readonly Profile[],
  { readonly locale: string; readonly profiles: readonly Profile[] }
>();

/** Sorting thousands by a language's rules takes longer than a key may: once for each state of the profiles. */
export function sortedByName(profiles: readonly Profile[], locale: string): readonly Profile[] {
  const known = sorted.get(profiles);
  if (known?.locale === locale) return known.profiles;
  const byName = collatorOf(locale);
  const inOrder = profiles.toSorted((left, right) => byName.compare(left.name, right.name));
  sorted.set(profiles, { locale, profiles: inOrder });
  return inOrder;
}
