import type * as OpenId from 'openid-client';
import { type AppError, appError, type ReasonCode } from '../../shared/errors.ts';
import type { ProviderCalls } from './oidc-calls.ts';
import { providerWords } from './oidc-words.ts';

type Library = typeof OpenId;

/** Which answer was expected when it failed. */
export interface FailedGrant {
  readonly host: string;
  readonly grant: 'code' | 'refresh';
  readonly calls: ProviderCalls;
  /** What was sent. */
  readonly secrets: readonly string[];
}

/** Of the provider: it may do better a little later. https://datatracker.ietf.org/doc/html/rfc6749#section-4.1.2.1 */
const passing = new Set(['server_error', 'temporarily_unavailable', 'slow_down']);

/**
 * A refresh token that is not taken any more, or not without the person:
 * https://datatracker.ietf.org/doc/html/rfc6749#section-5.2 and
 * https://openid.net/specs/openid-connect-core-1_0.html#AuthError
 */
const ended = new Set(['invalid_grant', 'interaction_required', 'login_required', 'consent_required']);

const aboutDiscovery = new Set([
  'OAUTH_HTTP_REQUEST_FORBIDDEN',
  'OAUTH_REQUEST_PROTOCOL_FORBIDDEN',
  'OAUTH_MISSING_SERVER_METADATA',
  'OAUTH_INVALID_SERVER_METADATA',
]);

/** What each comparison that failed means. */
const claims: Readonly<Record<string, ReasonCode>> = {
  nonce: 'claim-nonce',
  iss: 'claim-iss',
  aud: 'claim-aud',
  azp: 'claim-aud',
  sub: 'claim-sub',
  exp: 'claim-exp',
  nbf: 'claim-nbf',
};

/** The discovery document, or the keys, could not be used. */
export function explainDiscovery(error: unknown, host: string): AppError {
  const { code, status } = facts(error);
  if (status !== null && isPassingStatus(status)) return notReachable(host, status);
  const reasons: Readonly<Record<string, ReasonCode>> = {
    OAUTH_HTTP_REQUEST_FORBIDDEN: 'issuer-address-not-https',
    OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'issuer-other',
    OAUTH_MISSING_SERVER_METADATA: 'issuer-lacks-address',
  };
  const why = status === null ? { reason: reasons[code ?? ''] ?? 'not-one' } : httpStatus(status);
  return appError('oidc-issuer-unreadable', { host, ...why });
}

/** The discovery document is to blame, but it showed only when it was used. */
export function isDiscoveryFault(error: unknown): boolean {
  return aboutDiscovery.has(facts(error).code ?? '');
}

/** What came back from the browser, or from the token endpoint, was of no use. */
export function explainGrant(library: Library, error: unknown, failed: FailedGrant): AppError {
  const { host, grant, calls, secrets } = failed;
  const said = (code: string, description: string | undefined) =>
    providerWords(description ? `${description} (${code})` : code, secrets);

  if (error instanceof library.AuthorizationResponseError) {
    const reason = said(error.error, error.error_description);
    return passing.has(error.error)
      ? appError('sign-in-not-reachable', { host, reason })
      : appError('sign-in-refused', { host, reason });
  }
  if (error instanceof library.ResponseBodyError) {
    const reason = said(error.error, error.error_description);
    if (passing.has(error.error) || isPassingStatus(error.status)) {
      return appError('sign-in-not-reachable', { host, reason });
    }
    if (grant === 'refresh' && ended.has(error.error)) return appError('sign-in-revoked', { signIn: host });
    return appError('oidc-token-refused', { host, reason });
  }
  if (error instanceof library.WWWAuthenticateChallengeError) {
    const { error: code = 'invalid_client', error_description: description } =
      error.cause[0]?.parameters ?? {};
    return appError('oidc-token-refused', { host, reason: said(code, description) });
  }

  const { code, status, claim, aboutBody } = facts(error);
  if (status !== null) {
    if (isPassingStatus(status)) return notReachable(host, status);
    const words = otherMessage(calls.text);
    const why = words ? { reason: said(`HTTP ${status}`, words) } : httpStatus(status);
    return appError('oidc-token-refused', { host, ...why });
  }
  if (isDiscoveryFault(error)) return explainDiscovery(error, host);
  if (calls.answered === 0) {
    // Its state is compared by the listener already, but nobody else's word is taken for it.
    return appError('sign-in-answer-forged', { reason: 'state-or-issuer' satisfies ReasonCode });
  }
  if (claim !== null) {
    const reason: ReasonCode = claims[claim] ?? 'claim-other';
    return appError('sign-in-answer-forged', { reason, claim });
  }
  if (code === 'OAUTH_KEY_SELECTION_FAILED') {
    return appError('sign-in-answer-forged', { reason: 'signed-by-other' satisfies ReasonCode });
  }
  if (code === 'OAUTH_INVALID_RESPONSE' && !aboutBody) {
    return appError('sign-in-answer-forged', { reason: 'signature-or-form' satisfies ReasonCode });
  }
  return appError('oidc-token-refused', { host, reason: 'answer-unreadable' satisfies ReasonCode });
}

/** The client’s secret was not taken in the way it was sent. */
export function isClientRefused(library: Library, error: unknown): boolean {
  if (error instanceof library.ResponseBodyError) return error.error === 'invalid_client';
  return error instanceof library.WWWAuthenticateChallengeError && error.status === 401;
}

function isPassingStatus(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

function notReachable(host: string, status: number): AppError {
  return appError('sign-in-not-reachable', { host, ...httpStatus(status) });
}

function httpStatus(status: number): { readonly reason: ReasonCode; readonly status: string } {
  return { reason: 'http-status', status: String(status) };
}

/** The library's errors without trusting their shape. Nothing of their text is used: it may quote a token. */
function facts(error: unknown) {
  const { code, cause }: { code?: unknown; cause?: unknown } = Object(error);
  const inner: { cause?: unknown } = Object(cause);
  const about: { claim?: unknown; body?: unknown } = Object(inner.cause);
  return {
    code: typeof code === 'string' ? code : null,
    status: cause instanceof Response ? cause.status : null,
    claim: typeof about.claim === 'string' ? about.claim : null,
    aboutBody: about.body !== undefined,
  };
}

/** https://developers.facebook.com/docs/graph-api/guides/error-handling has a form of its own. */
function otherMessage(text: string): string | undefined {
  try {
    const { error }: { error?: unknown } = Object(JSON.parse(text));
    const { message }: { message?: unknown } = Object(error);
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
