import { countdown } from '../../shared/countdown.ts';
import type { Text } from '../text/text.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}\n${JSON.stringify(options)}`;
  let made = formatters.get(key);
  if (made === undefined) {
    made = new Intl.DateTimeFormat(locale, options);
    formatters.set(key, made);
  }
  return made;
}

const day = 86_400_000;
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

export function dayOf(at: number): string {
  return new Date(at).toDateString();
}

/** `15:42`, and `Tue 03:10` when that is another day than now. */
export function timeText(text: Text, at: number, now: number): string {
  const other = dayOf(at) !== dayOf(now);
  return formatter(text.locale, other ? { ...clock, weekday: 'short' } : clock).format(at);
}

/** `15:42`, `tomorrow 15:42`, `Tue 15:42` in the week around now, else with the date. */
export function momentText(text: Text, at: number, now: number): string {
  if (dayOf(at) === dayOf(now)) return clockText(text, at);
  if (dayOf(at) === dayOf(now + day)) return text.tomorrow(clockText(text, at));
  if (dayOf(at) === dayOf(now - day)) return text.yesterday(clockText(text, at));
  const near = Math.abs(at - now) < 6 * day;
  return formatter(
    text.locale,
    near ? { ...clock, weekday: 'short' } : { ...clock, day: 'numeric', month: 'short' },
  ).format(at);
}

export function clockText(text: Text, at: number): string {
  return formatter(text.locale, clock).format(at);
}

export function dateText(text: Text, at: number): string {
  return formatter(text.locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(
    at,
  );
}

export function countdownText(text: Text, expiresAt: number, now: number): string {
  const left = countdown(expiresAt, now);
  switch (left.kind) {
    case 'expired':
      return text.countdown.expired;
    case 'seconds':
      return text.countdown.seconds(left.minutes, left.seconds);
    case 'minutes':
      return text.countdown.hours(left.hours, left.minutes);
  }
}
