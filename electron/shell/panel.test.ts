import { EventEmitter } from 'node:events';
import type { BrowserWindow, Rectangle } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../core/testing/fake-ports.ts';
import { TrayPanel } from './panel.ts';

class FakeContents extends EventEmitter {
  isDevToolsOpened(): boolean {
    return false;
  }
}

class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly loaded: string[] = [];
  visible = false;
  focused = false;
  inTaskbar = true;
  minimized = false;
  destroyed = false;
  at: Partial<Rectangle> = { x: 0, y: 0 };

  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
  }

  show(): void {
    this.visible = true;
  }

  showInactive(): void {
    this.visible = true;
  }

  minimize(): void {
    this.minimized = true;
    this.focused = false;
  }

  restore(): void {
    this.minimized = false;
  }

  hide(): void {
    this.visible = false;
    this.focused = false;
  }

  focus(): void {
    this.focused = true;
    this.emit('focus');
  }

  /** Another window takes the focus. */
  loseFocus(): void {
    this.focused = false;
    this.emit('blur');
  }

  destroy(): void {
    this.destroyed = true;
    this.visible = false;
  }

  setBounds(at: Partial<Rectangle>): void {
    this.at = at;
  }

  isVisible = () => this.visible;
  isFocused = () => this.focused;
  isMinimized = () => this.minimized;
  setBackgroundColor = () => {};
}

const icon: Rectangle = { x: 600, y: 0, width: 22, height: 22 };

class Bench {
  readonly windows: FakeWindow[] = [];
  uptime = 10_000;
  prompting = false;
  hasTray = true;
  placed: Rectangle | null = { x: 400, y: 30, width: 420, height: 640 };
  reopen = true;
  asked = 0;
  readonly panel = new TrayPanel({
    createWindow: () => {
      const window = new FakeWindow();
      this.windows.push(window);
      return window as unknown as BrowserWindow;
    },
    place: () => this.placed,
    become: (_window, mode) => {
      this.window.inTaskbar = mode === 'window';
    },
    hasTray: () => this.hasTray,
    isPrompting: () => this.prompting,
    askToReopen: async () => {
      this.asked += 1;
      return this.reopen;
    },
    uptime: () => this.uptime,
    logger: silentLogger,
  });

  get window(): FakeWindow {
    const window = this.windows.at(-1);
    if (window === undefined) throw new Error('No window yet');
    return window;
  }

  paint(): void {
    this.window.emit('ready-to-show');
  }

  async crash(): Promise<void> {
    this.window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    await new Promise(setImmediate);
  }
}

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});

