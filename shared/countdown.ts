/**
 * How the time left until an expiry is shown: to the second in the last hour, to the minute before that. Seconds are
 * rounded up, so that zero is shown at the expiry itself and never before it.
 */
export type Countdown =
  | { readonly kind: 'expired' }
  | { readonly kind: 'seconds'; readonly minutes: number; readonly seconds: number }
  | { readonly kind: 'minutes'; readonly hours: number; readonly minutes: number };

const hour = 3_600;

/** Whole seconds left, rounded up; never negative. Both times are epoch ms of the same clock. */
export function secondsLeft(expiresAt: number, now: number): number {
  return Math.max(0, Math.ceil((expiresAt - now) / 1_000));
}

export function countdown(expiresAt: number, now: number): Countdown {
  const left = secondsLeft(expiresAt, now);
  if (left === 0) return { kind: 'expired' };
  if (left < hour) return { kind: 'seconds', minutes: Math.floor(left / 60), seconds: left % 60 };
  return { kind: 'minutes', hours: Math.floor(left / hour), minutes: Math.floor((left % hour) / 60) };
}

/** The moment, epoch ms, at which `countdown` next answers differently; Infinity once expired. */
export function nextCountdownChange(expiresAt: number, now: number): number {
  const left = secondsLeft(expiresAt, now);
  if (left === 0) return Number.POSITIVE_INFINITY;
  const next = left < hour ? left - 1 : Math.floor(left / 60) * 60 - 1;
  return expiresAt - next * 1_000;
}

/** Share of the life that is left, 0 to 100, rounded up so that only an expired session shows 0. */
export function percentLeft(issuedAt: number, expiresAt: number, now: number): number {
  const life = expiresAt - issuedAt;
  if (life <= 0 || now >= expiresAt) return 0;
  return Math.min(100, Math.ceil(((expiresAt - now) / life) * 100));
}
