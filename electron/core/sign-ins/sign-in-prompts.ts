import { randomUUID } from 'node:crypto';
import { type AppError, appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Secret } from '../../../shared/secret.ts';
import type { SignIn } from '../../../shared/sign-in.ts';
import type { SignInPromptView } from '../../../shared/sign-in-views.ts';
import type { Clock } from '../ports.ts';
import type { Asker, PromptRaised } from '../prompts/asker.ts';
import type { PersonDesk } from '../prompts/person-desk.ts';
import type { PersonAtHand, SignInStep } from './sign-in-flow.ts';

interface Dependencies {
  readonly clock: Clock;
  readonly desk: PersonDesk;
  readonly onChanged: () => void;
}

export interface PromptRequest {
  readonly signIn: SignIn;
  readonly asker: Asker;
  /** Names of the profiles that wait for it now. */
  readonly profileNames: () => readonly string[];
  /** The row that a notification goes to. */
  readonly profileId: string | null;
  /** Whether the person may be asked now. */
  readonly mayRaise: () => boolean;
  readonly onPrompt: (prompt: PromptRaised) => void;
  /** The person sent it away, or it stood too long: the sign-in ends with this. */
  readonly end: (error: AppError) => void;
}

interface Prompt {
  readonly id: string;
  readonly request: PromptRequest;
  step: SignInStep | null;
  again: () => void;
  error: AppError | null;
  readonly goOn: () => void;
  take: ((assertion: Secret) => void) | null;
}

/** Long enough for a password manager, a phone and a colleague's question. */
const patience = 10 * 60_000;

/** Sign-ins that wait for the person, the oldest first. Each is one prompt however many profiles wait for it. */
export class SignInPrompts {
  readonly #deps: Dependencies;
  readonly #queue: Prompt[] = [];

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** The person, for one sign-in; the prompt goes up when they are needed. `close` takes it down. */
  prepare(request: PromptRequest): { readonly person: PersonAtHand; readonly close: () => void } {
    let prompt: Prompt | null = null;
    let cancelTimer = () => {};
    const subject = subjectOf(request.signIn.id);

    const raise = (): Promise<Result<undefined>> =>
      new Promise((resolve) => {
        if (!request.mayRaise()) {
          resolve(fail(appError('sign-in-needed')));
          return;
        }
        const raised: Prompt = {
          id: randomUUID(),
          request,
          step: request.asker === 'person' ? { stage: 'working' } : null,
          again: () => {},
          error: null,
          goOn: () => {
            raised.step ??= { stage: 'working' };
            this.#deps.desk.withdraw(subject);
            resolve(succeed());
          },
          take: null,
        };
        prompt = raised;
        this.#queue.push(raised);
        cancelTimer = this.#deps.clock.setTimer(patience, () => request.end(appError('sign-in-timed-out')));
        if (request.asker === 'person') resolve(succeed());
        else {
          this.#deps.desk.announce(subject, {
            say: (words) => words.prompts.signIn(request.signIn.name, request.profileNames()),
            profileId: request.profileId,
          });
        }
        request.onPrompt({
          kind: 'sign-in',
          promptId: raised.id,
          signIn: request.signIn.name,
          isUp: () => this.#queue.includes(raised),
          personCame: () => {
            if (raised.step === null) this.proceed(raised.id);
          },
        });
        this.#deps.onChanged();
      });

    const person: PersonAtHand = {
      ready: () => (prompt === null ? raise() : Promise.resolve(succeed())),
      show: (step, again = () => {}) => {
        if (prompt === null) return;
        prompt.step = step;
        prompt.again = again;
        this.#deps.onChanged();
      },
      given: () =>
        new Promise((resolve) => {
          if (prompt === null) resolve(fail(appError('cancelled')));
          else prompt.take = (assertion) => resolve(succeed(assertion));
        }),
      complain: (error) => {
        if (prompt === null) return;
        prompt.error = error;
        this.#deps.onChanged();
      },
    };
    const close = () => {
      cancelTimer();
      this.#deps.desk.withdraw(subject);
      const index = prompt === null ? -1 : this.#queue.indexOf(prompt);
      if (index < 0) return;
      this.#queue.splice(index, 1);
      this.#deps.onChanged();
    };
    return { person, close };
  }

  current(): SignInPromptView | null {
    const prompt = this.#queue[0];
    if (prompt === undefined) return null;
    const { id, request, step, error } = prompt;
    const { signIn } = request;
    return {
      id,
      signInId: signIn.id,
      signInName: signIn.name,
      kind: signIn.method.kind,
      profileNames: request.profileNames(),
      stage: step?.stage ?? 'asked',
      host: step === null || step.stage === 'working' ? null : hostOf(step.address),
      userCode: step?.stage === 'device' ? step.userCode : null,
      error,
      waiting: this.#queue.length - 1,
    };
  }

  /** Goes on to the provider, or shows its page once more. False: there is no such prompt. */
  proceed(promptId: string): boolean {
    const prompt = this.#find(promptId);
    if (prompt === undefined) return false;
    if (prompt.step === null) prompt.goOn();
    else prompt.again();
    this.#deps.onChanged();
    return true;
  }

  cancel(promptId: string): void {
    this.#find(promptId)?.request.end(appError('sign-in-dismissed'));
  }

  /** Of the page that the person is to visit; null: none now. */
  address(promptId: string): string | null {
    const step = this.#find(promptId)?.step ?? null;
    return step === null || step.stage === 'working' ? null : step.address;
  }

  /** A SAML response for the prompt. Errors: cancelled when it waits for none. */
  give(promptId: string, assertion: Secret): Result<undefined> {
    const prompt = this.#find(promptId);
    if (prompt === undefined || prompt.take === null) return fail(appError('cancelled'));
    const { take } = prompt;
    prompt.take = null;
    prompt.error = null;
    take(assertion);
    return succeed();
  }

  #find(promptId: string): Prompt | undefined {
    return this.#queue.find(({ id }) => id === promptId);
  }
}

/** What the person desk knows a sign-in by. */
export function subjectOf(signInId: string): string {
  return `sign-in ${signInId}`;
}

function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host : null;
}
