import { useEffect } from 'react';
import { useApp } from './app-context.tsx';

/** Keeps the panel open when it loses focus, for as long as `held`. */
export function useHoldOpen(held: boolean): void {
  const { holdOpen } = useApp();
  useEffect(() => (held ? holdOpen.hold() : undefined), [held, holdOpen]);
}
