import { exportFormats } from '../shared/export-formats.ts';
import type { CommandSpecification, Operand, Option } from './command-specification.ts';
import { importProfiles, installProfile, uninstallProfile } from './commands/aws-files.ts';
import { listBrowsers, openConsole } from './commands/console.ts';
import { creds } from './commands/creds.ts';
import { exec } from './commands/exec.ts';
import { exportSession, unset } from './commands/export.ts';
import { help } from './commands/help.ts';
import { assume, refresh, stop, whoami } from './commands/sessions.ts';
import { complete, completion, shellInit } from './commands/shell-support.ts';
import { list, openWindow, start, status } from './commands/status.ts';
import { keyCommands } from './tables/key-commands.ts';
import { duration, profile, region } from './tables/operands.ts';
import { profileCommands } from './tables/profile-commands.ts';
import { signInCommands } from './tables/sign-in-commands.ts';

const shell: Operand = { name: 'SHELL', completes: 'shell' };

const shellOption: Option = {
  name: 'shell',
  value: 'SHELL',
  completes: 'choice',
  choices: exportFormats.map(({ id }) => id),
};
const renewing: Option = { name: 'renewing' };

/** Everything the command can do. Help, completion and parsing are made from it. */
export const commands: readonly CommandSpecification[] = [
  { name: 'status', operands: [], options: [], examples: ['keycutter status'], run: status },
  { name: 'ls', operands: [], options: [], examples: ['keycutter ls'], run: list },
  {
    name: 'assume',
    operands: [profile],
    options: [duration, { name: 'mfa-code-stdin' }],
    examples: ['keycutter assume prod --duration 1h'],
    run: assume,
  },
  {
    name: 'refresh',
    operands: [profile],
    options: [],
    examples: ['keycutter refresh prod'],
    run: refresh,
  },
  {
    name: 'stop',
    operands: [{ ...profile, optional: true }],
    options: [{ name: 'all' }],
    examples: ['keycutter stop prod', 'keycutter stop --all'],
    run: stop,
  },
  { name: 'whoami', operands: [profile], options: [], examples: ['keycutter whoami prod'], run: whoami },
  {
    name: 'exec',
    operands: [profile],
    options: [renewing],
    runsCommand: true,
    examples: ['keycutter exec prod -- aws s3 ls', 'keycutter exec --renewing prod -- bash'],
    run: exec,
  },
  {
    name: 'export',
    operands: [profile],
    options: [shellOption, renewing, { name: 'by-value' }],
    examples: ['eval "$(keycutter export prod)"', 'keycutter export prod --shell fish | source'],
    run: exportSession,
  },
  {
    name: 'unset',
    operands: [],
    options: [shellOption],
    examples: ['eval "$(keycutter unset)"'],
    run: unset,
  },
  {
    name: 'creds',
    operands: [{ ...profile, optional: true }],
    options: [{ name: 'profile-id', value: 'ID' }],
    examples: ['keycutter creds prod'],
    run: creds,
  },
  {
    name: 'console',
    operands: [profile],
    options: [
      { name: 'service', value: 'SERVICE' },
      region,
      { name: 'browser', value: 'ID', completes: 'browser' },
      { name: 'print' },
    ],
    examples: ['keycutter console prod --service s3', 'keycutter console prod --browser firefox'],
    run: openConsole,
  },
  {
    name: 'browsers',
    operands: [],
    options: [],
    examples: ['keycutter browsers'],
    run: listBrowsers,
  },
  {
    name: 'install-profile',
    operands: [profile],
    options: [{ name: 'as', value: 'NAME' }, { name: 'static' }, { name: 'take-over' }],
    examples: ['keycutter install-profile prod --as prod-admin'],
    run: installProfile,
  },
  {
    name: 'uninstall-profile',
    operands: [{ name: 'NAME', completes: 'section' }],
    options: [],
    examples: ['keycutter uninstall-profile prod-admin'],
    run: uninstallProfile,
  },
  {
    name: 'import',
    operands: [],
    options: [
      { name: 'config', value: 'FILE', completes: 'file' },
      { name: 'credentials', value: 'FILE', completes: 'file' },
      { name: 'from', value: 'TOOL', completes: 'choice', choices: ['aws-vault', 'leapp'] },
      { name: 'dry-run' },
    ],
    examples: ['keycutter import --dry-run', 'keycutter import --from aws-vault'],
    run: importProfiles,
  },
  ...profileCommands,
  ...keyCommands,
  ...signInCommands,
  { name: 'start', operands: [], options: [], examples: ['keycutter start'], run: start },
  {
    name: 'open',
    operands: [{ ...profile, optional: true }],
    options: [],
    examples: ['keycutter open', 'keycutter open prod'],
    run: openWindow,
  },
  {
    name: 'shell-init',
    operands: [shell],
    options: [],
    examples: ['eval "$(keycutter shell-init bash)"'],
    run: shellInit,
  },
  {
    name: 'completion',
    operands: [shell],
    options: [],
    examples: ['eval "$(keycutter completion bash)"'],
    run: completion,
  },
  {
    name: 'help',
    operands: [
      { name: 'COMMAND', completes: 'command', optional: true },
      { name: 'VERB', completes: 'nothing', optional: true },
    ],
    options: [],
    examples: ['keycutter help exec'],
    run: help,
  },
  {
    name: '__complete',
    hidden: true,
    operands: [],
    options: [],
    // The words of the line come after `--`: they may look like options.
    runsCommand: true,
    examples: [],
    run: complete,
  },
];
