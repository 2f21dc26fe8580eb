import type { DesktopView } from '../../shared/views.ts';

/**
 * What is known of the desktop around the app. Each part is learned by whoever can ask about it, mostly after the start,
 * and may change while the app runs (a panel that restarts, a shortcut taken by another program).
 */
export class DesktopState {
  #view: DesktopView = {
    tray: null,
    notifications: null,
    canStartAtLogin: false,
    startAtLoginProblem: null,
    shortcutProblem: null,
  };
  readonly #listeners: (() => void)[] = [];

  get view(): DesktopView {
    return this.#view;
  }

  learn(part: Partial<DesktopView>): void {
    const next = { ...this.#view, ...part };
    if (JSON.stringify(next) === JSON.stringify(this.#view)) return;
    this.#view = next;
    for (const listener of this.#listeners) listener();
  }

  onChanged(listener: () => void): void {
    this.#listeners.push(listener);
  }
}
