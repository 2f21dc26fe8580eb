import type { LimitProblem } from '../../shared/aws-limits.ts';
import { limitText } from '../../shared/error-text.ts';
import type { Text } from './text.ts';

/** What a field shows of what is wrong with its value; null: nothing is. */
export function problemText(problem: LimitProblem | null, text: Text): string | null {
  return problem === null ? null : limitText(problem, text.words);
}
