/** What a profile calls STS with. More kinds follow as more ways into AWS are added. */
export type ProfileSource = { readonly kind: 'access-key'; readonly keyId: string };

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
  readonly source: ProfileSource;
  readonly roleArn: string;
  /** AWS Region whose STS endpoint is called, and which exports set. */
  readonly region: string;
  /** Seconds, 900 to 43,200. */
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
}

/**
 * A session of the access key's own user: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html.
 * It can call IAM only with MFA, and a role assumed from it lasts at most an hour.
 */
export interface SessionTokenRecipe {
  readonly kind: 'session-token';
  readonly source: ProfileSource;
  readonly region: string;
  /** Seconds, 900 to 129,600. */
  readonly durationSeconds: number;
  readonly mfaSerial?: string | undefined;
}

/**
 * No session at all: programs are served the access key itself, out of the keychain, where a session will not do.
 * It is never copied by value and has no Expiration.
 */
export interface AccessKeyRecipe {
  readonly kind: 'access-key';
  readonly source: ProfileSource;
  readonly region: string;
}

/** What STS is asked for a session. */
export type SessionRecipe = AssumeRoleRecipe | SessionTokenRecipe;
export type Recipe = SessionRecipe | AccessKeyRecipe;

/** What a person names and edits. */
export interface ProfileDraft {
  readonly name: string;
  readonly recipe: Recipe;
  /** Programs are served only after the person has allowed it (production). */
  readonly askBeforeServing?: boolean | undefined;
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
  return recipe.kind === 'assume-role' ? recipe.roleArn : null;
}

export function mfaSerialOf(recipe: Recipe): string | undefined {
  return recipe.kind === 'access-key' ? undefined : recipe.mfaSerial;
}
