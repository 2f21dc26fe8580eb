import { succeed } from '../../shared/result.ts';
import type { SimulatedAws } from '../account.ts';
import type { Answer } from '../aws-refusal.ts';
import { constraints, type RequestValidation } from '../constraints.ts';
import { type PolicyDocument, parseSessionPolicy } from '../policy-document.ts';
import type { QueryParameters } from '../query-parameters.ts';

/** The parameters by which a session is narrowed. */
export interface SessionPolicies {
  readonly policy: string | undefined;
  readonly policyArns: readonly string[];
}

const maximumPolicyArns = 10;

export function parseSessionPolicies(
  parameters: QueryParameters,
  validation: RequestValidation,
  constraint: typeof constraints.sessionPolicy | typeof constraints.limitedSessionPolicy,
): SessionPolicies {
  const policy = parameters.get('Policy');
  const policyArns = parameters.list('PolicyArns').map((member) => member.get('arn') ?? '');
  validation.optional('policy', policy, constraint);
  validation.listLength('policyArns', policyArns, maximumPolicyArns);
  for (const [index, arn] of policyArns.entries()) {
    validation.optional(`policyArns.${index + 1}.member.arn`, arn, constraints.arn);
  }
  return { policy, policyArns };
}

/** Null when none were passed. */
export function readSessionPolicies(
  aws: SimulatedAws,
  { policy, policyArns }: SessionPolicies,
): Answer<readonly PolicyDocument[] | null> {
  if (policy === undefined && policyArns.length === 0) {
    return succeed(null);
  }
  const managed = policyArns.flatMap((arn) => aws.managedPolicies?.[arn] ?? []);
  if (policy === undefined) {
    return succeed(managed);
  }
  const inline = parseSessionPolicy(policy);
  return inline.ok ? succeed([...managed, inline.value]) : inline;
}
