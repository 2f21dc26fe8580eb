import { randomUUID } from 'node:crypto';
import type { ReminderNotice } from '../../../shared/views.ts';
import type { DesktopNotification, Notifier } from '../ports.ts';

interface Kept {
  /** The notification's id, which a later one may have too. */
  readonly about: string;
  readonly notice: ReminderNotice;
}

interface Dependencies {
  readonly notifier: Notifier;
  /** Whether these are hours in which nothing is shown. */
  readonly isQuiet: () => boolean;
  readonly onChanged: () => void;
}

/** More than anybody reads. */
const mostKept = 20;

/**
 * All that the core tells the desktop comes by here. What the desktop cannot show (no notification service, or it failed)
 * is kept for the window until the person sends it away or its reason is gone; what the window shows by itself is
 * not. In quiet hours nothing is shown: reminders wait for their end by themselves, and prompts are in the tray.
 */
export class NotificationBoard implements Notifier {
  readonly #deps: Dependencies;
  #kept: readonly Kept[] = [];

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
    dependencies.notifier.onUndelivered((notification) => this.#keep(notification));
  }

  /** Newest first. */
  get kept(): readonly ReminderNotice[] {
    return this.#kept.map(({ notice }) => notice);
  }

  show(notification: DesktopNotification): void {
    this.#drop(({ about }) => about === notification.id);
    if (!this.#deps.isQuiet()) this.#deps.notifier.show(notification);
  }

  close(id: string): void {
    this.#deps.notifier.close(id);
    this.#drop(({ about }) => about === id);
  }

  onUndelivered(listener: (notification: DesktopNotification) => void): void {
    this.#deps.notifier.onUndelivered(listener);
  }

  /** The person has seen it. False: there is none by this id. */
  dismiss(id: string): boolean {
    return this.#drop(({ notice }) => notice.id === id);
  }

  #keep({ id, title, body, profileId, alsoInWindow }: DesktopNotification): void {
    if (alsoInWindow === true) return;
    const others = this.#kept.filter(({ about }) => about !== id);
    const notice = { id: randomUUID(), title, body, profileId };
    this.#kept = [{ about: id, notice }, ...others].slice(0, mostKept);
    this.#deps.onChanged();
  }

  #drop(isGone: (kept: Kept) => boolean): boolean {
    const left = this.#kept.filter((kept) => !isGone(kept));
    if (left.length === this.#kept.length) return false;
    this.#kept = left;
    this.#deps.onChanged();
    return true;
  }
}
