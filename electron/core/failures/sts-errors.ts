import { type AppError, appError, type ErrorCode } from '../../../shared/errors.ts';
import { redactText } from './redact.ts';

/** What STS, or the SDK on its behalf, answered instead of a result. */
export interface StsFailure {
  /** The `Code` of the error XML, or the SDK's class name for it (with `Exception` at its end). */
  readonly name: string;
  readonly message: string;
  /** HTTP status; null when the failure was not an answer. */
  readonly status: number | null;
  readonly requestId: string | null;
  /** The Region that was asked. */
  readonly region: string;
}

/**
 * By the code on the wire, without `Exception` at its end. The operation's own errors:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#API_AssumeRole_Errors
 * Those of every operation: https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
const codes = new Map<string, ErrorCode>(
  Object.entries({
    AccessDenied: 'sts-access-denied',
    NotAuthorized: 'sts-access-denied',
    UnauthorizedOperation: 'sts-access-denied',
    ExpiredToken: 'sts-expired-token',
    MalformedPolicyDocument: 'sts-malformed-policy',
    PackedPolicyTooLarge: 'sts-packed-policy-too-large',
    RegionDisabled: 'sts-region-disabled',
    IDPRejectedClaim: 'sts-idp-rejected-claim',
    InvalidIdentityToken: 'sts-invalid-identity-token',
    IDPCommunicationError: 'sts-idp-communication',
    InvalidClientTokenId: 'sts-invalid-client-token',
    InvalidAccessKeyId: 'sts-invalid-client-token',
    UnrecognizedClient: 'sts-invalid-client-token',
    SignatureDoesNotMatch: 'sts-signature-mismatch',
    InvalidSignature: 'sts-signature-mismatch',
    RequestTimeTooSkewed: 'sts-clock-skew',
    RequestExpired: 'sts-clock-skew',
    RequestInTheFuture: 'sts-clock-skew',
    Throttling: 'sts-throttled',
    Throttled: 'sts-throttled',
    RequestThrottled: 'sts-throttled',
    RequestLimitExceeded: 'sts-throttled',
    TooManyRequests: 'sts-throttled',
    SlowDown: 'sts-throttled',
    ValidationError: 'sts-validation',
    Validation: 'sts-validation',
    InvalidParameterValue: 'sts-validation',
    InvalidParameterCombination: 'sts-validation',
    MissingParameter: 'sts-validation',
    InternalFailure: 'sts-server-error',
    InternalError: 'sts-server-error',
    ServiceUnavailable: 'sts-server-error',
  }),
);

/** Where one code means several things, AWS's sentence tells them apart. It may change: the code decides then. */
const sentences: readonly (readonly [code: ErrorCode, sentence: RegExp, means: ErrorCode])[] = [
  ['sts-validation', /exceeds the MaxSessionDuration/i, 'sts-duration-over-maximum'],
  [
    'sts-validation',
    /exceeds the 1 hour session limit|limit for roles assumed by role chaining/i,
    'sts-duration-over-chaining-limit',
  ],
  ['sts-access-denied', /invalid MFA one time pass code|unable to validate MFA code/i, 'sts-mfa-code-wrong'],
  ['sts-signature-mismatch', /^Signature (?:expired|not yet current)/i, 'sts-clock-skew'],
];

/**
 * Explanations without AWS's sentence: they need none, and services that dispute a signature may quote the whole
 * signed request, session token included.
 */
const withoutDetail: ReadonlySet<ErrorCode> = new Set([
  'sts-signature-mismatch',
  'sts-clock-skew',
  'sts-invalid-client-token',
  'sts-throttled',
]);

const longestDetail = 600;

/** One code for what is past its time; by the call, it was the caller's session or what the provider gave. */
const wantAction: ReadonlySet<ErrorCode> = new Set(['sts-access-denied', 'sts-expired-token']);

/**
 * Puts an answer of AWS into a typed error; what is not known stays readable as sts-unknown. `action`: the call that
 * was refused, such as `AssumeRoleWithSAML`.
 */
export function stsError(failure: StsFailure, action: string | null = null): AppError {
  const { name, status } = failure;
  const code = meaning(failure);
  // "Token must be redeemed within 5 minutes of issuance": nothing else of this call can be past its time.
  if (code === 'sts-expired-token' && action === 'AssumeRoleWithSAML')
    return appError('saml-assertion-expired');
  const params = {
    awsCode: redactText(name),
    ...(action !== null && wantAction.has(code) ? { action } : {}),
    ...(withoutDetail.has(code) ? {} : detailOf(failure.message)),
    ...(failure.requestId ? { requestId: redactText(failure.requestId) } : {}),
    ...(status === null ? {} : { status: String(status) }),
    ...(code === 'sts-region-disabled' ? { region: failure.region } : {}),
  };
  return appError(code, params);
}

function meaning({ name, message, status }: StsFailure): ErrorCode {
  const code = codes.get(name.replace(/Exception$/, ''));
  if (code !== undefined) {
    return sentences.find(([of, sentence]) => of === code && sentence.test(message))?.[2] ?? code;
  }
  if (status === 429) return 'sts-throttled';
  if (status !== null && status >= 500) return 'sts-server-error';
  return 'sts-unknown';
}

/** The SDK says `Unknown` or `UnknownError` where the answer had no sentence. */
function detailOf(message: string): { readonly detail?: string } {
  const detail = redactText(message).trim();
  if (detail === '' || /^Unknown(?:Error)?$/.test(detail)) return {};
  return { detail: detail.length > longestDetail ? `${detail.slice(0, longestDetail)}…` : detail };
}
