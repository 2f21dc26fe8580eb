import { Menu, type MenuItemConstructorOptions, nativeTheme, type Rectangle, Tray } from 'electron';
import type { TrayAction, TrayIcon, TrayItem, TrayModel } from '../core/tray-model.ts';
import { trayImage } from './tray-icons.ts';

export interface AppTrayEvents {
  /** Bounds of the icon, in DIP; all zero where the desktop does not tell (Linux). */
  readonly onClick: (bounds: Rectangle) => void;
  readonly onAction: (action: TrayAction) => void;
}

/** The icon in the desktop's tray. It is given a whole model each time and changes what differs. */
export class AppTray {
  readonly #tray: Tray;
  readonly #events: AppTrayEvents;
  readonly #repaint = () => this.#tray.setImage(trayImage(this.#icon));
  #icon: TrayIcon = 'idle';
  #menu = '';
  #tooltip = '';

  constructor(events: AppTrayEvents) {
    this.#events = events;
    this.#tray = new Tray(trayImage(this.#icon));
    // What "click" is, the desktop decides; right clicks and menus are its own business.
    this.#tray.on('click', (_event, bounds) => events.onClick(bounds));
    nativeTheme.on('updated', this.#repaint);
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
    if (menuText !== this.#menu) {
      this.#menu = menuText;
      // On Linux a menu is exported as it is now; changed items are only seen in a new one.
      // https://www.electronjs.org/docs/latest/api/tray#platform-considerations
      this.#setMenu(Menu.buildFromTemplate(menu.map((item) => this.#template(item))));
    }
  }

  destroy(): void {
    nativeTheme.off('updated', this.#repaint);
    this.#tray.destroy();
  }

  #setMenu(menu: Menu): void {
    // With a menu of its own, a click on macOS opens that; there the menu belongs to the other button.
    if (process.platform === 'darwin') {
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
        return { label: item.label, click: () => this.#events.onAction(item.action) };
      case 'submenu':
        return { label: item.label, submenu: item.items.map((child) => this.#template(child)) };
    }
  }
}
