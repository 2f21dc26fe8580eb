/** What the core keeps over a restart, and the files that keep it. adapters/ implement these; tests use fakes. */
import type { CallerIdentity, RotationView } from '../../shared/access-key-views.ts';
import type { ActivityEntry } from '../../shared/activity-views.ts';
import type { ManagedSection } from '../../shared/aws-files-views.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import type { SignIn } from '../../shared/sign-in.ts';
import type { RoleMaximumView } from '../../shared/sign-in-views.ts';
import type { CopyView, UseView } from '../../shared/views.ts';
import type { SessionCredentials } from './credentials.ts';

export interface Loaded<Document> {
  readonly document: Document;
  /** What had to be put aside to get here, for the person to know. */
  readonly problem: AppError | null;
}

/** A small versioned file in clear text; never a secret. */
export interface DocumentStore<Document> {
  load(): Loaded<Document>;
  /** Atomic. Errors: storage-write-failed; what was on disk stays. */
  save(document: Document): Result<undefined>;
}

/** A session as it is sealed on disk. */
export interface StoredSession {
  /** Hash of every request parameter that shaped it. */
  readonly identity: string;
  readonly profileId: string;
  /** Chosen for this session only, seconds; null: the profile's own. */
  readonly chosenDurationSeconds: number | null;
  readonly credentials: SessionCredentials;
  /** Epoch ms by AWS's clock. */
  readonly issuedAt: number;
  /** Epoch ms by this machine's clock. */
  readonly lastUsedAt: number;
}

/** Errors: keychain-locked, keychain-unavailable, keychain-changed, storage-corrupt, storage-write-failed. */
export interface SessionCache {
  load(): Promise<Result<Loaded<readonly StoredSession[]>>>;
  /** Replaces all that is kept; refuses while what is on disk could not be opened, so that it is never lost. */
  save(sessions: readonly StoredSession[]): Promise<Result<undefined>>;
  /** Puts a file that can't be opened aside, and begins anew. */
  startOver(): Promise<Result<undefined>>;
}

export interface AccessKey {
  readonly id: string;
  readonly name: string;
  readonly accessKeyId: string;
  readonly kept: 'keychain' | 'memory' | 'demo';
  readonly addedAt: number;
  readonly identity: CallerIdentity | null;
  /** Which of the key's places in the keychain holds its secret; changes with each rotation. Absent: the first. */
  readonly secretSlot?: SecretSlot | undefined;
  /** When AWS made it, epoch ms; absent: not known. */
  readonly createdAt?: number | undefined;
  readonly rotation?: RotationRecord | undefined;
}

export type SecretSlot = 1 | 2;

/** How far a rotation has come: enough to go on from after a crash. */
export interface RotationRecord {
  readonly stage: RotationView['stage'];
  readonly oldAccessKeyId: string;
  /** Null while `creating`: it may exist already, unknown to us. */
  readonly newAccessKeyId: string | null;
  /** Epoch ms by AWS's clock: just before the new key was asked for. */
  readonly startedAt: number;
}

/** How the codes of a device come, where they are not typed. A seed is in the keychain. */
export type MfaDevice =
  | { readonly serial: string; readonly codes: 'seed' }
  | { readonly serial: string; readonly codes: 'command'; readonly command: string };

export interface ProfilesDocument {
  readonly profiles: readonly Profile[];
  readonly accessKeys: readonly AccessKey[];
  /** What is to be in ~/.aws. */
  readonly managedSections: readonly ManagedSection[];
  readonly signIns: readonly SignIn[];
  readonly mfaDevices: readonly MfaDevice[];
  readonly roleMaximums: readonly RoleMaximumView[];
  /** Marks of the sections that the person was last offered, by spaces; null: none yet. */
  readonly seenAwsFiles: string | null;
}

/** A renewing export. The token itself is only in the shell it was made for; here is its SHA-256, hex. */
export interface Grant {
  readonly id: string;
  readonly profileId: string;
  readonly tokenHash: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly lastUsedAt: number | null;
}

export interface GrantsDocument {
  /** The container endpoint's, kept so that open shells go on over a restart; null: never opened. */
  readonly port: number | null;
  readonly grants: readonly Grant[];
}

export interface JournalDocument {
  readonly activity: readonly ActivityEntry[];
  readonly copies: readonly CopyView[];
  /** Keys of warnings already given, so that a restart does not repeat them. */
  readonly told: readonly string[];
}

export interface UsesDocument {
  readonly uses: readonly UseView[];
}

export type ProfileStore = DocumentStore<ProfilesDocument>;
export type SettingsStore = DocumentStore<Settings>;
export type GrantStore = DocumentStore<GrantsDocument>;
export type JournalStore = DocumentStore<JournalDocument>;
export type UseStore = DocumentStore<UsesDocument>;