describe('showing', () => {
  it('makes the window when it is first wanted, and shows it once it has painted', () => {
    expect(bench.windows).toHaveLength(0);
    bench.panel.open();
    expect(bench.window).toMatchObject({ visible: false, loaded: ['app://keycutter/'] });
    bench.paint();
    expect(bench.window).toMatchObject({ visible: true, focused: true, inTaskbar: true });
    bench.panel.open();
    expect(bench.windows).toHaveLength(1);
  });

  it('shows it even if the page cannot be loaded', () => {
    bench.panel.open();
    bench.window.webContents.emit('did-fail-load', {}, -6, 'not found', 'app://keycutter/', true);
    expect(bench.window.visible).toBe(true);
  });

  it('does not show what was no longer wanted when it had painted', () => {
    bench.panel.open();
    bench.panel.hide();
    bench.paint();
    expect(bench.window.visible).toBe(false);
  });

  it('hides instead of closing', () => {
    bench.panel.open();
    bench.paint();
    let prevented = false;
    bench.window.emit('close', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
    expect(bench.window).toMatchObject({ visible: false, destroyed: false });
  });

  it('goes to a row, each time anew and without leaving the page', () => {
    bench.panel.open('p1');
    bench.paint();
    bench.panel.open('p1');
    bench.panel.open(null);
    bench.panel.openMissing('R&D #1');
    expect(bench.window.loaded).toEqual([
      'app://keycutter/#profile=p1&visit=1',
      'app://keycutter/#profile=p1&visit=2',
      'app://keycutter/#missing=R%26D%20%231&visit=3',
    ]);
  });
});

describe('at the tray', () => {
  const openAtTray = () => {
    bench.panel.toggle(icon);
    bench.paint();
  };

  it('opens by the icon, out of the taskbar', () => {
    openAtTray();
    expect(bench.window).toMatchObject({ visible: true, inTaskbar: false, at: { x: 400, y: 30 } });
  });

  it('is an ordinary window where the desktop places it', () => {
    bench.placed = null;
    openAtTray();
    expect(bench.window).toMatchObject({ visible: true, inTaskbar: true, at: { x: 0, y: 0 } });
    bench.window.loseFocus();
    expect(bench.window.visible).toBe(true);
  });

  it('stays open at a double click, however that is told', () => {
    openAtTray();
    bench.uptime += 100;
    bench.panel.reveal(icon);
    bench.uptime += 20;
    bench.panel.toggle(icon);
    expect(bench.window.visible).toBe(true);
    bench.uptime += 1_000;
    bench.panel.toggle(icon);
    expect(bench.window.visible).toBe(false);
  });

  it('goes when focus goes', () => {
    openAtTray();
    bench.window.loseFocus();
    expect(bench.window.visible).toBe(false);
  });

  it('is closed by the click that takes its focus', () => {
    openAtTray();
    bench.window.loseFocus();
    bench.uptime += 80;
    bench.panel.toggle(icon);
    expect(bench.window.visible).toBe(false);
    bench.uptime += 1_000;
    bench.panel.toggle(icon);
    expect(bench.window.visible).toBe(true);
  });

  it('takes no late word of a lost focus for a click, nor for a reason to close again', () => {
    openAtTray();
    bench.panel.hide();
    bench.window.emit('blur');
    bench.panel.toggle(icon);
    expect(bench.window.visible).toBe(true);
    bench.panel.hide();
    bench.window.focus = () => {};
    bench.panel.toggle(icon);
    bench.window.emit('blur');
    expect(bench.window.visible).toBe(true);
  });

  it('is closed by a click that leaves its focus', () => {
    openAtTray();
    bench.panel.toggle(icon);
    expect(bench.window.visible).toBe(false);
  });

  it('stays while something is typed', () => {
    openAtTray();
    bench.panel.holdOpen(true);
    bench.window.loseFocus();
    expect(bench.window.visible).toBe(true);
    bench.window.focus();
    bench.panel.holdOpen(false);
    bench.window.loseFocus();
    expect(bench.window.visible).toBe(false);
  });

  it('stays while a code is asked for', () => {
    openAtTray();
    bench.prompting = true;
    bench.window.loseFocus();
    expect(bench.window.visible).toBe(true);
  });

  it('is no longer held by a page that is gone', () => {
    openAtTray();
    bench.panel.holdOpen(true);
    bench.window.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    bench.window.loseFocus();
    expect(bench.window.visible).toBe(false);
  });

  it('comes to the front when it stands behind others', () => {
    openAtTray();
    bench.prompting = true;
    bench.window.loseFocus();
    bench.uptime += 1_000;
    bench.panel.toggle(icon);
    expect(bench.window).toMatchObject({ visible: true, focused: true });
  });
});

describe('as a window', () => {
  it('stays when focus goes, and then closes or comes forward on a click', () => {
    bench.panel.open();
    bench.paint();
    bench.window.loseFocus();
    expect(bench.window.visible).toBe(true);
    bench.uptime += 1_000;
    bench.panel.toggle(icon);
    expect(bench.window).toMatchObject({ visible: true, focused: true, inTaskbar: true });
    bench.panel.toggle(icon);
    expect(bench.window.visible).toBe(false);
  });
});

describe('without a tray', () => {
  beforeEach(() => {
    bench.hasTray = false;
  });

  it('is minimized instead of hidden or closed, and comes back as a window', () => {
    bench.panel.open();
    bench.paint();
    bench.window.emit('close', { preventDefault: () => {} });
    expect(bench.window).toMatchObject({ visible: true, minimized: true });
    bench.panel.toggle(icon);
    expect(bench.window).toMatchObject({
      minimized: false,
      focused: true,
      inTaskbar: true,
      at: { x: 0, y: 0 },
    });
    bench.panel.hide();
    expect(bench.window).toMatchObject({ visible: true, minimized: true });
  });

  it('waits in the taskbar when it was started hidden', () => {
    bench.panel.rest();
    expect(bench.window.visible).toBe(false);
    bench.paint();
    expect(bench.window).toMatchObject({ visible: true, minimized: true, focused: false, inTaskbar: true });
    bench.panel.rest();
    bench.panel.open();
    expect(bench.window).toMatchObject({ minimized: false, focused: true });
  });

  it('leaves a window that is looked at alone', () => {
    bench.panel.open();
    bench.paint();
    bench.panel.rest();
    expect(bench.window.minimized).toBe(false);
  });

  it('brings a window back that was hidden while there was a tray', () => {
    bench.hasTray = true;
    bench.panel.open();
    bench.paint();
    bench.panel.hide();
    bench.hasTray = false;
    bench.panel.rest();
    expect(bench.window).toMatchObject({ visible: true, minimized: true });
  });
});

describe('a crash', () => {
  it('loads the page once again', async () => {
    bench.panel.open();
    bench.paint();
    await bench.crash();
    expect(bench.windows).toHaveLength(1);
    expect(bench.window.loaded).toHaveLength(2);
    expect(bench.asked).toBe(0);
  });

  it('asks after a second one, and opens a new window if wanted', async () => {
    bench.panel.open();
    bench.paint();
    await bench.crash();
    bench.uptime += 5_000;
    await bench.crash();
    expect(bench.asked).toBe(1);
    expect(bench.windows.map(({ destroyed }) => destroyed)).toEqual([true, false]);
  });

  it('leaves it at that if not', async () => {
    bench.reopen = false;
    bench.panel.open();
    bench.paint();
    await bench.crash();
    await bench.crash();
    expect(bench.windows.map(({ destroyed }) => destroyed)).toEqual([true]);
    bench.panel.open();
    expect(bench.windows).toHaveLength(2);
  });

  it('takes two that lie far apart for two first ones', async () => {
    bench.panel.open();
    bench.paint();
    await bench.crash();
    bench.uptime += 3_600_000;
    await bench.crash();
    expect(bench.asked).toBe(0);
    expect(bench.window.loaded).toHaveLength(3);
  });

  it('of a hidden window shows nothing, and the next opening makes a new one', async () => {
    bench.panel.open();
    bench.paint();
    bench.panel.hide();
    await bench.crash();
    expect(bench.window.destroyed).toBe(true);
    expect(bench.windows).toHaveLength(1);
    bench.panel.open();
    bench.paint();
    expect(bench.windows).toHaveLength(2);
    expect(bench.window.visible).toBe(true);
  });
});
