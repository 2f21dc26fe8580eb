import { exportFormats } from '../shared/export-formats.ts';
import type { CommandSpecification, Operand, Option } from './command-specification.ts';
import { importProfiles, installProfile, uninstallProfile } from './commands/aws-files.ts';
import { creds } from './commands/creds.ts';
import { exec } from './commands/exec.ts';
import { exportSession, unset } from './commands/export.ts';
import { help } from './commands/help.ts';
import { addKey, listKeys, removeKey, rotateKey, testKey } from './commands/keys.ts';
import { addProfile, removeProfile, showProfile } from './commands/profiles.ts';
import { assume, openConsole, refresh, stop, whoami } from './commands/sessions.ts';
import { complete, completion, shellInit } from './commands/shell-support.ts';
import { list, openWindow, start, status } from './commands/status.ts';

const profile: Operand = { name: 'PROFILE', completes: 'profile' };
const key: Operand = { name: 'NAME', completes: 'key' };
const newName: Operand = { name: 'NAME', completes: 'nothing' };
const shell: Operand = { name: 'SHELL', completes: 'shell' };

const duration: Option = { name: 'duration', value: 'DURATION' };
const shellOption: Option = {
  name: 'shell',
  value: 'SHELL',
  completes: 'choice',
  choices: exportFormats.map(({ id }) => id),
};
const renewing: Option = { name: 'renewing' };
const yes: Option = { name: 'yes', short: 'y' };

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
    options: [{ name: 'service', value: 'SERVICE' }, { name: 'print' }],
    examples: ['keycutter console prod --service s3'],
    run: openConsole,
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
      { name: 'dry-run' },
    ],
    examples: ['keycutter import --dry-run'],
    run: importProfiles,
  },
  {
    name: 'profile add',
    operands: [newName],
    options: [
      {
        name: 'kind',
        value: 'KIND',
        completes: 'choice',
        choices: ['assume-role', 'session-token', 'access-key'],
      },
      { name: 'role-arn', value: 'ARN' },
      { name: 'source', value: 'KEY', completes: 'key' },
      { name: 'region', value: 'REGION' },
      duration,
      { name: 'mfa-serial', value: 'SERIAL' },
      { name: 'external-id', value: 'ID' },
      { name: 'role-session-name', value: 'NAME' },
      { name: 'source-identity', value: 'NAME' },
      { name: 'policy-file', value: 'FILE', completes: 'file' },
      { name: 'policy-arn', value: 'ARN', multiple: true },
      { name: 'tag', value: 'KEY=VALUE', multiple: true },
      { name: 'transitive-tag', value: 'KEY', multiple: true },
      { name: 'ask-before-serving' },
    ],
    examples: [
      'keycutter profile add prod --source main --role-arn arn:aws:iam::123456789012:role/Admin --duration 4h',
      'keycutter profile add me --kind session-token --source main --duration 12h',
    ],
    run: addProfile,
  },
  {
    name: 'profile show',
    operands: [profile],
    options: [],
    examples: ['keycutter profile show prod'],
    run: showProfile,
  },
  {
    name: 'profile rm',
    operands: [profile],
    options: [yes],
    examples: ['keycutter profile rm prod'],
    run: removeProfile,
  },
  {
    name: 'key add',
    operands: [newName],
    options: [{ name: 'keep-in-memory' }],
    examples: ['aws iam create-access-key | keycutter key add main', 'keycutter key add main'],
    run: addKey,
  },
  { name: 'key ls', operands: [], options: [], examples: ['keycutter key ls'], run: listKeys },
  { name: 'key test', operands: [key], options: [], examples: ['keycutter key test main'], run: testKey },
  {
    name: 'key rotate',
    operands: [key],
    options: [{ name: 'delete-old' }],
    examples: ['keycutter key rotate main', 'keycutter key rotate main --delete-old'],
    run: rotateKey,
  },
  { name: 'key rm', operands: [key], options: [yes], examples: ['keycutter key rm main'], run: removeKey },
  { name: 'start', operands: [], options: [], examples: ['keycutter start'], run: start },
  { name: 'open', operands: [], options: [], examples: ['keycutter open'], run: openWindow },
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
