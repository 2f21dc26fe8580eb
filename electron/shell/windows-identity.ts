import type { App } from 'electron';
import { appId } from '../../shared/app-id.ts';

/**
 * Windows shows notifications of an app that its Start menu has under the same id, groups its windows under that entry, and
 * Electron names the login item by it. https://www.electronjs.org/docs/latest/tutorial/notifications#windows
 */
export function identifyToWindows(
  app: Pick<App, 'setAppUserModelId'>,
  { packaged, platform }: { readonly packaged: boolean; readonly platform: NodeJS.Platform },
): void {
  if (packaged && platform === 'win32') app.setAppUserModelId(appId);
}
