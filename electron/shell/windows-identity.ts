import type { App } from 'electron';

/** `appId` of electron-builder.yml, which the installer gives to the Start menu's entry. */
export const appUserModelId = 'io.github.keycutter.Keycutter';

/**
 * Windows shows notifications of an app that its Start menu has under the same id, groups its windows under that entry, and
 * Electron names the login item by it. https://www.electronjs.org/docs/latest/tutorial/notifications#windows
 */
export function identifyToWindows(
  app: Pick<App, 'setAppUserModelId'>,
  { packaged, platform }: { readonly packaged: boolean; readonly platform: NodeJS.Platform },
): void {
  if (packaged && platform === 'win32') app.setAppUserModelId(appUserModelId);
}
