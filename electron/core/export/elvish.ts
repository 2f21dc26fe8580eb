import { refusal } from './refusal.ts';
import { isPlainWord, type ShellSyntax } from './shell-syntax.ts';

/** Single quotes, with a quote doubled: https://elv.sh/ref/language.html#single-quoted-string */
export const elvish: ShellSyntax = {
  refusal: (value) => refusal(value),
  set: ({ name, value }) => ` set-env ${name} ${quoted(value)}`,
  clear: (names) => names.map((name) => ` unset-env ${name}`),
  unset: (names) => elvish.clear(names.set),
  comment: (text) => `# ${text}`,
  wordRefusal: (word) => refusal(word),
  evaluate: (words) =>
    ` eval (${words.map((word) => (isPlainWord(word) ? word : quoted(word))).join(' ')} | slurp)`,
};

function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
