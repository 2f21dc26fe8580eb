import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepEqual } from './keep-equal.ts';

describe('keepEqual', () => {
  it('answers with a value equal to the new one, whatever both are', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (previous, next) => {
        expect(keepEqual(previous, next)).toEqual(next);
      }),
    );
  });

  it('answers with the very same object when nothing changed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(keepEqual(value, structuredClone(value))).toBe(value);
      }),
    );
  });

  it('is not misled by members that every object seems to have', () => {
    const hostile: object = JSON.parse('{"__proto__":false,"toString":1}');
    expect(keepEqual(hostile, structuredClone(hostile))).toBe(hostile);
    expect(Object.keys(keepEqual<object>({}, hostile))).toEqual(['__proto__', 'toString']);
  });

  it('notices a member that went away', () => {
    expect(keepEqual<object>({ a: 1, b: undefined }, { a: 1 })).toEqual({ a: 1 });
    expect(Object.keys(keepEqual<object>({ a: 1, b: undefined }, { a: 1 }))).toEqual(['a']);
    expect(keepEqual([1, 2], [1])).toEqual([1]);
  });
});
