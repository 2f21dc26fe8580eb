/** Why a format cannot carry a value; the `reason` of an `export-value-unsupported` error. */
export type RefusalReason =
  | 'empty'
  | 'control-character'
  | 'lone-surrogate'
  | 'not-ascii'
  | 'percent-sign'
  | 'exclamation-mark'
  | 'double-quote'
  | 'single-quote'
  | 'backslash'
  | 'dollar-sign'
  | 'operator-sign'
  | 'surrounding-space'
  | 'comment-mark'
  | 'too-long'
  | 'endpoint-not-carried';

export type RefusalRule = readonly [pattern: RegExp, reason: RefusalReason];

/**
 * No AWS value holds any of these, and no format is better for them: a newline (in Unicode's spellings too)
 * ends a statement, an escape sequence drives the terminal it is pasted into, half a surrogate pair has no UTF-8, and empty means unset to cmd and
 * PowerShell.
 */
const everywhere: readonly RefusalRule[] = [
  [/^$/, 'empty'],
  [/[\p{Cc}\p{Zl}\p{Zp}]/u, 'control-character'],
  [/\p{Surrogate}/u, 'lone-surrogate'],
];

export const notAscii: RefusalRule = [/\P{ASCII}/u, 'not-ascii'];

/** Null when the value can be carried as it is. */
export function refusal(value: string, rules: readonly RefusalRule[] = []): RefusalReason | null {
  return [...everywhere, ...rules].find(([pattern]) => pattern.test(value))?.[1] ?? null;
}
