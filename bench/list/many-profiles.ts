import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActivityEntry } from '../../shared/activity-views.ts';
import type { Profile, Recipe } from '../../shared/profile.ts';
import type { SignIn } from '../../shared/sign-in.ts';
import { demoAccessKeyId, demoMfaSerial } from '../../simulator/demo-account.ts';

/** The key whose secret the stand-in knows. */
export const keyId = 'key-1';
/** Profiles that can be assumed with that key and nothing else: `live-1` and so on. */
export const liveCount = 5;
const favouriteCount = 6;
const rolesPerAccount = 8;
/** As many as the journal keeps. */
const activityCount = 500;

const services =
  'payments billing checkout catalogue search inventory shipping identity messaging ledger reporting media'.split(
    ' ',
  );
const stages = ['prod', 'staging', 'test', 'dev'] as const;
const regions = ['eu-central-1', 'eu-west-1', 'us-east-1', 'ap-northeast-2'] as const;
const roles = [
  'ReadOnly',
  'AdministratorAccess',
  'PowerUserAccess',
  'Deployer',
  'Auditor',
  'BillingView',
  'DatabaseAdmin',
  'SupportUser',
] as const;

/**
 * Puts the documents where an app of an earlier run would have left them: profiles of every kind in many accounts, as
 * a person has them who works for a large organisation, and a full activity list.
 */
export async function writeManyProfiles(userDataFolder: string, count: number): Promise<void> {
  const profiles = Array.from({ length: count }, (_, index) => profileAt(index));
  const accessKeys = [1, 2, 3].map((number) => ({
    id: `key-${number}`,
    name: ['laptop', 'break-glass', 'build'][number - 1],
    accessKeyId: number === 1 ? demoAccessKeyId : `AKIAIOSFODNN${number}EXAMPLE`,
    kept: 'memory',
    addedAt: 0,
    identity: null,
  }));
  await mkdir(userDataFolder, { recursive: true });
  const write = (name: string, document: object) =>
    writeFile(join(userDataFolder, name), JSON.stringify({ version: 1, ...document }));
  await write('profiles.json', { profiles, accessKeys, signIns });
  await write('journal.json', { activity: activityOf(profiles), copies: [], told: [] });
}

const signIns: readonly SignIn[] = [
  {
    id: 'center',
    name: 'Company portal',
    hasClientSecret: false,
    method: {
      kind: 'identity-center',
      startUrl: 'https://d-1234567890.awsapps.com/start',
      region: 'eu-central-1',
      flow: 'browser',
      cliSession: '',
    },
  },
  {
    id: 'saml',
    name: 'Company login',
    hasClientSecret: false,
    method: {
      kind: 'saml',
      by: 'window',
      startUrl: 'https://idp.example.com/aws',
      command: '',
      remember: true,
    },
  },
  {
    id: 'oidc',
    name: 'Forge',
    hasClientSecret: false,
    method: {
      kind: 'oidc',
      provider: 'issuer',
      issuer: 'https://forge.example.com',
      clientId: 'keycutter',
      scopes: '',
      redirectPort: null,
      redirectHost: '127.0.0.1',
      redirectPath: '/',
    },
  },
];

function profileAt(index: number): Profile {
  const number = index + 1;
  const live = number <= liveCount;
  const account = Math.floor(index / rolesPerAccount);
  const role = roles[index % roles.length] ?? '';
  const service = services[account % services.length];
  const stage = stages[Math.floor(account / services.length) % stages.length];
  const unit = Math.floor(account / (services.length * stages.length));
  return {
    id: live ? `live-${number}` : `profile-${number}`,
    name: `${service}-${stage}${unit === 0 ? '' : `-${unit}`} ${role}`,
    favourite: number > liveCount && number <= liveCount + favouriteCount,
    demo: false,
    recipe: live
      ? assumeRole('arn:aws:iam::421012345678:role/deployer', 'eu-central-1')
      : recipeAt(
          index,
          String(100_000_000_000 + account * 7_919_003),
          role,
          regions[account % regions.length] ?? 'eu-central-1',
        ),
  };
}

/** Most by Identity Center, a good part by roles, and some of every other kind. */
function recipeAt(index: number, account: string, role: string, region: string): Recipe {
  const roleArn = `arn:aws:iam::${account}:role/${role}`;
  const key = { kind: 'access-key', keyId } as const;
  switch (index % 20) {
    case 0:
      return { ...assumeRole(roleArn, region), source: { kind: 'profile', profileId: 'live-1' } };
    case 1:
      return { ...assumeRole(roleArn, region), mfaSerial: demoMfaSerial };
    case 2:
    case 3:
    case 4:
      return assumeRole(roleArn, region);
    case 5:
    case 6:
      return {
        kind: 'assume-role-with-saml',
        source: { kind: 'sign-in', signInId: 'saml' },
        roleArn,
        principalArn: `arn:aws:iam::${account}:saml-provider/Company`,
        region,
        durationSeconds: 3_600,
        policyArns: [],
      };
    case 7:
      return {
        kind: 'assume-role-with-web-identity',
        source: { kind: 'sign-in', signInId: 'oidc' },
        roleArn,
        region,
        durationSeconds: 3_600,
        policyArns: [],
      };
    case 8:
      return {
        kind: 'assume-root',
        source: key,
        targetAccount: account,
        task: 'IAMAuditRootUserCredentials',
        region,
        durationSeconds: 900,
      };
    case 9:
      return rareKind(index, region);
    default:
      return {
        kind: 'identity-center',
        source: { kind: 'sign-in', signInId: 'center' },
        accountId: account,
        roleName: role,
        region,
      };
  }
}

function rareKind(index: number, region: string): Recipe {
  const key = { kind: 'access-key', keyId } as const;
  switch (Math.floor(index / 20) % 4) {
    case 0:
      return { kind: 'session-token', source: key, region, durationSeconds: 43_200 };
    case 1:
      return {
        kind: 'federation-token',
        source: key,
        region,
        durationSeconds: 3_600,
        policyArns: [],
        tags: [],
      };
    case 2:
      return {
        kind: 'credential-process',
        source: { kind: 'command', command: '/usr/local/bin/vend-credentials --for team' },
        region,
      };
    default:
      return { kind: 'access-key', source: key, region };
  }
}

function assumeRole(roleArn: string, region: string) {
  return {
    kind: 'assume-role',
    source: { kind: 'access-key', keyId },
    roleArn,
    region,
    durationSeconds: 3_600,
    policyArns: [],
    tags: [],
    transitiveTagKeys: [],
  } as const;
}

function activityOf(profiles: readonly Profile[]): readonly ActivityEntry[] {
  return Array.from({ length: activityCount }, (_, index) => ({
    id: `entry-${index}`,
    at: activityCount - index,
    kind: index % 3 === 0 ? 'assumed' : 'refreshed',
    subject: profiles[(index * 37) % profiles.length]?.name ?? '',
    detail: '',
    error: null,
  }));
}
