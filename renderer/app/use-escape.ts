import { useEffect, useRef } from 'react';

/** Escape for the screen itself: not the one that closes a menu, a list or a dialog above it. */
export function useEscape(onEscape: () => void): void {
  const latest = useRef(onEscape);
  useEffect(() => {
    latest.current = onEscape;
  });
  useEffect(() => {
    let above = false;
    // Popups close on the way up; whether one was open is only known on the way down. A closed one may stay in the page.
    const before = () => {
      // A prompt beside what is typed takes only the keys that are pressed in it.
      above =
        document.querySelector('.popup[data-open], .dialog[data-open]:not(.beside)') !== null ||
        document.activeElement?.closest('.dialog.beside') != null;
    };
    const after = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !above) latest.current();
    };
    window.addEventListener('keydown', before, { capture: true });
    document.addEventListener('keydown', after);
    return () => {
      window.removeEventListener('keydown', before, { capture: true });
      document.removeEventListener('keydown', after);
    };
  }, []);
}
