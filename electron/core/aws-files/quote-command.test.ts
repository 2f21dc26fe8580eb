import { describe, expect, it } from 'vitest';
import { splitWords } from './python-text.ts';
import { quoteCommand } from './quote-command.ts';

describe('a command line', () => {
  it.each([
    [['/opt/keycutter', 'p1'], '/opt/keycutter p1'],
    [["/home/Ana O'Hara/k", 'p1'], "'/home/Ana O'\\''Hara/k' p1"],
    [['/home/a #1/k'], "'/home/a ''#1/k'"],
    [['C:\\Program Files\\k.exe', 'p1'], '"C:\\Program Files\\k.exe" p1'],
    [['C:\\k.exe', 'p1'], 'C:\\k.exe p1'],
  ])('%j', (words, line) => {
    expect(quoteCommand(words)).toBe(line);
  });

  it.each(["a'b", 'a "b"', 'a\\b', '$HOME `x` !x', 'a  #b ;c', '팀', '', '~', '*'])(
    'comes apart again: %j',
    (word) => {
      expect(splitWords(quoteCommand([word, 'p1']))).toEqual([word, 'p1']);
    },
  );
});
