import type { QuitDecision } from './quit-policy.ts';
import type { SystemDialogs } from './system-ports.ts';

/** Asks before quitting where somebody would lose by it: once, however often Quit is pressed meanwhile. */
export class QuitQuestion {
  readonly #decide: () => QuitDecision;
  readonly #dialogs: Pick<SystemDialogs, 'confirmQuit'>;
  #asking: Promise<boolean> | null = null;

  constructor(decide: () => QuitDecision, dialogs: Pick<SystemDialogs, 'confirmQuit'>) {
    this.#decide = decide;
    this.#dialogs = dialogs;
  }

  isNeeded(): boolean {
    return this.#decide().ask;
  }

  /** Whether to quit. */
  ask(): Promise<boolean> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #ask(): Promise<boolean> {
    const decision = this.#decide();
    return !decision.ask || (await this.#dialogs.confirmQuit(decision.served));
  }
}
