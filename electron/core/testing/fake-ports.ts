import { appError } from '../../../shared/errors.ts';
import type { AssumeRoleRecipe } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { Settings } from '../../../shared/settings.ts';
import { defaultSettings } from '../default-settings.ts';
import { DesktopState } from '../desktop-state.ts';
import { createKeycutter, type Keycutter } from '../keycutter.ts';
import type { KeycutterPorts } from '../keycutter-ports.ts';
import type {
  Clipboard,
  ContainerEndpoint,
  DesktopNotification,
  GrantDesk,
  Logger,
  Notifier,
  Updater,
} from '../ports.ts';
import type {
  DocumentStore,
  GrantsDocument,
  JournalDocument,
  Loaded,
  ProfilesDocument,
  StoredSession,
  UsesDocument,
} from '../store-ports.ts';
import type { StoredSignIn } from '../way-in-ports.ts';
import { FakeAwsFiles } from './fake-aws-files.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeIam } from './fake-iam.ts';
import { FakeSealedCache } from './fake-sealed-cache.ts';
import { FakeSecretStore } from './fake-secret-store.ts';
import { FakeSts } from './fake-sts.ts';
import { FakeSystem } from './fake-system.ts';
import {
  FakeCommands,
  FakeIdentityCenter,
  FakeMachine,
  FakeOidc,
  FakeSamlReader,
  FakeSamlWindow,
  fakeOneTimeCodes,
  fakeRedirects,
  samlResponse,
} from './fake-ways-in.ts';

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
    if (this.full) return fail(appError('storage-write-failed', { what: 'profiles', reason: 'disk-full' }));
    this.saved = document;
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

/** Listens nowhere; a test asks the desk itself. */
class FakeContainerEndpoint implements ContainerEndpoint {
  desk: GrantDesk | null = null;
  /** While set, another program holds the kept port. */
  portTaken = false;

  async open(port: number | null, desk: GrantDesk): Promise<Result<number>> {
    if (this.portTaken && port !== null) return fail(appError('endpoint-port-taken', { port: `${port}` }));
    this.desk = desk;
    return succeed(port ?? 24_242);
  }

  async close(): Promise<void> {
    this.desk = null;
  }
}

class FakeHelperTokens {
  readonly profiles = new Set<string>();

  async ensure(profileId: string): Promise<Result<undefined>> {
    this.profiles.add(profileId);
    return succeed();
  }

  async remove(profileId: string): Promise<Result<undefined>> {
    this.profiles.delete(profileId);
    return succeed();
  }
}

/** An app without a feed. */
const noUpdater: Updater = {
  feed: 'none',
  check: async () => succeed(null),
  download: async () => fail(appError('update-feed-missing')),
  restart: () => {},
};

export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };

export const testSettings = defaultSettings({
  platform: 'linux',
  loginShell: '/bin/bash',
  region: 'eu-central-1',
});

export const noProfiles: ProfilesDocument = {
  profiles: [],
  accessKeys: [],
  managedSections: [],
  seenAwsFiles: null,
  signIns: [],
  mfaDevices: [],
  roleMaximums: [],
};

