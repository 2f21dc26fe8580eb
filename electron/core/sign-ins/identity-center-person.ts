import { createHash, randomBytes } from 'node:crypto';
import { type AppError, appError, isPassing, type ReasonCode } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { IdentityCenterMethod } from '../../../shared/sign-in.ts';
import { isDeviceCodeExpired, isRegistrationRefused } from '../failures/identity-center-errors.ts';
import type { Browser, Clock } from '../ports.ts';
import type { AwsTime } from '../time/aws-time.ts';
import { wait } from '../time/wait.ts';
import type { DeviceAuthorization, RedirectListener, SsoClient, SsoTokens } from '../way-in-ports.ts';
import type { IdentityCenterCalls } from './identity-center-calls.ts';
import type { PersonAtHand } from './sign-in-flow.ts';

interface WithPersonParts {
  readonly calls: IdentityCenterCalls;
  readonly redirects: RedirectListener;
  readonly browser: Browser;
  readonly clock: Clock;
  readonly awsTime: AwsTime;
}

export interface SignedIn {
  /** Whose tokens they are. */
  readonly client: SsoClient;
  readonly tokens: SsoTokens;
}

interface Attempt {
  readonly method: IdentityCenterMethod;
  readonly person: PersonAtHand;
  readonly signal: AbortSignal;
}

/** Seconds that each slow-down adds: https://datatracker.ietf.org/doc/html/rfc8628#section-3.5 */
const slower = 5;
const callbackPath = '/oauth/callback';

/** Once the person is ready. A registration that AWS has forgotten is made anew, once. */
export async function signInWithPerson(parts: WithPersonParts, attempt: Attempt): Promise<Result<SignedIn>> {
  const run = attempt.method.flow === 'device' ? byDevice : byBrowser;
  const first = await run(parts, attempt);
  if (first.ok || !isRegistrationRefused(first.error)) return first;
  parts.calls.dropClient(attempt.method);
  return run(parts, attempt);
}

/** Authorization code with PKCE: https://datatracker.ietf.org/doc/html/rfc7636 */
async function byBrowser(
  { calls, redirects, browser }: WithPersonParts,
  { method, person, signal }: Attempt,
): Promise<Result<SignedIn>> {
  const client = await calls.client(method, signal);
  if (!client.ok) return client;
  const redirect = await redirects.reserve({ host: '127.0.0.1', port: null, path: callbackPath }, signal);
  if (!redirect.ok) return redirect;
  const { redirectUri } = redirect.value;
  try {
    const codeVerifier = new Secret(randomBytes(48).toString('base64url'));
    const codeChallenge = createHash('sha256').update(codeVerifier.reveal()).digest('base64url');
    const state = randomBytes(32).toString('base64url');
    const address = await calls.authorizationUrl(method, client.value, { redirectUri, state, codeChallenge });
    if (!address.ok) return address;

    const { visit } = redirect.value.listen(state);
    const page = new Secret(address.value);
    const opened = await browser.open(page);
    if (!opened.ok) return opened;
    person.show({ stage: 'browser', address: address.value }, () => void reopen(browser, page, person));
    const visited = await visit;
    // AWS sends nobody back from a page that says it does not know the client: the next try has another one.
    if (!visited.ok) calls.dropClient(method);
    if (!visited.ok) return visited;
    const code = codeFrom(visited.value, state, address.value);
    if (!code.ok) return code;

    person.show({ stage: 'working' });
    const grant = { kind: 'code', code: code.value, codeVerifier, redirectUri } as const;
    const answer = await calls.createToken(method, client.value, grant, signal);
    if (!answer.ok) return answer;
    return answer.value.kind === 'tokens'
      ? succeed({ client: client.value, tokens: answer.value.tokens })
      : fail(appError('identity-center-refused', { reason: 'no-token-for-code' satisfies ReasonCode }));
  } finally {
    redirect.value.close();
  }
}

