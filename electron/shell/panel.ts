import type { BrowserWindow, Point, Rectangle } from 'electron';
import type { Logger, Panel } from '../core/ports.ts';
import { appOrigin } from '../security/app-url.ts';

export interface PanelSurroundings {
  /** A hidden window with nothing loaded yet. */
  readonly createWindow: () => BrowserWindow;
  /** Where a panel of this size belongs when the icon with these bounds was clicked. */
  readonly position: (window: BrowserWindow, trayBounds: Rectangle) => Point;
  /** Whether a code is asked for: then losing focus (to look it up) must not close the panel. */
  readonly isPrompting: () => boolean;
  /** After a second crash: whether to open the window again. */
  readonly askToReopen: () => Promise<boolean>;
  /** Milliseconds that only ever grow. */
  readonly uptime: () => number;
  readonly logger: Logger;
}

/**
 * `panel`: at the tray, gone when focus goes. `window`: as any other window, where there is no tray or the person
 * came another way.
 */
type Mode = 'panel' | 'window';

/** A click on the tray icon first takes the focus away; within this time it is the cause of that. */
const clickTakesFocusWithin = 300;
const crashesAreRelatedWithin = 60_000;

/**
 * The one window: made when it is first wanted, hidden rather than closed. Only what a person does shows it: nothing
 * here is called by a timer or by AWS. All state is in the main process, so a crashed page loses only what was being
 * typed.
 */
export class TrayPanel implements Panel {
  readonly #around: PanelSurroundings;
  #window: BrowserWindow | null = null;
  #mode: Mode = 'window';
  #painted = false;
  #wanted = false;
  #held = false;
  #hasFocus = false;
  #focusLostAt = Number.NEGATIVE_INFINITY;
  #crashedAt = Number.NEGATIVE_INFINITY;
  #visits = 0;

  constructor(surroundings: PanelSurroundings) {
    this.#around = surroundings;
  }

  /** A click on the tray icon. */
  toggle(trayBounds: Rectangle): void {
    const { uptime, position } = this.#around;
    const clickTookFocus = uptime() - this.#focusLostAt < clickTakesFocusWithin;
    const window = this.#window;
    if (window?.isVisible()) {
      if (window.isFocused() || clickTookFocus) this.hide();
      else this.#show(this.#mode);
    } else if (window === null || !clickTookFocus) {
      // Else this very click, taking the focus, has hidden it already.
      const opened = this.#opened();
      const { x, y } = position(opened, trayBounds);
      opened.setPosition(x, y);
      this.#show('panel');
    }
  }

  /** From anywhere else: as an ordinary window. */
  open(profileId: string | null = null): void {
    const existed = this.#window !== null;
    const window = this.#opened(profileId);
    if (existed && profileId !== null) this.#load(window, profileId);
    this.#show('window');
  }

  hide(): void {
    this.#wanted = false;
    this.#hasFocus = false;
    this.#window?.hide();
  }

  holdOpen(held: boolean): void {
    this.#held = held;
  }

  setBackgroundColor(colour: string): void {
    this.#window?.setBackgroundColor(colour);
  }

  destroy(): void {
    const window = this.#window;
    this.#window = null;
    this.#painted = false;
    this.#wanted = false;
    this.#held = false;
    window?.removeAllListeners();
    window?.destroy();
  }

  #show(mode: Mode): void {
    this.#mode = mode;
    this.#wanted = true;
    if (this.#window === null || !this.#painted) return;
    if (this.#window.isMinimized()) this.#window.restore();
    // Has no effect on Linux: https://github.com/electron/electron/pull/35123
    this.#window.setSkipTaskbar(mode === 'panel');
    this.#window.show();
    this.#window.focus();
  }

  #opened(profileId: string | null = null): BrowserWindow {
    if (this.#window !== null) return this.#window;
    const window = this.#around.createWindow();
    this.#window = window;
    window.once('ready-to-show', () => this.#onPainted());
    window.on('focus', () => {
      this.#hasFocus = true;
    });
    window.on('blur', () => this.#onBlur(window));
    window.on('close', (event) => {
      event.preventDefault();
      this.hide();
    });
    window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#held = false;
    });
    window.webContents.on('did-fail-load', (_event, code, _description, _url, isMainFrame) => {
      this.#around.logger.error('window-load-failed', { code });
      if (isMainFrame) this.#onPainted();
    });
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      this.#onCrash(window, reason, exitCode);
    });
    window.on('unresponsive', () => this.#around.logger.warn('window-unresponsive'));
    this.#load(window, profileId);
    return window;
  }

  /**
   * The row to show travels in the fragment, which does not load the page anew. The counter makes each visit another
   * address: loading the same one again would, before Electron 35.
   * https://github.com/electron/electron/issues/46469
   */
  #load(window: BrowserWindow, profileId: string | null): void {
    this.#visits += 1;
    const fragment =
      profileId === null ? '' : `#profile=${encodeURIComponent(profileId)}&visit=${this.#visits}`;
    // A failure is reported by did-fail-load.
    window.loadURL(`${appOrigin}/${fragment}`).catch(() => {});
  }

  #onPainted(): void {
    this.#painted = true;
    if (this.#wanted) this.#show(this.#mode);
  }

  #onBlur(window: BrowserWindow): void {
    // On X11 the blur of a window that was just hidden can arrive after the next click, and after it is shown again.
    if (!this.#hasFocus) return;
    this.#hasFocus = false;
    this.#focusLostAt = this.#around.uptime();
    if (this.#mode !== 'panel' || this.#held || this.#around.isPrompting()) return;
    if (window.webContents.isDevToolsOpened()) return;
    this.hide();
  }

  #onCrash(window: BrowserWindow, reason: string, exitCode: number): void {
    if (window !== this.#window) return;
    const { logger, uptime, askToReopen } = this.#around;
    logger.error('window-crashed', { reason, exitCode });
    this.#held = false;
    const again = uptime() - this.#crashedAt < crashesAreRelatedWithin;
    this.#crashedAt = uptime();
    if (!window.isVisible()) {
      this.destroy();
      return;
    }
    // Not from within the event: the dead process is still being cleared away.
    setImmediate(() => {
      if (window !== this.#window) return;
      if (again) {
        this.destroy();
        void askToReopen().then((reopen) => reopen && this.open());
      } else {
        this.#load(window, null);
      }
    });
  }
}
