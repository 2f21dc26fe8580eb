import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Desktop, until } from '../desktop/index.ts';
import type { RunningKeycutter } from './running-keycutter.ts';

/** What can be seen of the app's one window. */
export function windowOf({ app }: RunningKeycutter) {
  const isShown = () =>
    app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0];
      return (window?.isVisible() ?? false) && !window?.isMinimized();
    });
  const hasFocus = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused() ?? false);
  return {
    isShown,
    hasFocus,
    isMinimized: () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized() ?? false),
    count: () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
    /** Hidden, and told that the focus is gone: a click is judged by when that was. */
    hidden: () => until('the panel is hidden', async () => !(await isShown()) && !(await hasFocus())),
    focused: () => until('the window has the focus', async () => (await isShown()) && (await hasFocus())),
    close: () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
  };
}

/** Another program with a window of its own. */
export class OtherProgram {
  readonly #child: ChildProcess;
  readonly #desktop: Desktop;
  readonly id: string;

  private constructor(desktop: Desktop, child: ChildProcess, id: string) {
    this.#desktop = desktop;
    this.#child = child;
    this.id = id;
  }

  static async start(desktop: Desktop, title = 'other program'): Promise<OtherProgram> {
    const place = ['-geometry', '300x120+40+400'];
    const child = spawn('xmessage', ['-title', title, ...place, 'hello'], {
      env: desktop.env,
      stdio: 'ignore',
    });
    return new OtherProgram(desktop, child, await desktop.screen.waitForWindow(`^${title}$`));
  }

  /** With the mouse, into its middle. */
  async click(): Promise<void> {
    const { x, y, width } = await this.#desktop.screen.areaOf(this.id);
    await this.#desktop.screen.click(x + width / 2, y + 8);
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill();
    await ended;
  }
}
