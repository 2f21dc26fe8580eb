import { asList, type PolicyConditions } from './policy-document.ts';

/** Condition keys of a request, by lower-case name: AWS compares key names without regard to case. */
export class RequestContext {
  readonly #values = new Map<string, readonly string[]>();

  /** An absent value leaves the key out of the request, which is not the same as an empty one. */
  set(key: string, value: string | number | boolean | readonly string[] | null | undefined): this {
    if (value !== null && value !== undefined) {
      this.#values.set(key.toLowerCase(), typeof value === 'object' ? value : [String(value)]);
    }
    return this;
  }

  get(key: string): readonly string[] | undefined {
    return this.#values.get(key.toLowerCase());
  }

  /** Puts values in for policy variables such as `${aws:username}`; null when one has no single value. */
  substitute(text: string): string | null {
    let complete = true;
    const substituted = text.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
      if (name === '*' || name === '?' || name === '$') {
        return name;
      }
      const [value, ...more] = this.get(name) ?? [];
      if (value === undefined || more.length > 0) {
        complete = false;
        return '';
      }
      return value;
    });
    return complete ? substituted : null;
  }
}

type Comparison = (actual: string, expected: string) => boolean;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: (actual, expected) => actual === expected,
  StringEqualsIgnoreCase: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
  StringLike: matchesWildcards,
  ArnEquals: matchesWildcards,
  ArnLike: matchesWildcards,
  Bool: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
  NumericEquals: (actual, expected) => Number(actual) === Number(expected),
  NumericLessThan: (actual, expected) => Number(actual) < Number(expected),
  NumericLessThanEquals: (actual, expected) => Number(actual) <= Number(expected),
  NumericGreaterThan: (actual, expected) => Number(actual) > Number(expected),
  NumericGreaterThanEquals: (actual, expected) => Number(actual) >= Number(expected),
};

const negations: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
};

/** `unknown`: an operator of AWS's that is not modelled here; the caller takes the safe side. */
type ConditionOutcome = 'met' | 'not-met' | 'unknown';

export function checkConditions(conditions: PolicyConditions, context: RequestContext): ConditionOutcome {
  let outcome: ConditionOutcome = 'met';
  for (const [operator, keys] of Object.entries(conditions)) {
    for (const [key, expected] of Object.entries(keys)) {
      const one = checkCondition(operator, context.get(key), asList(expected).map(String), context);
      if (one === 'not-met') {
        return 'not-met';
      }
      if (one === 'unknown') {
        outcome = 'unknown';
      }
    }
  }
  return outcome;
}

function checkCondition(
  operator: string,
  actual: readonly string[] | undefined,
  expected: readonly string[],
  context: RequestContext,
): ConditionOutcome {
  if (operator === 'Null') {
    return (actual === undefined) === (expected[0] === 'true') ? 'met' : 'not-met';
  }
  const [, set, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const negated = Object.hasOwn(negations, name);
  const comparisonName = negated ? (negations[name] ?? '') : name;
  const compare = Object.hasOwn(comparisons, comparisonName) ? comparisons[comparisonName] : undefined;
  if (compare === undefined) {
    return 'unknown';
  }
  if (actual === undefined) {
    return ifExists || negated || set === 'ForAllValues' ? 'met' : 'not-met';
  }
  const substituted = expected.map((value) => context.substitute(value)).filter((value) => value !== null);
  const holds = (value: string) => substituted.some((one) => compare(value, one)) !== negated;
  const met = set === 'ForAllValues' ? actual.every(holds) : actual.some(holds);
  return met ? 'met' : 'not-met';
}

/**
 * `*` stands for any run of characters and `?` for one. Written out rather than turned into a regular expression,
 * which a pattern full of `*` would keep busy for hours.
 */
export function matchesWildcards(actual: string, pattern: string): boolean {
  let at = 0;
  let inPattern = 0;
  let afterStar = -1;
  let starMatchedTo = 0;
  while (at < actual.length) {
    if (pattern[inPattern] === '*') {
      inPattern += 1;
      afterStar = inPattern;
      starMatchedTo = at;
    } else if (pattern[inPattern] === '?' || pattern[inPattern] === actual[at]) {
      inPattern += 1;
      at += 1;
    } else if (afterStar >= 0) {
      starMatchedTo += 1;
      at = starMatchedTo;
      inPattern = afterStar;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
