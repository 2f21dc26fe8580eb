import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { menuLabel, plainText } from './plain-text.ts';

const unwanted = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

describe('plainText', () => {
  it('keeps an ordinary name as it is', () => {
    expect(plainText('prod-readonly 사용자 ü', 40)).toBe('prod-readonly 사용자 ü');
  });

  it('makes one line of many and drops what could reorder or hide text', () => {
    expect(plainText('a\r\n\tb\u2028c\u0000d', 40)).toBe('a b c d');
    expect(plainText('safe\u202Eexe.fdp\u200B\u2066', 40)).toBe('safeexe.fdp');
    expect(plainText('lone \ud800 half', 40)).toBe('lone half');
  });

  it('cuts in the middle, where names differ least', () => {
    expect(plainText('production-account-readonly', 11)).toBe('produ…donly');
    expect(plainText('production-account-readonly', 12)).toBe('produc…donly');
  });

  it('keeps what scripts and emoji are joined with', () => {
    expect(plainText('نمی\u200cخواهم 👩\u200d💻', 40)).toBe('نمی\u200cخواهم 👩\u200d💻');
  });

  it('never splits a character and never exceeds the maximum', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 60 }), (text, maximum) => {
        const shown = plainText(text, maximum);
        expect([...shown].length).toBeLessThanOrEqual(maximum);
        expect(unwanted.test(shown)).toBe(false);
      }),
    );
  });
});

describe('menuLabel', () => {
  it('shows an ampersand instead of taking it for a mnemonic', () => {
    expect(menuLabel('R&D && more')).toBe('R&&D &&&& more');
  });
});
