import { secondsLeft } from '../../shared/countdown.ts';
import { plainText } from '../../shared/plain-text.ts';
import { accountOf, keyIdOf, type Profile, roleArnOf } from '../../shared/profile.ts';
import type { SessionView, Snapshot } from '../../shared/views.ts';
import { shown, text } from '../text/en.ts';
import { type Cell, columns } from './columns.ts';
import { timestamp } from './json.ts';
import { actsAs, renewalWords, sourcePath, wantsSignIn } from './profile-words.ts';
import { timeLeft, timeOfDay } from './time-left.ts';

/** A profile with its session, as of now. */
export interface ProfileFacts {
  readonly profile: Profile;
  readonly session: SessionView | null;
  /** `expired` as soon as the clock says so, whatever the app has published last. */
  readonly state: SessionView['state'];
  readonly isLive: boolean;
  readonly accountId: string | null;
  /** Names from the first credentials to what the profile calls with. */
  readonly source: readonly string[];
  readonly wantsSignIn: boolean;
}

/** Live first, then favourites, then the rest, each by name: as in the window. */
export function profileFacts(snapshot: Snapshot, now: number): readonly ProfileFacts[] {
  return snapshot.profiles
    .map((profile): ProfileFacts => {
      const session = snapshot.sessions.find(({ profileId }) => profileId === profile.id) ?? null;
      const expiresAt = session?.expiresAt ?? null;
      const isLive = expiresAt !== null && expiresAt > now;
      const published = session?.state ?? 'idle';
      const over = !isLive && (published === 'active' || published === 'refreshing');
      return {
        profile,
        session,
        state: over ? 'expired' : published,
        isLive,
        accountId: accountIdOf(profile, snapshot),
        source: sourcePath(profile, snapshot),
        wantsSignIn: wantsSignIn(profile, session, snapshot),
      };
    })
    .sort(
      (a, b) =>
        Number(b.isLive) - Number(a.isLive) ||
        Number(b.profile.favourite) - Number(a.profile.favourite) ||
        a.profile.name.localeCompare(b.profile.name, 'en'),
    );
}

function accountIdOf({ recipe }: Profile, { accessKeys }: Snapshot): string | null {
  const keyId = keyIdOf(recipe);
  return accountOf(recipe) ?? accessKeys.find(({ id }) => id === keyId)?.identity?.account ?? null;
}

export function profileTable(facts: readonly ProfileFacts[], now: number, colour: boolean): string {
  const { profile, state, left, afterwards, account, role, source, region } = text.columns;
  const rows = facts.map((fact): readonly Cell[] => {
    const { recipe } = fact.profile;
    const expiresAt = fact.isLive ? (fact.session?.expiresAt ?? null) : null;
    return [
      { text: shown(fact.profile.name) },
      stateCell(fact),
      { text: expiresAt === null ? '' : text.until(timeLeft(expiresAt, now), timeOfDay(expiresAt, now)) },
      { text: expiresAt === null ? '' : renewalWords(fact.session?.renewal ?? null) },
      { text: shown(fact.accountId ?? '') },
      { text: actsAs(recipe) },
      { text: fact.source.map((name) => plainText(name, 40)).join(' > ') },
      { text: shown(recipe.region) },
    ];
  });
  return columns([profile, state, left, afterwards, account, role, source, region], rows, { colour });
}

function stateCell({ profile, state, ...fact }: ProfileFacts): Cell {
  if (profile.recipe.kind === 'access-key') return { text: text.servesKey };
  const words = state === 'needs-action' && fact.wantsSignIn ? text.wantsSignIn : text.states[state];
  switch (state) {
    case 'active':
    case 'refreshing':
      return { text: words, colour: 'green' };
    case 'needs-action':
    case 'acquiring':
      return { text: words, colour: 'yellow' };
    case 'failed':
    case 'expired':
      return { text: words, colour: 'red' };
    case 'idle':
      return { text: words };
  }
}

/** The shape of `keycutter ls --json` and `status --json`; fields are only ever added. */
export function profileJson(
  { profile, session, state, isLive, accountId, source }: ProfileFacts,
  now: number,
) {
  const expiresAt = isLive ? (session?.expiresAt ?? null) : null;
  return {
    name: profile.name,
    id: profile.id,
    kind: profile.recipe.kind,
    state,
    expiresAt: timestamp(expiresAt),
    secondsLeft: expiresAt === null ? null : secondsLeft(expiresAt, now),
    accountId,
    roleArn: roleArnOf(profile.recipe),
    region: profile.recipe.region,
    source,
    sourceKind: profile.recipe.source.kind,
    hops: session?.hops ?? 0,
    renewal: isLive ? (session?.renewal?.kind ?? null) : null,
    favourite: profile.favourite,
    error: session?.error?.code ?? null,
  };
}
