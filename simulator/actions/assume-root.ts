import { succeed } from '../../shared/result.ts';
import { rootArn, type SimulatedAws } from '../account.ts';
import { authorize, callerContext } from '../authorization.ts';
import { type Answer, refusals } from '../aws-refusal.ts';
import { type Caller, identityOf } from '../caller.ts';
import { constraints, parseDuration, RequestValidation } from '../constraints.ts';
import type { Operation } from '../operation.ts';
import type { PolicyDocument } from '../policy-document.ts';
import { credentialsXml } from './credentials-xml.ts';

const audit = [
  'iam:GetAccessKeyLastUsed',
  'iam:GetLoginProfile',
  'iam:GetUser',
  'iam:ListAccessKeys',
  'iam:ListMFADevices',
  'iam:ListSigningCertificates',
];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/security-iam-awsmanpol.html, under root-task. */
const taskActions: Readonly<Record<string, readonly string[]>> = {
  IAMAuditRootUserCredentials: audit,
  IAMCreateRootUserPassword: ['iam:CreateLoginProfile', 'iam:GetLoginProfile'],
  IAMDeleteRootUserCredentials: [
    ...audit,
    'iam:DeactivateMFADevice',
    'iam:DeleteAccessKey',
    'iam:DeleteLoginProfile',
    'iam:DeleteSigningCertificate',
    'iam:DeleteVirtualMFADevice',
  ],
  S3UnlockBucketPolicy: [
    's3:DeleteBucketPolicy',
    's3:GetBucketPolicy',
    's3:ListAllMyBuckets',
    's3:PutBucketPolicy',
  ],
  SQSUnlockQueuePolicy: [
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:ListQueues',
    'sqs:SetQueueAttributes',
  ],
};

/**
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
 * AWS's global endpoint does not know it (https://github.com/boto/boto3/issues/4461). Requests there are signed for
 * us-east-1 like those to that Region's own endpoint, so that they cannot be told apart here.
 */
export const assumeRoot: Operation = ({ aws, caller, parameters, now, region, sessions }) => {
  const targetPrincipal = parameters.get('TargetPrincipal');
  const taskPolicyArn = parameters.get('TaskPolicyArn.arn');
  const duration = parseDuration(parameters.get('DurationSeconds'), 900);
  if (!duration.ok) {
    return duration;
  }
  const validation = new RequestValidation();
  validation.required('targetPrincipal', targetPrincipal, constraints.targetPrincipal);
  validation.required('taskPolicyArn.arn', taskPolicyArn, constraints.arn);
  validation.range('durationSeconds', duration.value, 0, 900);
  const valid = validation.result();
  if (!valid.ok || targetPrincipal === undefined || taskPolicyArn === undefined) {
    return valid;
  }
  const taskPolicy = taskPolicyOf(taskPolicyArn);
  if (taskPolicy === null) {
    return refusals.validation(`${taskPolicyArn} is not a supported task policy.`);
  }
  const targetId = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(targetPrincipal)?.[1];
  if (targetId === undefined) {
    return refusals.validation(`${targetPrincipal} is invalid`);
  }
  const resource = `arn:aws:iam::${targetId}:root`;
  const authorized = authorizeRoot(aws, caller, targetId, () => {
    const context = callerContext(caller, now)
      .set('aws:RequestedRegion', region)
      .set('sts:TaskPolicyArn', taskPolicyArn);
    return authorize(caller, { action: 'sts:AssumeRoot', resource, context }, resource);
  });
  if (!authorized.ok) {
    return authorized;
  }
  const account = aws.accounts.find(({ id }) => id === targetId) ?? { id: targetId };
  if (account.disabledRegions?.includes(region)) {
    return refusals.regionDisabled(account.id);
  }
  const session = { kind: 'assumed-root', account, taskPolicy } as const;
  return succeed({
    Credentials: credentialsXml(sessions.issue(session, now, duration.value)),
    SourceIdentity: caller.kind === 'role-session' ? (caller.sourceIdentity ?? undefined) : undefined,
  });
};

function taskPolicyOf(arn: string): PolicyDocument | null {
  const name = /^arn:[^:]+:iam::aws:policy\/root-task\/(\w+)$/.exec(arn)?.[1] ?? '';
  const actions = Object.hasOwn(taskActions, name) ? taskActions[name] : undefined;
  return actions === undefined ? null : { Statement: { Effect: 'Allow', Action: actions, Resource: '*' } };
}

/** Users and role sessions of the organization's administrators only, and on its members only. */
function authorizeRoot(
  { organization }: SimulatedAws,
  caller: Caller,
  targetId: string,
  byPolicy: () => Answer<undefined>,
): Answer<undefined> {
  const administrators = [organization?.managementAccount, organization?.delegatedAdministrator];
  const isMember = organization?.memberAccounts.includes(targetId) ?? false;
  return (caller.kind === 'user' || caller.kind === 'role-session') &&
    administrators.includes(caller.account.id) &&
    isMember
    ? byPolicy()
    : refusals.accessDenied(
        `User: ${identityOf(caller).arn} is not authorized to perform: sts:AssumeRoot on resource: ${rootArn({ id: targetId })}`,
      );
}