/** For parts whose tests open none. */
export const noMfaSessions = { ask: async () => fail(appError('mfa-dismissed')), live: () => null };

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
  readonly sessionCache = new FakeSealedCache<StoredSession>(this.secretStore);
  readonly profileStore = new FakeDocumentStore<ProfilesDocument>(noProfiles);
  readonly settingsStore = new FakeDocumentStore<Settings>(testSettings);
  readonly journalStore = new FakeDocumentStore<JournalDocument>({ activity: [], copies: [], told: [] });
  readonly grantStore = new FakeDocumentStore<GrantsDocument>({ port: null, grants: [] });
  readonly useStore = new FakeDocumentStore<UsesDocument>({ uses: [] });
  readonly awsFiles = new FakeAwsFiles();
  readonly endpoint = new FakeContainerEndpoint();
  readonly helperTokens = new FakeHelperTokens();
  readonly iam = new FakeIam(() => this.clock.trueTime());
  readonly browsed: Secret[] = [];
  readonly terminals: (readonly string[])[] = [];
  readonly clipboard = new FakeClipboard();
  readonly system = new FakeSystem();
  readonly samlWindow = new FakeSamlWindow();
  readonly samlReader = new FakeSamlReader(() => this.clock.trueTime());
  readonly commandRunner = new FakeCommands();
  readonly oidc = new FakeOidc(() => this.clock.trueTime());
  readonly identityCenter = new FakeIdentityCenter(() => this.clock.trueTime());
  readonly machineCredentials = new FakeMachine();
  readonly signInCache = new FakeSealedCache<StoredSignIn>(this.secretStore);
  /** What the person answers when a command is to be confirmed, and what was asked. */
  confirms = true;
  readonly confirmed: string[] = [];
  /** What the person brings when asked for a SAML response. */
  brought: Result<Secret> = succeed(new Secret(samlResponse));
  readonly notifications: DesktopNotification[] = [];
  /** Whether the desktop shows notifications. */
  showsNotifications = true;
  readonly closedNotifications: string[] = [];
  screenLocked = false;
  preferredLanguages: readonly string[] = [];
  suspend = () => {};
  resume = () => {};
  zoneChanged = () => {};

  #notifier(): Notifier {
    let undelivered: (notification: DesktopNotification) => void = () => {};
    return {
      show: (notification) => {
        if (this.showsNotifications) this.notifications.push(notification);
        else undelivered(notification);
      },
      close: (id) => this.closedNotifications.push(id),
      onUndelivered: (listener) => {
        undelivered = listener;
      },
    };
  }

  /** Called again it is a restart: a new core on what was kept. */
  async start(overrides: Partial<KeycutterPorts> = {}): Promise<Keycutter> {
    const keycutter = createKeycutter(
      {
        clock: this.clock,
        random: () => 0.5,
        power: {
          onSuspend: (listener) => {
            this.suspend = listener;
          },
          onZoneChanged: (listener) => {
            this.zoneChanged = listener;
          },
          onResume: (listener) => {
            this.resume = listener;
          },
          isScreenLocked: () => this.screenLocked,
        },
        secretStore: this.secretStore,
        sts: this.sts,
        sessionCache: this.sessionCache,
        profileStore: this.profileStore,
        settingsStore: this.settingsStore,
        journalStore: this.journalStore,
        iam: this.iam,
        consoleGateway: { signinToken: async () => succeed(new Secret('signin-token')) },
        browser: {
          open: async (address) => {
            this.browsed.push(address);
            return succeed();
          },
        },
        browserCatalog: { list: async () => [] },
        identityCenter: this.identityCenter,
        cliSsoCache: { read: async () => succeed(null) },
        oidc: this.oidc,
        redirectListener: fakeRedirects,
        samlWindow: this.samlWindow,
        samlReader: this.samlReader,
        assertionInput: { fromClipboard: async () => this.brought, fromFile: async () => this.brought },
        commandRunner: this.commandRunner,
        trustedDialog: {
          confirmCommand: async (command) => {
            this.confirmed.push(command);
            return this.confirms;
          },
        },
        tokenFiles: { read: async () => succeed(new Secret('file-token')) },
        machineCredentials: this.machineCredentials,
        oneTimeCodes: fakeOneTimeCodes,
        otherTools: { read: async () => succeed({ place: null, items: [] }) },
        signInCache: this.signInCache,
        grantStore: this.grantStore,
        useStore: this.useStore,
        awsFiles: this.awsFiles,
        containerEndpoint: this.endpoint,
        helperTokens: this.helperTokens,
        terminal: {
          open: async (command) => {
            this.terminals.push(command);
            return succeed();
          },
        },
        notifier: this.#notifier(),
        clipboard: this.clipboard,
        panel: { open: () => {}, hide: () => {}, holdOpen: () => {} },
        desktopState: new DesktopState(),
        openDemoAccount: async () => fail(appError('demo-unavailable')),
        updater: noUpdater,
        system: this.system,
        logger: silentLogger,
        quit: () => {},
        ...overrides,
      },
      {
        environment: { stsEndpointUrl: null, httpsProxy: null, caBundlePath: null },
        defaultRoleSessionName: 'keycutter-mina',
        appVersion: '0.0.0',
        platform: 'linux',
        preferredLanguages: this.preferredLanguages,
      },
      {
        commandPath: '/home/mina/.config/Keycutter/bin/keycutter',
        helperPath: '/home/mina/.config/Keycutter/bin/keycutter-credentials',
        shell: '/bin/bash',
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
export { samlResponse };
