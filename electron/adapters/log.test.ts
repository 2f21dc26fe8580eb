import { mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../shared/secret.ts';
import { FileLogger } from './log.ts';
import { systemClock } from './system-clock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keycutter-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const clock = { ...systemClock, now: () => Date.UTC(2026, 0, 1) };

async function lines(logger: FileLogger): Promise<readonly Record<string, unknown>[]> {
  await logger.flush();
  const text = await readFile(logger.path, 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('the log file', () => {
  it('has one JSON object a line, in order', async () => {
    const logger = new FileLogger({ folder: join(folder, 'logs'), clock });
    logger.info('started', { version: '1.0' });
    logger.warn('slow', { ms: 12 });
    logger.error('failed', { error: new Error('broken') });
    expect(await lines(logger)).toMatchObject([
      { at: '2026-01-01T00:00:00.000Z', level: 'info', event: 'started', version: '1.0' },
      { level: 'warn', event: 'slow', ms: 12 },
      { level: 'error', event: 'failed', error: { message: 'broken' } },
    ]);
  });

  it('holds no secret', async () => {
    const logger = new FileLogger({ folder, clock });
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    logger.info(`with ${secret}`, { note: secret, held: new Secret('hunter2'), password: 'hunter2' });
    await logger.flush();
    expect(await readFile(logger.path, 'utf8')).not.toMatch(/wJalr|hunter2/);
  });

  it('begins each line with its time', async () => {
    const logger = new FileLogger({ folder, clock });
    logger.info('started', { version: '1.0' });
    await logger.flush();
    expect(await readFile(logger.path, 'utf8')).toMatch(/^\{"at":"2026-01-01T00:00:00.000Z","level":"info"/);
  });

  it('fields cannot pose as its own time, level or event', async () => {
    const logger = new FileLogger({ folder, clock });
    logger.info('real', { event: 'forged', level: 'error', at: 'never' });
    expect(await lines(logger)).toEqual([{ at: '2026-01-01T00:00:00.000Z', level: 'info', event: 'real' }]);
  });

  it('is readable by its owner only', async () => {
    const logger = new FileLogger({ folder, clock });
    logger.info('started');
    await logger.flush();
    expect((await stat(logger.path)).mode & 0o777).toBe(0o600);
  });

  it('keeps to its size, with so many older files beside it', async () => {
    const logger = new FileLogger({ folder, clock, maximumBytes: 2_000, keptFiles: 3 });
    for (let round = 0; round < 100; round += 1) {
      logger.info('round', { round, text: 'some words '.repeat(10) });
      await logger.flush();
    }
    const names = await readdir(folder);
    expect(names.sort()).toEqual(['keycutter.1.log', 'keycutter.2.log', 'keycutter.3.log', 'keycutter.log']);
    for (const name of names) {
      const { size, mode } = await stat(join(folder, name));
      expect(size).toBeLessThanOrEqual(2_000);
      expect(mode & 0o777).toBe(0o600);
    }
    expect((await lines(logger)).at(-1)).toMatchObject({ round: 99 });
  });

  it('begins a new file each day, and removes what is older than a week', async () => {
    const day = 24 * 60 * 60_000;
    let now = Date.UTC(2026, 0, 1, 12);
    const moved = { ...systemClock, now: () => now };
    for (let run = 0; run < 12; run += 1, now += day) {
      const logger = new FileLogger({ folder, clock: moved });
      logger.info('day', { run });
      await logger.flush();
      await utimes(logger.path, now / 1_000, now / 1_000);
    }
    const names = (await readdir(folder)).sort();
    expect(names).toHaveLength(8);
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    const runs = texts.map((text) => JSON.parse(text).run);
    expect(runs.toSorted((one, other) => one - other)).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
    // Where nothing was logged for a month, what is left goes at the first line after it.
    now += 30 * day;
    const later = new FileLogger({ folder, clock: moved });
    later.info('back');
    await later.flush();
    expect(await readdir(folder)).toEqual(['keycutter.log']);
  });

  it('a file that is none of ours stays', async () => {
    await writeFile(join(folder, 'notes.log'), 'mine');
    await utimes(join(folder, 'notes.log'), 0, 0);
    const logger = new FileLogger({ folder, clock });
    logger.info('started');
    await logger.flush();
    expect(await readdir(folder)).toContain('notes.log');
  });

  it('gives its newest lines, from as many files as that takes', async () => {
    const logger = new FileLogger({ folder, clock, maximumBytes: 300 });
    for (let round = 0; round < 20; round += 1) {
      logger.info('round', { round });
      await logger.flush();
    }
    const last = await logger.lastLines(10);
    expect(last.map((line) => JSON.parse(line).round)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    expect(await new FileLogger({ folder: join(folder, 'none'), clock }).lastLines(5)).toEqual([]);
  });

  it('closed, it writes nothing any more', async () => {
    const logger = new FileLogger({ folder: join(folder, 'logs'), clock });
    logger.info('started');
    await logger.close();
    await rm(join(folder, 'logs'), { recursive: true });
    logger.error('late');
    await logger.flush();
    expect(await readdir(folder)).toEqual([]);
  });

  it('goes on counting from a file that an earlier run left', async () => {
    await writeFile(join(folder, 'keycutter.log'), 'x'.repeat(1_990));
    const logger = new FileLogger({ folder, clock, maximumBytes: 2_000 });
    logger.info('started');
    expect(await lines(logger)).toHaveLength(1);
  });

  it('never throws or rejects where it cannot write', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const logger = new FileLogger({ folder: join(file, 'below'), clock });
    logger.error('lost');
    await expect(logger.flush()).resolves.toBeUndefined();
  });

  it('says how many lines are missing, as soon as it can be written', async () => {
    const below = join(folder, 'below');
    await writeFile(below, '');
    const logger = new FileLogger({ folder: below, clock });
    logger.error('lost');
    logger.error('lost too');
    await logger.flush();
    await rm(below);
    logger.info('back');
    expect(await lines(logger)).toEqual([
      { at: '2026-01-01T00:00:00.000Z', level: 'info', event: 'back' },
      { at: '2026-01-01T00:00:00.000Z', level: 'warn', event: 'log-lines-dropped', count: 2 },
    ]);
  });

  it('loses no line over an older file that cannot be looked at', async () => {
    await symlink('keycutter.2.log', join(folder, 'keycutter.2.log'));
    const logger = new FileLogger({ folder, clock });
    logger.info('started');
    expect(await lines(logger)).toHaveLength(1);
  });
});
