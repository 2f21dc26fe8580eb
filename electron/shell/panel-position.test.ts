import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKnown, panelPosition } from './panel-position.ts';

const size = { width: 420, height: 640 };
const screen = { x: 0, y: 30, width: 1280, height: 1000 };

describe('panelPosition', () => {
  it('hangs below an icon at the top', () => {
    expect(panelPosition(size, { x: 900, y: 4, width: 22, height: 22 }, screen)).toEqual({ x: 701, y: 30 });
    expect(panelPosition(size, { x: 900, y: 36, width: 22, height: 22 }, screen)).toEqual({ x: 701, y: 62 });
  });

  it('stands above an icon at the bottom', () => {
    expect(panelPosition(size, { x: 600, y: 1000, width: 40, height: 30 }, screen)).toEqual({
      x: 410,
      y: 356,
    });
  });

  it('stays on the screen beside an edge, also on a second screen to the left', () => {
    expect(panelPosition(size, { x: 1270, y: 40, width: 0, height: 0 }, screen).x).toBe(860);
    const left = { x: -1920, y: 0, width: 1920, height: 1080 };
    expect(panelPosition(size, { x: -1915, y: 10, width: 20, height: 20 }, left).x).toBe(-1920);
  });

  it('keeps its top left corner on the screen wherever the anchor is', () => {
    const anchor = fc.record({
      x: fc.integer({ min: -3_000, max: 3_000 }),
      y: fc.integer({ min: -3_000, max: 3_000 }),
      width: fc.integer({ min: 0, max: 60 }),
      height: fc.integer({ min: 0, max: 60 }),
    });
    const workArea = fc.record({
      x: fc.integer({ min: -2_000, max: 2_000 }),
      y: fc.integer({ min: -2_000, max: 2_000 }),
      width: fc.integer({ min: 320, max: 4_000 }),
      height: fc.integer({ min: 240, max: 3_000 }),
    });
    fc.assert(
      fc.property(anchor, workArea, (icon, area) => {
        const { x, y } = panelPosition(size, icon, area);
        expect(x).toBeGreaterThanOrEqual(area.x);
        expect(y).toBeGreaterThanOrEqual(area.y);
        expect(x).toBeLessThanOrEqual(Math.max(area.x, area.x + area.width - size.width));
        expect(y).toBeLessThanOrEqual(Math.max(area.y, area.y + area.height - size.height));
      }),
    );
  });
});

describe('isKnown', () => {
  it('takes bounds without extent for no answer', () => {
    expect(isKnown({ x: 0, y: 0, width: 0, height: 0 })).toBe(false);
    expect(isKnown({ x: 5, y: 5, width: 22, height: 22 })).toBe(true);
  });
});
