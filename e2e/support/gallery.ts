import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CDPSession, ElectronApplication, Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { type Desktop, launchElectron, quitElectron, startDesktop } from '../desktop/index.ts';

const renderer = fileURLToPath(new URL('../../renderer', import.meta.url));

/** The app's own, so that a scene may do what the window may. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'none'";
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** How a scene is looked at. */
export interface Look {
  readonly theme?: 'light' | 'dark';
  readonly contrast?: boolean;
  readonly forcedColors?: boolean;
}

export interface SceneOptions extends Look {
  readonly language?: 'en' | 'ko';
  /** The window's, in its own pixels. Default 420 × 640. */
  readonly size?: readonly [width: number, height: number];
  /** 2: everything twice as large, in a window of the same size. Default 1. */
  readonly zoom?: number;
}

/** The window's screens in Electron, without the app: each scene of the gallery in several looks. */
export class Gallery {
  readonly scenes: readonly string[];
  readonly #desktop: Desktop;
  readonly #app: ElectronApplication;
  readonly #server: Server;
  readonly #origin: string;
  readonly #pages: Page[];

  private constructor(
    desktop: Desktop,
    app: ElectronApplication,
    server: Server,
    origin: string,
    pages: Page[],
    scenes: readonly string[],
  ) {
    this.#desktop = desktop;
    this.#app = app;
    this.#server = server;
    this.#origin = origin;
    this.#pages = pages;
    this.scenes = scenes;
  }

  /** @param windows that work at the same time. */
  static async open(windows: number): Promise<Gallery> {
    const desktop = await startDesktop({ keyring: 'none', trayHost: 'none', notificationServer: 'none' });
    const folder = mkdtempSync(join(desktop.temporary, 'gallery-'));
    await buildGallery(folder);
    const server = await serve(folder);
    const address = server.address();
    const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    const app = await launchElectron(desktop, writeMain(desktop, origin, windows), {
      flags: ['--force-color-profile=srgb', '--disable-renderer-backgrounding'],
    });
    while (app.windows().length < windows) await app.waitForEvent('window');
    const pages = app.windows();
    const [first] = pages;
    if (first === undefined) throw new Error('The gallery has no window.');
    await first.waitForSelector('#root a');
    const scenes = await first.locator('#root a').allTextContents();
    return new Gallery(desktop, app, server, origin, pages, scenes);
  }

  /**
   * Each scene in one of the windows, as many at a time as there are windows.
   * @param see is also handed what takes a picture (PNG) of the window as it is.
   * @returns what the scenes complained of in the console, each named.
   */
  async visit(
    scenes: readonly string[],
    options: SceneOptions,
    see: (page: Page, scene: string, picture: () => Promise<Buffer>) => Promise<void>,
  ): Promise<readonly string[]> {
    const waiting = [...scenes];
    const troubles: string[] = [];
    const work = async (page: Page) => {
      // For as long as the scenes are looked at: what it emulates goes with it.
      const devTools = await page.context().newCDPSession(page);
      for (let scene = waiting.shift(); scene !== undefined; scene = waiting.shift()) {
        const name = scene;
        const note = (text: string) => troubles.push(`${name}: ${text}`);
        const onConsole = (message: { type(): string; text(): string }) => {
          if (['error', 'warning'].includes(message.type())) note(message.text());
        };
        const onError = (error: Error) => note(error.message);
        page.on('console', onConsole);
        page.on('pageerror', onError);
        if (!(await this.#show(page, devTools, name, options))) note('did not play to its end');
        await see(page, name, () => picture(devTools));
        page.off('console', onConsole);
        page.off('pageerror', onError);
      }
      await devTools.detach();
    };
    await Promise.all(this.#pages.map(work));
    return troubles;
  }

  async close(): Promise<void> {
    await quitElectron(this.#app);
    this.#server.close();
    this.#server.closeAllConnections();
    await this.#desktop.stop();
  }

  /** Answers whether the scene played to its end. */
  async #show(page: Page, devTools: CDPSession, scene: string, options: SceneOptions): Promise<boolean> {
    const { language = 'en', size = [420, 640], zoom = 1 } = options;
    await look(page, options);
    // As after Ctrl +: fewer and larger pixels of the page in a window of the same size.
    await devTools.send('Emulation.setDeviceMetricsOverride', {
      width: Math.round(size[0] / zoom),
      height: Math.round(size[1] / zoom),
      deviceScaleFactor: zoom,
      mobile: false,
    });
    await page.goto(`${this.#origin}/gallery.html?scene=${scene}&language=${language}`);
    // Beside everything: what lies under the pointer looks different.
    await page.mouse.move(1, 1);
    const played = page.waitForSelector('[data-played]', { state: 'attached', timeout: 10_000 });
    return played.then(
      () => true,
      () => false,
    );
  }
}

/** A picture (PNG) with every pixel that was drawn. Playwright's own comes by another session, which knows no zoom. */
async function picture(devTools: CDPSession): Promise<Buffer> {
  const { data } = await devTools.send('Page.captureScreenshot', { format: 'png' });
  return Buffer.from(data, 'base64');
}

/** Changes how the page is drawn, without loading it anew. */
export async function look(
  page: Page,
  { theme = 'light', contrast = false, forcedColors = false }: Look,
): Promise<void> {
  await page.emulateMedia({
    colorScheme: theme,
    contrast: contrast ? 'more' : 'no-preference',
    forcedColors: forcedColors ? 'active' : 'none',
    reducedMotion: 'reduce',
  });
}

async function buildGallery(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: renderer,
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: { input: join(renderer, 'gallery.html') },
    },
  });
}

function serve(folder: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    try {
      const body = await readFile(join(folder, path));
      response.writeHead(200, {
        'content-type': types[extname(path)] ?? 'application/octet-stream',
        'content-security-policy': policy,
      });
      response.end(body);
    } catch {
      response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
    }
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** An app of windows and nothing else. */
function writeMain(desktop: Desktop, origin: string, windows: number): string {
  const folder = join(desktop.temporary, 'gallery-app');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    '{ "name": "gallery", "version": "0.0.0", "main": "main.cjs" }',
  );
  writeFileSync(
    join(folder, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  for (let count = 0; count < ${windows}; count += 1) {
    const window = new BrowserWindow({ width: 420, height: 640, useContentSize: true,
      webPreferences: { sandbox: true, backgroundThrottling: false } });
    window.loadURL('${origin}/gallery.html');
  }
});
app.on('window-all-closed', () => app.quit());
`,
  );
  return folder;
}
