import { split } from 'shlex';

/**
 * A command line as words, as botocore takes `credential_process` apart: a POSIX shell's quoting and nothing else of a
 * shell, or the rules of the Windows C runtime. Null: a quote is not closed.
 * https://github.com/boto/botocore/blob/develop/botocore/compat.py (compat_shell_split)
 */
export function commandWords(command: string, platform: NodeJS.Platform): readonly string[] | null {
  if (platform === 'win32') return windowsWords(command);
  try {
    return split(command);
  } catch {
    return null;
  }
}

/**
 * Backslashes are plain unless they stand before a double quote: there a pair of them makes one, and one that is left
 * over makes the quote plain. https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
 */
function windowsWords(command: string): readonly string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quoted = false;
  for (const [piece, backslashes = ''] of command.matchAll(/(\\*)"|\\+|[ \t]+|[^\\" \t]+/g)) {
    if (piece.endsWith('"')) {
      word = (word ?? '') + '\\'.repeat(backslashes.length / 2);
      if (backslashes.length % 2 === 1) word += '"';
      else quoted = !quoted;
    } else if (/^[ \t]/.test(piece) && !quoted) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + piece;
    }
  }
  if (quoted) return null;
  return word === null ? words : [...words, word];
}
