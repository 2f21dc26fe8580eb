import { appError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { DesktopState } from '../desktop-state.ts';
import type { LoginItem } from './system-ports.ts';

interface Dependencies {
  readonly loginItem: LoginItem;
  readonly desktopState: DesktopState;
  readonly settings: () => Settings;
  /** Only keeps them: the login item is not told. */
  readonly keepSettings: (settings: Settings) => Result<undefined>;
}

/**
 * Settings' switch and the system's own list, kept the same. Whoever changed last wins: the person here, by the switch;
 * or the person in the system's settings, which is seen at the next look.
 */
export class StartAtLogin {
  readonly #deps: Dependencies;
  #queue: Promise<unknown> = Promise.resolve();
  /** Switches whose turn has not come yet. */
  #switched = 0;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
    dependencies.desktopState.learn({ canStartAtLogin: dependencies.loginItem.isSupported });
  }

  /** Settings say what the system does. */
  lookAgain(): Promise<void> {
    return this.#inTurn(() => this.#readBack());
  }

  /** The system does what Settings say; where it refuses, Settings say so. */
  follow(before: Settings, after: Settings): Promise<void> {
    if (before.startAtLogin === after.startAtLogin) return Promise.resolve();
    this.#switched += 1;
    return this.#inTurn(async () => {
      this.#switched -= 1;
      const { loginItem, desktopState } = this.#deps;
      const set = loginItem.isSupported
        ? await loginItem.set(after.startAtLogin)
        : ({ ok: false, error: appError('login-item-failed') } as const);
      desktopState.learn({ startAtLoginProblem: set.ok ? null : set.error });
      if (!set.ok) await this.#readBack();
    });
  }

  async #readBack(): Promise<void> {
    const { loginItem, settings, keepSettings } = this.#deps;
    const startAtLogin = loginItem.isSupported && (await loginItem.isEnabled());
    // What was read is of before the switch, whose turn comes.
    if (this.#switched > 0) return;
    if (settings().startAtLogin !== startAtLogin) keepSettings({ ...settings(), startAtLogin });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => {});
    return turn;
  }
}
