import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { succeed } from '../shared/result.ts';
import { Agent } from './agent/agent.ts';
import { copyCommand } from './agent/command-copy.ts';
import { isFoundByName } from './agent/command-name.ts';
import type { HelperTokens } from './agent/helper-tokens.ts';
import { installCommands, installedCommands } from './agent/installed-commands.ts';
import type { Config } from './config.ts';
import type { Keycutter } from './core/keycutter.ts';
import type { Logger } from './core/ports.ts';

/** The keycutter command, bundled beside main. */
const bundledCommand = 'cli/keycutter.cjs';

/** Lets the keycutter command and credential_process reach the running app. */
export function programsAccess(
  config: Config,
  { keycutter, helperTokens, logger }: { keycutter: Keycutter; helperTokens: HelperTokens; logger: Logger },
) {
  const { userDataFolder: dataFolder, platform, commandRuntime } = config;
  const agent = new Agent({
    dataFolder,
    platform,
    runtimeFolder: config.runtimeFolder,
    temporaryFolder: tmpdir(),
    appVersion: config.appVersion,
    launch: config.launch,
    tokens: helperTokens,
    logger,
  });
  return {
    /** The app goes on without; the window says what is wrong. */
    open: async (): Promise<void> => {
      const isScript = commandRuntime.kind === 'script';
      const copied =
        !isScript && commandRuntime.passing
          ? await copyCommand(commandRuntime.path, dataFolder)
          : succeed(commandRuntime.path);
      const installed = await installCommands({
        dataFolder,
        platform,
        runtime: copied.ok ? copied.value : commandRuntime.path,
        electronAsNode: isScript && commandRuntime.electronAsNode,
        cliPath: isScript ? join(__dirname, bundledCommand) : null,
      });
      const started = await agent.start({
        handlers: keycutter.handlers,
        serve: (profileId, signal) =>
          keycutter.serving.serve(profileId, { client: 'process', waitMs: 0, signal }),
      });
      const failed = [copied, installed, started].find((result) => !result.ok);
      const path = installedCommands(dataFolder, platform).keycutter;
      const paths = isScript ? [path] : [path, commandRuntime.path];
      keycutter.reachedBy({
        command: (await isFoundByName(basename(path), paths, config.searchPath)) ? 'keycutter' : path,
        problem: failed?.ok === false ? failed.error : null,
      });
    },
    close: () => agent.stop(),
  };
}