function codeFrom(visited: URL, state: string, page: string): Result<Secret> {
  const { searchParams } = visited;
  if (searchParams.get('state') !== state) {
    return fail(appError('sign-in-answer-forged', { reason: 'state-other' satisfies ReasonCode }));
  }
  const error = searchParams.get('error');
  if (error !== null) {
    const reason = error === 'access_denied' ? ('access-denied' satisfies ReasonCode) : readable(error);
    return fail(appError('sign-in-refused', { host: hostOf(page), reason }));
  }
  const code = searchParams.get('code');
  return code
    ? succeed(new Secret(code))
    : fail(appError('sign-in-answer-forged', { reason: 'no-code' satisfies ReasonCode }));
}

/** A code to compare, for a browser that may be on another machine. A code that is over is followed by one more. */
async function byDevice(parts: WithPersonParts, attempt: Attempt): Promise<Result<SignedIn>> {
  const first = await withDeviceCode(parts, attempt, true);
  if (first.ok || !isDeviceCodeExpired(first.error)) return first;
  // Whoever left it for so long is not to have a window in front of them unasked.
  const second = await withDeviceCode(parts, attempt, false);
  return !second.ok && isDeviceCodeExpired(second.error) ? fail(appError('sign-in-timed-out')) : second;
}

async function withDeviceCode(
  parts: WithPersonParts,
  { method, person, signal }: Attempt,
  open: boolean,
): Promise<Result<SignedIn>> {
  const { calls, browser } = parts;
  const client = await calls.client(method, signal);
  if (!client.ok) return client;
  const device = await calls.startDevice(method, client.value, signal);
  if (!device.ok) return device;
  const { verificationUrl, verificationUrlComplete, userCode } = device.value;
  const page = new Secret(verificationUrlComplete);
  const again = () => void reopen(browser, page, person);
  person.show({ stage: 'device', address: verificationUrl, userCode }, again);
  // Without a browser here, the person has one elsewhere.
  if (open) await reopen(browser, page, person);
  const tokens = await poll(parts, method, client.value, device.value, signal);
  if (!tokens.ok) return tokens;
  person.show({ stage: 'working' });
  return succeed({ client: client.value, tokens: tokens.value });
}

async function poll(
  { calls, clock, awsTime }: WithPersonParts,
  method: IdentityCenterMethod,
  client: SsoClient,
  { deviceCode, intervalSeconds, expiresAt }: DeviceAuthorization,
  signal: AbortSignal,
): Promise<Result<SsoTokens>> {
  let interval = intervalSeconds;
  let lastFailure: AppError | null = null;
  for (;;) {
    if (!(await wait(clock, interval * 1000, signal))) return fail(appError('cancelled'));
    const answer = await calls.createToken(method, client, { kind: 'device', deviceCode }, signal);
    if (answer.ok && answer.value.kind === 'tokens') return succeed(answer.value.tokens);
    if (signal.aborted) return fail(appError('cancelled'));
    if (!answer.ok && !isPassing(answer.error)) return answer;
    lastFailure = answer.ok ? null : answer.error;
    const slowDown = answer.ok
      ? answer.value.kind === 'slow-down'
      : answer.error.code === 'identity-center-throttled';
    if (slowDown) interval += slower;
    if (awsTime.now() >= expiresAt) return fail(lastFailure ?? codeOver);
  }
}

/** As AWS puts it. */
const codeOver = appError('identity-center-refused', {
  reason: 'code-over' satisfies ReasonCode,
  awsCode: 'ExpiredTokenException',
});

async function reopen(browser: Browser, page: Secret, person: PersonAtHand): Promise<void> {
  const opened = await browser.open(page);
  if (!opened.ok) person.complain(opened.error);
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : 'Identity Center';
}

/** An OAuth error code has these characters only: https://datatracker.ietf.org/doc/html/rfc6749#section-4.1.2.1 */
function readable(error: string): string {
  return error.replace(/[^\w.-]+/g, ' ').slice(0, 80);
}
