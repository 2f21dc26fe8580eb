import { createHash } from 'node:crypto';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { RandomBytes } from '../random-text.ts';
import { type JsonRefusal, refuseOidc } from './refusals.ts';
import { isRegisteredRedirect, type Registration, type Registrations } from './registrations.ts';
import { base64url, textOf } from './values.ts';

interface AuthorizationRequest {
  readonly registration: Registration;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly codeChallenge: string;
}

interface IssuedCode {
  readonly request: AuthorizationRequest;
  readonly userName: string;
  readonly expiresAt: number;
}

/** What a browser meets at `/authorize`: a page that asks, a way back at once, or a page that says no. */
type Visit =
  | { readonly kind: 'ask'; readonly ticket: string; readonly clientName: string }
  | { readonly kind: 'redirect'; readonly location: string };

const codeLife = 5 * 60_000;

/** Authorization codes with PKCE: https://datatracker.ietf.org/doc/html/rfc7636 */
export class CodeAuthorizations {
  readonly #random: RandomBytes;
  readonly #tickets = new Map<string, AuthorizationRequest>();
  readonly #codes = new Map<string, IssuedCode>();

  constructor(random: RandomBytes) {
    this.#random = random;
  }

  /** Fails with a sentence where nobody can be trusted to be sent back to. */
  visit(registrations: Registrations, query: URLSearchParams, now: number): Result<Visit, string> {
    const registration = registrations.find(query.get('client_id') ?? '', now);
    const redirectUri = query.get('redirect_uri') ?? '';
    if (registration === undefined) return fail('The client is not known, or its registration is over.');
    if (!registration.grantTypes.includes('authorization_code'))
      return fail('The client may not ask this way.');
    if (!isRegisteredRedirect(registration, redirectUri))
      return fail('The redirect address is not registered.');
    const state = query.get('state');
    const codeChallenge = query.get('code_challenge') ?? '';
    const refused =
      query.get('response_type') !== 'code' ||
      query.get('code_challenge_method') !== 'S256' ||
      !/^[\w-]{43}$/.test(codeChallenge);
    if (refused) {
      return succeed({ kind: 'redirect', location: back(redirectUri, state, { error: 'invalid_request' }) });
    }
    const ticket = base64url(this.#random, 24);
    this.#tickets.set(ticket, { registration, redirectUri, state, codeChallenge });
    return succeed({ kind: 'ask', ticket, clientName: registration.clientName });
  }

  /** Where the browser goes from here; null: nothing waits under this ticket. `userName` null: denied. */
  decide(ticket: string, userName: string | null, now: number): string | null {
    const request = this.#tickets.get(ticket);
    if (request === undefined) return null;
    this.#tickets.delete(ticket);
    if (userName === null) return back(request.redirectUri, request.state, { error: 'access_denied' });
    const code = base64url(this.#random, 48);
    this.#codes.set(code, { request, userName, expiresAt: now + codeLife });
    return back(request.redirectUri, request.state, { code });
  }

  /** A code is good for one try, right or wrong. */
  redeem(
    registration: Registration,
    body: Readonly<Record<string, unknown>>,
    now: number,
  ): Result<string, JsonRefusal> {
    const code = textOf(body, 'code') ?? '';
    const issued = this.#codes.get(code);
    this.#codes.delete(code);
    const challenge = createHash('sha256')
      .update(textOf(body, 'codeVerifier') ?? '')
      .digest('base64url');
    const good =
      issued !== undefined &&
      now < issued.expiresAt &&
      issued.request.registration.clientId === registration.clientId &&
      issued.request.redirectUri === textOf(body, 'redirectUri') &&
      issued.request.codeChallenge === challenge;
    return good ? succeed(issued.userName) : refuseOidc('InvalidGrantException', 'Invalid grant provided');
  }
}

function back(redirectUri: string, state: string | null, answer: Readonly<Record<string, string>>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set('state', state);
  return url.href;
}
