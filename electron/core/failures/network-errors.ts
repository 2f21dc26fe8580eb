import { type AppError, appError } from '../../../shared/errors.ts';

/** A call that got no answer from AWS. Hosts are names or addresses without user or password. */
export interface NetworkFailure {
  /** Node's `error.code`, such as ECONNREFUSED; null where there is none. */
  readonly code: string | null;
  readonly timedOut: boolean;
  readonly host: string;
  /** The proxy in between, as long as it has not let the call through. */
  readonly proxyHost: string | null;
  /** The proxy's answer to CONNECT, when there was one and it was not 200. */
  readonly proxyStatus: number | null;
}

/** https://nodejs.org/api/errors.html#common-system-errors */
const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EPIPE',
  'EACCES',
  'EPERM',
]);
const nameUnknown = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);

/** OpenSSL's verification results, which Node gives as codes: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const tls =
  /^(?:CERT_|UNABLE_TO_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|CRL_|ERR_TLS_|ERR_SSL_)/;

/** Null: not a failure of the network. */
export function networkError(failure: NetworkFailure): AppError | null {
  const { code, host, proxyHost, proxyStatus } = failure;
  const hop = proxyHost ?? host;
  if (proxyStatus === 407) return appError('proxy-authentication-required', { host: hop });
  if (proxyStatus !== null) return appError('proxy-failed', { host: hop, status: String(proxyStatus) });
  if (failure.timedOut || code === 'ETIMEDOUT') return appError('network-timed-out', { host: hop });
  if (code === null) return null;
  if (tls.test(code) || code === 'EPROTO') return appError('tls-untrusted', { host: hop, reason: code });
  const known = unreachable.has(code) || nameUnknown.has(code);
  if (!known) return null;
  if (proxyHost !== null) return appError('proxy-failed', { host: proxyHost, reason: code });
  return appError(nameUnknown.has(code) ? 'network-name-unknown' : 'network-unreachable', {
    host,
    reason: code,
  });
}
