import { explain } from '../shared/error-text.ts';
import { type AppError, needsPerson } from '../shared/errors.ts';
import { fail, type Result } from '../shared/result.ts';
import { en } from '../shared/words/en/index.ts';

/** Why the command did not do what it was asked, ready to be said. */
export interface Failure {
  /** Stable, for `--json`: an ErrorCode or one of the command's own. */
  readonly code: string;
  readonly what: string;
  readonly next: string;
  readonly exitCode: number;
}

/** docs: `keycutter help`. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  person: 3,
  app: 4,
  execFailed: 125,
  notExecutable: 126,
  notFound: 127,
} as const;

function exitCodeOf(error: AppError): number {
  if (needsPerson(error)) return exitCodes.person;
  switch (error.code) {
    case 'client-not-allowed':
      return exitCodes.person;
    case 'app-not-reachable':
    case 'app-not-started':
    case 'app-other-version':
    case 'app-not-proven':
      return exitCodes.app;
    case 'input-refused':
    case 'input-too-large':
      return exitCodes.usage;
    default:
      return exitCodes.failed;
  }
}

export function failureOf(error: AppError): Failure {
  const { what, next, detail } = explain(error, en);
  return {
    code: error.code,
    what: detail === null ? what : `${what} ${detail}`,
    next,
    exitCode: exitCodeOf(error),
  };
}

/** An answer of the app as an answer of the command. */
export function orFailure<Value>(result: Result<Value>): Result<Value, Failure> {
  return result.ok ? result : fail(failureOf(result.error));
}

export function usageFailure(what: string, next: string): Result<never, Failure> {
  return fail({ code: 'usage', what, next, exitCode: exitCodes.usage });
}

export function ownFailure(code: string, what: string, next: string): Result<never, Failure> {
  return fail({ code, what, next, exitCode: exitCodes.failed });
}
