// Draws the PNG files under assets/ from the SVG files beside them. They are committed, so only who changes a drawing
// needs this, and rsvg-convert (Debian: librsvg2-bin).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const assets = fileURLToPath(new URL('../assets', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'draw-icons-'));

const appSizes = [16, 24, 32, 48, 64, 128, 256, 512];
const states = ['idle', 'live', 'attention'];

/**
 * The states differ in shape (hollow, filled, with a mark), so that none needs its colour to be told. `template` is for
 * macOS, which looks at opacity only. Each drawing is made for the pixels of its smallest size: at that and at its
 * multiples, straight edges fall between pixels.
 */
const drawings = [
  // Linux: 1x, 1.25x, 1.5x, 2x, 3x of the 22 that StatusNotifierItem hosts usually show.
  { suffix: '', sizes: [22, 28, 33, 44, 66], panels: ['dark-panel', 'light-panel'] },
  // Windows: the small icon at 100, 125, 150, 200 and 300 %.
  { suffix: '-small', sizes: [16, 20, 24, 32, 48], panels: ['dark-panel', 'light-panel'] },
  { suffix: '-small', sizes: [16, 32, 48], panels: ['template'] },
];
const colours = {
  'dark-panel': { idle: '#d9d6ce', live: '#f2c566', attention: '#d9d6ce', mark: '#ff8f5a' },
  'light-panel': { idle: '#4b4842', live: '#8a5a10', attention: '#4b4842', mark: '#c2321f' },
  template: { idle: '#000', live: '#000', attention: '#000', mark: '#000' },
};

try {
  for (const size of appSizes) draw('icon.svg', `icon-${size}.png`, size);
  for (const { suffix, sizes, panels } of drawings) {
    for (const panel of panels) {
      for (const state of states) {
        const { [state]: colour, mark } = colours[panel];
        const style = join(work, `${panel}-${state}.css`);
        writeFileSync(style, `.key { stroke: ${colour} } .disc { fill: ${colour} } .mark { fill: ${mark} }`);
        for (const size of sizes) {
          draw(`tray/${state}${suffix}.svg`, `tray/${state}-${panel}-${size}.png`, size, style);
        }
      }
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

function draw(from, to, size, style) {
  execFileSync('rsvg-convert', [
    '--width',
    String(size),
    '--height',
    String(size),
    ...(style === undefined ? [] : ['--stylesheet', style]),
    '--output',
    join(assets, to),
    join(assets, from),
  ]);
}
