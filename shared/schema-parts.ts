import * as z from 'zod/mini';
import * as limits from './aws-limits.ts';

/** Pieces that the schemas of commands, recipes and sign-ins share. */

const passes = (check: limits.Check) =>
  z.check<string>((context) => {
    const problem = check(context.value);
    if (problem !== null) context.issues.push({ code: 'custom', message: problem, input: context.value });
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
      'A whole number of seconds, 900 to 43,200.',
    ),
  );
export const sessionPolicy = checked(20_000, limits.checkPolicy);
export const policyArns = z
  .array(checked(2_048, limits.checkPolicyArn))
  .check(z.maxLength(limits.maximumPolicyArns));
