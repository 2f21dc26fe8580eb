import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { SingleFlight } from '../sessions/single-flight.ts';
import type { Asker, Asking, PromptRaised } from './asker.ts';

/** What a call under way is told of who began it. */
export interface Departure {
  readonly asker: Asker;
  readonly signal: AbortSignal;
  readonly onPrompt: (prompt: PromptRaised) => void;
}

const boldness: Readonly<Record<Asker, number>> = { background: 0, program: 1, terminal: 2, person: 3 };

/**
 * A call that many share and that may need the person. Whoever boards one that was begun by somebody for whom the
 * person is not asked as readily, and fails for that alone, goes once more.
 */
export class AskedFlight<Value> {
  readonly #flights = new SingleFlight<Value, PromptRaised>();
  readonly #begunBy = new Map<string, { readonly asker: Asker }>();

  async join(
    key: string,
    asking: Asking,
    start: (departure: Departure) => Promise<Result<Value>>,
  ): Promise<Result<Value>> {
    const { asker, signal } = asking;
    const own = { asker };
    const landing = this.#flights.join(
      key,
      (flightSignal, onPrompt) => {
        this.#begunBy.set(key, own);
        return start({ asker, signal: flightSignal, onPrompt }).finally(() => {
          // One that was called off may still be on its way when the next has begun.
          if (this.#begunBy.get(key) === own) this.#begunBy.delete(key);
        });
      },
      {
        signal,
        onPrompt: (prompt) => {
          if (!prompt.isUp()) return;
          if (asker === 'person') prompt.personCame();
          asking.onPrompt?.(prompt);
        },
      },
    );
    const begunBy = this.#begunBy.get(key)?.asker ?? asker;
    const answer = await landing;
    const mayAskMore = boldness[begunBy] < boldness[asker] && !signal?.aborted;
    return !answer.ok && isUnasked(answer.error) && mayAskMore ? this.join(key, asking, start) : answer;
  }

  /** Ends the call for everyone; they get `cancelled`. */
  abort(key: string): void {
    this.#begunBy.delete(key);
    this.#flights.abort(key);
  }
}

/** The person is needed, and was not asked. */
export function isUnasked({ code, params }: AppError): boolean {
  return (code === 'mfa-needed' || code === 'sign-in-needed') && (params.promptId ?? '') === '';
}
