import type { Point, Rectangle, Size } from 'electron';

/** Space left to what the panel is placed by. */
const gap = 4;

/**
 * Where the panel goes, in DIP: centred on its anchor, on the side of it that is nearer to the middle of the screen,
 * and wholly inside the work area as far as it fits.
 *
 * @param anchor the tray icon; where a desktop does not tell its place (all zero: Linux), the pointer that clicked it.
 */
export function panelPosition(size: Size, anchor: Rectangle, workArea: Rectangle): Point {
  const middle = { x: anchor.x + anchor.width / 2, y: anchor.y + anchor.height / 2 };
  const below = middle.y < workArea.y + workArea.height / 2;
  const x = middle.x - size.width / 2;
  const y = below ? anchor.y + anchor.height + gap : anchor.y - size.height - gap;
  return {
    x: Math.round(clamp(x, workArea.x, workArea.x + workArea.width - size.width)),
    y: Math.round(clamp(y, workArea.y, workArea.y + workArea.height - size.height)),
  };
}

/** The top left corner wins where the panel is larger than the screen: it has the search field. */
function clamp(value: number, minimum: number, maximum: number): number {
  return Math.max(minimum, Math.min(value, maximum));
}

export function isKnown(bounds: Rectangle): boolean {
  return bounds.width > 0 && bounds.height > 0;
}
