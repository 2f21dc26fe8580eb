import { readFile } from 'node:fs/promises';
import { arch, hostname, release, type } from 'node:os';
import type { Machine, MachineFacts } from '../core/system/system-ports.ts';

export interface ThisMachineOptions {
  readonly platform: NodeJS.Platform;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
  readonly userName: string | null;
  readonly packaged: boolean;
  readonly dataFolder: string;
  readonly log: { readonly path: string; lastLines(most: number): Promise<readonly string[]> };
  readonly versions: Readonly<Record<string, string | undefined>>;
}

/** What a report tells of the machine. */
export class ThisMachine implements Machine {
  readonly logPath: string;
  readonly dataFolder: string;
  readonly #options: ThisMachineOptions;

  constructor(options: ThisMachineOptions) {
    this.#options = options;
    this.logPath = options.log.path;
    this.dataFolder = options.dataFolder;
  }

  logLines(most: number): Promise<readonly string[]> {
    return this.#options.log.lastLines(most);
  }

  async facts(): Promise<MachineFacts> {
    const { platform, variables, homeFolder, userName, packaged, versions } = this.#options;
    const name = platform === 'linux' ? await distribution() : null;
    const kernel = `${type()} ${release()}`;
    return {
      electron: versions.electron ?? '',
      chromium: versions.chrome ?? '',
      node: versions.node ?? '',
      system: [name, kernel, arch()].filter((part) => part !== null).join(', '),
      desktop: variables.XDG_CURRENT_DESKTOP ?? (platform === 'linux' ? '' : platform),
      sessionType: variables.XDG_SESSION_TYPE ?? '',
      packaged,
      homeFolder,
      userName,
      hostName: hostname() || null,
    };
  }
}

/** https://www.freedesktop.org/software/systemd/man/latest/os-release.html */
async function distribution(): Promise<string | null> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(text)?.[1] ?? null;
}
