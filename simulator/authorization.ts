import { succeed } from '../shared/result.ts';
import { type AccountRole, roleArn } from './account.ts';
import { type Answer, refusals } from './aws-refusal.ts';
import { type Caller, identityOf, principalArnOf, userOf } from './caller.ts';
import { RequestContext } from './policy-conditions.ts';
import { asList, type PolicyDocument, type PolicyStatement } from './policy-document.ts';
import { type Decision, evaluate, type PolicyRequest } from './policy-evaluation.ts';

/** Condition keys that every request of this caller has. */
export function callerContext(caller: Caller, now: number): RequestContext {
  const context = new RequestContext()
    .set('aws:PrincipalArn', principalArnOf(caller))
    .set('aws:PrincipalAccount', caller.account.id)
    .set('aws:userid', identityOf(caller).userId)
    .set('aws:username', userOf(caller)?.name);
  // Long-term keys carry no MFA key at all, temporary ones always do, and a role's is never true:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
  if (caller.kind === 'user-session') {
    setMfa(context, caller.mfaAt, now);
  }
  if (caller.kind === 'role-session' || caller.kind === 'federated-user') {
    setMfa(context, null, now);
    for (const { key, value } of caller.tags) {
      context.set(`aws:PrincipalTag/${key}`, value);
    }
  }
  if (caller.kind === 'role-session') {
    context.set('aws:SourceIdentity', caller.sourceIdentity);
    context.set('aws:FederatedProvider', caller.federatedProvider);
  }
  return context;
}

export function setMfa(context: RequestContext, mfaAt: number | null, now: number): void {
  context.set('aws:MultiFactorAuthPresent', mfaAt !== null);
  context.set('aws:MultiFactorAuthAge', mfaAt === null ? null : Math.floor((now - mfaAt) / 1000));
}

/** For an action on the caller's own account, where only identity policies speak. */
export function authorize(
  caller: Caller,
  request: PolicyRequest,
  resourceInMessage: string,
): Answer<undefined> {
  const { decision, policyType } = identityDecision(caller, request);
  if (decision === 'allowed') {
    return succeed();
  }
  const reason =
    decision === 'explicitly-denied'
      ? explicitDeny(policyType)
      : `because no ${policyType} policy allows the ${request.action} action`;
  return refusals.accessDenied(`${deniedMessage(caller, request, resourceInMessage)} ${reason}`);
}

/**
 * For sts:AssumeRole, sts:TagSession and sts:SetSourceIdentity on a role. Both sides must agree, except that in one
 * account a trust policy which names the caller is enough by itself:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function authorizeOnRole(
  caller: Caller,
  target: AccountRole,
  action: string,
  context: RequestContext,
): Answer<undefined> {
  const request: PolicyRequest = { action, resource: roleArn(target), context };
  const message = deniedMessage(caller, request, request.resource);
  const trust = [target.role.trustPolicy];
  const byName = evaluate(trust, request, (statement) => namesPrincipal(statement, caller));
  const byAccount = evaluate(trust, request, (statement) => namesAccount(statement, caller));
  const identity = identityDecision(caller, request);
  if (byName === 'explicitly-denied' || byAccount === 'explicitly-denied') {
    return refusals.accessDenied(`${message} with an explicit deny in the role trust policy`);
  }
  if (identity.decision === 'explicitly-denied') {
    return refusals.accessDenied(`${message} ${explicitDeny(identity.policyType)}`);
  }
  const sameAccount = caller.account.id === target.account.id;
  const identityNeeded = !sameAccount || byName !== 'allowed' || identity.policyType === 'session';
  const trusted = byName === 'allowed' || byAccount === 'allowed';
  return trusted && (identity.decision === 'allowed' || !identityNeeded)
    ? succeed()
    : refusals.accessDenied(message);
}

/** For AssumeRoleWithSAML and AssumeRoleWithWebIdentity, where only the trust policy speaks. */
export function authorizeFederated(
  target: AccountRole,
  provider: string,
  action: string,
  context: RequestContext,
): Answer<undefined> {
  const request: PolicyRequest = { action, resource: roleArn(target), context };
  const decision = evaluate([target.role.trustPolicy], request, (statement) =>
    namesFederated(statement, provider),
  );
  return decision === 'allowed' ? succeed() : refusals.notAuthorized(action);
}

/** What these credentials may do, for who wants to know without calling the service that it is about. */
export function mayDo(caller: Caller, action: string, resource: string, now: number): boolean {
  const context = callerContext(caller, now);
  return identityDecision(caller, { action, resource, context }).decision === 'allowed';
}

interface IdentityDecision {
  readonly decision: Decision;
  /** Which kind of policy decided. */
  readonly policyType: 'identity-based' | 'session';
}

function identityDecision(caller: Caller, request: PolicyRequest): IdentityDecision {
  const isRoot = caller.kind !== 'role-session' && userOf(caller) === null;
  const decision = isRoot ? 'allowed' : evaluate(identityPolicies(caller), request);
  const sessionPolicies = sessionPoliciesOf(caller);
  const sessionDecision = sessionPolicies === null ? 'allowed' : evaluate(sessionPolicies, request);
  if (decision === 'explicitly-denied' || sessionDecision === 'allowed') {
    return { decision, policyType: 'identity-based' };
  }
  return { decision: sessionDecision, policyType: 'session' };
}

/** Null: nothing narrows what the identity may do. */
function sessionPoliciesOf(caller: Caller): readonly PolicyDocument[] | null {
  switch (caller.kind) {
    case 'role-session':
    case 'federated-user':
      return caller.sessionPolicies;
    case 'assumed-root':
      return [caller.taskPolicy];
    case 'root':
    case 'user':
    case 'user-session':
      return null;
  }
}

function explicitDeny(policyType: IdentityDecision['policyType']): string {
  return `with an explicit deny in ${policyType === 'session' ? 'a' : 'an'} ${policyType} policy`;
}

function identityPolicies(caller: Caller): readonly PolicyDocument[] {
  return (caller.kind === 'role-session' ? caller.role.policies : userOf(caller)?.policies) ?? [];
}

/** A statement that names this very user, role or session, or everybody. */
function namesPrincipal(statement: PolicyStatement, caller: Caller): boolean {
  const names = ['*', principalArnOf(caller), identityOf(caller).arn];
  return awsPrincipals(statement).some((principal) => names.includes(principal));
}

/** A statement that leaves the choice to the caller's account: `arn:aws:iam::ID:root` or the bare ID. */
function namesAccount(statement: PolicyStatement, caller: Caller): boolean {
  const names = [caller.account.id, `arn:aws:iam::${caller.account.id}:root`];
  return awsPrincipals(statement).some((principal) => names.includes(principal));
}

function namesFederated({ Principal: principal = {} }: PolicyStatement, provider: string): boolean {
  if (principal === '*') {
    return true;
  }
  const { AWS, Federated } = principal;
  return asList(Federated).includes(provider) || asList(AWS).includes('*');
}

function awsPrincipals({ Principal: principal = {} }: PolicyStatement): readonly string[] {
  if (principal === '*') {
    return ['*'];
  }
  const { AWS } = principal;
  return asList(AWS);
}

function deniedMessage(caller: Caller, { action }: PolicyRequest, resource: string): string {
  return `User: ${identityOf(caller).arn} is not authorized to perform: ${action} on resource: ${resource}`;
}
