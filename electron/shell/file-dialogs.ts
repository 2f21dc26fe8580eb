import { open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { OpenDialogOptions, SaveDialogOptions } from 'electron';
import { appError, type ReasonCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { Words } from '../../shared/words/words.ts';
import type { ChosenFile, FileDialogs } from '../core/system/system-ports.ts';

export interface FileDialogsOptions {
  /** Of Electron; null: the person chose none. */
  readonly chooseToSave: (options: SaveDialogOptions) => Promise<string | null>;
  readonly chooseToOpen: (options: OpenDialogOptions) => Promise<string | null>;
  readonly reveal: (path: string) => void;
  /** Where the dialog opens first. */
  readonly documentsFolder: () => string;
  readonly words: () => Words;
}

/** The desktop's own dialogs for files; one at a time. */
export class DesktopFileDialogs implements FileDialogs {
  readonly #options: FileDialogsOptions;
  #isOpen = false;

  constructor(options: FileDialogsOptions) {
    this.#options = options;
  }

  save(suggestedName: string, text: string): Promise<Result<string>> {
    const { files } = this.#options.words().system;
    const extension = suggestedName.split('.').at(-1) ?? '';
    return this.#alone(async () => {
      const path = await this.#options.chooseToSave({
        defaultPath: join(this.#options.documentsFolder(), suggestedName),
        filters: [{ name: extension === 'json' ? files.json : files.text, extensions: [extension] }],
        properties: ['showOverwriteConfirmation', 'createDirectory', 'dontAddToRecent'],
      });
      if (path === null) return fail(appError('cancelled'));
      try {
        await replaceFile(path, text);
        return succeed(path);
      } catch (error) {
        return fail(appError('file-write-failed', { path, ...systemReason(error) }));
      }
    });
  }

  open(mostBytes: number): Promise<Result<ChosenFile>> {
    const { files } = this.#options.words().system;
    return this.#alone(async () => {
      const path = await this.#options.chooseToOpen({
        title: files.import,
        defaultPath: this.#options.documentsFolder(),
        filters: [{ name: files.json, extensions: ['json'] }],
        properties: ['openFile', 'dontAddToRecent'],
      });
      if (path === null) return fail(appError('cancelled'));
      const unreadable = (reason: { readonly reason: string; readonly errorCode?: string }) =>
        fail(appError('settings-file-unreadable', { path, ...reason }));
      try {
        // A device or a pipe would never end.
        const found = await stat(path);
        if (!found.isFile()) return unreadable({ reason: 'not-a-file' satisfies ReasonCode });
        if (found.size > mostBytes) return unreadable({ reason: 'too-large' satisfies ReasonCode });
        return succeed({ path, text: await readFile(path, 'utf8') });
      } catch (error) {
        return unreadable(systemReason(error));
      }
    });
  }

  reveal(path: string): void {
    this.#options.reveal(path);
  }

  async #alone<Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> {
    if (this.#isOpen) return fail(appError('cancelled'));
    this.#isOpen = true;
    try {
      return await work();
    } finally {
      this.#isOpen = false;
    }
  }
}

/** What is there stays whole until the new one is: a full disk must not cost the person an earlier export. */
async function replaceFile(chosen: string, text: string): Promise<void> {
  // Through a link to the file that it leads to: one in a synchronized folder, say, stays one.
  const path = await realpath(chosen).catch(() => chosen);
  const temporary = join(path, '..', `.${basename(path)}.keycutter-${process.pid}`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    // A folder where only this file may be written.
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    await writeFile(path, text, { mode: 0o600 });
  }
}

function systemReason(error: unknown): { readonly reason: ReasonCode; readonly errorCode: string } {
  const { code, message } = error as NodeJS.ErrnoException;
  return { reason: 'system-refused', errorCode: code ?? message };
}
