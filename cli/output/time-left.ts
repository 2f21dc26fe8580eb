import { secondsLeft } from '../../shared/countdown.ts';
import { formatDuration } from '../../shared/duration-text.ts';

const minute = 60;

/** `42 min`, `3 h 05`, in the last minute `35 s`; rounded down to the minute. Both epoch ms. */
export function timeLeft(expiresAt: number, now: number): string {
  const seconds = secondsLeft(expiresAt, now);
  return formatDuration(seconds < minute ? seconds : seconds - (seconds % minute), 'en');
}

const clock = (date: Date) => `${pad(date.getHours())}:${pad(date.getMinutes())}`;

/** `15:42` in this machine's time zone; with the date when it is not today. */
export function timeOfDay(at: number, now: number): string {
  const date = new Date(at);
  const today = new Date(now);
  if (date.toDateString() === today.toDateString()) return clock(date);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${clock(date)}`;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
