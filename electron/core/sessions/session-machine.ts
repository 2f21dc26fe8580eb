import { type AppError, isPassing, isUnreachable } from '../../../shared/errors.ts';
import { unreachable } from '../../../shared/result.ts';
import type { SessionCredentials } from '../credentials.ts';
import { type Life, renewalRetryDelay } from './session-life.ts';

/** The temporary credentials held for a profile. */
export interface HeldSession extends Life {
  readonly identity: string;
  readonly credentials: SessionCredentials;
  /** Chosen for this session only; null: the profile's own. */
  readonly chosenDurationSeconds: number | null;
}

/** How the renewals of a held session have gone. */
export interface RenewalTrouble {
  readonly error: AppError;
  readonly failures: number;
  /** Epoch ms by AWS's clock: no background attempt before. */
  readonly retryAt: number;
}

interface Expired {
  readonly state: 'expired';
  /** Epoch ms by AWS's clock. */
  readonly endedAt: number;
  readonly trouble: RenewalTrouble | null;
}

/**
 * One profile's session. `held` is there in exactly the states in which there may be something to serve; whether it
 * is live is a question of time, which the machine does not know.
 */
export type Session =
  | { readonly state: 'idle' }
  /** `after`: the end of the one before, where nobody asked for this one but the timer. */
  | { readonly state: 'acquiring'; readonly after: Expired | null }
  | { readonly state: 'needs-action'; readonly held: HeldSession | null }
  | { readonly state: 'active'; readonly held: HeldSession; readonly trouble: RenewalTrouble | null }
  | { readonly state: 'refreshing'; readonly held: HeldSession; readonly trouble: RenewalTrouble | null }
  | { readonly state: 'failed'; readonly error: AppError }
  | Expired;

export type SessionEvent =
  /** An STS call is on its way. `byItself`: by the timer. */
  | { readonly type: 'requested'; readonly byItself?: boolean }
  /** It waits for a code from the person. */
  | { readonly type: 'prompted' }
  | { readonly type: 'granted'; readonly held: HeldSession }
  | { readonly type: 'refused'; readonly error: AppError; readonly now: number }
  /** The way to AWS may be open again: what failed because it was closed need not wait for its turn. */
  | { readonly type: 'way-open'; readonly now: number }
  /** Nobody waits for the call any more. */
  | { readonly type: 'withdrawn' }
  | { readonly type: 'ended'; readonly now: number }
  /** Stopped by the person, or the profile was edited or removed. */
  | { readonly type: 'dropped' };

export const idle: Session = { state: 'idle' };

export function heldOf(session: Session): HeldSession | null {
  return 'held' in session ? session.held : null;
}

/** A clock that was wrong on waking is set soon, and AWS's answer has told us the difference. */
function mayBeOver(error: AppError): boolean {
  return isUnreachable(error) || error.code === 'sts-clock-skew';
}

function troubleOf(session: Session): RenewalTrouble | null {
  if (session.state === 'acquiring') return session.after?.trouble ?? null;
  return 'trouble' in session ? session.trouble : null;
}

export function errorOf(session: Session): AppError | null {
  return 'error' in session ? session.error : (troubleOf(session)?.error ?? null);
}

/** Never before `retryAt` of an earlier failure; null: no failure. */
export function retryAt(session: Session): number | null {
  return troubleOf(session)?.retryAt ?? null;
}

export function transition(session: Session, event: SessionEvent): Session {
  const held = heldOf(session);
  switch (event.type) {
    case 'requested':
      return held === null
        ? { state: 'acquiring', after: event.byItself && session.state === 'expired' ? session : null }
        : { state: 'refreshing', held, trouble: troubleOf(session) };
    case 'prompted':
      return { state: 'needs-action', held };
    case 'granted':
      return { state: 'active', held: event.held, trouble: null };
    case 'refused': {
      const after = session.state === 'acquiring' && isPassing(event.error) ? session.after : null;
      const failures = (troubleOf(session)?.failures ?? 0) + 1;
      const trouble = {
        error: event.error,
        failures,
        retryAt: event.now + renewalRetryDelay(failures, event.error),
      };
      if (held !== null) return { state: 'active', held, trouble };
      return after === null ? { state: 'failed', error: event.error } : { ...after, trouble };
    }
    case 'withdrawn':
      return held === null ? idle : { state: 'active', held, trouble: troubleOf(session) };
    case 'way-open': {
      const trouble = troubleOf(session);
      if (session.state !== 'active' && session.state !== 'expired') return session;
      if (trouble === null || !mayBeOver(trouble.error)) return session;
      return { ...session, trouble: { ...trouble, retryAt: Math.min(trouble.retryAt, event.now) } };
    }
    case 'ended': {
      if (held === null) return session;
      const expired = { state: 'expired', endedAt: event.now, trouble: troubleOf(session) } as const;
      // A call for the next session may be on its way; it goes on.
      if (session.state === 'refreshing') return { state: 'acquiring', after: expired };
      return session.state === 'needs-action' ? { state: 'needs-action', held: null } : expired;
    }
    case 'dropped':
      return idle;
    default:
      return unreachable(event);
  }
}
