import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FreeNames } from './free-names.ts';

describe('free names', () => {
  it('are the wanted one where it is free, else the next number', () => {
    const names = new FreeNames([{ name: 'prod' }, { name: 'prod (2)' }]);
    expect([names.take('dev'), names.take('prod'), names.take('prod')]).toEqual([
      'dev',
      'prod (3)',
      'prod (4)',
    ]);
  });

  it('are never given twice, nor longer than a name may be', () => {
    const name = fc.string({ minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(fc.array(name, { maxLength: 20 }), fc.array(name, { maxLength: 20 }), (taken, wanted) => {
        const names = new FreeNames(taken.map((one) => ({ name: one })));
        const given = wanted.map((one) => names.take(one));
        expect(new Set([...given, ...taken]).size).toBe(given.length + new Set(taken).size);
        expect(given.every((one) => one.length <= 80)).toBe(true);
      }),
    );
  });
});
