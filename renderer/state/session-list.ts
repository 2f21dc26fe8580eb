import { formatAccount } from '../../shared/account-text.ts';
import { parseRoleArn } from '../../shared/aws-limits.ts';
import { accountOf, type Profile, roleArnOf } from '../../shared/profile.ts';
import type { SessionView } from '../../shared/views.ts';
import { sortedByName } from './by-name.ts';

export type SectionKind = 'live' | 'favourites' | 'all' | 'found';

export type ListItem =
  | {
      readonly kind: 'section';
      readonly key: string;
      readonly section: SectionKind;
      readonly count: number;
      /** Of the live sessions, the first to end. */
      readonly nextExpiry: number | null;
    }
  | { readonly kind: 'account'; readonly key: string; readonly account: string; readonly count: number }
  | {
      readonly kind: 'profile';
      readonly key: string;
      readonly profile: Profile;
      readonly live: boolean;
    };

/** From how many profiles on the rest is grouped by account. */
export const groupFrom = 13;

/**
 * Whether credentials are held for it that main still counts as good, which it also does while it renews them, waits
 * for a code, or could not renew them yet.
 */
export function isLive(session: SessionView | undefined): boolean {
  return (
    session !== undefined &&
    session.expiresAt !== null &&
    session.state !== 'idle' &&
    session.state !== 'expired'
  );
}

/** Lower-cased text that a search looks in: name, role or permission set, account with and without dashes, Region. */
function searchText({ name, recipe }: Profile): string {
  const roleArn = roleArnOf(recipe) ?? '';
  const roleName = 'roleName' in recipe ? recipe.roleName : (parseRoleArn(roleArn)?.roleName ?? '');
  const account = accountOf(recipe) ?? '';
  return [name, roleName, account, formatAccount(account), recipe.region, roleArn].join('\n').toLowerCase();
}

/** What the list needs of a profile at each key, made once. */
interface Indexed {
  readonly profile: Profile;
  readonly text: string;
  readonly account: string;
}

const entries = new WeakMap<Profile, Indexed>();

function entryOf(profile: Profile): Indexed {
  let entry = entries.get(profile);
  if (entry === undefined) {
    entry = { profile, text: searchText(profile), account: accountOf(profile.recipe) ?? '' };
    entries.set(profile, entry);
  }
  return entry;
}

const indexes = new WeakMap<
  readonly Profile[],
  { readonly locale: string; readonly index: readonly Indexed[] }
>();

/** By name. */
function indexOf(profiles: readonly Profile[], locale: string): readonly Indexed[] {
  const known = indexes.get(profiles);
  if (known?.locale === locale) return known.index;
  const index = sortedByName(profiles, locale).map(entryOf);
  indexes.set(profiles, { locale, index });
  return index;
}

function wordsOf(query: string): readonly string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Every word must be there, in any order. */
function hasWords({ text }: Indexed, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

export function matches(profile: Profile, query: string): boolean {
  return hasWords(entryOf(profile), wordsOf(query));
}

/** Live first, the soonest to end on top; then favourites; then the rest, by account when there are many. */
export function buildList(
  profiles: readonly Profile[],
  sessions: ReadonlyMap<string, SessionView>,
  query: string,
  locale: string,
): readonly ListItem[] {
  const words = wordsOf(query);
  const expiry = (profile: Profile) => sessions.get(profile.id)?.expiresAt ?? Number.POSITIVE_INFINITY;
  const live: Profile[] = [];
  const favourites: Profile[] = [];
  const rest: Indexed[] = [];
  for (const entry of indexOf(profiles, locale)) {
    if (!hasWords(entry, words)) continue;
    const { profile } = entry;
    if (isLive(sessions.get(profile.id))) live.push(profile);
    else if (profile.favourite) favourites.push(profile);
    else rest.push(entry);
  }
  live.sort((left, right) => expiry(left) - expiry(right));

  const items: ListItem[] = [];
  const section = (kind: SectionKind, members: readonly unknown[], nextExpiry: number | null = null) => {
    if (members.length > 0) {
      items.push({
        kind: 'section',
        key: `section:${kind}`,
        section: kind,
        count: members.length,
        nextExpiry,
      });
    }
  };
  const rows = (members: readonly Profile[], areLive: boolean) => {
    for (const profile of members) {
      items.push({ kind: 'profile', key: profile.id, profile, live: areLive });
    }
  };

  const first = live[0];
  section('live', live, first === undefined ? null : expiry(first));
  rows(live, true);
  section('favourites', favourites);
  rows(favourites, false);
  section(query.trim() === '' ? 'all' : 'found', rest);
  if (rest.length < groupFrom) {
    rows(
      rest.map(({ profile }) => profile),
      false,
    );
  } else {
    for (const [account, members] of groupByAccount(rest)) {
      items.push({ kind: 'account', key: `account:${account}`, account, count: members.length });
      rows(members, false);
    }
  }
  return items;
}

function groupByAccount(index: readonly Indexed[]): readonly (readonly [string, readonly Profile[]])[] {
  const groups = new Map<string, Profile[]>();
  for (const { profile, account } of index) {
    const members = groups.get(account);
    if (members === undefined) groups.set(account, [profile]);
    else members.push(profile);
  }
  // Digits only, or nothing: no language has another order.
  return [...groups].sort(([left], [right]) => (left < right ? -1 : 1));
}
