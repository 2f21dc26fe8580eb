import { setTimeout as wait } from 'node:timers/promises';
import type { ListingApp } from './listing-app.ts';

/** One key that changed the search, ms. */
export interface Keystroke {
  readonly key: string;
  /** From the first handler of keydown until React has committed the filtered list. */
  readonly work: number;
  /** From the event's own timestamp until then. */
  readonly committed: number;
  /** From the event's own timestamp until the frame after that. */
  readonly painted: number;
  /** Processor time of the window's JavaScript for this key, all that follows from it included. */
  readonly script: number;
}

/** As people type: a word with a slip of the finger, a second word, all of it cleared; an account; nothing found. */
const searches: readonly string[] = [
  ...'paymn',
  'Backspace',
  ...'ents prod',
  'Escape',
  ...'readonly',
  ...backspaces(4),
  ...' eu',
  'Escape',
  ...'1000079',
  ...backspaces(3),
  'Escape',
  ...'zzz',
  ...backspaces(3),
  ...'billing',
  'Control+A',
  'Delete',
];
/** The first time with code that nothing has warmed up, as after a start; then as in daily use. */
const script: readonly string[] = [...searches, ...searches, ...searches];

function backspaces(count: number): readonly string[] {
  return Array.from({ length: count }, () => 'Backspace');
}

/** ms between two keys: of a fast typist. */
const pace = 110;

/** Types it all into the search box. */
export async function typeSearches(listing: ListingApp): Promise<readonly Keystroke[]> {
  const { page } = listing;
  await page.bringToFront();
  await page.evaluate(watchKeystrokes);
  await page.keyboard.press('/');
  await wait(500);
  await page.evaluate(() => window.keystrokes?.splice(0));
  const scripts: number[] = [];
  for (const key of script) {
    const before = await listing.windowTime();
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    await wait(pace);
    scripts.push((await listing.windowTime()).script - before.script);
  }
  await wait(500);
  const watched = await page.evaluate(() => window.keystrokes ?? []);
  const seen = watched.filter(({ key }) => key !== 'Control');
  if (seen.length !== script.length) throw new Error(`${seen.length} of ${script.length} keys were seen.`);
  return seen.flatMap((stroke, index) => measured(stroke, scripts[index] ?? Number.NaN));
}

interface Commit {
  readonly at: number;
  /** Profiles in the list. */
  readonly shown: number;
  painted: number;
}

interface Watched {
  readonly key: string;
  /** Timestamp of the keydown. */
  readonly at: number;
  readonly begun: number;
  /** When the search box had its new text and everyone had heard of it. */
  input: number;
  readonly commits: Commit[];
}

declare global {
  interface Window {
    keystrokes?: Watched[];
  }
}

/** What the list came to show: a key that changes nothing of it is done with its input event. */
function measured({ key, at, begun, input, commits }: Watched, script: number): readonly Keystroke[] {
  if (Number.isNaN(input)) return [];
  const last = commits.at(-1)?.shown;
  const done = commits.find(({ shown }) => shown === last) ?? { at: input, painted: Number.NaN };
  return [{ key, work: done.at - begun, committed: done.at - at, painted: done.painted - at, script }];
}

/** Runs in the page, so it uses nothing from around it. */
function watchKeystrokes(): void {
  if (window.keystrokes !== undefined) return;
  const keystrokes: Watched[] = [];
  window.keystrokes = keystrokes;
  const shown = () =>
    Number(document.querySelector('.list [aria-setsize]')?.getAttribute('aria-setsize') ?? 0);
  window.addEventListener(
    'keydown',
    (event) => {
      const begun = performance.now();
      keystrokes.push({ key: event.key, at: event.timeStamp, begun, input: Number.NaN, commits: [] });
    },
    { capture: true },
  );
  const search = document.querySelector<HTMLInputElement>('.search-box input');
  // React gives a cleared box its text without an input event.
  let text = search?.value;
  const settled = () => {
    const stroke = keystrokes.at(-1);
    if (stroke === undefined || search?.value === text) return;
    text = search?.value;
    stroke.input = performance.now();
  };
  window.addEventListener('input', settled);
  window.addEventListener('keydown', () => queueMicrotask(settled));
  const list = document.querySelector('.list-area');
  if (list === null) throw new Error('There is no list.');
  new MutationObserver(() => {
    settled();
    const stroke = keystrokes.at(-1);
    if (stroke === undefined) return;
    const commit: Commit = { at: performance.now(), shown: shown(), painted: Number.NaN };
    stroke.commits.push(commit);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        commit.painted = performance.now();
        port1.close();
      };
      port2.postMessage(null);
    });
  }).observe(list, { subtree: true, childList: true, attributes: true, characterData: true });
}
