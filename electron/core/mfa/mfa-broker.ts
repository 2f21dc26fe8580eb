import { randomUUID } from 'node:crypto';
import { type AppError, appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { MfaPromptView } from '../../../shared/views.ts';
import type { Clock } from '../ports.ts';
import type { Departure } from '../prompts/asked-flight.ts';
import type { PersonDesk } from '../prompts/person-desk.ts';
import type { MfaDevices } from './mfa-devices.ts';

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

interface Dependencies {
  readonly clock: Clock;
  readonly desk: PersonDesk;
  readonly devices: MfaDevices;
  readonly onChanged: () => void;
}

const minute = 60_000;
/** A person may have to fetch the phone; a forgotten prompt must not wait for ever. */
const patience = 5 * minute;
/** A code is valid for its 30 s and the step beside it; AWS takes it once. */
const codeLife = 2 * minute;

/**
 * Finds MFA codes: from the device's seed or program where the person has set that up, else from the person, one
 * prompt at a time; further ones queue, for AWS takes each code once
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_sample-code.html). A code that was used is
 * never sent a second time: it is refused here with a word on what to do.
 */
export class MfaBroker {
  readonly #deps: Dependencies;
  readonly #queue: Prompt[] = [];
  readonly #usedCodes = new Map<string, number>();
  /** The last of each device's automatic codes under way: each waits for the one before. */
  readonly #automatic = new Map<string, Promise<unknown>>();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /**
   * Resolves with what `attempt` made of an accepted code, or with the first failure that another code can't mend.
   * Errors of its own: mfa-needed {name, promptId, serial} when the person may not be asked now, mfa-dismissed,
   * mfa-timed-out, cancelled.
   */
  async ask<Value>(
    request: MfaRequest,
    attempt: Attempt<Value>,
    { asker, signal, onPrompt }: Departure,
  ): Promise<Result<Value>> {
    let trouble: AppError | null = null;
    if (this.#deps.devices.isAutomatic(request.serial)) {
      const answer = await this.#inTurn(request.serial, () =>
        this.#byItself(request.serial, attempt, signal),
      );
      if (answer.ok || !isAboutCode(answer.error)) return answer;
      trouble = answer.error;
    }
    if (signal.aborted) return fail(appError('cancelled'));
    const subject = subjectOf(request);
    if (!this.#deps.desk.mayAsk(subject, asker)) {
      const { profileName: name, serial } = request;
      return fail(trouble ?? appError('mfa-needed', { name, promptId: '', serial }));
    }
    return this.#prompt(request, attempt, trouble, { asker, signal, onPrompt });
  }

  /** Errors: mfa-code-reused, sts-mfa-code-wrong (the prompt stays); cancelled when the prompt is gone. */
  async submit(promptId: string, code: string): Promise<Result<undefined>> {
    const prompt = this.#queue.find((candidate) => candidate.id === promptId);
    if (prompt === undefined) return fail(appError('cancelled'));
    if (this.#isUsed(prompt.request.serial, code)) {
      prompt.error = appError('mfa-code-reused');
      this.#deps.onChanged();
      return fail(prompt.error);
    }
    this.#use(prompt.request.serial, code);
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

  #prompt<Value>(
    request: MfaRequest,
    attempt: Attempt<Value>,
    trouble: AppError | null,
    { asker, signal, onPrompt }: Departure,
  ): Promise<Result<Value>> {
    const { clock, desk, onChanged } = this.#deps;
    const subject = subjectOf(request);
    return new Promise((resolve, reject) => {
      /** One code at a time: which of two AWS takes would be a matter of luck. */
      let turn: Promise<unknown> = Promise.resolve();
      const finish = (result: Result<Value>) => {
        const index = this.#queue.indexOf(prompt);
        if (index < 0) return;
        this.#queue.splice(index, 1);
        cancelTimer();
        signal.removeEventListener('abort', onAbort);
        if (!this.#queue.some((other) => subjectOf(other.request) === subject)) desk.withdraw(subject);
        if (!result.ok && isSentAway(result.error)) desk.sentAway(subject);
        resolve(result);
        onChanged();
      };
      const prompt: Prompt = {
        id: randomUUID(),
        request,
        error: trouble,
        submit: (code) => {
          const answer = turn.then(() => use(code));
          turn = answer;
          return answer;
        },
        close: (error) => finish(fail(error)),
      };
      const use = async (code: string): Promise<Result<undefined>> => {
        if (!this.#queue.includes(prompt)) return fail(appError('cancelled'));
        const result = await attempt(code).catch((cause: unknown) => {
          reject(cause);
          return fail(appError('internal'));
        });
        if (result.ok || result.error.code !== 'sts-mfa-code-wrong') {
          finish(result);
          return result.ok ? succeed() : result;
        }
        prompt.error = result.error;
        onChanged();
        return result;
      };
      const onAbort = () => prompt.close(appError('cancelled'));
      const cancelTimer = clock.setTimer(patience, () => prompt.close(appError('mfa-timed-out')));
      signal.addEventListener('abort', onAbort, { once: true });
      this.#queue.push(prompt);
      if (asker !== 'person') {
        desk.announce(subject, {
          say: (words) => words.prompts.code(request.profileName),
          profileId: request.profileId,
        });
      }
      onPrompt({
        kind: 'mfa',
        promptId: prompt.id,
        serial: request.serial,
        isUp: () => this.#queue.includes(prompt),
        personCame: () => desk.withdraw(subject),
      });
      onChanged();
    });
  }

  /** A second code is tried, since a step of time may have passed on the way; more would lock nobody out but help nobody. */
  async #byItself<Value>(
    serial: string,
    attempt: Attempt<Value>,
    signal: AbortSignal,
  ): Promise<Result<Value>> {
    const isUsed = (code: string) => this.#isUsed(serial, code);
    for (let triesLeft = 1; ; triesLeft -= 1) {
      // Its turn may come when nobody waits any more: no program is started, and no code spent, for that.
      if (signal.aborted) return fail(appError('cancelled'));
      const code = await this.#deps.devices.nextCode(serial, isUsed, signal);
      if (!code.ok) return code;
      this.#use(serial, code.value);
      const answer = await attempt(code.value);
      if (answer.ok || answer.error.code !== 'sts-mfa-code-wrong' || triesLeft === 0) return answer;
    }
  }

  #inTurn<Value>(serial: string, work: () => Promise<Value>): Promise<Value> {
    const turn = (this.#automatic.get(serial) ?? Promise.resolve()).then(work);
    this.#automatic.set(
      serial,
      turn.catch(() => {}),
    );
    return turn;
  }

  #isUsed(serial: string, code: string): boolean {
    const now = this.#deps.clock.uptime();
    for (const [used, at] of this.#usedCodes) if (now - at > codeLife) this.#usedCodes.delete(used);
    return this.#usedCodes.has(`${serial} ${code}`);
  }

  #use(serial: string, code: string): void {
    this.#usedCodes.set(`${serial} ${code}`, this.#deps.clock.uptime());
  }
}

function subjectOf({ serial }: MfaRequest): string {
  return `mfa ${serial}`;
}

function isSentAway({ code }: AppError): boolean {
  return code === 'mfa-dismissed' || code === 'mfa-timed-out';
}

/** The person may do better than the seed or the program. */
function isAboutCode({ code }: AppError): boolean {
  return /^(?:sts-mfa-code-wrong|mfa-|command-|keychain-)/.test(code);
}
