import { useEffect, useState } from 'react';
import type { BrowserView } from '../../shared/sign-in-views.ts';
import { useApp } from './app-context.tsx';

/** Null until they are known. */
export function useBrowsers(): readonly BrowserView[] | null {
  const { api } = useApp();
  const [browsers, setBrowsers] = useState<readonly BrowserView[] | null>(null);
  useEffect(() => {
    let gone = false;
    void api.browsers.list({}).then((result) => {
      if (!gone) setBrowsers(result.ok ? result.value : []);
    });
    return () => {
      gone = true;
    };
  }, [api]);
  return browsers;
}
