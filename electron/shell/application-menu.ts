import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Words } from '../../shared/words/words.ts';

let shown: Words | null = null;

/**
 * macOS takes copy, paste and quit from the menu bar's menu. Elsewhere they work without one, and Electron's default
 * menu would bring shortcuts that reload the page.
 */
export function setApplicationMenu(words: Words): void {
  if (words === shown) return;
  shown = words;
  Menu.setApplicationMenu(
    process.platform === 'darwin' ? Menu.buildFromTemplate(applicationMenu(words)) : null,
  );
}

const separator = { type: 'separator' } as const;

/** Electron's roles have labels in English only: https://www.electronjs.org/docs/latest/api/menu-item#roles */
function applicationMenu({ menu }: Words): MenuItemConstructorOptions[] {
  return [
    {
      label: 'Keycutter',
      submenu: [
        { role: 'about', label: menu.about },
        separator,
        { role: 'services', label: menu.services },
        separator,
        { role: 'hide', label: menu.hide },
        { role: 'hideOthers', label: menu.hideOthers },
        { role: 'unhide', label: menu.showAll },
        separator,
        { role: 'quit', label: menu.quit },
      ],
    },
    {
      label: menu.edit,
      submenu: [
        { role: 'undo', label: menu.undo },
        { role: 'redo', label: menu.redo },
        separator,
        { role: 'cut', label: menu.cut },
        { role: 'copy', label: menu.copy },
        { role: 'paste', label: menu.paste },
        { role: 'delete', label: menu.delete },
        { role: 'selectAll', label: menu.selectAll },
      ],
    },
    {
      role: 'window',
      label: menu.window,
      submenu: [
        { role: 'minimize', label: menu.minimize },
        { role: 'zoom', label: menu.zoom },
        { role: 'close', label: menu.close },
        separator,
        { role: 'front', label: menu.front },
      ],
    },
  ];
}
