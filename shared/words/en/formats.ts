import type { ExportFormat } from '../../export-formats.ts';

/** Shells by their own names, files by what they are. */
export const formats: Readonly<Record<ExportFormat, string>> = {
  bash: 'bash',
  zsh: 'zsh',
  sh: 'sh',
  fish: 'fish',
  powershell: 'PowerShell',
  cmd: 'cmd',
  nushell: 'nushell',
  tcsh: 'tcsh',
  elvish: 'elvish',
  xonsh: 'xonsh',
  dotenv: '.env file',
  'docker-env-file': 'Docker --env-file',
  json: 'JSON',
  'credentials-file': 'credentials file',
};
