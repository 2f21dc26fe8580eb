import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { appError, type ReasonCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { TokenFiles } from '../core/way-in-ports.ts';
import { errorCode } from './kept-aside.ts';

/** AWS takes 20,000 characters: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
const longest = 64 << 10;

const reasons: Readonly<Record<string, ReasonCode>> = {
  ENOENT: 'file-not-there',
  ENOTDIR: 'folder-not-there',
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
  ELOOP: 'links-in-circle',
};

/** Tokens that something else keeps fresh, such as a pod's: https://docs.aws.amazon.com/sdkref/latest/guide/access-assume-role-web.html */
export class OsTokenFiles implements TokenFiles {
  async read(path: string): Promise<Result<Secret>> {
    const refuse = (reason: ReasonCode, params: { readonly errorCode?: string } = {}) =>
      fail(appError('token-file-unreadable', { reason, ...params }));
    try {
      // A pipe that nobody writes to would not open, and hold one of Node's few threads.
      const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
      try {
        if (!(await file.stat()).isFile()) return refuse('no-file');
        const { bytesRead, buffer } = await file.read(Buffer.alloc(longest + 1), 0, longest + 1, 0);
        if (bytesRead > longest) return refuse('token-too-long');
        const token = buffer.toString('utf8', 0, bytesRead).replace(/\r?\n$/, '');
        return token === '' ? refuse('empty') : succeed(new Secret(token));
      } finally {
        await file.close();
      }
    } catch (error) {
      const code = errorCode(error);
      const reason = reasons[code];
      return reason === undefined ? refuse('system-refused', { errorCode: code }) : refuse(reason);
    }
  }
}
