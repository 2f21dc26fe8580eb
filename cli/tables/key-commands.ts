import type { CommandSpecification } from '../command-specification.ts';
import { addKey, listKeys, removeKey, rotateKey, testKey } from '../commands/keys.ts';
import { forgetMfa, keyMfa } from '../commands/mfa.ts';
import { key, newName, yes } from './operands.ts';

export const keyCommands: readonly CommandSpecification[] = [
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
  {
    name: 'key mfa',
    operands: [key, { name: 'SERIAL', completes: 'nothing', optional: true }],
    options: [{ name: 'seed-stdin' }, { name: 'command', value: 'COMMAND' }, { name: 'typed' }],
    examples: [
      'keycutter key mfa main',
      'keycutter key mfa main --seed-stdin arn:aws:iam::123456789012:mfa/ann',
      "keycutter key mfa main arn:aws:iam::123456789012:mfa/ann --command 'ykman oath accounts code --single aws'",
    ],
    run: keyMfa,
  },
  {
    name: 'key forget-mfa',
    operands: [key],
    options: [],
    examples: ['keycutter key forget-mfa main'],
    run: forgetMfa,
  },
  { name: 'key rm', operands: [key], options: [yes], examples: ['keycutter key rm main'], run: removeKey },
];
