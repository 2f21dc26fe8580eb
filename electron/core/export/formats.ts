import type { ExportFormat, ShellFormat } from '../../../shared/export-formats.ts';
import { cmd } from './cmd.ts';
import { credentialsFile } from './credentials-file.ts';
import { elvish } from './elvish.ts';
import { dockerEnvFile, dotenv } from './env-files.ts';
import type { FileSyntax } from './file-syntax.ts';
import { fish } from './fish.ts';
import { json } from './json.ts';
import { nushell } from './nushell.ts';
import { posix } from './posix.ts';
import { powershell } from './powershell.ts';
import type { ShellSyntax } from './shell-syntax.ts';
import { tcsh } from './tcsh.ts';
import { xonsh } from './xonsh.ts';

/** A new shell is a file beside this one, a line here and its label in shared/export-formats.ts. */
export const shellSyntaxes: Readonly<Record<ShellFormat, ShellSyntax>> = {
  bash: posix,
  zsh: posix,
  sh: posix,
  fish,
  powershell,
  cmd,
  nushell,
  tcsh,
  elvish,
  xonsh,
};

export const fileSyntaxes: Readonly<Record<Exclude<ExportFormat, ShellFormat>, FileSyntax>> = {
  dotenv,
  'docker-env-file': dockerEnvFile,
  json,
  'credentials-file': credentialsFile,
};

export function isShellFormat(format: ExportFormat): format is ShellFormat {
  return Object.hasOwn(shellSyntaxes, format);
}
