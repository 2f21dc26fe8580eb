import type { SessionTag } from '../shared/profile.ts';
import { type AwsAccount, type IamRole, type IamUser, roleArn, rootArn, userArn } from './account.ts';
import type { PolicyDocument } from './policy-document.ts';

/** Who signed a request, and with what kind of credentials. */
export type Caller = RootCaller | UserCaller | Session;

/** Holders of temporary credentials. */
export type Session = UserSession | RoleSession | FederatedUserSession | AssumedRootSession;

interface RootCaller {
  readonly kind: 'root';
  readonly account: AwsAccount;
}

/** An IAM user with a long-term access key. */
interface UserCaller {
  readonly kind: 'user';
  readonly account: AwsAccount;
  readonly user: IamUser;
}

/** Credentials from GetSessionToken. `user` is null when the account's root user asked for them. */
export interface UserSession {
  readonly kind: 'user-session';
  readonly account: AwsAccount;
  readonly user: IamUser | null;
  /** When an MFA code was given, epoch ms; null when none was. */
  readonly mfaAt: number | null;
}

/** Credentials from AssumeRole, AssumeRoleWithSAML or AssumeRoleWithWebIdentity. */
export interface RoleSession {
  readonly kind: 'role-session';
  readonly account: AwsAccount;
  readonly role: IamRole;
  readonly roleSessionName: string;
  /** Inline and managed session policies; null when none were passed. */
  readonly sessionPolicies: readonly PolicyDocument[] | null;
  readonly tags: readonly SessionTag[];
  /** Lower case: tag keys are compared without regard to case. */
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | null;
  /** Assumed with temporary credentials. */
  readonly chained: boolean;
  /** The identity provider as trust policies name it; null for AssumeRole. */
  readonly federatedProvider: string | null;
}

/** Credentials from GetFederationToken. `user` is null when the account's root user asked for them. */
export interface FederatedUserSession {
  readonly kind: 'federated-user';
  readonly account: AwsAccount;
  readonly user: IamUser | null;
  readonly name: string;
  /** Empty, and so without any permission, when none were passed. */
  readonly sessionPolicies: readonly PolicyDocument[];
  readonly tags: readonly SessionTag[];
}

/** Credentials from AssumeRoot: a member account's root user, for one task. */
export interface AssumedRootSession {
  readonly kind: 'assumed-root';
  readonly account: AwsAccount;
  readonly taskPolicy: PolicyDocument;
}

interface Identity {
  readonly arn: string;
  readonly userId: string;
}

/** What GetCallerIdentity tells, and what error messages call the caller. */
export function identityOf(caller: Caller): Identity {
  if (caller.kind === 'role-session') {
    const { account, role, roleSessionName } = caller;
    return {
      arn: `arn:aws:sts::${account.id}:assumed-role/${role.name}/${roleSessionName}`,
      userId: `${role.id}:${roleSessionName}`,
    };
  }
  if (caller.kind === 'federated-user') {
    const { account, name } = caller;
    return {
      arn: `arn:aws:sts::${account.id}:federated-user/${name}`,
      userId: `${account.id}:${name}`,
    };
  }
  const user = userOf(caller);
  return user === null
    ? { arn: rootArn(caller.account), userId: caller.account.id }
    : { arn: userArn(caller.account, user), userId: user.id };
}

/** What policies know the caller as: a role session is known by its role. */
export function principalArnOf(caller: Caller): string {
  return caller.kind === 'role-session' ? roleArn(caller) : identityOf(caller).arn;
}

export function userOf(caller: Caller): IamUser | null {
  return 'user' in caller ? caller.user : null;
}

export function isTemporary(caller: Caller): caller is Session {
  return caller.kind !== 'user' && caller.kind !== 'root';
}

/**
 * IAM knows neither sessions of GetSessionToken without MFA nor federated users:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
export function isClosedToIam(caller: Caller): boolean {
  return caller.kind === 'federated-user' || (caller.kind === 'user-session' && caller.mfaAt === null);
}
