import type { Words } from '../../../shared/words/words.ts';
import type { Notifier, Power } from '../ports.ts';
import type { Asker } from './asker.ts';

interface Dependencies {
  readonly power: Pick<Power, 'isScreenLocked'>;
  readonly notifier: Notifier;
  readonly words: () => Words;
}

interface Announcement {
  /** In the person's language. */
  readonly say: (words: Words) => { readonly title: string; readonly body: string };
  /** The row a click goes to. */
  readonly profileId: string | null;
}

/**
 * Decides when the person may be asked at all, for every kind of prompt. A subject is what is asked about: one MFA
 * device of one key, or one sign-in. What the person sent away is not raised again until they ask for it themselves,
 * and on a locked screen nothing is raised: however often unattended programs come back, no prompt piles up.
 */
export class PersonDesk {
  readonly #deps: Dependencies;
  readonly #quiet = new Set<string>();
  readonly #announced = new Map<string, string>();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  mayAsk(subject: string, asker: Asker): boolean {
    switch (asker) {
      case 'person':
        this.#quiet.delete(subject);
        return true;
      case 'terminal':
        if (this.#deps.power.isScreenLocked()) return false;
        this.#quiet.delete(subject);
        return true;
      case 'program':
        return !this.#deps.power.isScreenLocked() && !this.#quiet.has(subject);
      case 'background':
        return false;
    }
  }

  /** The person sent the prompt away, or let it stand until it was over. */
  sentAway(subject: string): void {
    this.#quiet.add(subject);
  }

  /** The prompt is up because of a program: the desktop says so, and nothing takes focus. */
  announce(subject: string, { profileId, say }: Announcement): void {
    const id = `prompt-${subject}`;
    this.#announced.set(subject, id);
    this.#deps.notifier.show({ id, ...say(this.#deps.words()), profileId, alsoInWindow: true });
  }

  /** The prompt is gone. */
  withdraw(subject: string): void {
    const id = this.#announced.get(subject);
    if (id === undefined) return;
    this.#announced.delete(subject);
    this.#deps.notifier.close(id);
  }
}
