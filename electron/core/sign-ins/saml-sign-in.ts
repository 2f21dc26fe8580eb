import { type AppError, appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed, unreachable } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { SamlMethod } from '../../../shared/sign-in.ts';
import type { Browser } from '../ports.ts';
import type { AwsTime } from '../time/aws-time.ts';
import type { CommandRunner, SamlAssertion, SamlReader, SamlWindow, SignInMemory } from '../way-in-ports.ts';
import { findSamlResponse } from './find-saml-response.ts';
import type { SignInContext, SignInFlow } from './sign-in-flow.ts';

/**
 * AWS takes an assertion until five minutes after it was issued:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html#troubleshoot_saml_expired-token
 */
const takenFor = 300_000;
/** How long one is used again: the rest is for the calls on their way, and for clocks that differ. */
const usedFor = 240_000;
const callMargin = 15_000;
const commandPatience = 60_000;

export interface SamlSignInParts {
  readonly window: SamlWindow;
  readonly reader: SamlReader;
  readonly commands: CommandRunner;
  readonly browser: Browser;
  readonly awsTime: Pick<AwsTime, 'now' | 'isKnown'>;
}

interface Held {
  readonly assertion: SamlAssertion;
  /** By AWS's clock. */
  readonly readAt: number;
  /** What it was got by: an edited sign-in asks anew. */
  readonly method: string;
}

/**
 * Signing in at an identity provider that posts a SAML response to AWS. One response serves all profiles that ask
 * within its few minutes.
 */
export class SamlSignIn implements SignInFlow<SamlAssertion> {
  readonly #parts: SamlSignInParts;
  readonly #held = new Map<string, Held>();
  /** Cookies that no longer sign in by themselves, but still tell the provider which device this is. */
  readonly #formerCookies = new Map<string, Secret>();

  constructor(parts: SamlSignInParts) {
    this.#parts = parts;
  }

  async acquire(context: SignInContext): Promise<Result<SamlAssertion>> {
    const { signIn } = context;
    if (signIn.method.kind !== 'saml') return fail(appError('sign-in-wrong-kind', { name: signIn.name }));
    const held = this.#held.get(signIn.id);
    if (held !== undefined && this.#isOfUse(held, signIn.method)) return succeed(held.assertion);
    this.#held.delete(signIn.id);
    switch (signIn.method.by) {
      case 'command':
        return this.#byCommand(context, signIn.method);
      case 'window':
        return this.#byWindow(context, signIn.method);
      case 'browser':
        return this.#byBrowser(context, signIn.method);
      default:
        return unreachable(signIn.method.by);
    }
  }

  /**
   * Drops what is held, but for what is remembered: the next call asks anew. For a person who signs out, or AWS that
   * refused the assertion.
   */
  forget(signInId: string): void {
    this.#held.delete(signInId);
    this.#formerCookies.delete(signInId);
  }

  async #byCommand(context: SignInContext, method: SamlMethod): Promise<Result<SamlAssertion>> {
    const options = { patience: commandPatience };
    const printed = await this.#parts.commands.run(method.command, options, context.signal);
    return printed.ok ? this.#take(context, method, printed.value) : printed;
  }

  async #byWindow(context: SignInContext, method: SamlMethod): Promise<Result<SamlAssertion>> {
    const { signIn, person, signal } = context;
    const remembered = cookiesOf(context.memory);
    if (remembered !== null && !method.remember) context.remember(null);
    const cookies = method.remember ? remembered : null;
    if (cookies !== null) {
      const silent = await this.#openWindow(context, method, { visible: false, cookies });
      if (silent.ok || signal.aborted) return silent;
      if (silent.error.code === 'sign-in-needed') {
        this.#formerCookies.set(signIn.id, cookies);
        context.remember(null);
      }
      if (person === null) return fail(withoutPerson(silent.error, signIn.name));
    }
    if (person === null) return fail(appError('sign-in-needed', { signIn: signIn.name }));
    const ready = await person.ready();
    if (!ready.ok) return ready;
    const former = method.remember ? (this.#formerCookies.get(signIn.id) ?? null) : null;
    return this.#openWindow(context, method, { visible: true, cookies: cookies ?? former });
  }

