import type { SessionTag } from '../../shared/profile.ts';
import { succeed } from '../../shared/result.ts';
import { type Answer, refusals } from '../aws-refusal.ts';
import { constraints, parseDuration, RequestValidation } from '../constraints.ts';
import type { QueryParameters } from '../query-parameters.ts';
import { parseSessionPolicies, type SessionPolicies } from './session-policies.ts';
import { parseTags, parseTransitiveTagKeys } from './session-tags.ts';

export interface AssumeRoleRequest extends SessionPolicies {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly durationSeconds: number;
  readonly externalId: string | undefined;
  readonly tags: readonly SessionTag[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | undefined;
  readonly serialNumber: string | undefined;
  readonly tokenCode: string | undefined;
}

/** Everything that can be said about the parameters by themselves. */
export function parseAssumeRole(parameters: QueryParameters): Answer<AssumeRoleRequest> {
  const duration = parseDuration(parameters.get('DurationSeconds'), 3600);
  if (!duration.ok) {
    return duration;
  }
  const validation = new RequestValidation();
  const request: AssumeRoleRequest = {
    roleArn: parameters.get('RoleArn') ?? '',
    roleSessionName: parameters.get('RoleSessionName') ?? '',
    durationSeconds: duration.value,
    externalId: parameters.get('ExternalId'),
    ...parseSessionPolicies(parameters, validation, constraints.sessionPolicy),
    tags: parseTags(parameters, validation),
    transitiveTagKeys: parseTransitiveTagKeys(parameters, validation),
    sourceIdentity: parameters.get('SourceIdentity'),
    serialNumber: parameters.get('SerialNumber'),
    tokenCode: parameters.get('TokenCode'),
  };
  validation.required('roleArn', parameters.get('RoleArn'), constraints.arn);
  validation.required('roleSessionName', parameters.get('RoleSessionName'), constraints.roleSessionName);
  validation.range('durationSeconds', request.durationSeconds, 900, 43_200);
  validation.optional('externalId', request.externalId, constraints.externalId);
  validation.optional('sourceIdentity', request.sourceIdentity, constraints.sourceIdentity);
  validation.optional('serialNumber', request.serialNumber, constraints.serialNumber);
  validation.optional('tokenCode', request.tokenCode, constraints.tokenCode);
  const valid = validation.result();
  if (!valid.ok) {
    return valid;
  }
  return /^arn:[^:]+:iam::[^:]*:role\/.+$/.test(request.roleArn)
    ? succeed(request)
    : refusals.validation(`${request.roleArn} is invalid`);
}
