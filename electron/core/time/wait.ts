import type { Clock } from '../ports.ts';

/** Resolves after that many ms awake, with true; with false as soon as the signal aborts. */
export function wait(
  clock: Pick<Clock, 'setTimer'>,
  milliseconds: number,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(false);
      return;
    }
    const leave = () => {
      callOff();
      resolve(false);
    };
    const callOff = clock.setTimer(milliseconds, () => {
      signal.removeEventListener('abort', leave);
      resolve(true);
    });
    signal.addEventListener('abort', leave, { once: true });
  });
}
