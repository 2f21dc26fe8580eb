import { beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import type { Recipe } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { SigninRequest } from '../aws-ports.ts';
import { AccessKeys } from '../profiles/access-keys.ts';
import { Registry } from '../profiles/registry.ts';
import { Journal } from '../reminders/journal.ts';
import type { HeldSession } from '../sessions/session-machine.ts';
import type { AccessKey, JournalDocument, ProfilesDocument } from '../store-ports.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakeIam } from '../testing/fake-iam.ts';
import { FakeDocumentStore, noProfiles, testRecipe, testSettings } from '../testing/fake-ports.ts';
import { FakeSecretStore } from '../testing/fake-secret-store.ts';
import { FakeSts } from '../testing/fake-sts.ts';
import { testSession } from '../testing/test-snapshot.ts';
import { AwsTime } from '../time/aws-time.ts';
import { ConsoleSignIn } from './console-sign-in.ts';

const clock = new FakeClock();
const person = { asker: 'person', signal: new AbortController().signal } as const;
const source = { kind: 'access-key', keyId: 'key' } as const;
const standIn = 'http://127.0.0.1:4000';

const requests: SigninRequest[] = [];
const opened: string[] = [];
const choices: (string | null)[] = [];
let asked = 0;
let token: Result<Secret> = succeed(new Secret('the-token'));
beforeEach(() => {
  requests.length = 0;
  opened.length = 0;
  choices.length = 0;
  asked = 0;
  token = succeed(new Secret('the-token'));
});

function setUp(
  recipe: Recipe,
  {
    stsEndpointUrl = null as string | null,
    demo = false,
    hops = 0,
    settings = {} as Partial<Settings>,
    consoleBrowser = undefined as string | undefined,
  } = {},
) {
  const awsTime = new AwsTime(clock);
  const key: AccessKey = {
    id: 'key',
    name: 'work',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    kept: 'keychain',
    addedAt: 0,
    identity: null,
  };
  const document: ProfilesDocument = {
    ...noProfiles,
    profiles: [{ id: 'p', name: 'prod', favourite: false, demo: false, recipe, consoleBrowser }],
    accessKeys: [key],
  };
  const registry = new Registry(new FakeDocumentStore(document), document, () => {});
  const activity = new FakeDocumentStore<JournalDocument>({ activity: [], copies: [], told: [] });
  const journal = new Journal(clock, activity, activity.saved, () => {});
  const accessKeys = new AccessKeys({
    clock,
    awsTime,
    registry,
    journal,
    secretStore: new FakeSecretStore(),
    sts: new FakeSts(() => clock.trueTime()),
    iam: new FakeIam(() => clock.trueTime()),
    defaultRegion: () => 'eu-central-1',
    mfaSessions: () => [],
    onChanged: () => {},
  });
  if (demo) {
    const added = accessKeys.addDemo(
      { name: 'demo', accessKeyId: 'AKIADEMO', secretAccessKey: new Secret('x') },
      standIn,
    );
    if (added.ok) {
      const draft = { name: 'demo', recipe: testRecipe(added.value) };
      registry.saveProfile(undefined, draft);
    }
  }
  const held: HeldSession = {
    identity: 'identity',
    credentials: {
      accessKeyId: 'ASIAFAKE',
      secretAccessKey: new Secret('session-secret'),
      sessionToken: new Secret('session-token'),
      expiration: clock.now() + 3_600_000,
      assumedRoleArn: 'arn:aws:sts::111122223333:assumed-role/deployer/mina',
    },
    chosenDurationSeconds: null,
    issuedAt: clock.now(),
    expiresAt: clock.now() + 3_600_000,
  };
  const signIn = new ConsoleSignIn({
    awsTime,
    registry,
    accessKeys,
    journal,
    sessions: {
      ask: async () => {
        asked += 1;
        return succeed(held);
      },
      views: () => [testSession('p', { hops })],
    },
    settings: () => ({ ...testSettings, ...settings }),
    console: {
      signinToken: async (request) => {
        requests.push(request);
        return token;
      },
    },
    browser: {
      open: async (address, choice = null) => {
        opened.push(address.reveal());
        choices.push(choice);
        return succeed();
      },
    },
    stsEndpointUrl: () => stsEndpointUrl,
  });
  return { signIn, activity, registry };
}

describe('opening the console', () => {
  it('signs the browser in with the session, for as long as it lives', async () => {
    const { signIn, activity } = setUp(testRecipe('key'));
    expect(await signIn.open('p', { service: 's3' }, person)).toEqual(succeed());
    expect(requests).toMatchObject([
      { federationUrl: 'https://signin.aws.amazon.com/federation', sessionSeconds: 3_600 },
    ]);
    const address = new URL(opened[0] ?? '');
    expect(address.origin).toBe('https://signin.aws.amazon.com');
    expect(address.searchParams.get('SigninToken')).toBe('the-token');
    expect(address.searchParams.get('Destination')).toBe(
      'https://eu-central-1.console.aws.amazon.com/s3/home?region=eu-central-1',
    );
    expect(activity.saved.activity).toMatchObject([
      { kind: 'console-opened', subject: 'prod', detail: 's3' },
    ]);
    expect(JSON.stringify(activity.saved)).not.toContain('the-token');
  });

  it('gives the address alone, as a secret', async () => {
    const { signIn } = setUp(testRecipe('key'));
    const address = await signIn.address('p', {}, person);
    expect(opened).toEqual([]);
    expect(JSON.stringify(address)).not.toContain('the-token');
    expect(address.ok && address.value.reveal()).toContain('the-token');
  });

  it.each([
    { kind: 'session-token', source, region: 'eu-central-1', durationSeconds: 3_600 },
    { kind: 'access-key', source, region: 'eu-central-1' },
    testRecipe('key', { region: 'us-iso-east-1' }),
  ] as const)('is not possible for %j, and nothing is assumed for it', async (recipe) => {
    const { signIn } = setUp(recipe);
    expect(await signIn.open('p', {}, person)).toMatchObject({ error: { code: 'console-not-possible' } });
    expect(asked).toBe(0);
  });

  it('stays with the demo account, whose sessions AWS does not know', async () => {
    const { signIn, registry } = setUp(testRecipe('key'), { demo: true });
    const demo = registry.profiles.find((profile) => profile.demo);
    await signIn.open(demo?.id ?? '', {}, person);
    expect(requests[0]?.federationUrl).toBe(`${standIn}/federation`);
    expect(opened[0]?.startsWith(`${standIn}/federation?`)).toBe(true);
  });

  it.each([
    ['http://localhost:4566', 'http://localhost:4566/federation'],
    ['https://vpce-1.sts.eu-central-1.vpce.amazonaws.com', 'https://signin.aws.amazon.com/federation'],
  ])('with STS at %s signs in at %s', async (stsEndpointUrl, federationUrl) => {
    const { signIn } = setUp(testRecipe('key'), { stsEndpointUrl });
    await signIn.open('p', {}, person);
    expect(requests[0]?.federationUrl).toBe(federationUrl);
  });

  it('says why not', async () => {
    const { signIn, activity } = setUp(testRecipe('key'));
    token = fail(appError('console-refused', { status: 'HTTP 400' }));
    expect(await signIn.open('p', {}, person)).toEqual(token);
    expect(opened).toEqual([]);
    expect(activity.saved.activity).toMatchObject([{ kind: 'failed', subject: 'prod' }]);
    expect(await signIn.open('nobody', {}, person)).toMatchObject({ error: { code: 'profile-not-found' } });
  });

  it('sends no duration for a chained session, which AWS would refuse', async () => {
    const { signIn } = setUp(testRecipe('key'), { hops: 1 });
    await signIn.open('p', {}, person);
    expect(requests[0]?.sessionSeconds).toBeNull();
  });

  it('tries once more without a duration where AWS refused it', async () => {
    const { signIn } = setUp(testRecipe('key'));
    token = fail(appError('console-refused', { status: 'HTTP 400' }));
    await signIn.open('p', {}, person);
    expect(requests.map(({ sessionSeconds }) => sessionSeconds)).toEqual([3_600, null]);
  });

  it('opens in the browser that was wished, else the profile’s, else the one of Settings', async () => {
    const settings = { consoleBrowser: 'chrome' };
    await setUp(testRecipe('key'), { settings }).signIn.open('p', {}, person);
    const { signIn } = setUp(testRecipe('key'), { settings, consoleBrowser: 'firefox' });
    await signIn.open('p', {}, person);
    await signIn.open('p', { browser: 'chrome:Profile 1' }, person);
    await setUp(testRecipe('key')).signIn.open('p', {}, person);
    expect(choices).toEqual(['chrome', 'firefox', 'chrome:Profile 1', null]);
  });

  it('goes to another Region’s pages, and through the way out of an older session', async () => {
    const { signIn } = setUp(testRecipe('key'), {
      stsEndpointUrl: standIn,
      settings: { consoleLogOutFirst: true },
    });
    await signIn.open('p', { region: 'us-west-2' }, person);
    const address = new URL(opened[0] ?? '');
    expect(address.searchParams.get('Action')).toBe('logout');
    expect(decodeURIComponent(decodeURIComponent(address.href))).toContain('region=us-west-2');
  });
});
