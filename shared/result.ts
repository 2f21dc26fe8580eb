import type { AppError } from './errors.ts';

/**
 * The answer of everything that may fail in a way a person can meet. Electron drops all but the message of an
 * error thrown across IPC (https://www.electronjs.org/docs/latest/api/ipc-renderer#ipcrendererinvokechannel-args),
 * so expected failures travel as values.
 */
export type Result<Value, Failure = AppError> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Failure };

export function succeed(): Result<undefined, never>;
export function succeed<Value>(value: Value): Result<Value, never>;
export function succeed<Value>(value?: Value): Result<Value | undefined, never> {
  return { ok: true, value };
}

export function fail<Failure>(error: Failure): Result<never, Failure> {
  return { ok: false, error };
}

/** For `default:` branches: the compiler proves the union is exhausted. */
export function unreachable(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
