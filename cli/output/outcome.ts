import { type Result, succeed } from '../../shared/result.ts';
import type { Outcome } from '../command-specification.ts';
import type { World } from '../world.ts';

/** One sentence for a person, an object for a program. */
export function done(sentence: string, json: unknown, more: Partial<Outcome> = {}): Result<Outcome, never> {
  return succeed({ text: sentence === '' ? '' : `${sentence}\n`, json, ...more });
}

/** https://no-color.org */
export function usesColour({ out, environment }: World): boolean {
  return out.isTerminal && !environment.NO_COLOR && environment.TERM !== 'dumb';
}
