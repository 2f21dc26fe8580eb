import { randomUUID } from 'node:crypto';
import type { ActivityEntry, ActivityKind } from '../../../shared/activity-views.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { CopyView } from '../../../shared/views.ts';
import type { Clock } from '../ports.ts';
import type { JournalDocument, JournalStore } from '../store-ports.ts';

const mostEntries = 500;
/** How long an ended copy, and the record of having told of it, are still of use. */
const keepEnded = 24 * 60 * 60_000;

/** What happened, which copies are out there, and which of their ends were already told. Never a secret. */
export class Journal {
  readonly #clock: Clock;
  readonly #store: JournalStore;
  readonly #onChanged: (problem: AppError | null) => void;
  #document: JournalDocument;

  constructor(
    clock: Clock,
    store: JournalStore,
    document: JournalDocument,
    onChanged: (problem: AppError | null) => void,
  ) {
    this.#clock = clock;
    this.#store = store;
    this.#document = document;
    this.#onChanged = onChanged;
  }

  get activity(): readonly ActivityEntry[] {
    return this.#document.activity;
  }

  get copies(): readonly CopyView[] {
    return this.#document.copies;
  }

  get told(): ReadonlySet<string> {
    return new Set(this.#document.told);
  }

  record(kind: ActivityKind, subject: string, detail = '', error: AppError | null = null): void {
    const entry = { id: randomUUID(), at: this.#clock.now(), kind, subject, detail, error };
    this.#save({ activity: [entry, ...this.#document.activity].slice(0, mostEntries) });
  }

  clearActivity(): void {
    this.#save({ activity: [] });
  }

  addCopy(copy: Omit<CopyView, 'id' | 'copiedAt'>): CopyView {
    const now = this.#clock.now();
    const added = { ...copy, id: randomUUID(), copiedAt: now };
    const current = this.#document.copies.filter((other) => other.expiresAt > now - keepEnded);
    this.#save({ copies: [...current, added] });
    return added;
  }

  /** Remembers that these were told; forgets those whose copy or session ended long ago. */
  markTold(keys: readonly string[], stillOfUse: (key: string) => boolean): void {
    if (keys.length === 0) return;
    this.#save({ told: [...this.#document.told.filter(stillOfUse), ...keys] });
  }

  #save(change: Partial<JournalDocument>): void {
    this.#document = { ...this.#document, ...change };
    const saved = this.#store.save(this.#document);
    this.#onChanged(saved.ok ? null : saved.error);
  }
}
