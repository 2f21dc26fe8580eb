import { rootTaskPolicies } from '../../shared/aws-limits.ts';
import type { CommandSpecification } from '../command-specification.ts';
import { addProfile } from '../commands/add-profile.ts';
import { removeProfile, showProfile } from '../commands/profiles.ts';
import { recipeKinds } from '../output/profile-words.ts';
import { duration, newName, profile, region, yes } from './operands.ts';

export const profileCommands: readonly CommandSpecification[] = [
  {
    name: 'profile add',
    operands: [newName],
    options: [
      { name: 'kind', value: 'KIND', completes: 'choice', choices: recipeKinds },
      { name: 'role-arn', value: 'ARN' },
      { name: 'source', value: 'SOURCE', completes: 'source' },
      region,
      duration,
      { name: 'mfa-serial', value: 'SERIAL' },
      { name: 'mfa-shared' },
      { name: 'mfa-each' },
      { name: 'external-id', value: 'ID' },
      { name: 'role-session-name', value: 'NAME' },
      { name: 'source-identity', value: 'NAME' },
      { name: 'policy-file', value: 'FILE', completes: 'file' },
      { name: 'policy-arn', value: 'ARN', multiple: true },
      { name: 'tag', value: 'KEY=VALUE', multiple: true },
      { name: 'transitive-tag', value: 'KEY', multiple: true },
      { name: 'saml', value: 'SIGN-IN', completes: 'sign-in' },
      { name: 'principal-arn', value: 'ARN' },
      { name: 'web-identity', value: 'SIGN-IN', completes: 'sign-in' },
      { name: 'web-identity-token-file', value: 'FILE', completes: 'file' },
      { name: 'web-identity-command', value: 'COMMAND' },
      { name: 'identity-center', value: 'SIGN-IN', completes: 'sign-in' },
      { name: 'account', value: 'ID' },
      { name: 'role', value: 'NAME' },
      { name: 'credential-process', value: 'COMMAND' },
      { name: 'session-token' },
      { name: 'federation-token' },
      { name: 'federated-name', value: 'NAME' },
      { name: 'assume-root', value: 'ACCOUNT' },
      { name: 'task', value: 'TASK', completes: 'choice', choices: rootTaskPolicies },
      { name: 'ask-before-serving' },
    ],
    examples: [
      'keycutter profile add prod --source main --role-arn arn:aws:iam::123456789012:role/Admin --duration 4h',
      'keycutter profile add inner --source prod --role-arn arn:aws:iam::210987654321:role/Inner',
      'keycutter profile add me --session-token --source main --duration 12h',
      'keycutter profile add dev --identity-center acme --account 123456789012 --role Developer',
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
];
