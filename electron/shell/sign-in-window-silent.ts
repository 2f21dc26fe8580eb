import type { WebContents } from 'electron';
import type { Clock } from '../core/ports.ts';

/** Ms. */
const longestTry = 20_000;
/** After which a page that is loaded has sent nobody on: it waits for the person. */
const settledAfter = 3_000;

interface SilentOutcomes {
  /** A page wants the person. */
  readonly needed: () => void;
  /** The provider did not answer. */
  readonly timedOut: () => void;
}

type Contents = Pick<WebContents, 'isLoadingMainFrame'> & {
  on(event: 'did-start-loading' | 'did-stop-loading', listener: () => void): unknown;
};

/** Ends a try that nobody sees. Answers with the way to stop watching. */
export function watchSilently(
  contents: Contents,
  clock: Pick<Clock, 'setTimer'>,
  outcomes: SilentOutcomes,
): () => void {
  let callOffSettled: () => void = () => undefined;
  const callOffEnd = clock.setTimer(longestTry, () => {
    callOffSettled();
    if (contents.isLoadingMainFrame()) outcomes.timedOut();
    else outcomes.needed();
  });
  contents.on('did-start-loading', () => callOffSettled());
  contents.on('did-stop-loading', () => {
    callOffSettled();
    callOffSettled = clock.setTimer(settledAfter, outcomes.needed);
  });
  return () => {
    callOffSettled();
    callOffEnd();
  };
}
