import { appError } from '../../../shared/errors.ts';
import type { ShellFormat } from '../../../shared/export-formats.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { shellSyntaxes } from './formats.ts';

/**
 * The line, ended by a newline, that has the keycutter command print a profile's export and evaluates it. No secret.
 *
 * @param command its name, or its absolute path.
 * Fails with `export-value-unsupported` {format, variable: 'profile-name' or 'command', reason}.
 */
export function renderCommandExport(
  format: ShellFormat,
  { profileName, command }: { readonly profileName: string; readonly command: string },
): Result<string> {
  const syntax = shellSyntaxes[format];
  for (const [variable, word] of [
    ['profile-name', profileName],
    ['command', command],
  ] as const) {
    const reason = syntax.wordRefusal(word);
    if (reason) return fail(appError('export-value-unsupported', { format, variable, reason }));
  }
  const shell = ['--shell', format];
  const words = profileName.startsWith('-') ? [...shell, '--', profileName] : [profileName, ...shell];
  return succeed(`${syntax.evaluate([command, 'export', ...words])}\n`);
}
