import { randomUUID } from 'node:crypto';
import type { AppError } from '../../shared/errors.ts';
import type { Notice } from '../../shared/views.ts';
import type { Logger } from './ports.ts';

/** What the person is to know that belongs to no single row, until they have dismissed it. */
export class Notices {
  readonly #logger: Logger;
  readonly #onChanged: () => void;
  #notices: readonly Notice[] = [];

  constructor(logger: Logger, onChanged: () => void) {
    this.#logger = logger;
    this.#onChanged = onChanged;
  }

  get current(): readonly Notice[] {
    return this.#notices;
  }

  /** The same is told once. */
  tell(error: AppError): void {
    if (this.#notices.some((notice) => JSON.stringify(notice.error) === JSON.stringify(error))) return;
    this.#notices = [...this.#notices, { id: randomUUID(), error }];
    // Names and paths are the person's own; a log is sent to others.
    this.#logger.warn('notice', { code: error.code });
    this.#onChanged();
  }

  dismiss(id: string): void {
    this.#notices = this.#notices.filter((notice) => notice.id !== id);
    this.#onChanged();
  }
}
