import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { childVariables } from '../core/child-variables.ts';
import { posixCommandLine } from '../core/export/posix.ts';
import type { Logger, TerminalLauncher } from '../core/ports.ts';
import { type Launch, linuxLaunches, macLaunch, macScript, windowsLaunches } from './terminal-programs.ts';

export interface TerminalSurroundings {
  readonly platform: NodeJS.Platform;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Where the terminal starts. */
  readonly home: string;
  readonly temporaryFolder: string;
  readonly logger: Logger;
  /** A terminal that is still there after so many milliseconds has started. */
  readonly settleMs?: number;
}

/** Opens the desktop's own terminal: the first that starts. */
export class DesktopTerminal implements TerminalLauncher {
  readonly #around: TerminalSurroundings;

  constructor(around: TerminalSurroundings) {
    this.#around = around;
  }

  async open(command: readonly string[]): Promise<Result<undefined>> {
    const { platform } = this.#around;
    if (platform === 'darwin') return this.#openOnMac(command);
    const launches =
      platform === 'win32' ? windowsLaunches(command) : linuxLaunches(this.#around.variables, command);
    for (const launch of launches ?? []) if (await this.#starts(launch)) return succeed();
    return fail(unavailable(command));
  }

  async #openOnMac(command: readonly string[]): Promise<Result<undefined>> {
    const folder = await mkdtemp(join(this.#around.temporaryFolder, 'keycutter-')).catch(() => null);
    if (folder === null) return fail(unavailable(command));
    const script = join(folder, 'Keycutter.command');
    const opened = await writeFile(script, macScript(folder, command), { mode: 0o700 }).then(
      () => this.#starts(macLaunch(script)),
      () => false,
    );
    if (opened) return succeed();
    await rm(folder, { recursive: true, force: true });
    return fail(unavailable(command));
  }

  /** Resolves to false when there is no such program, or it ends with a failure at once. */
  #starts({ program, arguments: args }: Launch): Promise<boolean> {
    const { home, logger, settleMs = 1_000 } = this.#around;
    return new Promise((resolve) => {
      const child = spawn(program, args, {
        cwd: home,
        env: childVariables(this.#around.variables),
        // On Windows a console program gets its own window so; elsewhere it outlives the app.
        detached: true,
        stdio: 'ignore',
      });
      let timer: NodeJS.Timeout | undefined;
      const settle = (started: boolean, fields: Readonly<Record<string, unknown>> = {}) => {
        clearTimeout(timer);
        if (started) logger.info('terminal-opened', { program });
        else if (fields.code !== 'ENOENT') logger.warn('terminal-failed', { program, ...fields });
        resolve(started);
      };
      child.once('spawn', () => {
        child.unref();
        timer = setTimeout(() => settle(true), settleMs);
      });
      child.once('error', (error: NodeJS.ErrnoException) => settle(false, { code: error.code }));
      // Many hand over to a program that is running already and end well.
      child.once('exit', (code, signal) => settle(code === 0, { code, signal }));
    });
  }
}

function unavailable(command: readonly string[]) {
  return appError('terminal-unavailable', { command: posixCommandLine(command) });
}
