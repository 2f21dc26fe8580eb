import { beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { fail, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { SignIn } from '../../../shared/sign-in.ts';
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
import type { OtherToolItem, OtherToolTake } from '../way-in-ports.ts';
import { OtherToolImport } from './other-tools.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const roleArn = 'arn:aws:iam::123456789012:role/Ops';
const serial = 'arn:aws:iam::123456789012:mfa/me';

let registry: Registry;
let importer: OtherToolImport;
let items: OtherToolItem[];
let reads: number;

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
  items = [];
  reads = 0;
  importer = new OtherToolImport({
    otherTools: { read: async () => succeed({ place: '/there', items }) },
    registry,
    journal,
    settings: () => ({ ...testSettings, defaultDurationSeconds: 7_200 }),
    accessKeys: new AccessKeys({
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
    }),
    signIns: {
      find: (method) =>
        registry.signIns.find((signIn) => JSON.stringify(signIn.method) === JSON.stringify(method))?.id ??
        null,
      save: (draft) => {
        const signIn: SignIn = { ...draft, id: `s${registry.signIns.length}`, hasClientSecret: false };
        registry.saveSignIn(signIn);
        return succeed(signIn.id);
      },
    },
  });
});

function item(id: string, take: OtherToolTake | null, name = id): OtherToolItem {
  const problem = take === null ? appError('other-tool-unreadable', { tool: 'Leapp' }) : null;
  return { id, name, becomes: take?.kind ?? null, about: '', problem, take };
}

const key = (accessKeyId = 'AKIAIOSFODNN7EXAMPLE'): OtherToolTake => ({
  kind: 'access-key',
  read: async () => {
    reads += 1;
    return succeed({ accessKeyId, secretAccessKey: new Secret(secret) });
  },
});

const role = (sourceId: string, more: Partial<Extract<OtherToolTake, { kind: 'assume-role' }>> = {}) =>
  ({
    kind: 'assume-role',
    sourceId,
    roleArn,
    region: 'eu-west-1',
    mfaSerial: null,
    roleSessionName: null,
    ...more,
  }) as const;

const saml = (startUrl: string) =>
  ({
    kind: 'assume-role-with-saml',
    startUrl,
    roleArn,
    principalArn: 'arn:aws:iam::123456789012:saml-provider/Corp',
    region: 'eu-west-1',
  }) as const;

const importing = (...ids: string[]) => importer.import({ tool: 'leapp', ids });
const named = (name: string) => registry.profiles.find((profile) => profile.name === name);

describe('what another tool has', () => {
  it('is shown without its secrets, which are not even read', async () => {
    items = [item('k', key())];
    const preview = await importer.preview('leapp');
    expect(preview).toEqual({
      ok: true,
      value: {
        tool: 'leapp',
        place: '/there',
        entries: [{ id: 'k', name: 'k', becomes: 'access-key', about: '', problem: null }],
      },
    });
    expect(reads).toBe(0);
  });

  it('comes over with what it calls with, each once', async () => {
    items = [item('c', role('r')), item('r', role('k', { mfaSerial: serial })), item('k', key(), 'work')];
    expect(await importing('c', 'r', 'k')).toEqual({
      ok: true,
      value: { profiles: 2, accessKeys: 1, failed: [] },
    });
    expect(reads).toBe(1);
    const keyId = registry.accessKeys[0]?.id;
    expect(registry.accessKeys).toMatchObject([{ name: 'work', kept: 'keychain' }]);
    expect(named('r')?.recipe).toMatchObject({
      source: { kind: 'access-key', keyId },
      mfaSerial: serial,
      mfaShared: true,
      durationSeconds: 3_600,
    });
    expect(named('c')?.recipe).toMatchObject({
      source: { kind: 'profile', profileId: named('r')?.id },
      durationSeconds: 3_600,
    });
  });

  it('makes nothing twice', async () => {
    items = [
      item('r', role('k')),
      item('k', key()),
      item('s', saml('https://idp.example/start')),
      item('t', { ...saml('https://idp.example/start'), roleArn: `${roleArn}2` }),
    ];
    await importing('r', 's', 't');
    expect(registry.profiles).toHaveLength(3);
    expect(registry.signIns).toMatchObject([{ name: 'idp.example' }]);
    expect(await importing('r', 's', 't', 'k')).toMatchObject({ value: { profiles: 0, accessKeys: 0 } });
    expect(registry.profiles).toHaveLength(3);
  });

  it('gets names that are free', async () => {
    items = [
      item('a', role('k'), 'same'),
      item('b', role('k', { region: 'us-east-1' }), 'same'),
      item('k', key()),
    ];
    await importing('a', 'b');
    expect(registry.profiles.map(({ name }) => name)).toEqual(['same', 'same (2)']);
  });

  it('of Identity Center comes with its sign-in', async () => {
    items = [
      item('s', {
        kind: 'identity-center',
        startUrl: 'https://corp.awsapps.com/start',
        ssoRegion: 'eu-west-2',
        accountId: '123456789012',
        roleName: 'ReadOnly',
        region: 'us-east-1',
      }),
    ];
    expect(await importing('s')).toMatchObject({ value: { profiles: 1, failed: [] } });
    expect(registry.signIns).toMatchObject([
      { name: 'corp.awsapps.com', method: { region: 'eu-west-2', flow: 'browser' } },
    ]);
  });

  it.each([
    ['no address', item('x', saml('http://idp.example')), 'other-tool-unreadable'],
    ['no role', item('x', role('k', { roleArn: 'nonsense' })), 'other-tool-unreadable'],
    ['no key', item('x', key('ASIAIOSFODNN7EXAMPLE')), 'other-tool-unreadable'],
    ['a name like another', item('x', key(), 'a\u202eb'), 'other-tool-unreadable'],
    ['no source', item('x', role('gone')), 'profile-source-missing'],
    ['a circle', item('x', role('x')), 'chain-cycle'],
    ['nothing readable', item('x', null), 'other-tool-unreadable'],
    [
      'a locked keychain',
      item('x', { kind: 'access-key', read: async () => fail(appError('keychain-locked')) }),
      'keychain-locked',
    ],
  ])('is named where it has %s, and the rest comes over', async (_, broken, code) => {
    items = [broken, item('r', role('k')), item('k', key())];
    const outcome = await importing('x', 'r');
    expect(outcome).toMatchObject({
      value: { profiles: 1, failed: [{ name: broken.name, error: { code } }] },
    });
  });
});
