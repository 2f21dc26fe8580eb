import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { succeed } from '../../shared/result.ts';
import { holderOf, lockPath } from './aws-file-lock.ts';
import { type AwsFileSystem, pause } from './aws-file-system.ts';
import { OsAwsFiles } from './aws-files.ts';
import { withSection } from './testing/aws-section.ts';
import { type Fault, faultyFileSystem } from './testing/faulty-file-system.ts';

const soon = { timeout: 2_000, interval: 2 };
const deadPid = 2 ** 30;
const done = { ok: true, value: undefined };

let folder: string;
let config: string;
const opened: OsAwsFiles[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keycutter-aws-writers-'));
  config = join(folder, 'config');
});
afterEach(async () => {
  for (const files of opened.splice(0)) files.close();
  await rm(folder, { recursive: true, force: true });
});

function awsFiles(path = config, system?: AwsFileSystem, pid = process.pid): OsAwsFiles {
  const files = new OsAwsFiles({
    paths: { config: path, credentials: `${path}-credentials` },
    backupFolder: join(folder, 'backups'),
    holder: { ...holderOf(process.pid), pid },
    ...(system === undefined ? {} : { system }),
  });
  opened.push(files);
  return files;
}

function text(path = config): string {
  return existsSync(path) ? readFileSync(path, 'latin1') : '';
}

describe('a write that ends at any of its calls', () => {
  const old = `[default]\nregion = eu-west-1\n${'# more\n'.repeat(2_000)}`;
  const wanted = withSection('mine', '1');

  const situations: Readonly<Record<string, () => string>> = {
    'over a file': () => {
      writeFileSync(config, old, { mode: 0o640 });
      return old;
    },
    'where there is none': () => '',
    'through a link that points at nothing': () => {
      mkdirSync(join(folder, 'behind'));
      symlinkSync(join('behind', 'file'), config);
      return '';
    },
    'after a killed one': () => {
      const lock = { ...holderOf(deadPid), since: Date.now(), token: '0123456789abcdef' };
      writeFileSync(config, old);
      writeFileSync(lockPath(config), JSON.stringify(lock));
      writeFileSync(`${config}.keycutter-new-${deadPid}-0123456789abcdef`, 'half');
      return old;
    },
  };

  async function attempt(fault: Fault) {
    const faulty = faultyFileSystem(fault);
    const files = awsFiles(config, faulty.system, deadPid + 1);
    const writing = files.update('config', wanted);
    const result = await Promise.race([writing, faulty.crashed.then(() => 'crashed' as const)]);
    const calls = [...faulty.calls];
    files.close();
    await faulty.end();
    return { result, calls };
  }

  async function expectWhole(before: string): Promise<'old' | 'new'> {
    const after = wanted(before);
    if (!after.ok) throw new Error('refused');
    const found = text();
    expect([before, after.value]).toContain(found);
    // The next one works, and clears away.
    expect(await awsFiles().update('config', withSection('next', '1'))).toEqual(done);
    expect(text()).toContain('[profile next]');
    expect(text().startsWith(found)).toBe(true);
    const names = readdirSync(folder).concat(
      existsSync(join(folder, 'behind')) ? readdirSync(join(folder, 'behind')) : [],
    );
    expect(names.filter((name) => name.includes('keycutter-'))).toEqual([]);
    return found === before ? 'old' : 'new';
  }

  async function anew(prepare: () => string): Promise<string> {
    await rm(folder, { recursive: true, force: true });
    mkdirSync(folder);
    return prepare();
  }

  describe.each(Object.entries(situations))('%s', (_name, prepare) => {
    it.each(['crash', 'half-then-crash', 'fail'] as const)('is whole: %s', async (kind) => {
      await anew(prepare);
      const { calls, result } = await attempt(() => undefined);
      expect(result).toEqual(done);
      const left = { old: 0, new: 0 };
      let reached = 0;
      for (let index = 0; index < calls.length + 3; index += 1) {
        if (kind === 'half-then-crash' && calls[index] !== 'handle.writeFile') continue;
        const before = await anew(prepare);
        const one = await attempt((_call, at) => (at === index ? kind : undefined));
        if (one.calls.length > index) reached += 1;
        if (one.result !== 'crashed' && !one.result.ok) {
          expect(one.result.error.code).toMatch(/^aws-file-(?:unreadable|write-failed)$/);
        }
        left[await expectWhole(before)] += 1;
      }
      console.info(
        `${kind}, ${_name}: ${reached} calls; left the old file ${left.old} times, the new ${left.new}.`,
      );
      expect(reached).toBeGreaterThan(0);
      expect(left.old).toBeGreaterThan(0);
      if (kind !== 'half-then-crash') expect(left.new).toBeGreaterThan(0);
    });
  });
});

