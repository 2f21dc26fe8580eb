/** Seconds; the shortest first, because the shortest that suffices is the right one. */
export const presetDurations: readonly number[] = [900, 3_600, 14_400, 28_800, 43_200];
