import { refusal } from './refusal.ts';
import { isPlainWord, type ShellSyntax } from './shell-syntax.ts';

/**
 * A Python string. No leading space: that would be an indentation error. Removing sets first because `del` of an
 * absent variable fails, and `pop` would print a secret at the prompt.
 */
export const xonsh: ShellSyntax = {
  refusal: (value) => refusal(value),
  set: ({ name, value }) => `$${name} = ${quoted(value)}`,
  clear: (names) => names.map((name) => `$${name} = ''; del $${name}`),
  unset: (names) => xonsh.clear(names.set),
  comment: (text) => `# ${text}`,
  wordRefusal: (word) => refusal(word),
  evaluate: (words) => `execx($(${words.map(word).join(' ')}))`,
};

/** Variables are expanded in a string of a command, but not in one that Python evaluates: https://xon.sh/tutorial.html#python-evaluation-with */
function word(text: string): string {
  return isPlainWord(text) && text !== 'and' && text !== 'or' ? text : `@(${quoted(text)})`;
}

function quoted(value: string): string {
  return `'${value.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
}
