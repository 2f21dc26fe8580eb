import { useCallback, useSyncExternalStore } from 'react';
import { useApp } from './app-context.tsx';

/**
 * What `read` makes of the time now. Draws again only when the answer changes, which `nextChange` announces (epoch ms;
 * Infinity: never). Both must keep their identity while nothing they use changes.
 */
export function useTime<Shown extends string | number | boolean>(
  read: (now: number) => Shown,
  nextChange: (now: number) => number,
): Shown {
  const { ticker } = useApp();
  const subscribe = useCallback(
    (listener: () => void) => ticker.watch({ nextChange, tick: listener }),
    [ticker, nextChange],
  );
  return useSyncExternalStore(subscribe, () => read(ticker.now()));
}
