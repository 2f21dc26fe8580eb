import type { EnvironmentChange, NamesToUnset, Variable } from './environment.ts';
import type { RefusalReason } from './refusal.ts';

/** One shell's ways with environment variables. Every string is one line, without its newline. */
export interface ShellSyntax {
  /** Null when `set` carries the value to the byte. */
  readonly refusal: (value: string) => RefusalReason | null;
  readonly set: (variable: Variable) => string;
  readonly clear: (names: readonly string[]) => readonly string[];
  /** Absent: `clear`, then each `set`. */
  readonly change?: (environment: EnvironmentChange) => readonly string[];
  readonly unset: (names: NamesToUnset) => readonly string[];
  /** A line that does nothing, also where an interactive shell knows no comments. `text`: plain words without quotes. */
  readonly comment: (text: string) => string;
  /** Null when `evaluate` carries the word to the program as it is. */
  readonly wordRefusal: (word: string) => RefusalReason | null;
  /** Runs a program, given as its name or path and its arguments, and does what it prints in this shell. */
  readonly evaluate: (words: readonly string[]) => string;
}

/** Means itself in every shell, as a program and as an argument. */
export function isPlainWord(word: string): boolean {
  return /^(--?|\/)?[A-Za-z][\w./-]*$/.test(word) || word === '--';
}
