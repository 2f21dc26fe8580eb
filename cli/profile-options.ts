import type { RecipeKind } from '../shared/profile.ts';
import { type Result, succeed } from '../shared/result.ts';
import type { Arguments } from './arguments.ts';
import { type Failure, usageFailure } from './failure.ts';
import { recipeKinds } from './output/profile-words.ts';
import { text } from './text/en.ts';

const ofRole = ['assume-role', 'assume-role-with-saml', 'assume-role-with-web-identity'] as const;
const timed = [...ofRole, 'session-token', 'federation-token', 'assume-root'] as const;

/** Options that name a kind by being there. */
const naming: Readonly<Record<string, RecipeKind>> = {
  saml: 'assume-role-with-saml',
  'web-identity': 'assume-role-with-web-identity',
  'web-identity-token-file': 'assume-role-with-web-identity',
  'web-identity-command': 'assume-role-with-web-identity',
  'identity-center': 'identity-center',
  'session-token': 'session-token',
  'federation-token': 'federation-token',
  'assume-root': 'assume-root',
  'credential-process': 'credential-process',
};

/** Options by the kinds they belong to; the others belong to every kind. */
const optionKinds: Readonly<Record<string, readonly RecipeKind[]>> = {
  ...Object.fromEntries(Object.entries(naming).map(([option, kind]) => [option, [kind]])),
  'role-arn': ofRole,
  source: ['assume-role', 'session-token', 'federation-token', 'assume-root', 'access-key'],
  duration: timed,
  'mfa-serial': ['assume-role', 'session-token'],
  'mfa-shared': ['assume-role'],
  'mfa-each': ['assume-role'],
  'external-id': ['assume-role'],
  'role-session-name': ['assume-role', 'assume-role-with-web-identity'],
  'policy-file': [...ofRole, 'federation-token'],
  'policy-arn': [...ofRole, 'federation-token'],
  tag: ['assume-role', 'federation-token'],
  'transitive-tag': ['assume-role'],
  'source-identity': ['assume-role'],
  'principal-arn': ['assume-role-with-saml'],
  account: ['identity-center'],
  role: ['identity-center'],
  'federated-name': ['federation-token'],
  task: ['assume-root'],
};

/** What each kind cannot do without: one of each group. */
const needed: Readonly<Record<RecipeKind, readonly (readonly string[])[]>> = {
  'assume-role': [['role-arn'], ['source']],
  'assume-role-with-saml': [['saml'], ['role-arn'], ['principal-arn']],
  'assume-role-with-web-identity': [
    ['web-identity', 'web-identity-token-file', 'web-identity-command'],
    ['role-arn'],
  ],
  'identity-center': [['identity-center'], ['account'], ['role']],
  'session-token': [['source']],
  'federation-token': [['source']],
  'assume-root': [['assume-root'], ['source'], ['task']],
  'credential-process': [['credential-process']],
  'access-key': [['source']],
};

const exclusive: readonly (readonly string[])[] = [
  ['mfa-shared', 'mfa-each'],
  ['web-identity', 'web-identity-token-file', 'web-identity-command'],
];

/** The kind of profile that the options of `profile add` describe. Errors: usage. */
export function kindOf(given: Arguments): Result<RecipeKind, Failure> {
  const usage = (what: string) => usageFailure(what, text.usageHint('profile add'));
  const named = recipeKinds.find((candidate) => candidate === given.value('kind'));
  const implied = Object.keys(naming).find((option) => given.has(option));
  const kind = named ?? (implied === undefined ? undefined : naming[implied]) ?? 'assume-role';
  const misplaced = Object.entries(optionKinds).find(
    ([option, kinds]) => given.has(option) && !kinds.includes(kind),
  );
  if (misplaced !== undefined) return usage(text.optionNotFor(misplaced[0], kind));
  for (const options of exclusive) {
    const [first, second] = options.filter((option) => given.has(option));
    if (first !== undefined && second !== undefined) return usage(text.onlyOneOf(first, second));
  }
  for (const options of needed[kind]) {
    if (options.some((option) => given.has(option))) continue;
    const [only = ''] = options;
    return usage(options.length === 1 ? text.optionNeeded(only) : text.oneOfOptions(options));
  }
  const ofSerial = ['mfa-shared', 'mfa-each'].some((option) => given.has(option));
  if (ofSerial && !given.has('mfa-serial')) return usage(text.optionNeeded('mfa-serial'));
  return succeed(kind);
}
