import * as z from 'zod/mini';
import * as limits from './aws-limits.ts';

/** Pieces that the schemas of commands, recipes and sign-ins share. */

/** What is wrong, as the message of a schema's issue; `parseInput` reads it again. */
function problemMessage({ code, params }: limits.LimitProblem): string {
  return JSON.stringify({ code, params });
}

/** For a schema of several fields. */
export const refusedAs = (code: limits.LimitCode, params?: Readonly<Record<string, number>>) =>
  problemMessage(limits.limitProblem(code, params));

const passes = (check: limits.Check) =>
  z.check<string>((context) => {
    const problem = check(context.value);
    if (problem !== null) {
      context.issues.push({ code: 'custom', message: problemMessage(problem), input: context.value });
    }
  });

export const text = (maximum: number) => z.string().check(z.maxLength(maximum));
export const checked = (maximum: number, check: limits.Check) => text(maximum).check(passes(check));
export const emptyOr = (maximum: number, check: limits.Check) =>
  checked(maximum, (value) => (value === '' ? null : check(value)));
export const id = z.string().check(z.regex(/^[\w-]{1,64}$/));
export const duration = z
  .number()
  .check(
    z.refine(
      (seconds) => limits.checkDurationSeconds(seconds) === null,
      refusedAs('seconds-between', limits.durationSeconds),
    ),
  );
export const sessionPolicy = checked(20_000, limits.checkPolicy);
export const policyArns = z
  .array(checked(2_048, limits.checkPolicyArn))
  .check(z.maxLength(limits.maximumPolicyArns));
