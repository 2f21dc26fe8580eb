import { appendFile, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { redact, redactText } from '../core/failures/redact.ts';
import type { Clock, Logger } from '../core/ports.ts';

type Level = 'info' | 'warn' | 'error';
type Fields = Readonly<Record<string, unknown>>;

export interface FileLoggerOptions {
  readonly folder: string;
  readonly clock: Clock;
  /** Bytes after which `keycutter.log` becomes `keycutter.1.log`, that one `keycutter.2.log`, and so on. */
  readonly maximumBytes?: number;
  /** Older files beside the one that is written. */
  readonly keptFiles?: number;
  /** Days after which what is written in them is removed. */
  readonly keptDays?: number;
}

/** Lines waiting for a disk that is slow or full; more than this many are dropped, and counted. */
const mostWaiting = 2_000;
const day = 24 * 60 * 60_000;
const current = 'keycutter.log';

/**
 * One JSON object a line: `{"at":"2026-01-01T00:00:00.000Z","level":"info","event":"…", …fields}`. Everything
 * passes through the redactor. A file is put aside when it is full or a day (UTC) old, and removed after a week.
 * Writing is asynchronous, and a log that cannot be written never harms the app.
 */
export class FileLogger implements Logger {
  readonly path: string;
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #maximumBytes: number;
  readonly #keptFiles: number;
  readonly #keptDays: number;
  #waiting: string[] = [];
  #dropped = 0;
  #writing: Promise<void> | null = null;
  /** Of the file that is written; null: it has not been looked at. */
  #file: { readonly size: number; readonly day: number } | null = null;
  #closed = false;

  constructor({ folder, clock, maximumBytes = 1_000_000, keptFiles = 7, keptDays = 7 }: FileLoggerOptions) {
    this.path = join(folder, current);
    this.#folder = folder;
    this.#clock = clock;
    this.#maximumBytes = maximumBytes;
    this.#keptFiles = keptFiles;
    this.#keptDays = keptDays;
  }

  info(event: string, fields?: Fields): void {
    this.#log('info', event, fields);
  }

  warn(event: string, fields?: Fields): void {
    this.#log('warn', event, fields);
  }

  error(event: string, fields?: Fields): void {
    this.#log('error', event, fields);
  }

  /** Resolves when all that was logged so far is in the file, or could not be. Never rejects. */
  async flush(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  /** Nothing is written from now on. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.flush();
  }

  /** The newest lines, oldest first, from as many files as that takes. Never rejects. */
  async lastLines(most: number): Promise<readonly string[]> {
    await this.flush();
    let lines: readonly string[] = [];
    for (let number = 0; number <= this.#keptFiles && lines.length < most; number += 1) {
      const text = await readFile(this.#numbered(number), 'utf8').catch(() => '');
      lines = [...text.split('\n').filter((line) => line !== ''), ...lines];
    }
    return lines.slice(-most);
  }

  #log(level: Level, event: string, fields: Fields = {}): void {
    if (this.#closed) return;
    if (this.#waiting.length >= mostWaiting) {
      this.#dropped += 1;
      return;
    }
    this.#waiting.push(this.#line(level, event, fields));
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
  }

  #line(level: Level, event: string, fields: Fields): string {
    const own = { at: new Date(this.#clock.now()).toISOString(), level, event: redactText(event) };
    return `${JSON.stringify(Object.assign({ ...own }, redact(fields), own))}\n`;
  }

  async #write(): Promise<void> {
    // Lines of the same turn go out in one write.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const lines = this.#waiting;
      const dropped = this.#dropped;
      this.#waiting = [];
      this.#dropped = 0;
      const told = dropped > 0 ? this.#line('warn', 'log-lines-dropped', { count: dropped }) : '';
      try {
        await this.#append(lines.join('') + told);
      } catch {
        // Told with the next lines that can be written: the log is where this would be told.
        this.#dropped += dropped + lines.length;
        this.#file = null;
      }
    }
  }

  async #append(text: string): Promise<void> {
    const now = this.#clock.now();
    const today = Math.floor(now / day);
    const file = this.#file ?? (await this.#opened(now));
    const bytes = Buffer.byteLength(text);
    const full = file.size + bytes > this.#maximumBytes;
    const turn = file.size > 0 && (full || file.day !== today);
    if (turn) await this.#turn();
    await appendFile(this.path, text, { mode: 0o600 });
    this.#file = { size: (turn ? 0 : file.size) + bytes, day: today };
  }

  /** At the first line of a run. */
  async #opened(now: number): Promise<{ readonly size: number; readonly day: number }> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await this.#removeOld(now);
    return stat(this.path).then(
      ({ size, mtimeMs }) => ({ size, day: Math.floor(mtimeMs / day) }),
      () => ({ size: 0, day: 0 }),
    );
  }

  async #turn(): Promise<void> {
    for (let number = this.#keptFiles; number > 0; number -= 1) {
      await rename(this.#numbered(number - 1), this.#numbered(number)).catch((error: unknown) => {
        // Of the numbered ones there may be fewer; the file itself must not go on growing.
        if (number === 1) throw error;
      });
    }
    await this.#removeOld(this.#clock.now());
  }

  /** A file that cannot be removed, or is gone meanwhile, costs no line. */
  async #removeOld(now: number): Promise<void> {
    for (const name of await readdir(this.#folder).catch(() => [])) {
      if (!/^keycutter\.\d+\.log$/.test(name)) continue;
      const path = join(this.#folder, name);
      try {
        const age = now - (await stat(path)).mtimeMs;
        if (age > this.#keptDays * day) await rm(path, { force: true });
      } catch {
        // The next time.
      }
    }
  }

  #numbered(number: number): string {
    return number === 0 ? this.path : join(this.#folder, `keycutter.${number}.log`);
  }
}
