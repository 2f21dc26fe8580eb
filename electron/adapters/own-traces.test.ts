import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
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
    ownFolder: dataFolder,
    caches: [join(home, '.cache/keycutter-updater')],
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
    await mkdir(join(home, '.cache/keycutter-updater/pending'), { recursive: true });
    expect(await remove()).toEqual([]);
    expect(done).toEqual(['keychain', 'login item false', 'registrations']);
    expect(await readdir(join(home, '.config'))).toEqual(['other']);
    expect(await readdir(join(home, '.local/bin'))).toEqual([]);
    expect(await readdir(join(home, '.cache'))).toEqual([]);
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

  it('those of a keychain that does not answer today are still there', async () => {
    await writeFile(join(dataFolder, 'sessions.vault'), 'sealed with a key from it');
    expect(await remove({ keychain: refusing('keychain-unavailable') })).toEqual(['keychain']);
    expect(await exists(dataFolder)).toBe(false);
  });

  it('a folder with more in it than ours is left', async () => {
    expect(await remove({ dataFolder: home })).toEqual([home]);
    expect(await remove({ dataFolder: tmpdir() })).toEqual([tmpdir()]);
    expect(await remove({ dataFolder: '/' })).toEqual(['/']);
    expect(await exists(home)).toBe(true);
  });

  /** By path; what ends in a slash is a folder. */
  async function fill(folder: string, paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      await mkdir(join(folder, path.endsWith('/') ? path : dirname(path)), { recursive: true });
      if (!path.endsWith('/')) await writeFile(join(folder, path), 'x');
    }
  }
  const ours = [
    ...['settings.json', 'profiles.json', 'profiles.corrupt-2026-05-04T09-30-15.json', 'uses.json'],
    ...['settings.version-9.json', 'journal.json', 'journal.json.tmp-1746351015abcdef', 'grants.json'],
    ...[
      'sessions.vault',
      'sign-ins.vault',
      'sessions.vault.corrupt-20260131T120000Z-2',
      'sessions.vault.tmp',
    ],
    ...['agent/endpoint.json', 'agent/launch.json', 'agent/credentials-socket', 'agent/starting'],
    ...['agent/tokens/0f8fad5b-d9cb-469f-a165-70867728950e', 'bin/keycutter', 'bin/keycutter.cmd'],
    ...['bin/keycutter-credentials', 'bin/keycutter-command.exe', 'bin/keycutter-command.4711.partial'],
    ...['logs/keycutter.log', 'logs/keycutter.7.log', 'backups/config-20260131T120000.000Z.bak'],
    ...['Cookies', 'Cookies-journal', 'Local State', 'Code Cache/js/index', 'GPUCache/', '.updaterId'],
  ];

  it('a folder of the person’s own, named on the command line, goes where it holds nothing else', async () => {
    const named = join(home, 'keys');
    await fill(named, ours);
    expect(await remove({ dataFolder: named })).toEqual([]);
    expect(await exists(named)).toBe(false);
  });

  it('whatever else is in such a folder stays', async () => {
    const theirs = [
      ...['letter.txt', 'settings.txt', 'notes.json', 'my profiles.json', 'photos/one.png', 'keys.vault'],
      ...['bin/mine', 'bin/keycutters', 'logs/router.log', 'backups/config-old.tar', 'agent/smith.txt'],
    ];
    const named = join(home, 'Documents');
    await fill(named, [...ours, ...theirs]);
    expect(await remove({ dataFolder: named })).toEqual([]);
    const found = await readdir(named, { recursive: true, withFileTypes: true });
    const paths = found
      .filter((entry) => entry.isFile())
      .map((entry) => relative(named, join(entry.parentPath, entry.name)));
    expect(paths.toSorted()).toEqual(theirs.toSorted());
  });

  it('what a link in such a folder leads to stays, whatever it is called', async () => {
    const named = join(home, 'keys');
    await fill(
      named,
      ours.filter((path) => !path.startsWith('backups/')),
    );
    await fill(home, ['disk/config-20260131T120000.000Z.bak']);
    await symlink(join(home, 'disk'), join(named, 'backups'));
    expect(await remove({ dataFolder: named })).toEqual([]);
    expect(await readdir(named)).toEqual(['backups']);
    expect(await readdir(join(home, 'disk'))).toEqual(['config-20260131T120000.000Z.bak']);
  });

  it('a folder of ours that is a link is emptied where it leads to, of what is ours', async () => {
    const elsewhere = join(home, 'elsewhere');
    await fill(elsewhere, [...ours, 'letter.txt']);
    await rm(dataFolder, { recursive: true });
    await symlink(elsewhere, dataFolder);
    expect(await remove()).toEqual([]);
    expect(await readdir(elsewhere)).toEqual(['letter.txt']);
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
