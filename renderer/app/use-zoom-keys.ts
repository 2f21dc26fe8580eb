import { useEffect } from 'react';
import { zoomBeside } from '../../shared/zoom.ts';
import { useApp } from './app-context.tsx';

/** Ctrl or Command with +, - and 0, as in every browser; main has no menu that would bring them. */
export function useZoomKeys(): void {
  const { api, store } = useApp();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const loaded = store.get();
      if (loaded.kind !== 'ready' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      const { settings } = loaded.snapshot;
      const zoomPercent = wanted(event.key, settings.zoomPercent);
      if (zoomPercent === null) return;
      event.preventDefault();
      if (zoomPercent !== settings.zoomPercent) void api.settings.save({ ...settings, zoomPercent });
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [api, store]);
}

/** `=` is the key of + without Shift on many keyboards. */
function wanted(key: string, percent: number): number | null {
  switch (key) {
    case '+':
    case '=':
      return zoomBeside(percent, 'larger');
    case '-':
    case '_':
      return zoomBeside(percent, 'smaller');
    case '0':
      return 100;
    default:
      return null;
  }
}
