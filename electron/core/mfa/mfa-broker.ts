import { randomUUID } from 'node:crypto';
import { type AppError, appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { MfaPromptView } from '../../../shared/views.ts';
import type { Clock } from '../ports.ts';

export interface MfaRequest {
  readonly profileId: string;
  readonly serial: string;
  readonly keyName: string;
  readonly profileName: string;
}

/** Uses a code with AWS. Called again with another code after `sts-mfa-code-wrong`. */
export type Attempt<Value> = (code: string) => Promise<Result<Value>>;

interface Prompt {
  readonly id: string;
  readonly request: MfaRequest;
  error: AppError | null;
  /** Resolves once AWS has taken or refused the code. */
  readonly submit: (code: string) => Promise<Result<undefined>>;
  readonly close: (error: AppError) => void;
}

const minute = 60_000;
/** A person may have to fetch the phone; a forgotten prompt must not wait for ever. */
const patience = 5 * minute;
/** A code is valid for its 30 s and the step beside it; AWS takes it once. */
const codeLife = 2 * minute;

/**
 * Asks the person for MFA codes, one prompt at a time; further ones queue, for AWS takes each code once
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_sample-code.html). A code that was used is
 * never sent a second time: it is refused here with a word on what to do.
 */
export class MfaBroker {
  readonly #clock: Clock;
  readonly #onChanged: () => void;
  readonly #queue: Prompt[] = [];
  readonly #raised = new Set<(prompt: Prompt) => void>();
  readonly #usedCodes = new Map<string, number>();

  constructor(clock: Clock, onChanged: () => void) {
    this.#clock = clock;
    this.#onChanged = onChanged;
  }

  /**
   * Resolves with what `attempt` made of an accepted code, or with the first failure that another code can't mend.
   * Errors of its own: mfa-dismissed, mfa-timed-out, cancelled.
   */
  ask<Value>(request: MfaRequest, attempt: Attempt<Value>, signal: AbortSignal): Promise<Result<Value>> {
    if (signal.aborted) return Promise.resolve(fail(appError('cancelled')));
    return new Promise((resolve, reject) => {
      const finish = (result: Result<Value>) => {
        const index = this.#queue.indexOf(prompt);
        if (index < 0) return;
        this.#queue.splice(index, 1);
        cancelTimer();
        signal.removeEventListener('abort', onAbort);
        resolve(result);
        this.#onChanged();
      };
      const prompt: Prompt = {
        id: randomUUID(),
        request,
        error: null,
        submit: async (code) => {
          const result = await attempt(code).catch((cause: unknown) => {
            reject(cause);
            return fail(appError('internal'));
          });
          if (result.ok || result.error.code !== 'sts-mfa-code-wrong') {
            finish(result);
            return result.ok ? succeed() : result;
          }
          prompt.error = result.error;
          this.#onChanged();
          return result;
        },
        close: (error) => finish(fail(error)),
      };
      const onAbort = () => prompt.close(appError('cancelled'));
      const cancelTimer = this.#clock.setTimer(patience, () => prompt.close(appError('mfa-timed-out')));
      signal.addEventListener('abort', onAbort, { once: true });
      this.#queue.push(prompt);
      for (const tell of this.#raised) tell(prompt);
      this.#onChanged();
    });
  }

  /** Resolves once the person is asked for this profile's code, with the prompt's id; never when that does not happen. */
  whenAsked(profileId: string, signal: AbortSignal): Promise<string> {
    const standing = this.#queue.find((prompt) => prompt.request.profileId === profileId);
    if (standing !== undefined) return Promise.resolve(standing.id);
    return new Promise((resolve) => {
      const tell = (prompt: Prompt) => {
        if (prompt.request.profileId !== profileId) return;
        this.#raised.delete(tell);
        resolve(prompt.id);
      };
      this.#raised.add(tell);
      signal.addEventListener('abort', () => this.#raised.delete(tell), { once: true });
    });
  }

  /** Errors: mfa-code-reused, sts-mfa-code-wrong (the prompt stays); cancelled when the prompt is gone. */
  async submit(promptId: string, code: string): Promise<Result<undefined>> {
    const prompt = this.#queue.find((candidate) => candidate.id === promptId);
    if (prompt === undefined) return fail(appError('cancelled'));

    const now = this.#clock.uptime();
    for (const [used, at] of this.#usedCodes) if (now - at > codeLife) this.#usedCodes.delete(used);
    const used = `${prompt.request.serial} ${code}`;
    if (this.#usedCodes.has(used)) {
      prompt.error = appError('mfa-code-reused');
      this.#onChanged();
      return fail(prompt.error);
    }
    this.#usedCodes.set(used, now);
    return prompt.submit(code);
  }

  dismiss(promptId: string): void {
    this.#queue.find((prompt) => prompt.id === promptId)?.close(appError('mfa-dismissed'));
  }

  current(): MfaPromptView | null {
    const prompt = this.#queue[0];
    if (prompt === undefined) return null;
    return { id: prompt.id, ...prompt.request, waiting: this.#queue.length - 1, error: prompt.error };
  }
}
