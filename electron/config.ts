import type { EnvironmentView } from '../shared/views.ts';
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
  /** AWS Region of the environment; not yet checked. */
  readonly region: string | null;
  readonly network: NetworkEnvironment;
  /** What Settings tells of it. */
  readonly environment: EnvironmentView;
}

export interface ConfigSource {
  readonly packaged: boolean;
  readonly platform: NodeJS.Platform;
  readonly appVersion: string;
  readonly userDataFolder: string;
  readonly userName: string | null;
  /** Without the executable. */
  readonly arguments: readonly string[];
  readonly variables: Readonly<Record<string, string | undefined>>;
}

export const hiddenSwitch = '--hidden';

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
    region: source.variables.AWS_REGION ?? source.variables.AWS_DEFAULT_REGION ?? null,
    network,
    environment: {
      stsEndpointUrl: network.endpointUrl,
      httpsProxy: shownProxy(source.variables),
      caBundlePath: network.caBundlePath,
    },
  };
}

/** The proxy that HTTPS calls take from the environment, without the password it may carry. */
function shownProxy(variables: ConfigSource['variables']): string | null {
  const names = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];
  const proxy = names.map((name) => variables[name]?.trim()).find(Boolean);
  if (proxy === undefined) return null;
  return proxy.replace(/^([a-z\d+.-]+:\/\/)?.*@/i, '$1…@');
}
