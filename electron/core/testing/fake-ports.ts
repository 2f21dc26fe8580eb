import { appError } from '../../../shared/errors.ts';
import type { AssumeRoleRecipe } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Secret } from '../../../shared/secret.ts';
import type { Settings } from '../../../shared/views.ts';
import { defaultSettings } from '../default-settings.ts';
import { createKeycutter, type Keycutter, type KeycutterPorts } from '../keycutter.ts';
import type {
  Clipboard,
  DesktopNotification,
  DocumentStore,
  JournalDocument,
  Loaded,
  Logger,
  ProfilesDocument,
  SessionCache,
  StoredSession,
} from '../ports.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeSecretStore } from './fake-secret-store.ts';
import { FakeSts } from './fake-sts.ts';

export class FakeDocumentStore<Document> implements DocumentStore<Document> {
  saved: Document;
  /** While set, nothing can be written. */
  full = false;

  constructor(initial: Document) {
    this.saved = initial;
  }

  load(): Loaded<Document> {
    return { document: this.saved, problem: null };
  }

  save(document: Document): Result<undefined> {
    if (this.full)
      return fail(appError('storage-write-failed', { what: 'Profiles', reason: 'the disk is full' }));
    this.saved = document;
    return succeed();
  }
}

/** Survives a restart of the core, as the file does. */
class FakeSessionCache implements SessionCache {
  sealed: readonly StoredSession[] = [];
  readonly #secretStore: FakeSecretStore;

  constructor(secretStore: FakeSecretStore) {
    this.#secretStore = secretStore;
  }

  async load(): Promise<Result<Loaded<readonly StoredSession[]>>> {
    const state = await this.#secretStore.probe();
    return state === 'ready'
      ? succeed({ document: this.sealed, problem: null })
      : fail(appError(`keychain-${state}`));
  }

  async save(sessions: readonly StoredSession[]): Promise<Result<undefined>> {
    this.sealed = sessions;
    return succeed();
  }

  async startOver(): Promise<Result<undefined>> {
    this.sealed = [];
    return succeed();
  }
}

class FakeClipboard implements Clipboard {
  text = '';
  #secret = '';

  async writeText(text: string): Promise<Result<undefined>> {
    this.text = text;
    return succeed();
  }

  async writeSecret(text: Secret): Promise<Result<undefined>> {
    this.text = text.reveal();
    this.#secret = this.text;
    return succeed();
  }

  async clearSecret(): Promise<void> {
    if (this.text === this.#secret) this.text = '';
  }
}

export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };

export const testSettings = defaultSettings({
  platform: 'linux',
  loginShell: '/bin/bash',
  region: 'eu-central-1',
});

export function testRecipe(keyId: string, overrides: Partial<AssumeRoleRecipe> = {}): AssumeRoleRecipe {
  return {
    kind: 'assume-role',
    source: { kind: 'access-key', keyId },
    roleArn: 'arn:aws:iam::111122223333:role/deployer',
    region: 'eu-central-1',
    durationSeconds: 3_600,
    policyArns: [],
    tags: [],
    transitiveTagKeys: [],
    ...overrides,
  };
}

/** The core on fakes of all its ports, with what a test moves and looks at. */
export class TestBench {
  readonly clock = new FakeClock();
  readonly secretStore = new FakeSecretStore();
  readonly sts = new FakeSts(() => this.clock.trueTime());
  readonly sessionCache = new FakeSessionCache(this.secretStore);
  readonly profileStore = new FakeDocumentStore<ProfilesDocument>({ profiles: [], accessKeys: [] });
  readonly settingsStore = new FakeDocumentStore<Settings>(testSettings);
  readonly journalStore = new FakeDocumentStore<JournalDocument>({ activity: [], copies: [], told: [] });
  readonly clipboard = new FakeClipboard();
  readonly notifications: DesktopNotification[] = [];
  resume = () => {};

  /** Called again it is a restart: a new core on what was kept. */
  async start(overrides: Partial<KeycutterPorts> = {}): Promise<Keycutter> {
    const keycutter = createKeycutter(
      {
        clock: this.clock,
        power: {
          onResume: (listener) => {
            this.resume = listener;
          },
        },
        secretStore: this.secretStore,
        sts: this.sts,
        sessionCache: this.sessionCache,
        profileStore: this.profileStore,
        settingsStore: this.settingsStore,
        journalStore: this.journalStore,
        notifier: { show: (notification) => this.notifications.push(notification), close: () => {} },
        clipboard: this.clipboard,
        panel: { hide: () => {}, holdOpen: () => {} },
        openDemoAccount: async () => fail(appError('demo-unavailable')),
        logger: silentLogger,
        quit: () => {},
        ...overrides,
      },
      {
        environment: { stsEndpointUrl: null, httpsProxy: null, caBundlePath: null },
        defaultRoleSessionName: 'keycutter-mina',
        appVersion: '0.0.0',
        platform: 'linux',
      },
    );
    await keycutter.start();
    return keycutter;
  }
}

export const window = (signal: AbortSignal = new AbortController().signal) =>
  ({ client: 'window', signal }) as const;

export function expectValue<Value>(result: Result<Value>): Value {
  if (!result.ok)
    throw new Error(`Expected a value, got ${result.error.code} ${JSON.stringify(result.error.params)}`);
  return result.value;
}

/** Adds a key and a profile; answers with their ids. */
export async function setUp(keycutter: Keycutter, overrides: Partial<AssumeRoleRecipe> = {}, name = 'prod') {
  const known = keycutter.snapshots.current().accessKeys[0];
  const keyId =
    known?.id ??
    expectValue(
      await keycutter.handlers.accessKeys.add(
        {
          name: 'work',
          accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
          secretAccessKey: 'x'.repeat(40),
          keep: 'keychain',
        },
        window(),
      ),
    ).id;
  const draft = { name, recipe: testRecipe(keyId, overrides) };
  const profileId = expectValue(await keycutter.handlers.profiles.save({ draft }, window()));
  return { keyId, profileId, draft };
}
