import type { SessionTag } from '../../shared/profile.ts';
import { succeed } from '../../shared/result.ts';
import { findRole } from '../account.ts';
import { authorizeFederated } from '../authorization.ts';
import { type Answer, refusals } from '../aws-refusal.ts';
import { identityOf, type RoleSession } from '../caller.ts';
import type { OpenContext } from '../operation.ts';
import { packedPolicySize } from '../packed-policy.ts';
import type { RequestContext } from '../policy-conditions.ts';
import type { XmlContent } from '../xml.ts';
import { credentialsXml } from './credentials-xml.ts';
import { readSessionPolicies, type SessionPolicies } from './session-policies.ts';
import { carryTags, setTags } from './session-tags.ts';

/** A role asked for by someone whom an identity provider vouches for, once that is believed. */
export interface FederatedRoleRequest extends SessionPolicies {
  readonly action: 'sts:AssumeRoleWithSAML' | 'sts:AssumeRoleWithWebIdentity';
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly durationSeconds: number;
  /** Epoch ms: the session ends then at the latest. */
  readonly endsAt: number | null;
  readonly tags: readonly SessionTag[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | null;
  /** The provider as trust policies name it. */
  readonly provider: string;
  /** With what the provider says of the person. */
  readonly conditions: RequestContext;
}

/** The part of the answer that both operations have. */
export function openFederatedRole(
  { aws, roles, sessions, now }: OpenContext,
  request: FederatedRoleRequest,
): Answer<Readonly<Record<string, XmlContent>>> {
  const tags = carryTags(null, request);
  if (!tags.ok) {
    return tags;
  }
  const target = findRole(aws, request.roleArn);
  // Roles of permission sets let in nobody but Identity Center.
  if (target === undefined || target.role.name.startsWith('AWSReservedSSO_')) {
    return refusals.notAuthorized(request.action);
  }
  const conditions = request.conditions
    .set('sts:RoleSessionName', request.roleSessionName)
    .set('sts:SourceIdentity', request.sourceIdentity);
  setTags(conditions, tags.value);
  const actions = [
    request.action,
    ...(request.tags.length > 0 ? ['sts:TagSession'] : []),
    ...(request.sourceIdentity === null ? [] : ['sts:SetSourceIdentity']),
  ];
  for (const action of actions) {
    const authorized = authorizeFederated(target, request.provider, action, conditions);
    if (!authorized.ok) {
      return authorized;
    }
  }
  if (request.durationSeconds > roles.of(target).maxSessionDuration) {
    return refusals.longerThanRoleAllows();
  }
  const sessionPolicies = readSessionPolicies(aws, request);
  if (!sessionPolicies.ok) {
    return sessionPolicies;
  }
  const packedSize = packedPolicySize(request);
  if (!packedSize.ok) {
    return packedSize;
  }
  const session: RoleSession = {
    kind: 'role-session',
    ...target,
    roleSessionName: request.roleSessionName,
    sessionPolicies: sessionPolicies.value,
    ...tags.value,
    sourceIdentity: request.sourceIdentity,
    chained: false,
    federatedProvider: request.provider,
  };
  const untilEnd =
    request.endsAt === null ? Number.POSITIVE_INFINITY : Math.floor((request.endsAt - now) / 1000);
  const seconds = Math.min(request.durationSeconds, untilEnd);
  const { arn, userId } = identityOf(session);
  return succeed({
    Credentials: credentialsXml(sessions.issue(session, now, seconds)),
    AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
    PackedPolicySize: packedSize.value ?? undefined,
    SourceIdentity: request.sourceIdentity ?? undefined,
  });
}
