import { useEffect, useRef, useState } from 'react';
import { type AnnouncedMoment, announcements, nextWarning } from '../state/announcements.ts';
import { sessionsById, useApp, useSlices } from './app-context.tsx';

/** Tells a screen reader what changed, politely. */
export function Announcer() {
  const { text, ticker } = useApp();
  const profiles = useSlices((slices) => slices.profiles);
  const sessions = useSlices((slices) => slices.sessions);
  const warnMinutes = useSlices((slices) => slices.settings.warnBeforeMinutes);
  const [said, setSaid] = useState('');
  const before = useRef<AnnouncedMoment | null>(null);

  useEffect(() => {
    const look = () => {
      const after = { profiles, sessions: sessionsById(sessions), now: ticker.now() };
      const lines = before.current === null ? [] : announcements(before.current, after, warnMinutes, text);
      before.current = after;
      if (lines.length > 0) setSaid(lines.join(' '));
    };
    look();
    return ticker.watch({ nextChange: (now) => nextWarning(sessions, warnMinutes, now), tick: look });
  }, [profiles, sessions, warnMinutes, text, ticker]);

  return (
    <div className="for-screen-readers" role="status" aria-live="polite">
      {said}
    </div>
  );
}
