import { succeed } from '../../shared/result.ts';
import { type AccountRole, findRole } from '../account.ts';
import { authorizeOnRole, callerContext, setMfa } from '../authorization.ts';
import { type Answer, refusals } from '../aws-refusal.ts';
import { type Caller, identityOf, isTemporary, type RoleSession } from '../caller.ts';
import type { Operation, OperationContext } from '../operation.ts';
import { packedPolicySize } from '../packed-policy.ts';
import type { RequestContext } from '../policy-conditions.ts';
import { type AssumeRoleRequest, parseAssumeRole } from './assume-role-request.ts';
import { credentialsXml } from './credentials-xml.ts';
import { readSessionPolicies } from './session-policies.ts';
import { carryTags, type SessionTags, setTags } from './session-tags.ts';

const chainingLimit = 3600;

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRole: Operation = (context) => {
  const { caller, aws, mfa, now, region, sessions } = context;
  const parsed = parseAssumeRole(context.parameters);
  if (!parsed.ok) {
    return parsed;
  }
  const request = parsed.value;
  if (identityOf(caller).arn.endsWith(':root')) {
    return refusals.accessDenied('Roles may not be assumed by root accounts.');
  }
  const tags = carryTags(caller, request);
  if (!tags.ok) {
    return tags;
  }
  const sourceIdentity = carrySourceIdentity(caller, request.sourceIdentity);
  if (!sourceIdentity.ok) {
    return sourceIdentity;
  }
  const mfaAt = mfa.verify(caller, request.serialNumber, request.tokenCode, now);
  if (!mfaAt.ok) {
    return mfaAt;
  }
  const target = findRole(aws, request.roleArn);
  if (target === undefined || caller.kind === 'federated-user') {
    // A role that does not exist cannot be told from one that may not be assumed.
    return refusals.accessDenied(
      `User: ${identityOf(caller).arn} is not authorized to perform: sts:AssumeRole on resource: ${request.roleArn}`,
    );
  }
  const conditions = requestContext(context, request, tags.value, sourceIdentity.value, mfaAt.value);
  const authorized = authorizeAll(caller, target, conditions, tags.value, sourceIdentity.value);
  if (!authorized.ok) {
    return authorized;
  }
  if (target.account.disabledRegions?.includes(region)) {
    return refusals.regionDisabled(target.account.id);
  }
  const duration = checkDuration(context, target, request.durationSeconds);
  if (!duration.ok) {
    return duration;
  }
  const sessionPolicies = readSessionPolicies(aws, request);
  if (!sessionPolicies.ok) {
    return sessionPolicies;
  }
  const packedSize = packedPolicySize({ ...request, tags: tags.value.tags });
  if (!packedSize.ok) {
    return packedSize;
  }
  const session: RoleSession = {
    kind: 'role-session',
    ...target,
    roleSessionName: request.roleSessionName,
    sessionPolicies: sessionPolicies.value,
    ...tags.value,
    sourceIdentity: sourceIdentity.value,
    chained: isTemporary(caller),
    federatedProvider: null,
  };
  const { arn, userId } = identityOf(session);
  return succeed({
    Credentials: credentialsXml(sessions.issue(session, now, request.durationSeconds)),
    AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
    PackedPolicySize: packedSize.value ?? undefined,
    SourceIdentity: sourceIdentity.value ?? undefined,
  });
};

/** Stays the same through a chain: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html */
function carrySourceIdentity(caller: Caller, requested: string | undefined): Answer<string | null> {
  const carried = caller.kind === 'role-session' ? caller.sourceIdentity : null;
  return carried !== null && requested !== undefined && requested !== carried
    ? refusals.validation('The source identity is already set for this assume role session')
    : succeed(carried ?? requested ?? null);
}

function requestContext(
  { caller, now, region }: OperationContext,
  request: AssumeRoleRequest,
  tags: SessionTags,
  sourceIdentity: string | null,
  mfaAt: number | null,
): RequestContext {
  const context = callerContext(caller, now)
    .set('aws:RequestedRegion', region)
    .set('sts:ExternalId', request.externalId)
    .set('sts:RoleSessionName', request.roleSessionName)
    .set('sts:SourceIdentity', sourceIdentity);
  setTags(context, tags);
  if (mfaAt !== null) {
    setMfa(context, mfaAt, now);
  }
  return context;
}

/** Tags and a source identity carried over from the caller's session need their permission again. */
function authorizeAll(
  caller: Caller,
  target: AccountRole,
  conditions: RequestContext,
  { tags }: SessionTags,
  sourceIdentity: string | null,
): Answer<undefined> {
  const actions = [
    'sts:AssumeRole',
    ...(tags.length > 0 ? ['sts:TagSession'] : []),
    ...(sourceIdentity === null ? [] : ['sts:SetSourceIdentity']),
  ];
  for (const action of actions) {
    const authorized = authorizeOnRole(caller, target, action, conditions);
    if (!authorized.ok) {
      return authorized;
    }
  }
  return succeed();
}

/**
 * Credentials from GetSessionToken count as chaining too, which the documentation does not say:
 * https://github.com/mmmorris1975/aws-runas/issues/11
 */
function checkDuration(
  { caller, roles }: OperationContext,
  target: AccountRole,
  seconds: number,
): Answer<undefined> {
  if (isTemporary(caller) && seconds > chainingLimit) {
    return refusals.validation(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  return seconds > roles.of(target).maxSessionDuration ? refusals.longerThanRoleAllows() : succeed();
}
