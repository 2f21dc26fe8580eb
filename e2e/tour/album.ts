import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { Desktop } from '../desktop/index.ts';
import { tidyUp } from './scenery.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Pictures in the order in which they are taken. */
export class Album {
  readonly #folder: string;
  readonly #desktop: Desktop;
  #taken = 0;

  /** `folder`: under the repository; earlier pictures in it are removed. */
  constructor(desktop: Desktop, folder: string) {
    this.#desktop = desktop;
    this.#folder = join(repository, folder);
    mkdirSync(this.#folder, { recursive: true });
    for (const name of readdirSync(this.#folder)) {
      if (/^\d\d-.*\.png$/.test(name)) rmSync(join(this.#folder, name));
    }
  }

  async window(page: Page, what: string): Promise<void> {
    await tidyUp(page);
    await page.screenshot({ path: this.#next(what), animations: 'disabled' });
  }

  async desktop(page: Page, what: string): Promise<void> {
    await tidyUp(page);
    await this.#desktop.screen.screenshot(this.#next(what));
  }

  #next(what: string): string {
    this.#taken += 1;
    const path = join(this.#folder, `${String(this.#taken).padStart(2, '0')}-${what}.png`);
    console.log(`Picture: ${relative(repository, path)}`);
    return path;
  }
}
