import { describe, expect, it } from 'vitest';
import { fold } from './fold.ts';

/** Each word with its first letter as a capital: what begins a word is seen at a glance. */
function seen(original: string): string {
  const { text, starts } = fold(original);
  return [...text].map((letter, index) => (starts[index] === 1 ? `|${letter}` : letter)).join('');
}

describe('fold', () => {
  it.each([
    ['prod-readonly', '|prod-|readonly'],
    ['ReadOnly', '|read|only'],
    ['AWSAdminV2', '|aws|admin|v|2'],
    ['AWSReservedSSO_Ops', '|aws|reserved|sso_|ops'],
    ['team/one two', '|team/|one |two'],
    ['Überprüfung Café', '|uberprufung |cafe'],
    ['ＰＲＯＤ１', '|prod|1'],
    ['', ''],
  ])('%s', (original, expected) => {
    expect(seen(original)).toBe(expected);
  });

  it('takes Hangul apart into the keys it is typed with, each syllable a beginning', () => {
    expect(seen('콘솔 열기')).toBe('|ㅋㅗㄴ|ㅅㅗㄹ |ㅇㅕㄹ|ㄱㅣ');
    expect(seen('값')).toBe('|ㄱㅏㅂㅅ');
    expect(seen('과')).toBe('|ㄱㅗㅏ');
  });

  it.each(['콘솔', '복사', '갱신', '역할 수임', '값'])('has every state of typing %s begin it', (word) => {
    // As an input method shows it: a consonant first ends a syllable, and then begins the next.
    const { text } = fold(word);
    for (let length = 1; length <= text.length; length += 1) {
      expect(text.startsWith(fold(text.slice(0, length)).text)).toBe(true);
    }
    expect(fold('볷').text).toBe('ㅂㅗㄱㅅ');
    expect(fold('복사').text.startsWith(fold('볷').text)).toBe(true);
  });

  it('knows where each letter comes from', () => {
    const { text, from } = fold('é콘ﬁ');
    expect(text).toBe('eㅋㅗㄴfi');
    expect(from).toEqual([0, 1, 1, 1, 2, 2, 3]);
    expect(fold('a🔑b').from).toEqual([0, 1, 1, 3, 4]);
  });
});
