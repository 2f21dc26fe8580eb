import { type AppError, isPassing } from '../../../shared/errors.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { SessionView } from '../../../shared/views.ts';
import type { Words } from '../../../shared/words/words.ts';
import type { Clock, DesktopNotification, Notifier } from '../ports.ts';
import type { Journal } from './journal.ts';
import {
  type DueNotification,
  decideNotifications,
  type Ending,
  endingsOfCopies,
  expiryOfKey,
  mostAtOnce,
  type NotificationFacts,
  nextNotificationAt,
  sameEnd,
} from './notification-policy.ts';
import { outageOf, reminderOf, summaryOf } from './reminder-words.ts';

interface Dependencies {
  readonly clock: Clock;
  readonly notifier: Pick<Notifier, 'show' | 'close'>;
  readonly journal: Journal;
  readonly settings: () => Settings;
  readonly sessions: () => readonly SessionView[];
  readonly profile: (id: string) => Profile | null;
  readonly words: () => Words;
}

const rememberTold = 24 * 60 * 60_000;

interface Refusal {
  readonly error: AppError;
  readonly at: number;
  readonly expiresAt: number;
}

/** Tells the person of ends to come and ends that came, by the notification policy; each once. */
export class Reminders {
  readonly #deps: Dependencies;
  readonly #startedAt: number;
  /** Sessions seen live, so that their end can still be told when they are gone. */
  #watched: readonly Ending[] = [];
  /** By profile. */
  readonly #refusals = new Map<string, Refusal>();
  /** What stands on the desktop, by its id, with what it was about. */
  readonly #shown = new Map<string, readonly DueNotification[]>();
  #shownAt: readonly number[] = [];
  #outageTold = false;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
    this.#startedAt = dependencies.clock.now();
  }

  /** Answers with when to look again, epoch ms by our clock. */
  evaluate(): number | null {
    const views = this.#deps.sessions();
    const facts = this.#facts(views);
    this.#closeOutdated(facts.endings, views);
    this.#tell(facts);
    // As of the same moment: what falls due while this runs is still to come.
    return nextNotificationAt({ ...facts, ...this.#remembered() });
  }

  /** A renewal in the background that another attempt will not mend, told once for each session. */
  renewalFailed(profile: Profile, expiresAt: number, error: AppError): void {
    this.#refusals.set(profile.id, { error, expiresAt, at: this.#deps.clock.now() });
  }

  /** AWS, or who stands for it, was reached and gave a session. */
  sessionGot(profileId: string): void {
    this.#outageTold = false;
    this.#refusals.delete(profileId);
  }

  #tell(facts: NotificationFacts): void {
    const { due, asOne, outage, suppressed } = decideNotifications(facts);
    const withOutage = suppressed.filter(({ reason }) => reason === 'told-with-outage');
    const keys = [...due, ...outage, ...withOutage].map(({ key }) => key);
    this.#deps.journal.markTold(keys, (key) => expiryOfKey(key) > facts.now - rememberTold);
    const words = this.#deps.words();
    if (outage.length > 0) {
      this.#outageTold = true;
      this.#show(outageOf(outage, words), outage);
    }
    if (asOne) {
      this.#show(summaryOf(due, words), due);
      this.#shownAt = [...this.#shownAt, ...Array<number>(mostAtOnce).fill(facts.now)].slice(-mostAtOnce);
      return;
    }
    for (const notification of due) {
      this.#show(reminderOf(notification, words), [notification]);
      this.#shownAt = [...this.#shownAt, facts.now].slice(-mostAtOnce);
    }
  }

  #show(notification: DesktopNotification, about: readonly DueNotification[]): void {
    this.#deps.notifier.show(notification);
    this.#shown.set(notification.id, about);
  }

  /** One whose reason is gone (renewed, stopped, copied again) must not go on asking for anything. */
  #closeOutdated(endings: readonly Ending[], views: readonly SessionView[]): void {
    for (const [id, about] of this.#shown) {
      if (about.some((notification) => this.#stillHolds(notification, endings, views))) continue;
      this.#shown.delete(id);
      this.#deps.notifier.close(id);
    }
  }

  #stillHolds(
    { ending, stage }: DueNotification,
    endings: readonly Ending[],
    views: readonly SessionView[],
  ): boolean {
    const { profileId, expiresAt, what } = ending;
    if (expiresAt < this.#deps.clock.now() - rememberTold) return false;
    const isOf = (other: Ending) => other.profileId === profileId && other.what === what;
    if (endings.some((other) => isOf(other) && other.expiresAt > expiresAt + sameEnd)) return false;
    if (what === 'copy') return true;
    const view = views.find((session) => session.profileId === profileId);
    // Stopped, or of a profile that was removed.
    if (view === undefined || view.state === 'idle') return false;
    // Its clock was compared anew, or the other stage comes with the same id.
    return stage !== 'ended' || view.expiresAt === null;
  }

  #remembered() {
    return {
      told: this.#deps.journal.told,
      shownAt: this.#shownAt,
      outageTold: this.#outageTold,
    };
  }

  #facts(views: readonly SessionView[]): NotificationFacts {
    const { clock, journal, settings } = this.#deps;
    const now = clock.now();
    const live = views.flatMap((session) => this.#endingOf(session) ?? []);
    const liveIds = new Set(live.map(({ profileId }) => profileId));
    const endedIds = new Set(
      views.flatMap((view) => (view.expiresAt === null && view.state !== 'idle' ? view.profileId : [])),
    );
    // A session is over a moment before its end by our clock; one that was stopped is idle or not there at all.
    const isOver = ({ profileId, expiresAt }: Ending) => expiresAt <= now || endedIds.has(profileId);
    // Slept through: it renews itself only if it is still to be got.
    const givenUp = new Set(views.flatMap((view) => (isGivenUp(view) ? view.profileId : [])));
    const gone = this.#watched
      .filter(
        (ending) => isOver(ending) && ending.expiresAt > now - rememberTold && !liveIds.has(ending.profileId),
      )
      .map((ending) => (givenUp.has(ending.profileId) ? { ...ending, renewsItself: false } : ending));
    this.#watched = [...live, ...gone];
    return {
      endings: [...this.#watched, ...endingsOfCopies(journal.copies)],
      now,
      startedAt: this.#startedAt,
      settings: settings(),
      ...this.#remembered(),
    };
  }

  #endingOf({ profileId, expiresAt, issuedAt, renewal, error }: SessionView): Ending | null {
    const profileName = this.#deps.profile(profileId)?.name;
    if (expiresAt === null || issuedAt === null || profileName === undefined) return null;
    const refusal = this.#refusals.get(profileId);
    const isOfThis = refusal !== undefined && Math.abs(refusal.expiresAt - expiresAt) < sameEnd;
    const renewsItself = renewal?.kind === 'renews-itself';
    return {
      profileId,
      profileName,
      expiresAt,
      what: 'session',
      since: issuedAt,
      renewsItself,
      failing: renewsItself && error !== null && isPassing(error) ? error : null,
      refused: isOfThis ? { error: refusal.error, at: refusal.at } : null,
    };
  }
}

function isGivenUp({ state, renewal }: SessionView): boolean {
  return state === 'failed' || (state === 'expired' && renewal?.kind !== 'renews-itself');
}
