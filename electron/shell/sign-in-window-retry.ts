import { type BrowserWindow, dialog } from 'electron';

/** Over the empty window; the page itself has nothing to say. */
export async function askToRetry(window: BrowserWindow, host: string, reason: string): Promise<boolean> {
  if (window.isDestroyed()) return false;
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: 'Keycutter',
    message: `${host === '' ? 'The sign-in page' : host} could not be shown.`,
    detail: `The reason: ${reason}.`,
    buttons: ['Try again', 'Close'],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
}
