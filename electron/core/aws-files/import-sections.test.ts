import { beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { fail, succeed } from '../../../shared/result.ts';
import type { SignIn, SignInMethod } from '../../../shared/sign-in.ts';
import { AccessKeys } from '../profiles/access-keys.ts';
import { Registry } from '../profiles/registry.ts';
import { Journal } from '../reminders/journal.ts';
import type { JournalDocument, ProfilesDocument } from '../store-ports.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakeIam } from '../testing/fake-iam.ts';
import { FakeDocumentStore, testSettings } from '../testing/fake-ports.ts';
import { FakeSecretStore } from '../testing/fake-secret-store.ts';
import { FakeSts } from '../testing/fake-sts.ts';
import { AwsTime } from '../time/aws-time.ts';
import { encode } from './byte-text.ts';
import { planImport } from './import-plan.ts';
import { SectionImport } from './import-sections.ts';
import { readAwsFiles } from './read-aws-files.ts';

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const serial = 'arn:aws:iam::123456789012:mfa/me';
const session =
  '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n';
const credentials =
  '[base]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n';
const chain = `[profile c]\nrole_arn = ${role('C')}\nsource_profile = b
[profile b]\nrole_arn = ${role('B')}\nsource_profile = base\n`;
const permissionSet = (name: string) =>
  `[profile ${name}]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = ${name}\n`;

let registry: Registry;
let sections: SectionImport;
let devices: (readonly [string, string])[];
let confirmed: string[];
let mayRun: boolean;
let refuseNames: Set<string>;

beforeEach(() => {
  const clock = new FakeClock();
  const document: ProfilesDocument = {
    profiles: [],
    accessKeys: [],
    managedSections: [],
    signIns: [],
    mfaDevices: [],
    roleMaximums: [],
    seenAwsFiles: null,
  };
  registry = new Registry(new FakeDocumentStore(document), document, () => {});
  const activity = new FakeDocumentStore<JournalDocument>({ activity: [], copies: [], told: [] });
  const journal = new Journal(clock, activity, activity.saved, () => {});
  const accessKeys = new AccessKeys({
    clock,
    awsTime: new AwsTime(clock),
    registry,
    journal,
    secretStore: new FakeSecretStore(),
    sts: new FakeSts(() => clock.trueTime()),
    iam: new FakeIam(() => clock.trueTime()),
    defaultRegion: () => 'eu-central-1',
    mfaSessions: () => [],
    onChanged: () => {},
  });
  devices = [];
  confirmed = [];
  mayRun = true;
  refuseNames = new Set();
  const isSame = (one: SignInMethod, other: SignInMethod) => JSON.stringify(one) === JSON.stringify(other);
  sections = new SectionImport({
    registry,
    accessKeys,
    journal,
    settings: () => testSettings,
    signIns: {
      find: (method) => registry.signIns.find((signIn) => isSame(signIn.method, method))?.id ?? null,
      save: (draft) => {
        if (refuseNames.has(draft.name)) return fail(appError('sign-in-name-taken', { name: draft.name }));
        const signIn: SignIn = { ...draft, id: `s${registry.signIns.length}`, hasClientSecret: false };
        registry.saveSignIn(signIn);
        return succeed(signIn.id);
      },
    },
    mfaDevices: {
      keepCommand: (of, command) => {
        devices.push([of, command]);
        return succeed();
      },
    },
    dialog: {
      confirmCommand: async (command) => {
        confirmed.push(command);
        return mayRun;
      },
    },
  });
});

function importing(config: string, names: readonly string[], isOwn = true) {
  const read = readAwsFiles({ config: encode(config), credentials: encode(credentials) });
  const plan = planImport(read, registry, { region: 'eu-central-1', durationSeconds: 3_600 });
  return sections.import(plan, names, isOwn);
}

const named = (name: string) => registry.profiles.find((profile) => profile.name === name);

describe('importing what calls each other', () => {
  it('brings a source first, however they were listed', async () => {
    expect(await importing(chain, ['c', 'b'])).toEqual({ profiles: 2, accessKeys: 1, failed: [] });
    const keyId = registry.accessKeys[0]?.id;
    expect(named('b')?.recipe.source).toEqual({ kind: 'access-key', keyId });
    expect(named('c')?.recipe.source).toEqual({ kind: 'profile', profileId: named('b')?.id });
    expect(registry.profiles).toHaveLength(2);
  });

  it('brings a source that was not chosen, once', async () => {
    expect(await importing(chain, ['c'])).toEqual({ profiles: 2, accessKeys: 1, failed: [] });
    const before = named('b');
    expect(await importing(chain, ['c'])).toEqual({ profiles: 1, accessKeys: 0, failed: [] });
    expect(named('b')).toBe(before);
    expect(registry.profiles).toHaveLength(2);
  });

  it('names what failed, and with it what needed it', async () => {
    registry.saveProfile(undefined, {
      name: 'taken',
      recipe: {
        kind: 'credential-process',
        source: { kind: 'command', command: 'x' },
        region: 'us-east-1',
      },
    });
    mayRun = false;
    const config = `[profile p]\ncredential_process = other\n[profile r]\nrole_arn = ${role('R')}\nsource_profile = p\n`;
    expect(await importing(config, ['r', 'p'], false)).toEqual({
      profiles: 0,
      accessKeys: 0,
      failed: [
        { name: 'r', error: appError('command-not-confirmed') },
        { name: 'p', error: appError('command-not-confirmed') },
      ],
    });
    expect(confirmed, 'asked once').toEqual(['other']);
  });
});

describe('importing Identity Center', () => {
  it('makes one sign-in for all profiles of a session', async () => {
    const config = session + permissionSet('One') + permissionSet('Two');
    await importing(config, ['One', 'Two']);
    expect(registry.signIns).toMatchObject([{ name: 'corp', method: { cliSession: 'corp' } }]);
    const source = { kind: 'sign-in', signInId: registry.signIns[0]?.id };
    expect(registry.profiles.map(({ recipe }) => recipe.source)).toEqual([source, source]);
    await importing(config + permissionSet('Three'), ['Three']);
    expect(registry.signIns).toHaveLength(1);
  });

  it('takes another name where that one is taken', async () => {
    refuseNames.add('corp').add('corp (2)');
    await importing(session + permissionSet('One'), ['One']);
    expect(registry.signIns).toMatchObject([{ name: 'corp (3)' }]);
  });
});

describe('importing commands', () => {
  const config = `[profile p]\ncredential_process = get it\n[profile r]\nrole_arn = ${role('R')}\nsource_profile = base\nmfa_serial = ${serial}\nmfa_process = otp me\n`;

  it('asks nobody for those of the person’s own files', async () => {
    await importing(config, ['p', 'r']);
    expect(confirmed).toEqual([]);
    expect(devices).toEqual([[serial, 'otp me']]);
    expect(named('p')?.recipe.source).toEqual({ kind: 'command', command: 'get it' });
  });

  it('asks outside the window for each of another file', async () => {
    expect(await importing(config, ['p', 'r'], false)).toMatchObject({ profiles: 2, failed: [] });
    expect(confirmed).toEqual(['get it', 'otp me']);
    mayRun = false;
    expect(await importing(config, ['p', 'r'], false)).toMatchObject({ profiles: 0 });
    expect(devices).toHaveLength(1);
  });
});