  async #openWindow(
    context: SignInContext,
    method: SamlMethod,
    how: { readonly visible: boolean; readonly cookies: Secret | null },
  ): Promise<Result<SamlAssertion>> {
    const { signIn, signal } = context;
    const person = how.visible ? context.person : null;
    const again = () => this.#parts.window.focus(signIn.id);
    person?.show({ stage: 'window', address: method.startUrl }, again);
    const answer = await this.#parts.window.open(
      {
        ...how,
        signInId: signIn.id,
        name: signIn.name,
        startUrl: method.startUrl,
        remember: method.remember,
        onHost: (host) => person?.show({ stage: 'window', address: `https://${host}/` }, again),
      },
      signal,
    );
    if (!answer.ok) return answer;
    if (signal.aborted) return fail(appError('cancelled'));
    person?.show({ stage: 'working' });
    const taken = await this.#take(context, method, answer.value.assertion);
    if (taken.ok && method.remember && answer.value.cookies !== null) {
      context.remember({ kind: 'saml', cookies: answer.value.cookies });
      this.#formerCookies.delete(signIn.id);
    }
    return taken;
  }

  async #byBrowser(context: SignInContext, method: SamlMethod): Promise<Result<SamlAssertion>> {
    const { signIn, person, signal } = context;
    if (person === null) return fail(appError('sign-in-needed', { signIn: signIn.name }));
    const ready = await person.ready();
    if (!ready.ok) return ready;
    const open = async () => {
      const opened = await this.#parts.browser.open(new Secret(method.startUrl));
      if (!opened.ok && !signal.aborted) person.complain(opened.error);
    };
    person.show({ stage: 'assertion', address: method.startUrl }, () => void open());
    await open();
    for (;;) {
      const given = await person.given();
      if (!given.ok) return given;
      const taken = await this.#take(context, method, given.value);
      if (taken.ok) {
        person.show({ stage: 'working' });
        return taken;
      }
      person.complain(taken.error);
    }
  }

  async #take(context: SignInContext, method: SamlMethod, text: Secret): Promise<Result<SamlAssertion>> {
    const found = findSamlResponse(text);
    if (!found.ok) return found;
    const read = await this.#parts.reader.read(found.value);
    if (!read.ok) return read;
    if (this.#isOver(read.value)) return fail(appError('saml-assertion-expired'));
    this.#held.set(context.signIn.id, {
      assertion: read.value,
      readAt: this.#parts.awsTime.now(),
      method: JSON.stringify(method),
    });
    return read;
  }

  /** Judged by AWS's clock only: while it is unknown, a machine whose own clock is wrong could never sign in. */
  #isOver({ issuedAt, notOnOrAfter }: SamlAssertion): boolean {
    const { awsTime } = this.#parts;
    return awsTime.isKnown() && awsTime.now() >= Math.min(issuedAt + takenFor, notOnOrAfter ?? Infinity);
  }

  #isOfUse({ assertion, readAt, method }: Held, now: SamlMethod): boolean {
    const age = this.#parts.awsTime.now() - readAt;
    const ends = Math.min(assertion.issuedAt + takenFor, assertion.notOnOrAfter ?? Infinity);
    // Both, because the provider's clock and ours may differ from AWS's.
    const lasts = age >= 0 && age < Math.min(usedFor, ends - readAt - callMargin);
    return lasts && !this.#isOver(assertion) && method === JSON.stringify(now);
  }
}

function cookiesOf(memory: SignInMemory | null): Secret | null {
  return memory?.kind === 'saml' ? memory.cookies : null;
}

/** Nobody is there to reload a page: what hindered it may pass by itself. */
function withoutPerson(error: AppError, signIn: string): AppError {
  if (error.code === 'sign-in-page-failed') return appError('sign-in-not-reachable', error.params);
  return error.code === 'sign-in-needed' ? appError('sign-in-needed', { signIn }) : error;
}
