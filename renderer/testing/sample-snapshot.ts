import type { AccessKeyView } from '../../shared/access-key-views.ts';
import type { AwsFilesView } from '../../shared/aws-files-views.ts';
import type { AssumeRoleRecipe, Profile } from '../../shared/profile.ts';
import type { Settings } from '../../shared/settings.ts';
import type { SignInMethod } from '../../shared/sign-in.ts';
import type { SignInPromptView, SignInView } from '../../shared/sign-in-views.ts';
import type { SessionView, Snapshot, StatusView } from '../../shared/views.ts';

const minute = 60_000;
const hour = 60 * minute;

export const sampleSettings: Settings = {
  defaultRegion: 'eu-central-1',
  defaultShell: 'bash',
  exportWay: 'command',
  endpointTokenHours: 24,
  defaultDurationSeconds: 3_600,
  warnBeforeMinutes: 10,
  clipboardClearSeconds: 60,
  renewHoursAfterUse: 12,
  mfaSessionHours: 12,
  keyAgeWarningDays: 90,
  consoleBrowser: '',
  consoleLogOutFirst: false,
  theme: 'system',
  language: 'system',
  zoomPercent: 100,
  startAtLogin: false,
  globalShortcut: '',
  quietFrom: '',
  quietTo: '',
  checkForUpdates: false,
  updateChannel: 'latest',
  stsEndpointUrl: '',
  httpsProxy: '',
  caBundlePath: '',
};

export const sampleStatus: StatusView = {
  keychain: 'ready',
  keychainProblem: null,
  notices: [],
  reminders: [],
  demoOpen: false,
  environment: { stsEndpointUrl: null, httpsProxy: null, caBundlePath: null },
  defaultRoleSessionName: 'jo@laptop',
  appVersion: '0.1.0',
  platform: 'linux',
  clockOffset: null,
  language: 'en',
  desktop: {
    tray: true,
    notifications: true,
    canStartAtLogin: true,
    startAtLoginProblem: null,
    shortcutProblem: null,
  },
};

export const sampleAwsFiles: AwsFilesView = {
  configPath: '/home/jo/.aws/config',
  credentialsPath: '/home/jo/.aws/credentials',
  offer: null,
  plaintextKeys: [],
  managed: [],
  problem: null,
};

/** What a person sees who just installed Keycutter. */
export function emptySnapshot(): Snapshot {
  return {
    revision: 1,
    profiles: [],
    sessions: [],
    accessKeys: [],
    activity: [],
    copies: [],
    settings: sampleSettings,
    prompt: null,
    signIns: [],
    signInPrompt: null,
    mfaDevices: [],
    roleMaximums: [],
    approval: null,
    grants: [],
    awsFiles: sampleAwsFiles,
    endpoint: { port: null, problem: null, command: 'keycutter' },
    uses: [],
    update: { state: 'off' },
    status: sampleStatus,
  };
}

export function sampleKey(id: string, name: string, part: Partial<AccessKeyView> = {}): AccessKeyView {
  return {
    id,
    name,
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    kept: 'keychain',
    addedAt: 0,
    identity: null,
    problem: null,
    rotation: null,
    createdAt: null,
    mfaSessions: [],
    ...part,
  };
}

export function sampleSignIn(
  id: string,
  name: string,
  method: SignInMethod = sampleIdentityCenter,
  part: Partial<SignInView> = {},
): SignInView {
  return {
    id,
    name,
    method,
    hasClientSecret: false,
    state: 'signed-out',
    expiresAt: null,
    subject: null,
    problem: null,
    listing: null,
    ...part,
  };
}

export const sampleIdentityCenter: SignInMethod = {
  kind: 'identity-center',
  startUrl: 'https://d-1234567890.awsapps.com/start',
  region: 'eu-central-1',
  flow: 'browser',
  cliSession: '',
};

export const sampleSaml: SignInMethod = {
  kind: 'saml',
  by: 'window',
  startUrl: 'https://idp.example.com/app/aws',
  command: '',
  remember: true,
};

export const sampleOidc: SignInMethod = {
  kind: 'oidc',
  provider: 'issuer',
  issuer: 'https://accounts.google.com',
  clientId: '1234567890.apps.googleusercontent.com',
  scopes: 'openid email',
  redirectPort: null,
  redirectHost: '127.0.0.1',
  redirectPath: '/callback',
};

