import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder outside the repository that keeps large downloads, shared by every checkout of this user. */
export function cacheFolder(environment = process.env) {
  return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'keycutter');
}
