import type { Rectangle, Size } from 'electron';

/** A screen, in DIP: its whole, and what panels and docks leave of it. */
export interface Display {
  readonly bounds: Rectangle;
  readonly workArea: Rectangle;
}

/** What a panel is placed by, in DIP. Whatever the scale factor, Electron counts all of it in the same way. */
export interface PlacementFacts {
  readonly size: Size;
  /** All zero: the desktop does not tell. */
  readonly trayBounds: Rectangle;
  readonly pointer: { readonly x: number; readonly y: number };
  /** At least one; the primary one first. */
  readonly displays: readonly Display[];
}

/** Where the panel goes; null: this one does not know. */
type Strategy = (facts: PlacementFacts) => Rectangle | null;

/** Space left to what the panel is placed by. */
const gap = 4;

/** macOS and Windows tell where the icon is. https://www.electronjs.org/docs/latest/api/tray#traygetbounds */
const atTheIcon: Strategy = ({ trayBounds, ...facts }) =>
  isKnown(trayBounds) ? beside(trayBounds, facts) : null;

/** Where an icon was clicked there is the pointer, or it is where the person looks. */
const atThePointer: Strategy = ({ pointer, ...facts }) => beside({ ...pointer, width: 0, height: 0 }, facts);

/**
 * On X11 the pointer's place is that of the last time one of our windows saw it, so a pointer that is in no panel has clicked
 * no icon: https://github.com/electron/electron/issues/42519
 */
const atThePointerInAPanel: Strategy = ({ pointer, ...facts }) => {
  const anchor = { ...pointer, width: 0, height: 0 };
  const { workArea } = displayOf(anchor, facts.displays);
  return contains(workArea, pointer) ? null : beside(anchor, facts);
};

/** Trays are at the right end of a panel, and at the lower end of an upright one. */
const atTheEndOfThePanel: Strategy = (facts) => {
  const [primary] = facts.displays;
  const end = primary === undefined ? null : endOfPanel(primary);
  return end === null ? null : beside(end, facts);
};

/**
 * Nobody may place a window on Wayland or ask where the pointer is, and XWayland knows the pointer only over its own
 * windows: there the desktop places it.
 * https://www.electronjs.org/docs/latest/api/browser-window#platform-notices
 */
const byTheDesktop: Strategy = () => null;

const strategies = {
  native: [atTheIcon, atThePointer],
  x11: [atTheIcon, atThePointerInAPanel, atTheEndOfThePanel, atThePointer],
  wayland: [byTheDesktop],
} satisfies Record<string, readonly Strategy[]>;

export type WindowSystem = keyof typeof strategies;

/**
 * Where the panel goes, wholly inside one work area: smaller than asked where that is. Null: as an ordinary window, where
 * the desktop puts it.
 */
export function placePanel(on: WindowSystem, facts: PlacementFacts): Rectangle | null {
  for (const strategy of strategies[on]) {
    const placed = strategy(facts);
    if (placed !== null) return placed;
  }
  return null;
}

export function windowSystem(
  platform: NodeJS.Platform,
  variables: Readonly<Record<string, string | undefined>>,
): WindowSystem {
  if (platform !== 'linux') return 'native';
  return isWaylandSession(platform, variables) ? 'wayland' : 'x11';
}

/** A session of Wayland, also for an app that runs on XWayland there. */
export function isWaylandSession(
  platform: NodeJS.Platform,
  variables: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform !== 'linux') return false;
  return variables.XDG_SESSION_TYPE === 'wayland' || Boolean(variables.WAYLAND_DISPLAY);
}

type Edge = 'top' | 'bottom' | 'left' | 'right';

/**
 * Beside an icon, away from the edge of the screen that it is at (the panel it sits in), and centred on it as far as the
 * work area lets. Where that would cover the icon, on another of its sides; if on none, it may.
 */
function beside(icon: Rectangle, { size, displays }: Pick<PlacementFacts, 'size' | 'displays'>): Rectangle {
  const display = displayOf(icon, displays);
  const { workArea } = display;
  const fitting = {
    width: Math.min(size.width, workArea.width),
    height: Math.min(size.height, workArea.height),
  };
  const candidates = edgesByDistance(icon, display).map((edge) =>
    within(workArea, awayFrom(edge, icon, fitting)),
  );
  const [first] = candidates;
  const chosen = candidates.find((candidate) => !overlap(candidate, icon)) ?? first;
  return chosen ?? within(workArea, { ...icon, ...fitting });
}

