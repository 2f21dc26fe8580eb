import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyCommand } from './command-copy.ts';

describe('copyCommand', () => {
  let folder: string;
  let executable: string;
  let data: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kc-'));
    executable = join(folder, 'keycutter');
    data = join(folder, 'data');
    writeFileSync(executable, 'first');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps an executable copy, and makes it anew only when the command is another', async () => {
    const copy = join(data, 'bin/keycutter-command');
    expect(await copyCommand(executable, data)).toEqual({ ok: true, value: copy });
    expect(statSync(copy).mode & 0o777).toBe(0o755);
    const { ino } = statSync(copy);
    await copyCommand(executable, data);
    expect(statSync(copy).ino).toBe(ino);

    writeFileSync(executable, 'other');
    utimesSync(executable, 1, 1);
    await copyCommand(executable, data);
    expect(readFileSync(copy, 'utf8')).toBe('other');
    expect(readdirSync(join(data, 'bin'))).toEqual(['keycutter-command']);
  });

  it('says so when the disk refuses', async () => {
    writeFileSync(data, 'no folder');
    expect(await copyCommand(executable, data)).toMatchObject({
      ok: false,
      error: { code: 'storage-write-failed' },
    });
  });
});
