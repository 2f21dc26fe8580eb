import { lstat, readdir, realpath, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './kept-aside.ts';

/** Names of what we keep, by folder; of a folder those within it first. */
const own: readonly (readonly [folder: string, name: RegExp])[] = [
  ['agent/tokens', /^[\w-]+(?:\.tmp)?$/],
  ['agent', /^(?:(?:endpoint|launch)\.json|credentials-socket|starting)(?:\.[\w.-]+)?$/],
  ['bin', /^keycutter(?:-credentials|-command)?(?:\.[\w.-]+)?$/],
  ['logs', /^keycutter(?:\.\d+)?\.log$/],
  ['backups', /^(?:config|credentials)-[\dTZ.]+\.bak(?:\.tmp)?$/],
  ['', /^(?:settings|profiles|journal|grants|uses)(?:\.[\w-]+)?\.json(?:\.tmp-\w+)?$/],
  ['', /^(?:sessions|sign-ins)\.vault(?:\.[\w-]+)?$/],
  // Of electron-updater.
  ['', /^\.updaterId$/],
];

/**
 * What Chromium keeps in its user data folder, by the names of Electron 33 to 45 and some that were there before:
 * https://chromium.googlesource.com/chromium/src/+/main/docs/user_data_dir.md
 */
const chromium = new Set([
  ...['Crashpad', 'Crash Reports', 'Local State', 'Preferences', 'DevToolsActivePort', 'lockfile'],
  ...['SingletonCookie', 'SingletonLock', 'SingletonSocket'],
  ...['Cache', 'Code Cache', 'GPUCache', 'GrShaderCache', 'ShaderCache', 'DawnCache', 'DawnGraphiteCache'],
  ...['DawnWebGPUCache', 'GraphiteDawnCache', 'component_crx_cache', 'extensions_crx_cache'],
  ...['Local Storage', 'Session Storage', 'IndexedDB', 'Service Worker', 'WebStorage', 'File System'],
  ...['blob_storage', 'databases', 'shared_proto_db', 'Shared Dictionary', 'Partitions', 'VideoDecodeStats'],
  ...[
    'Network',
    'Network Persistent State',
    'Cookies',
    'Trust Tokens',
    'TransportSecurity',
    'Reporting and NEL',
  ],
  ...['SCT Auditing Pending Reports', 'SharedStorage', 'QuotaManager', 'DIPS', 'Dictionaries', 'WidevineCdm'],
]);
/** Of SQLite, beside each database. https://www.sqlite.org/tempfiles.html */
const besideDatabase = /-(?:journal|wal|shm)$/;

/**
 * Removes from a folder what we and Chromium have put there, and the folder where nothing else is in it. Rejects with the
 * system's error where one of them stays.
 */
export async function removeOwnEntries(given: string): Promise<void> {
  const dataFolder = await realpath(given).catch(() => given);
  for (const [folder, name] of own) await removeMatching(join(dataFolder, folder), (one) => name.test(one));
  await removeMatching(dataFolder, (one) => chromium.has(one.replace(besideDatabase, '')));
}

/** We make no links to folders: one is the person's, and so is what it leads to. */
async function removeMatching(folder: string, isOurs: (name: string) => boolean): Promise<void> {
  try {
    if ((await lstat(folder)).isSymbolicLink()) return;
    const names = (await readdir(folder)).filter(isOurs);
    for (const name of names) {
      // Chromium's own processes write beside us until the very end.
      await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
    await rmdir(folder);
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST'].includes(errorCode(error))) throw error;
  }
}
