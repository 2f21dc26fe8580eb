import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { CDPSession, ElectronApplication, Page } from '@playwright/test';
import { type Desktop, launchElectron, quitElectron } from '../../e2e/desktop/index.ts';
import { demoSecretAccessKey } from '../../simulator/demo-account.ts';
import { keyId, liveCount, writeManyProfiles } from './many-profiles.ts';

export interface Surroundings {
  readonly desktop: Desktop;
  readonly repository: string;
  /** Where AWS is. */
  readonly endpointUrl: string;
}

export interface WindowTime {
  readonly all: number;
  readonly script: number;
}

const listPainted = 'keycutter:list-painted';

/** The release build with so many profiles, a few of them live, and its window open. */
export class ListingApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** ms from the click on the tray icon to the painted list, the window being made for it. */
  readonly openedIn: number;
  readonly #desktop: Desktop;
  readonly #devTools: CDPSession;

  private constructor(
    desktop: Desktop,
    app: ElectronApplication,
    page: Page,
    devTools: CDPSession,
    openedIn: number,
  ) {
    this.#desktop = desktop;
    this.app = app;
    this.page = page;
    this.#devTools = devTools;
    this.openedIn = openedIn;
  }

  static async start(surroundings: Surroundings, count: number): Promise<ListingApp> {
    const { desktop, repository, endpointUrl } = surroundings;
    const configuration = await mkdtemp(join(desktop.temporary, 'configuration-'));
    await writeManyProfiles(join(configuration, 'Keycutter'), count);
    const app = await launchElectron(desktop, repository, {
      args: ['--hidden'],
      env: { XDG_CONFIG_HOME: configuration, AWS_ENDPOINT_URL_STS: endpointUrl },
    });
    const icon = await desktop.tray.waitForItem();
    const clickedAt = Date.now();
    await icon.activate();
    const page = app.windows()[0] ?? (await app.firstWindow());
    await page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, listPainted);
    const paintedAt = await page.evaluate(
      (name) => performance.timeOrigin + (performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN),
      listPainted,
    );
    // As a window that stays when the focus goes, which a bench cannot promise to leave alone.
    await app.evaluate(({ app: main }) => main.emit('activate'));
    const devTools = await page.context().newCDPSession(page);
    // Time in which the thread really ran: it does not grow while another program has the processor.
    await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
    const listing = new ListingApp(desktop, app, page, devTools, paintedAt - clickedAt);
    await listing.#bringToLife();
    return listing;
  }

  async #bringToLife(): Promise<void> {
    const live = Array.from({ length: liveCount }, (_, index) => `live-${index + 1}`);
    await this.page.evaluate(
      async ({ id, secretAccessKey, profileIds }) => {
        const { accessKeys, sessions } = window.keycutter;
        const entered = await accessKeys.enterSecret({ id, secretAccessKey, keep: 'memory' });
        if (!entered.ok) throw new Error(entered.error.code);
        for (const profileId of profileIds) {
          const assumed = await sessions.assume({ profileId });
          if (!assumed.ok) throw new Error(assumed.error.code);
        }
      },
      { id: keyId, secretAccessKey: demoSecretAccessKey, profileIds: live },
    );
  }

  /** ms until everything the window needs has come over, asked once more. */
  async snapshotTime(): Promise<number> {
    return this.page.evaluate(async () => {
      const before = performance.now();
      await window.keycutter.snapshot.get({});
      return performance.now() - before;
    });
  }

  /** ms of processor time of the window's main thread so far: all of it, and what of it was JavaScript. */
  async windowTime(): Promise<WindowTime> {
    const { metrics } = await this.#devTools.send('Performance.getMetrics');
    const time = (wanted: string) =>
      (metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN) * 1_000;
    return { all: time('TaskDuration'), script: time('ScriptDuration') };
  }

  /** ms of processor time of the main process, all its threads. */
  async mainTime(): Promise<number> {
    const { user, system } = await this.app.evaluate(() => process.cpuUsage());
    return (user + system) / 1_000;
  }

  async quit(): Promise<void> {
    await quitElectron(this.app);
    await this.#desktop.tray.waitUntilEmpty();
  }
}
