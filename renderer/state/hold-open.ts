import type { WindowApi } from '../../shared/window-api.ts';

export interface HoldOpen {
  /** Keeps the panel open while it loses focus, until the answer is called. */
  readonly hold: () => () => void;
  /** Whether something is being filled in, or under way, that leaving would undo. */
  readonly isHeld: () => boolean;
}

/** Several forms may hold the panel at once; main is told only of the first and the last. */
export function createHoldOpen(api: Pick<WindowApi, 'panel'>): HoldOpen {
  let holders = 0;
  return {
    isHeld: () => holders > 0,
    hold: () => {
      holders += 1;
      if (holders === 1) void api.panel.holdOpen({ held: true });
      let released = false;
      return () => {
        if (released) return;
        released = true;
        holders -= 1;
        if (holders === 0) void api.panel.holdOpen({ held: false });
      };
    },
  };
}
