import { type AppError, appError, isPassing, type ReasonCode } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { IdentityCenterMethod, SignIn } from '../../../shared/sign-in.ts';
import { isRegistrationRefused } from '../failures/identity-center-errors.ts';
import type { Browser, Clock } from '../ports.ts';
import { SingleFlight } from '../sessions/single-flight.ts';
import type { AwsTime } from '../time/aws-time.ts';
import type {
  CliSsoCache,
  IdentityCenterGateway,
  RedirectListener,
  SignInMemory,
  SsoTokenAnswer,
  SsoTokens,
} from '../way-in-ports.ts';
import { IdentityCenterCalls } from './identity-center-calls.ts';
import { type SignedIn, signInWithPerson } from './identity-center-person.ts';
import type { PersonAtHand, SignInContext, SignInFlow } from './sign-in-flow.ts';

interface IdentityCenterSignInParts {
  readonly gateway: IdentityCenterGateway;
  readonly redirects: RedirectListener;
  readonly browser: Browser;
  readonly cliCache: CliSsoCache;
  readonly clock: Clock;
  readonly awsTime: AwsTime;
}

/** What one sign-in has in memory only. */
interface Held {
  /** Of the method it was got with: an edited sign-in is another one. */
  readonly mark: string;
  tokens: SsoTokens | null;
  /** The access token that was answered last. */
  answered: string | null;
  /** The machine's uptime in ms when `tokens` came. */
  cameAt: number;
  /** Access tokens that AWS took no more. */
  readonly refused: Set<string>;
}

/** Ms that an access token must still last to be used. */
const leeway = 60_000;
/** Ms in which those who were refused with the former access token may still say so. */
const lateNews = 10_000;

/**
 * IAM Identity Center: the access token at hand, then the refresh token, then what the AWS CLI has cached, then the
 * person. https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/Welcome.html
 */
export class IdentityCenterSignIn implements SignInFlow<SsoTokens> {
  readonly #parts: IdentityCenterSignInParts;
  readonly #calls: IdentityCenterCalls;
  readonly #held = new Map<string, Held>();
  readonly #renewals = new SingleFlight<SsoTokens>();

  constructor(parts: IdentityCenterSignInParts) {
    this.#parts = parts;
    this.#calls = new IdentityCenterCalls(parts.gateway, parts.awsTime);
  }

