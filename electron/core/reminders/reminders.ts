import { explain } from '../../../shared/error-text.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { SessionView, Settings } from '../../../shared/views.ts';
import type { Clock, Notifier } from '../ports.ts';
import { timeOfDay } from '../time/time-of-day.ts';
import type { Journal } from './journal.ts';
import {
  type DueNotification,
  decideNotifications,
  type Ending,
  endingsOfCopies,
  expiryOfKey,
  isTold,
  type NotificationFacts,
  nextNotificationAt,
  notificationKey,
} from './notification-policy.ts';

interface Dependencies {
  readonly clock: Clock;
  readonly notifier: Notifier;
  readonly journal: Journal;
  readonly settings: () => Settings;
  readonly sessions: () => readonly SessionView[];
  readonly profile: (id: string) => Profile | null;
}

/** More at once, as after sleep, are told in one. */
const mostAtOnce = 2;
const rememberTold = 24 * 60 * 60_000;

/** Tells the person of ends to come and ends that came, by the notification policy; each once. */
export class Reminders {
  readonly #deps: Dependencies;
  readonly #startedAt: number;
  /** Sessions seen live, so that their end can still be told when they are gone. */
  #watched: readonly Ending[] = [];

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
    this.#startedAt = dependencies.clock.now();
  }

  /** Answers with when to look again, epoch ms by our clock. */
  evaluate(): number | null {
    const facts = this.#facts();
    this.#tell(decideNotifications(facts).due, facts.now);
    // As of the same moment: what falls due while this runs is still to come.
    return nextNotificationAt(facts);
  }

  #tell(due: readonly DueNotification[], now: number): void {
    if (due.length === 0) return;
    const { journal, notifier } = this.#deps;
    journal.markTold(
      due.map((notification) => notification.key),
      (key) => expiryOfKey(key) > now - rememberTold,
    );
    if (due.length > mostAtOnce) notifier.show(summary(due));
    else for (const notification of due) notifier.show(words(notification));
  }

  /** A renewal in the background that another attempt will not mend, told once for each session. */
  renewalFailed(profile: Profile, expiresAt: number, error: AppError): void {
    const key = notificationKey({ profileId: profile.id, expiresAt }, 'renewal-failed');
    if (isTold(key, this.#deps.journal.told)) return;
    this.#deps.journal.markTold([key], (other) => expiryOfKey(other) > this.#deps.clock.now() - rememberTold);
    this.#deps.notifier.show({
      id: `${profile.id} ${expiresAt}`,
      title: `${profile.name} can’t be renewed`,
      body: `${explain(error).what} It ends at ${timeOfDay(expiresAt)}.`,
      profileId: profile.id,
    });
  }

  #facts(): NotificationFacts {
    const { clock, journal, settings, sessions, profile } = this.#deps;
    const views = sessions();
    const now = clock.now();
    const live = views.flatMap((session): Ending[] => {
      const name = profile(session.profileId)?.name;
      if (session.expiresAt === null || session.issuedAt === null || name === undefined) return [];
      return [
        {
          profileId: session.profileId,
          profileName: name,
          expiresAt: session.expiresAt,
          what: 'session',
          since: session.issuedAt,
          renewsItself: session.renewal?.kind === 'renews-itself',
        },
      ];
    });
    // A session is over a moment before its end by our clock; one that was stopped is idle or not there at all.
    const isOver = ({ profileId, expiresAt }: Ending) =>
      expiresAt <= now ||
      views.some((view) => view.profileId === profileId && view.expiresAt === null && view.state !== 'idle');
    const gone = this.#watched.filter(
      (ending) =>
        isOver(ending) &&
        ending.expiresAt > now - rememberTold &&
        !live.some((other) => other.profileId === ending.profileId),
    );
    this.#watched = [...live, ...gone];
    return {
      endings: [...this.#watched, ...endingsOfCopies(journal.copies)],
      told: journal.told,
      now,
      startedAt: this.#startedAt,
      settings: settings(),
    };
  }
}

function words({ ending, stage }: DueNotification) {
  const { profileId, profileName: name, expiresAt, what } = ending;
  const time = timeOfDay(expiresAt);
  const texts = {
    session: {
      warning: { title: `${name} ends at ${time}`, body: 'Renew it to go on working.' },
      ended: { title: `${name} has ended`, body: `The session ended at ${time}.` },
    },
    // The session may well go on.
    copy: {
      warning: {
        title: `Copied keys of ${name} end at ${time}`,
        body: 'They do not renew; copy again before then.',
      },
      ended: { title: `Copied keys of ${name} have ended`, body: `They ended at ${time}; copy again.` },
    },
  };
  return { id: `${profileId} ${expiresAt}`, profileId, ...texts[what][stage] };
}

function summary(due: readonly DueNotification[]) {
  const names = [...new Set(due.map(({ ending }) => ending.profileName))];
  return {
    id: 'summary',
    title: `${names.length} sessions have ended or end soon`,
    body: `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`,
    profileId: null,
  };
}
