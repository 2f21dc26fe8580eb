import * as fileSystem from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { appError, type ThingCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { makeOwnFolder } from './own-files.ts';

/**
 * A copy of the command's executable in the data folder, for an app whose own folder is gone when it ends (AppImage,
 * portable): programs must be able to start it then. Answers its path. Made anew when size or time of change differ.
 * Error: `storage-write-failed`.
 */
export async function copyCommand(executable: string, dataFolder: string): Promise<Result<string>> {
  const extension = extname(executable);
  const copy = join(dataFolder, 'bin', `${basename(executable, extension)}-command${extension}`);
  const { chmod, copyFile, rm, stat, utimes } = fileSystem;
  const partial = `${copy}.${process.pid}.partial`;
  try {
    const original = await stat(executable);
    const existing = await stat(copy).catch(() => null);
    const seconds = (ms: number) => Math.floor(ms / 1000);
    if (existing?.size === original.size && seconds(existing.mtimeMs) === seconds(original.mtimeMs))
      return succeed(copy);
    await makeOwnFolder(dataFolder);
    await makeOwnFolder(dirname(copy));
    await copyFile(executable, partial);
    await chmod(partial, 0o755);
    await utimes(partial, original.atime, original.mtime);
    await replaceExecutable(partial, copy);
    return succeed(copy);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    const { code, message } = error as NodeJS.ErrnoException;
    return fail(
      appError('storage-write-failed', {
        what: 'keycutter-command' satisfies ThingCode,
        reason: code ?? message,
      }),
    );
  }
}

/**
 * Programs that run the old one meanwhile go on with it. Windows lets nobody replace or remove what runs, but rename it: it
 * is put aside, and removed before the next one is.
 */
export async function replaceExecutable(
  from: string,
  to: string,
  { rename, rm }: Pick<typeof fileSystem, 'rename' | 'rm'> = fileSystem,
): Promise<void> {
  const aside = `${to}.old`;
  await rm(aside, { force: true }).catch(() => {});
  try {
    await rename(from, to);
  } catch (error) {
    if (!['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error))) throw error;
    await rename(to, aside);
    // Whatever becomes of the new one, there is one.
    await rename(from, to).catch(async (cause: unknown) => {
      await rename(aside, to);
      throw cause;
    });
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
