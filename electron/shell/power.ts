import type { Power } from '../core/ports.ts';

/** What is used of Electron's powerMonitor; there once the app is ready. */
export interface NativePower {
  on(event: 'suspend', listener: () => void): unknown;
  on(event: 'resume', listener: () => void): unknown;
  on(event: 'lock-screen', listener: () => void): unknown;
  on(event: 'unlock-screen', listener: () => void): unknown;
}

/** Whether the screen is locked, by whoever can tell on this platform. */
export interface ScreenLock {
  isLocked(): boolean;
  onChanged(listener: () => void): void;
}

/** The zone in which times of day are read. */
export interface Zone {
  /** Reads it anew. */
  look(): void;
  onChanged(listener: () => void): void;
}

/** Each is told twice before Electron 37: https://github.com/electron/electron/issues/44252 */
const sameWithin = 500;

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
 * Whoever unlocks the screen is back: that counts as a wake-up, though the one before it was just told. Whoever slept
 * may have travelled: the zone is read first.
 *
 * @param uptime ms that only ever grow.
 */
export function createPower(
  native: NativePower,
  screenLock: ScreenLock,
  zone: Zone,
  uptime: () => number,
): Power {
  const suspended: (() => void)[] = [];
  const resumed: (() => void)[] = [];
  let suspendedAt = Number.NEGATIVE_INFINITY;
  let resumedAt = Number.NEGATIVE_INFINITY;
  const tellResumed = () => {
    resumedAt = uptime();
    zone.look();
    for (const listener of resumed) listener();
  };
  native.on('suspend', () => {
    if (uptime() - suspendedAt < sameWithin) return;
    suspendedAt = uptime();
    for (const listener of suspended) listener();
  });
  native.on('resume', () => {
    if (uptime() - resumedAt >= sameWithin) tellResumed();
  });
  screenLock.onChanged(() => {
    if (!screenLock.isLocked()) tellResumed();
  });
  return {
    onSuspend: (listener) => void suspended.push(listener),
    onResume: (listener) => void resumed.push(listener),
    onZoneChanged: (listener) => zone.onChanged(listener),
    isScreenLocked: () => screenLock.isLocked(),
  };
}
