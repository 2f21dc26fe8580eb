import { refusal } from './refusal.ts';
import { isPlainWord, type ShellSyntax } from './shell-syntax.ts';

/**
 * In tcsh `!` is history substitution even inside single quotes and in scripts, and the `backslash_quote` setting
 * changes what a backslash means inside them (https://man.archlinux.org/man/tcsh.1). So those stand outside, escaped.
 * Lines end in `;` because "`…`" gives each line as one word and `eval` joins words by spaces.
 */
export const tcsh: ShellSyntax = {
  refusal: (value) => refusal(value),
  set: ({ name, value }) => `setenv ${name} ${quoted(value)};`,
  clear: (names) => names.map((name) => `unsetenv ${name};`),
  unset: (names) => tcsh.clear(names.set),
  // Interactive tcsh takes a # for a command.
  comment: (text) => ` : '${text}'`,
  wordRefusal: (word) => refusal(word),
  evaluate: (words) => {
    const line = words.map((word) => (isPlainWord(word) ? word : quoted(word))).join(' ');
    if (words.every(isPlainWord)) return `eval "\`${line}\`"`;
    // Quotes protect nothing inside "`…`" but in the value of a variable, which is read as a line of its own.
    return `set keycutter_line = ${quoted(line)}; eval "\`$keycutter_line\`"; unset keycutter_line`;
  },
};

function quoted(value: string): string {
  return `'${value.replaceAll(/['!\\]/g, String.raw`'\$&'`)}'`;
}
