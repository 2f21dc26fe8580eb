import type { Program, ProgramEnd } from '../world.ts';
import { windowsCommand } from './windows-command.ts';

/**
 * The terminal sends these to every process in its foreground group, so the program has them already when we have
 * them. Without a terminal they were sent to us alone.
 */
const fromTerminal: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];
/**
 * Sent to us alone, and meant for what we run. SIGUSR1 above all: by default it opens Node's inspector, through which
 * others could read our memory (https://nodejs.org/en/learn/getting-started/debugging#enable-inspector).
 */
const passedOn: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'];

interface Surroundings {
  readonly platform: NodeJS.Platform;
  /** Whether Ctrl-C comes from a terminal that the program hears too. */
  readonly hasTerminal: boolean;
}

/**
 * Runs it in our process group and with our standard streams, so that job control, Ctrl-C, Ctrl-Z and window sizes
 * reach it as if the shell had started it.
 */
export async function runProgram(
  { name, arguments: given, environment }: Program,
  { platform, hasTerminal }: Surroundings,
): Promise<ProgramEnd> {
  const command =
    platform === 'win32'
      ? windowsCommand(name, given, environment)
      : { file: name, arguments: given, verbatim: false };
  if (command === null) return { kind: 'not-started', reason: 'not-found' };
  // Only now: every other command starts quicker without it.
  const { spawn } = await import('node:child_process');

  return new Promise((resolve) => {
    const listeners = new Map<NodeJS.Signals, () => void>();
    const listen = (signals: readonly NodeJS.Signals[], pass: boolean) => {
      for (const signal of signals) {
        const listener = () => {
          if (pass) child.kill(signal);
        };
        listeners.set(signal, listener);
        process.on(signal, listener);
      }
    };
    const settle = (end: ProgramEnd) => {
      for (const [signal, listener] of listeners) process.off(signal, listener);
      resolve(end);
    };
    // Before the start, so that no signal finds us without them.
    listen(fromTerminal, !hasTerminal);
    if (platform !== 'win32') listen(passedOn, true);

    const child = spawn(command.file, [...command.arguments], {
      env: environment,
      stdio: 'inherit',
      windowsVerbatimArguments: command.verbatim,
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) settle({ kind: 'not-started', reason: reasonOf(error.code) });
    });
    child.once('exit', (code, signal) => {
      settle(signal === null ? { kind: 'exited', code: code ?? 1 } : { kind: 'signalled', signal });
    });
  });
}

function reasonOf(code: string | undefined): 'not-found' | 'not-executable' | 'failed' {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'not-found';
    case 'EACCES':
    case 'EPERM':
    case 'ENOEXEC':
    case 'EISDIR':
      return 'not-executable';
    default:
      return 'failed';
  }
}
