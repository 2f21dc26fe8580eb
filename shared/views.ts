import type { AccessKeyView } from './access-key-views.ts';
import type { ActivityEntry } from './activity-views.ts';
import type { AwsFilesView } from './aws-files-views.ts';
import type { AppError } from './errors.ts';
import type { ExportFormat } from './export-formats.ts';
import type { Language } from './language.ts';
import type { Profile } from './profile.ts';
import type { Settings } from './settings.ts';
import type { MfaDeviceView, RoleMaximumView, SignInPromptView, SignInView } from './sign-in-views.ts';

/** What a window, the tray or the CLI may see. Nothing here is ever a secret. */

export type SessionState =
  | 'idle'
  | 'acquiring'
  | 'active'
  | 'refreshing'
  | 'needs-action'
  | 'failed'
  | 'expired';

/**
 * What will happen at the end of a session's life; once it is over, what the next one takes of the person, for as long
 * as it would have renewed itself without them.
 */
export type Renewal =
  | { readonly kind: 'renews-itself'; readonly at: number }
  | { readonly kind: 'needs-mfa-code' }
  /** At an identity provider. */
  | { readonly kind: 'needs-sign-in' }
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
  /** How many roles stand between the first credentials and this session; 0: none. */
  readonly hops: number;
}

/** A snippet that left by value: it does not renew, so its own Expiration is watched. */
export interface CopyView {
  readonly id: string;
  readonly profileId: string;
  readonly profileName: string;
  readonly format: ExportFormat;
  readonly copiedAt: number;
  readonly expiresAt: number;
  /** Who it was made for; absent: for the person's own use. */
  readonly recipient?: string | undefined;
}

/**
 * A renewing export: one shell's token for the container endpoint. It serves one profile's sessions until it expires
 * or is revoked.
 */
export interface GrantView {
  readonly id: string;
  readonly profileId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Null: not used yet. */
  readonly lastUsedAt: number | null;
}

/** `command`: the keycutter command; `process`: credential_process; `endpoint`: a renewing export. */
export type ServedTo = 'command' | 'process' | 'endpoint';

/** A program waits to be served a profile that is served only after asking. */
export interface ApprovalView {
  readonly id: string;
  readonly profileId: string;
  readonly profileName: string;
  readonly client: ServedTo;
  readonly askedAt: number;
  /** How many further approvals wait behind this one. */
  readonly waiting: number;
}

/** Where programs reach the app. */
export interface EndpointView {
  /** The container endpoint's port; null: off. */
  readonly port: number | null;
  readonly problem: AppError | null;
  /** What to type for the keycutter command: its name where it is on the PATH, else its path. */
  readonly command: string;
}

/** `off`: no feed is built in. `unknown`: nobody has looked yet. */
export type UpdateView =
  | { readonly state: 'off' | 'unknown' | 'current' | 'checking' }
  | {
      /** `told`: found, and to be got the way the app was installed (Linux). `ready`: installed when the person restarts into it. */
      readonly state: 'found' | 'told' | 'downloading' | 'ready';
      readonly version: string;
      /** Plain text; hostile. Empty: none. */
      readonly releaseNotes: string;
      /** 0 to 100; null but for `downloading`. */
      readonly percent: number | null;
    }
  | { readonly state: 'failed'; readonly error: AppError };

/** What one can do with a profile by typing a part of its name. */
export type PaletteVerb =
  | 'assume'
  | 'copy'
  | 'console'
  | 'terminal'
  | 'refresh'
  | 'stop'
  | 'check'
  | 'edit'
  | 'show';

/** How often something was chosen in the palette, fading with time. */
export interface UseView {
  /** Of a profile; null: of the app itself. */
  readonly profileId: string | null;
  /** A PaletteVerb, or the name of a screen or an app-wide action. */
  readonly verb: string;
  /** Sum of uses as of `at`, each halved every so many days (shared/frecency.ts). */
  readonly score: number;
  /** Epoch ms. */
  readonly at: number;
}

/** What the desktop can and cannot do for us. */
export interface DesktopView {
  /** Whether something shows tray icons; null: the desktop does not tell. */
  readonly tray: boolean | null;
  /** Whether something shows notifications; null: the desktop does not tell. */
  readonly notifications: boolean | null;
  /** Whether the app can be started at login here. */
  readonly canStartAtLogin: boolean;
  /** Why the login item is not as Settings say; null: it is. */
  readonly startAtLoginProblem: AppError | null;
  /** Why the global shortcut does not work; null: it does, or none is set. */
  readonly shortcutProblem: AppError | null;
}

/** A code wanted from the person's MFA device. One is shown at a time. */
export interface MfaPromptView {
  readonly id: string;
  readonly profileId: string;
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

/** What the desktop could not show as a notification; stays until dismissed, or its reason is gone. */
export interface ReminderNotice {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** The row it is about; null: more than one, or none. */
  readonly profileId: string | null;
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
  readonly reminders: readonly ReminderNotice[];
  readonly demoOpen: boolean;
  readonly environment: EnvironmentView;
  /** Used where a profile names no session name of its own. */
  readonly defaultRoleSessionName: string;
  readonly appVersion: string;
  readonly platform: string;
  /** AWS's clock minus ours, ms, when it was learned and differs by over a minute. */
  readonly clockOffset: number | null;
  /** What Settings' choice comes to on this desktop. */
  readonly language: Language;
  readonly desktop: DesktopView;
}

export interface Slices {
  readonly profiles: readonly Profile[];
  readonly sessions: readonly SessionView[];
  readonly accessKeys: readonly AccessKeyView[];
  readonly activity: readonly ActivityEntry[];
  readonly copies: readonly CopyView[];
  readonly settings: Settings;
  readonly prompt: MfaPromptView | null;
  readonly signIns: readonly SignInView[];
  readonly signInPrompt: SignInPromptView | null;
  /** Only those whose codes are not typed. */
  readonly mfaDevices: readonly MfaDeviceView[];
  readonly roleMaximums: readonly RoleMaximumView[];
  readonly approval: ApprovalView | null;
  readonly grants: readonly GrantView[];
  readonly awsFiles: AwsFilesView;
  readonly endpoint: EndpointView;
  readonly uses: readonly UseView[];
  readonly update: UpdateView;
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
