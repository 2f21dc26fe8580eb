import { type NativeImage, nativeImage, nativeTheme, screen } from 'electron';
import type { TrayIcon } from '../core/tray-model.ts';
import { trayPicture } from './tray-picture.ts';

/** Data URLs by path; drawn by scripts/draw-icons.mjs. */
const pictures = import.meta.glob('../../assets/tray/*.png', {
  eager: true,
  query: '?inline',
  import: 'default',
});

export function trayImage(icon: TrayIcon): NativeImage {
  const { isTemplate, representations } = trayPicture(icon, {
    platform: process.platform,
    panelIsDark: panelIsDark(),
    scaleFactor: screen.getPrimaryDisplay().scaleFactor,
  });
  const image = nativeImage.createEmpty();
  for (const { scaleFactor, name } of representations) {
    image.addRepresentation({ scaleFactor, dataURL: dataUrl(name) });
  }
  image.setTemplateImage(isTemplate);
  return image;
}

function dataUrl(name: string): string {
  const found = pictures[`../../assets/tray/${name}.png`];
  if (found === undefined) throw new Error(`No picture ${name}`);
  return found;
}

/** A guess on Linux, where nobody says what colour the panel has. */
function panelIsDark(): boolean {
  // GNOME's top bar is dark in every theme.
  if (process.platform === 'linux' && /GNOME|Unity/i.test(process.env.XDG_CURRENT_DESKTOP ?? '')) return true;
  // Unlike shouldUseDarkColors it does not follow the theme chosen for the window; not in every Electron yet.
  const ofTaskbar: unknown = Reflect.get(nativeTheme, 'shouldUseDarkColorsForSystemIntegratedUI');
  if (process.platform === 'win32' && typeof ofTaskbar === 'boolean') return ofTaskbar;
  return nativeTheme.themeSource === 'system' ? nativeTheme.shouldUseDarkColors : true;
}
