import type { AwsRefusal } from './aws-refusal.ts';

/** What goes wrong with a request instead of, or before, its answer. */
export type Fault =
  /** AWS's own error, such as `{ status: 403, code: 'AccessDenied', message: '…' }`. */
  | ({ readonly kind: 'error' } & AwsRefusal)
  | { readonly kind: 'throttling' }
  /** An AWS error document with a 5xx status; 500 when absent. */
  | { readonly kind: 'server-error'; readonly status?: number }
  /** Answered as usual, once released. */
  | { readonly kind: 'delay' }
  /** Never answered; the connection stays open until released, and is closed then. */
  | { readonly kind: 'hang' }
  /** The connection is closed at once, without an answer. */
  | { readonly kind: 'drop' };

interface FaultScope {
  /** How many requests meet it; 1 when absent. `Infinity`: all, until `clear()`. */
  readonly times?: number;
  /** Only requests for this action, such as `AssumeRole`. */
  readonly action?: string;
}

/** A scripted fault, for whoever scripted it. */
interface ScriptedFault {
  /** Settles when the first request has met it. */
  readonly met: Promise<void>;
  /** Lets go of all requests that `delay` and `hang` hold, now and later. */
  release(): void;
}

/** A fault that a request has run into. */
interface MetFault {
  readonly fault: Fault;
  readonly released: Promise<void>;
}

interface Entry {
  readonly fault: Fault;
  readonly action: string | undefined;
  timesLeft: number;
  readonly met: Deferred;
  readonly released: Deferred;
}

/** The faults still to come, in the order they were scripted. Its owner process fills it, never the network. */
export class FaultScript {
  readonly #entries: Entry[] = [];
  /** Entries that may still hold requests though they meet no more of them. */
  readonly #all = new Set<Entry>();

  next(fault: Fault, { times = 1, action }: FaultScope = {}): ScriptedFault {
    const entry: Entry = { fault, action, timesLeft: times, met: defer(), released: defer() };
    this.#entries.push(entry);
    this.#all.add(entry);
    return { met: entry.met.promise, release: entry.released.resolve };
  }

  /** Forgets what is scripted and lets go of everything held. */
  clear(): void {
    this.#entries.length = 0;
    for (const entry of this.#all) {
      entry.released.resolve();
    }
    this.#all.clear();
  }

  /** For the server: the fault that a request for this action meets, if any. */
  take(action: string): MetFault | undefined {
    const index = this.#entries.findIndex((entry) => entry.action === undefined || entry.action === action);
    const entry = this.#entries[index];
    if (entry === undefined) {
      return undefined;
    }
    entry.timesLeft -= 1;
    if (entry.timesLeft <= 0) {
      this.#entries.splice(index, 1);
    }
    entry.met.resolve();
    return { fault: entry.fault, released: entry.released.promise };
  }
}

interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function defer(): Deferred {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
