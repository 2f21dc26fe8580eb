import { type ExportFormat, exportFormats } from '../../shared/export-formats.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { Call, Outcome } from '../command-specification.ts';
import { type Failure, orFailure, usageFailure } from '../failure.ts';
import { text } from '../text/en.ts';
import { withPerson } from '../with-person.ts';
import type { World } from '../world.ts';

/** `keycutter export`: lines for a shell to evaluate, or a file. */
export async function exportSession({ world, given, json, app }: Call): Promise<Result<Outcome, Failure>> {
  if (given.has('renewing') && given.has('by-value')) {
    return usageFailure(text.onlyOneOf('renewing', 'by-value'), text.usageHint('export'));
  }
  const format =
    json && !given.has('shell') ? succeed<ExportFormat>('json') : formatOf(world, given.value('shell'));
  if (!format.ok) return format;
  const connected = await app();
  if (!connected.ok) return connected;
  const profile = given.operand(0);
  const way = given.has('renewing') ? 'renewing' : 'value';
  const lines = await connected.value.named(
    profile,
    withPerson(world, connected.value, (waitSeconds, signal) =>
      connected.value.call('credentials.export', { profile, format: format.value, way, waitSeconds }, signal),
    ),
  );
  if (!lines.ok) return lines;
  if (json)
    return succeed({
      text: '',
      json: format.value === 'json' ? parsed(lines.value) : { format: format.value, lines: lines.value },
    });
  const note = world.out.isTerminal ? text.exportHint : '';
  return succeed({ text: lines.value, json: null, note });
}

/** `keycutter unset`: lines that take back what any export has set. */
export async function unset({ world, given, app }: Call): Promise<Result<Outcome, Failure>> {
  const format = formatOf(world, given.value('shell'));
  if (!format.ok) return format;
  const connected = await app();
  if (!connected.ok) return connected;
  const lines = orFailure(await connected.value.call('credentials.unset', { format: format.value }));
  if (!lines.ok) return lines;
  return succeed({ text: lines.value, json: { format: format.value, lines: lines.value } });
}

const shellNames: Readonly<Record<string, ExportFormat>> = {
  bash: 'bash',
  zsh: 'zsh',
  fish: 'fish',
  sh: 'sh',
  dash: 'sh',
  ksh: 'sh',
  ash: 'sh',
  csh: 'tcsh',
  tcsh: 'tcsh',
  nu: 'nushell',
  elvish: 'elvish',
  xonsh: 'xonsh',
  pwsh: 'powershell',
};

/** What was named, or else the shell of the login: SHELL, and on Windows PowerShell unless this is cmd. */
function formatOf(world: World, named: string | undefined): Result<ExportFormat, Failure> {
  if (named !== undefined) {
    const names = exportFormats.map(({ id }) => id);
    const format = names.find((id) => id === named);
    return format === undefined
      ? usageFailure(text.notAChoice('shell', names), text.usageHint('export'))
      : succeed(format);
  }
  const program = /([^/\\]+?)(?:\.exe)?$/i.exec(world.environment.SHELL ?? '')?.[1] ?? '';
  const guess = shellNames[program];
  if (guess !== undefined) return succeed(guess);
  // PROMPT is set by cmd for its children; PowerShell sets PSModulePath, which cmd inherits from the system too.
  if (world.platform === 'win32')
    return succeed(world.environment.PROMPT === undefined ? 'powershell' : 'cmd');
  return fail({ code: 'shell-unknown', what: text.noShellGuess, next: text.noShellGuessNext, exitCode: 2 });
}

function parsed(lines: string): unknown {
  try {
    return JSON.parse(lines);
  } catch {
    return { format: 'json', lines };
  }
}
