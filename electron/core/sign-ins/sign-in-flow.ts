import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { Secret } from '../../../shared/secret.ts';
import type { SignIn } from '../../../shared/sign-in.ts';
import type { SignInMemory } from '../way-in-ports.ts';

/** What the prompt shows while the person is wanted. */
export type SignInStep =
  | { readonly stage: 'browser' | 'window' | 'assertion'; readonly address: string }
  | { readonly stage: 'device'; readonly address: string; readonly userCode: string }
  | { readonly stage: 'working' };

/** The person, as one way of signing in meets them. */
export interface PersonAtHand {
  /**
   * Resolves when the person wants to go on: at once when it was they who asked. Before it, nothing is opened. Errors:
   * sign-in-dismissed, sign-in-timed-out, cancelled.
   */
  ready(): Promise<Result<undefined>>;
  /** The prompt shows this from now on; `again` is what to do when the person asks for the page once more. */
  show(step: SignInStep, again?: () => void): void;
  /** A SAML response that the person brought. May be called again after one that was of no use. */
  given(): Promise<Result<Secret>>;
  /** Shown in the prompt, which stays. */
  complain(error: AppError): void;
}

export interface SignInContext {
  readonly signIn: SignIn;
  /** What is held over restarts; null: nothing. */
  readonly memory: SignInMemory | null;
  /** Holds it from now on; null: nothing any more. */
  readonly remember: (memory: SignInMemory | null) => void;
  /** Null: nobody may be asked. What cannot be done without fails with `sign-in-needed`. */
  readonly person: PersonAtHand | null;
  /** Also aborted when the person cancels the prompt or it has stood too long. */
  readonly signal: AbortSignal;
}

/**
 * One way of signing in. It first tries what needs nobody (a refresh token, remembered cookies, a command) and then
 * the person, if there is one.
 */
export interface SignInFlow<Outcome> {
  acquire(context: SignInContext): Promise<Result<Outcome>>;
  /** What it keeps in memory for a while is over, or is not wanted any more; what `remember` was given is not touched. */
  forget(signInId: string): void;
}
