import type { Result } from '../shared/result.ts';
import type { AgentConnection } from './agent/connect.ts';

/** All that the command touches outside itself; tests pass a fake. */
export interface World {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly version: string;
  readonly dataFolder: string;
  readonly out: Output;
  readonly err: Output;
  readonly inputIsTerminal: boolean;
  /** Epoch ms. */
  now(): number;
  /** Resolves after that time, or at once when aborted. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** What Ctrl-C does before it ends the command as it always does; answers with what takes that back. */
  beforeInterrupt(cleanUp: () => Promise<unknown>): () => void;
  /** All of standard input; what is longer than any key or code is cut off. */
  readInput(): Promise<string>;
  /** The person's terminal, whatever standard input is; null: there is none, or we are in its background. */
  openTerminal(): Promise<Terminal | null>;
  /** UTF-8 text; null: it cannot be read. */
  readTextFile(path: string): Promise<string | null>;
  isProgram(path: string): boolean;
  /** `start`: start the app when it is not running. */
  connect(start: boolean): Promise<Result<AgentConnection>>;
  /** Runs a program in this terminal, in this process group. Resolves with what this process is to end with. */
  runProgram(program: Program): Promise<ProgramEnd>;
}

export interface Output {
  readonly isTerminal: boolean;
  write(text: string): void;
}

export interface Terminal {
  write(text: string): void;
  /**
   * Asks, and reads one line without its end; null at the end of input or when aborted. Ctrl-C ends the command with
   * 130.
   */
  ask(
    question: string,
    options: { readonly echo: boolean; readonly signal?: AbortSignal },
  ): Promise<string | null>;
  close(): void;
}

export interface Program {
  readonly name: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export type ProgramEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'not-started'; readonly reason: 'not-found' | 'not-executable' | 'failed' };
