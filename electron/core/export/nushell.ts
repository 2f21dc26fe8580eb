import { refusal } from './refusal.ts';
import type { ShellSyntax } from './shell-syntax.ts';

/**
 * Double quotes, because single ones cannot hold a single quote; without a leading `$` nothing is interpolated
 * (https://www.nushell.sh/book/working_with_strings.html). Up to 0.108 at least, hiding a variable that was set here
 * shows the inherited one again, so removing takes two turns.
 */
export const nushell: ShellSyntax = {
  refusal: (value) => refusal(value),
  set: ({ name, value }) => ` $env.${name} = "${value.replaceAll(/[\\"]/g, String.raw`\$&`)}"`,
  clear: (names) => {
    const hide = ` hide-env --ignore-errors ${names.join(' ')}`;
    return [hide, hide];
  },
  unset: (names) => nushell.clear(names.set),
};
