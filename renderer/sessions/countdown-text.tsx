import { useCallback } from 'react';
import { nextCountdownChange, percentLeft } from '../../shared/countdown.ts';
import { useText } from '../app/app-context.tsx';
import { countdownText } from '../app/time-text.ts';
import { useTime } from '../app/use-time.ts';
import { Ring } from '../parts/ring.tsx';

export function CountdownText({ name, expiresAt }: { readonly name: string; readonly expiresAt: number }) {
  const text = useText();
  const shown = useTime(
    useCallback((now: number) => countdownText(text, expiresAt, now), [text, expiresAt]),
    useCallback((now: number) => nextCountdownChange(expiresAt, now), [expiresAt]),
  );
  return (
    <span className="countdown num" role="timer" aria-label={text.row.timeLeft(name)}>
      {shown}
    </span>
  );
}

export function LifeRing({ issuedAt, expiresAt }: { readonly issuedAt: number; readonly expiresAt: number }) {
  const text = useText();
  const percent = useTime(
    useCallback((now: number) => percentLeft(issuedAt, expiresAt, now), [issuedAt, expiresAt]),
    // Not worth a wake of its own: the percentage is looked at whenever the countdown beside it changes.
    useCallback((now: number) => nextCountdownChange(expiresAt, now), [expiresAt]),
  );
  return <Ring percent={percent} label={text.row.lifeLeft(percent)} />;
}

/** Whether the last `minutes` of a life have begun; true ever after. */
export function useWithin(expiresAt: number, minutes: number): boolean {
  const from = expiresAt - minutes * 60_000;
  return useTime(
    useCallback((now: number) => now >= from, [from]),
    useCallback((now: number) => (now >= from ? Number.POSITIVE_INFINITY : from), [from]),
  );
}
