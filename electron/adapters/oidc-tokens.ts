import type * as OpenId from 'openid-client';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { OidcTokens } from '../core/way-in-ports.ts';

export type GrantAnswer = OpenId.TokenEndpointResponse & OpenId.TokenEndpointResponseHelpers;

/** Ms for a token whose provider does not say how long it lasts. */
const unsaidLife = 3_600_000;
/** Characters. */
const longestSubject = 256;

/** The id_token, whose claims and signature the library has verified. Errors: sign-in-revoked. */
export function withClaims(answer: GrantAnswer, host: string): Result<OidcTokens> {
  const claims = answer.claims();
  if (answer.id_token === undefined || claims === undefined) {
    // Allowed when renewing, but then it renews nothing that AWS takes:
    // https://openid.net/specs/openid-connect-core-1_0.html#RefreshTokenResponse
    return fail(appError('sign-in-revoked', { signIn: host }));
  }
  const subject = [claims.email, claims.preferred_username, claims.sub].find(
    (name) => typeof name === 'string' && name !== '',
  );
  return succeed({
    token: new Secret(answer.id_token),
    expiresAt: claims.exp * 1_000,
    refreshToken: refreshTokenOf(answer),
    subject: typeof subject === 'string' ? shown(subject) : null,
  });
}

/** The access token of a provider without id_tokens. `now`: epoch ms by its clock. */
export function withoutClaims(answer: GrantAnswer, now: number): Result<OidcTokens> {
  const life = answer.expires_in === undefined ? unsaidLife : answer.expires_in * 1_000;
  return succeed({
    token: new Secret(answer.access_token),
    expiresAt: now + life,
    refreshToken: refreshTokenOf(answer),
    subject: null,
  });
}

function refreshTokenOf({ refresh_token: token }: GrantAnswer): Secret | null {
  return token === undefined ? null : new Secret(token);
}

/** One line without anything invisible. A long subject is an opaque one, and no secret. */
function shown(subject: string): string | null {
  const line = subject.replace(/[\p{C}\s]+/gu, ' ').trim();
  return [...line].slice(0, longestSubject).join('') || null;
}
