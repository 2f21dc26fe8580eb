import { plainText } from '../../shared/plain-text.ts';
import type { DesktopNotification, Logger, NotificationAction, Notifier } from '../core/ports.ts';

/** What is used of Electron's Notification. */
export interface NativeNotification {
  on(event: 'click' | 'close', listener: () => void): unknown;
  on(event: 'action', listener: (event: unknown, index: number) => void): unknown;
  on(event: 'failed', listener: (event: unknown, error: string) => void): unknown;
  show(): void;
  close(): void;
}

export interface NativeNotificationOptions {
  readonly title: string;
  readonly body: string;
  readonly urgency: 'low' | 'normal';
  readonly actions: { readonly type: 'button'; readonly text: string }[];
}

export interface NotifierSurroundings {
  readonly platform: NodeJS.Platform;
  /** As in process.versions.electron. */
  readonly electronVersion: string;
  readonly logger: Logger;
  /** Whether something on this desktop shows notifications; null: it does not tell. */
  readonly isShown: () => boolean | null;
  /** A person clicked: to the row, or null for the panel. */
  readonly onClick: (profileId: string | null) => void;
  readonly onAction: (action: NotificationAction, profileId: string) => void;
  readonly create: (options: NativeNotificationOptions) => NativeNotification;
}

/** Kept so long at most; a desktop need not say when one is gone. */
const mostKept = 50;
const longest = { title: 100, body: 400 } as const;

/**
 * Tells the desktop. Notifications are kept here while they may be clicked: one that is collected as garbage no
 * longer answers (https://github.com/electron/electron/issues/12690).
 */
export class DesktopNotifier implements Notifier {
  readonly #around: NotifierSurroundings;
  readonly #shown = new Map<string, NativeNotification>();
  readonly #undelivered: ((notification: DesktopNotification) => void)[] = [];

  constructor(surroundings: NotifierSurroundings) {
    this.#around = surroundings;
  }

  show(wanted: DesktopNotification): void {
    const { id, title, body, profileId, urgency = 'normal' } = wanted;
    this.close(id);
    const { create, platform, logger, isShown, onClick, onAction } = this.#around;
    // Electron would not tell on Linux: https://www.electronjs.org/docs/latest/api/notification#event-failed-macos-windows
    if (isShown() === false) {
      this.#tellUndelivered(wanted);
      return;
    }
    const actions = profileId === null || !this.#hasActions() ? [] : (wanted.actions ?? []);
    const notification = create({
      title: plainText(title, longest.title),
      body: forDesktop(plainText(body, longest.body), platform),
      urgency,
      actions: actions.map(({ label }) => ({ type: 'button', text: label })),
    });
    const forget = () => {
      if (this.#shown.get(id) === notification) this.#shown.delete(id);
    };
    notification.on('click', () => {
      forget();
      onClick(profileId);
    });
    notification.on('action', (_event, index) => {
      forget();
      const chosen = actions[index];
      if (chosen !== undefined && profileId !== null) onAction(chosen.kind, profileId);
    });
    notification.on('close', forget);
    notification.on('failed', (_event, error) => {
      forget();
      logger.warn('notification-failed', { error });
      this.#tellUndelivered(wanted);
    });
    this.#shown.set(id, notification);
    for (const oldest of [...this.#shown.keys()].slice(0, -mostKept)) this.#shown.delete(oldest);
    notification.show();
  }

  close(id: string): void {
    this.#shown.get(id)?.close();
    this.#shown.delete(id);
  }

  onUndelivered(listener: (notification: DesktopNotification) => void): void {
    this.#undelivered.push(listener);
  }

  #tellUndelivered(notification: DesktopNotification): void {
    for (const listener of this.#undelivered) listener(notification);
  }

  /**
   * A button that does nothing is worse than none. macOS has them (of a signed app; else they are left out there). On
   * Windows their clicks arrive since Electron 42 (https://github.com/electron/electron/pull/51286). On Linux Electron
   * drops them: https://www.electronjs.org/docs/latest/api/structures/notification-action#button-support-on-macos
   */
  #hasActions(): boolean {
    const { platform, electronVersion } = this.#around;
    return platform === 'darwin' || (platform === 'win32' && Number.parseInt(electronVersion, 10) >= 42);
  }
}

/**
 * On Linux a body is markup, whatever the server makes of it:
 * https://specifications.freedesktop.org/notification-spec/latest/markup.html
 */
function forDesktop(body: string, platform: NodeJS.Platform): string {
  return platform === 'linux'
    ? body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    : body;
}
