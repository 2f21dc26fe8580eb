import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OsTokenFiles } from './token-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keycutter-token-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function read(name: string) {
  const result = await new OsTokenFiles().read(join(folder, name));
  return result.ok ? result.value.reveal() : result.error;
}
const refused = (reason: string) => ({ code: 'token-file-unreadable', params: { reason } });

describe('a token file', () => {
  it.each([
    ['a.b.c', 'a.b.c'],
    ['a.b.c\n', 'a.b.c'],
    ['a.b.c\r\n', 'a.b.c'],
    ['a.b.c\n\n', 'a.b.c\n'],
    [' a ', ' a '],
  ])('with %j has the token %j', async (bytes, token) => {
    await writeFile(join(folder, 'token'), bytes);
    expect(await read('token')).toBe(token);
  });

  it('may be a link, as a pod’s is, and is read anew each time', async () => {
    await writeFile(join(folder, 'first'), 'one');
    await symlink('first', join(folder, 'token'));
    expect(await read('token')).toBe('one');
    await writeFile(join(folder, 'first'), 'two');
    expect(await read('token')).toBe('two');
  });

  it('is refused where it is none', async () => {
    expect(await read('nowhere')).toEqual(refused('file-not-there'));
    expect(await read('.')).toEqual(refused('no-file'));
    await writeFile(join(folder, 'empty'), '\n');
    expect(await read('empty')).toEqual(refused('empty'));
    await symlink('round', join(folder, 'round'));
    expect(await read('round')).toEqual(refused('links-in-circle'));
    await writeFile(join(folder, 'large'), 'x'.repeat((64 << 10) + 1));
    expect(await read('large')).toEqual(refused('token-too-long'));
    await writeFile(join(folder, 'largest'), 'x'.repeat(64 << 10));
    expect(await read('largest')).toHaveLength(64 << 10);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'is not read without leave',
    async () => {
      await writeFile(join(folder, 'token'), 'secret');
      await chmod(join(folder, 'token'), 0);
      expect(await read('token')).toEqual(refused('permission-denied'));
    },
  );

  it.skipIf(process.platform === 'win32')('is not waited for: a pipe is none', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await read('pipe')).toEqual(refused('no-file'));
  });
});
