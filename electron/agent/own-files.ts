import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';

/** Makes the folder readable by its owner only, also where it was there with other rights. */
export async function makeOwnFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
}

/** Replaces a file at once: a reader sees the old text or the new one. One writer at a time. */
export async function writeOwnFile(path: string, text: string, mode = 0o600): Promise<void> {
  const temporary = `${path}.tmp`;
  await rm(temporary, { force: true });
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      // Whatever the umask: the helper must be executable.
      await file.chmod(mode);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

/** Null: it is not there, or can't be read. */
export async function readOwnFile(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}