  async acquire(context: SignInContext): Promise<Result<SsoTokens>> {
    const { signIn, memory, person, signal } = context;
    const method = methodOf(signIn);
    if (signal.aborted) return fail(appError('cancelled'));
    const held = this.#heldFor(signIn, method);
    const remembered = memory?.kind === 'identity-center' ? memory : null;
    if (remembered !== null) this.#calls.keepClient(method, remembered.client);
    const tokens = remembered === null ? null : (held.tokens ?? remembered.tokens);
    if (tokens !== null && this.#lasts(held, tokens, leeway)) return this.#answer(held, tokens);

    let failure: AppError | null = null;
    if (remembered !== null && tokens?.refreshToken) {
      const signedIn = { client: remembered.client, tokens };
      const renewed = await orCancelled(this.#renew(context, method, held, signedIn), signal);
      if (renewed.ok) return this.#answer(held, renewed.value);
      if (signal.aborted) return renewed;
      if (isPassing(renewed.error) && this.#lasts(held, tokens, 0)) return this.#answer(held, tokens);
      failure = renewed.error;
    }
    const cached = await this.#cachedByCli(held, method);
    if (cached.ok && cached.value !== null) return this.#answer(held, cached.value);
    if (failure !== null && isPassing(failure)) return fail(failure);
    if (person === null) return fail(appError('sign-in-needed', { signIn: signIn.name }));
    return this.#withPerson(context, method, held, person, cached.ok ? null : cached.error);
  }

  /** The access token that was answered last is not taken by AWS any more; the refresh token may be. */
  forget(signInId: string): void {
    const held = this.#held.get(signInId);
    if (held === undefined || held.answered === null) return;
    // Of many profiles that were refused with one token, all but the first come when a new one is there.
    const fresh = held.answered === held.tokens?.accessToken.reveal();
    if (fresh && this.#parts.clock.uptime() - held.cameAt < lateNews) return;
    held.refused.add(held.answered);
    held.answered = null;
  }

  /** Ends the session at AWS, as far as that can be reached, and forgets it here. Role sessions live on. */
  async signOut(signIn: SignIn, memory: SignInMemory | null, signal: AbortSignal): Promise<void> {
    const method = methodOf(signIn);
    const held = this.#held.get(signIn.id);
    // Whatever is under way for it from now on is of no use.
    this.#held.delete(signIn.id);
    const remembered = memory?.kind === 'identity-center' ? memory : null;
    const tokens = held?.tokens ?? remembered?.tokens ?? null;
    if (tokens === null) return;
    if (tokens.expiresAt > this.#parts.awsTime.now()) {
      await this.#calls.logout(method, tokens.accessToken, signal);
      return;
    }
    // AWS ends a session by an access token only.
    const { refreshToken } = tokens;
    if (remembered === null || refreshToken === null) return;
    const grant = { kind: 'refresh', refreshToken } as const;
    const answer = await this.#calls.createToken(method, remembered.client, grant, signal);
    if (answer.ok) await this.#endUnwanted(method, answer.value);
  }

  #heldFor(signIn: SignIn, method: IdentityCenterMethod): Held {
    const mark = JSON.stringify(method);
    const known = this.#held.get(signIn.id);
    if (known?.mark === mark) return known;
    const held: Held = { mark, tokens: null, answered: null, cameAt: 0, refused: new Set() };
    this.#held.set(signIn.id, held);
    return held;
  }

  #lasts({ refused }: Held, { accessToken, expiresAt }: SsoTokens, atLeast: number): boolean {
    return expiresAt - this.#parts.awsTime.now() > atLeast && !refused.has(accessToken.reveal());
  }

  #answer(held: Held, tokens: SsoTokens): Result<SsoTokens> {
    held.answered = tokens.accessToken.reveal();
    return succeed(tokens);
  }

  /**
   * AWS takes a refresh token once: there is one call for all who ask, and it is not given up when they are, for its
   * answer holds the only token that still works.
   */
  #renew(
    { signIn, remember }: SignInContext,
    method: IdentityCenterMethod,
    held: Held,
    { client, tokens }: SignedIn,
  ): Promise<Result<SsoTokens>> {
    const { refreshToken } = tokens;
    if (refreshToken === null) return Promise.resolve(fail(appError('sign-in-needed')));
    const isCurrent = () => this.#held.get(signIn.id) === held;
    return this.#renewals.join(`${signIn.id} ${held.mark}`, async () => {
      const grant = { kind: 'refresh', refreshToken } as const;
      const answer = await this.#calls.createToken(method, client, grant, new AbortController().signal);
      if (!isCurrent()) {
        if (answer.ok) await this.#endUnwanted(method, answer.value);
        return fail(appError('cancelled'));
      }
      if (!answer.ok) {
        const { error } = answer;
        // A refresh token belongs to the registration that it was given to.
        const gone = isRegistrationRefused(error);
        if (gone) this.#calls.dropClient(method);
        if (gone || error.code === 'sign-in-revoked') {
          held.tokens = null;
          remember(gone ? null : { kind: 'identity-center', client, tokens: null });
        }
        return answer;
      }
      if (answer.value.kind !== 'tokens') {
        return fail(appError('identity-center-refused', { reason: 'no-token' satisfies ReasonCode }));
      }
      const next = { ...answer.value.tokens, refreshToken: answer.value.tokens.refreshToken ?? refreshToken };
      remember({ kind: 'identity-center', client, tokens: next });
      held.tokens = next;
      held.cameAt = this.#parts.clock.uptime();
      return succeed(next);
    });
  }

  /** Signed out, or in anew, meanwhile. */
  async #endUnwanted(method: IdentityCenterMethod, answer: SsoTokenAnswer): Promise<void> {
    if (answer.kind !== 'tokens') return;
    await this.#calls.logout(method, answer.tokens.accessToken, new AbortController().signal);
  }

  async #cachedByCli(
    held: Held,
    { cliSession, startUrl }: IdentityCenterMethod,
  ): Promise<Result<SsoTokens | null>> {
    if (cliSession === '') return succeed(null);
    const cached = await this.#parts.cliCache.read(cliSession, startUrl);
    if (!cached.ok) return cached;
    const tokens = cached.value === null ? null : { ...cached.value, refreshToken: null };
    return succeed(tokens !== null && this.#lasts(held, tokens, leeway) ? tokens : null);
  }

  /** `aside`: why something that would have needed nobody did not help. */
  async #withPerson(
    context: SignInContext,
    method: IdentityCenterMethod,
    held: Held,
    person: PersonAtHand,
    aside: AppError | null,
  ): Promise<Result<SsoTokens>> {
    const ready = await person.ready();
    if (!ready.ok) return ready;
    if (aside !== null) person.complain(aside);
    const { redirects, browser, clock, awsTime } = this.#parts;
    const parts = { calls: this.#calls, redirects, browser, clock, awsTime };
    const answer = await signInWithPerson(parts, { method, person, signal: context.signal });
    if (!answer.ok) return answer;
    if (this.#held.get(context.signIn.id) !== held || context.signal.aborted) {
      return fail(appError('cancelled'));
    }
    const { client, tokens } = answer.value;
    // A renewal of the former sign-in that is still under way must not be remembered over this one.
    const cameAt = clock.uptime();
    const fresh: Held = { ...held, tokens, cameAt, refused: new Set() };
    this.#held.set(context.signIn.id, fresh);
    context.remember({ kind: 'identity-center', client, tokens });
    return this.#answer(fresh, tokens);
  }
}

function methodOf({ method }: SignIn): IdentityCenterMethod {
  if (method.kind !== 'identity-center') {
    throw new Error(`A sign-in by ${method.kind} came to the Identity Center flow.`);
  }
  return method;
}

function orCancelled<Value>(work: Promise<Result<Value>>, signal: AbortSignal): Promise<Result<Value>> {
  return new Promise((resolve, reject) => {
    const leave = () => resolve(fail(appError('cancelled')));
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
