import { app, type Rectangle, type WebContents } from 'electron';
import type { CommandHandlers } from '../shared/ipc-contract.ts';
import type { Snapshot } from '../shared/views.ts';
import { systemClock } from './adapters/system-clock.ts';
import type { DesktopNotification, Notifier } from './core/ports.ts';
import type { TrayAction, TrayModel } from './core/tray-model.ts';
import { SeamClock } from './seam-clock.ts';

/** What end-to-end tests reach as `globalThis.keycutterSeams`. Absent from a release: see `__TEST_SEAMS__`. */
export interface TestSeams {
  readonly clock: SeamClock;
  readonly snapshot: () => Snapshot;
  /** Every notification given to the desktop so far. */
  readonly notifications: readonly DesktopNotification[];
  /** What the tray was last given to show. */
  readonly tray: () => TrayModel;
  readonly clickTray: (bounds: Rectangle) => void;
  /** What a click in its menu does. */
  readonly chooseInTray: (action: TrayAction) => Promise<void>;
  /** The commands themselves, past every door. */
  readonly sessions: CommandHandlers['sessions'];
  readonly openPanel: () => void;
  readonly isScreenLocked: () => boolean;
  /** Counts a page of the test's own among ours. */
  readonly trust: (contents: WebContents) => void;
}

declare global {
  var keycutterSeams: TestSeams | undefined;
}

/** Before anything asks for the folder. */
export function separateUserData(): void {
  const folder = process.env.KEYCUTTER_USER_DATA;
  if (folder) app.setPath('userData', folder);
}

/** Where a test puts a feed for updates; null: there is none. */
export function updateFeedFolder(): string | null {
  return process.env.KEYCUTTER_UPDATE_FEED_FOLDER ?? null;
}

export function createSeamClock(): SeamClock {
  return new SeamClock(systemClock);
}

export function recordNotifications(
  notifier: Notifier,
): Notifier & { readonly shown: DesktopNotification[] } {
  const shown: DesktopNotification[] = [];
  return {
    shown,
    show: (notification) => {
      shown.push(notification);
      notifier.show(notification);
    },
    close: (id) => notifier.close(id),
    onUndelivered: (listener) => notifier.onUndelivered(listener),
  };
}

export function exposeSeams(seams: TestSeams): void {
  globalThis.keycutterSeams = seams;
}
