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

/** What a person names and edits. */
export interface ProfileDraft {
  readonly name: string;
  readonly recipe: AssumeRoleRecipe;
}

export interface Profile extends ProfileDraft {
  /** Random, never reused; the name may change, this does not. */
  readonly id: string;
  readonly favourite: boolean;
  /** Belongs to the built-in demo account: lives in memory only. */
  readonly demo: boolean;
}
