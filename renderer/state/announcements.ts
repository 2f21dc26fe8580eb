import { explain } from '../../shared/error-text.ts';
import type { Profile } from '../../shared/profile.ts';
import type { SessionView } from '../../shared/views.ts';
import type { Text } from '../text/text.ts';

export interface AnnouncedMoment {
  readonly profiles: readonly Profile[];
  readonly sessions: ReadonlyMap<string, SessionView>;
  readonly now: number;
}

/** Minutes before an expiry that are told beside the warning that Settings have. */
const lastMinutes: readonly number[] = [5, 1];

/**
 * What a screen reader is told between two moments: thresholds that were crossed, never each second. Those before an
 * expiry, at `warnMinutes` and in the last minutes, count only for sessions that will not renew themselves.
 *
 * @param warnMinutes 0: no warning is wanted; the last minutes are told all the same.
 */
export function announcements(
  before: AnnouncedMoment,
  after: AnnouncedMoment,
  warnMinutes: number,
  text: Text,
): readonly string[] {
  const said: string[] = [];
  for (const profile of after.profiles) {
    const was = before.sessions.get(profile.id);
    const is = after.sessions.get(profile.id);
    if (is === undefined) continue;
    if (is.state !== was?.state) {
      if (is.state === 'active' && is.expiresAt !== was?.expiresAt)
        said.push(text.announce.assumed(profile.name));
      // One that is tried again by itself goes back and forth.
      const isRetry = was?.state === 'acquiring' && was.error !== null;
      if (is.state === 'expired' && !isRetry) said.push(text.announce.expired(profile.name));
      if (is.state === 'needs-action') {
        const signIn = is.renewal?.kind === 'needs-sign-in' || is.error?.code.startsWith('sign-in') === true;
        said.push(signIn ? text.announce.needsSignIn(profile.name) : text.announce.needsCode(profile.name));
      }
      if (is.state === 'failed' && is.error !== null) {
        said.push(text.announce.failed(profile.name, explain(is.error, text.words).what));
      }
    }
    const crossed = thresholds(is, warnMinutes).filter(({ at }) => before.now < at && after.now >= at);
    // After a sleep several were crossed at once: only the last one is still true.
    const last = crossed.at(-1);
    if (last !== undefined && is.expiresAt !== null && after.now < is.expiresAt) {
      said.push(text.announce.expiresIn(profile.name, last.minutes));
    }
  }
  return said;
}

/** The next moment at which a warning is due; Infinity when none is. */
export function nextWarning(sessions: readonly SessionView[], warnMinutes: number, now: number): number {
  const ahead = sessions
    .flatMap((session) => thresholds(session, warnMinutes))
    .map(({ at }) => at)
    .filter((at) => at > now);
  return Math.min(Number.POSITIVE_INFINITY, ...ahead);
}

/** The moments at which something is said about the end of a session, in their order. */
function thresholds({ expiresAt, renewal }: SessionView, warnMinutes: number) {
  if (expiresAt === null || renewal?.kind === 'renews-itself') return [];
  const minutes = warnMinutes === 0 ? lastMinutes : [warnMinutes, ...lastMinutes];
  return [...new Set(minutes)]
    .toSorted((left, right) => right - left)
    .map((before) => ({ minutes: before, at: expiresAt - before * 60_000 }));
}
