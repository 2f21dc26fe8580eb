import { posix, win32 } from 'node:path';
import type { BrowserView } from '../../shared/sign-in-views.ts';
import type { BrowserCatalog } from '../core/way-in-ports.ts';
import {
  chromiumProfiles,
  containerAddress,
  firefoxContainers,
  firefoxProfiles,
  opensContainers,
} from './browser-profiles.ts';
import {
  type BrowserLaunch,
  type BrowserProgram,
  type BrowserStart,
  browserLaunch,
  browserPrograms,
} from './browser-programs.ts';

export interface BrowserFiles {
  /** Null: it is not there, or can't be read. */
  read(path: string): Promise<string | null>;
  isThere(path: string): Promise<boolean>;
}

export interface BrowserSurroundings {
  readonly platform: NodeJS.Platform;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly files: BrowserFiles;
}

/** One way a browser is installed here. */
interface Installed {
  readonly id: string;
  readonly name: string;
  readonly program: BrowserProgram;
  readonly start: BrowserStart;
  /** Null: not there yet, so it has no profiles to choose from. */
  readonly data: string | null;
}

interface Choice {
  readonly id: string;
  readonly name: string;
  readonly launch: (page: string) => BrowserLaunch;
}

interface Found {
  readonly browser: Choice;
  readonly profiles: readonly Choice[];
}

/** The browsers of this machine, looked up anew each time: profiles come and go. */
export class InstalledBrowsers implements BrowserCatalog {
  readonly #around: BrowserSurroundings;

  constructor(around: BrowserSurroundings) {
    this.#around = around;
  }

