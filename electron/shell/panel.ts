import type { BrowserWindow, Rectangle } from 'electron';
import type { Logger, Panel } from '../core/ports.ts';
import { appOrigin } from '../security/app-url.ts';

export interface PanelSurroundings {
  /** A hidden window with nothing loaded yet. */
  readonly createWindow: () => BrowserWindow;
  /** Where it belongs when the icon with these bounds was clicked; null: where the desktop puts it. */
  readonly place: (window: BrowserWindow, trayBounds: Rectangle) => Rectangle | null;
  /** Tells the desktop what kind of window it is now. */
  readonly become: (window: BrowserWindow, mode: PanelMode) => void;
  /** Whether there is an icon to come back by: else the window never hides, it is minimized. */
  readonly hasTray: () => boolean;
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
export type PanelMode = 'panel' | 'window';

/** What the page shows: the row of a profile, or that there is none of this name. */
type Place = { readonly profileId: string } | { readonly missing: string };

/** A click on the tray icon first takes the focus away; within this time it is the cause of that. */
const clickTakesFocusWithin = 300;
/** The second click of two may come as one more click, beside being told of as a double click. */
const doubleClickTakes = 500;
const crashesAreRelatedWithin = 60_000;

/**
 * The one window: made when it is first wanted, hidden rather than closed; on a desktop without a tray minimized, since
 * nothing would lead back to it. Only what a person does shows it: nothing
 * here is called by a timer or by AWS. All state is in the main process, so a crashed page loses only what was being
 * typed.
 */
export class TrayPanel implements Panel {
  readonly #around: PanelSurroundings;
  #window: BrowserWindow | null = null;
  #mode: PanelMode = 'window';
  #painted = false;
  #wanted: 'shown' | 'minimized' | 'hidden' = 'hidden';
  #held = false;
  #hasFocus = false;
  #focusLostAt = Number.NEGATIVE_INFINITY;
  #doubleClickAt = Number.NEGATIVE_INFINITY;
  #crashedAt = Number.NEGATIVE_INFINITY;
  #visits = 0;

  constructor(surroundings: PanelSurroundings) {
    this.#around = surroundings;
  }

  /** A click on the tray icon, or the keys that stand for it. */
  toggle(trayBounds: Rectangle): void {
    const now = this.#around.uptime();
    if (now - this.#doubleClickAt < doubleClickTakes) return;
    const clickTookFocus = now - this.#focusLostAt < clickTakesFocusWithin;
    const window = this.#window;
    if (window !== null && isShown(window)) {
      if (window.isFocused() || clickTookFocus) this.hide();
      else this.#show(this.#mode);
    } else if (window === null || !clickTookFocus) {
      // Else this very click, taking the focus, has hidden it already.
      this.#openAt(trayBounds);
    }
  }

  /** A double click on the tray icon: whoever opens things by two clicks does not want the second to close it. */
  reveal(trayBounds: Rectangle): void {
    this.#doubleClickAt = this.#around.uptime();
    if (this.#window !== null && isShown(this.#window)) this.#show(this.#mode);
    else this.#openAt(trayBounds);
  }

  /** From anywhere else: as an ordinary window. */
  open(profileId: string | null = null): void {
    this.#openShowing(profileId === null ? null : { profileId });
  }

  /** Says that there is no profile of this name. */
  openMissing(name: string): void {
    this.#openShowing({ missing: name });
  }

  /**
   * For a desktop without a tray: what nobody looks at waits in the taskbar, where it can be found. Nothing comes to the
   * front.
   */
  rest(): void {
    if (this.#wanted === 'shown') return;
    this.#wanted = 'minimized';
    const window = this.#opened();
    if (this.#painted) this.#minimize(window);
  }

  hide(): void {
    this.#hasFocus = false;
    if (this.#around.hasTray()) {
      this.#wanted = 'hidden';
      this.#window?.hide();
    } else {
      this.#wanted = 'minimized';
      if (this.#window !== null && this.#painted) this.#minimize(this.#window);
    }
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
    this.#wanted = 'hidden';
    this.#held = false;
    window?.removeAllListeners();
    window?.destroy();
  }

  #openAt(trayBounds: Rectangle): void {
    const window = this.#opened();
    const placed = this.#around.hasTray() ? this.#around.place(window, trayBounds) : null;
    if (placed !== null) window.setBounds(placed);
    this.#show(placed === null ? 'window' : 'panel');
  }

  #openShowing(place: Place | null): void {
    const existed = this.#window !== null;
    const window = this.#opened(place);
    if (existed && place !== null) this.#load(window, place);
    this.#show('window');
  }

  #show(mode: PanelMode): void {
    this.#mode = mode;
    this.#wanted = 'shown';
    if (this.#window === null || !this.#painted) return;
    if (this.#window.isMinimized()) this.#window.restore();
    this.#around.become(this.#window, mode);
    this.#window.show();
    this.#window.focus();
  }

  #minimize(window: BrowserWindow): void {
    this.#mode = 'window';
    this.#around.become(window, 'window');
    // A window that was never shown has no place in the taskbar to be minimized to.
    if (!window.isVisible()) window.showInactive();
    window.minimize();
  }

  #opened(place: Place | null = null): BrowserWindow {
    if (this.#window !== null) return this.#window;
    const window = this.#around.createWindow();
    this.#window = window;
    window.once('ready-to-show', () => this.#onPainted());
    window.on('focus', () => {
      this.#hasFocus = true;
    });
    window.on('blur', () => this.#onBlur(window));
    // On X11 a window that had the focus when it was minimized gets the keyboard back without Chromium noticing.
    window.on('restore', () => window.focus());
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
    this.#load(window, place);
    return window;
  }

  /**
   * The row to show travels in the fragment, which does not load the page anew. The counter makes each visit another
   * address: loading the same one again would, before Electron 35.
   * https://github.com/electron/electron/issues/46469
   */
  #load(window: BrowserWindow, place: Place | null): void {
    this.#visits += 1;
    const fragment = place === null ? '' : `#${fragmentOf(place)}&visit=${this.#visits}`;
    // A failure is reported by did-fail-load.
    window.loadURL(`${appOrigin}/${fragment}`).catch(() => {});
  }

  #onPainted(): void {
    this.#painted = true;
    if (this.#wanted === 'shown') this.#show(this.#mode);
    else if (this.#wanted === 'minimized' && this.#window !== null) this.#minimize(this.#window);
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

function isShown(window: BrowserWindow): boolean {
  return window.isVisible() && !window.isMinimized();
}

function fragmentOf(place: Place): string {
  return 'profileId' in place
    ? `profile=${encodeURIComponent(place.profileId)}`
    : `missing=${encodeURIComponent(place.missing)}`;
}
