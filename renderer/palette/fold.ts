/** Text as it is compared: no case, no accents, Hangul as the keys it is typed with. */
export interface Folded {
  readonly text: string;
  /** For each character of `text`: 1 where a word begins. */
  readonly starts: Uint8Array;
  /** For each character of `text` the place in the original that it comes from, and at last the original's length. */
  readonly from: readonly number[];
}

const jamo = {
  first: 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ',
  middle: 'ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ'.split(' '),
  last: ' ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'.split(
    ' ',
  ),
} as const;
/** What stands alone while a syllable is being typed. */
const pairs: Readonly<Record<string, string>> = {
  ㄳ: 'ㄱㅅ',
  ㄵ: 'ㄴㅈ',
  ㄶ: 'ㄴㅎ',
  ㄺ: 'ㄹㄱ',
  ㄻ: 'ㄹㅁ',
  ㄼ: 'ㄹㅂ',
  ㄽ: 'ㄹㅅ',
  ㄾ: 'ㄹㅌ',
  ㄿ: 'ㄹㅍ',
  ㅀ: 'ㄹㅎ',
  ㅄ: 'ㅂㅅ',
  ㅘ: 'ㅗㅏ',
  ㅙ: 'ㅗㅐ',
  ㅚ: 'ㅗㅣ',
  ㅝ: 'ㅜㅓ',
  ㅞ: 'ㅜㅔ',
  ㅟ: 'ㅜㅣ',
  ㅢ: 'ㅡㅣ',
};

const wordCharacter = /[\p{L}\p{N}]/u;
const upper = /\p{Lu}/u;
const digit = /\p{N}/u;
/** Scripts that put no space between words: each character may begin one. */
const unspaced = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const ascii = /^[\x20-\x7e]*$/;

/**
 * Words begin after anything that is no letter or digit, at a capital after small letters (`ReadOnly`) and at a number
 * after letters.
 */
export function fold(original: string): Folded {
  return ascii.test(original) ? foldAscii(original) : foldAny(original);
}

function foldAscii(original: string): Folded {
  const starts = new Uint8Array(original.length);
  const from = Array.from({ length: original.length + 1 }, (_, index) => index);
  let before: Kind = 'other';
  for (let index = 0; index < original.length; index += 1) {
    const kind = asciiKind(original.charCodeAt(index));
    const next = index + 1 < original.length ? asciiKind(original.charCodeAt(index + 1)) : 'other';
    if (begins(before, kind, next)) starts[index] = 1;
    before = kind;
  }
  return { text: original.toLowerCase(), starts, from };
}

function foldAny(original: string): Folded {
  const characters = [...original];
  const kinds = characters.map(kindOf);
  const starts: number[] = [];
  const from: number[] = [];
  let text = '';
  let place = 0;
  for (const [index, character] of characters.entries()) {
    const folded = foldCharacter(character);
    const isStart =
      unspaced.test(character) ||
      begins(kinds[index - 1] ?? 'other', kinds[index] ?? 'other', kinds[index + 1] ?? 'other');
    for (let at = 0; at < folded.length; at += 1) {
      starts.push(at === 0 && isStart ? 1 : 0);
      from.push(place);
    }
    text += folded;
    place += character.length;
  }
  from.push(original.length);
  return { text, starts: Uint8Array.from(starts), from };
}

type Kind = 'small' | 'capital' | 'digit' | 'other';

function begins(before: Kind, kind: Kind, next: Kind): boolean {
  if (kind === 'other') return false;
  if (before === 'other') return true;
  if (kind === 'digit') return before !== 'digit';
  // The last capital of `AWSAdmin`'s first three belongs to what follows.
  return kind === 'capital' && (before !== 'capital' || next === 'small');
}

function asciiKind(code: number): Kind {
  if (code >= 97 && code <= 122) return 'small';
  if (code >= 65 && code <= 90) return 'capital';
  return code >= 48 && code <= 57 ? 'digit' : 'other';
}

function kindOf(character: string): Kind {
  if (!wordCharacter.test(character)) return 'other';
  if (digit.test(character)) return 'digit';
  return upper.test(character) ? 'capital' : 'small';
}

function foldCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0xac00 && code <= 0xd7a3) {
    const syllable = code - 0xac00;
    const first = jamo.first[Math.floor(syllable / 588)] ?? '';
    return `${first}${jamo.middle[Math.floor((syllable % 588) / 28)] ?? ''}${jamo.last[syllable % 28] ?? ''}`;
  }
  const pair = pairs[character];
  if (pair !== undefined) return pair;
  // Compatibility forms (full width, ligatures) count as what they stand for; jamo stay as they are typed.
  if (code >= 0x3131 && code <= 0x318e) return character;
  return character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
