import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Desktop, startDesktop } from './desktop/index.ts';
import { givenSettings } from './support/given.ts';
import { RunningKeycutter } from './support/running-keycutter.ts';
import { openMenuItem } from './support/steps.ts';

const day = 24 * 3_600_000;

let desktop: Desktop;
let keycutter: RunningKeycutter | null = null;

/** A feed as electron-builder publishes one. https://www.electron.build/auto-update */
class Feed {
  readonly #server: Server;
  readonly asked: { readonly path: string; readonly headers: IncomingMessage['headers'] }[] = [];
  version = '0.0.1';
  notes = '';
  broken = false;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.asked.push({ path: request.url?.split('?')[0] ?? '', headers: request.headers });
      if (this.broken) {
        response.writeHead(500).end();
        return;
      }
      const file = `Keycutter-${this.version}.AppImage`;
      const about = {
        version: this.version,
        files: [{ url: file, sha512: 'AAAA', size: 1 }],
        path: file,
        sha512: 'AAAA',
        releaseDate: '2026-01-01T00:00:00.000Z',
        releaseNotes: this.notes,
      };
      response.writeHead(200, { 'content-type': 'text/yaml' }).end(JSON.stringify(about));
    });
  }

  static async start(): Promise<Feed> {
    const feed = new Feed();
    await new Promise<void>((resolve) => feed.#server.listen(0, '127.0.0.1', resolve));
    return feed;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

let feed: Feed;

test.beforeAll(async () => {
  desktop = await startDesktop();
});

test.beforeEach(async () => {
  feed = await Feed.start();
});

test.afterEach(async () => {
  await keycutter?.quit();
  keycutter = null;
  await feed.stop();
});

test.afterAll(() => desktop?.stop());

async function startWithFeed(): Promise<RunningKeycutter> {
  const resources = mkdtempSync(join(desktop.temporary, 'resources-'));
  mkdirSync(resources, { recursive: true });
  writeFileSync(join(resources, 'app-update.yml'), `provider: generic\nurl: ${feed.url}\n`);
  keycutter = await RunningKeycutter.start(desktop, { env: { KEYCUTTER_UPDATE_FEED_FOLDER: resources } });
  return keycutter;
}

test('without a feed there is nothing to choose, and nobody is asked', async () => {
  keycutter = await RunningKeycutter.start(desktop);
  const page = await keycutter.window();
  await openMenuItem(page, 'Settings');
  await expect(page.getByRole('heading', { name: 'Appearance' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Updates' })).toBeHidden();
  expect((await keycutter.snapshot()).update).toEqual({ state: 'off' });
});

test('a version that is out is told of with what is new; on Linux nothing is installed', async () => {
  feed.version = '99.1.0';
  feed.notes = '<h2>99.1</h2><ul><li>Cuts <b>quicker</b><script>window.harm = 1</script></li></ul>';
  const page = await (await startWithFeed()).window();
  await openMenuItem(page, 'Settings');
  await page.getByRole('button', { name: 'Look now' }).click();
  await expect(page.getByText('Version 99.1.0 is out. Get it the way you got this one.')).toBeVisible();
  await page.getByText('What is new').click();
  await expect(page.getByText('• Cuts quicker')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Download' })).toBeHidden();
  expect(feed.asked.map(({ path }) => path)).toEqual(['/latest-linux.yml']);
  // No id of this installation goes out.
  expect(feed.asked[0]?.headers['x-user-staging-id'] ?? '').toBe('');

  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByText('Keycutter 99.1.0 is out')).toBeVisible();
});

test('an older version is no update, on the other channel neither', async () => {
  feed.version = '0.0.1';
  const page = await (await startWithFeed()).window();
  await openMenuItem(page, 'Settings');
  await page.getByText('Beta', { exact: true }).click();
  await page.getByRole('button', { name: 'Look now' }).click();
  await expect(page.getByText('This is the newest version.')).toBeVisible();
  expect(feed.asked.map(({ path }) => path)).toEqual(['/beta-linux.yml']);
});

test('nobody is asked until that is switched on, then once a day; a feed that fails is said', async () => {
  const app = await startWithFeed();
  const page = await app.window();
  await app.fastForward(3 * day);
  await app.reaches('time has passed', ({ update }) => update.state === 'unknown');
  expect(feed.asked).toEqual([]);
  feed.broken = true;
  await givenSettings(page, { checkForUpdates: true });
  await app.reaches('it has looked', ({ update }) => update.state === 'failed');
  await openMenuItem(page, 'Settings');
  await expect(page.getByText('Looking for an update failed', { exact: false })).toBeVisible();
  feed.broken = false;
  feed.version = '99.1.0';
  const before = feed.asked.length;
  await app.fastForward(day);
  await app.reaches('it has looked again', ({ update }) => update.state === 'told');
  expect(feed.asked).toHaveLength(before + 1);
});
