import type { AppError, FailedEntry } from './errors.ts';
import type { ExportFormat, ExportWay } from './export-formats.ts';
import type { LanguageChoice } from './language.ts';

export type Theme = 'system' | 'light' | 'dark';

export type UpdateChannel = 'latest' | 'beta';

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
  /** Profiles of the file that could not be taken over. */
  readonly failed: readonly FailedEntry[];
}
