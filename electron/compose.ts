import { journalFormat, profilesFormat, settingsFormat } from './adapters/document-formats.ts';
import { JsonDocumentStore } from './adapters/document-store.ts';
import { OsKeychain } from './adapters/keychain.ts';
import { lazyStsGateway } from './adapters/lazy-sts-gateway.ts';
import { networkOptions } from './adapters/network-options.ts';
import { SealedSessionCache } from './adapters/session-cache.ts';
import type { Config } from './config.ts';
import { defaultSettings } from './core/default-settings.ts';
import { createKeycutter, type Keycutter } from './core/keycutter.ts';
import { defaultRoleSessionName } from './core/sessions/role-session-name.ts';
import { demoAccountOpener } from './open-demo-account.ts';
import type { Desktop } from './shell/desktop.ts';

/** The object graph: the one place that decides which adapter stands behind which port. */
export async function compose(config: Config, desktop: Desktop): Promise<Keycutter> {
  const { clock, logger } = desktop;
  const folder = config.userDataFolder;
  const secretStore = new OsKeychain();

  const keycutter: Keycutter = createKeycutter(
    {
      ...desktop,
      secretStore,
      sts: lazyStsGateway(async () => {
        const { SdkStsGateway } = await import('./adapters/sts-gateway.ts');
        return new SdkStsGateway({ network: () => networkOptions(keycutter.settings(), config.network) });
      }),
      sessionCache: new SealedSessionCache({ folder, clock, secretStore }),
      profileStore: new JsonDocumentStore({ folder, clock, format: profilesFormat }),
      settingsStore: new JsonDocumentStore({
        folder,
        clock,
        format: settingsFormat(defaultSettings(config)),
      }),
      journalStore: new JsonDocumentStore({ folder, clock, format: journalFormat }),
      openDemoAccount: demoAccountOpener(clock, logger),
    },
    {
      environment: config.environment,
      defaultRoleSessionName: await roleSessionName(config.userName ?? ''),
      appVersion: config.appVersion,
      platform: config.platform,
    },
  );
  return keycutter;
}

/** The tables for other scripts are large, and most user names need none of them. */
async function roleSessionName(userName: string): Promise<string> {
  const needsTable = /[^\x20-\x7e]/.test(userName);
  const transliterate = needsTable ? (await import('any-ascii')).default : String;
  return defaultRoleSessionName(userName, transliterate);
}
