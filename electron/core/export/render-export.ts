import { appError } from '../../../shared/errors.ts';
import type { ExportFormat, ShellFormat } from '../../../shared/export-formats.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import { sectionName } from './credentials-file.ts';
import {
  type EnvironmentChange,
  type ExportOptions,
  environmentOf,
  namesToUnset,
  profileNameVariable,
  renewingEnvironmentOf,
} from './environment.ts';
import type { Exportable, RenewingExportable } from './exportable.ts';
import type { Refused } from './file-syntax.ts';
import { fileSyntaxes, isShellFormat, shellSyntaxes } from './formats.ts';

/** Lines that hand a session over, by value or renewing, each ended by a newline. */
export interface Snippet {
  readonly format: ExportFormat;
  readonly text: Secret;
  /** The section a credentials file gets, which may differ from the profile's name; null for other formats. */
  readonly sectionName: string | null;
}

/** Lines that remove what a snippet set, whichever way. No secret. */
export interface UnsetSnippet {
  readonly format: ShellFormat;
  readonly text: string;
}

/**
 * Renders a session by value for one format, without comments: a profile's name is hostile text.
 *
 * Fails with `export-value-unsupported` {format, variable, reason (see RefusalReason)} when the format cannot carry a
 * value as it is. Nothing is ever changed to fit; only the profile's name, which is for show, is left out instead.
 */
export function renderExport(
  format: ExportFormat,
  exportable: Exportable,
  options: ExportOptions = {},
): Result<Snippet> {
  const text = isShellFormat(format)
    ? shellText(format, environmentOf(exportable, options))
    : fileSyntaxes[format](exportable);
  const section = format === 'credentials-file' ? sectionName(exportable.profileName) : null;
  return snippet(format, text, section);
}

/** Renders what keeps a shell's SDKs in credentials. Fails as `renderExport` does. */
export function renderRenewingExport(
  format: ShellFormat,
  exportable: RenewingExportable,
  options: ExportOptions = {},
): Result<Snippet> {
  return snippet(format, shellText(format, renewingEnvironmentOf(exportable, options)), null);
}

/** The lines that take a set snippet back. What the snippet cleared stays cleared: its old values were never known. */
export function renderUnset(format: ShellFormat, options: ExportOptions = {}): UnsetSnippet {
  return { format, text: asText(shellSyntaxes[format].unset(namesToUnset(options))) };
}

function snippet(
  format: ExportFormat,
  text: Result<string, Refused>,
  section: string | null,
): Result<Snippet> {
  if (!text.ok) return fail(appError('export-value-unsupported', { format, ...text.error }));
  return succeed({ format, text: new Secret(text.value), sectionName: section });
}

function shellText(format: ShellFormat, environment: EnvironmentChange): Result<string, Refused> {
  const syntax = shellSyntaxes[format];
  const set = [];
  const clear = [...environment.clear];
  for (const variable of environment.set) {
    const reason = syntax.refusal(variable.value);
    if (reason === null) set.push(variable);
    else if (variable.name === profileNameVariable) clear.push(variable.name);
    else return fail({ variable: variable.name, reason });
  }
  return succeed(asText(syntax.change?.({ set, clear }) ?? [...syntax.clear(clear), ...set.map(syntax.set)]));
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
