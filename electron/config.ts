import { delimiter, dirname, join } from 'node:path';
import type { AwsFileName } from '../shared/aws-files-views.ts';
import type { EnvironmentView } from '../shared/views.ts';
import { awsFilePaths } from './adapters/aws-file-paths.ts';
import { type NetworkEnvironment, readNetworkEnvironment } from './adapters/network-options.ts';
import { findDeepLink } from './shell/deep-link.ts';

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
  readonly commandRuntime: CommandRuntime;
  /** Folders in which a shell finds commands. */
  readonly searchPath: readonly string[];
  /**
   * Where electron-builder says where to look for updates; there is no such file unless a feed is configured. Null: not a
   * package, and whatever stands beside its Electron is not ours.
   */
  readonly updateFeedFile: string | null;
  /** What starts the app in the tray again, from any folder. */
  readonly launch: { readonly command: string; readonly arguments: readonly string[] };
  /**
   * What starts the app once more as it was started, with its window. `passing`: the running executable is there only
   * while the app runs.
   */
  readonly again: {
    readonly command: string;
    readonly arguments: readonly string[];
    readonly passing: boolean;
  };
  readonly awsFilePaths: Readonly<Record<AwsFileName, string>>;
  /** What Settings tells of it. */
  readonly environment: EnvironmentView;
}

/**
 * What runs the keycutter command. In development the bundled script, on Node or on Electron as Node; packaged, where
 * Electron cannot be Node, an executable of its own. `passing`: its folder is there only while the app runs.
 */
export type CommandRuntime =
  | { readonly kind: 'script'; readonly path: string; readonly electronAsNode: boolean }
  | { readonly kind: 'executable'; readonly path: string; readonly passing: boolean };

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
  /** Electron's `process.resourcesPath` in a package; null: no updates here. */
  readonly updateFeedFolder: string | null;
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
    again: {
      command: carrierOf(source) ?? source.executable,
      arguments: source.arguments.filter((one) => one !== hiddenSwitch && findDeepLink([one]) === null),
      passing: carrierOf(source) !== null,
    },
    updateFeedFile: source.updateFeedFolder === null ? null : join(source.updateFeedFolder, 'app-update.yml'),
    searchPath: (source.variables.PATH ?? '').split(delimiter).filter(Boolean),
    awsFilePaths: awsFilePaths(source.variables, source.homeFolder),
    environment: {
      stsEndpointUrl: network.endpointUrl,
      httpsProxy: shownProxy(source.variables),
      caBundlePath: network.caBundlePath,
    },
  };
}

function launchOf(source: ConfigSource): Config['launch'] {
  const { packaged, executable, appFolder, arguments: given } = source;
  if (packaged) return { command: carrierOf(source) ?? executable, arguments: [hiddenSwitch] };
  const repeated = given.filter((one) => one === '--no-sandbox' || one.startsWith(commandNodeSwitch));
  return { command: executable, arguments: [...repeated, appFolder, hiddenSwitch] };
}

/**
 * The one file that a person keeps of an AppImage or a portable app for Windows: what runs is unpacked from it, and
 * gone when the app ends. Programs started from another AppImage inherit its variables: those are not meant.
 * https://docs.appimage.org/packaging-guide/environment-variables.html
 */
function carrierOf({ executable, platform, variables }: ConfigSource): string | null {
  const [carrier, unpacked] =
    platform === 'win32'
      ? [variables.PORTABLE_EXECUTABLE_FILE, variables.TEMP]
      : [variables.APPIMAGE, variables.APPDIR];
  if (!carrier || !unpacked) return null;
  const folder = unpacked.replace(/[\\/]+$/, '');
  return executable.startsWith(folder) && /^[\\/]/.test(executable.slice(folder.length)) ? carrier : null;
}

/**
 * macOS runs an app from where it lies in a disk image, or, where it was just downloaded, from a place of its own that is
 * another one each time. https://developer.apple.com/forums/thread/724969
 */
function isRunFromImage({ executable, platform }: ConfigSource): boolean {
  return platform === 'darwin' && /^\/Volumes\/|\/AppTranslocation\//.test(executable);
}

/** `--command-node=PATH`: Node, which starts more quickly than Electron does as Node. Only in development. */
function commandRuntime(source: ConfigSource): CommandRuntime {
  const { packaged, platform, executable, appFolder, arguments: given } = source;
  if (packaged) {
    const name = platform === 'win32' ? 'keycutter.exe' : 'keycutter';
    const passing = carrierOf(source) !== null || isRunFromImage(source);
    return { kind: 'executable', path: join(dirname(appFolder), 'bin', name), passing };
  }
  const node = given.find((argument) => argument.startsWith(commandNodeSwitch));
  return node === undefined
    ? { kind: 'script', path: executable, electronAsNode: true }
    : { kind: 'script', path: node.slice(commandNodeSwitch.length), electronAsNode: false };
}

/** The proxy that HTTPS calls take from the environment, without the password it may carry. */
function shownProxy(variables: ConfigSource['variables']): string | null {
  const names = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];
  const proxy = names.map((name) => variables[name]?.trim()).find(Boolean);
  if (proxy === undefined) return null;
  return proxy.replace(/^([a-z\d+.-]+:\/\/)?.*@/i, '$1…@');
}
