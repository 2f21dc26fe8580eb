import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explain } from './error-text.ts';
import type { ErrorCode } from './errors.ts';

const source = readFileSync(new URL('./errors.ts', import.meta.url), 'utf8');
const union = source.slice(source.indexOf('ErrorCode ='), source.indexOf('export interface AppError'));
const codes = [...union.matchAll(/\| '([a-z-]+)'/g)].map(([, code]) => code as ErrorCode);

describe('explain', () => {
  it('knows the codes to be checked', () => {
    expect(codes.length).toBeGreaterThan(45);
  });

  it.each(codes)('says what happened and what to do for %s, with and without its details', (code) => {
    const everything = new Proxy({}, { get: () => 'detail', has: () => true });
    for (const params of [{}, everything]) {
      const { what, next } = explain({ code, params });
      for (const sentence of [what, next]) {
        expect(sentence).toMatch(/^\S.{8,}\S$/s);
        expect(sentence).not.toMatch(/undefined|successfully|sorry|!/i);
      }
      expect([what.at(-1), next.at(-1)]).toEqual(['.', expect.stringMatching(/[.\w]/)]);
    }
  });
});
