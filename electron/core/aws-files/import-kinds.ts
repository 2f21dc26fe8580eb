import type { ImportNote } from '../../../shared/aws-files-views.ts';
import {
  type Check,
  checkAccountId,
  checkCommand,
  checkPageUrl,
  checkPermissionSetName,
  checkRegion,
  checkRoleArn,
  checkRoleSessionName,
  limitProblem,
} from '../../../shared/aws-limits.ts';
import type { Profile } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { SignInDraft } from '../../../shared/sign-in.ts';
import { note, valueRefused } from './import-notes.ts';
import type { ProposedRecipe } from './import-proposal.ts';
import { type ImportDefaults, refusal, regionOf, writtenDuration } from './import-role.ts';
import type { Provider } from './import-source.ts';
import { quoteCommand } from './quote-command.ts';
import type { ReadAwsFiles, ReadKey, ReadKeys, ReadProfile } from './read-aws-files.ts';

export interface PlannedRecipe {
  /** Null: AWS would refuse it. */
  readonly recipe: ProposedRecipe | null;
  readonly notes: readonly ImportNote[];
  readonly region: string;
  /** What it is where no role tells; hostile text. */
  readonly about: string;
  /** What shapes its session, beside the Region. */
  readonly shape: readonly (string | null)[];
}

interface Situation {
  readonly read: ReadAwsFiles;
  /** The profile that came from this section. */
  readonly imported: Profile | null;
  readonly defaults: ImportDefaults;
}

