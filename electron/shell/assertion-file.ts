import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron';

/** The desktop's own dialog, for a file with a SAML response. Null: none was chosen. */
export async function chooseAssertionFile(title: string): Promise<string | null> {
  const options: OpenDialogOptions = {
    title,
    properties: ['openFile', 'dontAddToRecent'],
  };
  const window = BrowserWindow.getFocusedWindow();
  const chosen = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
}
