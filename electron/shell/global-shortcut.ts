import { type AppError, appError } from '../../shared/errors.ts';

/** What is used of Electron's globalShortcut. */
export interface NativeShortcuts {
  register(accelerator: string, callback: () => void): boolean;
  unregister(accelerator: string): void;
}

export interface ShortcutSurroundings {
  readonly native: NativeShortcuts;
  readonly isWayland: boolean;
  readonly onPressed: () => void;
  /** Null: it works, or there is none. */
  readonly onProblem: (problem: AppError | null) => void;
}

/**
 * Keys that work wherever the person is.
 *
 * Not on Wayland: there the desktop decides over keys. Chromium can ask its portal for them (GlobalShortcutsPortal), but
 * registering says yes before the desktop has answered, and still says so after a no
 * (https://github.com/electron/electron/issues/52218); newer portals refuse it altogether
 * (https://github.com/electron/electron/issues/51875); and XWayland gets the keys only while one of its own windows has the
 * focus. A shortcut that may or may not work is worse than one in the desktop's own settings, which `keycutter open` is for.
 */
export class GlobalShortcut {
  readonly #around: ShortcutSurroundings;
  /** As asked for; empty: none. */
  #wanted = '';
  #registered = '';

  constructor(surroundings: ShortcutSurroundings) {
    this.#around = surroundings;
  }

  /** @param accelerator as Electron writes them; empty: none. */
  set(accelerator: string): void {
    if (accelerator === this.#wanted) return;
    this.#wanted = accelerator;
    this.#release();
    this.#around.onProblem(accelerator === '' ? null : this.#register(accelerator));
  }

  close(): void {
    this.#release();
  }

  #register(accelerator: string): AppError | null {
    const { native, isWayland, onPressed } = this.#around;
    if (isWayland) return appError('shortcut-not-supported');
    try {
      if (!native.register(accelerator, onPressed)) return appError('shortcut-taken', { keys: accelerator });
    } catch {
      // Keys that this platform does not have: https://www.electronjs.org/docs/latest/api/accelerator
      return appError('shortcut-taken', { keys: accelerator });
    }
    this.#registered = accelerator;
    return null;
  }

  #release(): void {
    if (this.#registered !== '') this.#around.native.unregister(this.#registered);
    this.#registered = '';
  }
}
