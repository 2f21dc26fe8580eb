import type { Bus, BusSignal } from './dbus.ts';

export interface BusWatchOptions<Value> {
  readonly bus: Bus;
  /** Before anybody was asked. */
  readonly first: Value;
  /** Asks how it is now; rejects where nobody answers. */
  readonly ask: () => Promise<Value>;
  /** While nobody answers, or the bus is gone. */
  readonly unanswered: Value;
  /** Whether a signal is a reason to ask. */
  readonly isNews: (signal: BusSignal) => boolean;
  /** Ms until it is asked again where nobody answered, each time longer; after the last one nothing ticks. */
  readonly waits?: readonly number[];
}

/** A bus is busiest while a desktop starts, which is when we are started too. */
const defaultWaits = [2_000, 10_000, 60_000, 600_000];

/**
 * Something that is learned from a bus and kept up to date. Everyone on a bus can send us a signal, so one is never more than
 * a reason to ask; of several questions the newest is the one that counts.
 */
export class BusWatch<Value> {
  readonly #options: BusWatchOptions<Value>;
  readonly #listeners: (() => void)[] = [];
  #value: Value;
  #questions = 0;
  #unanswered = 0;
  #later: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(options: BusWatchOptions<Value>) {
    this.#options = options;
    this.#value = options.first;
    options.bus.listen((signal) => {
      if (signal === null) this.#giveUp();
      else if (options.isNews(signal)) void this.start();
    });
  }

  get value(): Value {
    return this.#value;
  }

  onChanged(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Connects, asks, and watches from then on. Never rejects. */
  async start(): Promise<void> {
    this.#questions += 1;
    const question = this.#questions;
    try {
      const answer = await this.#options.ask();
      if (question !== this.#questions) return;
      this.#stopWaiting();
      this.#unanswered = 0;
      this.#become(answer);
    } catch {
      if (question === this.#questions) this.#giveUp();
    }
  }

  close(): void {
    this.#closed = true;
    this.#questions += 1;
    this.#stopWaiting();
    this.#options.bus.close();
  }

  /** For now: a lost bus and the question that it did not answer count once. */
  #giveUp(): void {
    if (this.#closed) return;
    this.#become(this.#options.unanswered);
    const wait = (this.#options.waits ?? defaultWaits)[this.#unanswered];
    if (wait === undefined || this.#later !== null) return;
    this.#unanswered += 1;
    this.#later = setTimeout(() => {
      this.#later = null;
      void this.start();
    }, wait);
  }

  #stopWaiting(): void {
    if (this.#later !== null) clearTimeout(this.#later);
    this.#later = null;
  }

  #become(value: Value): void {
    if (this.#closed || value === this.#value) return;
    this.#value = value;
    for (const listener of this.#listeners) listener();
  }
}
