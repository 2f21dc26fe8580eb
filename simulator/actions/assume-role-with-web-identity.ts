import { succeed } from '../../shared/result.ts';
import { type Answer, refusals } from '../aws-refusal.ts';
import { constraints, parseDuration, RequestValidation } from '../constraints.ts';
import type { OpenContext, OpenOperation } from '../operation.ts';
import { accessTokenIdentity, idTokenIdentity } from '../web-identity/identity.ts';
import { openFederatedRole } from './federated-role.ts';
import { parseSessionPolicies, type SessionPolicies } from './session-policies.ts';

interface WebIdentityRequest extends SessionPolicies {
  readonly roleArn: string;
  /** Of the role. */
  readonly accountId: string;
  readonly roleSessionName: string;
  readonly token: string;
  readonly providerId: string | undefined;
  readonly durationSeconds: number;
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export const assumeRoleWithWebIdentity: OpenOperation = async (context) => {
  const { aws, now } = context;
  const parsed = parseRequest(context);
  if (!parsed.ok) {
    return parsed;
  }
  const { token, providerId, accountId, ...request } = parsed.value;
  const identity =
    providerId === undefined
      ? await idTokenIdentity(aws, accountId, token, now)
      : accessTokenIdentity(aws, providerId, token);
  if (!identity.ok) {
    return identity;
  }
  const { principal, subject, audience, ...vouchedFor } = identity.value;
  const opened = openFederatedRole(context, {
    ...request,
    ...vouchedFor,
    action: 'sts:AssumeRoleWithWebIdentity',
    endsAt: null,
    provider: principal,
  });
  return opened.ok
    ? succeed({
        ...opened.value,
        SubjectFromWebIdentityToken: subject,
        // The documentation says the issuer; users see this: https://github.com/spiffe/spiffe.io/pull/110
        Provider: principal,
        Audience: audience,
      })
    : opened;
};

function parseRequest({ parameters }: OpenContext): Answer<WebIdentityRequest> {
  const roleArn = parameters.get('RoleArn');
  const roleSessionName = parameters.get('RoleSessionName');
  const token = parameters.get('WebIdentityToken');
  const providerId = parameters.get('ProviderId');
  const duration = parseDuration(parameters.get('DurationSeconds'), 3600);
  if (!duration.ok) {
    return duration;
  }
  const validation = new RequestValidation();
  validation.required('roleArn', roleArn, constraints.arn);
  validation.required('roleSessionName', roleSessionName, constraints.roleSessionName);
  validation.required('webIdentityToken', token, constraints.webIdentityToken);
  validation.optional('providerId', providerId, constraints.providerId);
  validation.range('durationSeconds', duration.value, 900, 43_200);
  const policies = parseSessionPolicies(parameters, validation, constraints.limitedSessionPolicy);
  const valid = validation.result();
  if (!valid.ok) {
    return valid;
  }
  const accountId = /^arn:[^:]+:iam::(\d{12}):role\/.+$/.exec(roleArn ?? '')?.[1];
  if (roleArn === undefined || roleSessionName === undefined || token === undefined || !accountId) {
    return refusals.validation('Request ARN is invalid');
  }
  return succeed({
    roleArn,
    accountId,
    roleSessionName,
    token,
    providerId,
    durationSeconds: duration.value,
    ...policies,
  });
}
