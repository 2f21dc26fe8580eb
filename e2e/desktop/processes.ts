import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export type Environment = Readonly<Record<string, string>>;

/** Names the desktop that a process belongs to, in that process's environment. */
export const desktopMarker = 'KEYCUTTER_DESKTOP';

/**
 * Reads process groups from its input and ends them when the input ends: at `stop()`, and just as much when our own
 * process is killed, because the kernel then closes the pipe. Programs that left their group (a session bus starts
 * some) are found by the marker in their environment. The last to go is the folder.
 */
const watchdogScript = `
folder=$1
groups=
while read -r group; do groups="$group $groups"; done
members() {
  for group in $groups; do kill -s 0 -- "-$group" 2>/dev/null && echo "-$group"; done
  grep -lzxF "${desktopMarker}=$folder" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3
}
for signal in TERM KILL; do
  left=$(members)
  [ -z "$left" ] || kill -s $signal -- $left 2>/dev/null
  tries=60
  while [ -n "$left" ] && [ $tries -gt 0 ]; do sleep 0.05; left=$(members); tries=$((tries - 1)); done
done
rm -rf "$folder"
`;

export interface RunOptions {
  readonly env?: Environment;
  readonly input?: string;
  /** Milliseconds; 15 seconds when left out. */
  readonly timeout?: number;
}

/** The processes and the folder of one desktop, which end together. */
export class ProcessGroup {
  readonly folder: string;
  readonly #watchdog: ChildProcess;
  readonly #children = new Map<string, ChildProcess>();

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'kcd-'));
    mkdirSync(join(this.folder, 'log'));
    this.#watchdog = spawn('sh', ['-c', watchdogScript, 'desktop-watchdog', this.folder], {
      cwd: '/',
      // A session of its own: Ctrl-C in the terminal ends us, not the one who cleans up after us.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#watchdog.unref();
  }

  /** Starts a program that runs until it is ended; what it prints goes to a file in the desktop's `log` folder. */
  start(
    name: string,
    command: string,
    parameters: readonly string[],
    options: { readonly env: Environment; readonly input?: string },
  ): void {
    giveInput(this.#spawn(name, command, parameters, options.env, 'ignore'), options.input);
  }

  /** Like `start`, for a program that writes a line to file descriptor 3 when it is ready. Answers that line. */
  async startAnnounced(
    name: string,
    command: string,
    parameters: readonly string[],
    options: { readonly env: Environment },
  ): Promise<string> {
    const child = this.#spawn(name, command, parameters, options.env, 'pipe');
    giveInput(child);
    const announcement = createInterface({ input: child.stdio[3] as Readable });
    for await (const line of announcement) return line;
    throw new Error(`${name} ended before it was ready.\n${this.logs()}`);
  }

  #spawn(
    name: string,
    command: string,
    parameters: readonly string[],
    env: Environment,
    announcement: 'pipe' | 'ignore',
  ): ChildProcess {
    const log = openSync(join(this.folder, 'log', `${name}.log`), 'a');
    const child = spawn(command, parameters, {
      env,
      cwd: this.folder,
      detached: true,
      stdio: ['pipe', log, log, announcement],
    });
    child.once('error', () => undefined);
    child.unref();
    if (child.pid !== undefined) this.#watchdog.stdin?.write(`${child.pid}\n`);
    this.#children.set(name, child);
    return child;
  }

  isRunning(name: string): boolean {
    const child = this.#children.get(name);
    return child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** Ends one program and waits until it is gone. */
  async end(name: string, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#children.get(name);
    if (child === undefined || !this.isRunning(name)) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  /** Ends everything and removes the folder. */
  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#watchdog.once('exit', resolve));
    this.#watchdog.ref();
    this.#watchdog.stdin?.end();
    await gone;
  }

  logs(): string {
    const folder = join(this.folder, 'log');
    return readdirSync(folder)
      .map((name) => `--- ${name}\n${readFileSync(join(folder, name), 'utf8')}`)
      .join('\n');
  }
}

function giveInput(child: ChildProcess, input = ''): void {
  // A program that ends without reading its input is no fault of ours.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
}

/** Runs a program to its end and answers what it printed. */
export function run(
  command: string,
  parameters: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const { env, input, timeout = 15_000 } = options;
    const child = execFile(
      command,
      parameters,
      { env: env as NodeJS.ProcessEnv | undefined, timeout, maxBuffer: 64 << 20 },
      (error, output, errors) => {
        if (error === null) resolve(output);
        else reject(new Error(`${command} ${parameters.join(' ')}: ${errors.trim() || error.message}`));
      },
    );
    giveInput(child, input);
  });
}

/** Repeats a question until its answer is neither undefined nor false nor an error. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | false>,
  timeout = 15_000,
): Promise<T> {
  const deadline = performance.now() + timeout;
  let lastError: unknown;
  while (performance.now() < deadline) {
    try {
      const answer = await probe();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      lastError = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Waited ${timeout} ms in vain: ${what}.`, { cause: lastError });
}

/** Sends bytes to a Unix socket and answers what comes back until the other side closes. */
export function exchange(socket: string, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const connection = createConnection(socket, () => connection.write(bytes));
    connection.on('data', (chunk) => received.push(chunk));
    connection.once('error', reject);
    connection.once('close', () => resolve(Buffer.concat(received)));
  });
}
