import type { AppError, FailedEntry } from './errors.ts';
import type { RecipeKind } from './profile.ts';

/** What of ~/.aws a window or a command may see, and what importing it would bring. Never a secret. */

export type AwsFileName = 'config' | 'credentials';

/**
 * A section that Keycutter writes in ~/.aws. `process`: `[profile NAME]` with credential_process. `static`: `[NAME]`
 * in `credentials` with a copy of the session, there as long as the session. `region`: holds nothing but a Region; a
 * shell with a renewing export points AWS_PROFILE at it.
 */
export type ManagedSection =
  | { readonly kind: 'process' | 'static'; readonly name: string; readonly profileId: string }
  | { readonly kind: 'region'; readonly name: string; readonly region: string };

export interface ManagedSectionView {
  readonly section: ManagedSection;
  /** Why it is not as it should be on disk. */
  readonly problem: AppError | null;
}

/** Something on one line of a file that was passed over, in words. */
export interface FileProblem {
  readonly file: AwsFileName;
  /** From 1. */
  readonly line: number;
  readonly code:
    | 'not-utf-8'
    | 'byte-order-mark'
    | 'before-first-section'
    | 'no-separator'
    | 'section-not-closed'
    | 'section-twice'
    | 'key-twice'
    | 'continuation-without-key'
    | 'empty-key';
  /** The section or key it is about; hostile text. */
  readonly subject: string;
}

export type ImportNoteCode =
  /** Nothing here can be used. */
  | 'cycle'
  | 'source-missing'
  | 'partial-keys'
  | 'source-and-credential-source'
  | 'no-credentials'
  | 'source-unusable'
  | 'value-refused'
  /** Understood, and not supported yet. */
  | 'key-not-supported'
  /** Worth knowing. */
  | 'name-taken'
  | 'temporary-keys'
  | 'plaintext-key'
  | 'inherited-from-default'
  | 'duration-capped';

export interface ImportNote {
  readonly code: ImportNoteCode;
  /** `section`, `key`, `value`, `reason`, `path`: whichever the code needs. Never a secret. */
  readonly params: Readonly<Record<string, string>>;
}

/** What one section of ~/.aws becomes. */
export interface ImportEntry {
  /** The profile's name, as botocore reads it. */
  readonly name: string;
  /** `managed`: Keycutter's own section, never a source. */
  readonly outcome: 'new' | 'changed' | 'same' | 'unusable' | 'managed';
  /** A kind of profile, or `access-key`: an access key and no profile. Null: nothing. */
  readonly becomes: RecipeKind | null;
  readonly roleArn: string | null;
  readonly region: string | null;
  /** AKIA… of the key it is or calls with; not a secret. */
  readonly accessKeyId: string | null;
  /** The section that it calls with, or the machine's own credentials by their name in `credential_source`. */
  readonly source: string | null;
  /** What it is where no role tells it all: account and permission set, or a token file. Hostile text. */
  readonly about?: string | undefined;
  /** Whole command lines that Keycutter would run for it. Hostile text. */
  readonly commands?: readonly string[] | undefined;
  readonly notes: readonly ImportNote[];
}

export interface ImportPreview {
  readonly configPath: string;
  readonly credentialsPath: string;
  readonly entries: readonly ImportEntry[];
  readonly problems: readonly FileProblem[];
  /** Hash of all that was read: importing refuses to go on from another state of the files. */
  readonly digest: string;
}

export interface ImportOutcome {
  readonly profiles: number;
  readonly accessKeys: number;
  /** What of the chosen could not be imported, by section name. */
  readonly failed: readonly FailedEntry[];
}

/** A long-term key in clear text in ~/.aws/credentials. */
export interface PlaintextKeyView {
  readonly section: string;
  readonly accessKeyId: string;
}

export interface AwsFilesView {
  readonly configPath: string;
  readonly credentialsPath: string;
  /** What another program brought since the person last looked; null: nothing. */
  readonly offer: { readonly new: number; readonly changed: number } | null;
  readonly plaintextKeys: readonly PlaintextKeyView[];
  readonly managed: readonly ManagedSectionView[];
  /** Why the files can't be read or written now. */
  readonly problem: AppError | null;
}
