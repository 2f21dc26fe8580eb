import { join, normalize, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppUrl, resolveAppUrl } from './app-url.ts';

describe('resolveAppUrl', () => {
  it.each([
    ['app://keycutter/', 'index.html', 'text/html; charset=utf-8'],
    ['app://keycutter/#profile=p1', 'index.html', 'text/html; charset=utf-8'],
    [
      'app://keycutter/assets/index-DkX_9-2a.js',
      'assets/index-DkX_9-2a.js',
      'text/javascript; charset=utf-8',
    ],
    ['app://keycutter/assets/inter.var.woff2?v=1', 'assets/inter.var.woff2', 'font/woff2'],
  ])('%s is %s', (url, path, contentType) => {
    expect(resolveAppUrl(url)).toEqual({ path, contentType });
  });

  it.each([
    'app://other/index.html',
    'app://keycutter:80/index.html',
    'app://user@keycutter/index.html',
    'file:///etc/passwd',
    'https://keycutter/index.html',
    'app://keycutter/../main.cjs',
    'app://keycutter/..%2fmain.cjs',
    'app://keycutter/assets/..%5c..%5cx.html',
    'app://keycutter/.env.html',
    'app://keycutter//etc/x.html',
    'app://keycutter/x.html%00.png',
    'app://keycutter/main.cjs',
    'app://keycutter/index',
    'app://keycutter/x.constructor',
    'nonsense',
    '',
  ])('refuses %j', (url) => {
    expect(resolveAppUrl(url)).toBeNull();
  });

  it('never leaves the folder', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2E%2e',
      '/',
      '\\',
      '%2f',
      '%5c',
      'a',
      'x.html',
      '%00',
      '//',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = resolveAppUrl(`app://keycutter/${pieces.join('')}`);
        if (file === null) return;
        const root = normalize('/srv/renderer') + sep;
        expect(join(root, file.path).startsWith(root)).toBe(true);
      }),
    );
  });
});

describe('isAppUrl', () => {
  it('knows only our own origin', () => {
    expect(isAppUrl('app://keycutter/#x')).toBe(true);
    for (const url of [
      'app://keycutter.evil/',
      'app://keycutterx/',
      'xapp://keycutter/',
      'about:blank',
      'data:,x',
    ]) {
      expect(isAppUrl(url), url).toBe(false);
    }
  });
});
