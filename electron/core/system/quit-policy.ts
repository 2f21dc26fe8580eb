import type { ManagedSection } from '../../../shared/aws-files-views.ts';
import type { GrantView } from '../../../shared/views.ts';
import type { Served } from '../serving/serving.ts';

/** How a program gets a session from us. */
export type ServedWay = 'endpoint' | 'process' | 'file';

export interface ServedNow {
  readonly profileName: string;
  readonly way: ServedWay;
}

export interface QuitFacts {
  /** Epoch ms. */
  readonly now: number;
  readonly grants: readonly GrantView[];
  readonly sections: readonly ManagedSection[];
  /** The last time of each profile and door. */
  readonly served: readonly Served[];
  /** Whether a session of it is held, or it serves its key: else nobody is served by it. */
  readonly isLive: (profileId: string) => boolean;
  /** Null: it is gone. */
  readonly nameOf: (profileId: string) => string | null;
}

export type QuitDecision =
  | { readonly ask: false; readonly reason: 'nothing-served' }
  | { readonly ask: true; readonly reason: 'programs-served'; readonly served: readonly ServedNow[] };

const minute = 60_000;
/** SDKs ask the container endpoint again minutes before a session's end: within an hour of most sessions. */
const usedLately = 60 * minute;
/** A shell that was just set up has not asked yet. */
const madeLately = 10 * minute;
/**
 * Each AWS command asks credential_process anew, and most are over at once: who asked longer ago than this has most
 * likely ended.
 */
const askedLately = 15 * minute;

/**
 * Whether to ask before quitting: only while somebody would lose what they are being served. Renewing exports end with
 * the app; a copy of a session in `credentials` is taken away; credential_process gets nothing until it is back.
 */
export function quitDecision(facts: QuitFacts): QuitDecision {
  const served = [...throughGrants(facts), ...throughFiles(facts), ...throughProcesses(facts)];
  const names = new Set<string>();
  const distinct = served.filter(({ profileName, way }) => {
    const key = `${way} ${profileName}`;
    return !names.has(key) && names.add(key);
  });
  return distinct.length === 0
    ? { ask: false, reason: 'nothing-served' }
    : { ask: true, reason: 'programs-served', served: distinct };
}

function throughGrants({ grants, now, isLive, nameOf }: QuitFacts): readonly ServedNow[] {
  return grants.flatMap(({ profileId, expiresAt, createdAt, lastUsedAt }) => {
    const inUse = lastUsedAt === null ? now - createdAt < madeLately : now - lastUsedAt < usedLately;
    return expiresAt > now && inUse && isLive(profileId) ? entry(nameOf(profileId), 'endpoint') : [];
  });
}

function throughFiles({ sections, isLive, nameOf }: QuitFacts): readonly ServedNow[] {
  return sections.flatMap((section) =>
    section.kind === 'static' && isLive(section.profileId) ? entry(nameOf(section.profileId), 'file') : [],
  );
}

function throughProcesses({ served, now, isLive, nameOf }: QuitFacts): readonly ServedNow[] {
  return served.flatMap(({ profileId, client, at }) =>
    client === 'process' && now - at < askedLately && isLive(profileId)
      ? entry(nameOf(profileId), 'process')
      : [],
  );
}

function entry(profileName: string | null, way: ServedWay): readonly ServedNow[] {
  return profileName === null ? [] : [{ profileName, way }];
}
