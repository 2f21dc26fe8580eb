import { AutostartEntry } from './adapters/autostart-entry.ts';
import type { OsKeychain } from './adapters/keychain.ts';
import { ThisMachine } from './adapters/machine.ts';
import { removeOwnTraces } from './adapters/own-traces.ts';
import { updateCaches } from './adapters/updater.ts';
import { installedCommands } from './agent/installed-commands.ts';
import type { Config } from './config.ts';
import type { SystemPorts } from './core/system/system-ports.ts';
import { EndingReset } from './reset-at-end.ts';
import type { SystemDesktop } from './shell/system-desktop.ts';

/** The adapters behind core/system: what makes the app a part of the system, and takes it out of it again. */
export function composeSystem(
  config: Config,
  desktop: SystemDesktop,
  keychain: Pick<OsKeychain, 'removeAll'>,
): SystemPorts & { readonly reset: EndingReset } {
  const { platform, variables, homeFolder, userDataFolder: dataFolder, userName, packaged } = config;
  const { files, dialogs, log, quitNow, relaunch, forgetRegistrations, ownFolder } = desktop;
  const loginItem =
    platform === 'linux'
      ? new AutostartEntry({ variables, home: homeFolder, launch: config.launch })
      : desktop.loginItem;
  const reset = new EndingReset({
    dialogs,
    quitNow,
    relaunch,
    remove: async () => {
      await log.close();
      const commandPath = installedCommands(dataFolder, platform).keycutter;
      return removeOwnTraces({
        dataFolder,
        ownFolder,
        caches: updateCaches(config),
        homeFolder,
        platform,
        commandPath,
        loginItem,
        keychain,
        forgetRegistrations,
      });
    },
  });
  const machine = new ThisMachine({
    platform,
    variables,
    homeFolder,
    userName,
    packaged,
    dataFolder,
    log,
    versions: process.versions,
  });
  return { loginItem, files, dialogs, reset, machine };
}
