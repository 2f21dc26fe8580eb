import type * as OpenId from 'openid-client';
import { checkPageUrl } from '../../shared/aws-limits.ts';
import { appError, type ReasonCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { OidcMethod } from '../../shared/sign-in.ts';
import type { OidcAttempt, OidcClient, OidcGateway, OidcTokens } from '../core/way-in-ports.ts';
import { type AwsCallOptions, AwsCalls } from './aws-call.ts';
import { ProviderCalls } from './oidc-calls.ts';
import { authentications, configure } from './oidc-configuration.ts';
import { explainDiscovery, explainGrant, isClientRefused, isDiscoveryFault } from './oidc-failures.ts';
import { OfflineAccess, type OfflineRequest } from './oidc-offline.ts';
import {
  type FixedServers,
  fixedServers,
  hostOf,
  type ProviderServer,
  ProviderServers,
} from './oidc-servers.ts';
import { type GrantAnswer, withClaims, withoutClaims } from './oidc-tokens.ts';

type Library = typeof OpenId;
type Grant = (configuration: OpenId.Configuration) => Promise<GrantAnswer>;

interface OpenIdGatewayOptions extends AwsCallOptions {
  /** Other addresses of Amazon and Facebook, for tests. */
  readonly fixed?: FixedServers;
}

/** One call of the gateway under way. */
interface Exchange {
  readonly library: Library;
  readonly calls: ProviderCalls;
  readonly server: ProviderServer;
  /** Of the provider. */
  readonly host: string;
}

interface GrantTraits {
  readonly grant: 'code' | 'refresh';
  /** What is sent and may be repeated by the provider. */
  readonly secrets: readonly string[];
}

class Checks {
  readonly redirectUri: string;
  readonly state: string;
  /** Null: the provider has no id_token to hold it. */
  readonly nonce: string | null;
  readonly codeVerifier: Secret;
  readonly offline: OfflineRequest;

  constructor(checks: Checks) {
    this.redirectUri = checks.redirectUri;
    this.state = checks.state;
    this.nonce = checks.nonce;
    this.codeVerifier = checks.codeVerifier;
    this.offline = checks.offline;
  }
}

/**
 * OpenID Connect by openid-client, and plain OAuth 2.0 where AWS takes an access token instead of an id_token. What AWS
 * would refuse is refused here: the id_token's signature is verified as well, although it came over TLS.
 */
export class OpenIdGateway implements OidcGateway {
  readonly #network: AwsCalls;
  readonly #servers: ProviderServers;
  readonly #offline = new OfflineAccess();

  constructor(options: OpenIdGatewayOptions) {
    this.#network = new AwsCalls(options, {
      endpointUrl: () => null,
      explain: () => notReachable,
      unreadable: notReachable,
    });
    this.#servers = new ProviderServers(options.fixed ?? fixedServers);
  }

  begin(client: OidcClient, redirectUri: string, signal: AbortSignal): Promise<Result<OidcAttempt>> {
    const { method } = client;
    return this.#exchange(client, signal, async ({ library, server, host }) => {
      const offline = this.#offline.requestFor(method, server.metadata.scopes_supported ?? []);
      const checks = new Checks({
        redirectUri,
        state: library.randomState(),
        nonce: method.provider === 'issuer' ? library.randomNonce() : null,
        codeVerifier: new Secret(library.randomPKCECodeVerifier()),
        offline,
      });
      const configuration = configure(library, method.clientId, server, library.None());
      const url = library.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: this.#scopes(method, offline),
        state: checks.state,
        ...(checks.nonce === null ? {} : { nonce: checks.nonce }),
        code_challenge: await library.calculatePKCECodeChallenge(checks.codeVerifier.reveal()),
        code_challenge_method: 'S256',
        ...offline.parameters,
      });
      if (checkPageUrl(url.href) !== null) {
        const reason: ReasonCode = 'issuer-page-not-https';
        return fail(appError('oidc-issuer-unreadable', { host, reason }));
      }
      return succeed({ authorizationUrl: url.href, checks });
    });
  }

  async finish(
    client: OidcClient,
    { checks }: OidcAttempt,
    callbackUrl: URL,
    signal: AbortSignal,
  ): Promise<Result<OidcTokens>> {
    if (!(checks instanceof Checks)) throw new Error('Not an attempt of this gateway.');
    const back = new URL(checks.redirectUri);
    back.search = callbackUrl.search;
    const code = callbackUrl.searchParams.get('code') ?? '';
    const traits: GrantTraits = {
      grant: 'code',
      secrets: [code, checks.codeVerifier.reveal(), checks.state],
    };

    const tokens = await this.#exchange(client, signal, (exchange) =>
      this.#redeem(client, exchange, traits, (configuration) =>
        exchange.library.authorizationCodeGrant(configuration, back, {
          expectedState: checks.state,
          pkceCodeVerifier: checks.codeVerifier.reveal(),
          ...(checks.nonce === null ? {} : { expectedNonce: checks.nonce, idTokenExpected: true }),
        }),
      ),
    );
    this.#offline.learn(client.method, checks.offline, {
      refreshable: tokens.ok && tokens.value.refreshToken !== null,
      scopeRefused: callbackUrl.searchParams.get('error') === 'invalid_scope',
    });
    return tokens;
  }

  refresh(client: OidcClient, refreshToken: Secret, signal: AbortSignal): Promise<Result<OidcTokens>> {
    const traits: GrantTraits = { grant: 'refresh', secrets: [refreshToken.reveal()] };
    return this.#exchange(client, signal, (exchange) =>
      this.#redeem(client, exchange, traits, (configuration) =>
        exchange.library.refreshTokenGrant(configuration, refreshToken.reveal()),
      ),
    );
  }

  /** Within the time and by the network that each call has. `work` may throw what breaks a call. */
  async #exchange<Value>(
    { method }: OidcClient,
    signal: AbortSignal,
    work: (exchange: Exchange) => Promise<Result<Value>>,
  ): Promise<Result<Value>> {
    const address = this.#servers.addressOf(method);
    const host = hostOf(method.provider === 'issuer' ? method.issuer : `https://${method.provider}`);
    const { result } = await this.#network.exchange(address, '', signal, async (transport, abortSignal) => {
      const library = await import('openid-client');
      const calls = new ProviderCalls(transport, abortSignal);
      try {
        const server = await this.#servers.find(library, method, calls);
        return server.ok ? await work({ library, calls, server: server.value, host }) : server;
      } catch (error) {
        if (calls.refused !== null) return fail(calls.refused);
        if (calls.broken === null && isDiscoveryFault(error)) return fail(explainDiscovery(error, host));
        throw calls.broken ?? error;
      }
    });
    return result.ok ? result.value : result;
  }

  /** Sends the grant, with the client's secret in the ways that the provider says it takes. */
  async #redeem(
    { method, clientSecret }: OidcClient,
    { library, calls, server, host }: Exchange,
    { grant, secrets }: GrantTraits,
    send: Grant,
  ): Promise<Result<OidcTokens>> {
    const withIdToken = method.provider === 'issuer';
    const keys = withIdToken ? await this.#servers.keys(server, host, calls) : null;
    if (keys !== null && !keys.ok) return keys;
    const ways = authentications(library, server, clientSecret);
    const hidden = [...secrets, ...(clientSecret === null ? [] : [clientSecret.reveal()])];
    for (const [index, way] of ways.entries()) {
      const configuration = configure(library, method.clientId, server, way);
      configuration[library.customFetch] = calls.fetch;
      if (keys !== null) {
        library.setJwksCache(configuration, { jwks: keys.value, uat: Math.floor(Date.now() / 1_000) });
        library.enableNonRepudiationChecks(configuration);
      }
      calls.answered = 0;
      try {
        const answer = await send(configuration);
        return withIdToken ? withClaims(answer, host) : withoutClaims(answer, calls.date ?? Date.now());
      } catch (error) {
        if (calls.refused !== null || calls.broken !== null) throw error;
        if (index < ways.length - 1 && isClientRefused(library, error)) continue;
        return fail(explainGrant(library, error, { host, grant, calls, secrets: hidden }));
      }
    }
    throw new Error('There is always one way.');
  }

  #scopes({ provider, scopes }: OidcMethod, offline: OfflineRequest): string {
    const own = scopes.split(' ').filter((scope) => scope !== '');
    if (provider !== 'issuer') return own.join(' ') || this.#servers.defaultScopes(provider);
    return [...new Set(['openid', ...own, ...offline.scopes])].join(' ');
  }
}

const notReachable = appError('sign-in-not-reachable', { reason: 'call-failed' satisfies ReasonCode });
