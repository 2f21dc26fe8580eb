import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from './fold.ts';
import { letterRangesOf, rangesOf, wayOf, ways } from './match.ts';

describe('how a token is found', () => {
  it.each<[string, string, keyof typeof ways]>([
    ['prod', 'prod-admin', 'wholeAtStart'],
    ['pro', 'prod-admin', 'start'],
    ['admin', 'prod-admin', 'wholeWord'],
    ['adm', 'prod-admin', 'word'],
    ['rod', 'prod-admin', 'inside'],
    ['prdadm', 'prod-admin', 'letters'],
    ['pa', 'prod-admin', 'letters'],
    ['ro', 'ReadOnly', 'letters'],
    ['only', 'ReadOnly', 'wholeWord'],
    ['ㅋㅅ', '콘솔', 'letters'],
    ['코', '콘솔', 'start'],
    ['dmn', 'prod-admin', 'none'],
    ['ap', 'prod-admin', 'none'],
    ['x', 'prod', 'none'],
    ['ab', 'a-x ab', 'wholeWord'],
    ['axb', 'ab-a-x-b', 'letters'],
  ])('%s in %s: %s', (token, text, way) => {
    expect(wayOf(fold(text), fold(token).text)).toBe(ways[way]);
  });

  const names = fc.stringMatching(/^[abAB1 -]{0,14}$/);
  const tokens = fc.stringMatching(/^[ab1]{1,6}$/);

  it('a letter more never finds what was not found before', () => {
    fc.assert(
      fc.property(names, tokens, (name, token) => {
        const folded = fold(name);
        if (wayOf(folded, token) === ways.none) return;
        for (let length = 1; length < token.length; length += 1) {
          expect(wayOf(folded, token.slice(0, length))).not.toBe(ways.none);
        }
      }),
      { numRuns: 700 },
    );
  });

  it('finds the letters of a token in order, from the beginning of a word, exactly where such a path is', () => {
    fc.assert(
      fc.property(names, tokens, (name, token) => {
        const folded = fold(name);
        const way = wayOf(folded, token);
        const paths = lettersByHand(folded.text, folded.starts, token);
        if (way === ways.none) expect(paths).toBe(false);
        if (way === ways.letters) expect(paths).toBe(true);
      }),
      { numRuns: 700 },
    );
  });

  it('marks as many letters as the token has, and these letters', () => {
    fc.assert(
      fc.property(names, tokens, (name, token) => {
        const folded = fold(name);
        const way = wayOf(folded, token);
        if (way === ways.none) return;
        const ranges = (way === ways.letters ? letterRangesOf : rangesOf)(folded, [token]);
        const marked = ranges.map(([from, to]) => name.slice(from, to)).join('');
        expect(marked.toLowerCase()).toBe(token);
      }),
      { numRuns: 700 },
    );
  });
});

/** The rule word for word, trying everything. */
function lettersByHand(text: string, starts: Uint8Array, token: string): boolean {
  if (token.length < 2) return false;
  const follow = (letter: number, after: number, word: number): boolean => {
    if (letter === token.length) return true;
    for (let place = after; place < text.length; place += 1) {
      if (text[place] !== token[letter]) continue;
      const own = wordOf(starts, place);
      if ((starts[place] === 1 || own === word) && follow(letter + 1, place + 1, own)) return true;
    }
    return false;
  };
  return follow(0, 0, -1);
}

function wordOf(starts: Uint8Array, place: number): number {
  for (let at = place; at >= 0; at -= 1) if (starts[at] === 1) return at;
  return -2;
}

describe('marks', () => {
  const marked = (text: string, ...tokens: readonly string[]) =>
    rangesOf(
      fold(text),
      tokens.map((token) => fold(token).text),
    ).map(([from, to]) => text.slice(from, to));

  it('the beginning of a word rather than an earlier inside', () => {
    expect(rangesOf(fold('reprod-prod'), ['prod'])).toEqual([[7, 11]]);
  });

  it('join where they touch, and take whole characters', () => {
    expect(marked('prod-admin', 'prod', 'od-a')).toEqual(['prod-a']);
    expect(marked('콘솔 열기', '콘', '여')).toEqual(['콘', '열']);
    expect(marked('Café', 'cafe')).toEqual(['Café']);
    expect(marked('prod', 'x')).toEqual([]);
  });
});
