import type { Rectangle } from 'electron';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Display, isWaylandSession, placePanel } from './panel-placement.ts';

const size = { width: 420, height: 640 };
const unknown = { x: 0, y: 0, width: 0, height: 0 };
const nowhere = { x: 0, y: 0 };

/** A screen with a panel of this thickness along an edge. */
function screenWith(
  edge: 'top' | 'bottom' | 'left' | 'right',
  thickness: number,
  bounds: Rectangle = { x: 0, y: 0, width: 1920, height: 1080 },
): Display {
  const { x, y, width, height } = bounds;
  const workArea = {
    top: { x, y: y + thickness, width, height: height - thickness },
    bottom: { x, y, width, height: height - thickness },
    left: { x: x + thickness, y, width: width - thickness, height },
    right: { x, y, width: width - thickness, height },
  }[edge];
  return { bounds, workArea };
}

const square = (x: number, y: number, side = 24): Rectangle => ({ x, y, width: side, height: side });

function at(trayBounds: Rectangle, ...displays: readonly Display[]) {
  return placePanel('native', { size, trayBounds, pointer: nowhere, displays });
}

describe('at the icon', () => {
  it.each([
    ['below the menu bar', square(1400, 0), screenWith('top', 24), { x: 1202, y: 28 }],
    ['above a taskbar', square(1600, 1044), screenWith('bottom', 48), { x: 1402, y: 392 }],
    ['beside a panel at the left', square(12, 900), screenWith('left', 48), { x: 48, y: 440 }],
    ['beside a panel at the right', square(1884, 20), screenWith('right', 48), { x: 1452, y: 0 }],
    ['in the corner of a taskbar', square(1890, 1044), screenWith('bottom', 48), { x: 1500, y: 392 }],
    // An icon in Windows' overflow stands above the taskbar, inside the work area.
    ['above the overflow', square(1600, 980), screenWith('bottom', 48), { x: 1402, y: 336 }],
    ['at a panel that hides itself', square(1600, 1052), screenWith('bottom', 0), { x: 1402, y: 408 }],
  ])('opens %s', (_where, icon, display, expected) => {
    expect(at(icon, display)).toEqual({ ...expected, ...size });
  });

  it('opens on the screen that the icon is on, whatever side of the first that is', () => {
    const first = screenWith('bottom', 48);
    const left = screenWith('top', 30, { x: -2560, y: -200, width: 2560, height: 1440 });
    const above = screenWith('top', 30, { x: 0, y: -1080, width: 1920, height: 1080 });
    expect(at(square(-2500, -195), first, left, above)).toMatchObject({ x: -2560, y: -167 });
    expect(at(square(900, -1078), first, left, above)).toMatchObject({ x: 702, y: -1050 });
  });

  it('opens on the nearest screen when the icon is said to be on none', () => {
    const first = screenWith('bottom', 48);
    const right = screenWith('bottom', 48, { x: 1920, y: 0, width: 1280, height: 1024 });
    expect(at(square(3300, 990), first, right)?.x).toBe(2780);
  });

  it('is made smaller for a small screen, such as one at 200 %', () => {
    const small = screenWith('bottom', 40, { x: 0, y: 0, width: 960, height: 540 });
    expect(at(square(800, 508), small)).toEqual({ x: 540, y: 0, width: 420, height: 500 });
  });
});

