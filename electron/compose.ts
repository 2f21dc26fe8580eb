import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OsAwsFiles } from './adapters/aws-files.ts';
import { grantsFormat, journalFormat, settingsFormat, usesFormat } from './adapters/document-formats.ts';
import { JsonDocumentStore } from './adapters/document-store.ts';
import { OsKeychain } from './adapters/keychain.ts';
import { lazyGateway } from './adapters/lazy-gateway.ts';
import { networkOptions } from './adapters/network-options.ts';
import { profilesFormat } from './adapters/profiles-format.ts';
import { SealedSessionCache } from './adapters/session-cache.ts';
import { ElectronUpdater } from './adapters/updater.ts';
import { KeychainWrappingKey } from './adapters/wrapping-key.ts';
import { HttpContainerEndpoint } from './agent/container-endpoint.ts';
import { HelperTokens } from './agent/helper-tokens.ts';
import { installedCommands } from './agent/installed-commands.ts';
import { composeSystem } from './compose-system.ts';
import { composeWaysIn } from './compose-ways-in.ts';
import type { Config } from './config.ts';
import type { ConsoleGateway, IamGateway, StsGateway } from './core/aws-ports.ts';
import { defaultSettings } from './core/default-settings.ts';
import { createKeycutter, type Keycutter } from './core/keycutter.ts';
import { defaultRoleSessionName } from './core/sessions/role-session-name.ts';
import { demoAccountOpener } from './open-demo-account.ts';
import { programsAccess } from './open-to-programs.ts';
import type { EndingReset } from './reset-at-end.ts';
import { openOneTimePage } from './security/external-links.ts';
import { openUpdateSession } from './security/update-session.ts';
import { SystemBrowser } from './shell/browser.ts';
import { InstalledBrowsers } from './shell/browser-catalog.ts';
import { browserFiles, startBrowser } from './shell/browser-start.ts';
import type { Desktop } from './shell/desktop.ts';
import { DesktopTerminal } from './shell/terminal.ts';

export interface Composed {
  readonly keycutter: Keycutter;
  readonly programs: ReturnType<typeof programsAccess>;
  readonly reset: EndingReset;
  /** At the very end: installs an update where the person asked for it. */
  readonly installUpdate: () => Promise<boolean>;
}

/** The object graph: the one place that decides which adapter stands behind which port. */
export async function compose(config: Config, desktop: Desktop): Promise<Composed> {
  const { clock, logger } = desktop;
  const folder = config.userDataFolder;
  const secretStore = new OsKeychain();
  const helperTokens = new HelperTokens(folder);
  const system = composeSystem(config, desktop.system, secretStore);
  const updater = new ElectronUpdater({
    feedFile: config.updateFeedFile,
    platform: config.platform,
    logger,
    openSession: openUpdateSession,
    quitNow: desktop.system.quitNow,
  });
  const paths = installedCommands(folder, config.platform);
  const network = () => networkOptions(keycutter.settings(), config.network);
  const wrappingKey = new KeychainWrappingKey({ folder, secretStore });
  const { platform, variables, homeFolder: home } = config;
  const browsers = new InstalledBrowsers({ platform, variables, home, files: browserFiles });

  const keycutter: Keycutter = createKeycutter(
    {
      ...desktop,
      random: Math.random,
      ...composeWaysIn({ config, clock, wrappingKey, network, words: () => keycutter.words() }),
      secretStore,
      system,
      sts: lazyGateway<StsGateway>(
        {
          assumeRole: true,
          assumeRoleWithSaml: true,
          assumeRoleWithWebIdentity: true,
          assumeRoot: true,
          getCallerIdentity: true,
          getFederationToken: true,
          getSessionToken: true,
        },
        async () => {
          const { SdkStsGateway } = await import('./adapters/sts-gateway.ts');
          return new SdkStsGateway({ network });
        },
      ),
      iam: lazyGateway<IamGateway>(
        {
          createAccessKey: true,
          listAccessKeys: true,
          deactivateAccessKey: true,
          deleteAccessKey: true,
          accessKeyLastUsed: true,
          maxSessionDuration: true,
          setMaxSessionDuration: true,
          mfaDevices: true,
        },
        async () => {
          const { SdkIamGateway } = await import('./adapters/iam-gateway.ts');
          return new SdkIamGateway({ network });
        },
      ),
      consoleGateway: lazyGateway<ConsoleGateway>({ signinToken: true }, async () => {
        const { FederationGateway } = await import('./adapters/console-gateway.ts');
        return new FederationGateway({ network });
      }),
      sessionCache: new SealedSessionCache({ folder, clock, wrappingKey }),
      profileStore: new JsonDocumentStore({ folder, clock, format: profilesFormat }),
      settingsStore: new JsonDocumentStore({
        folder,
        clock,
        format: settingsFormat(defaultSettings(config)),
      }),
      journalStore: new JsonDocumentStore({ folder, clock, format: journalFormat }),
      grantStore: new JsonDocumentStore({ folder, clock, format: grantsFormat }),
      useStore: new JsonDocumentStore({ folder, clock, format: usesFormat }),
      awsFiles: new OsAwsFiles({
        paths: config.awsFilePaths,
        backupFolder: join(folder, 'backups'),
        logger,
        platform: config.platform,
      }),
      browser: new SystemBrowser({
        openPage: openOneTimePage,
        words: () => keycutter.words(),
        launch: (choice, page) => browsers.launch(choice, page),
        start: (launch) => startBrowser(launch, { variables, home }),
      }),
      browserCatalog: browsers,
      containerEndpoint: new HttpContainerEndpoint({ clock, logger }),
      helperTokens,
      terminal: new DesktopTerminal({
        platform: config.platform,
        variables: config.variables,
        home: config.homeFolder,
        temporaryFolder: tmpdir(),
        logger,
      }),
      openDemoAccount: demoAccountOpener(clock, logger),
      updater,
    },
    {
      environment: config.environment,
      defaultRoleSessionName: await roleSessionName(config.userName ?? ''),
      appVersion: config.appVersion,
      platform: config.platform,
      preferredLanguages: desktop.preferredLanguages,
    },
    {
      commandPath: paths.keycutter,
      helperPath: paths.helper,
      shell: config.loginShell ?? (config.platform === 'win32' ? 'powershell.exe' : '/bin/sh'),
    },
  );
  const programs = programsAccess(config, { keycutter, helperTokens, logger });
  return { keycutter, programs, reset: system.reset, installUpdate: () => updater.installAtEnd() };
}

/** The tables for other scripts are large, and most user names need none of them. */
async function roleSessionName(userName: string): Promise<string> {
  const needsTable = /[^\x20-\x7e]/.test(userName);
  const transliterate = needsTable ? (await import('any-ascii')).default : String;
  return defaultRoleSessionName(userName, transliterate);
}
