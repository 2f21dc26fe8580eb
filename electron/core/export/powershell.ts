import { type RefusalRule, refusal } from './refusal.ts';
import { isPlainWord, type ShellSyntax } from './shell-syntax.ts';

/**
 * What PowerShell hands to a program wrongly, the older versions at least, or unprotected when that program is a batch
 * file: https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_parsing#passing-arguments-that-contain-quote-characters
 */
const wordRules: readonly RefusalRule[] = [
  [/"/, 'double-quote'],
  [/%/, 'percent-sign'],
  [/[&|<>^]/, 'operator-sign'],
  [/\\$/, 'backslash'],
];

/**
 * Beyond ASCII a value is written as its UTF-16 units: PowerShell reads a program's output in the code page of the
 * day, in some of which half a Korean letter is a quotation mark.
 */
export const powershell: ShellSyntax = {
  refusal: (value) => refusal(value),
  set: ({ name, value }) =>
    `$Env:${name} = ${/^\p{ASCII}*$/u.test(value) ? quoted(value) : fromUnits(value)}`,
  clear: (names) => names.map((name) => `Remove-Item Env:${name} -ErrorAction Ignore`),
  unset: (names) => powershell.clear(names.set),
  comment: (text) => `# ${text}`,
  wordRefusal: (word) => refusal(word, wordRules),
  evaluate: ([program = '', ...words]) =>
    `${isPlainWord(program) ? program : `& ${quoted(program)}`} ${words
      .map((word) => (isPlainWord(word) ? word : quoted(word)))
      .join(' ')} | Invoke-Expression`,
};

/**
 * A single-quoted string ends at any of five quote characters, the typographic ones included, and two in a row stand
 * for the second: https://learn.microsoft.com/en-us/powershell/scripting/lang-spec/chapter-02#2352-string-literals
 */
function quoted(value: string): string {
  return `'${value.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;
}

function fromUnits(value: string): string {
  const units = Array.from({ length: value.length }, (_, index) => value.charCodeAt(index));
  return `-join [char[]](${units.join(',')})`;
}