  async list(): Promise<readonly BrowserView[]> {
    const plain = ({ id, name }: Choice) => ({ id, name });
    return (await this.#find()).map(({ browser, profiles }) => ({
      ...plain(browser),
      profiles: profiles.map(plain),
    }));
  }

  /** How this page is opened there; null: what was chosen is gone. */
  async launch(choice: string, page: string): Promise<BrowserLaunch | null> {
    const choices = (await this.#find()).flatMap(({ browser, profiles }) => [browser, ...profiles]);
    return choices.find(({ id }) => id === choice)?.launch(page) ?? null;
  }

  async #find(): Promise<readonly Found[]> {
    const installed = await Promise.all(browserPrograms.map((program) => this.#installed(program)));
    return Promise.all(installed.flat().map((browser) => this.#withProfiles(browser)));
  }

  #installed(program: BrowserProgram): Promise<readonly Installed[]> {
    switch (this.#around.platform) {
      case 'darwin':
        return this.#onMac(program);
      case 'win32':
        return this.#onWindows(program);
      default:
        return this.#onLinux(program);
    }
  }

  async #onLinux(program: BrowserProgram): Promise<readonly Installed[]> {
    const { home, variables, files } = this.#around;
    const { linux, id, name } = program;
    if (linux === null) return [];
    const found: Installed[] = [];
    const command = await this.#onPath(linux.commands);
    if (command !== null) {
      const config = variables.XDG_CONFIG_HOME || posix.join(home, '.config');
      const folders = linux.data.map((folder) =>
        folder.startsWith('~/') ? posix.join(home, folder.slice(2)) : posix.join(config, folder),
      );
      const data = await this.#firstWithProfiles(program, folders);
      found.push({ id, name, program, start: { kind: 'program', program: command }, data });
    }
    if (linux.flatpak !== null) {
      const { id: app, data: folder } = linux.flatpak;
      const data = await this.#firstWithProfiles(program, [posix.join(home, '.var/app', app, folder)]);
      if (data !== null && (await this.#onPath(['flatpak'])) !== null) {
        found.push({
          id: `${id}-flatpak`,
          name: `${name} (Flatpak)`,
          program,
          start: { kind: 'flatpak', app },
          data,
        });
      }
    }
    if (linux.snap !== null) {
      const snap = `/snap/bin/${linux.snap.id}`;
      const data = await this.#firstWithProfiles(program, [posix.join(home, linux.snap.data)]);
      if (data !== null && (await files.isThere(snap))) {
        found.push({
          id: `${id}-snap`,
          name: `${name} (Snap)`,
          program,
          start: { kind: 'program', program: snap },
          data,
        });
      }
    }
    // A command without data of its own only starts one of the others.
    const isUsed = found.some(({ data }) => data !== null);
    return isUsed ? found.filter(({ data }) => data !== null) : found;
  }

  async #onMac(program: BrowserProgram): Promise<readonly Installed[]> {
    const { home, files } = this.#around;
    const { mac, id, name } = program;
    if (mac === null) return [];
    for (const folder of ['/Applications', posix.join(home, 'Applications')]) {
      const path = posix.join(folder, `${mac.app}.app`);
      if (!(await files.isThere(path))) continue;
      const support = posix.join(home, 'Library/Application Support', mac.data);
      const data = await this.#firstWithProfiles(program, [support]);
      return [{ id, name, program, start: { kind: 'mac-app', path }, data }];
    }
    return [];
  }

  async #onWindows(program: BrowserProgram): Promise<readonly Installed[]> {
    const { variables, files } = this.#around;
    const { windows, id, name } = program;
    if (windows === null) return [];
    for (const root of ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']) {
      const folder = variables[root];
      if (!folder) continue;
      const path = win32.join(folder, windows.program);
      if (!(await files.isThere(path))) continue;
      const data = variables[windows.data.root];
      const folders = data ? [win32.join(data, windows.data.folder)] : [];
      return [
        {
          id,
          name,
          program,
          start: { kind: 'program', program: path },
          data: await this.#firstWithProfiles(program, folders),
        },
      ];
    }
    return [];
  }

  async #withProfiles({ id, name, program, start, data }: Installed): Promise<Found> {
    const browser: Choice = { id, name, launch: (page) => browserLaunch(start, [], page) };
    if (data === null) return { browser, profiles: [] };
    const text = (await this.#around.files.read(this.#path.join(data, listOf(program)))) ?? '';
    if (program.family === 'chromium') {
      const profiles = chromiumProfiles(text).map((profile) => ({
        id: `${id}:${profile.key}`,
        name: profile.name,
        launch: (page: string) => browserLaunch(start, [`--profile-directory=${profile.key}`], page),
      }));
      return { browser, profiles };
    }
    const profiles = await Promise.all(
      firefoxProfiles(text).map(async ({ key, name: profileName, path, isRelative }) => {
        const folder = isRelative ? this.#path.join(data, path) : path;
        const launch = (page: string) => browserLaunch(start, ['-P', key], page);
        const own: Choice = { id: `${id}:${key}`, name: profileName, launch };
        const containers = (await this.#containersIn(folder)).map((container) => ({
          id: `${id}:${key}:container:${container}`,
          name: `${profileName} · ${container}`,
          launch: (page: string) => launch(containerAddress(container, page)),
        }));
        return [own, ...containers];
      }),
    );
    return { browser, profiles: profiles.flat() };
  }

  async #containersIn(folder: string): Promise<readonly string[]> {
    const { files } = this.#around;
    const extensions = await files.read(this.#path.join(folder, 'extensions.json'));
    if (extensions === null || !opensContainers(extensions)) return [];
    const containers = await files.read(this.#path.join(folder, 'containers.json'));
    return containers === null ? [] : firefoxContainers(containers);
  }

  async #firstWithProfiles(program: BrowserProgram, folders: readonly string[]): Promise<string | null> {
    for (const folder of folders) {
      if (await this.#around.files.isThere(this.#path.join(folder, listOf(program)))) return folder;
    }
    return null;
  }

  async #onPath(commands: readonly string[]): Promise<string | null> {
    const folders = (this.#around.variables.PATH ?? '').split(':').filter((folder) => folder.startsWith('/'));
    for (const command of commands) {
      for (const folder of folders) {
        // What is there is a snap's, which has its own place below.
        if (folder === '/snap/bin') continue;
        const path = posix.join(folder, command);
        if (await this.#around.files.isThere(path)) return path;
      }
    }
    return null;
  }

  get #path(): typeof posix {
    return this.#around.platform === 'win32' ? win32 : posix;
  }
}

/** The file that names a browser's profiles. */
function listOf({ family }: BrowserProgram): string {
  return family === 'chromium' ? 'Local State' : 'profiles.ini';
}
