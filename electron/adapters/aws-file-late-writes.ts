import type { FileHandle } from 'node:fs/promises';
import type { ByteText } from '../core/ports.ts';
import { readWhole } from './aws-file-reading.ts';
import { pause } from './aws-file-system.ts';

/** A file that we took the name from. */
export interface ReplacedFile {
  readonly handle: FileHandle;
  /** What we made ours from. */
  readonly base: ByteText;
  /** Brings in what another program wrote into it after all. */
  readonly bringIn: (base: ByteText, late: ByteText) => Promise<void>;
  /** It is not looked at any more. */
  readonly onEnd: () => void;
}

interface Watched {
  readonly file: ReplacedFile;
  base: ByteText;
  timer: NodeJS.Timeout | null;
  busy: Promise<void> | null;
  /** Epoch ms; earlier when there are too many. */
  until: number;
  step: number;
}

export interface LateWritesOptions {
  /** Ms to keep an eye on a replaced file. */
  readonly watchFor?: number;
}

/** Of more than this many at once the oldest is looked at for the last time: each is an open file. */
const most = 32;
const firstStep = 3;
const longestStep = 100;
const settleTime = 10;

/**
 * The AWS CLI opens the file, and may write it a moment after we have put another in its place: into a file that
 * has no name any more. So the old one is kept open and looked at for a few seconds, often at first.
 */
export class LateWrites {
  readonly #watchFor: number;
  #watched: Watched[] = [];

  constructor({ watchFor = 3_000 }: LateWritesOptions = {}) {
    this.#watchFor = watchFor;
  }

  /** Resolves when a write that is there already, or under way, has been brought in. Takes over the handle. */
  async watch(file: ReplacedFile): Promise<void> {
    const until = Date.now() + this.#watchFor;
    const watched: Watched = { file, base: file.base, timer: null, busy: null, until, step: firstStep };
    this.#watched.push(watched);
    if (this.#watched.length > most) this.#lookLast(this.#watched[0]);
    await this.#look(watched);
  }

  close(): void {
    for (const watched of [...this.#watched]) this.#end(watched);
  }

  #look(watched: Watched): Promise<void> {
    watched.busy = this.#lookOnce(watched)
      // The file is closed, or its disk is gone.
      .catch(() => this.#end(watched))
      .finally(() => {
        watched.busy = null;
        if (!this.#watched.includes(watched)) void watched.file.handle.close().catch(() => {});
        else if (Date.now() > watched.until) this.#end(watched);
        else this.#plan(watched);
      });
    return watched.busy;
  }

  #lookLast(watched: Watched | undefined): void {
    if (watched === undefined) return;
    watched.until = 0;
    if (watched.busy !== null) return;
    if (watched.timer !== null) clearTimeout(watched.timer);
    void this.#look(watched);
  }

  #plan(watched: Watched): void {
    watched.timer = setTimeout(() => void this.#look(watched), watched.step);
    watched.timer.unref();
    watched.step = Math.min(watched.step * 1.5, longestStep);
  }

  async #lookOnce(watched: Watched): Promise<void> {
    const { handle } = watched.file;
    let text = await readWhole(handle);
    if (text === watched.base) return;
    // Emptied first and then written: an empty file is never taken for what its writer wanted.
    watched.step = firstStep;
    while (Date.now() <= watched.until) {
      await pause(settleTime);
      const again = await readWhole(handle);
      if (again === text && again !== '') break;
      text = again;
    }
    if (text === '' || text === watched.base) return;
    const { base } = watched;
    watched.base = text;
    await watched.file.bringIn(base, text);
  }

  #end(watched: Watched | undefined): void {
    if (watched === undefined || !this.#watched.includes(watched)) return;
    this.#watched = this.#watched.filter((one) => one !== watched);
    watched.file.onEnd();
    if (watched.timer !== null) clearTimeout(watched.timer);
    if (watched.busy === null) void watched.file.handle.close().catch(() => {});
  }
}
