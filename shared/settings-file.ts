/**
 * The file of exported settings: everything that a person would have to enter again on another machine, but for
 * secrets. References in it (`keyId`, `signInId`, `profileId`) are to the ids in the same file.
 */
import * as z from 'zod/mini';
import * as limits from './aws-limits.ts';
import { profileDraftSchema } from './ipc-contract.ts';
import type { ProfileDraft } from './profile.ts';
import { checked, id } from './schema-parts.ts';
import type { SignInDraft } from './sign-in.ts';
import { signInDraftSchema } from './sign-in-schema.ts';

export const settingsFileFormat = 'keycutter-settings';
export const settingsFileVersion = 1;

/** Bytes. Thousands of profiles with policies take less. */
export const largestSettingsFile = 16 * 1024 * 1024;
/** Entries of each list. */
export const mostFileEntries = 10_000;

export interface FileProfile {
  readonly id: string;
  readonly favourite: boolean;
  readonly draft: ProfileDraft;
}

export interface FileSignIn {
  readonly id: string;
  readonly draft: SignInDraft;
}

/** The public half only. */
export interface FileAccessKey {
  readonly id: string;
  readonly name: string;
  /** AKIA… */
  readonly accessKeyId: string;
}

export const fileHeaderSchema = z.looseObject({
  format: z.literal(settingsFileFormat),
  version: z.int().check(z.gte(1)),
});

export const fileProfileSchema: z.ZodMiniType<FileProfile> = z.strictObject({
  id,
  favourite: z.boolean(),
  draft: profileDraftSchema,
});

export const fileSignInSchema: z.ZodMiniType<FileSignIn> = z.strictObject({ id, draft: signInDraftSchema });

export const fileAccessKeySchema: z.ZodMiniType<FileAccessKey> = z.strictObject({
  id,
  name: checked(80, limits.checkName),
  accessKeyId: checked(128, limits.checkAccessKeyId),
});
