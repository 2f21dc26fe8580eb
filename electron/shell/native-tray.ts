import { Menu, nativeTheme, screen, Tray } from 'electron';
import type { TraySurroundings } from './tray.ts';
import { trayImage } from './tray-icons.ts';

/** Electron's own, where tests give fakes instead. */
export const nativeTray: Pick<
  TraySurroundings,
  'platform' | 'createTray' | 'buildMenu' | 'image' | 'onLooksChanged'
> = {
  platform: process.platform,
  createTray: (image) => new Tray(image),
  buildMenu: (template) => Menu.buildFromTemplate(template),
  image: trayImage,
  onLooksChanged: (listener) => {
    // A screen's scale also decides which drawing is sharp.
    nativeTheme.on('updated', listener);
    screen.on('display-metrics-changed', listener);
    return () => {
      nativeTheme.off('updated', listener);
      screen.off('display-metrics-changed', listener);
    };
  },
};
