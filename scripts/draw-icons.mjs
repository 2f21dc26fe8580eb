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
const traySizes = [16, 22, 24, 32, 44, 48];
const states = ['idle', 'live', 'attention'];

/** Colours by what the icon stands on; `template` is for macOS, which looks at opacity only. */
const panels = {
  'dark-panel': { idle: '#d9d6ce', live: '#f2c566', attention: '#d9d6ce', badge: '#ff8f5a' },
  'light-panel': { idle: '#4b4842', live: '#8a5a10', attention: '#4b4842', badge: '#c2321f' },
  template: { idle: '#000', live: '#000', attention: '#000', badge: '#000' },
};

try {
  for (const size of appSizes) draw('icon.svg', `icon-${size}.png`, size);
  for (const [panel, colours] of Object.entries(panels)) {
    for (const state of states) {
      const style = join(work, `${panel}-${state}.css`);
      writeFileSync(
        style,
        `.key { stroke: ${colours[state]} } .dot { fill: ${colours[state]} } .badge { fill: ${colours.badge} }`,
      );
      const sizes = panel === 'template' ? [16, 32] : traySizes;
      for (const size of sizes) draw(`tray/${state}.svg`, `tray/${state}-${panel}-${size}.png`, size, style);
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
