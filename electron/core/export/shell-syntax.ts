import type { NamesToUnset, Variable } from './environment.ts';
import type { RefusalReason } from './refusal.ts';

/** One shell's way to set and remove environment variables. Every string is one line, without its newline. */
export interface ShellSyntax {
  /** Null when `set` carries the value to the byte. */
  readonly refusal: (value: string) => RefusalReason | null;
  readonly set: (variable: Variable) => string;
  readonly clear: (names: readonly string[]) => readonly string[];
  readonly unset: (names: NamesToUnset) => readonly string[];
}
