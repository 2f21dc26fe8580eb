import { explain } from '../shared/error-text.ts';
import { plainText } from '../shared/plain-text.ts';
import type { Result } from '../shared/result.ts';
import type { Snapshot } from '../shared/views.ts';
import { en } from '../shared/words/en/index.ts';
import type { AppCalls } from './app-calls.ts';
import { signInText } from './text/sign-ins.ts';
import type { Terminal, World } from './world.ts';

export interface AtTerminal {
  readonly world: World;
  readonly terminal: Terminal;
  readonly app: AppCalls;
}

export interface WantedSignIn {
  readonly signIn: string;
  /** The profile that wants it; empty: it was asked for by itself. */
  readonly profile: string;
  /** Empty: not known yet. */
  readonly promptId: string;
}

/** The app tells this process nothing by itself. */
const betweenLooks = 1_000;
const patienceToCancel = 1_000;

/**
 * While a call waits for a sign-in: says at the terminal what it wants of the person, opens its page at Enter, and
 * takes it back at Ctrl-C. Ends with the call.
 */
export async function guided<Value>(
  at: AtTerminal,
  wanted: WantedSignIn,
  call: Promise<Result<Value>>,
): Promise<Result<Value>> {
  const over = new AbortController();
  const guide = new SignInGuide(at, wanted, over.signal);
  const takeBack = at.world.beforeInterrupt(() => guide.cancel());
  const following = guide.follow();
  try {
    return await call;
  } finally {
    over.abort();
    takeBack();
    await following;
  }
}

class SignInGuide {
  readonly #at: AtTerminal;
  readonly #wanted: WantedSignIn;
  readonly #signal: AbortSignal;
  readonly #told = new Map<'prompt' | 'error' | 'listing', string>();
  #promptId: string;
  #listens = false;

  constructor(at: AtTerminal, wanted: WantedSignIn, signal: AbortSignal) {
    this.#at = at;
    this.#wanted = wanted;
    this.#signal = signal;
    this.#promptId = wanted.promptId;
  }

  async follow(): Promise<void> {
    const { world, app } = this.#at;
    while (!this.#signal.aborted) {
      const snapshot = await app.call('snapshot.get', {}, this.#signal);
      if (snapshot.ok && !this.#signal.aborted) this.#look(snapshot.value);
      await world.pause(betweenLooks, this.#signal);
    }
  }

  async cancel(): Promise<void> {
    const { world, app } = this.#at;
    if (this.#promptId === '') return;
    const { signal } = new AbortController();
    const cancelled = app.call('signIns.cancel', { promptId: this.#promptId });
    await Promise.race([cancelled, world.pause(patienceToCancel, signal)]);
  }

  #look({ signInPrompt: prompt, signIns }: Snapshot): void {
    const { signIn, profile } = this.#wanted;
    const listing = signIns.find(({ name }) => name === signIn)?.listing ?? null;
    if (listing !== null) this.#tell('listing', signInText.listing(listing.done, listing.total));
    if (prompt === null) return;
    if (prompt.signInName !== signIn) {
      this.#tell('prompt', signInText.behind(prompt.signInName));
      return;
    }
    if (this.#told.size === 0 || this.#promptId !== prompt.id) {
      this.#at.terminal.write(`${signInText.wanted(signIn, profile || (prompt.profileNames[0] ?? ''))}\n`);
    }
    this.#promptId = prompt.id;
    this.#tell('prompt', signInText.stage(prompt));
    if (prompt.error !== null) {
      const { what, next } = explain(prompt.error, en);
      this.#tell('error', plainText(`${what} ${next}`, 1_000));
    }
    if (!this.#listens) void this.#passOnEnter();
  }

  #tell(about: 'prompt' | 'error' | 'listing', words: string): void {
    if (this.#told.get(about) === words) return;
    this.#told.set(about, words);
    if (words !== '') this.#at.terminal.write(`${words}\n`);
  }

  async #passOnEnter(): Promise<void> {
    this.#listens = true;
    const { terminal, app } = this.#at;
    while ((await terminal.ask('', { echo: true, signal: this.#signal })) !== null) {
      await app.call('signIns.proceed', { promptId: this.#promptId }, this.#signal);
    }
  }
}
