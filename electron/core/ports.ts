/**
 * What the core needs from the world, as narrow as it needs it. adapters/ and shell/ implement these; tests use
 * fakes.
 */
import type { AppError } from '../../shared/errors.ts';
import type {
  AssumeRoleRecipe,
  AssumeRoleWithSamlRecipe,
  AssumeRoleWithWebIdentityRecipe,
  AssumeRootRecipe,
  FederationTokenRecipe,
  Profile,
  ProfileDraft,
} from '../../shared/profile.ts';
import type { Result } from '../../shared/result.ts';
import type { Secret } from '../../shared/secret.ts';
import type { SignIn } from '../../shared/sign-in.ts';
import type { RoleMaximumView } from '../../shared/sign-in-views.ts';
import type {
  ActivityEntry,
  AwsFileName,
  CallerIdentity,
  CopyView,
  ManagedSection,
  RotationView,
  Settings,
  UseView,
} from '../../shared/views.ts';
import type { LongTermCredentials, ServedCredentials, SessionCredentials } from './credentials.ts';

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
  /** Just before the machine sleeps. */
  onSuspend(listener: () => void): void;
  onResume(listener: () => void): void;
  /** Times of day read otherwise now. */
  onZoneChanged(listener: () => void): void;
  /** While it is, nobody is asked for anything. */
  isScreenLocked(): boolean;
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

export interface AssumeRoleWithSamlRequest {
  readonly recipe: AssumeRoleWithSamlRecipe;
  readonly durationSeconds: number;
  readonly assertion: Secret;
}

export interface AssumeRoleWithWebIdentityRequest {
  readonly recipe: AssumeRoleWithWebIdentityRecipe;
  readonly roleSessionName: string;
  readonly durationSeconds: number;
  readonly token: Secret;
  /** `www.amazon.com` or `graph.facebook.com` with their access tokens; null with an id_token. */
  readonly providerId: string | null;
}

export interface FederationTokenRequest {
  readonly recipe: FederationTokenRecipe;
  readonly name: string;
  readonly durationSeconds: number;
}

