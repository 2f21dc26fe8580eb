interface StoppableEvent {
  preventDefault(): void;
}

/** What is used of Electron's powerMonitor. */
interface ShutdownNews {
  /** Electron's types leave the event out, its documentation has it. */
  on(event: 'shutdown', listener: (event?: StoppableEvent) => void): unknown;
}

/** What is used of Electron's app. */
interface WindowNews {
  on(event: 'browser-window-created', listener: (event: unknown, window: EndingWindow) => void): unknown;
}

interface EndingWindow {
  on(event: 'session-end', listener: () => void): unknown;
}

/**
 * The system shuts down, or the person logs out: the app ends by itself. What it holds was sealed when it changed, so
 * where no time is given (Windows, and most of all Windows without a window) nothing is lost.
 *
 * Linux and macOS tell powerMonitor, and wait a little for those that ask for it; Windows tells windows only.
 * https://www.electronjs.org/docs/latest/api/power-monitor#event-shutdown-linux-macos
 * https://www.electronjs.org/docs/latest/api/browser-window#event-session-end-windows
 */
export function quitWithSystem(power: ShutdownNews, windows: WindowNews, quitNow: () => void): void {
  power.on('shutdown', (event) => {
    event?.preventDefault();
    quitNow();
  });
  windows.on('browser-window-created', (_event, window) => {
    window.on('session-end', quitNow);
  });
}