export function samplePrompt(part: Partial<SignInPromptView> = {}): SignInPromptView {
  return {
    id: 'sp1',
    signInId: 's1',
    signInName: 'example-corp',
    kind: 'identity-center',
    profileNames: ['prod-readonly'],
    stage: 'browser',
    host: 'd-1234567890.awsapps.com',
    userCode: null,
    error: null,
    waiting: 0,
    ...part,
  };
}

export function sampleProfile(
  id: string,
  name: string,
  recipe: Partial<AssumeRoleRecipe> = {},
  part: Partial<Omit<Profile, 'recipe'>> = {},
): Profile {
  return {
    id,
    name,
    favourite: false,
    demo: false,
    recipe: {
      kind: 'assume-role',
      source: { kind: 'access-key', keyId: 'k1' },
      roleArn: 'arn:aws:iam::421098765432:role/ReadOnly',
      region: 'eu-central-1',
      durationSeconds: 3_600,
      policyArns: [],
      tags: [],
      transitiveTagKeys: [],
      ...recipe,
    },
    ...part,
  };
}

export function sampleSession(profileId: string, part: Partial<SessionView> = {}): SessionView {
  return {
    profileId,
    state: 'idle',
    expiresAt: null,
    issuedAt: null,
    accessKeyId: null,
    assumedRoleArn: null,
    renewal: null,
    error: null,
    lastUsedAt: null,
    hops: 0,
    ...part,
  };
}

export function liveSession(
  profileId: string,
  issuedAt: number,
  expiresAt: number,
  part: Partial<SessionView> = {},
) {
  return sampleSession(profileId, {
    state: 'active',
    issuedAt,
    expiresAt,
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    assumedRoleArn: 'arn:aws:sts::421098765432:assumed-role/ReadOnly/jo@laptop',
    renewal: { kind: 'renews-itself', at: expiresAt - 15 * minute },
    ...part,
  });
}

/** A working day: two live sessions, favourites, and rows in every state. */
export function busySnapshot(now: number): Snapshot {
  const deployer = 'arn:aws:iam::000011112222:role/deployer';
  const mfaSerial = 'arn:aws:iam::421012345678:mfa/phone';
  const staging = 'arn:aws:iam::421012345678:role/deployer';
  return {
    ...emptySnapshot(),
    accessKeys: [
      sampleKey('k1', 'work', {
        addedAt: now - 42 * 24 * hour,
        identity: {
          account: '421012345678',
          arn: 'arn:aws:iam::421012345678:user/dev',
          userId: 'AIDAEXAMPLE',
        },
      }),
    ],
    profiles: [
      sampleProfile('p1', 'prod-readonly', { region: 'ap-northeast-2' }),
      sampleProfile('p2', 'partner-b-deploy', { roleArn: deployer, region: 'us-east-1', mfaSerial }),
      sampleProfile('p3', 'staging-deploy', { roleArn: staging }, { favourite: true }),
      sampleProfile(
        'p4',
        's3-handoff',
        { roleArn: staging.replace('deployer', 's3-writer'), mfaSerial },
        { favourite: true },
      ),
      sampleProfile('p5', 'audit', { roleArn: 'arn:aws:iam::998877665544:role/SecurityAudit' }),
      sampleProfile('p6', 'billing', { roleArn: 'arn:aws:iam::998877665544:role/Billing' }),
      sampleProfile('p7', 'sandbox', { roleArn: 'arn:aws:iam::555566667777:role/Admin' }),
      sampleProfile('p8', 'logs', { roleArn: 'arn:aws:iam::555566667777:role/LogReader' }),
    ],
    sessions: [
      liveSession('p1', now - 18 * minute, now + 42 * minute + 17_000),
      liveSession('p2', now - 54 * minute, now + 5 * minute + 48_000, {
        renewal: { kind: 'needs-mfa-code' },
      }),
      sampleSession('p5', {
        state: 'failed',
        error: {
          code: 'sts-access-denied',
          params: {
            detail:
              'User: arn:aws:iam::421012345678:user/dev is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::998877665544:role/SecurityAudit',
          },
        },
      }),
      sampleSession('p7', { state: 'acquiring' }),
      sampleSession('p8', { state: 'expired' }),
    ],
  };
}
