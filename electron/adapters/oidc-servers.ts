import { createHash } from 'node:crypto';
import type * as OpenId from 'openid-client';
import { appError, type ReasonCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { OidcMethod } from '../../shared/sign-in.ts';
import type { ProviderCalls } from './oidc-calls.ts';
import { explainDiscovery } from './oidc-failures.ts';
import { isLoopback } from './sts-transport.ts';

type Library = typeof OpenId;

/** The two providers without a discovery document. */
export type FixedProvider = Exclude<OidcMethod['provider'], 'issuer'>;

export interface FixedServer {
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** Where the sign-in names none. */
  readonly scopes: string;
}

export type FixedServers = Readonly<Record<FixedProvider, FixedServer>>;

/**
 * https://developer.amazon.com/docs/login-with-amazon/authorization-code-grant.html and
 * https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow. Without a version in its addresses
 * Facebook takes the app's own, which does not run out with a release of ours.
 */
export const fixedServers: FixedServers = {
  'www.amazon.com': {
    authorizationUrl: 'https://www.amazon.com/ap/oa',
    tokenUrl: 'https://api.amazon.com/auth/o2/token',
    scopes: 'profile',
  },
  'graph.facebook.com': {
    authorizationUrl: 'https://www.facebook.com/dialog/oauth',
    tokenUrl: 'https://graph.facebook.com/oauth/access_token',
    scopes: 'public_profile',
  },
};

/** What is known of a provider. */
export interface ProviderServer {
  readonly metadata: OpenId.ServerMetadata;
  /** Its clock minus ours, whole seconds. */
  readonly clockSkew: number;
  /** It is on this machine, without https. */
  readonly plain: boolean;
}

interface Kept extends ProviderServer {
  /** By `performance.now()`. */
  readonly until: number;
}

/** Ms for which a discovery document is taken as it was. */
const keptFor = 600_000;
/** Seconds. A Date header has whole ones and is as old as its way here. */
const agreement = 5;

export class ProviderServers {
  readonly #fixed: FixedServers;
  readonly #kept = new Map<string, Kept>();

  constructor(fixed: FixedServers) {
    this.#fixed = fixed;
  }

  /** Errors: oidc-issuer-unreadable, sign-in-not-reachable. Throws what breaks a call. */
  async find(library: Library, method: OidcMethod, calls: ProviderCalls): Promise<Result<ProviderServer>> {
    if (method.provider !== 'issuer') return succeed(this.#fixedServer(method.provider));
    const kept = this.#kept.get(method.issuer);
    if (kept !== undefined && performance.now() < kept.until) return succeed(kept);

    const host = hostOf(method.issuer);
    let metadata: OpenId.ServerMetadata;
    try {
      const found = await library.discovery(new URL(method.issuer), method.clientId, {}, library.None(), {
        [library.customFetch]: calls.fetch,
        ...(isPlain(method.issuer) ? { execute: [library.allowInsecureRequests] } : {}),
      });
      metadata = { ...found.serverMetadata() };
    } catch (error) {
      if (calls.broken !== null || calls.refused !== null) throw error;
      return fail(explainDiscovery(error, host));
    }
    if (/[{}]/.test(metadata.issuer)) {
      // Entra ID's `common`, under which no token has the issuer that IAM was told.
      const reason: ReasonCode = 'issuer-any-tenant';
      return fail(appError('oidc-issuer-unreadable', { host, reason }));
    }
    const server = {
      metadata,
      clockSkew: skewOf(calls.date),
      plain: isPlain(method.issuer),
      until: performance.now() + keptFor,
    };
    this.#kept.set(method.issuer, server);
    return succeed(server);
  }

  /**
   * The keys with which its tokens are signed. Read before a code or refresh token is spent: afterwards it would be lost
   * with an answer that cannot be verified. Errors and throws as `find`.
   */
  async keys({ metadata }: ProviderServer, host: string, calls: ProviderCalls): Promise<Result<OpenId.JWKS>> {
    const address = metadata.jwks_uri;
    if (address === undefined || !URL.canParse(address)) return fail(keysUnreadable(host));
    const headers = { accept: 'application/json, application/jwk-set+json' };
    const response = await calls.fetch(address, {
      method: 'GET',
      headers,
      body: undefined,
      redirect: 'manual',
    });
    if (response.status !== 200) return fail(explainDiscovery({ cause: response }, host));
    const keys = readKeys(calls.text);
    return keys === null ? fail(keysUnreadable(host)) : succeed({ keys });
  }

  #fixedServer(provider: FixedProvider): ProviderServer {
    const { authorizationUrl, tokenUrl } = this.#fixed[provider];
    const metadata = {
      issuer: `https://${provider}`,
      authorization_endpoint: authorizationUrl,
      token_endpoint: tokenUrl,
      token_endpoint_auth_methods_supported: ['client_secret_post'],
    };
    return { metadata, clockSkew: 0, plain: isPlain(tokenUrl) };
  }

  defaultScopes(provider: FixedProvider): string {
    return this.#fixed[provider].scopes;
  }

  /** Where the first call goes. */
  addressOf(method: OidcMethod): string {
    return method.provider === 'issuer' ? method.issuer : this.#fixed[method.provider].tokenUrl;
  }
}

export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : '';
}

/** Plain http, which is only allowed within this machine. */
function isPlain(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'http:' && isLoopback(address);
}

/** Tells apart what belongs to one client of one provider. */
export function clientKey({ provider, issuer, clientId }: OidcMethod): string {
  return createHash('sha256')
    .update(JSON.stringify([provider, issuer, clientId]))
    .digest('hex');
}

function skewOf(date: number | null): number {
  const skew = date === null ? 0 : Math.round((date - Date.now()) / 1_000);
  return Math.abs(skew) < agreement ? 0 : skew;
}

function readKeys(text: string): OpenId.JWK[] | null {
  try {
    const { keys }: { keys?: unknown } = Object(JSON.parse(text));
    return Array.isArray(keys) && keys.every((key) => typeof key === 'object' && key !== null) ? keys : null;
  } catch {
    return null;
  }
}

function keysUnreadable(host: string) {
  return appError('oidc-issuer-unreadable', { host, reason: 'issuer-keys' satisfies ReasonCode });
}
