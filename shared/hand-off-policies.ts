import { type Check, limitProblem, parseRoleArn } from './aws-limits.ts';
import { partitionOf, partitionOfArn } from './aws-regions.ts';
import { type Recipe, roleArnOf } from './profile.ts';

/**
 * Session policies for a session that is handed to somebody else. What it may do is what both the profile and the
 * policy allow: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 */

export type HandOffTemplate =
  | { readonly kind: 'read-bucket'; readonly bucket: string }
  /** Puts objects whose key begins with the prefix; reads and deletes none. */
  | { readonly kind: 'write-prefix'; readonly bucket: string; readonly prefix: string }
  | { readonly kind: 'read-log-group'; readonly region: string; readonly logGroup: string }
  /** AWS's own ReadOnlyAccess. */
  | { readonly kind: 'read-everything' }
  /** All that the profile may do. */
  | { readonly kind: 'everything' }
  | { readonly kind: 'own'; readonly policy: string };

export type HandOffTemplateKind = HandOffTemplate['kind'];

/** As `sessions.handOff` takes them. */
export interface SessionPolicies {
  readonly policy?: string;
  readonly policyArns: readonly string[];
}

/** Where the names in a policy are. */
export interface PolicyPlace {
  /** Such as `aws` or `aws-cn`. */
  readonly partition: string;
  /** 12 digits, or `*` where it is not known. */
  readonly account: string;
  /** GetFederationToken gives nothing without a policy. */
  readonly needsPolicy: boolean;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const checkBucketName: Check = (value) => {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value)) {
    return limitProblem('bucket-form');
  }
  return value.includes('..') ? limitProblem('bucket-dots') : null;
};

/** In a policy `*`, `?` and `$` stand for more than themselves. */
export const checkKeyPrefix: Check = (value) => {
  if (value.startsWith('/')) return limitProblem('prefix-slash');
  return /^[\w!.'()/=+@:,& -]{1,500}$/.test(value) ? null : limitProblem('prefix-form');
};

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const checkLogGroup: Check = (value) =>
  /^[\w.\-/#]{1,512}$/.test(value) ? null : limitProblem('log-group-form');

export function policyPlaceOf(recipe: Recipe): PolicyPlace {
  const roleArn = roleArnOf(recipe);
  return {
    partition: partitionOfArn(roleArn ?? '') ?? partitionOf(recipe.region),
    account: parseRoleArn(roleArn ?? '')?.account ?? '*',
    needsPolicy: recipe.kind === 'federation-token' && !hasSessionPolicy(recipe),
  };
}

/** AWS takes one set of session policies: a profile that has one can only be handed off as it is. */
export function hasSessionPolicy(recipe: Recipe): boolean {
  return 'policyArns' in recipe && (recipe.policy !== undefined || recipe.policyArns.length > 0);
}

export function handOffPolicies(template: HandOffTemplate, place: PolicyPlace): SessionPolicies {
  switch (template.kind) {
    case 'read-bucket':
      return inline(readBucket(template.bucket, place));
    case 'write-prefix':
      return inline(writePrefix(template.bucket, template.prefix, place));
    case 'read-log-group':
      return inline(readLogGroup(template.region, template.logGroup, place));
    case 'read-everything':
      return { policyArns: [`arn:${place.partition}:iam::aws:policy/ReadOnlyAccess`] };
    case 'everything':
      return place.needsPolicy ? inline([allow(['*'], '*')]) : { policyArns: [] };
    case 'own':
      return { policy: template.policy, policyArns: [] };
  }
}

interface Statement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

function inline(statements: readonly Statement[]): SessionPolicies {
  return {
    policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2),
    policyArns: [],
  };
}

function allow(actions: readonly string[], resource: Statement['Resource'], condition?: object): Statement {
  const statement = { Effect: 'Allow', Action: actions, Resource: resource } as const;
  return condition === undefined ? statement : { ...statement, Condition: condition };
}

/**
 * For objects under a KMS key, and only by way of S3:
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
function throughS3(actions: readonly string[]): Statement {
  return allow(actions, '*', { StringLike: { 'kms:ViaService': 's3.*' } });
}

function readBucket(bucket: string, { partition }: PolicyPlace): readonly Statement[] {
  const arn = `arn:${partition}:s3:::${bucket}`;
  return [
    allow(['s3:ListBucket', 's3:GetBucketLocation'], arn),
    allow(['s3:GetObject', 's3:GetObjectVersion'], `${arn}/*`),
    throughS3(['kms:Decrypt']),
  ];
}

function writePrefix(bucket: string, prefix: string, { partition }: PolicyPlace): readonly Statement[] {
  const arn = `arn:${partition}:s3:::${bucket}`;
  return [
    allow(['s3:ListBucket'], arn, { StringLike: { 's3:prefix': `${prefix}*` } }),
    allow(['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], `${arn}/${prefix}*`),
    // An upload in parts is decrypted to be put together.
    throughS3(['kms:GenerateDataKey', 'kms:Decrypt']),
  ];
}

function readLogGroup(
  region: string,
  logGroup: string,
  { partition, account }: PolicyPlace,
): readonly Statement[] {
  const arn = `arn:${partition}:logs:${region}:${account}:log-group:${logGroup}`;
  const read = [
    'logs:DescribeLogStreams',
    'logs:FilterLogEvents',
    'logs:GetLogEvents',
    'logs:GetLogGroupFields',
    'logs:StartQuery',
  ];
  // Of a query that was started, which knows no resource.
  return [allow(read, [arn, `${arn}:*`]), allow(['logs:GetQueryResults', 'logs:StopQuery'], '*')];
}
