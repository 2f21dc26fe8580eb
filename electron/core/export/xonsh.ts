import { refusal } from './refusal.ts';
import type { ShellSyntax } from './shell-syntax.ts';

/**
 * A Python string. No leading space: that would be an indentation error. Removing sets first because `del` of an
 * absent variable fails, and `pop` would print a secret at the prompt.
 */
export const xonsh: ShellSyntax = {
  refusal: (value) => refusal(value),
  set: ({ name, value }) => `$${name} = '${value.replaceAll(/[\\']/g, String.raw`\$&`)}'`,
  clear: (names) => names.map((name) => `$${name} = ''; del $${name}`),
  unset: (names) => xonsh.clear(names.set),
};