function awayFrom(edge: Edge, icon: Rectangle, { width, height }: Size): Rectangle {
  const middle = middleOf(icon);
  const x = Math.round(middle.x - width / 2);
  const y = Math.round(middle.y - height / 2);
  switch (edge) {
    case 'top':
      return { x, y: icon.y + icon.height + gap, width, height };
    case 'bottom':
      return { x, y: icon.y - height - gap, width, height };
    case 'left':
      return { x: icon.x + icon.width + gap, y, width, height };
    case 'right':
      return { x: icon.x - width - gap, y, width, height };
  }
}

/**
 * The edges of the screen, beginning with the one that the icon is at: outside the work area it is in what takes that room
 * away; inside it (a panel that hides itself, or that takes no room) it is at the edge that is nearest.
 */
function edgesByDistance(icon: Rectangle, { bounds, workArea }: Display): readonly Edge[] {
  const { x, y } = middleOf(icon);
  const outside: Readonly<Record<Edge, boolean>> = {
    top: y < workArea.y,
    bottom: y >= workArea.y + workArea.height,
    left: x < workArea.x,
    right: x >= workArea.x + workArea.width,
  };
  const distance: Readonly<Record<Edge, number>> = {
    top: y - bounds.y,
    bottom: bounds.y + bounds.height - y,
    left: x - bounds.x,
    right: bounds.x + bounds.width - x,
  };
  const edges: readonly Edge[] = ['top', 'bottom', 'left', 'right'];
  return edges.toSorted(
    (one, other) => Number(outside[other]) - Number(outside[one]) || distance[one] - distance[other],
  );
}

/** The display that the icon is on, else the nearest. */
function displayOf(icon: Rectangle, displays: readonly Display[]): Display {
  const middle = middleOf(icon);
  const [nearest] = displays.toSorted((one, other) => away(middle, one.bounds) - away(middle, other.bounds));
  if (nearest === undefined) throw new Error('There is no display.');
  return nearest;
}

function away({ x, y }: { readonly x: number; readonly y: number }, area: Rectangle): number {
  const beyond = (at: number, from: number, length: number) =>
    Math.max(from - at, 0, at - (from + length - 1));
  return Math.hypot(beyond(x, area.x, area.width), beyond(y, area.y, area.height));
}

function within(area: Rectangle, placed: Rectangle): Rectangle {
  return {
    ...placed,
    x: clamp(placed.x, area.x, area.x + area.width - placed.width),
    y: clamp(placed.y, area.y, area.y + area.height - placed.height),
  };
}

function contains({ x, y, width, height }: Rectangle, point: PlacementFacts['pointer']): boolean {
  return point.x >= x && point.x < x + width && point.y >= y && point.y < y + height;
}

/** Null: no panel takes room away. */
function endOfPanel({ bounds, workArea }: Display): Rectangle | null {
  const right = bounds.x + bounds.width;
  const bottom = bounds.y + bounds.height;
  const top = { x: right - 1, y: bounds.y, width: 1, height: workArea.y - bounds.y };
  const belowY = workArea.y + workArea.height;
  const below = { x: right - 1, y: belowY, width: 1, height: bottom - belowY };
  const left = { x: bounds.x, y: bottom - 1, width: workArea.x - bounds.x, height: 1 };
  const besideX = workArea.x + workArea.width;
  const atRight = { x: besideX, y: bottom - 1, width: right - besideX, height: 1 };
  const ends = [top, below, left, atRight].filter(isKnown);
  return ends.toSorted((one, other) => thickness(other) - thickness(one))[0] ?? null;
}

function thickness({ width, height }: Rectangle): number {
  return Math.max(width, height);
}

function overlap(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function middleOf({ x, y, width, height }: Rectangle): { readonly x: number; readonly y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}

function clamp(value: number, minimum: number, maximum: number): number {
  return Math.max(minimum, Math.min(value, maximum));
}

function isKnown(bounds: Rectangle): boolean {
  return bounds.width > 0 && bounds.height > 0;
}
