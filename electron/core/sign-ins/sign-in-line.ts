import { type AppError, appError } from '../../../shared/errors.ts';
import { fail, type Result } from '../../../shared/result.ts';
import type { SignIn } from '../../../shared/sign-in.ts';
import { AskedFlight, type Departure } from '../prompts/asked-flight.ts';
import type { Asking } from '../prompts/asker.ts';
import type { PersonDesk } from '../prompts/person-desk.ts';
import type { SignInMemory } from '../way-in-ports.ts';
import type { SignInContext, SignInFlow } from './sign-in-flow.ts';
import { type SignInPrompts, subjectOf } from './sign-in-prompts.ts';

/** Who waits for a sign-in. */
export interface Waiting {
  readonly id: string;
  readonly name: string;
}

export interface LineDependencies<Outcome> {
  readonly flow: SignInFlow<Outcome>;
  readonly desk: PersonDesk;
  readonly prompts: SignInPrompts;
  readonly memory: (signInId: string) => SignInMemory | null;
  readonly remember: (signInId: string, memory: SignInMemory | null) => void;
  /** `byPerson`: they were needed for it. */
  readonly onSignedIn: (signIn: SignIn, outcome: Outcome, byPerson: boolean) => void;
  readonly onFailed: (signIn: SignIn, error: AppError) => void;
  /** Others wait now. */
  readonly onChanged: () => void;
}

/**
 * Those who wait for sign-ins of one kind: one sign-in under way, and one page in front of the person, however many
 * profiles want it.
 */
export class SignInLine<Outcome> {
  readonly #deps: LineDependencies<Outcome>;
  readonly #flights = new AskedFlight<Outcome>();
  readonly #waiting = new Map<string, Waiting[]>();
  /** How often what was under way was ended, by sign-in. */
  readonly #calledOff = new Map<string, number>();

  constructor(dependencies: LineDependencies<Outcome>) {
    this.#deps = dependencies;
  }

  /** `anew`: nothing that is remembered is used. Errors: sign-in-*, and those of the flow; cancelled. */
  async ask(
    signIn: SignIn,
    waiting: Waiting | null,
    asking: Asking & { readonly anew?: boolean },
  ): Promise<Result<Outcome>> {
    const list = this.#waiting.get(signIn.id) ?? [];
    this.#waiting.set(signIn.id, list);
    if (waiting !== null) list.push(waiting);
    this.#deps.onChanged();
    try {
      return await this.#flights.join(signIn.id, asking, (departure) =>
        this.#run(signIn, departure, asking.anew ?? false),
      );
    } finally {
      if (waiting !== null) list.splice(list.indexOf(waiting), 1);
      this.#deps.onChanged();
    }
  }

  /** Ends what is under way; what it may still bring is not remembered. */
  callOff(signInId: string): void {
    this.#calledOff.set(signInId, this.#timesCalledOff(signInId) + 1);
    this.#flights.abort(signInId);
  }

  #timesCalledOff(signInId: string): number {
    return this.#calledOff.get(signInId) ?? 0;
  }

  async #run(signIn: SignIn, departure: Departure, anew: boolean): Promise<Result<Outcome>> {
    const { flow, desk, prompts, memory, remember, onSignedIn, onFailed } = this.#deps;
    const { id, name } = signIn;
    const { asker, signal } = departure;
    const ended = new AbortController();
    let reason: AppError | null = null;
    let byPerson = false;
    const calledOff = this.#timesCalledOff(id);
    const names = () => (this.#waiting.get(id) ?? []).map((waiting) => waiting.name);
    const prompt = desk.mayAsk(subjectOf(id), asker)
      ? prompts.prepare({
          signIn,
          asker,
          profileNames: () => [...new Set(names())],
          profileId: this.#waiting.get(id)?.[0]?.id ?? null,
          // What needs nobody was tried first, and the screen may have been locked meanwhile.
          mayRaise: () => desk.mayAsk(subjectOf(id), asker),
          onPrompt: (raised) => {
            byPerson = true;
            departure.onPrompt(raised);
          },
          end: (error) => {
            reason ??= error;
            ended.abort();
          },
        })
      : null;
    if (anew) flow.forget(id);
    const context: SignInContext = {
      signIn,
      memory: anew ? null : memory(id),
      remember: (next) => {
        if (this.#timesCalledOff(id) === calledOff) remember(id, next);
      },
      person: prompt?.person ?? null,
      signal: AbortSignal.any([signal, ended.signal]),
    };
    const over = new Promise<Result<never>>((resolve) => {
      const leave = () => resolve(fail(reason ?? appError('cancelled')));
      context.signal.addEventListener('abort', leave, { once: true });
    });
    const result = await Promise.race([flow.acquire(context), over]).finally(() => prompt?.close());
    if (signal.aborted) return fail(appError('cancelled'));
    if (result.ok) {
      onSignedIn(signIn, result.value, byPerson);
      return result;
    }
    const error =
      result.error.code === 'sign-in-needed'
        ? appError('sign-in-needed', { signIn: name, name: names()[0] ?? '', promptId: '' })
        : (reason ?? result.error);
    if (isSentAway(error)) desk.sentAway(subjectOf(id));
    onFailed(signIn, error);
    return fail(error);
  }
}

function isSentAway({ code }: AppError): boolean {
  return code === 'sign-in-dismissed' || code === 'sign-in-timed-out' || code === 'sign-in-window-closed';
}
