import { refusal } from './refusal.ts';
import type { ShellSyntax } from './shell-syntax.ts';

/**
 * In tcsh `!` is history substitution even inside single quotes and in scripts, and the `backslash_quote` setting
 * changes what a backslash means inside them (https://man.archlinux.org/man/tcsh.1). So those stand outside, escaped.
 */
export const tcsh: ShellSyntax = {
  refusal: (value) => refusal(value),
  set: ({ name, value }) => `setenv ${name} '${value.replaceAll(/['!\\]/g, String.raw`'\$&'`)}'`,
  clear: (names) => names.map((name) => `unsetenv ${name}`),
  unset: (names) => tcsh.clear(names.set),
};
