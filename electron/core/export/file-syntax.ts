import type { Result } from '../../../shared/result.ts';
import type { Exportable } from './exportable.ts';
import type { RefusalReason } from './refusal.ts';

export interface Refused {
  /** The environment variable whose value cannot be carried. */
  readonly variable: string;
  readonly reason: RefusalReason;
}

/** A format that is a file's text, not lines for a shell. It can only add: nothing that shadows is cleared. */
export type FileSyntax = (exportable: Exportable) => Result<string, Refused>;
