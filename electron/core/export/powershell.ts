import { refusal } from './refusal.ts';
import type { ShellSyntax } from './shell-syntax.ts';

/**
 * A single-quoted string ends at any of five quote characters, the typographic ones included, and two in a row stand
 * for the second: https://learn.microsoft.com/en-us/powershell/scripting/lang-spec/chapter-02#2352-string-literals
 */
export const powershell: ShellSyntax = {
  refusal: (value) => refusal(value),
  set: ({ name, value }) => `$Env:${name} = '${value.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`,
  clear: (names) => names.map((name) => `Remove-Item Env:${name} -ErrorAction Ignore`),
  unset: (names) => powershell.clear(names.set),
};
