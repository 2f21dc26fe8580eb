import { plainText } from '../../shared/plain-text.ts';
import type { DesktopNotification, Logger, Notifier } from '../core/ports.ts';

/** What is used of Electron's Notification. */
export interface NativeNotification {
  on(event: 'click' | 'close', listener: () => void): unknown;
  on(event: 'failed', listener: (event: unknown, error: string) => void): unknown;
  show(): void;
  close(): void;
}

export interface NotifierSurroundings {
  readonly platform: NodeJS.Platform;
  readonly logger: Logger;
  /** A person clicked: to the row, or null for the panel. */
  readonly onClick: (profileId: string | null) => void;
  readonly create: (words: { readonly title: string; readonly body: string }) => NativeNotification;
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

  constructor(surroundings: NotifierSurroundings) {
    this.#around = surroundings;
  }

  show({ id, title, body, profileId }: DesktopNotification): void {
    this.close(id);
    const { create, platform, logger, onClick } = this.#around;
    const notification = create({
      title: plainText(title, longest.title),
      body: forDesktop(plainText(body, longest.body), platform),
    });
    const forget = () => {
      if (this.#shown.get(id) === notification) this.#shown.delete(id);
    };
    notification.on('click', () => {
      forget();
      onClick(profileId);
    });
    notification.on('close', forget);
    notification.on('failed', (_event, error) => {
      forget();
      logger.warn('notification-failed', { error });
    });
    this.#shown.set(id, notification);
    for (const oldest of [...this.#shown.keys()].slice(0, -mostKept)) this.#shown.delete(oldest);
    notification.show();
  }

  close(id: string): void {
    this.#shown.get(id)?.close();
    this.#shown.delete(id);
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
