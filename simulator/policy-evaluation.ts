import { checkConditions, matchesWildcards, type RequestContext } from './policy-conditions.ts';
import { asList, type OneOrMany, type PolicyDocument, type PolicyStatement } from './policy-document.ts';

/** `not-allowed` is AWS's implicit deny. */
export type Decision = 'allowed' | 'explicitly-denied' | 'not-allowed';

export interface PolicyRequest {
  /** `sts:AssumeRole`. */
  readonly action: string;
  /** An ARN. */
  readonly resource: string;
  readonly context: RequestContext;
}

/**
 * One kind of policy on its own; an explicit Deny wins over every Allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(
  documents: readonly PolicyDocument[],
  request: PolicyRequest,
  appliesTo: (statement: PolicyStatement) => boolean = () => true,
): Decision {
  const matching = documents
    .flatMap((document) => asList<PolicyStatement>(document.Statement))
    .filter((statement) => appliesTo(statement) && matchesRequest(statement, request));
  if (matching.some((statement) => statement.Effect === 'Deny')) {
    return 'explicitly-denied';
  }
  return matching.length > 0 ? 'allowed' : 'not-allowed';
}

function matchesRequest(statement: PolicyStatement, { action, resource, context }: PolicyRequest): boolean {
  const actionMatches = (pattern: string) => matchesWildcards(action.toLowerCase(), pattern.toLowerCase());
  const resourceMatches = (pattern: string) => {
    const substituted = context.substitute(pattern);
    return substituted !== null && matchesWildcards(resource, substituted);
  };
  if (
    !matchesElement(statement.Action, statement.NotAction, actionMatches) ||
    !matchesElement(statement.Resource, statement.NotResource, resourceMatches)
  ) {
    return false;
  }
  const conditions = checkConditions(statement.Condition ?? {}, context);
  return conditions === 'met' || (conditions === 'unknown' && statement.Effect === 'Deny');
}

/** Trust policies name no resource: there, neither element is present and every resource matches. */
function matchesElement(
  included: OneOrMany<string> | undefined,
  excluded: OneOrMany<string> | undefined,
  matches: (pattern: string) => boolean,
): boolean {
  return excluded === undefined
    ? included === undefined || asList(included).some(matches)
    : !asList(excluded).some(matches);
}
