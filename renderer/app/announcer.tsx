import { useEffect, useRef, useState } from 'react';
import { type AnnouncedMoment, announcements, nextWarning } from '../state/announcements.ts';
import { sessionsById, useApp, useSlices } from './app-context.tsx';

/** Long enough for every screen reader to have taken it over; then nobody finds it by reading on. */
const keptFor = 5_000;
/** A call and the session that it was for may both tell of one failure. */
const sameMoment = 1_000;

interface SaidLine {
  readonly id: number;
  readonly line: string;
  /** By the clock that nobody sets. */
  readonly at: number;
}

/** Tells a screen reader what changed, politely: each line as it comes, the same one again too. */
export function Announcer() {
  const { clock, said, text, ticker } = useApp();
  const profiles = useSlices((slices) => slices.profiles);
  const sessions = useSlices((slices) => slices.sessions);
  const warnMinutes = useSlices((slices) => slices.settings.warnBeforeMinutes);
  const [lines, setLines] = useState<readonly SaidLine[]>([]);
  const latest = useRef<SaidLine>({ id: 0, line: '', at: 0 });
  const before = useRef<AnnouncedMoment | null>(null);

  useEffect(() => {
    const take = () => {
      const line = said.get();
      if (line === '') return;
      // Taken: the same words may come again.
      said.set('');
      const at = clock.steady();
      if (latest.current.line === line && at - latest.current.at < sameMoment) return;
      const next = { id: latest.current.id + 1, line, at };
      latest.current = next;
      setLines((earlier) => [...earlier, next]);
    };
    take();
    return said.subscribe(take);
  }, [said, clock]);

  const [oldest] = lines;
  useEffect(() => {
    if (oldest === undefined) return;
    const left = oldest.at + keptFor - clock.steady();
    return clock.setTimer(left, () => setLines((kept) => kept.slice(1)));
  }, [clock, oldest]);

  useEffect(() => {
    const look = () => {
      const after = { profiles, sessions: sessionsById(sessions), now: ticker.now() };
      const now = before.current === null ? [] : announcements(before.current, after, warnMinutes, text);
      before.current = after;
      if (now.length > 0) said.set(now.join(' '));
    };
    look();
    return ticker.watch({ nextChange: (now) => nextWarning(sessions, warnMinutes, now), tick: look });
  }, [profiles, sessions, warnMinutes, said, text, ticker]);

  return (
    <div
      className="for-screen-readers"
      role="status"
      aria-live="polite"
      aria-atomic="false"
      aria-relevant="additions"
    >
      {lines.map(({ id, line }) => (
        <p key={id}>{line}</p>
      ))}
    </div>
  );
}
