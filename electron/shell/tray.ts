import type { Menu, MenuItemConstructorOptions, NativeImage, Rectangle, Tray } from 'electron';
import type { TrayAction, TrayIcon, TrayItem, TrayModel } from '../core/tray-model.ts';

export interface TraySurroundings {
  readonly platform: NodeJS.Platform;
  readonly createTray: (image: NativeImage) => Tray;
  readonly buildMenu: (template: MenuItemConstructorOptions[]) => Menu;
  readonly image: (icon: TrayIcon) => NativeImage;
  /** Calls when the desktop's colours or screens change; answers with the way to stop that. */
  readonly onLooksChanged: (listener: () => void) => () => void;
  /** Bounds of the icon, in DIP; all zero where the desktop does not tell (Linux). */
  readonly onClick: (bounds: Rectangle) => void;
  readonly onDoubleClick: (bounds: Rectangle) => void;
  readonly onAction: (action: TrayAction) => void;
}

/**
 * The icon in the desktop's tray. It is given a whole model each time and changes what differs: the desktop redraws an
 * open menu that is set anew, and a model comes with each change of anything.
 */
export class AppTray {
  readonly #around: TraySurroundings;
  readonly #stopWatching: () => void;
  #tray: Tray;
  #icon: TrayIcon = 'idle';
  #tooltip = '';
  #items: readonly TrayItem[] = [];
  #menuText = '';

  constructor(surroundings: TraySurroundings) {
    this.#around = surroundings;
    this.#tray = this.#create();
    this.#stopWatching = surroundings.onLooksChanged(() => this.#repaint());
  }

  render({ icon, tooltip, menu }: TrayModel): void {
    if (icon !== this.#icon) {
      this.#icon = icon;
      this.#repaint();
    }
    if (tooltip !== this.#tooltip) {
      this.#tooltip = tooltip;
      this.#tray.setToolTip(tooltip);
    }
    const menuText = JSON.stringify(menu);
    if (menuText !== this.#menuText) {
      this.#menuText = menuText;
      this.#items = menu;
      this.#setMenu();
    }
  }

  /** All zero where the desktop does not tell. */
  bounds(): Rectangle {
    return this.#tray.getBounds();
  }

  /** For a desktop that had no place for icons when this one was made. */
  recreate(): void {
    this.#tray.destroy();
    this.#tray = this.#create();
    this.#tray.setToolTip(this.#tooltip);
    this.#setMenu();
  }

  destroy(): void {
    this.#stopWatching();
    this.#tray.destroy();
  }

  #create(): Tray {
    const { createTray, image, platform, onClick, onDoubleClick } = this.#around;
    const tray = createTray(image(this.#icon));
    // What "click" is, the desktop decides: the left button; on Linux whatever activates a StatusNotifierItem.
    tray.on('click', (_event, bounds) => onClick(bounds));
    // Windows tells of the second click of two in this way. https://www.electronjs.org/docs/latest/api/tray#event-double-click-macos-windows
    if (platform === 'win32') tray.on('double-click', (_event, bounds) => onDoubleClick(bounds));
    // macOS would keep back a click until it is known that no second one follows.
    if (platform === 'darwin') tray.setIgnoreDoubleClickEvents(true);
    return tray;
  }

  #repaint(): void {
    this.#tray.setImage(this.#around.image(this.#icon));
  }

  #setMenu(): void {
    // On Linux a menu is exported as it is now; changed items are only seen in a new one.
    // https://www.electronjs.org/docs/latest/api/tray#platform-considerations
    const menu = this.#around.buildMenu(this.#items.map((item) => this.#template(item)));
    // With a menu of its own, a click on macOS opens that; there the menu belongs to the other button.
    if (this.#around.platform === 'darwin') {
      this.#tray.removeAllListeners('right-click');
      this.#tray.on('right-click', () => this.#tray.popUpContextMenu(menu));
    } else {
      this.#tray.setContextMenu(menu);
    }
  }

  #template(item: TrayItem): MenuItemConstructorOptions {
    switch (item.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'text':
        return { label: item.label, enabled: false };
      case 'action':
        return { label: item.label, click: () => this.#around.onAction(item.action) };
      case 'submenu':
        return { label: item.label, submenu: item.items.map((child) => this.#template(child)) };
    }
  }
}
