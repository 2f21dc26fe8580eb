import type { Power } from '../core/ports.ts';

/** What is used of Electron's powerMonitor; there once the app is ready. */
export interface NativePower {
  on(event: 'resume', listener: () => void): unknown;
  on(event: 'unlock-screen', listener: () => void): unknown;
}

/** A wake-up is told twice before Electron 37: https://github.com/electron/electron/issues/44252 */
const sameWakeWithin = 500;

/** @param uptime ms that only ever grow. */
export function createPower(native: NativePower, uptime: () => number): Power {
  const listeners: (() => void)[] = [];
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = () => {
    if (uptime() - toldAt < sameWakeWithin) return;
    toldAt = uptime();
    for (const listener of listeners) listener();
  };
  native.on('resume', tell);
  // macOS and Windows only; on Linux nobody tells.
  native.on('unlock-screen', tell);
  return { onResume: (listener) => void listeners.push(listener) };
}
