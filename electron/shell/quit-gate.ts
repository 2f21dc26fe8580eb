interface Options {
  /** Whether anybody would lose something. */
  readonly isQuestioned: () => boolean;
  /** Asks the person; whether to quit. */
  readonly ask: () => Promise<boolean>;
  /** Begins to quit again. */
  readonly quit: () => void;
}

/**
 * What stands before the end of the app. A person's Quit (tray, window, menu, keyboard) may be asked about; a signal, the
 * end of the desktop session and a reset are not.
 */
export class QuitGate {
  readonly #options: Options;
  #open = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** For `before-quit`: whether to go on now. Where it is asked first, quitting begins again after the answer. */
  passes(): boolean {
    if (this.#open || !this.#options.isQuestioned()) return true;
    void this.#options.ask().then((yes) => {
      if (yes) this.quitNow();
    });
    return false;
  }

  /** Nobody is asked from now on. */
  quitNow(): void {
    if (this.#open) return;
    this.#open = true;
    this.#options.quit();
  }
}
