import * as sync from 'node:fs';
import * as promises from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorCode } from './kept-aside.ts';

/** Every call that a write of ~/.aws makes, so that tests can fail or crash each of them. */
export type AwsFileSystem = Pick<
  typeof promises,
  'access' | 'copyFile' | 'link' | 'mkdir' | 'open' | 'readdir' | 'readFile' | 'readlink' | 'rm' | 'stat'
> &
  Pick<typeof sync, 'linkSync' | 'renameSync' | 'statSync'>;

export const nodeFileSystem: AwsFileSystem = {
  access: promises.access,
  copyFile: promises.copyFile,
  link: promises.link,
  mkdir: promises.mkdir,
  open: promises.open,
  readdir: promises.readdir,
  readFile: promises.readFile,
  readlink: promises.readlink,
  rm: promises.rm,
  stat: promises.stat,
  linkSync: sync.linkSync,
  renameSync: sync.renameSync,
  statSync: sync.statSync,
};

/** As many as Linux follows: https://man7.org/linux/man-pages/man7/path_resolution.7.html */
const mostLinks = 40;

/** The file behind symbolic links, also where the last one points at nothing yet (realpath() refuses that). */
export async function followLinks(system: AwsFileSystem, path: string): Promise<string> {
  let target = path;
  for (let links = 0; links < mostLinks; links += 1) {
    const next = await linkAt(system, target);
    if (next === null) return target;
    target = resolve(dirname(target), next);
  }
  throw Object.assign(new Error('too many symbolic links'), { code: 'ELOOP' });
}

/** Null: not a symbolic link, or nothing there. */
async function linkAt(system: Pick<AwsFileSystem, 'readlink'>, path: string): Promise<string | null> {
  try {
    return await system.readlink(path);
  } catch (error) {
    // Windows says UNKNOWN for some files that are no links.
    if (['EINVAL', 'ENOENT', 'ENOTDIR', 'UNKNOWN'].includes(errorCode(error))) return null;
    throw error;
  }
}

/** Calls that a file system without hard links (exFAT, some network shares) answers so. */
export function lacksHardLinks(error: unknown): boolean {
  return ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'UNKNOWN'].includes(errorCode(error));
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
