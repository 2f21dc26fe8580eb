import { type NativeImage, nativeImage, nativeTheme, screen } from 'electron';
import type { TrayIcon } from '../core/tray-model.ts';

/** Data URLs by path; drawn by scripts/draw-icons.mjs. */
const pictures = import.meta.glob('../../assets/tray/*-{16,22,32,44}.png', {
  eager: true,
  query: '?inline',
  import: 'default',
});

export function trayImage(icon: TrayIcon): NativeImage {
  if (process.platform === 'darwin') {
    const image = scaled(icon, 'template', { 1: 16, 2: 32 });
    image.setTemplateImage(true);
    return image;
  }
  const panel = panelIsDark() ? 'dark-panel' : 'light-panel';
  if (process.platform === 'win32') return scaled(icon, panel, { 1: 16, 1.5: 22, 2: 32 });
  // A StatusNotifierItem carries one bitmap, which the panel scales to its own size.
  const { scaleFactor } = screen.getPrimaryDisplay();
  return picture(icon, panel, scaleFactor > 1.5 ? 44 : scaleFactor > 1 ? 32 : 22);
}

function scaled(icon: TrayIcon, panel: string, sizes: Readonly<Record<number, number>>): NativeImage {
  const image = nativeImage.createEmpty();
  for (const [scaleFactor, size] of Object.entries(sizes)) {
    image.addRepresentation({ scaleFactor: Number(scaleFactor), dataURL: dataUrl(icon, panel, size) });
  }
  return image;
}

function picture(icon: TrayIcon, panel: string, size: number): NativeImage {
  return nativeImage.createFromDataURL(dataUrl(icon, panel, size));
}

function dataUrl(icon: TrayIcon, panel: string, size: number): string {
  const found = pictures[`../../assets/tray/${icon}-${panel}-${size}.png`];
  if (found === undefined) throw new Error(`No picture ${icon}-${panel}-${size}`);
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
