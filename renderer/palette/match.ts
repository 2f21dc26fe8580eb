import type { Folded } from './fold.ts';

/** Half open, in the original text. */
export type Range = readonly [from: number, to: number];

type Searched = Pick<Folded, 'text' | 'starts'>;

/** The words of a query, folded; all must be found. */
export type Tokens = readonly string[];

/** How a word that was typed can be found in a text, the better the higher; 0: not at all. */
export const ways = {
  none: 0,
  letters: 1,
  inside: 2,
  word: 3,
  wholeWord: 4,
  start: 5,
  wholeAtStart: 6,
} as const;
export type Way = (typeof ways)[keyof typeof ways];

/**
 * The best way in which `token` is in `text` between two places. `letters`: taken from the beginnings of words, each
 * followed by further letters of that word or by the beginning of a later one: `prdadm` in `prod-admin`.
 *
 * Whatever is found is still found when the token's last letter goes.
 */
export function wayOf({ text, starts }: Searched, token: string): Way {
  let best: Way = ways.none;
  for (let at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + 1)) {
    const way = wayAt(text, starts, at, at + token.length, 0, text.length);
    if (way > best) best = way;
  }
  return best === ways.none && hasLetters(text, starts, token, 0, text.length) ? ways.letters : best;
}

/** Of what stands there, in a field between two places. */
export function wayAt(
  text: string,
  starts: Uint8Array,
  at: number,
  end: number,
  from: number,
  to: number,
): Way {
  if (starts[at] !== 1) return ways.inside;
  const whole = end === to || starts[end] === 1 || isBetween(text.charCodeAt(end));
  if (at === from) return whole ? ways.wholeAtStart : ways.start;
  return whole ? ways.wholeWord : ways.word;
}

/** What stands between the words of names and ARNs; any other word's end is only one letter more to type. */
function isBetween(code: number): boolean {
  return code <= 47 || (code >= 58 && code <= 64) || (code >= 91 && code <= 96);
}

/** A bit for each letter in it: what lacks one of a token's is not looked at twice. */
export function lettersIn(text: string): number {
  let letters = 0;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    letters |= 1 << (code >= 97 && code <= 122 ? code - 97 : code >= 48 && code <= 57 ? 26 : 27 + (code & 3));
  }
  return letters;
}

/** Places reached by the letters so far: bit by bit, since every key looks at thousands of names. */
let reached = new Uint8Array(256);
let reaching = new Uint8Array(256);

export function hasLetters(
  text: string,
  starts: Uint8Array,
  token: string,
  from: number,
  to: number,
): boolean {
  const length = to - from;
  if (token.length < 2 || token.length > length) return false;
  if (reached.length < length) {
    reached = new Uint8Array(length * 2);
    reaching = new Uint8Array(length * 2);
  }
  let any = false;
  const first = token.charCodeAt(0);
  for (let place = 0; place < length; place += 1) {
    const is = starts[from + place] === 1 && text.charCodeAt(from + place) === first;
    reached[place] = is ? 1 : 0;
    any ||= is;
  }
  for (let letter = 1; any && letter < token.length; letter += 1) {
    const wanted = token.charCodeAt(letter);
    any = false;
    let before = false;
    let inWord = false;
    for (let place = 0; place < length; place += 1) {
      const start = starts[from + place] === 1;
      if (start) inWord = false;
      const is = (inWord || (start && before)) && text.charCodeAt(from + place) === wanted;
      reaching[place] = is ? 1 : 0;
      any ||= is;
      if (reached[place] === 1) {
        before = true;
        inWord = true;
      }
    }
    [reached, reaching] = [reaching, reached];
  }
  return any;
}

/** The parts of the original text that the tokens are found in, in order and without overlap. */
export function rangesOf(folded: Folded, tokens: Tokens): readonly Range[] {
  const marked = new Uint8Array(folded.text.length);
  for (const token of tokens) {
    const at = placeOf(folded, token);
    if (at >= 0) marked.fill(1, at, at + token.length);
  }
  return merged(folded, marked);
}

/** As `rangesOf`, for tokens of which only the letters are there. */
export function letterRangesOf(folded: Folded, tokens: Tokens): readonly Range[] {
  const marked = new Uint8Array(folded.text.length);
  for (const token of tokens) for (const place of letterPlaces(folded, token) ?? []) marked[place] = 1;
  return merged(folded, marked);
}

function placeOf({ text, starts }: Searched, token: string): number {
  const first = text.indexOf(token);
  for (let at = first; at >= 0; at = text.indexOf(token, at + 1)) if (starts[at] === 1) return at;
  return first;
}

function letterPlaces({ text, starts }: Searched, token: string): readonly number[] | null {
  const leadsNowhere = new Set<string>();
  const follow = (letter: number, after: number): readonly number[] | null => {
    if (letter === token.length) return [];
    if (leadsNowhere.has(`${letter} ${after}`)) return null;
    let inWord = letter > 0;
    for (let place = after; place < text.length; place += 1) {
      if (starts[place] === 1) inWord = false;
      if (text[place] !== token[letter] || !(inWord || starts[place] === 1)) continue;
      const rest = follow(letter + 1, place + 1);
      if (rest !== null) return [place, ...rest];
    }
    leadsNowhere.add(`${letter} ${after}`);
    return null;
  };
  return token.length < 2 ? null : follow(0, 0);
}

function merged({ from }: Folded, marked: Uint8Array): readonly Range[] {
  const ranges: Range[] = [];
  for (let place = 0; place < marked.length; place += 1) {
    if (marked[place] !== 1) continue;
    const begin = from[place] ?? 0;
    // A letter of several, such as a syllable, is marked as a whole.
    let next = place + 1;
    while (from[next] === begin) next += 1;
    const end = from[next] ?? begin;
    const last = ranges.at(-1);
    if (last !== undefined && last[1] >= begin) ranges[ranges.length - 1] = [last[0], Math.max(last[1], end)];
    else ranges.push([begin, end]);
  }
  return ranges;
}
