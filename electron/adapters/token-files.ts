import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { TokenFiles } from '../core/way-in-ports.ts';
import { errorCode } from './kept-aside.ts';

/** AWS takes 20,000 characters: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
const longest = 64 << 10;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'its symbolic links go round in a circle',
};

/** Tokens that something else keeps fresh, such as a pod's: https://docs.aws.amazon.com/sdkref/latest/guide/access-assume-role-web.html */
export class OsTokenFiles implements TokenFiles {
  async read(path: string): Promise<Result<Secret>> {
    const refuse = (reason: string) => fail(appError('token-file-unreadable', { reason }));
    try {
      // A pipe that nobody writes to would not open, and hold one of Node's few threads.
      const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
      try {
        if (!(await file.stat()).isFile()) return refuse('it is no file');
        const { bytesRead, buffer } = await file.read(Buffer.alloc(longest + 1), 0, longest + 1, 0);
        if (bytesRead > longest) return refuse('it is too long for a token');
        const token = buffer.toString('utf8', 0, bytesRead).replace(/\r?\n$/, '');
        return token === '' ? refuse('it is empty') : succeed(new Secret(token));
      } finally {
        await file.close();
      }
    } catch (error) {
      const code = errorCode(error);
      return refuse(reasons[code] ?? `the system refused (${code})`);
    }
  }
}
