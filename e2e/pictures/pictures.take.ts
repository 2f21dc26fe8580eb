import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { Gallery, look } from '../support/gallery.ts';
import { contactSheet } from './contact-sheet.ts';

const folder = fileURLToPath(new URL('../../pictures', import.meta.url));
/** `npm run pictures -- editor keys-add`: scenes whose names begin so. */
const wanted = (process.env.KEYCUTTER_SCENES ?? '').split(' ').filter((name) => name !== '');

/** Several looks of one drawing. */
const looks = [
  { name: 'light', theme: 'light' },
  { name: 'dark', theme: 'dark' },
  { name: 'contrast', theme: 'light', contrast: true },
  { name: 'contrast-dark', theme: 'dark', contrast: true },
  { name: 'forced-colors', theme: 'dark', forcedColors: true },
] as const;
const korean = 'korean';
const large = ['large', 'large-small-window'] as const;

let gallery: Gallery;

test.beforeAll(async () => {
  gallery = await Gallery.open(3);
});

test.afterAll(() => gallery?.close());

test('pictures of every scene', async () => {
  const scenes = gallery.scenes.filter(
    (scene) => wanted.length === 0 || wanted.some((start) => scene.startsWith(start)),
  );
  if (wanted.length === 0) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const troubles: string[] = [];
  const take = async (page: Page, scene: string, name: string, picture: () => Promise<Buffer>) => {
    writeFileSync(join(folder, `${scene}.${name}.png`), await picture());
    // A scene of a list may scroll sideways within itself; the page never does.
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    if (isWide) troubles.push(`${scene} ${name}: wider than the window`);
  };

  troubles.push(
    ...(await gallery.visit(scenes, {}, async (page, scene, picture) => {
      for (const { name, ...options } of looks) {
        await look(page, options);
        await take(page, scene, name, picture);
      }
    })),
    ...(await gallery.visit(scenes, { language: 'ko' }, (page, scene, picture) =>
      take(page, scene, korean, picture),
    )),
    ...(await gallery.visit(scenes, { zoom: 2 }, (page, scene, picture) =>
      take(page, scene, large[0], picture),
    )),
    ...(await gallery.visit(scenes, { zoom: 2, size: [360, 480] }, (page, scene, picture) =>
      take(page, scene, large[1], picture),
    )),
  );
  const columns = [...looks.map(({ name }) => name), korean, ...large];
  writeFileSync(join(folder, 'index.html'), contactSheet(gallery.scenes, columns));
  console.log(`${scenes.length * columns.length} pictures: ${join(folder, 'index.html')}`);
  expect(troubles).toEqual([]);
});
