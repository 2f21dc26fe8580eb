import type { Profile } from '../../shared/profile.ts';

const indexed = new WeakMap<readonly Profile[], ReadonlyMap<string, Profile>>();

export function profilesById(profiles: readonly Profile[]): ReadonlyMap<string, Profile> {
  let index = indexed.get(profiles);
  if (index === undefined) {
    index = new Map(profiles.map((profile) => [profile.id, profile]));
    indexed.set(profiles, index);
  }
  return index;
}
