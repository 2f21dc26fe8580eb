import { delimiter } from 'node:path';
import type { AwsFileName, EnvironmentView } from '../shared/views.ts';
import { awsFilePaths } from './adapters/aws-file-paths.ts';
import { type NetworkEnvironment, readNetworkEnvironment } from './adapters/network-options.ts';

/**
 * What the command line and the environment decide, read once at start. Everything further in takes it from here.
 */
export interface Config {
  readonly packaged: boolean;
  readonly platform: NodeJS.Platform;
  readonly appVersion: string;
  /** Settings, profiles, sealed sessions and the log live under this folder. */
  readonly userDataFolder: string;
  /** Started at login: the tray only, no window. */
  readonly startHidden: boolean;
  /** Chromium runs without its sandbox. Only ever in development, as root, where it cannot have one. */
  readonly withoutSandbox: boolean;
  /** The person at this machine, for the default role session name. Null when the system knows none. */
  readonly userName: string | null;
  /** Path of the person's login shell, as in SHELL. */
  readonly loginShell: string | null;
  /** XDG_RUNTIME_DIR: this user's own folder for sockets. */
  readonly runtimeFolder: string | null;
  readonly homeFolder: string;
  readonly variables: ConfigSource['variables'];
  /** AWS Region of the environment; not yet checked. */
  readonly region: string | null;
  readonly network: NetworkEnvironment;
  /** What runs the keycutter command: Node in development, else the app itself as Node. */
  readonly commandRuntime: { readonly path: string; readonly electronAsNode: boolean };
  /** Folders in which a shell finds commands. */
  readonly searchPath: readonly string[];
  /** What starts the app in the tray again, from any folder. */
  readonly launch: { readonly command: string; readonly arguments: readonly string[] };
  readonly awsFilePaths: Readonly<Record<AwsFileName, string>>;
  /** What Settings tells of it. */
  readonly environment: EnvironmentView;
}

export interface ConfigSource {
  readonly packaged: boolean;
  readonly platform: NodeJS.Platform;
  readonly appVersion: string;
  readonly userDataFolder: string;
  readonly userName: string | null;
  readonly homeFolder: string;
  /** Path of the running executable. */
  readonly executable: string;
  /** The folder of the app, for an executable that is Electron itself. */
  readonly appFolder: string;
  /** Without the executable. */
  readonly arguments: readonly string[];
  readonly variables: Readonly<Record<string, string | undefined>>;
}

export const hiddenSwitch = '--hidden';
const commandNodeSwitch = '--command-node=';

export function parseConfig(source: ConfigSource): Config {
  const network = readNetworkEnvironment(source.variables);
  return {
    packaged: source.packaged,
    platform: source.platform,
    appVersion: source.appVersion,
    userDataFolder: source.userDataFolder,
    startHidden: source.arguments.includes(hiddenSwitch),
    withoutSandbox: !source.packaged && source.arguments.includes('--no-sandbox'),
    userName: source.userName,
    loginShell: source.variables.SHELL ?? null,
    runtimeFolder: source.variables.XDG_RUNTIME_DIR || null,
    homeFolder: source.homeFolder,
    variables: source.variables,
    region: source.variables.AWS_REGION ?? source.variables.AWS_DEFAULT_REGION ?? null,
    network,
    commandRuntime: commandRuntime(source),
    launch: launchOf(source),
    searchPath: (source.variables.PATH ?? '').split(delimiter).filter(Boolean),
    awsFilePaths: awsFilePaths(source.variables, source.homeFolder),
    environment: {
      stsEndpointUrl: network.endpointUrl,
      httpsProxy: shownProxy(source.variables),
      caBundlePath: network.caBundlePath,
    },
  };
}

function launchOf({ packaged, executable, appFolder, arguments: given }: ConfigSource): Config['launch'] {
  const repeated = given.filter((one) => one === '--no-sandbox' || one.startsWith(commandNodeSwitch));
  return {
    command: executable,
    arguments: packaged ? [hiddenSwitch] : [...repeated, appFolder, hiddenSwitch],
  };
}

/** `--command-node=PATH`: Node, which starts more quickly than Electron does as Node. Only in development. */
function commandRuntime({ packaged, executable, arguments: given }: ConfigSource): Config['commandRuntime'] {
  const node = packaged ? undefined : given.find((argument) => argument.startsWith(commandNodeSwitch));
  return node === undefined
    ? { path: executable, electronAsNode: true }
    : { path: node.slice(commandNodeSwitch.length), electronAsNode: false };
}

/** The proxy that HTTPS calls take from the environment, without the password it may carry. */
function shownProxy(variables: ConfigSource['variables']): string | null {
  const names = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];
  const proxy = names.map((name) => variables[name]?.trim()).find(Boolean);
  if (proxy === undefined) return null;
  return proxy.replace(/^([a-z\d+.-]+:\/\/)?.*@/i, '$1…@');
}
