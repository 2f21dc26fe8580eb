import { refusal } from './refusal.ts';
import { isPlainWord, type ShellSyntax } from './shell-syntax.ts';

/**
 * bash, zsh and every POSIX sh: nothing is special inside single quotes but the quote itself
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02), history expansion
 * included. The leading space keeps a line out of the history with HISTCONTROL=ignorespace or HIST_IGNORE_SPACE.
 */
export const posix: ShellSyntax = {
  refusal: (value) => refusal(value),
  set: ({ name, value }) => ` export ${name}=${quoted(value)}`,
  clear: (names) => [` unset ${names.join(' ')}`],
  unset: (names) => posix.clear(names.set),
  // Interactive zsh takes a # for a command.
  comment: (text) => ` : '${text}'`,
  wordRefusal: (word) => refusal(word),
  evaluate: (words) => ` eval "$(${words.map(quotedWithin).join(' ')})"`,
};

function quoted(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * Older versions of bash, macOS's among them, look for history inside double quotes whatever single ones are within
 * (https://www.gnu.org/software/bash/manual/html_node/History-Interaction.html), so `!` stands outside, escaped.
 */
function quotedWithin(word: string): string {
  return isPlainWord(word) ? word : `'${word.replaceAll(/['!]/g, String.raw`'\$&'`)}'`;
}

/** One program and its arguments for a POSIX shell. */
export function posixCommandLine(words: readonly string[]): string {
  return words.map((word) => (isPlainWord(word) ? word : quoted(word))).join(' ');
}
