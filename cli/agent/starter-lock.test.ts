import { spawnSync } from 'node:child_process';
import {
  lutimesSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StarterLock } from './starter-lock.ts';

describe('StarterLock', () => {
  let folder: string;
  let path: string;
  const deadPid = String(spawnSync(process.execPath, ['-e', '']).pid);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kc-'));
    path = join(folder, 'starting');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is one process’s until it is released', () => {
    const lock = new StarterLock(path);
    expect(lock.take()).toBe(true);
    expect(lock.take()).toBe(true);
    expect(readlinkSync(path)).toBe(String(process.pid));
    expect(new StarterLock(path).take()).toBe(false);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
    expect(new StarterLock(path).take()).toBe(true);
  });

  it.each([
    ['a dead process', deadPid],
    ['nonsense', '../x y'],
    ['no process', '0'],
  ])('is taken over from %s', (_, pid) => {
    symlinkSync(pid, path);
    const lock = new StarterLock(path);
    expect(lock.take()).toBe(true);
    expect(readlinkSync(path)).toBe(String(process.pid));
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is taken over from a living process only when it is older than starting can take', () => {
    symlinkSync('1', path);
    expect(new StarterLock(path).take()).toBe(false);
    const longAgo = Date.now() / 1000 - 121;
    lutimesSync(path, longAgo, longAgo);
    expect(new StarterLock(path).take()).toBe(true);
  });

  it('waits for who is clearing it, and clears after one who died at that', () => {
    symlinkSync(deadPid, path);
    symlinkSync('1', `${path}.${deadPid}`);
    const lock = new StarterLock(path);
    expect(lock.take()).toBe(false);
    rmSync(`${path}.${deadPid}`);
    symlinkSync(deadPid, `${path}.${deadPid}`);
    expect(lock.take()).toBe(false);
    expect(lock.take()).toBe(true);
  });

  it('counts as taken when the helper that started this process holds it, and stays the helper’s', () => {
    symlinkSync(String(process.ppid), path);
    const lock = new StarterLock(path);
    expect(lock.take()).toBe(true);
    lock.release();
    expect(readlinkSync(path)).toBe(String(process.ppid));
  });

  it('stops nobody where no link can be made', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(new StarterLock(join(folder, 'file/starting')).take()).toBe(true);
  });
});
