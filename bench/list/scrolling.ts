import type { Page } from '@playwright/test';
import type { ListingApp } from './listing-app.ts';

export interface Scrolled {
  readonly frames: number;
  /** ms between frames. */
  readonly gaps: readonly number[];
  /** Tasks of over 50 ms: https://www.w3.org/TR/longtasks-1/ */
  readonly longTasks: number;
  /** ms of processor time of the window's main thread for each frame. */
  readonly work: number;
}

export interface Paged extends Scrolled {
  /** By as many presses as it should take. */
  readonly reachedEnd: boolean;
}

/** ms */
const patience = 5_000;
/** px a notch: a quick turn of the wheel. */
const notch = 480;
const leastNotches = 150;

declare global {
  interface Window {
    watchedFrames?: { readonly at: number[]; longTasks: number; going: boolean };
  }
}

/** Through the whole list with the wheel; a short list to and fro. */
export async function scrollByWheel(listing: ListingApp): Promise<Scrolled> {
  const { page } = listing;
  await toTop(page);
  const box = await page.locator('.list-scroller').boundingBox();
  if (box === null) throw new Error('There is no list.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const perWay = Math.ceil((await room(page)) / notch);
  const notches = Math.max(leastNotches, perWay);
  return measureFrames(listing, async () => {
    for (let turned = 0; turned < notches; turned += 1) {
      const down = Math.floor(turned / perWay) % 2 === 0;
      await page.mouse.wheel(0, down ? notch : -notch);
    }
  });
}

/** Through the whole list with Page Down; a short list to and fro. */
export async function scrollByPage(listing: ListingApp, profiles: number): Promise<Paged> {
  const { page } = listing;
  await toTop(page);
  await page.locator('[data-row-main]').first().focus();
  // As many rows as renderer/sessions/list-focus.ts takes at a time.
  const perWay = Math.ceil(profiles / 8);
  const presses = Math.max(leastNotches, perWay);
  const scrolled = await measureFrames(listing, async () => {
    for (let pressed = 0; pressed < presses; pressed += 1) {
      const down = Math.floor(pressed / perWay) % 2 === 0;
      await page.keyboard.press(down ? 'PageDown' : 'PageUp');
    }
  });
  // Keys that come while nothing has the keyboard are lost, and the end is not reached.
  const atEnd = page.waitForFunction(isAtEnd, null, { timeout: patience }).then(
    () => true,
    () => false,
  );
  return { ...scrolled, reachedEnd: perWay < presses || (await atEnd) };
}

async function measureFrames(listing: ListingApp, work: () => Promise<void>): Promise<Scrolled> {
  const { page } = listing;
  await page.evaluate(() => {
    const frames = { at: [] as number[], longTasks: 0, going: true };
    window.watchedFrames = frames;
    const onFrame = (at: number) => {
      frames.at.push(at);
      if (frames.going) requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
    new PerformanceObserver((list) => {
      frames.longTasks += list.getEntries().length;
    }).observe({ type: 'longtask' });
  });
  const before = await listing.windowTime();
  await work();
  const used = (await listing.windowTime()).all - before.all;
  const { at, longTasks } = await page.evaluate(() => {
    const { watchedFrames } = window;
    if (watchedFrames === undefined) throw new Error('Nobody counts frames.');
    watchedFrames.going = false;
    return watchedFrames;
  });
  const gaps = at.slice(1).map((time, index) => time - (at[index] ?? time));
  return { frames: gaps.length, gaps, longTasks, work: used / gaps.length };
}

async function toTop(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector('.list-scroller')?.scrollTo(0, 0));
}

function room(page: Page): Promise<number> {
  return page.evaluate(() => {
    const scroller = document.querySelector('.list-scroller');
    return (scroller?.scrollHeight ?? 0) - (scroller?.clientHeight ?? 0);
  });
}

function isAtEnd(): boolean {
  const scroller = document.querySelector('.list-scroller');
  return scroller !== null && scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
}
