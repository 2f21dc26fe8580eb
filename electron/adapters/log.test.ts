import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
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

  it('keeps to its size, with one older file beside it', async () => {
    const logger = new FileLogger({ folder, clock, maximumBytes: 2_000 });
    for (let round = 0; round < 100; round += 1) {
      logger.info('round', { round, text: 'some words '.repeat(10) });
      await logger.flush();
    }
    const names = await readdir(folder);
    expect(names.sort()).toEqual(['keycutter.1.log', 'keycutter.log']);
    for (const name of names) expect((await stat(join(folder, name))).size).toBeLessThanOrEqual(2_000);
    expect((await lines(logger)).at(-1)).toMatchObject({ round: 99 });
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
});
