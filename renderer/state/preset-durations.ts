/** Seconds; the shortest first, because the shortest that suffices is the right one. */
const presets = {
  'assume-role': [900, 3_600, 14_400, 28_800, 43_200],
  chained: [900, 1_800, 3_600],
  'session-token': [3_600, 14_400, 43_200, 86_400, 129_600],
  'assume-root': [300, 600, 900],
} as const;

/** `chained`: a role that another session asks for. */
export type DurationKind = keyof typeof presets;

export function presetDurationsOf(kind: DurationKind): readonly number[] {
  return presets[kind];
}
