import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from './duration-text.ts';
import { languages } from './language.ts';

describe('parseDuration', () => {
  it.each([
    ['15 min', 900],
    ['15', 900],
    ['90m', 5_400],
    ['1h', 3_600],
    ['4h 30', 16_200],
    ['4h30m', 16_200],
    ['4 h 30 min', 16_200],
    ['4 hours 30 minutes', 16_200],
    ['4:30', 16_200],
    ['1.5h', 5_400],
    ['1,5 h', 5_400],
    ['900s', 900],
    ['20 min 5 s', 1_205],
    ['27 h 10 s', 97_210],
    [' 12 H ', 43_200],
    ['4시간 30분', 16_200],
    ['90분', 5_400],
    ['1.5시간', 5_400],
    ['20분 5초', 1_205],
    ['15초', 15],
    ['0', 0],
  ])('reads %s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', '   ', 'soon', '-1h', '1h 2h', '4:60', 'h', '1e3', '9'.repeat(39), '½ h'])(
    'does not guess at %j',
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );

  it('reads back whatever was shown', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200_000 }),
        fc.constantFrom(...languages),
        (seconds, language) => {
          expect(parseDuration(formatDuration(seconds, language))).toBe(seconds);
        },
      ),
    );
  });

  it('answers with a whole number or null for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const seconds = parseDuration(text);
        expect(seconds === null || Number.isSafeInteger(seconds)).toBe(true);
      }),
    );
  });
});
