/**
 * What the core needs from the world, as narrow as it needs it. adapters/ and shell/ implement these; tests use
 * fakes.
 */
import type { AppError } from '../../shared/errors.ts';
import type { AssumeRoleRecipe, Profile } from '../../shared/profile.ts';
import type { Result } from '../../shared/result.ts';
import type { Secret } from '../../shared/secret.ts';
import type { ActivityEntry, CallerIdentity, CopyView, Settings } from '../../shared/views.ts';
import type { LongTermCredentials, SessionCredentials } from './credentials.ts';

export interface Clock {
  /** Epoch ms, as the machine's clock is set now; may jump either way. */
  now(): number;
  /** Ms since the machine started, time asleep included; setting the clock does not move it. */
  uptime(): number;
  /** Calls once, no earlier than in `delay` ms awake. Answers with the way to call it off. */
  setTimer(delay: number, callback: () => void): () => void;
}

/** Wakes the core when the passage of time can't be trusted to timers. */
export interface Power {
  onResume(listener: () => void): void;
}

/** `locked`: there, but wants its password first. `unavailable`: none on this machine or bus. */
export type SecretStoreState = 'ready' | 'locked' | 'unavailable';

/** The OS keychain. No call ever blocks the main process or opens a prompt, but for `unlock`. */
export interface SecretStore {
  probe(): Promise<SecretStoreState>;
  /** Null: the keychain is open and has no such entry. Errors: keychain-locked, -unavailable, -failed. */
  get(name: string): Promise<Result<Secret | null>>;
  set(name: string, secret: Secret): Promise<Result<undefined>>;
  /** An entry that is not there counts as removed. */
  remove(name: string): Promise<Result<undefined>>;
  /** Has the desktop ask for the password; waits for the person. Errors: keychain-locked when dismissed, cancelled. */
  unlock(signal: AbortSignal): Promise<Result<undefined>>;
  /** The keychain was locked, unlocked, started or stopped. */
  onChanged(listener: () => void): void;
  /** Ends the watching. */
  close(): void;
}

export interface StsCaller {
  readonly credentials: LongTermCredentials | SessionCredentials;
  /** Regional endpoint: https://docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html */
  readonly region: string;
  /** Overrides every other endpoint choice: the demo account's. */
  readonly endpointUrl: string | null;
}

export interface AssumeRoleRequest {
  readonly recipe: AssumeRoleRecipe;
  readonly roleSessionName: string;
  readonly durationSeconds: number;
  readonly mfaCode: string | null;
}

export interface StsAnswer<Value> {
  readonly result: Result<Value>;
  /** AWS's clock, epoch ms, from the Date header of whatever answered; null without an answer. */
  readonly awsTime: number | null;
}

/** Every failure is a typed AppError (sts-*, network-*, proxy-*, tls-*, ca-bundle-unreadable, endpoint-not-allowed, cancelled). */
export interface StsGateway {
  assumeRole(
    caller: StsCaller,
    request: AssumeRoleRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>>;
  getCallerIdentity(caller: StsCaller, signal: AbortSignal): Promise<StsAnswer<CallerIdentity>>;
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
}

export interface ProfilesDocument {
  readonly profiles: readonly Profile[];
  readonly accessKeys: readonly AccessKey[];
}

export interface JournalDocument {
  readonly activity: readonly ActivityEntry[];
  readonly copies: readonly CopyView[];
  /** Keys of warnings already given, so that a restart does not repeat them. */
  readonly told: readonly string[];
}

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

export type ProfileStore = DocumentStore<ProfilesDocument>;
export type SettingsStore = DocumentStore<Settings>;
export type JournalStore = DocumentStore<JournalDocument>;

export interface DesktopNotification {
  /** A later one with the same id replaces it. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** The row a click goes to. */
  readonly profileId: string | null;
}

export interface Notifier {
  show(notification: DesktopNotification): void;
  close(id: string): void;
}

export interface Clipboard {
  writeText(text: string): Promise<Result<undefined>>;
  /** Writes, and remembers what it wrote so that `clearSecret` can tell whether it is still there. */
  writeSecret(text: Secret): Promise<Result<undefined>>;
  /** Clears the clipboard if it still holds the last secret written. */
  clearSecret(): Promise<void>;
}

export interface Panel {
  hide(): void;
  holdOpen(held: boolean): void;
}

export interface DemoAccount {
  readonly endpointUrl: string;
  readonly accessKey: LongTermCredentials;
  readonly profiles: (
    keyId: string,
  ) => readonly { readonly name: string; readonly recipe: AssumeRoleRecipe }[];
  close(): Promise<void>;
}

/** Starts the AWS stand-in; loaded only when asked for. */
export type OpenDemoAccount = () => Promise<Result<DemoAccount>>;

export interface Logger {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}
