import type { en } from './en/index.ts';

/**
 * What Keycutter says to a person outside of its window's own screens: failures, limits, tray, notifications, dialogs.
 * The English says what is to be there; every other language has the same.
 */
export type Words = typeof en;

/** A parameter of a failure as it is read, or what stands for it where it is missing. */
export type Param = (name: string, otherwise?: string) => string;

/** One sentence, or a part of one; fixed, or filled in with parameters. */
export type Sentence = string | ((param: Param) => string);

/** What happened, and what to do now. */
export type ErrorWords =
  | readonly [what: string, next: string]
  | ((param: Param) => readonly [string, string]);

/** For the English tables: keeps their codes, and leaves each language free to use parameters or not. */
export function sentences<Code extends string>(
  table: Readonly<Record<Code, Sentence>>,
): Readonly<Record<Code, Sentence>> {
  return table;
}

export function errorWords<Code extends string>(
  table: Readonly<Record<Code, ErrorWords>>,
): Readonly<Record<Code, ErrorWords>> {
  return table;
}

/** Param of a plain record, for what is said without an error. */
export function paramOf(params: Readonly<Record<string, string>>): Param {
  return (name, otherwise = '') => params[name] ?? otherwise;
}

export function filled(sentence: Sentence, param: Param): string {
  return typeof sentence === 'string' ? sentence : sentence(param);
}
