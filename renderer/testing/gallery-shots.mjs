// Takes a picture of every gallery scene: node renderer/testing/gallery-shots.mjs OUT [SCENE…]
// Builds the gallery, serves it under the app's own content security policy, and fails on any violation of it.
// CHROMIUM names the browser; SIZES is a list such as 420x640,360x640 and ZOOM a factor.

import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const renderer = fileURLToPath(new URL('..', import.meta.url));
const [out = 'gallery', ...wanted] = process.argv.slice(2);
const sizes = (process.env.SIZES ?? '420x640').split(',').map((size) => size.split('x').map(Number));
const themes = (process.env.THEMES ?? 'light,dark').split(',');
const zoom = Number(process.env.ZOOM ?? 1);
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'none'";
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };

const folder = await mkdtemp(join(tmpdir(), 'keycutter-gallery-'));
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

const server = createServer(async (request, response) => {
  if (request.url === '/favicon.ico') return void response.writeHead(204).end();
  const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
  try {
    const body = await readFile(join(folder, path));
    response.writeHead(200, {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': policy,
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--force-color-profile=srgb'],
});
const troubles = [];
try {
  await mkdir(out, { recursive: true });
  const scenes = wanted.length > 0 ? wanted : await listScenes();
  for (const [width, height] of sizes) {
    for (const theme of themes) {
      const context = await browser.newContext({
        viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
        deviceScaleFactor: zoom,
        colorScheme: theme,
        reducedMotion: 'reduce',
      });
      for (const scene of scenes) {
        const page = await context.newPage();
        const note = (text) => troubles.push(`${scene} ${theme} ${width}: ${text}`);
        page.on(
          'console',
          (message) => ['error', 'warning'].includes(message.type()) && note(message.text()),
        );
        page.on('pageerror', (error) => note(error.message));
        await page.goto(`${origin}/gallery.html?scene=${scene}&theme=${theme}`);
        await page.waitForSelector('[data-played]', { state: 'attached', timeout: 10_000 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        if (wide) note('wider than the window');
        const name = `${scene}-${theme}${sizes.length > 1 || zoom !== 1 ? `-${width}x${zoom}` : ''}.png`;
        await page.screenshot({ path: join(out, name) });
        await page.close();
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true, force: true });
}
for (const trouble of troubles) console.error(trouble);
process.exitCode = troubles.length > 0 ? 1 : 0;

async function listScenes() {
  const page = await browser.newPage();
  await page.goto(`${origin}/gallery.html`);
  const names = await page.locator('#root a').allTextContents();
  await page.close();
  return names;
}
