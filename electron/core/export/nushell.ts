import type { EnvironmentChange } from './environment.ts';
import { refusal } from './refusal.ts';
import { isPlainWord, type ShellSyntax } from './shell-syntax.ts';

/**
 * Nushell can't evaluate text (https://www.nushell.sh/book/how_nushell_code_gets_run.html), so an export is one
 * `load-env` of a record that is also JSON, which a command line reads as data. Programs never see a variable that is
 * null; hiding one instead would show the inherited one again if it was set here before, up to 0.108 at least, which is
 * also why `unset` takes two turns.
 *
 * Double quotes, because single ones cannot hold a single quote; without a leading `$` nothing is interpolated
 * (https://www.nushell.sh/book/working_with_strings.html).
 */
export const nushell: ShellSyntax = {
  refusal: (value) => refusal(value),
  set: (variable) => loadEnv({ set: [variable], clear: [] }),
  clear: (names) => [loadEnv({ set: [], clear: names })],
  change: (environment) => [loadEnv(environment)],
  unset: (names) => {
    const hide = ` hide-env --ignore-errors ${names.set.join(' ')}`;
    return [hide, hide];
  },
  comment: (text) => `# ${text}`,
  wordRefusal: (word) => refusal(word),
  evaluate: (words) =>
    ` ^${words.map((word) => (isPlainWord(word) ? word : JSON.stringify(word))).join(' ')} | str replace load-env '' | from json | load-env`,
};

function loadEnv({ set, clear }: EnvironmentChange): string {
  const entries = [
    ...clear.map((name) => `"${name}": null`),
    ...set.map(({ name, value }) => `"${name}": ${JSON.stringify(value)}`),
  ];
  return ` load-env {${entries.join(', ')}}`;
}
