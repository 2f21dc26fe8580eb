import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { TrayIcon } from '../core/tray-model.ts';
import { type PictureFacts, trayPicture } from './tray-picture.ts';

const icons: readonly TrayIcon[] = ['idle', 'live', 'attention'];
const file = (name: string) => fileURLToPath(new URL(`../../assets/tray/${name}.png`, import.meta.url));
/** https://www.w3.org/TR/png-3/#11IHDR: the width is the first field of the first chunk. */
const widthOf = (name: string) => readFileSync(file(name)).readUInt32BE(16);
const facts: PictureFacts = { platform: 'linux', panelIsDark: true, scaleFactor: 1 };

describe('trayPicture', () => {
  it.each([
    ['darwin', [1, 2, 3], [16, 32, 48]],
    ['win32', [1, 1.25, 1.5, 2, 3], [16, 20, 24, 32, 48]],
  ] as const)('has a drawing of its own for each scale on %s', (platform, scales, sizes) => {
    for (const icon of icons) {
      for (const panelIsDark of [true, false]) {
        const { representations } = trayPicture(icon, { ...facts, platform, panelIsDark });
        expect(representations.map(({ scaleFactor }) => scaleFactor).toSorted()).toEqual(
          [...scales].toSorted(),
        );
        const widths = representations.map(({ name }) => widthOf(name));
        expect(widths.toSorted()).toEqual([...sizes].toSorted());
      }
    }
  });

  it.each([
    [1, 22],
    [1.1, 28],
    [1.25, 28],
    [1.5, 33],
    [1.75, 44],
    [2, 44],
    [2.5, 66],
    [3, 66],
    [4, 66],
  ])('has one drawing at a scale of %d on Linux, %d pixels wide', (scaleFactor, size) => {
    for (const icon of icons) {
      for (const panelIsDark of [true, false]) {
        const { representations } = trayPicture(icon, { ...facts, panelIsDark, scaleFactor });
        expect(representations.map(({ name }) => existsSync(file(name)) && widthOf(name))).toEqual([size]);
      }
    }
  });

  it('has states that differ by more than colour: also where there is only one', () => {
    const template = icons.map((icon) => trayPicture(icon, { ...facts, platform: 'darwin' }));
    expect(template.every(({ isTemplate }) => isTemplate)).toBe(true);
    const smallest = template.map(({ representations }) =>
      readFileSync(file(representations[0]?.name ?? '')).toString('base64'),
    );
    expect(new Set(smallest).size).toBe(icons.length);
  });
});
