import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { ListItem } from '../state/session-list.ts';

export interface ListHandle {
  readonly focusFirst: () => void;
  /** Whether it is listed, as the search stands. */
  readonly has: (profileId: string) => boolean;
  readonly focusProfile: (profileId: string) => void;
}

export interface ListFocus {
  /** The one profile whose buttons are in the Tab order. */
  readonly currentId: string | null;
  /** Its place among the items: it must be drawn wherever the list is scrolled to. -1: there is none. */
  readonly currentIndex: number;
  readonly handle: ListHandle;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

const pageRows = 8;

/**
 * Moves the keyboard's place: up and down between the rows' main buttons, left and right within a row. A row whose
 * profile comes alive is drawn elsewhere in the list as a card; the focus goes with it.
 */
export function useListFocus(
  items: readonly ListItem[],
  scroller: RefObject<HTMLElement | null>,
  showIndex: (index: number) => void,
): ListFocus {
  const [chosenId, setChosenId] = useState<string | null>(null);
  /** The profile whose main button takes the focus as soon as it is drawn. */
  const wanted = useRef<string | null>(null);
  const within = useRef(false);

  const profiles = useMemo(() => items.filter((item) => item.kind === 'profile'), [items]);
  const current = useMemo(
    () => profiles.find((item) => item.key === chosenId) ?? profiles[0],
    [profiles, chosenId],
  );
  const currentId = current?.key ?? null;
  const currentIndex = useMemo(() => (current === undefined ? -1 : items.indexOf(current)), [items, current]);

  const tryFocus = useCallback(
    (profileId: string): boolean => {
      const row = scroller.current?.querySelector(`[data-profile-id="${CSS.escape(profileId)}"]`);
      const main = row?.querySelector<HTMLElement>('[data-row-main]');
      main?.focus({ preventScroll: true });
      return main !== null && main !== undefined;
    },
    [scroller],
  );

  const go = useCallback(
    (profileId: string) => {
      const index = items.findIndex((item) => item.key === profileId);
      if (index < 0) return;
      setChosenId(profileId);
      // Its heading comes into view with the first row under it.
      showIndex(items[index - 1]?.kind === 'profile' ? index : Math.max(0, index - 1));
      showIndex(index);
      within.current = true;
      wanted.current = tryFocus(profileId) ? null : profileId;
    },
    [items, showIndex, tryFocus],
  );

  useLayoutEffect(() => {
    if (wanted.current !== null && tryFocus(wanted.current)) wanted.current = null;
  });

  // A button that had the focus goes when its row changes; no event tells of that reliably.
  useLayoutEffect(() => {
    const list = scroller.current;
    if (list === null) return;
    const observer = new MutationObserver(() => {
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (!within.current || !lost || currentId === null) return;
      if (!tryFocus(currentId)) wanted.current = currentId;
    });
    observer.observe(list, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [scroller, currentId, tryFocus]);

  useLayoutEffect(() => {
    const left = (event: Event) => {
      if (event.target instanceof Node && !scroller.current?.contains(event.target)) within.current = false;
    };
    document.addEventListener('focusin', left);
    document.addEventListener('pointerdown', left);
    return () => {
      document.removeEventListener('focusin', left);
      document.removeEventListener('pointerdown', left);
    };
  }, [scroller]);

  const first = profiles[0]?.key;
  const handle = useMemo<ListHandle>(
    () => ({
      focusFirst: () => first !== undefined && go(first),
      has: (profileId) => profiles.some(({ key }) => key === profileId),
      focusProfile: go,
    }),
    [first, go, profiles],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || currentId === null) return;
    const at = profiles.findIndex((item) => item.key === currentId);
    const to = (index: number) => {
      const next = profiles[Math.max(0, Math.min(profiles.length - 1, index))];
      if (next === undefined) return;
      event.preventDefault();
      go(next.key);
    };
    switch (event.key) {
      case 'ArrowDown':
        return to(at + 1);
      case 'ArrowUp':
        return to(at - 1);
      case 'PageDown':
        return to(at + pageRows);
      case 'PageUp':
        return to(at - pageRows);
      case 'Home':
        return to(0);
      case 'End':
        return to(profiles.length - 1);
      case 'ArrowRight':
      case 'ArrowLeft':
        if (
          event.target instanceof Element &&
          moveWithinRow(event.target, event.key === 'ArrowRight' ? 1 : -1)
        ) {
          event.preventDefault();
        }
    }
  };

  return {
    currentId,
    currentIndex,
    handle,
    onFocus: (event) => {
      const row = event.target.closest('[data-profile-id]');
      if (row === null) return;
      within.current = true;
      setChosenId(row.getAttribute('data-profile-id'));
    },
    onKeyDown,
  };
}

function moveWithinRow(from: Element, step: 1 | -1): boolean {
  const row = from.closest('[data-profile-id]');
  const buttons = [...(row?.querySelectorAll<HTMLElement>('[data-row-button]') ?? [])];
  const next = buttons[buttons.findIndex((button) => button.contains(from)) + step];
  next?.focus();
  return next !== undefined;
}
