/** An IAM user's access key, kept here. */
export interface AccessKeySource {
  readonly kind: 'access-key';
  readonly keyId: string;
}

/** Another profile's session: role chaining. */
export interface ProfileSource {
  readonly kind: 'profile';
  readonly profileId: string;
}

/**
 * Credentials that this machine has by itself, named as `credential_source` in ~/.aws/config:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
 */
export interface MachineSource {
  readonly kind: 'machine';
  readonly from: 'Environment' | 'Ec2InstanceMetadata' | 'EcsContainer';
}

/** A sign-in at an identity provider, shared by all profiles that name it. */
export interface SignInSource {
  readonly kind: 'sign-in';
  readonly signInId: string;
}

/** A program's standard output; started without a shell, its line split as a POSIX shell splits words. */
export interface CommandSource {
  readonly kind: 'command';
  readonly command: string;
}

/** A web identity token that something else keeps fresh: `web_identity_token_file`. */
export interface TokenFileSource {
  readonly kind: 'token-file';
  readonly path: string;
}

/** What can call AssumeRole. */
export type CallerSource = AccessKeySource | ProfileSource | MachineSource;
export type RecipeSource = CallerSource | SignInSource | CommandSource | TokenFileSource;

export interface SessionTag {
  readonly key: string;
  readonly value: string;
}

/**
 * A recipe for an AssumeRole session; fields carry the names, limits and meaning of
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html. An absent optional field is not sent.
 */
