import { lstat, readdir, readlink, rm } from 'node:fs/promises';
import { join, parse, relative, resolve } from 'node:path';
import type { Result } from '../../shared/result.ts';
import type { Left, LoginItem } from '../core/system/system-ports.ts';
import { removeOwnEntries } from './data-folder-entries.ts';
import { sealedEnding } from './wrapping-key.ts';

export interface OwnTracesOptions {
  /** The app's user data folder. */
  readonly dataFolder: string;
  /** Where that is unless the command line says otherwise: all of it is ours then. */
  readonly ownFolder: string;
  /** Folders elsewhere that are wholly ours. */
  readonly caches: readonly string[];
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
  const never =
    !removed.ok && removed.error.code === 'keychain-unavailable' && !(await hasSealed(dataFolder));
  if (!removed.ok && !never) left.push('keychain');
  const item = loginItem.isSupported ? await loginItem.set(false) : null;
  if (item?.ok === false) left.push('login-item');
  forgetRegistrations();
  const link = await removeCommandLink(options);
  if (link !== null) left.push(link);
  for (const cache of options.caches) if (!(await isDone(removeTree(cache)))) left.push(cache);
  if (!(await isDone(removeDataFolder(options)))) left.push(dataFolder);
  return left;
}

/** What is sealed is sealed with a key from the keychain: there was one. */
async function hasSealed(dataFolder: string): Promise<boolean> {
  const names = await readdir(dataFolder).catch(() => []);
  return names.some((name) => name.endsWith(sealedEnding));
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

async function removeDataFolder({ dataFolder, ownFolder, homeFolder }: OwnTracesOptions): Promise<void> {
  const isOwn = resolve(dataFolder) === resolve(ownFolder);
  const isLink = await lstat(dataFolder).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
  if (isOwn && !isLink) return removeTree(dataFolder);
  // Chromium lets the folder be named on the command line, and the person may keep other things there.
  const toHome = relative(dataFolder, homeFolder);
  const holdsHome = toHome === '' || !(toHome.startsWith('..') || parse(toHome).root !== '');
  if (holdsHome || resolve(dataFolder) === parse(resolve(dataFolder)).root)
    throw new Error('Names there may mean anything.');
  await removeOwnEntries(dataFolder);
}

/** Chromium's own processes write beside us until the very end. */
function removeTree(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

function isDone(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
