/** Where an export snippet is to be pasted or saved. */
export const exportFormats = [
  { id: 'bash' },
  { id: 'zsh' },
  { id: 'sh' },
  { id: 'fish' },
  { id: 'powershell' },
  { id: 'cmd' },
  { id: 'nushell' },
  { id: 'tcsh' },
  { id: 'elvish' },
  { id: 'xonsh' },
  { id: 'dotenv' },
  { id: 'docker-env-file' },
  { id: 'json' },
  { id: 'credentials-file' },
] as const;

export type ExportFormat = (typeof exportFormats)[number]['id'];

/** Formats that a shell evaluates. The others are files, which have no unset lines. */
export type ShellFormat = Exclude<ExportFormat, 'dotenv' | 'docker-env-file' | 'json' | 'credentials-file'>;

/** By command and renewing carry no secret that ends with the session; by value carries the session itself. */
export type ExportWay = 'command' | 'renewing' | 'value';

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
