import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Environment, run, until } from './processes.ts';

/** In pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Selection = 'clipboard' | 'primary';

/** The X display: keyboard, mouse, windows, clipboard and pictures, as a user has them. */
export class Screen {
  readonly #env: Environment;

  constructor(env: Environment) {
    this.#env = env;
  }

  /** Presses keys one after another in X's names, e.g. `key('Tab', 'Return', 'ctrl+c')`. */
  async key(...keys: readonly string[]): Promise<void> {
    await this.#xdotool('key', '--clearmodifiers', ...keys);
  }

  async type(text: string): Promise<void> {
    await this.#xdotool('type', '--clearmodifiers', '--delay', '4', '--', text);
  }

  async moveMouse(x: number, y: number): Promise<void> {
    await this.#xdotool('mousemove', '--sync', String(x), String(y));
  }

  /** Moves there and clicks; button 1 is the left one, 3 the right one. */
  async click(x: number, y: number, button = 1): Promise<void> {
    // Not synchronous: that waits for a move, and there is none where the pointer is there already.
    await this.#xdotool('mousemove', String(x), String(y), 'click', String(button));
  }

  /** The ids of visible windows whose title matches, in no useful order. */
  async windows(titlePattern = '.'): Promise<readonly string[]> {
    // xdotool exits with 1 when it finds none.
    const found = await this.#xdotool('search', '--onlyvisible', '--name', titlePattern).catch(() => '');
    return found.split('\n').filter((line) => line !== '');
  }

  async waitForWindow(titlePattern: string): Promise<string> {
    return until(`a window ${titlePattern} is visible`, async () => (await this.windows(titlePattern))[0]);
  }

  /** The ids of windows whose title matches, minimized ones too: what a taskbar has. */
  async taskbar(titlePattern: string): Promise<readonly string[]> {
    const list = await run('xprop', ['-root', '_NET_CLIENT_LIST'], { env: this.#env });
    const entries = await Promise.all(
      (list.match(/0x[\da-f]+/g) ?? []).map(async (id) => {
        const wanted = ['-id', id, '_NET_WM_NAME', '_NET_WM_STATE'];
        // A window may be gone by now.
        const properties = await run('xprop', wanted, { env: this.#env }).catch(() => '');
        const title = /_NET_WM_NAME\(UTF8_STRING\) = "(.*)"/.exec(properties)?.[1] ?? '';
        const isListed = title !== '' && !properties.includes('_NET_WM_STATE_SKIP_TASKBAR');
        return isListed && new RegExp(titlePattern).test(title) ? [id] : [];
      }),
    );
    return entries.flat();
  }

  async isMinimized(id: string): Promise<boolean> {
    const properties = await run('xprop', ['-id', id, '_NET_WM_STATE'], { env: this.#env });
    return properties.includes('_NET_WM_STATE_HIDDEN');
  }

  /** Menus are windows that no window manager manages. */
  async hasOpenMenu(): Promise<boolean> {
    const tree = await run('xwininfo', ['-root', '-tree'], { env: this.#env });
    const ids = tree.match(/^ {5}0x[\da-f]+/gm) ?? [];
    const types = await Promise.all(
      ids.map((id) =>
        run('xprop', ['-id', id.trim(), '_NET_WM_WINDOW_TYPE'], { env: this.#env }).catch(() => ''),
      ),
    );
    return types.some((type) => /_MENU\b/.test(type));
  }

  /** Without the frame that the window manager draws. */
  async areaOf(id: string): Promise<Area> {
    const geometry = await this.#xdotool('getwindowgeometry', '--shell', id);
    const read = (name: string) => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(geometry)?.[1]);
    return { x: read('X'), y: read('Y'), width: read('WIDTH'), height: read('HEIGHT') };
  }

  async focusWindow(id: string): Promise<void> {
    await this.#xdotool('windowactivate', '--sync', id);
  }

  /** The title of the window that has the keyboard, or '' when none has. */
  async focusedTitle(): Promise<string> {
    return (await this.#xdotool('getactivewindow', 'getwindowname').catch(() => '')).trim();
  }

  /** What another program would paste, or undefined when there is nothing. */
  async readClipboard(selection: Selection = 'clipboard'): Promise<string | undefined> {
    return run('xclip', ['-out', '-selection', selection], { env: this.#env }).catch(() => undefined);
  }

  /** What formats are on offer, e.g. UTF8_STRING. */
  async clipboardTargets(): Promise<readonly string[]> {
    const targets = ['-out', '-selection', 'clipboard', '-target', 'TARGETS'];
    const listed = await run('xclip', targets, { env: this.#env }).catch(() => '');
    return listed.split('\n').filter((line) => line !== '');
  }

  /** Copies as another program would. */
  async writeClipboard(text: string, selection: Selection = 'clipboard'): Promise<void> {
    // The xclip that stays behind to serve the text would keep a pipe of ours open, so it gets none.
    const child = spawn('xclip', ['-in', '-selection', selection], {
      env: this.#env as NodeJS.ProcessEnv,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin.end(text);
    await once(child, 'exit');
  }

  /** A picture of the screen or of a part of it, as PNG. */
  async screenshot(file: string, area?: Area): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    // In this order: import takes no part of a window that was named before it is told to be silent.
    const part = area ? ['-crop', `${area.width}x${area.height}+${area.x}+${area.y}`, '+repage'] : [];
    await run('import', ['-silent', '-window', 'root', ...part, file], { env: this.#env });
  }

  #xdotool(...parameters: readonly string[]): Promise<string> {
    return run('xdotool', parameters, { env: this.#env });
  }
}
