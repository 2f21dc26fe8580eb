import { spawnSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './repository.mjs';

/**
 * Whether `node_modules` differs from the lock file. npm leaves a lock file of its own there, of what it really
 * installed, and writes it last: an interrupted installation has none.
 *
 * @param lock the contents of package-lock.json
 * @param installed the contents of node_modules/.package-lock.json, or undefined
 */
export function isStale(lock, installed) {
  if (installed === undefined) return true;
  const wanted = Object.entries(lock.packages).filter(([path]) => path !== '');
  const missing = wanted.some(([path, entry]) => {
    const found = installed.packages[path];
    // Optional packages are often for another system or processor.
    if (found === undefined) return !(entry.optional || entry.devOptional);
    return found.version !== entry.version || found.integrity !== entry.integrity;
  });
  const surplus = Object.keys(installed.packages).some((path) => lock.packages[path] === undefined);
  return missing || surplus;
}

/**
 * Installs the packages of the lock file when they are missing or others. Not through a symbolic link: npm would empty
 * the folder behind it, which is another checkout's.
 *
 * @param root the checkout
 */
export function ensurePackages(log, root = repository) {
  const lock = readJson(join(root, 'package-lock.json'));
  const folder = join(root, 'node_modules');
  if (!isStale(lock, readJson(join(folder, '.package-lock.json')))) return;
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Error(
      `${folder} is a symbolic link to packages that are not those of package-lock.json. Remove the link, then try again: they are installed here.`,
    );
  }
  log('Installing the packages of package-lock.json …');
  const { status } = spawnSync('npm', ['ci', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // On Windows npm is a batch file, which only a shell starts.
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('The packages could not be installed; npm says why above.');
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