describe('many processes', () => {
  let programs: string;
  const children = new Set<ChildProcess>();

  beforeAll(async () => {
    programs = await mkdtemp(join(tmpdir(), 'keycutter-aws-writer-'));
    await build({
      configFile: false,
      logLevel: 'silent',
      build: {
        ssr: fileURLToPath(new URL('./testing/aws-file-writer.ts', import.meta.url)),
        outDir: programs,
        rolldownOptions: { output: { entryFileNames: 'writer.mjs' } },
      },
      ssr: { noExternal: true },
    });
  });
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
  });
  afterAll(() => rm(programs, { recursive: true, force: true }));

  function writer(...parameters: readonly string[]): ChildProcess {
    const child = spawn(process.execPath, [join(programs, 'writer.mjs'), ...parameters], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.add(child);
    child.once('exit', () => children.delete(child));
    return child;
  }

  it('lose no profile when 20 write at once', async () => {
    writeFileSync(config, '[default]\nregion = eu-west-1\n');
    const names = Array.from({ length: 20 }, (_, count) => `writer-${count}`);
    const codes = await Promise.all(names.map(async (name) => (await once(writer(config, name), 'exit'))[0]));
    expect(codes).toEqual(names.map(() => 0));
    for (const name of names) expect(text().split(`[profile ${name}]`)).toHaveLength(2);
    expect(readdirSync(folder)).toEqual(['config']);
  });

  it('lose no profile when 20 meet the lock of a killed one', async () => {
    const lock = { ...holderOf(deadPid), since: Date.now(), token: '0123456789abcdef' };
    writeFileSync(lockPath(config), JSON.stringify(lock));
    const names = Array.from({ length: 20 }, (_, count) => `writer-${count}`);
    const codes = await Promise.all(names.map(async (name) => (await once(writer(config, name), 'exit'))[0]));
    expect(codes).toEqual(names.map(() => 0));
    for (const name of names) expect(text().split(`[profile ${name}]`)).toHaveLength(2);
    expect(readdirSync(folder)).toEqual(['config']);
  });

  it('leave old or new bytes and no lock that blocks when killed, 500 times', {
    timeout: 600_000,
  }, async () => {
    const kills = 500;
    const lanes = 4;
    const start = `[default]\nregion = eu-west-1\n${'# more\n'.repeat(200)}`;
    const hit = { inside: 0, withNewFile: 0 };
    let killed = 0;

    const lane = async (number: number) => {
      const home = join(folder, `${number}`);
      const path = join(home, 'config');
      mkdirSync(home);
      writeFileSync(path, start);
      const files = awsFiles(path);
      while (killed < kills) {
        killed += 1;
        const child = writer(path, 'mine', `${20_000}`);
        await once(child.stdout ?? child, 'data');
        await pause(Math.random() * 12);
        child.kill('SIGKILL');
        await once(child, 'exit');

        const names = readdirSync(home);
        if (names.includes(basename(lockPath(path)))) hit.inside += 1;
        if (names.some((name) => name.includes('keycutter-new'))) hit.withNewFile += 1;
        const found = text(path);
        const [, count, filler, again] =
          /^\[profile mine\]\nvalue = (\d+) (x+) (\d+)\n$/.exec(found.slice(start.length)) ?? [];
        expect({ start: found.slice(0, start.length), count, size: filler?.length }).toEqual({
          start,
          count: again,
          size: 20_000,
        });
        expect(await files.update('config', withSection('mine', 'next'))).toEqual(done);
        expect(readdirSync(home)).toEqual(['config']);
      }
    };
    await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
    console.info(
      `${killed} kills: ${hit.inside} inside a write, of them ${hit.withNewFile} with the new file being made.`,
    );
    expect(killed).toBeGreaterThanOrEqual(kills);
    expect(hit.inside).toBeGreaterThan(0);
    expect(hit.withNewFile).toBeGreaterThan(0);
  });
});

/** Whose section is brought back whenever another program's write took it away, as the app does. */
function keepSection(files: OsAwsFiles): void {
  files.onChanged((file) => void files.update(file, withSection('managed', 'ours')));
}

