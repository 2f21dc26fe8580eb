import type { CommandSpecification } from '../command-specification.ts';
import { addSignIn } from '../commands/add-sign-in.ts';
import { signInRoles } from '../commands/sign-in-roles.ts';
import { listSignIns, removeSignIn, signIn, signOut } from '../commands/sign-ins.ts';
import { duration, newName, region, signInName, yes } from './operands.ts';

export const signInCommands: readonly CommandSpecification[] = [
  {
    name: 'sign-in',
    operands: [signInName],
    options: [],
    examples: ['keycutter sign-in acme'],
    run: signIn,
  },
  {
    name: 'sign-in ls',
    operands: [],
    options: [],
    examples: ['keycutter sign-in ls'],
    run: listSignIns,
  },
  {
    name: 'sign-in add',
    operands: [newName],
    options: [
      { name: 'identity-center', value: 'URL' },
      region,
      { name: 'device' },
      { name: 'cli-session', value: 'NAME' },
      { name: 'saml', value: 'URL' },
      { name: 'remember' },
      { name: 'browser' },
      { name: 'command', value: 'COMMAND' },
      { name: 'oidc', value: 'ISSUER' },
      { name: 'client-id', value: 'ID' },
      { name: 'scopes', value: 'SCOPES' },
      { name: 'redirect-port', value: 'PORT' },
      {
        name: 'redirect-host',
        value: 'HOST',
        completes: 'choice',
        choices: ['127.0.0.1', 'localhost'],
      },
      { name: 'redirect-path', value: 'PATH' },
      { name: 'client-secret-stdin' },
    ],
    examples: [
      'keycutter sign-in add acme --identity-center https://acme.awsapps.com/start --region eu-central-1',
      'keycutter sign-in add corp --saml https://idp.example.com/aws --remember',
      'keycutter sign-in add google --oidc https://accounts.google.com --client-id ID --client-secret-stdin',
    ],
    run: addSignIn,
  },
  {
    name: 'sign-in roles',
    operands: [signInName],
    options: [
      { name: 'account', value: 'ACCOUNT' },
      { name: 'role', value: 'NAME' },
      { name: 'add' },
      { name: 'name', value: 'TEMPLATE' },
      region,
      duration,
    ],
    examples: [
      'keycutter sign-in roles acme',
      "keycutter sign-in roles acme --role ReadOnly --add --name '{account}-{role}'",
    ],
    run: signInRoles,
  },
  {
    name: 'sign-in rm',
    operands: [signInName],
    options: [yes],
    examples: ['keycutter sign-in rm acme'],
    run: removeSignIn,
  },
  {
    name: 'sign-out',
    operands: [signInName],
    options: [],
    examples: ['keycutter sign-out acme'],
    run: signOut,
  },
];
