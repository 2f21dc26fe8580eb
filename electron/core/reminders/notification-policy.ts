import { type AppError, isUnreachable } from '../../../shared/errors.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { CopyView } from '../../../shared/views.ts';
import { quietUntil } from '../time/quiet-hours.ts';

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
  /** Of one that renews itself: why that fails now, and is tried again; null: it does not. */
  readonly failing: AppError | null;
  /** Its renewal was refused for good, then. */
  readonly refused: { readonly error: AppError; readonly at: number } | null;
}

export type Stage = 'warning' | 'ended' | 'renewal-failed';

export interface DueNotification {
  /** Once per profile, expiry and stage. */
  readonly key: string;
  readonly stage: Stage;
  readonly ending: Ending;
  /** It was due a while ago: the machine slept, or it was quiet. */
  readonly late: boolean;
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
  | 'long-over'
  | 'not-refused'
  /** That it can't be renewed was told, and with it when it ends. */
  | 'told-with-failure'
  /** One notification tells that nobody can be reached, for all. */
  | 'told-with-outage'
  /** Told when they are over, if it still matters then. */
  | 'quiet-hours'
  /** A session that ended while it was quiet is seen to have ended: nothing can be done in time. */
  | 'ended-in-quiet-hours'
  /** Others were told a moment ago: what follows them is told in one. */
  | 'gathering';

export interface NotificationDecision {
  /** To be told now: each, or `asOne`. */
  readonly due: readonly DueNotification[];
  readonly asOne: boolean;
  /** Sessions that wait for the way to AWS: to be told in one. Empty: none, or told. */
  readonly outage: readonly DueNotification[];
  readonly suppressed: readonly { readonly key: string; readonly reason: Suppression }[];
}

export interface NotificationFacts {
  readonly endings: readonly Ending[];
  readonly told: ReadonlySet<string>;
  readonly now: number;
  /** When this run of the app began. */
  readonly startedAt: number;
  /** When the last notifications were shown; a summary counts as many as it takes to gather what follows. */
  readonly shownAt: readonly number[];
  /** That nobody can be reached was told, and nobody has been reached since. */
  readonly outageTold: boolean;
  readonly settings: Pick<Settings, 'warnBeforeMinutes' | 'quietFrom' | 'quietTo'>;
}

const minute = 60_000;
/** After a night's sleep an end is still worth a word; after a longer time it is not. */
const worthTelling = 12 * 60 * minute;
/** More at once, or soon after each other, are told in one. */
export const mostAtOnce = 2;
/** Ms in which notifications count as soon after each other. */
const gatherFor = 30_000;
const lateAfter = 2 * minute;
const triedFor = 10 * minute;

/**
 * Ends this near to each other are one: the same Expiration reads a little different by our clock when what is known
 * of AWS's clock has changed.
 */
export const sameEnd = 30_000;

function notificationKey(
  { profileId, expiresAt }: Pick<Ending, 'profileId' | 'expiresAt'>,
  stage: Stage,
): string {
  return `${profileId} ${expiresAt} ${stage}`;
}

/** Whether this was told, in keys of `notificationKey`. */
function isTold(key: string, told: ReadonlySet<string>): boolean {
  const [profileId, expiresAt, stage] = key.split(' ');
  return [...told].some((other) => {
    const [otherId, otherEnd, otherStage] = other.split(' ');
    const apart = Math.abs(Number(otherEnd) - Number(expiresAt));
    return otherId === profileId && otherStage === stage && apart < sameEnd;
  });
}

/** The expiry in a key of `notificationKey`. */
export function expiryOfKey(key: string): number {
  return Number(key.split(' ')[1]);
}

export function decideNotifications(facts: NotificationFacts): NotificationDecision {
  const due: DueNotification[] = [];
  const outage: DueNotification[] = [];
  const suppressed: { key: string; reason: Suppression }[] = [];
  const seen = new Set<string>();
  // Copies first: what was pasted somewhere is the more urgent half of the same expiry.
  const endings = facts.endings.toSorted((a, b) => Number(b.what === 'copy') - Number(a.what === 'copy'));
  for (const ending of endings) {
    for (const stage of ['renewal-failed', 'warning', 'ended'] as const) {
      const key = notificationKey(ending, stage);
      const speaks = maySpeak(ending);
      const told = speaks && isTold(key, seen);
      const reason = told ? 'told-with-copy' : suppressionOf(ending, stage, key, facts);
      if (speaks) seen.add(key);
      if (reason !== null) {
        suppressed.push({ key, reason });
        continue;
      }
      const late = facts.now - (dueTime(ending, stage, facts.settings) ?? facts.now) > lateAfter;
      const waits = stage === 'warning' && waitsForNetwork(ending);
      (waits ? outage : due).push({ key, stage, ending, late });
    }
  }
  // Whoever reads of it once wants to know of all that wait.
  const waiting = outage.length === 0 ? [] : endings.filter((ending) => isWaitingToo(ending, outage, facts));
  outage.push(
    ...waiting.map((ending) => ({
      key: notificationKey(ending, 'warning'),
      stage: 'warning' as const,
      ending,
      late: false,
    })),
  );
  const lately = shownLately(facts).length;
  if (due.length > 0 && lately >= mostAtOnce) {
    const gathering = due.map(({ key }) => ({ key, reason: 'gathering' as const }));
    return { due: [], asOne: false, outage, suppressed: [...suppressed, ...gathering] };
  }
  const asOne = lately + due.length > mostAtOnce || due.filter(({ late }) => late).length > 1;
  return { due, asOne: asOne && due.length > 1, outage, suppressed };
}

function suppressionOf(
  ending: Ending,
  stage: Stage,
  key: string,
  facts: NotificationFacts,
): Suppression | null {
  const { now, told, startedAt, settings } = facts;
  if (stage === 'renewal-failed' && ending.refused === null) return 'not-refused';
  if (!maySpeak(ending)) return 'renews-itself';
  if (isTold(key, told)) return 'already-told';
  const dueAt = dueTime(ending, stage, settings);
  if (dueAt === null) return 'warnings-off';
  const isOver = now >= ending.expiresAt;
  if (stage === 'ended') {
    if (!isOver) return 'not-yet';
    if (ending.expiresAt < startedAt || now - ending.expiresAt > worthTelling) return 'long-over';
  } else {
    if (isOver) return 'long-over';
    if (now < dueAt) return 'not-yet';
  }
  if (stage === 'warning') {
    if (ending.refused !== null) return 'told-with-failure';
    if (ending.since >= dueAt) return 'began-inside-warning-time';
  }
  if (waitsForNetwork(ending) && facts.outageTold) return 'told-with-outage';
  if (quietUntil(now, settings) !== null) return 'quiet-hours';
  const fellQuiet = quietUntil(dueAt, settings) !== null;
  return fellQuiet && stage === 'ended' && ending.what === 'session' ? 'ended-in-quiet-hours' : null;
}

/** Of a session that gets itself anew in time nothing is said. */
function maySpeak({ renewsItself, failing, refused }: Ending): boolean {
  return !renewsItself || failing !== null || refused !== null;
}

function waitsForNetwork({ what, failing }: Ending): boolean {
  return what === 'session' && failing !== null && isUnreachable(failing);
}

function isWaitingToo(
  ending: Ending,
  outage: readonly DueNotification[],
  { told, now }: NotificationFacts,
): boolean {
  const key = notificationKey(ending, 'warning');
  const isIn = outage.some((other) => other.ending === ending);
  return waitsForNetwork(ending) && !isIn && !isTold(key, told) && now < ending.expiresAt;
}

/** Null: never. */
function dueTime(ending: Ending, stage: Stage, settings: NotificationFacts['settings']): number | null {
  switch (stage) {
    case 'ended':
      return ending.expiresAt;
    case 'renewal-failed':
      return ending.refused?.at ?? null;
    case 'warning':
      return settings.warnBeforeMinutes === 0 ? null : ending.expiresAt - warningTime(ending, settings);
  }
}

/** A renewal that failed is tried again for a while before anybody hears of it. */
function warningTime({ since, expiresAt, failing }: Ending, settings: NotificationFacts['settings']): number {
  const chosen = settings.warnBeforeMinutes * minute;
  return failing === null ? chosen : Math.min(chosen, triedFor, (expiresAt - since) / 6);
}

function shownLately({ shownAt, now }: NotificationFacts): readonly number[] {
  return shownAt.filter((at) => at <= now && now - at < gatherFor);
}

/** When `decideNotifications` may have more to say; epoch ms by our clock. */
export function nextNotificationAt(facts: NotificationFacts): number | null {
  const { now, settings } = facts;
  const quietEnd = (at: number) => quietUntil(at, settings) ?? at;
  const moments = facts.endings
    .filter(maySpeak)
    .flatMap((ending) => [dueTime(ending, 'warning', settings), ending.expiresAt, ending.refused?.at ?? null])
    .filter((moment) => moment !== null)
    // What fell due while it was quiet is looked at when that is over.
    .map((moment) =>
      moment > now ? quietEnd(moment) : moment > now - worthTelling ? quietEnd(now) : moment,
    );
  const gathered = decideNotifications(facts).suppressed.some(({ reason }) => reason === 'gathering')
    ? shownLately(facts).map((at) => at + gatherFor)
    : [];
  const toCome = [...moments, ...gathered].filter((moment) => moment > now);
  return toCome.length === 0 ? null : Math.min(...toCome);
}

export function endingsOfCopies(copies: readonly CopyView[]): readonly Ending[] {
  return copies.map(({ profileId, profileName, expiresAt, copiedAt }) => ({
    profileId,
    profileName,
    expiresAt,
    what: 'copy' as const,
    since: copiedAt,
    renewsItself: false,
    failing: null,
    refused: null,
  }));
}
