import type { ListingApp } from './listing-app.ts';

/** What one change costs on its way from the main process into the window. */
export interface Published {
  /** ms from the window's call until the window was told, each. */
  readonly told: readonly number[];
  /** Bytes sent to the window for a change. */
  readonly sent: number;
  /** ms of processor time of the main process for a change. */
  readonly main: number;
  /** ms of processor time of the window's main thread for a change. */
  readonly window: number;
}

export type ChangeKind = 'session' | 'favourite';

/** Stops and assumes a session, or sets and takes a star, so many times. */
export async function publishChanges(
  listing: ListingApp,
  kind: ChangeKind,
  times: number,
): Promise<Published> {
  const { app, page } = listing;
  await app.evaluate(async ({ BrowserWindow }) => {
    const { serialize } = process.getBuiltinModule('node:v8');
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('There is no window.');
    const contents: { send: (channel: string, ...sent: unknown[]) => void } = window.webContents;
    const send = contents.send.bind(contents);
    globalThis.bytesSent = 0;
    contents.send = (channel, ...sent) => {
      send(channel, ...sent);
      globalThis.bytesSent += serialize(sent).byteLength;
    };
  });
  const [mainBefore, windowBefore] = [await listing.mainTime(), await listing.windowTime()];
  const told = await page.evaluate(
    async ({ what, turns }) => {
      const { onSnapshotChanged, profiles, sessions } = window.keycutter;
      const waits: number[] = [];
      const timed = async (change: () => Promise<{ readonly ok: boolean }>) => {
        const before = performance.now();
        let first = Number.NaN;
        const stop = onSnapshotChanged(() => {
          if (Number.isNaN(first)) first = performance.now() - before;
        });
        const { ok } = await change();
        await new Promise((resolve) => setTimeout(resolve, 60));
        stop();
        if (!ok || Number.isNaN(first)) throw new Error('The window was told nothing.');
        waits.push(first);
      };
      for (let turn = 0; turn < turns; turn += 1) {
        if (what === 'session') {
          await timed(() => sessions.stop({ profileId: 'live-2' }));
          await timed(() => sessions.assume({ profileId: 'live-2' }));
        } else {
          await timed(() => profiles.setFavourite({ id: 'profile-40', favourite: turn % 2 === 0 }));
        }
      }
      return waits;
    },
    { what: kind, turns: times },
  );
  const changes = told.length;
  const main = ((await listing.mainTime()) - mainBefore) / changes;
  const windowTime = ((await listing.windowTime()).all - windowBefore.all) / changes;
  const sent = (await app.evaluate(() => globalThis.bytesSent)) / changes;
  return { told, sent, main, window: windowTime };
}

declare global {
  var bytesSent: number;
}
