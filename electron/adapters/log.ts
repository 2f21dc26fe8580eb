import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { redact, redactText } from '../core/failures/redact.ts';
import type { Clock, Logger } from '../core/ports.ts';

type Level = 'info' | 'warn' | 'error';
type Fields = Readonly<Record<string, unknown>>;

export interface FileLoggerOptions {
  readonly folder: string;
  readonly clock: Clock;
  /** Bytes after which `keycutter.log` becomes `keycutter.1.log`, in place of the one before. */
  readonly maximumBytes?: number;
}

/** Lines waiting for a disk that is slow or full; more than this many are dropped, and counted. */
const mostWaiting = 2_000;

/**
 * One JSON object a line: `{"at":"2026-01-01T00:00:00.000Z","level":"info","event":"…", …fields}`. Everything
 * passes through the redactor. Writing is asynchronous, and a log that cannot be written never harms the app.
 */
export class FileLogger implements Logger {
  readonly path: string;
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #maximumBytes: number;
  #waiting: string[] = [];
  #dropped = 0;
  #writing: Promise<void> | null = null;
  #size: number | null = null;

  constructor({ folder, clock, maximumBytes = 1_000_000 }: FileLoggerOptions) {
    this.path = join(folder, 'keycutter.log');
    this.#folder = folder;
    this.#clock = clock;
    this.#maximumBytes = maximumBytes;
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

  #log(level: Level, event: string, fields: Fields = {}): void {
    if (this.#waiting.length >= mostWaiting) {
      this.#dropped += 1;
      return;
    }
    const at = new Date(this.#clock.now()).toISOString();
    const safe = redact(fields);
    this.#waiting.push(`${JSON.stringify({ ...Object(safe), at, level, event: redactText(event) })}\n`);
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
  }

  async #write(): Promise<void> {
    // Lines of the same turn go out in one write.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const lines = this.#waiting;
      this.#waiting = [];
      if (this.#dropped > 0)
        lines.push(
          `${JSON.stringify({ level: 'warn', event: 'log-lines-dropped', count: this.#dropped })}\n`,
        );
      this.#dropped = 0;
      try {
        await this.#append(lines.join(''));
      } catch {
        // Nowhere to tell: the log is where this would be told.
        this.#size = null;
      }
    }
  }

  async #append(text: string): Promise<void> {
    if (this.#size === null) {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      this.#size = await stat(this.path).then(
        ({ size }) => size,
        () => 0,
      );
    }
    if (this.#size > 0 && this.#size + text.length > this.#maximumBytes) {
      await rename(this.path, join(this.#folder, 'keycutter.1.log'));
      this.#size = 0;
    }
    await appendFile(this.path, text, { mode: 0o600 });
    this.#size += Buffer.byteLength(text);
  }
}
