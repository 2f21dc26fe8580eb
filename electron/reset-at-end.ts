import type { AfterReset, Left, ResetAtEnd, SystemDialogs } from './core/system/system-ports.ts';

interface Options {
  readonly dialogs: Pick<SystemDialogs, 'tellIncomplete'>;
  /** Ends the app without another question. */
  readonly quitNow: () => void;
  /** Removes all that is outside of the person's own files; answers with what is left. */
  readonly remove: () => Promise<readonly Left[]>;
  /** Starts a new app when this one has ended. */
  readonly relaunch: () => void;
}

/**
 * A reset takes away what the running app writes all the time. So it is the last thing this run does: the app ends as
 * it always does, and when its stores, doors and log have stopped, everything is removed.
 */
export class EndingReset implements ResetAtEnd {
  readonly #options: Options;
  #ordered: { readonly after: AfterReset; readonly left: readonly Left[] } | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  begin(after: AfterReset, left: readonly Left[]): void {
    this.#ordered = { after, left };
    this.#options.quitNow();
  }

  /** With everything stopped. Does nothing where none was ordered. */
  async carryOut(): Promise<void> {
    if (this.#ordered === null) return;
    const { after, left: before } = this.#ordered;
    const left = [...before, ...(await this.#options.remove())];
    if (left.length > 0) await this.#options.dialogs.tellIncomplete(left);
    if (after === 'start-anew') this.#options.relaunch();
  }
}
