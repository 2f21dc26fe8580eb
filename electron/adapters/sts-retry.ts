/** What the SDK tells a retry strategy of a failed attempt. */
interface FailedAttempt {
  readonly errorType: 'TRANSIENT' | 'THROTTLING' | 'SERVER_ERROR' | 'CLIENT_ERROR';
  readonly error?: unknown;
}

interface RetryToken {
  getRetryCount(): number;
  getRetryDelay(): number;
}

/** The SDK's `RetryStrategyV2`, as far as it is used. */
export interface RetryStrategy {
  acquireInitialRetryToken(): Promise<RetryToken>;
  refreshRetryTokenForRetry(token: RetryToken, failure: FailedAttempt): Promise<RetryToken>;
  recordSuccess(): void;
}

/** One more where AWS has just told us its time: a network that comes back may have used up the others. */
const mostAttempts = 3;
/** Ms before the second attempt at most; doubled before the third. */
const backoff = { throttled: 1_000, otherwise: 100 } as const;

/** The connection never stood: nothing was sent. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** AWS looked at the signature's time, and at nothing else. The SDK knows AWS's time from then on. */
const refusedForTime = new Set([
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'RequestTimeTooSkewed',
  'RequestExpired',
  'RequestInTheFuture',
]);

/**
 * The SDK's standard behaviour (https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html) but
 * for requests with an MFA code. AWS takes a code once: when such a request may have arrived, sending it again
 * would at best be refused as a reuse and hide what really went wrong. It is tried again only when it was never
 * sent, or when it was refused for its signature's time, which AWS looks at before the code.
 */
export function retryStrategy(oneTimeCode: boolean): RetryStrategy {
  const token = (count: number, delay: number): RetryToken => ({
    getRetryCount: () => count,
    getRetryDelay: () => delay,
  });
  return {
    acquireInitialRetryToken: async () => token(0, 0),
    async refreshRetryTokenForRetry(last, failure) {
      const count = last.getRetryCount() + 1;
      const most = refusedForTime.has(facts(failure.error).name) ? mostAttempts + 1 : mostAttempts;
      if (count >= most || !mayHelp(failure, oneTimeCode)) throw new Error('Not to be tried again.');
      const longest = failure.errorType === 'THROTTLING' ? backoff.throttled : backoff.otherwise;
      return token(count, Math.floor(Math.random() * longest * 2 ** (count - 1)));
    },
    recordSuccess() {},
  };
}

function mayHelp({ errorType, error }: FailedAttempt, oneTimeCode: boolean): boolean {
  const { name, code, status, clockSkewCorrected } = facts(error);
  if (refusedForTime.has(name)) return clockSkewCorrected;
  if (oneTimeCode) return neverSent.has(code);
  if (errorType === 'THROTTLING') return true;
  // While this machine's clock is wrong, the SDK calls every refusal transient.
  return errorType === 'TRANSIENT' && (status === null || status >= 500);
}

function facts(error: unknown) {
  const { name, code, $metadata }: { name?: unknown; code?: unknown; $metadata?: unknown } = Object(error);
  const metadata: { httpStatusCode?: unknown; clockSkewCorrected?: unknown } = Object($metadata);
  return {
    name: typeof name === 'string' ? name : '',
    code: typeof code === 'string' ? code : '',
    status: typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null,
    clockSkewCorrected: metadata.clockSkewCorrected === true,
  };
}
