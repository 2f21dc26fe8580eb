import type { CopyView, Settings } from '../../../shared/views.ts';

/** A session or a copy whose end a person may have to be told of. Times are epoch ms by our clock. */
export interface Ending {
  readonly profileId: string;
  readonly profileName: string;
  readonly expiresAt: number;
  /** `session`: held here; `copy`: left by value and never renews. */
  readonly what: 'session' | 'copy';
  /** Got, or copied. */
  readonly since: number;
  readonly renewsItself: boolean;
}

export type Stage = 'warning' | 'ended';

export interface DueNotification {
  /** Once per profile, expiry and stage. */
  readonly key: string;
  readonly stage: Stage;
  readonly ending: Ending;
}

export type Suppression =
  | 'renews-itself'
  | 'not-yet'
  | 'already-told'
  | 'told-with-copy'
  /** Copied or got so late that the person knows. */
  | 'began-inside-warning-time'
  | 'warnings-off'
  /** Ended while the app was not running, or long ago. */
  | 'long-over';

export interface NotificationDecision {
  readonly due: readonly DueNotification[];
  readonly suppressed: readonly { readonly key: string; readonly reason: Suppression }[];
}

export interface NotificationFacts {
  readonly endings: readonly Ending[];
  readonly told: ReadonlySet<string>;
  readonly now: number;
  /** When this run of the app began. */
  readonly startedAt: number;
  readonly settings: Pick<Settings, 'warnBeforeMinutes'>;
}

const minute = 60_000;
/** After a night's sleep an end is still worth a word; after a longer time it is not. */
const worthTelling = 12 * 60 * minute;

/**
 * Ends this near to each other are one: the same Expiration reads a little different by our clock when what is known
 * of AWS's clock has changed.
 */
const sameEnd = 30_000;

export function notificationKey(
  { profileId, expiresAt }: Pick<Ending, 'profileId' | 'expiresAt'>,
  what: Stage | 'renewal-failed',
): string {
  return `${profileId} ${expiresAt} ${what}`;
}

/** Whether this was told, in keys of `notificationKey`. */
export function isTold(key: string, told: ReadonlySet<string>): boolean {
  const [profileId, expiresAt, what] = key.split(' ');
  return [...told].some((other) => {
    const [otherId, otherEnd, otherWhat] = other.split(' ');
    const apart = Math.abs(Number(otherEnd) - Number(expiresAt));
    return otherId === profileId && otherWhat === what && apart < sameEnd;
  });
}

/** The expiry in a key of `notificationKey`. */
export function expiryOfKey(key: string): number {
  return Number(key.split(' ')[1]);
}

export function decideNotifications(facts: NotificationFacts): NotificationDecision {
  const due: DueNotification[] = [];
  const suppressed: { key: string; reason: Suppression }[] = [];
  const seen = new Set<string>();
  // Copies first: what was pasted somewhere is the more urgent half of the same expiry.
  const endings = facts.endings.toSorted((a, b) => Number(b.what === 'copy') - Number(a.what === 'copy'));
  for (const ending of endings) {
    for (const stage of ['warning', 'ended'] as const) {
      const key = notificationKey(ending, stage);
      const reason = isTold(key, seen) ? 'told-with-copy' : suppressionOf(ending, stage, key, facts);
      if (!ending.renewsItself) seen.add(key);
      if (reason === null) due.push({ key, stage, ending });
      else suppressed.push({ key, reason });
    }
  }
  return { due, suppressed };
}

function suppressionOf(
  ending: Ending,
  stage: Stage,
  key: string,
  facts: NotificationFacts,
): Suppression | null {
  const { now, told, startedAt } = facts;
  if (ending.renewsItself) return 'renews-itself';
  if (isTold(key, told)) return 'already-told';
  if (stage === 'ended') {
    if (now < ending.expiresAt) return 'not-yet';
    return ending.expiresAt < startedAt || now - ending.expiresAt > worthTelling ? 'long-over' : null;
  }
  const warnAt = warningTime(ending, facts.settings);
  if (warnAt === null) return 'warnings-off';
  if (now >= ending.expiresAt) return 'long-over';
  if (now < warnAt) return 'not-yet';
  return ending.since >= warnAt ? 'began-inside-warning-time' : null;
}

function warningTime(ending: Ending, settings: NotificationFacts['settings']): number | null {
  return settings.warnBeforeMinutes === 0 ? null : ending.expiresAt - settings.warnBeforeMinutes * minute;
}

/** When `decideNotifications` may have more to say; epoch ms by our clock. */
export function nextNotificationAt(facts: NotificationFacts): number | null {
  const moments = facts.endings
    .filter((ending) => !ending.renewsItself)
    .flatMap((ending) => [warningTime(ending, facts.settings) ?? ending.expiresAt, ending.expiresAt])
    .filter((moment) => moment > facts.now);
  return moments.length === 0 ? null : Math.min(...moments);
}

export function endingsOfCopies(copies: readonly CopyView[]): readonly Ending[] {
  return copies.map(({ profileId, profileName, expiresAt, copiedAt }) => ({
    profileId,
    profileName,
    expiresAt,
    what: 'copy' as const,
    since: copiedAt,
    renewsItself: false,
  }));
}
