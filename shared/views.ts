import type { AppError } from './errors.ts';
import type { ExportFormat } from './export-formats.ts';
import type { Profile } from './profile.ts';

/** What a window, the tray or the CLI may see. Nothing here is ever a secret. */

export type SessionState =
  | 'idle'
  | 'acquiring'
  | 'active'
  | 'refreshing'
  | 'needs-action'
  | 'failed'
  | 'expired';

/** What will happen at the end of a session's life. */
export type Renewal =
  | { readonly kind: 'renews-itself'; readonly at: number }
  | { readonly kind: 'needs-mfa-code' }
  /** `not-used-lately`: nobody used it for as long as Settings says; `source-missing`: its key is gone. */
  | { readonly kind: 'ends'; readonly reason: 'not-used-lately' | 'source-missing' };

export interface SessionView {
  readonly profileId: string;
  readonly state: SessionState;
  /**
   * When the held credentials end and when they were issued: epoch ms in this machine's clock, already corrected
   * by what is known of AWS's clock. Null when nothing is held.
   */
  readonly expiresAt: number | null;
  readonly issuedAt: number | null;
  /** ASIA…, not a secret. */
  readonly accessKeyId: string | null;
  readonly assumedRoleArn: string | null;
  readonly renewal: Renewal | null;
  /** The last failure that still matters. */
  readonly error: AppError | null;
  readonly lastUsedAt: number | null;
}

export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

export type SecretKept = 'keychain' | 'memory' | 'demo';

export interface AccessKeyView {
  readonly id: string;
  readonly name: string;
  /** AKIA…, not a secret. */
  readonly accessKeyId: string;
  readonly kept: SecretKept;
  readonly addedAt: number;
  /** The answer of the last GetCallerIdentity. */
  readonly identity: CallerIdentity | null;
  /** Why it cannot be used now, when that is known. */
  readonly problem: AppError | null;
}

export type ActivityKind =
  | 'assumed'
  | 'refreshed'
  | 'stopped'
  | 'expired'
  | 'failed'
  | 'copied'
  | 'checked'
  | 'restored'
  | 'key-added'
  | 'key-tested'
  | 'key-renamed'
  | 'key-removed'
  | 'profile-saved'
  | 'profile-removed';

export interface ActivityEntry {
  readonly id: string;
  readonly at: number;
  readonly kind: ActivityKind;
  /** Name of the profile or key at that time. */
  readonly subject: string;
  /** A few words more, such as the format copied or the new expiry; never a secret. */
  readonly detail: string;
  readonly error: AppError | null;
}

/** A snippet that left by value: it does not renew, so its own Expiration is watched. */
export interface CopyView {
  readonly id: string;
  readonly profileId: string;
  readonly profileName: string;
  readonly format: ExportFormat;
  readonly copiedAt: number;
  readonly expiresAt: number;
}

export type Theme = 'system' | 'light' | 'dark';

export interface Settings {
  readonly defaultRegion: string;
  readonly defaultShell: ExportFormat;
  /** Seconds. */
  readonly defaultDurationSeconds: number;
  /** Minutes before an expiry at which to warn; 0: only at expiry. */
  readonly warnBeforeMinutes: number;
  /** Seconds after which a copied snippet is cleared from the clipboard; 0: never. */
  readonly clipboardClearSeconds: number;
  /** Hours after its last use for which a session renews itself; 0: never by itself. */
  readonly renewHoursAfterUse: number;
  readonly theme: Theme;
  /** Each empty: taken from the environment (AWS_ENDPOINT_URL_STS, HTTPS_PROXY, AWS_CA_BUNDLE). */
  readonly stsEndpointUrl: string;
  readonly httpsProxy: string;
  readonly caBundlePath: string;
}

/** A code wanted from the person's MFA device. One is shown at a time. */
export interface MfaPromptView {
  readonly id: string;
  readonly serial: string;
  readonly keyName: string;
  readonly profileName: string;
  /** How many further prompts wait behind this one. */
  readonly waiting: number;
  /** Why the last code was not accepted. */
  readonly error: AppError | null;
}

export type KeychainState = 'ready' | 'locked' | 'unavailable' | 'changed';

/** Something the app must tell the person that belongs to no single row; stays until dismissed. */
export interface Notice {
  readonly id: string;
  readonly error: AppError;
}

/** What the app's own environment contributes (a tray app started at login lacks the shell's variables). */
export interface EnvironmentView {
  readonly stsEndpointUrl: string | null;
  readonly httpsProxy: string | null;
  readonly caBundlePath: string | null;
}

export interface StatusView {
  readonly keychain: KeychainState;
  readonly keychainProblem: AppError | null;
  readonly notices: readonly Notice[];
  readonly demoOpen: boolean;
  readonly environment: EnvironmentView;
  /** Used where a profile names no session name of its own. */
  readonly defaultRoleSessionName: string;
  readonly appVersion: string;
  readonly platform: string;
  /** AWS's clock minus ours, ms, when it was learned and differs by over a minute. */
  readonly clockOffset: number | null;
}

export interface Slices {
  readonly profiles: readonly Profile[];
  readonly sessions: readonly SessionView[];
  readonly accessKeys: readonly AccessKeyView[];
  readonly activity: readonly ActivityEntry[];
  readonly copies: readonly CopyView[];
  readonly settings: Settings;
  readonly prompt: MfaPromptView | null;
  readonly status: StatusView;
}

export interface Snapshot extends Slices {
  /** Grows by one at each change; a window drops events that are not newer than what it has. */
  readonly revision: number;
}

/** The slices that changed between the previous revision and this one. */
export interface SnapshotChange {
  readonly revision: number;
  readonly slices: Partial<Slices>;
}
