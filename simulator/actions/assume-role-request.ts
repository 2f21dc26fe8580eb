import type { SessionTag } from '../../shared/profile.ts';
import { succeed } from '../../shared/result.ts';
import { type Answer, refusals } from '../aws-refusal.ts';
import { constraints, parseDuration, RequestValidation } from '../constraints.ts';
import type { QueryParameters } from '../query-parameters.ts';

export interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly durationSeconds: number;
  readonly externalId: string | undefined;
  readonly policy: string | undefined;
  readonly policyArns: readonly string[];
  readonly tags: readonly SessionTag[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | undefined;
  readonly serialNumber: string | undefined;
  readonly tokenCode: string | undefined;
}

const maximumPolicyArns = 10;
const maximumTags = 50;

/** Everything that can be said about the parameters by themselves. */
export function parseAssumeRole(parameters: QueryParameters): Answer<AssumeRoleRequest> {
  const duration = parseDuration(parameters.get('DurationSeconds'), 3600);
  if (!duration.ok) {
    return duration;
  }
  const sentTags = parameters.list('Tags').map((tag) => ({ key: tag.get('Key'), value: tag.get('Value') }));
  const request: AssumeRoleRequest = {
    roleArn: parameters.get('RoleArn') ?? '',
    roleSessionName: parameters.get('RoleSessionName') ?? '',
    durationSeconds: duration.value,
    externalId: parameters.get('ExternalId'),
    policy: parameters.get('Policy'),
    policyArns: parameters.list('PolicyArns').map((policy) => policy.get('arn') ?? ''),
    tags: sentTags.map(({ key, value }) => ({ key: key ?? '', value: value ?? '' })),
    transitiveTagKeys: parameters.list('TransitiveTagKeys').map((key) => key.get('') ?? ''),
    sourceIdentity: parameters.get('SourceIdentity'),
    serialNumber: parameters.get('SerialNumber'),
    tokenCode: parameters.get('TokenCode'),
  };

  const validation = new RequestValidation();
  validation.required('roleArn', parameters.get('RoleArn'), constraints.arn);
  validation.required('roleSessionName', parameters.get('RoleSessionName'), constraints.roleSessionName);
  validation.range('durationSeconds', request.durationSeconds, 900, 43_200);
  validation.optional('externalId', request.externalId, constraints.externalId);
  validation.optional('policy', request.policy, constraints.sessionPolicy);
  validation.optional('sourceIdentity', request.sourceIdentity, constraints.sourceIdentity);
  validation.optional('serialNumber', request.serialNumber, constraints.serialNumber);
  validation.optional('tokenCode', request.tokenCode, constraints.tokenCode);
  validation.listLength('policyArns', request.policyArns, maximumPolicyArns);
  for (const [index, arn] of request.policyArns.entries()) {
    validation.optional(`policyArns.${index + 1}.member.arn`, arn, constraints.arn);
  }
  validation.listLength(
    'tags',
    request.tags.map(({ key }) => key),
    maximumTags,
  );
  for (const [index, { key, value }] of sentTags.entries()) {
    validation.required(`tags.${index + 1}.member.key`, key, constraints.tagKey);
    validation.required(`tags.${index + 1}.member.value`, value, constraints.tagValue);
  }
  validation.listLength('transitiveTagKeys', request.transitiveTagKeys, maximumTags);
  for (const [index, key] of request.transitiveTagKeys.entries()) {
    validation.optional(`transitiveTagKeys.${index + 1}.member`, key, constraints.tagKey);
  }
  const valid = validation.result();
  if (!valid.ok) {
    return valid;
  }
  return /^arn:[^:]+:iam::[^:]*:role\/.+$/.test(request.roleArn)
    ? succeed(request)
    : refusals.validation(`${request.roleArn} is invalid`);
}
