import { chmod, stat } from 'node:fs/promises';
import { dirname, join, win32 } from 'node:path';
import { appError, type ThingCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import helperScript from './keycutter-credentials.sh?raw';
import { makeOwnFolder, readOwnFile, writeOwnFile } from './own-files.ts';

export interface CommandsToInstall {
  /** The app's user data folder; the commands are in its `bin`. */
  readonly dataFolder: string;
  readonly platform: NodeJS.Platform;
  /** Path of the command's own executable, or of Node or Electron. */
  readonly runtime: string;
  /** Whether the runtime is Electron, to be used as Node. */
  readonly electronAsNode: boolean;
  /** Path of the bundled keycutter command for Node or Electron; null: the runtime is the command. */
  readonly cliPath: string | null;
}

/** Paths. */
export interface InstalledCommands {
  readonly keycutter: string;
  /** What credential_process starts with a profile's id. */
  readonly helper: string;
}

/** Where they are, in the app's user data folder. */
export function installedCommands(dataFolder: string, platform: NodeJS.Platform): InstalledCommands {
  const folder = join(dataFolder, 'bin');
  const extension = platform === 'win32' ? '.cmd' : '';
  return {
    keycutter: join(folder, `keycutter${extension}`),
    helper: join(folder, `keycutter-credentials${extension}`),
  };
}

/**
 * Writes `keycutter` and `keycutter-credentials` where they differ from what they should be. Programs that run them
 * meanwhile go on with the old ones. Error: `storage-write-failed`.
 */
export async function installCommands(commands: CommandsToInstall): Promise<Result<InstalledCommands>> {
  const windows = commands.platform === 'win32';
  const installed = installedCommands(commands.dataFolder, commands.platform);
  try {
    await makeOwnFolder(commands.dataFolder);
    await makeOwnFolder(dirname(installed.keycutter));
    await install(installed.keycutter, windows ? batchFile(commands, '%*') : wrapper(commands));
    await install(
      installed.helper,
      windows
        ? batchFile(commands, 'creds --profile-id %1')
        : helperScript.replace('@DATA_FOLDER@', () => shellQuote(commands.dataFolder)),
    );
    return succeed(installed);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return fail(
      appError('storage-write-failed', {
        what: 'keycutter-command' satisfies ThingCode,
        reason: code ?? message,
      }),
    );
  }
}

async function install(path: string, text: string): Promise<void> {
  if ((await readOwnFile(path)) !== text) return writeOwnFile(path, text, 0o755);
  const { mode } = await stat(path);
  if ((mode & 0o777) !== 0o755) await chmod(path, 0o755);
}

function wrapper({ dataFolder, runtime, electronAsNode, cliPath }: CommandsToInstall): string {
  const command = wordsOf(runtime, cliPath).map(shellQuote).join(' ');
  return [
    '#!/bin/sh',
    '# The keycutter command. Written by Keycutter, which replaces it when it differs.',
    ...(electronAsNode ? ['ELECTRON_RUN_AS_NODE=1', 'export ELECTRON_RUN_AS_NODE'] : []),
    `exec ${command} --data-folder ${shellQuote(dataFolder)} "$@"`,
    '',
  ].join('\n');
}

function wordsOf(runtime: string, cliPath: string | null): readonly string[] {
  return cliPath === null ? [runtime] : [runtime, cliPath];
}

/**
 * cmd.exe reads a batch file in the code page of its console, whichever that is. So a path that is not plain is said by
 * where the file itself lies (`%~dp0`); where that does not help (on another drive), the console reads UTF-8 meanwhile.
 * https://learn.microsoft.com/windows-server/administration/windows-commands/call,
 * https://learn.microsoft.com/windows-server/administration/windows-commands/chcp
 */
export function batchFile(
  { dataFolder, runtime, electronAsNode, cliPath }: CommandsToInstall,
  given: string,
): string {
  const said = (path: string) => saidInBatch(path, win32.join(dataFolder, 'bin'));
  const command = [...wordsOf(runtime, cliPath).map(said), '--data-folder', said(dataFolder), given].join(
    ' ',
  );
  return [
    '@echo off',
    'setlocal',
    ...(electronAsNode ? ['set "ELECTRON_RUN_AS_NODE=1"'] : []),
    ...(isPlain(command)
      ? [command]
      : [
          'for /f "tokens=2 delims=:." %%P in (\'chcp\') do set "KEYCUTTER_CODE_PAGE=%%P"',
          'chcp 65001 >nul',
          command,
          'set "KEYCUTTER_EXIT=%ERRORLEVEL%"',
          'chcp %KEYCUTTER_CODE_PAGE% >nul',
          'exit /b %KEYCUTTER_EXIT%',
        ]),
    '',
  ].join('\r\n');
}

/** `%` begins a variable there; a path has no quotes on Windows. */
function saidInBatch(path: string, folder: string): string {
  const fromHere = isPlain(path) ? path : win32.relative(folder, path);
  const written = fromHere.replaceAll('%', '%%');
  return fromHere === path || win32.isAbsolute(fromHere) ? `"${written}"` : `"%~dp0${written}"`;
}

/** The same in every code page of Windows. */
function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02 */
function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
