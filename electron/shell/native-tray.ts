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
    nativeTheme.on('updated', listener);
    // A screen's scale also decides which drawing is sharp, and the first screen may come or go.
    screen.on('display-metrics-changed', listener);
    screen.on('display-added', listener);
    screen.on('display-removed', listener);
    return () => {
      nativeTheme.off('updated', listener);
      screen.off('display-metrics-changed', listener);
      screen.off('display-added', listener);
      screen.off('display-removed', listener);
    };
  },
};
