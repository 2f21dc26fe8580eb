import { useEffect, useRef } from 'react';
import { type AnnouncedMoment, announcements, nextWarning } from '../state/announcements.ts';
import { sessionsById, useApp, useSlices, useValue } from './app-context.tsx';

/** Tells a screen reader what changed, politely. */
export function Announcer() {
  const { said, text, ticker } = useApp();
  const profiles = useSlices((slices) => slices.profiles);
  const sessions = useSlices((slices) => slices.sessions);
  const warnMinutes = useSlices((slices) => slices.settings.warnBeforeMinutes);
  const saying = useValue(said);
  const before = useRef<AnnouncedMoment | null>(null);

  useEffect(() => {
    const look = () => {
      const after = { profiles, sessions: sessionsById(sessions), now: ticker.now() };
      const lines = before.current === null ? [] : announcements(before.current, after, warnMinutes, text);
      before.current = after;
      if (lines.length > 0) said.set(lines.join(' '));
    };
    look();
    return ticker.watch({ nextChange: (now) => nextWarning(sessions, warnMinutes, now), tick: look });
  }, [profiles, sessions, warnMinutes, said, text, ticker]);

  return (
    <div className="for-screen-readers" role="status" aria-live="polite">
      {saying}
    </div>
  );
}
