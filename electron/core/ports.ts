/**
 * What the core needs from the world, as narrow as it needs it. adapters/ and shell/ implement these; tests use
 * fakes. Of AWS: aws-ports.ts; what is kept: store-ports.ts; for the ways in: way-in-ports.ts; of the system:
 * system/system-ports.ts.
 */
import type { AwsFileName } from '../../shared/aws-files-views.ts';
import type { ProfileDraft } from '../../shared/profile.ts';
import type { Result } from '../../shared/result.ts';
import type { Secret } from '../../shared/secret.ts';
import type { Settings } from '../../shared/settings.ts';
import type { LongTermCredentials, ServedCredentials } from './credentials.ts';

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

/** The person's own browser. */
export interface Browser {
  /**
   * The address is a secret: it reaches the browser without being in any program's arguments. `choice`: an id of
   * BrowserCatalog; null: the system's browser. Errors: browser-failed.
   */
  open(address: Secret, choice?: string | null): Promise<Result<undefined>>;
}

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
