/** Sizes of everything in the window, percent. */
export const zoomSteps: readonly number[] = [100, 110, 125, 150, 175, 200];

/** The next larger or smaller one; the last one where there is none. */
export function zoomBeside(percent: number, direction: 'larger' | 'smaller'): number {
  const beside =
    direction === 'larger'
      ? zoomSteps.find((step) => step > percent)
      : zoomSteps.findLast((step) => step < percent);
  return beside ?? percent;
}
