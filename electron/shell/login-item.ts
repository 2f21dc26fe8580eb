import type { App } from 'electron';
import { appError, type ReasonCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { LoginItem } from '../core/system/system-ports.ts';

/** What is used of Electron's `app`. */
export type LoginItems = Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>;

interface Options {
  readonly app: LoginItems;
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  /** What starts the app in the tray: a portable executable unpacks itself to another place each time. */
  readonly launch: { readonly command: string; readonly arguments: readonly string[] };
}

/**
 * Windows: a value of the Run key, and Task Manager's own switch over it; what Windows starts gets the arguments of `launch`.
 * macOS: SMAppService; what it starts gets no arguments, and tells by `wasOpenedAtLogin`.
 * https://www.electronjs.org/docs/latest/api/app#appsetloginitemsettingssettings-macos-windows
 */
export class NativeLoginItem implements LoginItem {
  /** In development it would start a bare Electron. */
  readonly isSupported: boolean;
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
    this.isSupported = options.packaged && ['win32', 'darwin'].includes(options.platform);
  }

  async set(enabled: boolean): Promise<Result<undefined>> {
    if (!this.isSupported) return failed('not-installed');
    try {
      // `enabled` also lifts what was switched off in Task Manager, which the person takes back by this very switch.
      this.#options.app.setLoginItemSettings({ openAtLogin: enabled, ...this.#windows({ enabled }) });
      if (enabled && this.#options.app.getLoginItemSettings().status === 'requires-approval') {
        return failed('needs-approval');
      }
      return (await this.isEnabled()) === enabled ? succeed() : fail(appError('login-item-failed'));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return fail(appError('login-item-failed', { reason }));
    }
  }

  async isEnabled(): Promise<boolean> {
    if (!this.isSupported) return false;
    const found = this.#options.app.getLoginItemSettings(this.#windows({}));
    // `openAtLogin` is what we wrote; whether Windows heeds it is the other's.
    return this.#options.platform === 'win32'
      ? found.openAtLogin && found.executableWillLaunchAtLogin !== false
      : found.openAtLogin;
  }

  #windows<More extends object>(more: More) {
    if (this.#options.platform !== 'win32') return {};
    const { command, arguments: given } = this.#options.launch;
    return { args: [...given], path: command, ...more };
  }
}

/** Whether macOS has started it as a login item, which it tells by nothing else. */
export function wasOpenedAtLogin(app: Pick<App, 'getLoginItemSettings'>, platform: NodeJS.Platform): boolean {
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin === true;
}

function failed(reason: ReasonCode): Result<undefined> {
  return fail(appError('login-item-failed', { reason }));
}
