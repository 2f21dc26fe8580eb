import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { type OwnTracesOptions, removeOwnTraces } from './own-traces.ts';

let home: string;
let dataFolder: string;
const done: string[] = [];
beforeEach(async () => {
  done.length = 0;
  home = await mkdtemp(join(tmpdir(), 'keycutter-traces-'));
  dataFolder = join(home, '.config/Keycutter');
  await mkdir(join(dataFolder, 'GPUCache'), { recursive: true });
  await writeFile(join(dataFolder, 'GPUCache', 'data_0'), 'x');
  await writeFile(join(dataFolder, 'profiles.json'), '{}');
  await mkdir(join(home, '.local/bin'), { recursive: true });
});
afterEach(() => rm(home, { recursive: true, force: true }));

function remove(given: Partial<OwnTracesOptions> = {}) {
  return removeOwnTraces({
    dataFolder,
    homeFolder: home,
    platform: 'linux',
    commandPath: join(dataFolder, 'bin/keycutter'),
    loginItem: {
      isSupported: true,
      set: async (enabled) => {
        done.push(`login item ${enabled}`);
        return succeed();
      },
      isEnabled: async () => false,
    },
    keychain: {
      removeAll: async () => {
        done.push('keychain');
        return succeed();
      },
    },
    forgetRegistrations: () => done.push('registrations'),
    ...given,
  });
}

const link = () => join(home, '.local/bin/keycutter');
const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
const refusing = (code: 'keychain-locked' | 'keychain-unavailable') => ({
  removeAll: async (): Promise<Result<undefined>> => fail(appError(code)),
});

describe('what Keycutter has on a machine', () => {
  it('goes, and nothing beside it', async () => {
    await symlink(join(dataFolder, 'bin/keycutter'), link());
    await writeFile(join(home, '.config/other'), '');
    expect(await remove()).toEqual([]);
    expect(done).toEqual(['keychain', 'login item false', 'registrations']);
    expect(await readdir(join(home, '.config'))).toEqual(['other']);
    expect(await readdir(join(home, '.local/bin'))).toEqual([]);
  });

  it('can be removed again where that was stopped half-way', async () => {
    await remove();
    expect(await remove()).toEqual([]);
  });

  it.each([
    ['a program of the person’s own', (path: string) => writeFile(path, '#!/bin/sh\n')],
    ['a link to another Keycutter', (path: string) => symlink('/opt/other/Keycutter/bin/keycutter', path)],
  ])('%s by its name stays', async (_what, make) => {
    await make(link());
    expect(await remove()).toEqual([]);
    expect(await readdir(join(home, '.local/bin'))).toEqual(['keycutter']);
  });

  it('what refuses is named, and the rest goes all the same', async () => {
    expect(await remove({ keychain: refusing('keychain-locked') })).toEqual(['keychain']);
    expect(await exists(dataFolder)).toBe(false);
  });

  it('without a keychain there are no entries', async () => {
    expect(await remove({ keychain: refusing('keychain-unavailable') })).toEqual([]);
  });

  it('a folder with more in it than ours is left', async () => {
    expect(await remove({ dataFolder: home })).toEqual([home]);
    expect(await remove({ dataFolder: tmpdir() })).toEqual([tmpdir()]);
    expect(await remove({ dataFolder: '/' })).toEqual(['/']);
    expect(await exists(home)).toBe(true);
  });

  it('a link in our folder is removed, not what it leads to', async () => {
    const mine = join(home, 'mine');
    await mkdir(mine);
    await writeFile(join(mine, 'letter'), '');
    await symlink(mine, join(dataFolder, 'backups'));
    expect(await remove()).toEqual([]);
    expect(await readdir(mine)).toEqual(['letter']);
  });
});