/** When it brings back nothing more, and has finished what it was at. */
async function settled(files: OsAwsFiles): Promise<void> {
  files.close();
  await files.update('config', succeed);
}

/** Ms until our section is there; infinity when it is not within a second. */
async function backAfter(): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < 1_000) {
    if (text().includes('[profile managed]\nvalue = ours\n')) return performance.now() - started;
    await pause(2);
  }
  return Number.POSITIVE_INFINITY;
}

describe('beside a program that writes in place', () => {
  it('loses none of 120 writes that are slow between their steps', async () => {
    writeFileSync(config, '[default]\nregion = eu-west-1\n');
    const files = awsFiles();
    await files.update('config', withSection('managed', 'ours'));
    keepSection(files);
    let running = true;
    const ours = (async () => {
      for (let count = 0; running; count += 1) {
        expect(await files.update('config', withSection('busy', `${count}`))).toEqual(done);
        await pause(Math.random() * 6);
      }
    })();
    let late = 0;
    let slowest = 0;
    const write = async (flags: string, content: () => string) => {
      const file = await open(config, flags);
      await pause(Math.random() * 8);
      await file.writeFile(content());
      if ((await file.stat()).nlink === 0) late += 1;
      await file.close();
      slowest = Math.max(slowest, await backAfter());
      // So that ours come between.
      await pause(40 + Math.random() * 40);
    };
    try {
      for (let count = 0; count < 60; count += 1) {
        const added = `[profile outside-${count}]\nvalue = added\n`;
        await write('a', () => added);
        // The next AWS CLI takes longer than this to start.
        await vi.waitFor(() => expect(text(), `addition ${count}`).toContain(added), soon);

        const changed = withSection(`outside-${count}`, 'changed')(text());
        if (!changed.ok) throw new Error('refused');
        const without = changed.value.replace('[profile managed]\nvalue = ours\n', '');
        await pause(Math.random() * 8);
        await write('w', () => (count % 10 === 0 ? without : changed.value));
        await vi.waitFor(
          () => expect(text(), `change ${count}`).toContain(`[profile outside-${count}]\nvalue = changed\n`),
          soon,
        );
      }
    } finally {
      running = false;
      await ours;
      await settled(files);
    }
    console.info(
      `${late} of 120 writes went into a file already replaced; ours back in ${Math.round(slowest)} ms at most.`,
    );
    for (let count = 0; count < 60; count += 1) {
      expect(text().split(`[profile outside-${count}]\nvalue = changed\n`)).toHaveLength(2);
    }
    expect(late).toBeGreaterThan(0);
    expect(slowest).toBeLessThan(1_000);
  });

  const aws = awsCli();
  if (aws === null) console.warn('Skipped, the test beside the AWS CLI needs aws.');
  it.skipIf(aws === null)(
    'loses none of the AWS CLI’s, and is back within a second of each',
    { timeout: 300_000 },
    async () => {
      const files = awsFiles();
      await files.update('config', withSection('managed', 'ours'));
      keepSection(files);
      let running = true;
      const ours = (async () => {
        for (let count = 0; running; count += 1) {
          expect(await files.update('config', withSection('busy', `${count}`))).toEqual(done);
        }
      })();
      const expected: string[] = [];
      let slowest = 0;
      const set = async (profile: string, key: string, value: string) => {
        await promisify(execFile)('aws', ['configure', 'set', key, value, '--profile', profile], {
          env: {
            ...process.env,
            AWS_CONFIG_FILE: config,
            AWS_SHARED_CREDENTIALS_FILE: `${config}-credentials`,
          },
        });
        slowest = Math.max(slowest, await backAfter());
      };
      try {
        for (let count = 0; count < 10; count += 1) {
          // A new section is appended; a key in an old one makes it write the whole file anew.
          await set(`cli-${count}`, 'region', `region-${count}`);
          await set(`cli-${count >> 1}`, `cli_${count}`, `value-${count}`);
          expected.push(`region = region-${count}\n`, `cli_${count} = value-${count}\n`);
        }
      } finally {
        running = false;
        await ours;
        await settled(files);
      }
      console.info(`20 writes of the AWS CLI; ours back in ${Math.round(slowest)} ms at most.`);
      for (const line of expected) expect(text().split(line)).toHaveLength(2);
      expect(slowest).toBeLessThan(1_000);
    },
  );
});

function awsCli(): string | null {
  try {
    return execFileSync('aws', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  } catch {
    return null;
  }
}
