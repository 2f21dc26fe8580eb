import { realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether a shell that searches these folders finds this very command by the name it has in them. */
export async function isFoundByName(
  name: string,
  path: string,
  searchPath: readonly string[],
): Promise<boolean> {
  const own = await realpath(path).catch(() => null);
  for (const folder of searchPath) {
    const found = await realpath(join(folder, name)).catch(() => null);
    if (found !== null) return found === own;
  }
  return false;
}
