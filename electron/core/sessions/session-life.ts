import { type AppError, isUnreachable } from '../../../shared/errors.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Renewal } from '../../../shared/views.ts';
import type { PersonNeed } from './person-needed.ts';

/** Issued and ending, epoch ms by AWS's clock. */
export interface Life {
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/**
 * Where a session stands in its life. The two refresh windows follow botocore's advisory and mandatory ones
 * (https://github.com/boto/botocore/blob/develop/botocore/credentials.py, 15 and 10 minutes), cut to a third of a
 * short life, so that a session of 15 minutes is not renewed from its first second on.
 */
export type Phase =
  | 'fresh'
  /** Renew beside; callers get what is held. */
  | 'advisory'
  /** Callers wait for the renewal, and get what is held if it fails. */
  | 'mandatory'
  | 'ended';

const minute = 60_000;
const advisoryWindow = 15 * minute;
const mandatoryShare = 2 / 3;

export function renewalStart(life: Life): number {
  return life.expiresAt - Math.min(advisoryWindow, (life.expiresAt - life.issuedAt) / 3);
}

function mandatoryStart(life: Life): number {
  return life.expiresAt - (life.expiresAt - renewalStart(life)) * mandatoryShare;
}

export function phaseOf(life: Life, now: number): Phase {
  if (now >= life.expiresAt) return 'ended';
  if (now >= mandatoryStart(life)) return 'mandatory';
  return now >= renewalStart(life) ? 'advisory' : 'fresh';
}

export function pastHalf(life: Life, now: number): boolean {
  return now >= (life.issuedAt + life.expiresAt) / 2;
}

/**
 * Ms to wait after the n-th failure in a row of a background renewal: 30 s doubling to 5 min. Where nobody answered it
 * costs AWS nothing to be tried again, and the way there may open any moment: 5 s doubling to a minute.
 */
export function renewalRetryDelay(failures: number, error: AppError): number {
  const [first, longest] = isUnreachable(error) ? [5_000, minute] : [30_000, 5 * minute];
  return Math.min(first * 2 ** Math.max(0, failures - 1), longest);
}

export interface RenewalFacts {
  readonly life: Life;
  /** What the next session takes of the person; null: nothing. */
  readonly personNeed: PersonNeed | null;
  readonly sourceThere: boolean;
  /** Epoch ms by our clock, as is `now`. */
  readonly lastUsedAt: number;
  readonly now: number;
  readonly settings: Pick<Settings, 'renewHoursAfterUse'>;
}

/** What happens at the end of this life, and why. `at` is by AWS's clock. */
export function renewalOf(facts: RenewalFacts): Renewal {
  if (!facts.sourceThere) return { kind: 'ends', reason: 'source-missing' };
  if (facts.personNeed !== null) return { kind: `needs-${facts.personNeed}` };
  const renewUntil = facts.lastUsedAt + facts.settings.renewHoursAfterUse * 60 * minute;
  return facts.now < renewUntil
    ? { kind: 'renews-itself', at: renewalStart(facts.life) }
    : { kind: 'ends', reason: 'not-used-lately' };
}
