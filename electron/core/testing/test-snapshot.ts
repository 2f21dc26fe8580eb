import type { Profile } from '../../../shared/profile.ts';
import type { SessionView, Slices, Snapshot, StatusView } from '../../../shared/views.ts';
import { testRecipe, testSettings } from './fake-ports.ts';

export function testProfile(id: string, overrides: Partial<Profile> = {}): Profile {
  return { id, name: id, favourite: false, demo: false, recipe: testRecipe('key'), ...overrides };
}

export function testSession(profileId: string, overrides: Partial<SessionView> = {}): SessionView {
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
    ...overrides,
  };
}

export const testStatus: StatusView = {
  keychain: 'ready',
  keychainProblem: null,
  notices: [],
  reminders: [],
  demoOpen: false,
  environment: { stsEndpointUrl: null, httpsProxy: null, caBundlePath: null },
  defaultRoleSessionName: 'keycutter-ann',
  appVersion: '0.0.0-test',
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

export function testSnapshot(overrides: Partial<Slices> = {}): Snapshot {
  return {
    revision: 1,
    profiles: [],
    sessions: [],
    accessKeys: [],
    activity: [],
    copies: [],
    settings: testSettings,
    prompt: null,
    signIns: [],
    signInPrompt: null,
    mfaDevices: [],
    roleMaximums: [],
    approval: null,
    grants: [],
    awsFiles: {
      configPath: '/home/ann/.aws/config',
      credentialsPath: '/home/ann/.aws/credentials',
      offer: null,
      plaintextKeys: [],
      managed: [],
      problem: null,
    },
    endpoint: { port: null, problem: null, command: 'keycutter' },
    uses: [],
    update: { state: 'off' },
    status: testStatus,
    ...overrides,
  };
}
