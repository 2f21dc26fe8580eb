import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newestChange } from './build.mjs';

let folder;
const at = (path, seconds) => utimesSync(join(folder, path), seconds, seconds);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keycutter-build-'));
  mkdirSync(join(folder, 'inner'));
  for (const name of ['inner/main.ts', 'inner/main.test.ts']) writeFileSync(join(folder, name), '');
  at('inner/main.ts', 200);
  at('inner/main.test.ts', 900);
  at('inner', 100);
  at('.', 100);
});

afterEach(() => rmSync(folder, { recursive: true }));

it('is the time of the newest file, however deep', () => {
  expect(newestChange(folder)).toBe(200_000);
});

it('is the time of a folder from which something was removed', () => {
  at('inner', 300);
  expect(newestChange(folder)).toBe(300_000);
});

it('is the beginning of time for what is not there', () => {
  expect(newestChange(join(folder, 'nothing'))).toBe(0);
});
