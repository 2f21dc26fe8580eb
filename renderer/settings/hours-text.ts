import type { Text } from '../text/text.ts';

/** `4 hours`, `1 day`, `7 days`. */
export function hoursText(text: Text, hours: number): string {
  return hours % 24 === 0 ? text.settings.days(hours / 24) : text.settings.hours(hours);
}
