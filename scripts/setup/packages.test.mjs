import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensurePackages, isStale } from './packages.mjs';

const lock = {
  packages: {
    '': { name: 'app' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/b': { version: '2.0.0', integrity: 'sha512-b', optional: true },
  },
};
const a = lock.packages['node_modules/a'];
const b = lock.packages['node_modules/b'];

describe('isStale', () => {
  it.each([
    ['everything is installed', { 'node_modules/a': a, 'node_modules/b': b }, false],
    ['an optional package is left out', { 'node_modules/a': a }, false],
    ['a package is missing', { 'node_modules/b': b }, true],
    ['a version differs', { 'node_modules/a': { ...a, version: '1.0.1' } }, true],
    ['the contents differ', { 'node_modules/a': { ...a, integrity: 'sha512-x' } }, true],
    [
      'an optional package differs',
      { 'node_modules/a': a, 'node_modules/b': { ...b, version: '2.0.1' } },
      true,
    ],
    ['something else is installed too', { 'node_modules/a': a, 'node_modules/c': a }, true],
  ])('when %s', (_situation, packages, stale) => {
    expect(isStale(lock, { packages })).toBe(stale);
  });

  it('when nothing was ever installed, or not to the end', () => {
    expect(isStale(lock, undefined)).toBe(true);
  });
});

describe('node_modules that is a symbolic link', () => {
  let folder;
  let checkout;
  let elsewhere;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kc-'));
    checkout = join(folder, 'checkout');
    elsewhere = join(folder, 'elsewhere');
    mkdirSync(checkout);
    mkdirSync(elsewhere);
    writeFileSync(join(checkout, 'package-lock.json'), JSON.stringify(lock));
    symlinkSync(elsewhere, join(checkout, 'node_modules'), 'junction');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const installed = (packages) =>
    writeFileSync(join(elsewhere, '.package-lock.json'), JSON.stringify({ packages }));

  it('is used while it has what the lock file wants', () => {
    installed({ 'node_modules/a': a, 'node_modules/b': b });
    const said = [];
    ensurePackages((line) => said.push(line), checkout);
    expect(said).toEqual([]);
  });

  it('is refused, and left as it is, when it has something else', () => {
    installed({ 'node_modules/a': { ...a, version: '1.0.1' } });
    expect(() => ensurePackages(() => undefined, checkout)).toThrow(/symbolic link .* Remove the link/);
    expect(readdirSync(elsewhere)).toEqual(['.package-lock.json']);
  });
});
