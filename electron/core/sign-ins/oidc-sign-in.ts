import { appError, isPassing } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { OidcMethod, SignIn } from '../../../shared/sign-in.ts';
import type { Browser, Clock } from '../ports.ts';
import { SingleFlight } from '../sessions/single-flight.ts';
import type {
  OidcAttempt,
  OidcClient,
  OidcGateway,
  OidcTokens,
  RedirectListener,
  ReservedRedirect,
} from '../way-in-ports.ts';
import type { PersonAtHand, SignInContext, SignInFlow } from './sign-in-flow.ts';

interface OidcSignInParts {
  readonly gateway: OidcGateway;
  readonly redirects: RedirectListener;
  readonly browser: Browser;
  /** What a token's end is compared with. */
  readonly clock: Pick<Clock, 'now'>;
  /** Null: a public client. Errors: those of the keychain. */
  readonly clientSecret: (signInId: string) => Promise<Result<Secret | null>>;
}

/** What one sign-in has in memory only. */
interface Held {
  /** Of the method that it was got with: an edited sign-in is another one. */
  readonly mark: string;
  tokens: OidcTokens | null;
}

/** Ms that a token must still last to be used again. */
const leastLife = 60_000;

/** OpenID Connect: the token at hand, then the refresh token, then the person's browser. */
export class OidcSignIn implements SignInFlow<OidcTokens> {
  readonly #parts: OidcSignInParts;
  readonly #held = new Map<string, Held>();
  readonly #refreshes = new SingleFlight<OidcTokens>();

  constructor(parts: OidcSignInParts) {
    this.#parts = parts;
  }

  /** Signed out: nothing that was got before is used, or remembered, any more. */
  forget(signInId: string): void {
    this.#held.delete(signInId);
  }

  async acquire(context: SignInContext): Promise<Result<OidcTokens>> {
    const { signIn, person, signal } = context;
    const method = oidcMethodOf(signIn);
    if (signal.aborted) return fail(appError('cancelled'));
    const held = this.#heldFor(signIn, method);
    if (held.tokens !== null && this.#lasts(held.tokens)) return succeed(held.tokens);

    const clientSecret = await this.#parts.clientSecret(signIn.id);
    if (!clientSecret.ok) return clientSecret;
    const client = { method, clientSecret: clientSecret.value };

    if (context.memory?.kind === 'oidc') {
      const renewed = await this.#renew(context, client, held, context.memory.refreshToken);
      if (renewed.ok || isPassing(renewed.error)) return renewed;
      if (person === null && renewed.error.code !== 'sign-in-revoked') return renewed;
    }
    if (person === null) return fail(appError('sign-in-needed', { signIn: signIn.name }));
    return this.#withPerson(context, client, held, person);
  }

  #heldFor(signIn: SignIn, method: OidcMethod): Held {
    const mark = JSON.stringify(method);
    const known = this.#held.get(signIn.id);
    if (known?.mark === mark) return known;
    const held = { mark, tokens: null };
    this.#held.set(signIn.id, held);
    return held;
  }

  #lasts({ expiresAt }: OidcTokens): boolean {
    return expiresAt - this.#parts.clock.now() > leastLife;
  }

  /**
   * A provider may take a refresh token once only, and two that use it at the same time look like a theft. So there is
   * one call for all who ask, and it is not given up when they are: its answer holds the only token that still works.
   */
  async #renew(
    { signIn, remember, signal }: SignInContext,
    client: OidcClient,
    held: Held,
    refreshToken: Secret,
  ): Promise<Result<OidcTokens>> {
    const isCurrent = () => this.#held.get(signIn.id) === held;
    const landing = this.#refreshes.join(`${signIn.id} ${held.mark}`, async () => {
      const answer = await this.#parts.gateway.refresh(client, refreshToken, new AbortController().signal);
      if (!isCurrent()) return fail(appError('cancelled'));
      if (!answer.ok) {
        if (answer.error.code === 'sign-in-revoked') remember(null);
        return answer;
      }
      const tokens = { ...answer.value, refreshToken: answer.value.refreshToken ?? refreshToken };
      remember({ kind: 'oidc', refreshToken: tokens.refreshToken, subject: tokens.subject });
      held.tokens = tokens;
      return succeed(tokens);
    });
    return orCancelled(landing, signal);
  }

  async #withPerson(
    context: SignInContext,
    client: OidcClient,
    held: Held,
    person: PersonAtHand,
  ): Promise<Result<OidcTokens>> {
    const { redirectHost: host, redirectPort: port, redirectPath: path } = client.method;
    const redirect = await this.#parts.redirects.reserve({ host, port, path }, context.signal);
    if (!redirect.ok) return redirect;
    try {
      const attempt = await this.#parts.gateway.begin(client, redirect.value.redirectUri, context.signal);
      if (!attempt.ok) return attempt;
      const visit = await this.#visit(attempt.value, redirect.value, person);
      if (!visit.ok) return visit;
      person.show({ stage: 'working' });
      const answer = await this.#parts.gateway.finish(client, attempt.value, visit.value, context.signal);
      if (!answer.ok) return answer;
      if (this.#held.get(context.signIn.id) !== held) return fail(appError('cancelled'));
      const { refreshToken, subject } = answer.value;
      context.remember(refreshToken === null ? null : { kind: 'oidc', refreshToken, subject });
      held.tokens = answer.value;
      return answer;
    } finally {
      redirect.value.close();
    }
  }

  async #visit(
    { authorizationUrl }: OidcAttempt,
    redirect: ReservedRedirect,
    person: PersonAtHand,
  ): Promise<Result<URL>> {
    const ready = await person.ready();
    if (!ready.ok) return ready;
    const state = new URL(authorizationUrl).searchParams.get('state') ?? '';
    const { visit } = redirect.listen(state);
    const address = new Secret(authorizationUrl);
    const opened = await this.#parts.browser.open(address);
    if (!opened.ok) return opened;
    person.show({ stage: 'browser', address: authorizationUrl }, async () => {
      const again = await this.#parts.browser.open(address);
      if (!again.ok) person.complain(again.error);
    });
    return visit;
  }
}

function oidcMethodOf({ method }: SignIn): OidcMethod {
  if (method.kind !== 'oidc') throw new Error(`A sign-in by ${method.kind} came to the OpenID Connect flow.`);
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
