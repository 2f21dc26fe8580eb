import { useEffect } from 'react';
import { useApp } from './app-context.tsx';

/** `#profile=ID` in the address leads to that row; it is where a click on a notification goes. */
export function useAddress(): void {
  const { goTo, navigation } = useApp();
  useEffect(() => {
    const read = () => {
      const profileId = new URLSearchParams(location.hash.slice(1)).get('profile');
      if (profileId === null) return;
      // The same row can be asked for again later.
      history.replaceState(null, '', location.pathname + location.search);
      goTo.set(profileId);
      navigation.set({ kind: 'sessions' });
    };
    read();
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, [goTo, navigation]);
}
