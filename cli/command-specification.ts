import type { Result } from '../shared/result.ts';
import type { AppCalls } from './app-calls.ts';
import type { Arguments } from './arguments.ts';
import type { Failure } from './failure.ts';
import type { World } from './world.ts';

/** What the shell offers for a word while it is typed. */
export type Completes =
  | 'profile'
  | 'key'
  /** A key, a profile, or this machine's own credentials. */
  | 'source'
  | 'sign-in'
  | 'browser'
  | 'section'
  | 'shell'
  | 'command'
  | 'file'
  | 'choice'
  | 'nothing';

export interface Operand {
  /** As the help shows it: PROFILE. */
  readonly name: string;
  readonly completes: Completes;
  readonly optional?: true;
}

export interface Option {
  readonly name: string;
  readonly short?: string;
  /** How the help calls its value; absent: a switch. */
  readonly value?: string;
  readonly multiple?: true;
  readonly completes?: Completes;
  readonly choices?: readonly string[];
}

/** What a command has to say: to a person, and to a program that asked with --json. */
export interface Outcome {
  /** Whole lines. */
  readonly text: string;
  readonly json: unknown;
  /** For the person, on standard error; not with --json. */
  readonly note?: string;
  readonly exitCode?: number;
  /** The signal to end by. */
  readonly signal?: NodeJS.Signals;
}

export interface Call {
  readonly world: World;
  readonly given: Arguments;
  readonly json: boolean;
  /** The whole table, for help and completion. */
  readonly commands: readonly CommandSpecification[];
  /** Connects to the app once, and starts it when need be. */
  app(): Promise<Result<AppCalls, Failure>>;
  /** Ends the connection early. */
  leaveApp(): void;
}

export interface CommandSpecification {
  /** One word or two: `key add`. */
  readonly name: string;
  readonly operands: readonly Operand[];
  readonly options: readonly Option[];
  /** Takes a command of its own after `--`. */
  readonly runsCommand?: true;
  /** Not in the help; for the shells' own use. */
  readonly hidden?: true;
  /** What is typed after `keycutter`. */
  readonly examples: readonly string[];
  readonly run: (call: Call) => Promise<Result<Outcome, Failure>>;
}
