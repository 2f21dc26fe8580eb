import { appError } from '../../../shared/errors.ts';
import type { ExportFormat, ShellFormat } from '../../../shared/export-formats.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import { sectionName } from './credentials-file.ts';
import { type ExportOptions, namesToClear, namesToUnset, variablesToSet } from './environment.ts';
import type { Exportable } from './exportable.ts';
import type { Refused } from './file-syntax.ts';
import { fileSyntaxes, isShellFormat, shellSyntaxes } from './formats.ts';

/** Lines that hand a session over by value, each ended by a newline. */
export interface Snippet {
  readonly format: ExportFormat;
  readonly text: Secret;
  /** The section a credentials file gets, which may differ from the profile's name; null for other formats. */
  readonly sectionName: string | null;
}

/** Lines that remove what a snippet set. No secret. */
export interface UnsetSnippet {
  readonly format: ShellFormat;
  readonly text: string;
}

/**
 * Renders a session for one format, without comments: a profile's name is hostile text.
 *
 * Fails with `export-value-unsupported` {format, variable, reason (see RefusalReason)} when the format cannot carry a
 * value as it is. Nothing is ever changed to fit.
 */
export function renderExport(
  format: ExportFormat,
  exportable: Exportable,
  options: ExportOptions = {},
): Result<Snippet> {
  const text = isShellFormat(format)
    ? shellText(format, exportable, options)
    : fileSyntaxes[format](exportable);
  if (!text.ok) return fail(appError('export-value-unsupported', { format, ...text.error }));
  return succeed({
    format,
    text: new Secret(text.value),
    sectionName: format === 'credentials-file' ? sectionName(exportable.profileName) : null,
  });
}

/** The lines that take a set snippet back. What the snippet cleared stays cleared: its old values were never known. */
export function renderUnset(format: ShellFormat, options: ExportOptions = {}): UnsetSnippet {
  return { format, text: asText(shellSyntaxes[format].unset(namesToUnset(options))) };
}

function shellText(
  format: ShellFormat,
  exportable: Exportable,
  options: ExportOptions,
): Result<string, Refused> {
  const syntax = shellSyntaxes[format];
  const variables = variablesToSet(exportable);
  for (const { name, value } of variables) {
    const reason = syntax.refusal(value);
    if (reason) return fail({ variable: name, reason });
  }
  const cleared = syntax.clear(namesToClear(exportable, options));
  return succeed(asText([...cleared, ...variables.map(syntax.set)]));
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
