import { refusal } from './refusal.ts';
import type { ShellSyntax } from './shell-syntax.ts';

/**
 * bash, zsh and every POSIX sh: nothing is special inside single quotes but the quote itself
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02), history expansion
 * included. The leading space keeps a line out of the history with HISTCONTROL=ignorespace or HIST_IGNORE_SPACE.
 */
export const posix: ShellSyntax = {
  refusal: (value) => refusal(value),
  set: ({ name, value }) => ` export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`,
  clear: (names) => [` unset ${names.join(' ')}`],
  unset: (names) => posix.clear(names.set),
};
