/** Seconds; the shortest first, because the shortest that suffices is the right one. */
const presets = {
  'assume-role': [900, 3_600, 14_400, 28_800, 43_200],
  'session-token': [3_600, 14_400, 43_200, 86_400, 129_600],
} as const;

export function presetDurationsOf(kind: keyof typeof presets): readonly number[] {
  return presets[kind];
}
