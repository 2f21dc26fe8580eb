import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { chromium } from '@playwright/test';
import { type Desktop, isRoot, until } from '../../e2e/desktop/index.ts';

export interface App {
  readonly name: string;
  /** What Electron is started with. */
  readonly folder: string;
  /** Of its window. */
  readonly title: string;
}

export interface Surroundings {
  readonly desktop: Desktop;
  /** The executable. */
  readonly electron: string;
  /** How many the bare app shows. */
  readonly rows: number;
}

export interface LaunchOptions {
  /** What a user would add. */
  readonly parameters?: readonly string[];
  /** For `paintedAt()`. */
  readonly debuggable?: boolean;
}

/** One start of an app. Times are epoch ms. */
export class LaunchedApp {
  readonly startedAt: number;
  readonly #desktop: Desktop;
  readonly #app: App;
  readonly #child: ChildProcessByStdio<null, null, Readable>;
  readonly #devTools: Promise<string>;

  constructor({ desktop, electron, rows }: Surroundings, app: App, options: LaunchOptions = {}) {
    const flags = [
      ...(isRoot ? ['--no-sandbox'] : []),
      // Only a packaged app refuses to be looked at this way.
      ...(options.debuggable ? ['--remote-debugging-port=0'] : []),
    ];
    this.#desktop = desktop;
    this.#app = app;
    this.startedAt = Date.now();
    this.#child = spawn(electron, [...flags, app.folder, ...(options.parameters ?? [])], {
      env: { ...desktop.env, BENCH_ROWS: String(rows) },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#devTools = new Promise((resolve) => {
      createInterface({ input: this.#child.stderr }).on('line', (line) => {
        const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
        if (address !== undefined) resolve(address);
      });
    });
  }

  get processId(): number {
    if (this.#child.pid === undefined) throw new Error(`${this.#app.name} could not be started.`);
    return this.#child.pid;
  }

  async waitForWindow(): Promise<void> {
    await this.#desktop.screen.waitForWindow(`^${this.#app.title}$`);
  }

  /** By a click on the tray icon. */
  async hideWindow(): Promise<void> {
    const icon = await this.#desktop.tray.waitForItem();
    await icon.activate();
    await until(`the window of ${this.#app.name} is gone`, async () => {
      return (await this.#desktop.screen.windows(`^${this.#app.title}$`)).length === 0;
    });
  }

  /**
   * When the page painted its first list. The page has noted it itself, so that nobody needs to look on while it
   * starts.
   */
  async paintedAt(): Promise<number> {
    const browser = await chromium.connectOverCDP(await this.#devTools);
    try {
      const page = browser.contexts()[0]?.pages()[0];
      if (page === undefined) throw new Error(`${this.#app.name} shows no page.`);
      await page.waitForFunction(() => performance.getEntriesByName('keycutter:list-painted').length > 0);
      return await page.evaluate(() => {
        const mark = performance.getEntriesByName('keycutter:list-painted')[0];
        return performance.timeOrigin + (mark?.startTime ?? Number.NaN);
      });
    } finally {
      await browser.close();
    }
  }

  async quit(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await gone;
    await this.#desktop.tray.waitUntilEmpty();
  }
}
