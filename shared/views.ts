import type { AppError } from './errors.ts';
import type { ExportFormat } from './export-formats.ts';
import type { Language, LanguageChoice } from './language.ts';
import type { Profile, RecipeKind } from './profile.ts';
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
  /** A rotation that is not over: under way or stopped half-way, or done but for deleting the old key. */
  readonly rotation: RotationView | null;
  /** When AWS made it, epoch ms; null: not known. */
  readonly createdAt: number | null;
  /** Sessions that its MFA codes opened, for all its profiles. */
  readonly mfaSessions: readonly { readonly serial: string; readonly expiresAt: number }[];
}

export interface RotationView {
  readonly stage: 'creating' | 'verifying' | 'switching' | 'deactivating' | 'old-key-inactive';
  /** AKIA… that is being replaced; null while it is not known. */
  readonly oldAccessKeyId: string | null;
}

export type ActivityKind =
  | 'served'
  | 'serving-allowed'
  | 'serving-denied'
  | 'export-made'
  | 'export-revoked'
  | 'imported'
  | 'key-moved'
  | 'signed-in'
  | 'signed-out'
  | 'sign-in-saved'
  | 'sign-in-removed'
  | 'mfa-session-opened'
  | 'mfa-device-changed'
  | 'handed-off'
  | 'role-maximum-raised'
  | 'key-rotated'
  | 'section-written'
  | 'section-removed'
  | 'console-opened'
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
  /** Who it was made for; absent: for the person's own use. */
  readonly recipient?: string | undefined;
}

/** By command and renewing carry no secret that ends with the session; by value carries the session itself. */
export type ExportWay = 'command' | 'renewing' | 'value';

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

export type AwsFileName = 'config' | 'credentials';

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
  | 'kind-not-supported'
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
  readonly failed: readonly { readonly name: string; readonly error: AppError }[];
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

/** Where programs reach the app. */
export interface EndpointView {
  /** The container endpoint's port; null: off. */
  readonly port: number | null;
  readonly problem: AppError | null;
  /** What to type for the keycutter command: its name where it is on the PATH, else its path. */
  readonly command: string;
}

export type Theme = 'system' | 'light' | 'dark';

export type UpdateChannel = 'latest' | 'beta';

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

export interface Settings {
  readonly defaultRegion: string;
  readonly defaultShell: ExportFormat;
  /** How the Copy button hands a session over, where the format knows that way. */
  readonly exportWay: ExportWay;
  /** Hours after which a renewing export's token ends. */
  readonly endpointTokenHours: number;
  /** Seconds. */
  readonly defaultDurationSeconds: number;
  /** Minutes before an expiry at which to warn; 0: only at expiry. */
  readonly warnBeforeMinutes: number;
  /** Seconds after which a copied snippet is cleared from the clipboard; 0: never. */
  readonly clipboardClearSeconds: number;
  /** Hours after its last use for which a session renews itself; 0: never by itself. */
  readonly renewHoursAfterUse: number;
  /** Hours for which a code given to GetSessionToken opens a key's profiles. */
  readonly mfaSessionHours: number;
  /** Days after which an access key is shown as old; 0: never. */
  readonly keyAgeWarningDays: number;
  /** Id of the browser, or of one of its profiles, for the AWS console; empty: the system's. */
  readonly consoleBrowser: string;
  /** Ends the console's last session before a new one begins. */
  readonly consoleLogOutFirst: boolean;
  readonly theme: Theme;
  readonly language: LanguageChoice;
  /** How large everything in the window is: one of `zoomSteps`, percent. */
  readonly zoomPercent: number;
  /** Starts hidden when the person signs in to the desktop. */
  readonly startAtLogin: boolean;
  /** An Electron accelerator that shows and hides the panel from anywhere, such as `Super+Shift+K`; empty: none. */
  readonly globalShortcut: string;
  /** Local times of day, `22:00`, between which no notification is shown; both empty: always. May span midnight. */
  readonly quietFrom: string;
  readonly quietTo: string;
  /** Looks for a newer version once a day. Nothing is installed by itself. */
  readonly checkForUpdates: boolean;
  readonly updateChannel: UpdateChannel;
  /** Each empty: taken from the environment (AWS_ENDPOINT_URL_STS, HTTPS_PROXY, AWS_CA_BUNDLE). */
  readonly stsEndpointUrl: string;
  readonly httpsProxy: string;
  readonly caBundlePath: string;
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

/** What a file of exported settings would bring. */
export interface SettingsImportPreview {
  readonly path: string;
  /** Hash of what was read. */
  readonly digest: string;
  /** Names of the settings that would change. */
  readonly settings: readonly (keyof Settings)[];
  readonly profiles: { readonly new: readonly string[]; readonly changed: readonly string[] };
  readonly signIns: { readonly new: readonly string[]; readonly changed: readonly string[] };
  /** Keys whose secret has to be entered here once. */
  readonly accessKeys: readonly string[];
  /** What of the file was passed over, in the words of `explain`. */
  readonly problems: readonly AppError[];
}

export interface SettingsImportOutcome {
  readonly profiles: number;
  readonly signIns: number;
  readonly accessKeys: number;
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
