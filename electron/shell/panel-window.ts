import {
  BrowserWindow,
  dialog,
  nativeImage,
  nativeTheme,
  type Point,
  type Rectangle,
  screen,
} from 'electron';
import icon from '../../assets/icon-128.png?inline';
import { webPreferences } from '../security/web-preferences.ts';
import { isKnown, panelPosition } from './panel-position.ts';

const size = { width: 420, height: 640, minWidth: 360, minHeight: 480 } as const;

/** The page's own background, so that nothing flashes before it has painted: `--bg` of the theme. */
export function windowBackground(): string {
  return nativeTheme.shouldUseDarkColors ? '#161614' : '#f6f6f4';
}

/**
 * With the desktop's frame: moving, closing and resizing work as everywhere, also by keyboard and for screen readers.
 */
export function createPanelWindow(preload: string, packaged: boolean): BrowserWindow {
  const window = new BrowserWindow({
    ...size,
    title: 'Keycutter',
    show: false,
    autoHideMenuBar: true,
    fullscreenable: false,
    maximizable: false,
    backgroundColor: windowBackground(),
    icon: nativeImage.createFromDataURL(icon),
    webPreferences: webPreferences(preload, packaged),
  });
  window.setMenuBarVisibility(false);
  return window;
}

/** Native Wayland lets nobody place a window (or know where the pointer is): there the desktop places it. */
export function positionAtTray(window: BrowserWindow, trayBounds: Rectangle): Point {
  const anchor = isKnown(trayBounds) ? trayBounds : { ...screen.getCursorScreenPoint(), width: 0, height: 0 };
  const [width = size.width, height = size.height] = window.getSize();
  return panelPosition({ width, height }, anchor, screen.getDisplayMatching(anchor).workArea);
}

export async function askToReopen(): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: 'Keycutter',
    message: 'The Keycutter window stopped working twice.',
    detail: 'Sessions go on as before. Open the window again, or later from the tray.',
    buttons: ['Open again', 'Not now'],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
}
