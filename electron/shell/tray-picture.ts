import type { TrayIcon } from '../core/tray-model.ts';

/** A drawing of assets/tray for each scale factor. */
export interface TrayPicture {
  readonly isTemplate: boolean;
  /** Names without ending, such as `live-dark-panel-22`. */
  readonly representations: readonly { readonly scaleFactor: number; readonly name: string }[];
}

export interface PictureFacts {
  readonly platform: NodeJS.Platform;
  readonly panelIsDark: boolean;
  readonly scaleFactor: number;
}

const macSizes: Readonly<Record<number, number>> = { 1: 16, 2: 32, 3: 48 };
const windowsSizes: Readonly<Record<number, number>> = { 1: 16, 1.25: 20, 1.5: 24, 2: 32, 3: 48 };
const linuxSizes: readonly (readonly [scaleFactor: number, size: number])[] = [
  [1, 22],
  [1.25, 28],
  [1.5, 33],
  [2, 44],
  [Number.POSITIVE_INFINITY, 66],
];

/**
 * macOS colours a template image by itself; Windows chooses by the scale of the screen that its taskbar is on. A
 * StatusNotifierItem of Electron's carries one bitmap, which the panel scales to its own size: never up.
 * https://www.electronjs.org/docs/latest/api/native-image#high-resolution-image
 */
export function trayPicture(
  icon: TrayIcon,
  { platform, panelIsDark, scaleFactor }: PictureFacts,
): TrayPicture {
  if (platform === 'darwin') return scaled(`${icon}-template`, macSizes, true);
  const name = `${icon}-${panelIsDark ? 'dark' : 'light'}-panel`;
  if (platform === 'win32') return scaled(name, windowsSizes, false);
  const size = linuxSizes.find(([upTo]) => scaleFactor <= upTo)?.[1] ?? 66;
  return { isTemplate: false, representations: [{ scaleFactor: 1, name: `${name}-${size}` }] };
}

function scaled(name: string, sizes: Readonly<Record<number, number>>, isTemplate: boolean): TrayPicture {
  const representations = Object.entries(sizes).map(([scaleFactor, size]) => ({
    scaleFactor: Number(scaleFactor),
    name: `${name}-${size}`,
  }));
  return { isTemplate, representations };
}
