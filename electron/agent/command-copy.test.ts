import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyCommand, replaceExecutable } from './command-copy.ts';

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

describe('replaceExecutable', () => {
  /** As Windows keeps files: what runs can be renamed, but not replaced or removed. */
  function windows(running: readonly string[], files: Map<string, string>) {
    const held = new Set(running.map((path) => files.get(path)));
    const refused = () => Promise.reject(Object.assign(new Error('Access is denied.'), { code: 'EPERM' }));
    return {
      rename: async (from: unknown, to: unknown) => {
        const text = files.get(String(from));
        if (text === undefined) throw Object.assign(new Error('Not there.'), { code: 'ENOENT' });
        const there = files.get(String(to));
        if (there !== undefined && held.has(there)) return refused();
        files.delete(String(from));
        files.set(String(to), text);
      },
      rm: async (path: unknown) => {
        if (held.has(files.get(String(path)))) return refused();
        files.delete(String(path));
      },
    };
  }
  const files = (given: Readonly<Record<string, string>>) => new Map(Object.entries(given));

  it('puts one that runs on Windows aside, and removes that when it has ended', async () => {
    const disk = files({ 'command.exe': 'one', partial: 'two' });
    await replaceExecutable('partial', 'command.exe', windows(['command.exe'], disk));
    expect(Object.fromEntries(disk)).toEqual({ 'command.exe': 'two', 'command.exe.old': 'one' });
    disk.set('partial', 'three');
    await replaceExecutable('partial', 'command.exe', windows([], disk));
    expect(Object.fromEntries(disk)).toEqual({ 'command.exe': 'three' });
  });

  it('brings back the one put aside where the new one cannot take its place', async () => {
    const disk = files({ 'command.exe': 'one', partial: 'two' });
    const { rename, rm } = windows(['command.exe'], disk);
    const scanned = async (from: unknown, to: unknown) => {
      if (from === 'partial') throw Object.assign(new Error('Being scanned.'), { code: 'EBUSY' });
      return rename(from, to);
    };
    const replacing = replaceExecutable('partial', 'command.exe', { rename: scanned, rm });
    await expect(replacing).rejects.toMatchObject({ code: 'EBUSY' });
    expect(disk.get('command.exe')).toBe('one');
  });

  it('leaves the one there is where the one put aside runs still', async () => {
    const disk = files({ 'command.exe': 'two', 'command.exe.old': 'one', partial: 'three' });
    const both = windows(['command.exe', 'command.exe.old'], disk);
    await expect(replaceExecutable('partial', 'command.exe', both)).rejects.toMatchObject({ code: 'EPERM' });
    expect(disk.get('command.exe')).toBe('two');
  });
});