export interface SessionTokenRequest {
  readonly durationSeconds: number;
  readonly mfaSerial: string | null;
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
  /** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
  getSessionToken(
    caller: StsCaller,
    request: SessionTokenRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>>;
  /** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html */
  getFederationToken(
    caller: StsCaller,
    request: FederationTokenRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>>;
  /** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html. Seconds are the recipe's. */
  assumeRoot(
    caller: StsCaller,
    recipe: AssumeRootRecipe,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>>;
  /** Unsigned. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html */
  assumeRoleWithSaml(
    request: AssumeRoleWithSamlRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>>;
  /** Unsigned. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
  assumeRoleWithWebIdentity(
    request: AssumeRoleWithWebIdentityRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>>;
  getCallerIdentity(caller: StsCaller, signal: AbortSignal): Promise<StsAnswer<CallerIdentity>>;
}

export interface IamAccessKey {
  /** AKIA… */
  readonly accessKeyId: string;
  readonly active: boolean;
  /** Epoch ms by AWS's clock; null: not told. */
  readonly createdAt: number | null;
}

export interface IamKeyUse {
  /** Epoch ms by AWS's clock, whole minutes, up to hours late; null: never, as far as AWS knows. */
  readonly at: number | null;
  /** As in a request's signature, such as `s3`; null: none. */
  readonly service: string | null;
}

/**
 * The caller's own access keys in IAM; each call acts on the user whose key signs it. Errors: iam-*,
 * sts-invalid-client-token, -signature-mismatch, -clock-skew, -throttled, -server-error, -expired-token, network-*,
 * proxy-*, tls-*, ca-bundle-unreadable, endpoint-not-allowed, cancelled.
 */
export interface IamGateway {
  /** Sent at most once: a second key would be a key too many. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
  createAccessKey(caller: StsCaller, signal: AbortSignal): Promise<StsAnswer<LongTermCredentials>>;
  listAccessKeys(caller: StsCaller, signal: AbortSignal): Promise<StsAnswer<readonly IamAccessKey[]>>;
  /** One that is not there counts as deactivated. */
  deactivateAccessKey(
    caller: StsCaller,
    accessKeyId: string,
    signal: AbortSignal,
  ): Promise<StsAnswer<undefined>>;
  /** One that is not there counts as deleted. */
  deleteAccessKey(caller: StsCaller, accessKeyId: string, signal: AbortSignal): Promise<StsAnswer<undefined>>;
  accessKeyLastUsed(
    caller: StsCaller,
    accessKeyId: string,
    signal: AbortSignal,
  ): Promise<StsAnswer<IamKeyUse>>;
  /** Seconds. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
  maxSessionDuration(caller: StsCaller, roleName: string, signal: AbortSignal): Promise<StsAnswer<number>>;
  /** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html, with no other change. */
  setMaxSessionDuration(
    caller: StsCaller,
    roleName: string,
    seconds: number,
    signal: AbortSignal,
  ): Promise<StsAnswer<undefined>>;
  /** Serials of the caller's own devices that make codes. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html */
  mfaDevices(caller: StsCaller, signal: AbortSignal): Promise<StsAnswer<readonly string[]>>;
}

export interface SigninRequest {
  /** Of the federation endpoint. */
  readonly federationUrl: string;
  readonly credentials: SessionCredentials;
  /** How long the console stays signed in; null: not sent. */
  readonly sessionSeconds: number | null;
}

/** Errors: console-refused, network-*, proxy-*, tls-*, ca-bundle-unreadable, endpoint-not-allowed, cancelled. */
export interface ConsoleGateway {
  /** Valid for 15 minutes. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html */
  signinToken(request: SigninRequest, signal: AbortSignal): Promise<Result<Secret>>;
}

/** The person's own browser. */
export interface Browser {
  /**
   * The address is a secret: it reaches the browser without being in any program's arguments. `choice`: an id of
   * BrowserCatalog; null: the system's browser. Errors: browser-failed.
   */
  open(address: Secret, choice?: string | null): Promise<Result<undefined>>;
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
export type GrantStore = DocumentStore<GrantsDocument>;
export type JournalStore = DocumentStore<JournalDocument>;
export type UseStore = DocumentStore<UsesDocument>;

export interface DesktopNotification {
  /** A later one with the same id replaces it. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** The row a click goes to. */
  readonly profileId: string | null;
  /**
   * Absent: `normal`. `low`: it came late, and nothing is lost by seeing it later. Never critical: that breaks through
   * do-not-disturb and stays on the screen, and an expired session is not worth that.
   */
  readonly urgency?: 'low' | 'normal';
  /** Offered where the desktop has them, with their words. For `profileId`. */
  readonly actions?: readonly { readonly kind: NotificationAction; readonly label: string }[];
  /** The window shows the same by itself, and the tray asks for attention for it. */
  readonly alsoInWindow?: boolean;
}

export type NotificationAction = 'renew' | 'stop';

/** Whether the person is not to be disturbed is the desktop's to say: it holds notifications back by itself. */
export interface Notifier {
  show(notification: DesktopNotification): void;
  close(id: string): void;
  /** The desktop shows none, or did not show this one. */
  onUndelivered(listener: (notification: DesktopNotification) => void): void;
}

export interface Clipboard {
  writeText(text: string): Promise<Result<undefined>>;
  /** Writes, and remembers what it wrote so that `clearSecret` can tell whether it is still there. */
  writeSecret(text: Secret): Promise<Result<undefined>>;
  /** Clears the clipboard if it still holds the last secret written. */
  clearSecret(): Promise<void>;
}

export interface Panel {
  /** As an ordinary window, at this profile's row. */
  open(profileId: string | null): void;
  hide(): void;
  holdOpen(held: boolean): void;
}

/**
 * The text of a file with one character for each byte (Latin-1), so that whatever is in it comes back as it was.
 * What is written into it must be UTF-8 bytes in the same form.
 */
export type ByteText = string;

/** ~/.aws/config and credentials, or what AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name. */
export interface AwsFiles {
  readonly paths: Readonly<Record<AwsFileName, string>>;
  /** Null: no such file. Errors: aws-file-unreadable, aws-file-changing. */
  read(file: AwsFileName, path?: string): Promise<Result<ByteText | null>>;
  /**
   * Replaces the file with what `change` makes of its newest content, atomically and under the lock; `change` is
   * called again when another program wrote meanwhile. The same text again: nothing is written. An absent file is ''.
   * Errors: those of `change`; aws-file-unreadable, -write-failed, -busy, -changing.
   */
  update(file: AwsFileName, change: (text: ByteText) => Result<ByteText>): Promise<Result<undefined>>;
  /** Writes beside our own data, mode 0600, and answers with the path. Errors: storage-write-failed. */
  keepBackup(file: AwsFileName, text: ByteText): Promise<Result<string>>;
  /** Another program changed a file, or it came or went. Not called for our own writes. */
  onChanged(listener: (file: AwsFileName) => void): void;
  close(): void;
}

/** What the credential_process helper proves itself with, one file for each profile it may fetch. */
export interface HelperTokens {
  /** Errors: storage-write-failed. */
  ensure(profileId: string): Promise<Result<undefined>>;
  remove(profileId: string): Promise<Result<undefined>>;
}

/** What the container endpoint asks the core. */
export interface GrantDesk {
  /** Errors: grant-not-found (wrong, expired, revoked, another profile's token), and those of serving. */
  serve(profileId: string, token: string, signal: AbortSignal): Promise<Result<ServedCredentials>>;
}

/** The container endpoint on 127.0.0.1. */
export interface ContainerEndpoint {
  /** Listens at this port, or (null) at a free one outside the ephemeral range. Errors: endpoint-port-taken, -unavailable. */
  open(port: number | null, desk: GrantDesk): Promise<Result<number>>;
  close(): Promise<void>;
}

/** The desktop's own terminal program. */
export interface TerminalLauncher {
  /** Opens one that runs this command, which holds no secret. Errors: terminal-unavailable. */
  open(command: readonly string[]): Promise<Result<undefined>>;
}

export interface FoundUpdate {
  readonly version: string;
  /** Plain text of several lines, cut; hostile. Empty: none. */
  readonly releaseNotes: string;
}

/** The app's own updates. Nothing here starts by itself. */
export interface Updater {
  /** `none`: no feed is built in. `tells`: new versions are found, and got the way this one was. `installs`: signature checked. */
  readonly feed: 'none' | 'tells' | 'installs';
  /** Null: this is the newest. Errors: update-check-failed. */
  check(channel: Settings['updateChannel']): Promise<Result<FoundUpdate | null>>;
  /** What the last `check` found. `onProgress`: 0 to 100. Errors: update-download-failed, update-not-trusted, cancelled. */
  download(onProgress: (percent: number) => void, signal: AbortSignal): Promise<Result<undefined>>;
  /** Quits, installs what was downloaded, and starts that. */
  restart(): void;
}

export interface DemoAccount {
  readonly endpointUrl: string;
  readonly accessKey: LongTermCredentials;
  readonly profiles: (keyId: string) => readonly ProfileDraft[];
  close(): Promise<void>;
}

/** Starts the AWS stand-in; loaded only when asked for. */
export type OpenDemoAccount = () => Promise<Result<DemoAccount>>;

export interface Logger {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}
