import { useEffect } from 'react';
import { useApp } from './app-context.tsx';

/**
 * `#profile=ID` in the address leads to that row; it is where a click on a notification goes. `#missing=NAME` says that a link
 * named a profile that is not there.
 */
export function useAddress(): void {
  const { goTo, missing, navigation } = useApp();
  useEffect(() => {
    const read = () => {
      const asked = new URLSearchParams(location.hash.slice(1));
      const profileId = asked.get('profile');
      const name = asked.get('missing');
      if (profileId === null && name === null) return;
      // The same row can be asked for again later.
      history.replaceState(null, '', location.pathname + location.search);
      missing.set(name);
      goTo.set(profileId);
      navigation.set({ kind: 'sessions' });
    };
    read();
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, [goTo, missing, navigation]);
}
