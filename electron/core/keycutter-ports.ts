import type { AppError } from '../../shared/errors.ts';
import type { EnvironmentView } from '../../shared/views.ts';
import type * as aws from './aws-ports.ts';
import type { DesktopState } from './desktop-state.ts';
import type * as ports from './ports.ts';
import type * as store from './store-ports.ts';
import type { SystemPorts } from './system/system-ports.ts';
import type * as wayIn from './way-in-ports.ts';

/** Everything the core needs from outside. */
export interface KeycutterPorts {
  readonly clock: ports.Clock;
  /** From 0 to below 1; for jitter, never for secrets. */
  readonly random: () => number;
  readonly power: ports.Power;
  readonly secretStore: ports.SecretStore;
  readonly sts: aws.StsGateway;
  readonly iam: aws.IamGateway;
  readonly consoleGateway: aws.ConsoleGateway;
  readonly browser: ports.Browser;
  readonly browserCatalog: wayIn.BrowserCatalog;
  readonly identityCenter: wayIn.IdentityCenterGateway;
  readonly cliSsoCache: wayIn.CliSsoCache;
  readonly oidc: wayIn.OidcGateway;
  readonly redirectListener: wayIn.RedirectListener;
  readonly samlWindow: wayIn.SamlWindow;
  readonly samlReader: wayIn.SamlReader;
  readonly assertionInput: wayIn.AssertionInput;
  readonly commandRunner: wayIn.CommandRunner;
  readonly trustedDialog: wayIn.TrustedDialog;
  readonly tokenFiles: wayIn.TokenFiles;
  readonly machineCredentials: wayIn.MachineCredentials;
  readonly oneTimeCodes: wayIn.OneTimeCodes;
  readonly otherTools: wayIn.OtherTools;
  readonly signInCache: wayIn.SignInCache;
  readonly sessionCache: store.SessionCache;
  readonly profileStore: store.ProfileStore;
  readonly settingsStore: store.SettingsStore;
  readonly journalStore: store.JournalStore;
  readonly grantStore: store.GrantStore;
  readonly useStore: store.UseStore;
  readonly awsFiles: ports.AwsFiles;
  readonly containerEndpoint: ports.ContainerEndpoint;
  readonly helperTokens: ports.HelperTokens;
  readonly terminal: ports.TerminalLauncher;
  readonly notifier: ports.Notifier;
  readonly clipboard: ports.Clipboard;
  readonly panel: ports.Panel;
  readonly desktopState: DesktopState;
  readonly openDemoAccount: ports.OpenDemoAccount;
  readonly updater: ports.Updater;
  readonly system: SystemPorts;
  readonly logger: ports.Logger;
  readonly quit: () => void;
}

export interface KeycutterFacts {
  readonly environment: EnvironmentView;
  readonly defaultRoleSessionName: string;
  readonly appVersion: string;
  readonly platform: string;
  /** The person's, as the desktop has them: `ko-KR`, `en-GB`, …; most wanted first. */
  readonly preferredLanguages: readonly string[];
}

/** How programs are told to reach the app. */
export interface CommandFacts {
  /** Path of the keycutter command. */
  readonly commandPath: string;
  /** What credential_process runs, without the profile. */
  readonly helperPath: string;
  /** The person's shell, for a terminal opened here. */
  readonly shell: string;
}

export interface Reach {
  /** What to type for the keycutter command: its name where a shell finds it, else its path. */
  readonly command: string;
  /** Why programs cannot reach the app; null: they can. */
  readonly problem: AppError | null;
}
