import { randomUUID } from 'node:crypto';
import type { ApprovalView, ServedTo } from '../../../shared/views.ts';
import type { Clock } from '../ports.ts';

export type ApprovalAnswer = 'minutes' | 'session' | 'deny';

export type Approval = 'allowed' | 'denied' | 'asked';

interface Question {
  readonly id: string;
  readonly profileId: string;
  readonly client: ServedTo;
  readonly askedAt: number;
}

/** `until` in uptime ms; null: for as long as the profile's session lives, once there is one. */
interface Allowance {
  readonly until: number | null;
  sawSession: boolean;
}

interface Dependencies {
  readonly clock: Clock;
  /** Whether the profile holds a live session. */
  readonly isLive: (profileId: string) => boolean;
  readonly onChanged: () => void;
}

const minute = 60_000;
const allowedMinutes = 10 * minute;
const deniedFor = minute;
/** A program that asked has given up long before; the question must not stand for ever. */
const patience = 5 * minute;

/**
 * "Ask before serving": one question a profile at a time, however many programs ask. Only what the person answers
 * counts; a question that nobody answers goes by itself.
 */
export class Approvals {
  readonly #deps: Dependencies;
  readonly #queue: Question[] = [];
  readonly #allowed = new Map<string, Allowance>();
  readonly #deniedUntil = new Map<string, number>();
  readonly #waiting = new Set<() => void>();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** `asked`: nobody has answered yet. Raises no question by itself. */
  standing(profileId: string): Approval {
    const now = this.#deps.clock.uptime();
    if (now < (this.#deniedUntil.get(profileId) ?? 0)) return 'denied';
    const allowance = this.#allowed.get(profileId);
    if (allowance === undefined) return 'asked';
    if (this.#isOver(profileId, allowance, now)) {
      this.#allowed.delete(profileId);
      return 'asked';
    }
    return 'allowed';
  }

  /** True when this raised the question; false when it stands already. */
  raise(profileId: string, client: ServedTo): boolean {
    if (this.#queue.some((question) => question.profileId === profileId)) return false;
    const { clock, onChanged } = this.#deps;
    const question = { id: randomUUID(), profileId, client, askedAt: clock.now() };
    this.#queue.push(question);
    clock.setTimer(patience, () => this.#take(question.id));
    onChanged();
    return true;
  }

  /** Resolves when the question about this profile is answered or gone, or the signal aborts. */
  async settled(profileId: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#queue.some((question) => question.profileId === profileId)) {
      await new Promise<void>((resolve) => {
        const done = () => {
          this.#waiting.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        this.#waiting.add(done);
        signal.addEventListener('abort', done);
      });
    }
  }

  /** Answers with the profile it was about; null: the question is gone. */
  answer(approvalId: string, answer: ApprovalAnswer): string | null {
    const question = this.#queue.find(({ id }) => id === approvalId);
    if (question === undefined) return null;
    const { profileId } = question;
    const now = this.#deps.clock.uptime();
    if (answer === 'deny') this.#deniedUntil.set(profileId, now + deniedFor);
    else {
      this.#deniedUntil.delete(profileId);
      const until = answer === 'minutes' ? now + allowedMinutes : null;
      this.#allowed.set(profileId, { until, sawSession: this.#deps.isLive(profileId) });
    }
    this.#take(approvalId);
    return profileId;
  }

  /** The profile was stopped, edited or removed. */
  forget(profileId: string): void {
    this.#allowed.delete(profileId);
    const question = this.#queue.find((candidate) => candidate.profileId === profileId);
    if (question !== undefined) this.#take(question.id);
  }

  current(nameOf: (profileId: string) => string): ApprovalView | null {
    const question = this.#queue[0];
    if (question === undefined) return null;
    return { ...question, profileName: nameOf(question.profileId), waiting: this.#queue.length - 1 };
  }

  #isOver(profileId: string, allowance: Allowance, now: number): boolean {
    if (allowance.until !== null) return now >= allowance.until;
    const live = this.#deps.isLive(profileId);
    if (live) allowance.sawSession = true;
    return allowance.sawSession && !live;
  }

  #take(id: string): void {
    const index = this.#queue.findIndex((question) => question.id === id);
    if (index < 0) return;
    this.#queue.splice(index, 1);
    for (const done of [...this.#waiting]) done();
    this.#deps.onChanged();
  }
}
