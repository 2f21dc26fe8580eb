import { type AppError, appError } from '../../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../../shared/result.ts';
import { Secret } from '../../../../shared/secret.ts';
import type { StsAnswer } from '../../aws-ports.ts';
import type { FakeClock } from '../../testing/fake-clock.ts';
import type {
  IdentityCenterGateway,
  SsoAccount,
  SsoClient,
  SsoGrant,
  SsoPage,
  SsoTokenAnswer,
  SsoTokens,
} from '../../way-in-ports.ts';

/** Ms. */
const hour = 3_600_000;

/**
 * Identity Center as the core meets it: refresh tokens are good once, codes are `good-code`. What a test puts into
 * `failures` is answered first, under the call's name.
 */
export class FakeIdentityCenter implements IdentityCenterGateway {
  readonly calls: string[] = [];
  /** By the name of a call, in order. */
  readonly failures = new Map<string, AppError[]>();
  /** What polls with a device code hear, in order; the last one again and again. */
  polls: (SsoTokenAnswer['kind'] | AppError)[] = ['tokens'];
  accounts: readonly (readonly SsoAccount[])[] = [[]];
  roles: (accountId: string) => readonly (readonly string[])[] = () => [['ReadOnly']];
  /** Holds answers of CreateToken back. */
  gate: Promise<void> = Promise.resolve();
  readonly loggedOut: string[] = [];
  readonly #clock: FakeClock;
  #serial = 0;
  #refreshToken = '';

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  registerClient(): Promise<StsAnswer<SsoClient>> {
    return this.#answer('registerClient', () => {
      this.#serial += 1;
      const clientId = `client-${this.#serial}`;
      return { clientId, clientSecret: new Secret('cs'), expiresAt: this.#clock.trueTime() + 90 * 24 * hour };
    });
  }

  startDevice() {
    return this.#answer('startDevice', () => ({
      deviceCode: new Secret('device-code'),
      userCode: 'ABCD-EFGH',
      verificationUrl: 'https://device.example.com/',
      verificationUrlComplete: 'https://device.example.com/?user_code=ABCD-EFGH',
      expiresAt: this.#clock.trueTime() + 600_000,
      intervalSeconds: 5,
    }));
  }

  async authorizationUrl(_region: string, { clientId }: SsoClient, query: object): Promise<Result<string>> {
    const parameters = new URLSearchParams({ clientId, ...query });
    return succeed(`https://oidc.example.com/authorize?${parameters}`);
  }

  async createToken(
    _region: string,
    { clientId }: SsoClient,
    grant: SsoGrant,
  ): Promise<StsAnswer<SsoTokenAnswer>> {
    const call = `createToken ${grant.kind} ${clientId}`;
    this.calls.push(call);
    await this.gate;
    const scripted = this.#failure(`createToken ${grant.kind}`);
    if (scripted !== null) return this.#dated(fail(scripted));
    switch (grant.kind) {
      case 'device': {
        const poll = this.polls.length > 1 ? this.polls.shift() : this.polls[0];
        if (typeof poll === 'object') return this.#dated(fail(poll));
        return this.#dated(succeed(poll === 'tokens' ? this.#tokens() : { kind: poll ?? 'pending' }));
      }
      case 'code':
        return this.#dated(
          grant.code.reveal() === 'good-code'
            ? succeed(this.#tokens())
            : fail(appError('identity-center-refused', { reason: 'invalid grant' })),
        );
      case 'refresh':
        return this.#dated(
          grant.refreshToken.reveal() === this.#refreshToken
            ? succeed(this.#tokens())
            : fail(appError('sign-in-revoked')),
        );
    }
  }

  listAccounts(_region: string, _token: Secret, nextToken: string | null) {
    return this.#answer('listAccounts', () => pageOf(this.accounts, nextToken));
  }

  listAccountRoles(_region: string, _token: Secret, accountId: string, nextToken: string | null) {
    return this.#answer('listAccountRoles', () => pageOf(this.roles(accountId), nextToken));
  }

  roleCredentials(): never {
    throw new Error('Not a sign-in’s call.');
  }

  logout(_region: string, accessToken: Secret): Promise<StsAnswer<undefined>> {
    return this.#answer('logout', () => {
      this.loggedOut.push(accessToken.reveal());
      return undefined;
    });
  }

  fails(call: string, ...errors: readonly AppError[]): void {
    this.failures.set(call, [...errors]);
  }

  /** Tokens that this Identity Center would take, as if it had given them before. */
  given(more: Partial<SsoTokens> = {}): SsoTokens {
    const answer = this.#tokens();
    return { ...answer.tokens, ...more };
  }

  #tokens(): Extract<SsoTokenAnswer, { kind: 'tokens' }> {
    this.#serial += 1;
    this.#refreshToken = `refresh-${this.#serial}`;
    return {
      kind: 'tokens',
      tokens: {
        accessToken: new Secret(`access-${this.#serial}`),
        expiresAt: this.#clock.trueTime() + hour,
        refreshToken: new Secret(this.#refreshToken),
      },
    };
  }

  async #answer<Value>(call: string, value: () => Value): Promise<StsAnswer<Value>> {
    this.calls.push(call);
    const scripted = this.#failure(call);
    return this.#dated(scripted === null ? succeed(value()) : fail(scripted));
  }

  #failure(call: string): AppError | null {
    return this.failures.get(call)?.shift() ?? null;
  }

  #dated<Value>(result: Result<Value>): StsAnswer<Value> {
    return { result, awsTime: this.#clock.trueTime() };
  }
}

function pageOf<Item>(pages: readonly (readonly Item[])[], nextToken: string | null): SsoPage<Item> {
  const index = nextToken === null ? 0 : Number(nextToken);
  return {
    items: pages[index] ?? [],
    nextToken: index + 1 < pages.length ? String(index + 1) : null,
  };
}
