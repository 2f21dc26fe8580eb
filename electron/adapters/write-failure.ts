import { type AppError, appError } from '../../shared/errors.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EIO: 'the disk reports an error',
};

/** `what` in the person's terms: "Settings". */
export function writeFailure(what: string, cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return appError('storage-write-failed', { what, reason: reasons[code] ?? `the system answered ${code}` });
}
