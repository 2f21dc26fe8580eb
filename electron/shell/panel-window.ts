import { BrowserWindow, dialog, nativeImage, nativeTheme, type Rectangle, type Size, screen } from 'electron';
import icon from '../../assets/icon-128.png?inline';
import type { Words } from '../../shared/words/words.ts';
import { webPreferences } from '../security/web-preferences.ts';
import type { PanelMode } from './panel.ts';
import { placePanel, windowSystem } from './panel-placement.ts';

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

/** By window: the size it had before a screen was too small for it, and the one it got there. */
const madeSmaller = new WeakMap<BrowserWindow, { readonly from: Size; readonly to: Size }>();

export function placeAtTray(window: BrowserWindow, trayBounds: Rectangle): Rectangle | null {
  const size = sizeOf(window);
  const primary = screen.getPrimaryDisplay();
  const displays = [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)];
  const on = windowSystem(process.platform, process.env);
  const placed = placePanel(on, { size, trayBounds, pointer: screen.getCursorScreenPoint(), displays });
  if (placed !== null && !isSize(placed, size)) madeSmaller.set(window, { from: size, to: placed });
  return placed;
}

/** As the person has it; on a screen that is large enough again, as it was before. */
function sizeOf(window: BrowserWindow): Size {
  const [width = size.width, height = size.height] = window.getSize();
  const smaller = madeSmaller.get(window);
  return smaller !== undefined && isSize(smaller.to, { width, height }) ? smaller.from : { width, height };
}

function isSize(one: Size, other: Size): boolean {
  return one.width === other.width && one.height === other.height;
}

/**
 * At the tray it is no window among others. On macOS it then comes to the space that is looked at, over a full-screen app
 * too, rather than leading to the space where it last was.
 * https://www.electronjs.org/docs/latest/api/browser-window#winsetvisibleonallworkspacesvisible-options-macos-linux
 */
export function becomePanelOrWindow(window: BrowserWindow, mode: PanelMode): void {
  const isPanel = mode === 'panel';
  // Has no effect on Linux: https://github.com/electron/electron/pull/35123
  window.setSkipTaskbar(isPanel);
  if (process.platform === 'darwin') {
    window.setVisibleOnAllWorkspaces(isPanel, {
      visibleOnFullScreen: isPanel,
      skipTransformProcessType: true,
    });
  }
}

export async function askToReopen({
  message,
  detail,
  open,
  later,
}: Words['dialogs']['reopen']): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: 'Keycutter',
    message,
    detail,
    buttons: [open, later],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
}
