import type { Power } from '../core/ports.ts';

/** What is used of Electron's powerMonitor; there once the app is ready. */
export interface NativePower {
  on(event: 'resume', listener: () => void): unknown;
  on(event: 'lock-screen', listener: () => void): unknown;
  on(event: 'unlock-screen', listener: () => void): unknown;
}

/** Whether the screen is locked, by whoever can tell on this platform. */
export interface ScreenLock {
  isLocked(): boolean;
  onChanged(listener: () => void): void;
}

/** A wake-up is told twice before Electron 37: https://github.com/electron/electron/issues/44252 */
const sameWakeWithin = 500;

/**
 * macOS and Windows tell Electron; on Linux nobody does, and logind is asked instead.
 * https://www.electronjs.org/docs/latest/api/power-monitor#event-lock-screen-macos-windows
 */
export function nativeScreenLock(native: NativePower): ScreenLock {
  const listeners: (() => void)[] = [];
  let locked = false;
  const become = (now: boolean) => {
    if (now === locked) return;
    locked = now;
    for (const listener of listeners) listener();
  };
  native.on('lock-screen', () => become(true));
  native.on('unlock-screen', () => become(false));
  return { isLocked: () => locked, onChanged: (listener) => void listeners.push(listener) };
}

/**
 * Whoever unlocks the screen is back: that counts as a wake-up, though the one before it was just told.
 *
 * @param uptime ms that only ever grow.
 */
export function createPower(native: NativePower, screenLock: ScreenLock, uptime: () => number): Power {
  const listeners: (() => void)[] = [];
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = () => {
    toldAt = uptime();
    for (const listener of listeners) listener();
  };
  native.on('resume', () => {
    if (uptime() - toldAt >= sameWakeWithin) tell();
  });
  screenLock.onChanged(() => {
    if (!screenLock.isLocked()) tell();
  });
  return {
    onResume: (listener) => void listeners.push(listener),
    isScreenLocked: () => screenLock.isLocked(),
  };
}
