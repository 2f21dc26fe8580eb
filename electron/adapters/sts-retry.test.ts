import { describe, expect, it } from 'vitest';
import { retryStrategy } from './sts-retry.ts';

type Failure = Parameters<ReturnType<typeof retryStrategy>['refreshRetryTokenForRetry']>[1];

/** How often a request that always fails like this is sent. */
async function attempts(failure: Failure, oneTimeCode: boolean): Promise<number> {
  const strategy = retryStrategy(oneTimeCode);
  let token = await strategy.acquireInitialRetryToken();
  for (let sent = 1; ; sent += 1) {
    try {
      token = await strategy.refreshRetryTokenForRetry(token, failure);
    } catch {
      return sent;
    }
  }
}

const answered = (httpStatusCode: number, name: string, clockSkewCorrected = false) => ({
  name,
  $metadata: { httpStatusCode, ...(clockSkewCorrected ? { clockSkewCorrected } : {}) },
});

describe('a request is sent', () => {
  it.each<[string, Failure, plain: number, withCode: number]>([
    ['refused connection', { errorType: 'TRANSIENT', error: { code: 'ECONNREFUSED' } }, 3, 3],
    ['unknown name', { errorType: 'TRANSIENT', error: { code: 'ENOTFOUND' } }, 3, 3],
    ['broken connection', { errorType: 'TRANSIENT', error: { code: 'ECONNRESET' } }, 3, 1],
    ['no answer in time', { errorType: 'TRANSIENT', error: { name: 'TimeoutError' } }, 3, 1],
    ['5xx', { errorType: 'TRANSIENT', error: answered(503, 'ServiceUnavailable') }, 3, 1],
    ['throttled', { errorType: 'THROTTLING', error: answered(400, 'Throttling') }, 3, 1],
    ['denied', { errorType: 'CLIENT_ERROR', error: answered(403, 'AccessDenied') }, 1, 1],
    ['wrong secret', { errorType: 'CLIENT_ERROR', error: answered(403, 'SignatureDoesNotMatch') }, 1, 1],
    ['wrong clock', { errorType: 'TRANSIENT', error: answered(403, 'SignatureDoesNotMatch', true) }, 4, 4],
    [
      'denied beside a wrong clock',
      { errorType: 'TRANSIENT', error: answered(403, 'AccessDenied', true) },
      1,
      1,
    ],
    [
      '5xx beside a wrong clock',
      { errorType: 'TRANSIENT', error: answered(500, 'InternalFailure', true) },
      3,
      1,
    ],
    ['something odd', { errorType: 'CLIENT_ERROR', error: 'text' }, 1, 1],
  ])('after %s: %o %i times, with an MFA code %i times', async (_what, failure, plain, withCode) => {
    expect(await attempts(failure, false)).toBe(plain);
    expect(await attempts(failure, true)).toBe(withCode);
  });

  it('once more with AWS’s time, though the network used up the other attempts', async () => {
    const strategy = retryStrategy(false);
    let token = await strategy.acquireInitialRetryToken();
    const refused: Failure = { errorType: 'TRANSIENT', error: { code: 'ECONNREFUSED' } };
    for (let sent = 1; sent < 3; sent += 1) token = await strategy.refreshRetryTokenForRetry(token, refused);
    await expect(strategy.refreshRetryTokenForRetry(token, refused)).rejects.toThrow();
    const late: Failure = { errorType: 'TRANSIENT', error: answered(403, 'SignatureDoesNotMatch', true) };
    token = await strategy.refreshRetryTokenForRetry(token, late);
    await expect(strategy.refreshRetryTokenForRetry(token, late)).rejects.toThrow();
  });

  it('later each time, at random, within seconds', async () => {
    const strategy = retryStrategy(false);
    const first = await strategy.acquireInitialRetryToken();
    expect(first.getRetryDelay()).toBe(0);
    const second = await strategy.refreshRetryTokenForRetry(first, { errorType: 'THROTTLING' });
    expect(second.getRetryDelay()).toBeLessThan(1_000);
    const third = await strategy.refreshRetryTokenForRetry(second, { errorType: 'THROTTLING' });
    expect(third.getRetryDelay()).toBeLessThan(2_000);
  });
});
