import { lstat, readlink, rm } from 'node:fs/promises';
import { join, parse, relative, resolve } from 'node:path';
import type { Result } from '../../shared/result.ts';
import type { Left, LoginItem } from '../core/system/system-ports.ts';

export interface OwnTracesOptions {
  /** The app's user data folder: all of it is ours. */
  readonly dataFolder: string;
  readonly homeFolder: string;
  readonly platform: NodeJS.Platform;
  /** Path of the keycutter command in the data folder. */
  readonly commandPath: string;
  readonly loginItem: LoginItem;
  readonly keychain: { removeAll(): Promise<Result<undefined>> };
  /** What Electron has told the system about the app. */
  readonly forgetRegistrations: () => void;
}

/**
 * Removes what Keycutter has on this machine outside of files that are the person's. In an order that can begin again
 * after a crash: what only the app itself can find goes while the app can still be started, its folder at last.
 * Never rejects.
 */
export async function removeOwnTraces(options: OwnTracesOptions): Promise<readonly Left[]> {
  const { dataFolder, loginItem, keychain, forgetRegistrations } = options;
  const left: Left[] = [];
  const removed = await keychain.removeAll();
  if (!removed.ok && removed.error.code !== 'keychain-unavailable') left.push('keychain');
  const item = loginItem.isSupported ? await loginItem.set(false) : null;
  if (item?.ok === false) left.push('login-item');
  forgetRegistrations();
  const link = await removeCommandLink(options);
  if (link !== null) left.push(link);
  if (!(await removeFolder(options))) left.push(dataFolder);
  return left;
}

/** `~/.local/bin/keycutter`, where it leads to our command and nowhere else. Answers with its path where it stays. */
async function removeCommandLink({
  homeFolder,
  platform,
  commandPath,
}: OwnTracesOptions): Promise<string | null> {
  if (platform === 'win32') return null;
  const link = join(homeFolder, '.local/bin/keycutter');
  try {
    const found = await lstat(link);
    if (!found.isSymbolicLink() || (await readlink(link)) !== commandPath) return null;
    await rm(link);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : link;
  }
}

async function removeFolder({ dataFolder, homeFolder }: OwnTracesOptions): Promise<boolean> {
  // Chromium lets the folder be named on the command line: one with more in it than ours is never removed.
  const toHome = relative(dataFolder, homeFolder);
  const holdsHome = toHome === '' || !(toHome.startsWith('..') || parse(toHome).root !== '');
  if (holdsHome || resolve(dataFolder) === parse(resolve(dataFolder)).root) return false;
  try {
    // Chromium's own processes write beside us until the very end.
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    return true;
  } catch {
    return false;
  }
}
