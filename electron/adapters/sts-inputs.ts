import type {
  AssumeRoleCommandInput,
  AssumeRoleWithSAMLCommandInput,
  AssumeRoleWithWebIdentityCommandInput,
  AssumeRootCommandInput,
  GetFederationTokenCommandInput,
  GetSessionTokenCommandInput,
  Tag,
} from '@aws-sdk/client-sts';
import { partitionOf } from '../../shared/aws-regions.ts';
import type { AssumeRootRecipe, SessionTag } from '../../shared/profile.ts';
import type {
  AssumeRoleRequest,
  AssumeRoleWithSamlRequest,
  AssumeRoleWithWebIdentityRequest,
  FederationTokenRequest,
  SessionTokenRequest,
} from '../core/aws-ports.ts';

/** What is asked, in AWS's names. An absent or empty member is not sent: AWS refuses an empty list or policy. */

export function assumeRoleInput(request: AssumeRoleRequest): AssumeRoleCommandInput {
  const { externalId, tags, transitiveTagKeys, sourceIdentity, mfaSerial } = request.recipe;
  return {
    RoleArn: request.recipe.roleArn,
    RoleSessionName: request.roleSessionName,
    DurationSeconds: request.durationSeconds,
    ...(externalId ? { ExternalId: externalId } : {}),
    ...policies(request.recipe),
    ...sessionTags(tags),
    ...(transitiveTagKeys.length > 0 ? { TransitiveTagKeys: [...transitiveTagKeys] } : {}),
    ...(sourceIdentity ? { SourceIdentity: sourceIdentity } : {}),
    ...mfa(mfaSerial, request.mfaCode),
  };
}

export function sessionTokenInput(request: SessionTokenRequest): GetSessionTokenCommandInput {
  return { DurationSeconds: request.durationSeconds, ...mfa(request.mfaSerial, request.mfaCode) };
}

export function federationTokenInput(request: FederationTokenRequest): GetFederationTokenCommandInput {
  return {
    Name: request.name,
    DurationSeconds: request.durationSeconds,
    ...policies(request.recipe),
    ...sessionTags(request.recipe.tags),
  };
}

export function assumeRootInput({ targetAccount, task, region, durationSeconds }: AssumeRootRecipe) {
  return {
    TargetPrincipal: targetAccount,
    // AWS's managed policies are in each partition: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
    TaskPolicyArn: { arn: `arn:${partitionOf(region)}:iam::aws:policy/root-task/${task}` },
    DurationSeconds: durationSeconds,
  } satisfies AssumeRootCommandInput;
}

export function samlInput(request: AssumeRoleWithSamlRequest): AssumeRoleWithSAMLCommandInput {
  return {
    RoleArn: request.recipe.roleArn,
    PrincipalArn: request.recipe.principalArn,
    SAMLAssertion: request.assertion.reveal(),
    DurationSeconds: request.durationSeconds,
    ...policies(request.recipe),
  };
}

export function webIdentityInput(
  request: AssumeRoleWithWebIdentityRequest,
): AssumeRoleWithWebIdentityCommandInput {
  return {
    RoleArn: request.recipe.roleArn,
    RoleSessionName: request.roleSessionName,
    WebIdentityToken: request.token.reveal(),
    DurationSeconds: request.durationSeconds,
    ...(request.providerId === null ? {} : { ProviderId: request.providerId }),
    ...policies(request.recipe),
  };
}

interface WithPolicies {
  readonly policy?: string | undefined;
  readonly policyArns: readonly string[];
}

function policies({ policy, policyArns }: WithPolicies) {
  return {
    ...(policy ? { Policy: policy } : {}),
    ...(policyArns.length > 0 ? { PolicyArns: policyArns.map((arn) => ({ arn })) } : {}),
  };
}

function sessionTags(tags: readonly SessionTag[]): { readonly Tags?: Tag[] } {
  return tags.length > 0 ? { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) } : {};
}

function mfa(serial: string | null | undefined, code: string | null) {
  return serial && code !== null ? { SerialNumber: serial, TokenCode: code } : {};
}
