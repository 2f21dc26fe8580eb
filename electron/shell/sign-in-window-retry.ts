import { type BrowserWindow, dialog } from 'electron';
import { reasonText } from '../../shared/error-text.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Words } from '../../shared/words/words.ts';

/** Over the empty window; the page itself has nothing to say. */
export async function askToRetry(
  window: BrowserWindow,
  { params }: AppError,
  words: Words,
): Promise<boolean> {
  if (window.isDestroyed()) return false;
  const said = words.dialogs.signInWindow;
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: 'Keycutter',
    message: said.notShown(params.host ?? ''),
    detail: said.reason(reasonText(params, words) ?? ''),
    buttons: [said.again, said.close],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
}
