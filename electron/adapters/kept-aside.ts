import { existsSync } from 'node:fs';
import { type AppError, appError, type ReasonCode, type ThingCode } from '../../shared/errors.ts';

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
const reasons: Readonly<Record<string, ReasonCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-quota',
  EFBIG: 'file-too-large',
  EROFS: 'disk-read-only',
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
  EIO: 'disk-fault',
  ENOTDIR: 'folder-not-folder',
  EISDIR: 'folder-of-its-name',
  ENOENT: 'folder-gone',
  ELOOP: 'links-in-circle',
  EMFILE: 'files-open',
  ENFILE: 'files-open',
};

export function storageWriteFailed(what: ThingCode, error: unknown): AppError {
  return appError('storage-write-failed', { what, ...diskReason(error) });
}

/** Params that tell why the system refused a file. */
export function diskReason(error: unknown): { readonly reason: ReasonCode; readonly errorCode?: string } {
  const code = errorCode(error);
  const reason = reasons[code];
  return reason === undefined ? { reason: 'disk-refused', errorCode: code } : { reason };
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
