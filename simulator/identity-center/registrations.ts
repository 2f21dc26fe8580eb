import { timingSafeEqual } from 'node:crypto';
import { type Result, succeed } from '../../shared/result.ts';
import type { RandomBytes } from '../random-text.ts';
import { type IdentityCenterInstance, isStartUrlOf } from './instance.ts';
import { type JsonRefusal, refuseOidc } from './refusals.ts';
import { base64url, listOf, textOf } from './values.ts';

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const grants: readonly string[] = ['authorization_code', 'refresh_token', deviceGrant];
const accountScope = 'sso:account:access';
const days = 90;

export interface Registration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clientName: string;
  readonly grantTypes: readonly string[];
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_RegisterClient.html */
export class Registrations {
  readonly #random: RandomBytes;
  readonly #registrations = new Map<string, Registration>();

  constructor(random: RandomBytes) {
    this.#random = random;
  }

  register(
    instance: IdentityCenterInstance,
    body: Readonly<Record<string, unknown>>,
    now: number,
  ): Result<object, JsonRefusal> {
    const clientName = textOf(body, 'clientName');
    const issuerUrl = textOf(body, 'issuerUrl');
    const redirectUris = listOf(body, 'redirectUris') ?? [];
    const scopes = listOf(body, 'scopes') ?? [];
    const grantTypes = listOf(body, 'grantTypes') ?? [deviceGrant, 'refresh_token'];
    if (!clientName || clientName.length > 256) {
      return refuseOidc('InvalidClientMetadataException', 'Invalid client name');
    }
    if (textOf(body, 'clientType') !== 'public') {
      return refuseOidc('InvalidClientMetadataException', 'Only public clients are supported');
    }
    if (grantTypes.some((grant) => !grants.includes(grant))) {
      return refuseOidc('UnsupportedGrantTypeException', 'Unsupported grant type');
    }
    if (scopes.some((scope) => scope !== accountScope && !scope.startsWith('codewhisperer:'))) {
      return refuseOidc('InvalidScopeException', 'Invalid scope');
    }
    if (grantTypes.includes('authorization_code')) {
      if (redirectUris.length === 0 || !redirectUris.every(mayBeRegistered)) {
        return refuseOidc('InvalidRedirectUriException', 'Invalid redirect URI');
      }
      if (issuerUrl === null || !isStartUrlOf(instance, issuerUrl)) {
        return refuseOidc('InvalidRequestException', 'Invalid issuer URL');
      }
    }
    const registration: Registration = {
      clientId: base64url(this.#random, 18),
      clientSecret: base64url(this.#random, 120),
      clientName,
      grantTypes,
      redirectUris,
      scopes,
      expiresAt: (Math.floor(now / 1000) + days * 86_400) * 1000,
    };
    this.#registrations.set(registration.clientId, registration);
    return succeed({
      clientId: registration.clientId,
      clientSecret: registration.clientSecret,
      clientIdIssuedAt: Math.floor(now / 1000),
      clientSecretExpiresAt: registration.expiresAt / 1000,
    });
  }

  /** By the id alone, for a browser; undefined as well when it is over. */
  find(clientId: string, now: number): Registration | undefined {
    const found = this.#registrations.get(clientId);
    return found !== undefined && now < found.expiresAt ? found : undefined;
  }

  authenticate(body: Readonly<Record<string, unknown>>, now: number): Result<Registration, JsonRefusal> {
    const found = this.find(textOf(body, 'clientId') ?? '', now);
    const [expected, given] = [
      Buffer.from(found?.clientSecret ?? ''),
      Buffer.from(textOf(body, 'clientSecret') ?? ''),
    ];
    return found !== undefined && expected.length === given.length && timingSafeEqual(expected, given)
      ? succeed(found)
      : refuseOidc('InvalidClientException', 'Client credentials are invalid or expired');
  }

  /** As if their time were over. */
  expireAll(): void {
    this.#registrations.clear();
  }
}

/** A loopback address is registered without a port, and used with any: https://datatracker.ietf.org/doc/html/rfc8252#section-7.3 */
function mayBeRegistered(uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname, port, hash } = new URL(uri);
  return protocol === 'http:' && isLoopback(hostname) && port === '' && hash === '';
}

export function isRegisteredRedirect({ redirectUris }: Registration, uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const given = new URL(uri);
  return redirectUris.some((registered) => {
    const { protocol, hostname, pathname, search } = new URL(registered);
    return (
      given.protocol === protocol &&
      given.hostname === hostname &&
      given.pathname === pathname &&
      given.search === search &&
      given.hash === ''
    );
  });
}

function isLoopback(hostname: string): boolean {
  return hostname === '127.0.0.1' || hostname === '[::1]';
}
