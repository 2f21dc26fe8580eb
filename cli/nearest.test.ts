import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

describe('the nearest name', () => {
  it.each([
    ['porduction', 'production'],
    ['Prod', 'prod'],
    ['produktion', 'production'],
    ['stagin', 'staging'],
    ['xyz', null],
    ['', null],
  ])('%j -> %j', (word, guess) => {
    expect(nearest(word, ['prod', 'production', 'staging', 'dev'])).toBe(guess);
  });

  it('finds a name with two neighbours swapped, whatever the name', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 3, maxLength: 30, unit: 'grapheme-ascii' }),
        fc.nat(),
        (name, seed) => {
          const place = seed % (name.length - 1);
          const swapped = `${name.slice(0, place)}${name[place + 1]}${name[place]}${name.slice(place + 2)}`;
          expect(nearest(swapped, [name])).toBe(name);
        },
      ),
    );
  });
});
