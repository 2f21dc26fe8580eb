import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandWords } from './command-words.ts';

describe('a command', () => {
  it.each([
    ['/usr/bin/vault  read\t-field=key aws', ['/usr/bin/vault', 'read', '-field=key', 'aws']],
    ["'/path with spaces/x' \"a b\" ''", ['/path with spaces/x', 'a b', '']],
    [String.raw`a\ b "it's" 'say "x"' "say \"x\""`, ['a b', "it's", 'say "x"', 'say "x"']],
    ['a | b > c && d $HOME `e` *', ['a', '|', 'b', '>', 'c', '&&', 'd', '$HOME', '`e`', '*']],
    ['', []],
    ['  ', []],
  ])('%s is split as a POSIX shell splits words', (command, words) => {
    expect(commandWords(command, 'linux')).toEqual(words);
    expect(commandWords(command, 'darwin')).toEqual(words);
  });

  it.each(["a 'b", 'a "b', 'a \\'])('%s has no end', (command) => {
    expect(commandWords(command, 'linux')).toBeNull();
  });

  // As botocore 1.43.11 takes them apart.
  it.each([
    [String.raw`C:\tools\vault.exe read aws`, [String.raw`C:\tools\vault.exe`, 'read', 'aws']],
    [String.raw`"C:\Program Files\x.exe" a`, [String.raw`C:\Program Files\x.exe`, 'a']],
    [String.raw`a\\b a\\"b c" d`, [String.raw`a\\b`, String.raw`a\b c`, 'd']],
    [String.raw`a\"b "" 'c d'`, ['a"b', '', "'c", "d'"]],
    [String.raw`a\\\"b \ \\`, [String.raw`a\"b`, '\\', '\\\\']],
    ['a\nb', ['a\nb']],
    ['', []],
  ])('%s is split on Windows as its C runtime does', (command, words) => {
    expect(commandWords(command, 'win32')).toEqual(words);
  });

  it('on Windows has no end either while a quote is open', () => {
    expect(commandWords('a "b', 'win32')).toBeNull();
  });

  it('is split or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('linux', 'win32'), (text, platform) => {
        const words = commandWords(text, platform);
        expect(words === null || words.every((word) => typeof word === 'string')).toBe(true);
      }),
    );
  });
});
