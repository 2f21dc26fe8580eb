import { explain } from '../../shared/error-text.ts';
import type { Profile } from '../../shared/profile.ts';
import type { SessionView } from '../../shared/views.ts';
import type { Text } from '../text/en.ts';

export interface AnnouncedMoment {
  readonly profiles: readonly Profile[];
  readonly sessions: ReadonlyMap<string, SessionView>;
  readonly now: number;
}

/**
 * What a screen reader is told between two moments: thresholds that were crossed, never each second. `warnMinutes`
 * before an expiry counts only for sessions that will not renew themselves.
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
      if (is.state === 'expired') said.push(text.announce.expired(profile.name));
      if (is.state === 'needs-action') {
        const signIn = is.renewal?.kind === 'needs-sign-in' || is.error?.code.startsWith('sign-in') === true;
        said.push(signIn ? text.announce.needsSignIn(profile.name) : text.announce.needsCode(profile.name));
      }
      if (is.state === 'failed' && is.error !== null) {
        said.push(text.announce.failed(profile.name, explain(is.error).what));
      }
    }
    if (is.expiresAt !== null && is.renewal?.kind !== 'renews-itself' && warnMinutes > 0) {
      const from = is.expiresAt - warnMinutes * 60_000;
      const crossed = after.now >= from && after.now < is.expiresAt && before.now < from;
      if (crossed) said.push(text.announce.expiresIn(profile.name, warnMinutes));
    }
  }
  return said;
}

/** The next moment at which a warning is due; Infinity when none is. */
export function nextWarning(sessions: readonly SessionView[], warnMinutes: number, now: number): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { expiresAt, renewal } of sessions) {
    if (expiresAt === null || renewal?.kind === 'renews-itself' || warnMinutes === 0) continue;
    const from = expiresAt - warnMinutes * 60_000;
    if (from > now) next = Math.min(next, from);
  }
  return next;
}
