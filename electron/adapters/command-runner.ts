import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { posix, win32 } from 'node:path';
import type { Readable } from 'node:stream';
import { type AppError, appError, type ReasonCode, type ThingCode } from '../../shared/errors.ts';
import { refuse } from '../../shared/parse-input.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import { childVariables } from '../core/child-variables.ts';
import type { CommandOptions, CommandRunner } from '../core/way-in-ports.ts';
import { commandWords } from './command-words.ts';
import { errorCode } from './kept-aside.ts';
import { withoutOwnEndpoint } from './own-endpoint.ts';

export interface CommandSurroundings {
  readonly platform: NodeJS.Platform;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Where programs start. */
  readonly home: string;
  /** Ms between asking a program to end and ending it. */
  readonly mercy?: number;
}

type Child = ChildProcessByStdio<null, Readable, null>;

const mostOutput = 1 << 20;
/** Ms from a program's end to that of its output: what it leaves running may hold that open. */
const settling = 1_000;

/** Starts programs that the person named, and keeps nothing that they print but what they were started for. */
export class ProcessRunner implements CommandRunner {
  readonly #around: CommandSurroundings;

  constructor(around: CommandSurroundings) {
    this.#around = around;
  }

  async run(command: string, options: CommandOptions, signal: AbortSignal): Promise<Result<Secret>> {
    if (signal.aborted) return fail(appError('cancelled'));
    const { platform } = this.#around;
    const words = commandWords(command, platform);
    if (words === null) {
      return refuse('the-command' satisfies ThingCode, 'quote-open');
    }
    const [program, ...args] = words;
    if (!program) return fail(appError('command-not-found'));
    const name = (platform === 'win32' ? win32 : posix).basename(program);
    try {
      return await this.#watched(name, this.#start(program, args, options), options.patience, signal);
    } catch (error) {
      // Node refuses to start it at all: a zero byte, arguments that are too long.
      return fail(appError('command-failed', { program: name, errorCode: errorCode(error) }));
    }
  }

  #start(program: string, args: readonly string[], { variables = {} }: CommandOptions): Child {
    const { platform, home } = this.#around;
    const own = withoutOwnEndpoint(childVariables(this.#around.variables));
    return spawn(program, args, {
      cwd: home,
      env: { ...own, ...widerPath(own.PATH, platform, home), ...variables },
      stdio: ['ignore', 'pipe', 'ignore'],
      // A process group of its own, to be ended with all that it started. On Windows it would get a console instead.
      detached: platform !== 'win32',
      windowsHide: true,
    });
  }

  #watched(program: string, child: Child, patience: number, signal: AbortSignal): Promise<Result<Secret>> {
    return new Promise((resolve) => {
      const output: Buffer[] = [];
      let length = 0;
      let settled: NodeJS.Timeout | undefined;
      const end = (result: Result<Secret>) => {
        clearTimeout(timer);
        clearTimeout(settled);
        signal.removeEventListener('abort', cancel);
        child.stdout.destroy();
        resolve(result);
      };
      const stop = (error: AppError) => {
        this.#endAll(child);
        end(fail(error));
      };
      const cancel = () => stop(appError('cancelled'));
      const seconds = String(Math.ceil(patience / 1_000));
      const timer = setTimeout(() => stop(appError('command-timed-out', { program, seconds })), patience);
      signal.addEventListener('abort', cancel);

      child.stdout.on('data', (bytes: Buffer) => {
        output.push(bytes);
        length += bytes.length;
        const reason: ReasonCode = 'output-too-long';
        if (length > mostOutput) stop(appError('command-output-unreadable', { program, reason }));
      });
      child.on('error', (error) => end(fail(notStarted(program, error))));
      child.on('exit', (code, signalName) => {
        const done = () =>
          end(
            code === 0
              ? succeed(new Secret(Buffer.concat(output).toString('utf8')))
              : fail(appError('command-failed', { program, ...endOf(code, signalName) })),
          );
        child.once('close', done);
        settled = setTimeout(done, settling);
      });
    });
  }

  /** With all that it started, as far as that has not left its group. */
  #endAll({ pid }: Child): void {
    if (pid === undefined) return;
    if (this.#around.platform === 'win32') {
      const killer = spawn('taskkill', ['/PID', String(pid), '/T', '/F'], {
        stdio: 'ignore',
        windowsHide: true,
      });
      killer.on('error', () => {});
      return;
    }
    signalGroup(pid, 'SIGTERM');
    setTimeout(() => signalGroup(pid, 'SIGKILL'), this.#around.mercy ?? 2_000);
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // All of them have ended.
  }
}

function notStarted(program: string, error: Error): AppError {
  const code = errorCode(error);
  return code === 'ENOENT'
    ? appError('command-not-found', { program })
    : appError('command-failed', { program, errorCode: code });
}

function endOf(code: number | null, signal: NodeJS.Signals | null): Readonly<Record<string, string>> {
  return code === null ? { signal: String(signal) } : { exitStatus: String(code) };
}

/** Where package managers put programs; an app that was started at login does not have their folders in PATH. */
function packageFolders(platform: NodeJS.Platform, home: string): readonly string[] {
  switch (platform) {
    case 'win32':
      return [];
    case 'darwin':
      return [`${home}/.local/bin`, '/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin'];
    default:
      return [`${home}/.local/bin`, '/usr/local/bin', '/home/linuxbrew/.linuxbrew/bin', '/snap/bin'];
  }
}

function widerPath(path: string | undefined, platform: NodeJS.Platform, home: string) {
  const folders = packageFolders(platform, home);
  if (folders.length === 0) return {};
  const given = (path ?? '/usr/bin:/bin').split(':');
  return { PATH: [...given, ...folders.filter((folder) => !given.includes(folder))].join(':') };
}
