import type { Settings } from '../../../shared/settings.ts';

export type QuietHours = Pick<Settings, 'quietFrom' | 'quietTo'>;

/**
 * The end, epoch ms, of the quiet hours in which `at` falls; null: it falls in none. They are read off a clock on the
 * wall, in the zone as it is now: on the days when clocks are changed they are an hour longer or shorter, as the
 * night is.
 */
export function quietUntil(at: number, { quietFrom, quietTo }: QuietHours): number | null {
  if (quietFrom === '' || quietTo === '' || quietFrom === quietTo) return null;
  const spansMidnight = quietTo < quietFrom;
  // Those that began today, or yesterday and still go on.
  for (const day of [0, -1]) {
    const begin = wallTime(at, day, quietFrom);
    const end = wallTime(at, spansMidnight ? day + 1 : day, quietTo);
    if (begin <= at && at < end) return end;
  }
  return null;
}

/** `07:30` on the day so many after that of `at`. */
function wallTime(at: number, daysLater: number, time: string): number {
  const day = new Date(at);
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + daysLater, hours, minutes).getTime();
}
