import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { app, dialog, powerMonitor, shell } from 'electron';
import type { Words } from '../../shared/words/words.ts';
import type { FileDialogs, LoginItem, SystemDialogs } from '../core/system/system-ports.ts';
import { DesktopFileDialogs } from './file-dialogs.ts';
import { NativeLoginItem } from './login-item.ts';
import type { QuitGate } from './quit-gate.ts';
import { disclaimLinks } from './reach.ts';
import { DesktopSystemDialogs } from './system-dialogs.ts';
import { quitWithSystem } from './system-end.ts';
import type { AskNatively } from './trusted-dialog.ts';

export interface SystemDesktopOptions {
  readonly ask: AskNatively;
  readonly words: () => Words;
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  readonly launch: { readonly command: string; readonly arguments: readonly string[] };
  /** As in config.ts. */
  readonly again: {
    readonly command: string;
    readonly arguments: readonly string[];
    readonly passing: boolean;
  };
  readonly log: SystemDesktop['log'];
  readonly quitNow: () => void;
}

/** What only a running Electron can give this room. */
export interface SystemDesktop {
  readonly loginItem: LoginItem;
  readonly files: FileDialogs;
  readonly dialogs: SystemDialogs;
  readonly log: {
    readonly path: string;
    lastLines(most: number): Promise<readonly string[]>;
    close(): Promise<void>;
  };
  /** Electron's user data folder where nobody has named another one. */
  readonly ownFolder: string;
  readonly quitNow: () => void;
  readonly relaunch: () => void;
  /** Takes back what the system was told about the app. */
  readonly forgetRegistrations: () => void;
}

export function createSystemDesktop(options: SystemDesktopOptions): SystemDesktop {
  const { ask, words, log, quitNow } = options;
  return {
    loginItem: new NativeLoginItem({ app, ...options }),
    files: new DesktopFileDialogs({
      chooseToSave: async (wanted) => {
        const { canceled, filePath } = await dialog.showSaveDialog(wanted);
        return canceled || !filePath ? null : filePath;
      },
      chooseToOpen: async (wanted) => {
        const { canceled, filePaths } = await dialog.showOpenDialog(wanted);
        return canceled ? null : (filePaths[0] ?? null);
      },
      reveal: (path) => shell.showItemInFolder(path),
      documentsFolder: () => app.getPath('documents'),
      words,
    }),
    dialogs: new DesktopSystemDialogs(ask, words),
    log,
    // https://www.electronjs.org/docs/latest/api/app#appgetpathname
    ownFolder: join(app.getPath('appData'), app.getName()),
    quitNow,
    relaunch: () => relaunch(options.again),
    forgetRegistrations: () => disclaimLinks(app, options),
  };
}

/**
 * Electron's way waits in a helper for the end of the app, which of an AppImage or a portable app is the end of the helper's
 * file too: https://github.com/electron-userland/electron-builder/issues/1727
 */
function relaunch({ command, arguments: given, passing }: SystemDesktopOptions['again']): void {
  if (!passing) {
    app.relaunch({ args: [...given] });
    return;
  }
  app.releaseSingleInstanceLock();
  const started = spawn(command, given, { cwd: app.getPath('home'), detached: true, stdio: 'ignore' });
  // It was moved or removed meanwhile: the person finds it where they put it.
  started.on('error', () => {});
  started.unref();
}

/** Whoever ends us with the session, or by a signal, is not asked back. */
export function endWithSystem(gate: QuitGate): void {
  quitWithSystem(powerMonitor, app, () => gate.quitNow());
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    // Electron quits on these as on a person's Quit: as it became ready, it put its handlers in place of Node's. Node
    // installs its own again with the first listener only, and a library of ours listens from its import on
    // (https://www.npmjs.com/package/when-exit). All it does is to remove the temporary file of a write under way.
    process.removeAllListeners(signal);
    process.on(signal, () => gate.quitNow());
  }
}
