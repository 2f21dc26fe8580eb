import { succeed } from '../../shared/result.ts';
import { authorize, callerContext } from '../authorization.ts';
import { refusals } from '../aws-refusal.ts';
import { type FederatedUserSession, identityOf, isTemporary, userOf } from '../caller.ts';
import { constraints, parseDuration, RequestValidation } from '../constraints.ts';
import type { Operation } from '../operation.ts';
import { packedPolicySize } from '../packed-policy.ts';
import { credentialsXml } from './credentials-xml.ts';
import { parseSessionPolicies, readSessionPolicies } from './session-policies.ts';
import { carryTags, parseTags, setTags } from './session-tags.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html */
export const getFederationToken: Operation = (context) => {
  const { aws, caller, parameters, now, region, sessions } = context;
  const name = parameters.get('Name');
  const duration = parseDuration(parameters.get('DurationSeconds'), 43_200);
  if (!duration.ok) {
    return duration;
  }
  const validation = new RequestValidation();
  validation.required('name', name, constraints.federatedUserName);
  validation.range('durationSeconds', duration.value, 900, 129_600);
  const policies = parseSessionPolicies(parameters, validation, constraints.limitedSessionPolicy);
  const tags = parseTags(parameters, validation);
  const valid = validation.result();
  if (!valid.ok || name === undefined) {
    return valid;
  }
  if (isTemporary(caller)) {
    return refusals.accessDenied('Cannot call GetFederationToken with session credentials');
  }
  const checkedTags = carryTags(null, { tags, transitiveTagKeys: [] });
  if (!checkedTags.ok) {
    return checkedTags;
  }
  const { account } = caller;
  const resource = `arn:aws:sts::${account.id}:federated-user/${name}`;
  const conditions = callerContext(caller, now).set('aws:RequestedRegion', region);
  setTags(conditions, checkedTags.value);
  for (const action of ['sts:GetFederationToken', ...(tags.length > 0 ? ['sts:TagSession'] : [])]) {
    const authorized = authorize(caller, { action, resource, context: conditions }, resource);
    if (!authorized.ok) {
      return authorized;
    }
  }
  if (account.disabledRegions?.includes(region)) {
    return refusals.regionDisabled(account.id);
  }
  const sessionPolicies = readSessionPolicies(aws, policies);
  if (!sessionPolicies.ok) {
    return sessionPolicies;
  }
  const packedSize = packedPolicySize({ ...policies, tags });
  if (!packedSize.ok) {
    return packedSize;
  }
  const session: FederatedUserSession = {
    kind: 'federated-user',
    account,
    user: userOf(caller),
    name,
    sessionPolicies: sessionPolicies.value ?? [],
    tags,
  };
  // A longer wish of the root user is cut to an hour, not refused.
  const seconds = caller.kind === 'root' ? Math.min(duration.value, 3600) : duration.value;
  const { arn, userId } = identityOf(session);
  return succeed({
    Credentials: credentialsXml(sessions.issue(session, now, seconds)),
    FederatedUser: { FederatedUserId: userId, Arn: arn },
    PackedPolicySize: packedSize.value ?? undefined,
  });
};
