import { refusal } from './refusal.ts';
import type { ShellSyntax } from './shell-syntax.ts';

/** Single quotes, with a quote doubled: https://elv.sh/ref/language.html#single-quoted-string */
export const elvish: ShellSyntax = {
  refusal: (value) => refusal(value),
  set: ({ name, value }) => ` set-env ${name} '${value.replaceAll("'", "''")}'`,
  clear: (names) => names.map((name) => ` unset-env ${name}`),
  unset: (names) => elvish.clear(names.set),
};
