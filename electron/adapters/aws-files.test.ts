import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { holderOf, lockPath } from './aws-file-lock.ts';
import { nodeFileSystem } from './aws-file-system.ts';
import { OsAwsFiles, type OsAwsFilesOptions } from './aws-files.ts';
import { withSection } from './testing/aws-section.ts';
import { faultyFileSystem } from './testing/faulty-file-system.ts';

const soon = { timeout: 3_000, interval: 5 };
/** Above what any system gives out. */
const deadPid = 2 ** 30;
const done = { ok: true, value: undefined };

let folder: string;
let config: string;
let credentials: string;
const opened: OsAwsFiles[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keycutter-aws-files-'));
  config = join(folder, 'config');
  credentials = join(folder, 'credentials');
});
afterEach(async () => {
  for (const files of opened.splice(0)) files.close();
  await rm(folder, { recursive: true, force: true });
});

function awsFiles(options: Partial<OsAwsFilesOptions> = {}): OsAwsFiles {
  const files = new OsAwsFiles({
    paths: { config, credentials },
    backupFolder: join(folder, 'data', 'backups'),
    ...options,
  });
  opened.push(files);
  return files;
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o7777;
}

function text(path = config): string {
  return readFileSync(path, 'latin1');
}

describe('reading', () => {
  it('gives every byte as one character', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    writeFileSync(config, bytes);
    const read = await awsFiles().read('config');
    expect(read.ok && Buffer.from(read.value ?? '', 'latin1').equals(bytes)).toBe(true);
  });

  it('tells an absent file from an empty one', async () => {
    expect(await awsFiles().read('config')).toEqual({ ok: true, value: null });
    expect(await awsFiles().read('config', join(folder, 'no', 'such'))).toEqual({ ok: true, value: null });
    expect(await awsFiles().read('config', '/dev/null')).toEqual({ ok: true, value: null });
    writeFileSync(config, '');
    expect(await awsFiles().read('config')).toEqual({ ok: true, value: '' });
  });

  it('reads another file when told which', async () => {
    writeFileSync(join(folder, 'other'), 'other');
    expect(await awsFiles().read('credentials', join(folder, 'other'))).toEqual({ ok: true, value: 'other' });
  });

  it('refuses what is no file', async () => {
    mkdirSync(config);
    expect(await awsFiles().read('config')).toMatchObject({ error: { code: 'aws-file-unreadable' } });
    symlinkSync('credentials', credentials);
    const circle = await awsFiles().read('credentials');
    expect(circle).toMatchObject({ error: { params: { reason: expect.stringContaining('circle') } } });
    writeFileSync(join(folder, 'huge'), Buffer.alloc(9 * 1024 * 1024));
    const huge = await awsFiles().read('config', join(folder, 'huge'));
    expect(huge).toMatchObject({
      error: { code: 'aws-file-unreadable', params: { reason: 'too-large' } },
    });
  });

  it('waits for a writer who has emptied the file', async () => {
    writeFileSync(config, 'before');
    const writer = openSync(config, 'r+');
    ftruncateSync(writer, 0);
    const reading = awsFiles().read('config');
    await new Promise((resolve) => setImmediate(resolve));
    writeSync(writer, 'after');
    closeSync(writer);
    expect(await reading).toEqual({ ok: true, value: 'after' });
  });

  it('gives up on a file that never holds still', async () => {
    writeFileSync(config, '0');
    let goOn = true;
    const reading = awsFiles()
      .read('config')
      .finally(() => {
        goOn = false;
      });
    for (let count = 0; goOn; count += 1) {
      appendFileSync(config, `${count}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await reading).toMatchObject({ error: { code: 'aws-file-changing' } });
  });
});

describe('writing', () => {
  it('makes a file and its folder for their owner only', async () => {
    const files = awsFiles({ paths: { config: join(folder, 'home', '.aws', 'config'), credentials } });
    expect(await files.update('config', withSection('a', '1'))).toEqual(done);
    expect(text(files.paths.config)).toBe('[profile a]\nvalue = 1\n');
    expect(modeOf(files.paths.config)).toBe(0o600);
    expect(modeOf(join(folder, 'home', '.aws'))).toBe(0o700);
    expect(readdirSync(join(folder, 'home', '.aws'))).toEqual(['config']);
  });

  it.each([0o600, 0o644, 0o640])('keeps mode %o', async (mode) => {
    writeFileSync(credentials, 'x\n');
    chmodSync(credentials, mode);
    expect(await awsFiles().update('credentials', withSection('a', '1'))).toEqual(done);
    expect(modeOf(credentials)).toBe(mode);
  });

  it.skipIf(process.getuid?.() !== 0)('keeps the owner', async () => {
    writeFileSync(config, 'x\n');
    chownSync(config, 4321, 1234);
    await awsFiles().update('config', withSection('a', '1'));
    expect(statSync(config)).toMatchObject({ uid: 4321, gid: 1234 });
  });

  it.skipIf(process.getuid?.() !== 0)('lets no other group in where it can’t keep the group', async () => {
    writeFileSync(config, 'x\n');
    chownSync(config, 4321, 1234);
    chmodSync(config, 0o660);
    const { system } = faultyFileSystem((call) => (call === 'handle.chown' ? 'fail' : undefined));
    expect(await awsFiles({ system }).update('config', withSection('a', '1'))).toEqual(done);
    expect(modeOf(config)).toBe(0o600);
  });

  it('writes bytes as they came', async () => {
    const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x0d, 0x0a, 0xff, 0x00, 0xc3]);
    writeFileSync(config, bytes);
    await awsFiles().update('config', (old) => succeed(`${old}\xe9`));
    expect(readFileSync(config)).toEqual(Buffer.concat([bytes, Buffer.from([0xe9])]));
  });

  it('writes nothing when nothing changes, and makes no folder for it', async () => {
    writeFileSync(config, 'same');
    const { ino, ctimeNs } = statSync(config, { bigint: true });
    expect(await awsFiles().update('config', succeed)).toEqual(done);
    expect(statSync(config, { bigint: true })).toMatchObject({ ino, ctimeNs });
    const files = awsFiles({ paths: { config: join(folder, 'none', 'config'), credentials } });
    expect(await files.update('config', succeed)).toEqual(done);
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  it('passes on why the change refused', async () => {
    const refused = appError('aws-section-taken', { name: 'a' });
    expect(await awsFiles().update('config', () => fail(refused))).toEqual({ ok: false, error: refused });
    expect(existsSync(config)).toBe(false);
  });

  it('follows symbolic links, a chain of them, and one that points at nothing yet', async () => {
    mkdirSync(join(folder, 'dotfiles'));
    symlinkSync('link', config);
    symlinkSync(join('dotfiles', 'aws-config'), join(folder, 'link'));
    const files = awsFiles();
    await files.update('config', withSection('a', '1'));
    await files.update('config', withSection('b', '2'));
    expect(text(join(folder, 'dotfiles', 'aws-config'))).toContain('[profile b]');
    expect(lstatSync(config).isSymbolicLink()).toBe(true);
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(folder, 'dotfiles'))).toEqual(['aws-config']);
  });

  it('does many at once, one after the other', async () => {
    const files = awsFiles();
    const other = awsFiles();
    const names = Array.from({ length: 12 }, (_, count) => `p${count}`);
    await Promise.all(
      names.map((name, count) => (count % 2 ? files : other).update('config', withSection(name, '1'))),
    );
    for (const name of names) expect(text()).toContain(`[profile ${name}]`);
  });

  it('says why it could not, and leaves the file and no trace', async () => {
    writeFileSync(config, 'old\n');
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const system = {
      ...nodeFileSystem,
      renameSync: () => {
        throw full;
      },
    };
    const failed = await awsFiles({ system }).update('config', withSection('a', '1'));
    const params = { path: config, reason: 'disk-full' };
    expect(failed).toEqual({ ok: false, error: { code: 'aws-file-write-failed', params } });
    expect(text()).toBe('old\n');
    expect(readdirSync(folder)).toEqual(['config']);
    const files = awsFiles({ paths: { config: '/dev/null', credentials } });
    expect(await files.update('config', withSection('a', '1'))).toMatchObject({
      error: { code: 'aws-file-write-failed' },
    });
  });

  it('does without hard links', async () => {
    const refuse = () => {
      throw Object.assign(new Error('no links here'), { code: 'EPERM' });
    };
    const system = { ...nodeFileSystem, link: async () => refuse(), linkSync: refuse };
    const files = awsFiles({ system });
    expect(await files.update('config', withSection('a', '1'))).toEqual(done);
    expect(await files.update('config', withSection('b', '1'))).toEqual(done);
    expect(text()).toContain('[profile b]');
    expect(readdirSync(folder)).toEqual(['config']);
  });

  it('on Windows waits until nobody has the file open', async () => {
    writeFileSync(config, 'old\n');
    let refusals = 2;
    const renameSync: typeof nodeFileSystem.renameSync = (...paths) => {
      if (refusals === 0) return nodeFileSystem.renameSync(...paths);
      refusals -= 1;
      throw Object.assign(new Error('open elsewhere'), { code: 'EPERM' });
    };
    const files = awsFiles({ platform: 'win32', system: { ...nodeFileSystem, renameSync } });
    expect(await files.update('config', withSection('a', '1'))).toEqual(done);
    expect(text()).toBe('old\n[profile a]\nvalue = 1\n');
  });

  it('keeps a backup for its owner only', async () => {
    const kept = await awsFiles().keepBackup('credentials', 'a\xe9');
    if (!kept.ok) throw new Error(kept.error.code);
    expect(kept.value).toMatch(/\/data\/backups\/credentials-\d{8}T\d{6}\.\d{3}Z\.bak$/);
    expect(readFileSync(kept.value)).toEqual(Buffer.from([0x61, 0xe9]));
    expect(modeOf(kept.value)).toBe(0o600);
    writeFileSync(join(folder, 'file'), '');
    const failed = await awsFiles({ backupFolder: join(folder, 'file') }).keepBackup('config', '');
    expect(failed).toMatchObject({ error: { code: 'storage-write-failed' } });
  });
});

describe('beside other programs', () => {
  /** Runs `act` once, in the moment before the file is replaced. */
  function justBefore(act: () => void) {
    let left = 1;
    const once = () => {
      if (left-- > 0) act();
    };
    return {
      ...nodeFileSystem,
      statSync: ((...values: Parameters<typeof nodeFileSystem.statSync>) => {
        once();
        return nodeFileSystem.statSync(...values);
      }) as typeof nodeFileSystem.statSync,
      linkSync: (...paths: Parameters<typeof nodeFileSystem.linkSync>) => {
        once();
        nodeFileSystem.linkSync(...paths);
      },
    };
  }

  it('merges what came between reading and writing', async () => {
    writeFileSync(config, 'old\n');
    const append = awsFiles({ system: justBefore(() => appendFileSync(config, 'theirs\n')) });
    expect(await append.update('config', withSection('a', '1'))).toEqual(done);
    expect(text()).toBe('old\ntheirs\n[profile a]\nvalue = 1\n');

    const replace = awsFiles({
      system: justBefore(() => {
        writeFileSync(`${config}.new`, 'new\n');
        renameSync(`${config}.new`, config);
      }),
    });
    expect(await replace.update('config', withSection('b', '1'))).toEqual(done);
    expect(text()).toBe('new\n[profile b]\nvalue = 1\n');

    const remove = awsFiles({ system: justBefore(() => unlinkSync(config)) });
    expect(await remove.update('config', withSection('c', '1'))).toEqual(done);
    expect(text()).toBe('[profile c]\nvalue = 1\n');
  });

  it('never replaces a file that came where there was none', async () => {
    const files = awsFiles({ system: justBefore(() => writeFileSync(config, 'theirs\n')) });
    expect(await files.update('config', withSection('a', '1'))).toEqual(done);
    expect(text()).toBe('theirs\n[profile a]\nvalue = 1\n');
  });

  it('sees a write of the same length within one tick of the file’s clock', async () => {
    writeFileSync(config, 'AAAA\n');
    const files = awsFiles({
      system: {
        ...nodeFileSystem,
        renameSync: (...paths) => {
          writeFileSync(config, 'BBBB\n');
          nodeFileSystem.renameSync(...paths);
        },
      },
    });
    await files.update('config', withSection('a', '1'));
    expect(text()).toContain('BBBB\n');
    expect(text()).toContain('[profile a]');
  });

  it('brings in what the AWS CLI writes into the file it had open', async () => {
    writeFileSync(config, '[default]\nregion = a\n');
    const files = awsFiles();
    const changed = vi.fn();
    files.onChanged(changed);
    const cli = openSync(config, 'r+');
    await files.update('config', withSection('a', '1'));
    await files.update('config', withSection('b', '1'));
    ftruncateSync(cli, 0);
    await new Promise((resolve) => setTimeout(resolve, 30));
    writeSync(cli, '[default]\nregion = changed\n', 0);
    await vi.waitFor(() => expect(text()).toContain('changed'), soon);
    expect(text()).toBe('[default]\nregion = changed\n[profile a]\nvalue = 1\n[profile b]\nvalue = 1\n');
    writeSync(cli, '[x]\n', '[default]\nregion = changed\n'.length);
    closeSync(cli);
    await vi.waitFor(() => expect(text()).toContain('[x]'), soon);
    expect(text()).toContain('[profile b]');
    await vi.waitFor(() => expect(changed).toHaveBeenCalledWith('config'), soon);
  });

  it('brings it in beside what another program wrote since', async () => {
    writeFileSync(config, '[default]\nregion = a\n');
    const files = awsFiles();
    const cli = openSync(config, 'a');
    await files.update('config', withSection('a', '1'));
    writeFileSync(config, text().replace('region = a', 'region = theirs'));
    writeSync(cli, '[late]\n');
    closeSync(cli);
    await vi.waitFor(() => expect(text()).toContain('[late]'), soon);
    expect(text()).toBe('[default]\nregion = theirs\n[profile a]\nvalue = 1\n[late]\n');
  });

  it('brings it in beside theirs also when ours came after that', async () => {
    writeFileSync(config, '[default]\nregion = a\n');
    const files = awsFiles();
    const cli = openSync(config, 'a');
    await files.update('config', withSection('a', '1'));
    writeFileSync(config, text().replace('region = a', 'region = theirs'));
    await files.update('config', withSection('a', '2'));
    writeSync(cli, '[late]\n');
    closeSync(cli);
    await vi.waitFor(() => expect(text()).toContain('[late]'), soon);
    expect(text()).toBe('[default]\nregion = theirs\n[profile a]\nvalue = 2\n[late]\n');
  });

  it('tells of their changes, never of ours', async () => {
    writeFileSync(config, 'old\n');
    const files = awsFiles();
    const told: string[] = [];
    files.onChanged((file) => told.push(file));
    await files.update('config', withSection('a', '1'));
    await files.update('credentials', withSection('a', '1'));
    expect(await files.read('credentials')).toMatchObject({ ok: true });
    appendFileSync(credentials, '# theirs\n');
    await vi.waitFor(() => expect(told).toEqual(['credentials']), soon);
    unlinkSync(config);
    await vi.waitFor(() => expect(told).toEqual(['credentials', 'config']), soon);
    writeFileSync(config, 'back\n');
    await vi.waitFor(() => expect(told).toEqual(['credentials', 'config', 'config']), soon);
  });

  it('tells of a change that a write of ours met first', async () => {
    writeFileSync(config, 'old\n');
    const files = awsFiles();
    const told: string[] = [];
    await files.read('config');
    files.onChanged((file) => told.push(file));
    writeFileSync(config, 'theirs\n');
    await files.update('config', withSection('a', '1'));
    await vi.waitFor(() => expect(told).toEqual(['config']), soon);
  });

  it('watches a folder that comes, goes and comes again', async () => {
    const home = join(folder, 'home');
    const aws = join(home, '.aws');
    const files = awsFiles({ paths: { config: join(aws, 'config'), credentials: join(aws, 'credentials') } });
    const told = vi.fn();
    await files.read('config');
    await files.read('credentials');
    files.onChanged(told);
    const expectTold = async (act: () => void) => {
      told.mockClear();
      act();
      await vi.waitFor(() => expect(told).toHaveBeenCalledWith('config'), soon);
    };
    const make = (content: string) => {
      mkdirSync(aws, { recursive: true });
      writeFileSync(join(aws, 'config'), content);
    };
    await expectTold(() => make('1'));
    await expectTold(() => rmSync(aws, { recursive: true }));
    await expectTold(() => make('2'));
    await expectTold(() => {
      renameSync(aws, join(home, 'kept'));
      make('3');
    });
    await expectTold(() => appendFileSync(join(aws, 'config'), '4'));
  });

  it('watches where a symbolic link leads, and the link', async () => {
    for (const name of ['one', 'two']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'file'), name);
    }
    symlinkSync(join('one', 'file'), config);
    const files = awsFiles();
    const told = vi.fn();
    await files.read('config');
    files.onChanged(told);
    appendFileSync(join(folder, 'one', 'file'), 'more');
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1), soon);
    symlinkSync(join('two', 'file'), `${config}.new`);
    renameSync(`${config}.new`, config);
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(2), soon);
    appendFileSync(join(folder, 'two', 'file'), 'more');
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(3), soon);
  });
});

describe('the lock', () => {
  function writeLock(fields: Record<string, unknown>): void {
    const record = { ...holderOf(process.pid), since: Date.now(), token: '0123456789abcdef', ...fields };
    writeFileSync(lockPath(config), JSON.stringify(record));
  }

  async function updated(options: Partial<OsAwsFilesOptions> = {}): Promise<Result<undefined>> {
    return awsFiles({ lockPatience: 50, ...options }).update('config', withSection('a', '1'));
  }

  it('is respected while its holder lives, and names it', async () => {
    writeLock({});
    const holder = { holder: 'other-keycutter', process: String(process.pid) };
    const busy = { ok: false, error: { code: 'aws-file-busy', params: { path: config, ...holder } } };
    expect(await updated()).toEqual(busy);
    expect(existsSync(config)).toBe(false);
    expect(readdirSync(folder)).toEqual(['config.keycutter-lock']);
  });

  it('is waited for', async () => {
    writeLock({});
    const updating = updated({ lockPatience: 5_000 });
    await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(2), soon);
    unlinkSync(lockPath(config));
    expect(await updating).toEqual(done);
  });

  it.each([
    ['its process has ended', { pid: deadPid }],
    ['its number went to another process', { started: 'another time' }],
    ['it is on another machine, and old', { space: 'other', since: Date.now() - 3_600_000 }],
  ])('ends when %s', async (_why, fields) => {
    writeLock(fields);
    expect(await updated()).toEqual(done);
    expect(readdirSync(folder)).toEqual(['config']);
  });

  it('is respected on another machine, and names that', async () => {
    writeLock({ pid: deadPid, space: 'other-host pid:[1]' });
    const busy = await updated();
    expect(busy).toMatchObject({ error: { params: { holder: 'other-keycutter', host: 'other-host' } } });
  });

  it('ends also when the one who took it over was killed over that', async () => {
    writeLock({ pid: deadPid });
    const mark = { ...holderOf(process.pid), pid: deadPid, since: Date.now(), token: 'fedcba9876543210' };
    writeFileSync(`${lockPath(config)}.0123456789abcdef`, JSON.stringify(mark));
    expect(await updated()).toEqual(done);
    expect(readdirSync(folder)).toEqual(['config']);
  });

  it('is taken over by one at a time', async () => {
    writeLock({ pid: deadPid });
    let goOn: () => void = () => {};
    const paused = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const asked = vi.fn();
    const rm: typeof nodeFileSystem.rm = async (path, options) => {
      if (path === lockPath(config)) {
        asked();
        await paused;
      }
      return nodeFileSystem.rm(path, options);
    };
    const first = updated({ system: { ...nodeFileSystem, rm } });
    await vi.waitFor(() => expect(asked).toHaveBeenCalled(), soon);
    expect(await updated()).toMatchObject({ error: { code: 'aws-file-busy' } });
    goOn();
    expect(await first).toEqual(done);
    expect(await updated()).toEqual(done);
    expect(readdirSync(folder)).toEqual(['config']);
  });

  it('is not held by someone who was taken for dead', async () => {
    let robbed = false;
    const system = {
      ...nodeFileSystem,
      readdir: (async (path: string) => {
        if (!robbed) writeLock({ pid: deadPid });
        robbed = true;
        return nodeFileSystem.readdir(path);
      }) as typeof nodeFileSystem.readdir,
    };
    const failed = await updated({ system });
    expect(failed).toMatchObject({ error: { code: 'aws-file-changing' } });
    expect(existsSync(config)).toBe(false);
  });

  it('removes what killed writers left, and nothing else', async () => {
    const left = [
      `config.keycutter-new-${deadPid}-0123456789abcdef`,
      `config.keycutter-lock-${deadPid}-0123456789abcdef`,
    ];
    const others = [
      `config.keycutter-new-${process.ppid}-0123456789abcdef`,
      `credentials.keycutter-new-${deadPid}-0123456789abcdef`,
      'config.keycutter-new',
      'config.bak',
    ];
    for (const name of [...left, ...others]) writeFileSync(join(folder, name), '');
    expect(await updated()).toEqual(done);
    expect(readdirSync(folder).sort()).toEqual(['config', ...others].sort());
  });
});
