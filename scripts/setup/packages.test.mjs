import { describe, expect, it } from 'vitest';
import { isStale } from './packages.mjs';

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
