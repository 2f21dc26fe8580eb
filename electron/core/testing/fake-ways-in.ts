import { appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { StsAnswer } from '../aws-ports.ts';
import type { SessionCredentials } from '../credentials.ts';
import type {
  CommandRunner,
  IdentityCenterGateway,
  MachineCredentials,
  OidcGateway,
  OidcTokens,
  OneTimeCodes,
  RedirectListener,
  SamlAssertion,
  SamlReader,
  SamlWindow,
  SamlWindowAnswer,
  SamlWindowRequest,
  SsoTokens,
} from '../way-in-ports.ts';

/** What a provider posts: base64 of something that begins as XML. */
export const samlResponse = Buffer.from('<samlp:Response/>').toString('base64');

/** A provider whose window answers when the test lets it; invisible it does only what it remembers. */
export class FakeSamlWindow implements SamlWindow {
  readonly opened: SamlWindowRequest[] = [];
  focused = 0;
  /** What signing in brings; null: the person closes the window. */
  answer: SamlWindowAnswer | null = { assertion: new Secret(samlResponse), cookies: new Secret('cookies') };
  /** Whether its cookies still sign in without the person. */
  remembers = true;
  #gate: Promise<void> | null = null;

  hold(): () => void {
    let release = () => {};
    this.#gate = new Promise((resolve) => {
      release = () => {
        this.#gate = null;
        resolve();
      };
    });
    return () => release();
  }

  async open(request: SamlWindowRequest, signal: AbortSignal): Promise<Result<SamlWindowAnswer>> {
    this.opened.push(request);
    await Promise.race([this.#gate, aborted(signal)]);
    if (signal.aborted) return fail(appError('cancelled'));
    if (!request.visible && !(this.remembers && request.cookies !== null))
      return fail(appError('sign-in-needed'));
    if (this.answer === null) return fail(appError('sign-in-window-closed'));
    return succeed(request.remember ? this.answer : { ...this.answer, cookies: null });
  }

  focus(): void {
    this.focused += 1;
  }
}

export class FakeSamlReader implements SamlReader {
  roles = [
    {
      roleArn: 'arn:aws:iam::111122223333:role/deployer',
      principalArn: 'arn:aws:iam::111122223333:saml-provider/idp',
    },
  ];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  async read(encoded: Secret): Promise<Result<SamlAssertion>> {
    return succeed({
      encoded,
      roles: this.roles,
      roleSessionName: 'mina',
      sessionDurationSeconds: null,
      issuedAt: this.#now(),
      notOnOrAfter: null,
      sessionNotOnOrAfter: null,
    });
  }
}

/** Prints what the test says, by command line. */
export class FakeCommands implements CommandRunner {
  readonly ran: string[] = [];
  readonly output = new Map<string, string>();

  async run(command: string): Promise<Result<Secret>> {
    this.ran.push(command);
    const printed = this.output.get(command);
    return printed === undefined
      ? fail(appError('command-not-found', { program: command.split(' ', 1)[0] ?? '' }))
      : succeed(new Secret(printed));
  }
}

/** Codes are the number of the 30 s step. */
export const fakeOneTimeCodes: OneTimeCodes = {
  readSeed: async (text) =>
    text.reveal() === 'seed' ? succeed(text) : fail(appError('mfa-seed-unreadable')),
  code: async (_seed, at) => {
    const step = Math.floor(at / 30_000);
    return { code: String(step % 1_000_000).padStart(6, '0'), validUntil: (step + 1) * 30_000 };
  },
};

export class FakeOidc implements OidcGateway {
  /** How often the person was sent to the provider, and how often a refresh token was used. */
  begun = 0;
  refreshed = 0;
  revoked = false;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  async begin() {
    this.begun += 1;
    return succeed({ authorizationUrl: 'https://idp.example/authorize?state=state', checks: {} });
  }

  async finish() {
    return succeed(this.#tokens());
  }

  async refresh() {
    this.refreshed += 1;
    return this.revoked ? fail(appError('sign-in-revoked')) : succeed(this.#tokens());
  }

  #tokens(): OidcTokens {
    return {
      token: new Secret('id-token'),
      expiresAt: this.#now() + 300_000,
      refreshToken: new Secret('refresh-token'),
      subject: 'mina@example.com',
    };
  }
}

/** The browser comes back as soon as it is listened for. */
export const fakeRedirects: RedirectListener = {
  reserve: async () =>
    succeed({
      redirectUri: 'http://127.0.0.1:49152/callback',
      listen: (state) => ({
        visit: Promise.resolve(
          succeed(new URL(`http://127.0.0.1:49152/callback?code=code&state=${encodeURIComponent(state)}`)),
        ),
        close: () => {},
      }),
      close: () => {},
    }),
};

export class FakeIdentityCenter implements IdentityCenterGateway {
  accounts = [{ accountId: '111122223333', accountName: 'Production', email: null }];
  roles = ['ReadOnly', 'Admin'];
  credentialCalls = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  registerClient() {
    return this.#answer({
      clientId: 'client',
      clientSecret: new Secret('client-secret'),
      expiresAt: this.#now() + 90 * 86_400_000,
    });
  }

  startDevice() {
    return this.#answer({
      deviceCode: new Secret('device-code'),
      userCode: 'ABCD-EFGH',
      verificationUrl: 'https://device.example/',
      verificationUrlComplete: 'https://device.example/?user_code=ABCD-EFGH',
      expiresAt: this.#now() + 600_000,
      intervalSeconds: 1,
    });
  }

  async authorizationUrl() {
    return succeed('https://oidc.example/authorize');
  }

  createToken() {
    const tokens: SsoTokens = {
      accessToken: new Secret('access-token'),
      expiresAt: this.#now() + 8 * 3_600_000,
      refreshToken: new Secret('refresh-token'),
    };
    return this.#answer({ kind: 'tokens', tokens } as const);
  }

  listAccounts() {
    return this.#answer({ items: this.accounts, nextToken: null });
  }

  listAccountRoles() {
    return this.#answer({ items: this.roles, nextToken: null });
  }

  roleCredentials(_region: string, _token: Secret, accountId: string, roleName: string) {
    this.credentialCalls += 1;
    const credentials: SessionCredentials = {
      accessKeyId: `ASIASSO${String(this.credentialCalls).padStart(13, '0')}`,
      secretAccessKey: new Secret('secret'),
      sessionToken: new Secret('token'),
      expiration: this.#now() + 3_600_000,
      assumedRoleArn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/mina`,
    };
    return this.#answer(credentials);
  }

  logout() {
    return this.#answer(undefined);
  }

  async #answer<Value>(value: Value): Promise<StsAnswer<Value>> {
    return { result: succeed(value), awsTime: this.#now() };
  }
}

export class FakeMachine implements MachineCredentials {
  there = false;

  async get(from: Parameters<MachineCredentials['get']>[0]) {
    return this.there
      ? succeed({ accessKeyId: 'AKIAMACHINE000000000', secretAccessKey: new Secret('secret') })
      : fail(appError('machine-credentials-missing', { from }));
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
