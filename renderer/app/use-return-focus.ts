import { useEffect, useLayoutEffect, useRef } from 'react';
import { useApp, useScreen } from './app-context.tsx';

interface Spot {
  readonly profileId: string | null;
  /** What the control is called. */
  readonly name: string;
}

/**
 * Back on a screen, the focus goes to where it was when that screen was left: to the row, or to the button, that led
 * away. A screen that is opened anew starts at its own beginning.
 */
export function useReturnFocus(): void {
  const { goTo } = useApp();
  const screen = useScreen();
  const key = JSON.stringify(screen);
  const trail = useRef<readonly string[]>([]);
  const spots = useRef(new Map<string, Spot>());

  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement) || target.closest('.popup, .dialog') !== null) return;
      const profileId = target.closest('[data-profile-id]')?.getAttribute('data-profile-id') ?? null;
      const name = nameOf(target);
      if (profileId !== null || name !== '') spots.current.set(key, { profileId, name });
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [key]);

  // Before the screen's own effects, which give the focus to its heading or its search.
  useLayoutEffect(() => {
    const before = trail.current.lastIndexOf(key);
    if (before === -1) {
      trail.current = [...trail.current, key];
      spots.current.delete(key);
      return;
    }
    const isReturn = before < trail.current.length - 1;
    trail.current = trail.current.slice(0, before + 1);
    const spot = spots.current.get(key);
    // Something asked for another row meanwhile: what was just saved.
    if (!isReturn || spot === undefined || goTo.get() !== null) return;
    if (spot.profileId !== null) goTo.set(spot.profileId);
    else controlNamed(spot.name)?.focus();
  }, [key, goTo]);
}

function nameOf(element: Element): string {
  return element.getAttribute('aria-label') ?? (element.matches('button') ? (element.textContent ?? '') : '');
}

function controlNamed(name: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('#root button, #root input')].find(
    (control) => nameOf(control) === name,
  );
}