/** Of a section that is neither an access key nor assumes a role with another's credentials. */
export function recipeOf(
  kind: Exclude<Provider['kind'], 'access-key'>,
  profile: ReadProfile,
  situation: Situation,
): PlannedRecipe {
  switch (kind) {
    case 'web-identity':
      return webIdentity(profile.keys, situation);
    case 'identity-center':
      return identityCenter(profile.keys, situation);
    case 'credential-process':
      return command(profile.keys, profile.keys.get('credential_process'), situation);
    case 'login-session': {
      // The AWS CLI keeps and renews what `aws login` brought, and hands it out so.
      const line = quoteCommand([
        ...['aws', 'configure', 'export-credentials', '--profile', profile.name],
        ...['--format', 'process'],
      ]);
      const planned = command(profile.keys, { value: line, nested: null }, situation);
      return { ...planned, shape: ['login', profile.keys.get('login_session')?.value ?? null] };
    }
  }
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html#feature-web-identity */
function webIdentity(keys: ReadKeys, { imported, defaults }: Situation): PlannedRecipe {
  const known = imported?.recipe.kind === 'assume-role-with-web-identity' ? imported.recipe : null;
  const region = regionOf(keys, known?.region ?? defaults.region);
  const duration = writtenDuration(keys);
  const values = checkedValues(keys);
  const path = values.needed('web_identity_token_file', checkWholePath);
  const roleArn = values.needed('role_arn', checkRoleArn);
  const roleSessionName = values.optional('role_session_name', checkRoleSessionName);
  return {
    recipe: values.recipe({
      kind: 'assume-role-with-web-identity',
      source: { kind: 'token-file', path },
      roleArn,
      region: region.value,
      durationSeconds: duration.value ?? known?.durationSeconds ?? defaults.durationSeconds,
      roleSessionName,
      policy: known?.policy,
      policyArns: known?.policyArns ?? [],
    }),
    notes: [...values.refused, ...region.notes, ...duration.notes],
    region: region.value,
    about: path,
    shape: ['web-identity', path, roleArn, roleSessionName ?? null, textOf(keys, 'duration_seconds')],
  };
}

/** An app has no working folder that a person would think of. */
const checkWholePath: Check = (value) =>
  /^(?:\/|\\\\|[A-Za-z]:[\\/])/.test(value) ? null : limitProblem('path-whole');

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html */
function identityCenter(own: ReadKeys, { read, imported, defaults }: Situation): PlannedRecipe {
  const region = regionOf(own, imported?.recipe.region ?? defaults.region);
  const session = sessionOf(own, read.ssoSessions);
  const keys = session.ok ? new Map([...own, ...session.value.keys]) : own;
  const values = checkedValues(keys);
  const accountId = values.needed('sso_account_id', checkAccountId);
  const roleName = values.needed('sso_role_name', checkPermissionSetName);
  const startUrl = values.needed('sso_start_url', checkPageUrl);
  const ssoRegion = values.needed('sso_region', checkRegion);
  const cliSession = session.ok ? session.value.name : '';
  const draft: SignInDraft = {
    name: signInName(cliSession, startUrl),
    method: { kind: 'identity-center', startUrl, region: ssoRegion, flow: 'browser', cliSession },
  };
  const recipe = values.recipe({
    kind: 'identity-center',
    source: { kind: 'new-sign-in', draft },
    accountId,
    roleName,
    region: region.value,
  });
  return {
    recipe: session.ok ? recipe : null,
    notes: [...(session.ok ? values.refused : [session.error]), ...region.notes],
    region: region.value,
    about: [accountId, roleName].filter((part) => part !== '').join(' / '),
    shape: ['identity-center', cliSession, startUrl, ssoRegion, accountId, roleName],
  };
}

/** Control characters and lengths that a name of ours may not have are gone from it. */
function signInName(session: string, startUrl: string): string {
  const host = URL.canParse(startUrl) ? new URL(startUrl).hostname : '';
  const name = (session || host)
    .replaceAll(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '')
    .trim();
  return [...name].slice(0, 60).join('').trim() || 'Identity Center';
}

/** The sso-session that a section names; what both say must be the same. Without one, the older way. */
function sessionOf(
  own: ReadKeys,
  sessions: ReadAwsFiles['ssoSessions'],
): Result<{ readonly name: string; readonly keys: ReadKeys }, ImportNote> {
  const name = own.get('sso_session')?.value;
  if (name === undefined) return succeed({ name: '', keys: new Map() });
  const keys = sessions.get(name);
  if (keys === undefined) return fail(note('source-missing', { section: `sso-session ${name}` }));
  const other = [...keys].find(([key, { value }]) => (own.get(key)?.value ?? value) !== value)?.[0];
  if (other === undefined) return succeed({ name, keys });
  return fail(valueRefused(other, limitProblem('says-otherwise', { section: `[sso-session ${name}]` })));
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html */
function command(
  keys: ReadKeys,
  line: Pick<ReadKey, 'value' | 'nested'> | undefined,
  { imported, defaults }: Situation,
): PlannedRecipe {
  const region = regionOf(keys, imported?.recipe.region ?? defaults.region);
  const refused = line === undefined ? null : refusal('credential_process', line, checkCommandLine);
  const text = line?.value ?? '';
  return {
    recipe:
      refused === null
        ? { kind: 'credential-process', source: { kind: 'command', command: text }, region: region.value }
        : null,
    notes: [...(refused === null ? [] : [refused]), ...region.notes],
    region: region.value,
    about: '',
    shape: ['credential-process', text],
  };
}

const longestCommand = 4_096;

export const checkCommandLine: Check = (value) =>
  value.length > longestCommand ? limitProblem('too-long', { maximum: longestCommand }) : checkCommand(value);

function textOf(keys: ReadKeys, name: string): string | null {
  return keys.get(name)?.value ?? null;
}

/** Collects what AWS would refuse on the way. */
function checkedValues(keys: ReadKeys) {
  const refused: ImportNote[] = [];
  const optional = (name: string, check: Check): string | undefined => {
    const key = keys.get(name);
    const problem = key === undefined ? null : refusal(name, key, check);
    if (problem !== null) refused.push(problem);
    return key?.value;
  };
  return {
    refused,
    optional,
    needed: (name: string, check: Check): string => {
      const value = optional(name, check);
      if (value === undefined) refused.push(valueRefused(name, limitProblem('value-missing')));
      return value ?? '';
    },
    recipe: (recipe: ProposedRecipe): ProposedRecipe | null => (refused.length === 0 ? recipe : null),
  };
}
