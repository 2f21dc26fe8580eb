import type { ActivityEntry } from '../../shared/activity-views.ts';

export interface ActivityDay {
  /** Some moment of that day, epoch ms. */
  readonly at: number;
  readonly entries: readonly ActivityEntry[];
}

/** The newest `limit` entries, newest first, by local day. */
export function activityDays(
  activity: readonly ActivityEntry[],
  limit: number,
  dayOf: (at: number) => string,
): readonly ActivityDay[] {
  const newest = activity.toSorted((left, right) => right.at - left.at).slice(0, limit);
  const days: { at: number; entries: ActivityEntry[] }[] = [];
  for (const entry of newest) {
    const day = days.at(-1);
    if (day !== undefined && dayOf(day.at) === dayOf(entry.at)) day.entries.push(entry);
    else days.push({ at: entry.at, entries: [entry] });
  }
  return days;
}
