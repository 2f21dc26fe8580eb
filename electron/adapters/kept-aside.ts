import { existsSync } from 'node:fs';
import { type AppError, appError } from '../../shared/errors.ts';

/** Why a file is kept beside the one that is used. */
export type AsideReason = 'corrupt' | 'newer' | 'put-aside';

/** A free name beside the file, such as `settings.json.corrupt-20260131T120000Z`. `at`: epoch ms. */
export function asideName(path: string, reason: AsideReason, at: number): string {
  const time = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const first = `${path}.${reason}-${time}`;
  let name = first;
  for (let count = 2; existsSync(name); count += 1) name = `${first}-${count}`;
  return name;
}

/** https://nodejs.org/api/errors.html#common-system-errors */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your disk quota is used up',
  EFBIG: 'the file would be too large',
  EROFS: 'the disk is read-only',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EIO: 'the disk has a fault',
  ENOTDIR: 'its folder is not a folder',
  EISDIR: 'there is a folder of its name',
  ENOENT: 'its folder is gone',
  ELOOP: 'its symbolic links go round in a circle',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
};

/** `what` is the file in words, such as “The settings file”. */
export function storageWriteFailed(what: string, error: unknown): AppError {
  return appError('storage-write-failed', { what, reason: diskReason(error) });
}

/** Why the system refused a file, in words that follow a colon. */
export function diskReason(error: unknown): string {
  const code = errorCode(error);
  return reasons[code] ?? `the disk refused (${code})`;
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
