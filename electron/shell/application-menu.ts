import { Menu } from 'electron';

/**
 * macOS takes copy, paste and quit from the menu bar's menu. Elsewhere they work without one, and Electron's default
 * menu would bring shortcuts that reload the page.
 */
export function setApplicationMenu(): void {
  Menu.setApplicationMenu(
    process.platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
}