export interface AssumeRoleRecipe {
  readonly kind: 'assume-role';
  readonly source: CallerSource;
  readonly roleArn: string;
  /** AWS Region whose STS endpoint is called, and which exports set. */
  readonly region: string;
  /** Seconds, 900 to 43,200; at most 3,600 where the caller is a session (role chaining). */
  readonly durationSeconds: number;
  readonly externalId?: string | undefined;
  /** Absent: derived from the person (core/sessions/role-session-name.ts). */
  readonly roleSessionName?: string | undefined;
  /** Inline session policy, JSON text. */
  readonly policy?: string | undefined;
  readonly policyArns: readonly string[];
  readonly tags: readonly SessionTag[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string | undefined;
  readonly mfaSerial?: string | undefined;
  /**
   * With an access key and `mfaSerial`: the code is given once, to GetSessionToken, whose session opens every profile
   * of that key and device; AWS then caps this one at an hour. Otherwise each session takes a code of its own.
   */
  readonly mfaShared?: boolean | undefined;
}

/**
 * A session of the access key's own user: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html.
 * It can call IAM only with MFA, and a role assumed from it lasts at most an hour.
 */
export interface SessionTokenRecipe {
  readonly kind: 'session-token';
  readonly source: AccessKeySource;
  readonly region: string;
  /** Seconds, 900 to 129,600. */
  readonly durationSeconds: number;
  readonly mfaSerial?: string | undefined;
}

/**
 * A federated user under a broker's key: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html.
 * It may do what the key's user and these policies both allow; without a policy, nothing.
 */
export interface FederationTokenRecipe {
  readonly kind: 'federation-token';
  readonly source: AccessKeySource;
  readonly region: string;
  /** Seconds, 900 to 129,600. */
  readonly durationSeconds: number;
  /** Of the federated user, 2 to 32 characters; absent: derived from the person. */
  readonly federatedName?: string | undefined;
  readonly policy?: string | undefined;
  readonly policyArns: readonly string[];
  readonly tags: readonly SessionTag[];
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html */
export interface AssumeRoleWithSamlRecipe {
  readonly kind: 'assume-role-with-saml';
  readonly source: SignInSource;
  readonly roleArn: string;
  /** ARN of the SAML provider in IAM that vouches for the person. */
  readonly principalArn: string;
  readonly region: string;
  /** Seconds, 900 to 43,200. */
  readonly durationSeconds: number;
  readonly policy?: string | undefined;
  readonly policyArns: readonly string[];
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export interface AssumeRoleWithWebIdentityRecipe {
  readonly kind: 'assume-role-with-web-identity';
  readonly source: SignInSource | TokenFileSource | CommandSource;
  readonly roleArn: string;
  readonly region: string;
  /** Seconds, 900 to 43,200. */
  readonly durationSeconds: number;
  readonly roleSessionName?: string | undefined;
  readonly policy?: string | undefined;
  readonly policyArns: readonly string[];
}

/**
 * A permission set of IAM Identity Center, whose administrator decides how long it lasts:
 * https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
 */
export interface IdentityCenterRecipe {
  readonly kind: 'identity-center';
  readonly source: SignInSource;
  /** 12 digits. */
  readonly accountId: string;
  /** Name of the permission set. */
  readonly roleName: string;
  /** Which exports set; the sign-in has its own. */
  readonly region: string;
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html */
export interface AssumeRootRecipe {
  readonly kind: 'assume-root';
  readonly source: CallerSource;
  /** The member account: 12 digits. */
  readonly targetAccount: string;
  /** One of `rootTaskPolicies` in aws-limits.ts, such as `S3UnlockBucketPolicy`. */
  readonly task: string;
  readonly region: string;
  /** Seconds, up to 900. */
  readonly durationSeconds: number;
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html */
export interface CredentialProcessRecipe {
  readonly kind: 'credential-process';
  readonly source: CommandSource;
  readonly region: string;
}

/**
 * No session at all: programs are served the access key itself, out of the keychain, where a session will not do.
 * It is never copied by value and has no Expiration.
 */
export interface AccessKeyRecipe {
  readonly kind: 'access-key';
  readonly source: AccessKeySource;
  readonly region: string;
}

/** What somebody is asked for a session. */
export type SessionRecipe =
  | AssumeRoleRecipe
  | SessionTokenRecipe
  | FederationTokenRecipe
  | AssumeRoleWithSamlRecipe
  | AssumeRoleWithWebIdentityRecipe
  | IdentityCenterRecipe
  | AssumeRootRecipe
  | CredentialProcessRecipe;
export type Recipe = SessionRecipe | AccessKeyRecipe;
export type RecipeKind = Recipe['kind'];

/** What a person names and edits. */
export interface ProfileDraft {
  readonly name: string;
  readonly recipe: Recipe;
  /** Programs are served only after the person has allowed it (production). */
  readonly askBeforeServing?: boolean | undefined;
  /** Id of the browser, or of one of its profiles or containers, in which its console opens; absent: as Settings say. */
  readonly consoleBrowser?: string | undefined;
}

/** The section of ~/.aws that a profile was imported from, to tell a later change of it. */
export interface ProfileOrigin {
  readonly section: string;
  /** Hash of what shapes a session there, as it was imported. */
  readonly digest: string;
}

export interface Profile extends ProfileDraft {
  /** Random, never reused; the name may change, this does not. */
  readonly id: string;
  readonly favourite: boolean;
  /** Belongs to the built-in demo account: lives in memory only. */
  readonly demo: boolean;
  readonly origin?: ProfileOrigin | undefined;
}

export function roleArnOf(recipe: Recipe): string | null {
  return 'roleArn' in recipe ? recipe.roleArn : null;
}

export function mfaSerialOf(recipe: Recipe): string | undefined {
  return 'mfaSerial' in recipe ? recipe.mfaSerial : undefined;
}

/** Id of the access key that it calls with; null: none, or not its own. */
export function keyIdOf({ source }: Recipe): string | null {
  return source.kind === 'access-key' ? source.keyId : null;
}

/** Null: its session lasts as long as somebody else decides, or there is none. */
export function durationOf(recipe: Recipe): number | null {
  return 'durationSeconds' in recipe ? recipe.durationSeconds : null;
}

/** The account that its session is in, 12 digits; null: the recipe does not say. */
export function accountOf(recipe: Recipe): string | null {
  switch (recipe.kind) {
    case 'assume-role':
    case 'assume-role-with-saml':
    case 'assume-role-with-web-identity':
      return recipe.roleArn.split(':')[4] ?? null;
    case 'identity-center':
      return recipe.accountId;
    case 'assume-root':
      return recipe.targetAccount;
    case 'session-token':
    case 'federation-token':
    case 'credential-process':
    case 'access-key':
      return null;
  }
}
