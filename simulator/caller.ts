import type { SessionTag } from '../shared/profile.ts';
import { type AwsAccount, type IamRole, type IamUser, roleArn, rootArn, userArn } from './account.ts';
import type { PolicyDocument } from './policy-document.ts';

/** Who signed a request, and with what kind of credentials. */
export type Caller = RootCaller | UserCaller | UserSession | RoleSession;

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

/** Credentials from AssumeRole. */
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
  return caller.kind === 'user' || caller.kind === 'user-session' ? caller.user : null;
}

export function isTemporary(caller: Caller): caller is UserSession | RoleSession {
  return caller.kind === 'user-session' || caller.kind === 'role-session';
}
