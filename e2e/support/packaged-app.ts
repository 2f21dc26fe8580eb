import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EndpointFile } from '../../shared/agent-protocol.ts';
import { type Desktop, isRoot, until } from '../desktop/index.ts';
import { type Environment, run } from '../desktop/processes.ts';
import { processesOf } from './app-processes.ts';
import { readIfThere } from './canary.ts';

/** Made by `npm run package -- --quick deb`, which the step `package` of `npm test` does first. */
export const packages = fileURLToPath(new URL('../../build/packages', import.meta.url));
export const unpackedApp = join(
  packages,
  process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`,
);

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const nobody = 65534;

/** A person without rights on a desktop: a home of their own, no capability, and not root. */
export class PlainUser {
  readonly desktop: Desktop;
  readonly home: string;
  readonly env: Environment;

  private constructor(desktop: Desktop, home: string, env: Environment) {
    this.desktop = desktop;
    this.home = home;
    this.env = env;
  }

  static async on(desktop: Desktop, name = 'plain'): Promise<PlainUser> {
    const home = join(desktop.folder, name);
    const runtime = join(home, 'run');
    for (const folder of [home, runtime, join(home, 'tmp')]) {
      mkdirSync(folder, { mode: 0o700 });
      if (isRoot) chownSync(folder, nobody, nobody);
    }
    // The way to the buses' sockets, which let anyone in.
    await chmod(desktop.folder, 0o755);
    await chmod(desktop.env.XDG_RUNTIME_DIR ?? '', 0o711);
    const {
      XDG_CONFIG_HOME: _c,
      XDG_DATA_HOME: _d,
      XDG_STATE_HOME: _s,
      XDG_CACHE_HOME: _x,
      ...env
    } = desktop.env;
    return new PlainUser(desktop, home, {
      ...env,
      HOME: home,
      XDG_RUNTIME_DIR: runtime,
      TMPDIR: join(home, 'tmp'),
      SHELL: '/bin/bash',
    });
  }

  get dataFolder(): string {
    return join(this.home, '.config/Keycutter');
  }

  /** A copy of the unpacked app that this user can read, wherever the checkout is. */
  async unpack(): Promise<string> {
    const copy = join(this.desktop.folder, 'app');
    if (!existsSync(copy))
      await run('cp', ['-al', unpackedApp, copy]).catch(() => run('cp', ['-a', unpackedApp, copy]));
    return join(copy, 'keycutter-desktop');
  }

  spawn(command: string, parameters: readonly string[], env: Environment = {}): ChildProcess {
    const become = [
      '--reuid=65534',
      '--regid=65534',
      '--clear-groups',
      '--inh-caps=-all',
      '--ambient-caps=-all',
    ];
    const [program, given] = isRoot
      ? ['setpriv', [...become, command, ...parameters]]
      : [command, parameters];
    return spawn(program, given, {
      cwd: this.home,
      env: { ...this.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  }

  /** Runs a command to its end. */
  async run(
    command: string,
    parameters: readonly string[],
    input = '',
    env: Environment = {},
  ): Promise<Ended> {
    const child = this.spawn(command, parameters, env);
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
    return this.endOf(child);
  }

  endOf(child: ChildProcess): Promise<Ended> {
    return endOf(child);
  }

  async start(
    executable: string,
    parameters: readonly string[],
    env: Environment = {},
  ): Promise<PackagedApp> {
    const child = this.spawn(executable, parameters, env);
    const ended = endOf(child);
    const endpoint = join(this.dataFolder, 'agent/endpoint.json');
    try {
      // setpriv becomes the app: the process stays the same.
      await until('the packaged app answers', async () => {
        if (!existsSync(endpoint)) return child.exitCode !== null;
        return (JSON.parse(readFileSync(endpoint, 'utf8')) as EndpointFile).pid === child.pid;
      });
      if (child.exitCode !== null) throw new Error('It ended.');
    } catch (cause) {
      child.kill('SIGKILL');
      throw new Error(`The packaged app did not start: ${JSON.stringify(await ended)}`, { cause });
    }
    return new PackagedApp(child, ended);
  }
}

/** A packaged app that runs. Nothing can attach to it: it is seen from outside only. */
export class PackagedApp {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess, ended: Promise<Ended>) {
    this.#child = child;
    this.pid = child.pid ?? 0;
    this.ended = ended;
  }

  /** The pids of its processes of one Chromium type, such as `renderer`. */
  processes(type: string): readonly number[] {
    return processesOf(this.pid)
      .filter(({ commandLine }) => commandLine.toString('latin1').includes(`--type=${type}`))
      .map(({ id }) => id);
  }

  async quit(): Promise<Ended> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGTERM');
    return this.ended;
  }
}

async function endOf(child: ChildProcess): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => (out += chunk));
  child.stderr?.on('data', (chunk) => (err += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

/** With spaces: Chromium writes its own over it, parted by them. */
export function commandLineOf(pid: number): string {
  return readIfThere(`/proc/${pid}/cmdline`).toString('utf8').replaceAll('\0', ' ').trim();
}

/**
 * The TCP addresses on which a process or one of its children listens, as the kernel writes them.
 * https://man7.org/linux/man-pages/man5/proc_pid_net.5.html
 */
export function listeningPorts(pid: number): readonly string[] {
  const listening = ['tcp', 'tcp6'].flatMap((table) =>
    readIfThere(`/proc/net/${table}`)
      .toString('latin1')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      // Its columns: number, local address, remote address, state (0A: listening), …, and the socket's inode.
      .flatMap(([, address = '', , state, , , , , , inode = '']) =>
        state === '0A' ? [{ address, inode }] : [],
      ),
  );
  if (listening.length === 0) return [];
  const own = new Set(familyOf(pid).flatMap(socketsOf));
  return listening.filter(({ inode }) => own.has(inode)).map(({ address }) => address);
}

/** A process and all that it started. Cheap enough to be asked all the time. */
function familyOf(pid: number): readonly number[] {
  const children = readIfThere(`/proc/${pid}/task/${pid}/children`)
    .toString('latin1')
    .split(' ')
    .filter(Boolean);
  return [pid, ...children.flatMap((child) => familyOf(Number(child)))];
}

function socketsOf(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(join(folder, fd)))?.[1] ?? [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}