describe('elsewhere', () => {
  const displays = [screenWith('top', 30)];

  it('opens at the pointer where nobody says where the icon is', () => {
    const facts = { size, trayBounds: unknown, displays };
    expect(placePanel('native', { ...facts, pointer: { x: 1_200, y: 15 } })).toEqual({
      x: 990,
      y: 30,
      ...size,
    });
    expect(placePanel('native', { ...facts, pointer: { x: 1_200, y: 1_075 } })?.y).toBe(431);
  });

  it.each([
    ['top', { x: 1_500, y: 34 }],
    ['bottom', { x: 1_500, y: 406 }],
    ['left', { x: 34, y: 440 }],
    ['right', { x: 1_466, y: 440 }],
  ] as const)('on X11 opens at the end of the panel, where that is along the %s', (edge, expected) => {
    const facts = { size, trayBounds: unknown, displays: [screenWith(edge, 30)] };
    // What X11 last knew of the pointer, which may be long ago.
    expect(placePanel('x11', { ...facts, pointer: { x: 640, y: 400 } })).toEqual({ ...expected, ...size });
  });

  it('on X11 believes in a pointer that is in a panel, and in any where no panel is', () => {
    const facts = { size, trayBounds: unknown };
    expect(placePanel('x11', { ...facts, displays, pointer: { x: 900, y: 15 } })?.x).toBe(690);
    const bare = [screenWith('top', 0)];
    expect(placePanel('x11', { ...facts, displays: bare, pointer: { x: 900, y: 15 } })?.x).toBe(690);
  });

  it('leaves it to the desktop on Wayland', () => {
    const facts = { size, trayBounds: square(100, 0), pointer: nowhere, displays };
    expect(placePanel('wayland', facts)).toBeNull();
  });

  it.each([
    ['linux', { XDG_SESSION_TYPE: 'wayland' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['linux', { XDG_SESSION_TYPE: 'x11' }, false],
    ['darwin', { XDG_SESSION_TYPE: 'wayland' }, false],
  ] as const)('knows a Wayland session: %s %o', (platform, variables, expected) => {
    expect(isWaylandSession(platform, variables)).toBe(expected);
  });
});

describe('wherever the icon is', () => {
  const area = fc.record({
    x: fc.integer({ min: -4_000, max: 4_000 }),
    y: fc.integer({ min: -4_000, max: 4_000 }),
    width: fc.integer({ min: 320, max: 4_000 }),
    height: fc.integer({ min: 240, max: 3_000 }),
  });
  const display: fc.Arbitrary<Display> = fc
    .tuple(area, fc.constantFrom('top', 'bottom', 'left', 'right'), fc.integer({ min: 0, max: 80 }))
    .map(([bounds, edge, thickness]) => screenWith(edge, thickness, bounds));
  const icon = fc.record({
    x: fc.integer({ min: -4_100, max: 4_100 }),
    y: fc.integer({ min: -4_100, max: 4_100 }),
    width: fc.integer({ min: 1, max: 60 }),
    height: fc.integer({ min: 1, max: 60 }),
  });

  const contains = (outer: Rectangle, inner: Rectangle) =>
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height;
  const overlaps = (one: Rectangle, other: Rectangle) =>
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height;

  it('is inside one work area, whole, and in whole pixels', () => {
    fc.assert(
      fc.property(icon, fc.array(display, { minLength: 1, maxLength: 4 }), (anchor, displays) => {
        const placed = at(anchor, ...displays);
        if (placed === null) throw new Error('It is placed.');
        expect(displays.some(({ workArea }) => contains(workArea, placed))).toBe(true);
        expect(Object.values(placed).every(Number.isInteger)).toBe(true);
      }),
    );
  });

  it('does not cover the icon where there is room beside it', () => {
    fc.assert(
      fc.property(display, fc.double({ min: 0, max: 1, noNaN: true }), icon, (screen, along, { width }) => {
        const { bounds, workArea } = screen;
        const anchor = {
          x: Math.round(bounds.x + along * (bounds.width - width)),
          y: Math.round(bounds.y + (1 - along) * (bounds.height - width)),
          width,
          height: width,
        };
        const wide = Math.min(size.width, workArea.width);
        const high = Math.min(size.height, workArea.height);
        const hasRoom =
          anchor.x - workArea.x >= wide ||
          workArea.x + workArea.width - anchor.x - width >= wide ||
          anchor.y - workArea.y >= high ||
          workArea.y + workArea.height - anchor.y - width >= high;
        const placed = at(anchor, screen);
        if (hasRoom && placed !== null) expect(overlaps(placed, anchor)).toBe(false);
      }),
    );
  });
});
