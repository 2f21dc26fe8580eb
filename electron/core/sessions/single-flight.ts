import { appError } from '../../../shared/errors.ts';
import { fail, type Result } from '../../../shared/result.ts';

interface Flight<Value, Prompt> {
  readonly landing: Promise<Result<Value>>;
  readonly controller: AbortController;
  passengers: number;
  /** What the call waits for the person for; null: it does not. */
  readonly prompt: Prompt | null;
  readonly listeners: Set<(prompt: Prompt) => void>;
}

export interface Passenger<Prompt> {
  /** Ends this one's wait. */
  readonly signal?: AbortSignal | undefined;
  /** Called at once where the person is waited for already. */
  readonly onPrompt?: ((prompt: Prompt) => void) | undefined;
}

/**
 * One call under way per key, shared by all who ask for it meanwhile. Each can leave by its own signal and harms no
 * other; when the last has left, the call itself is aborted. Nothing is remembered after landing, so a failure is
 * never served twice.
 */
export class SingleFlight<Value, Prompt = never> {
  readonly #flights = new Map<string, Flight<Value, Prompt>>();

  join(
    key: string,
    start: (signal: AbortSignal, onPrompt: (prompt: Prompt) => void) => Promise<Result<Value>>,
    { signal, onPrompt }: Passenger<Prompt> = {},
  ): Promise<Result<Value>> {
    if (signal?.aborted) return Promise.resolve(cancelled);
    const flight = this.#flights.get(key) ?? this.#depart(key, start);
    flight.passengers += 1;
    if (onPrompt !== undefined) {
      flight.listeners.add(onPrompt);
      if (flight.prompt !== null) onPrompt(flight.prompt);
    }
    if (signal === undefined) return flight.landing;

    return new Promise((resolve, reject) => {
      const leave = () => {
        flight.passengers -= 1;
        if (onPrompt !== undefined) flight.listeners.delete(onPrompt);
        if (flight.passengers === 0) this.#abort(key, flight);
        resolve(cancelled);
      };
      signal.addEventListener('abort', leave, { once: true });
      flight.landing.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }

  /** Ends the call for everyone; they get `cancelled`. */
  abort(key: string): void {
    const flight = this.#flights.get(key);
    if (flight !== undefined) this.#abort(key, flight);
  }

  #depart(
    key: string,
    start: (signal: AbortSignal, onPrompt: (prompt: Prompt) => void) => Promise<Result<Value>>,
  ): Flight<Value, Prompt> {
    const controller = new AbortController();
    const aborted = new Promise<Result<Value>>((resolve) => {
      controller.signal.addEventListener('abort', () => resolve(cancelled), { once: true });
    });
    const listeners = new Set<(prompt: Prompt) => void>();
    let raised: Prompt | null = null;
    const raise = (prompt: Prompt) => {
      raised = prompt;
      for (const listener of listeners) listener(prompt);
    };
    const landing = Promise.race([start(controller.signal, raise), aborted]).finally(() => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    });
    const flight: Flight<Value, Prompt> = {
      landing,
      controller,
      passengers: 0,
      listeners,
      get prompt() {
        return raised;
      },
    };
    this.#flights.set(key, flight);
    return flight;
  }

  /** Taken off the board first: who asks from now on starts anew instead of sharing a call that is ending. */
  #abort(key: string, flight: Flight<Value, Prompt>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
    flight.controller.abort();
  }
}

const cancelled = fail(appError('cancelled'));
