import { notAscii, type RefusalReason, type RefusalRule, refusal } from './refusal.ts';
import { isPlainWord, type ShellSyntax } from './shell-syntax.ts';

/** https://learn.microsoft.com/en-us/troubleshoot/windows-client/shell-experience/command-line-string-limitation */
const longestLine = 8191;

/**
 * Between the quotes of `set "K=V"` cmd leaves `& | < > ( ) ^` and spaces alone
 * (https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/set_1).
 * What it has no dependable way to write: `%` expands, and its escape differs between a batch file and the prompt;
 * `!` expands (and turns `^` into an escape) where delayed expansion is on; `"` ends the protection; anything beyond
 * ASCII is read in the code page of the day.
 */
const rules: readonly RefusalRule[] = [
  [/%/, 'percent-sign'],
  [/!/, 'exclamation-mark'],
  [/"/, 'double-quote'],
  notAscii,
];

/** `call` doubles a `^`, and a program reads `\"` as a quote that ends nothing. */
const wordRules: readonly RefusalRule[] = [...rules, [/\^/, 'operator-sign'], [/\\$/, 'backslash']];

export const cmd: ShellSyntax = {
  refusal: (value) => refusal(value, rules) ?? lengthRefusal(value),
  set: ({ name, value }) => `set "${name}=${value}"`,
  clear: (names) => names.map((name) => `set "${name}="`),
  unset: (names) => cmd.clear(names.set),
  comment: (text) => `rem ${text}`,
  wordRefusal: (word) => refusal(word, wordRules) ?? lengthRefusal(word),
  /** As typed at the prompt; a batch file wants `%%i`. A line that begins with a quote loses it, hence `call`. */
  evaluate: (words) => {
    const line = words.map((word) => (isPlainWord(word) ? word : `"${word}"`)).join(' ');
    return `for /f "delims=" %i in ('${line.startsWith('"') ? 'call ' : ''}${line}') do @%i`;
  },
};

function lengthRefusal(value: string): RefusalReason | null {
  const longestName = 'AWS_CREDENTIAL_EXPIRATION';
  return `set "${longestName}=${value}"`.length > longestLine ? 'too-long' : null;
}
