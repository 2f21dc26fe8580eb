import { realpath } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Whether a shell that searches these folders finds our command by its name in them.
 *
 * @param paths where the command is: the one that the app installs, and the one that its package brings
 */
export async function isFoundByName(
  name: string,
  paths: readonly string[],
  searchPath: readonly string[],
): Promise<boolean> {
  const own = await Promise.all(paths.map((path) => realpath(path).catch(() => null)));
  for (const folder of searchPath) {
    const found = await realpath(join(folder, name)).catch(() => null);
    if (found !== null) return own.includes(found);
  }
  return false;
}
