import type { ExportWay } from './views.ts';

/** Where an export snippet is to be pasted or saved. */
export const exportFormats = [
  { id: 'bash', label: 'bash' },
  { id: 'zsh', label: 'zsh' },
  { id: 'sh', label: 'sh' },
  { id: 'fish', label: 'fish' },
  { id: 'powershell', label: 'PowerShell' },
  { id: 'cmd', label: 'cmd' },
  { id: 'nushell', label: 'nushell' },
  { id: 'tcsh', label: 'tcsh' },
  { id: 'elvish', label: 'elvish' },
  { id: 'xonsh', label: 'xonsh' },
  { id: 'dotenv', label: '.env file' },
  { id: 'docker-env-file', label: 'Docker --env-file' },
  { id: 'json', label: 'JSON' },
  { id: 'credentials-file', label: 'credentials file' },
] as const;

export type ExportFormat = (typeof exportFormats)[number]['id'];

/** Formats that a shell evaluates. The others are files, which have no unset lines. */
export type ShellFormat = Exclude<ExportFormat, 'dotenv' | 'docker-env-file' | 'json' | 'credentials-file'>;

export function exportFormatLabel(format: ExportFormat): string {
  return exportFormats.find((candidate) => candidate.id === format)?.label ?? format;
}

const everyWay: readonly ExportWay[] = ['command', 'renewing', 'value'];

/** The ways a format knows, best first. A file is read by something that evaluates nothing. */
const waysOfFormat: Readonly<Record<ExportFormat, readonly ExportWay[]>> = {
  bash: everyWay,
  zsh: everyWay,
  sh: everyWay,
  fish: everyWay,
  powershell: everyWay,
  cmd: everyWay,
  nushell: everyWay,
  tcsh: everyWay,
  elvish: everyWay,
  xonsh: everyWay,
  dotenv: ['value'],
  'docker-env-file': ['value'],
  json: ['value'],
  'credentials-file': ['value'],
};

export function waysOf(format: ExportFormat): readonly ExportWay[] {
  return waysOfFormat[format];
}
