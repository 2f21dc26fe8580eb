import { parseRoleArn } from './aws-limits.ts';
import type { AssumeRoleRecipe } from './profile.ts';

/** The two policies that let a profile's AssumeRole call through, as JSON text ready to send. */
export interface OwnerPolicies {
  /** For the role: who may assume it, and on what conditions. */
  readonly trust: string;
  /** For the caller: this role and nothing else. */
  readonly caller: string;
  /** Whether the trust policy names the user or role, only its account (`account`), or must still be filled in. */
  readonly principal: 'user' | 'role' | 'account' | 'unknown';
}

/** What is known of the user whose access key calls, or of the role whose session does. */
export interface Caller {
  readonly account: string | null;
  /** Of an IAM user, as GetCallerIdentity answers it, or of a role. */
  readonly arn: string | null;
}

type PolicyRecipe = Pick<
  AssumeRoleRecipe,
  'roleArn' | 'externalId' | 'mfaSerial' | 'sourceIdentity' | 'tags' | 'transitiveTagKeys'
>;

/** Stands where the account must be filled in by hand. */
export const unknownAccount = 'ACCOUNT-OF-THE-ACCESS-KEY';

/**
 * Null until the role ARN is whole. The external id and MFA keys exist only for sts:AssumeRole, so session tags and
 * source identity get statements of their own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
export function ownerPolicies(recipe: PolicyRecipe, caller: Caller): OwnerPolicies | null {
  if (parseRoleArn(recipe.roleArn) === null) return null;
  const partition = recipe.roleArn.split(':')[1] ?? 'aws';
  const named = /:iam::\d{12}:(user|role)\//.exec(caller.arn ?? '')?.[1];
  const isNamed = named === 'user' || named === 'role';
  const principal = isNamed ? named : caller.account === null ? 'unknown' : 'account';
  const aws = isNamed ? caller.arn : `arn:${partition}:iam::${caller.account ?? unknownAccount}:root`;
  const from = { Effect: 'Allow', Principal: { AWS: aws } };

  const assumeConditions = {
    ...(recipe.externalId ? { StringEquals: { 'sts:ExternalId': recipe.externalId } } : {}),
    ...(recipe.mfaSerial ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } : {}),
  };
  const trust: object[] = [
    {
      Sid: 'AssumeRole',
      ...from,
      Action: 'sts:AssumeRole',
      ...(Object.keys(assumeConditions).length > 0 ? { Condition: assumeConditions } : {}),
    },
  ];
  const callerActions = ['sts:AssumeRole'];

  if (recipe.tags.length > 0) {
    callerActions.push('sts:TagSession');
    trust.push({
      Sid: 'PassSessionTags',
      ...from,
      Action: 'sts:TagSession',
      Condition: {
        'ForAllValues:StringEquals': {
          'aws:TagKeys': recipe.tags.map((tag) => tag.key),
          ...(recipe.transitiveTagKeys.length > 0
            ? { 'sts:TransitiveTagKeys': recipe.transitiveTagKeys }
            : {}),
        },
      },
    });
  }
  if (recipe.sourceIdentity) {
    callerActions.push('sts:SetSourceIdentity');
    trust.push({
      Sid: 'SetSourceIdentity',
      ...from,
      Action: 'sts:SetSourceIdentity',
      Condition: { StringEquals: { 'sts:SourceIdentity': recipe.sourceIdentity } },
    });
  }

  return {
    trust: policy(trust),
    caller: policy([
      {
        Effect: 'Allow',
        Action: callerActions.length === 1 ? callerActions[0] : callerActions,
        Resource: recipe.roleArn,
      },
    ]),
    principal,
  };
}

function policy(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
}
