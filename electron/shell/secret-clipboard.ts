import { createHmac, randomBytes } from 'node:crypto';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { Clipboard, Logger } from '../core/ports.ts';

/** What is used of Electron's clipboard: synchronous up to Electron 43, promises from 44 on. */
export interface NativeClipboard {
  readText(): string | Promise<string>;
  writeText(text: string): void | Promise<void>;
  clear(): void | Promise<void>;
}

/** The desktop's clipboard, and whether what it holds is a secret of ours. */
export class DesktopClipboard implements Clipboard {
  readonly #native: NativeClipboard;
  readonly #logger: Logger;
  readonly #hashKey = randomBytes(32);
  /** Of the last secret written; the secret itself is not kept. */
  #secretHash: string | null = null;

  constructor(native: NativeClipboard, logger: Logger) {
    this.#native = native;
    this.#logger = logger;
  }

  async writeText(text: string): Promise<Result<undefined>> {
    return this.#write(text, null);
  }

  async writeSecret(secret: Secret): Promise<Result<undefined>> {
    const text = secret.reveal();
    return this.#write(text, this.#hash(text));
  }

  /** What a person has copied elsewhere: read only when they say so. Errors: clipboard-failed. */
  async readSecret(): Promise<Result<Secret>> {
    try {
      return succeed(new Secret(await this.#native.readText()));
    } catch (cause) {
      this.#logger.warn('clipboard-read-failed', { cause });
      return fail(appError('clipboard-failed'));
    }
  }

  async clearSecret(): Promise<void> {
    if (this.#secretHash === null) return;
    try {
      if (this.#hash(await this.#native.readText()) === this.#secretHash) await this.#native.clear();
      this.#secretHash = null;
    } catch (cause) {
      this.#logger.warn('clipboard-clear-failed', { cause });
    }
  }

  async #write(text: string, secretHash: string | null): Promise<Result<undefined>> {
    try {
      await this.#native.writeText(text);
      this.#secretHash = secretHash;
      return succeed();
    } catch (cause) {
      this.#logger.warn('clipboard-write-failed', { cause });
      return fail(appError('clipboard-failed'));
    }
  }

  /** Line ends may come back as the platform writes them. */
  #hash(text: string): string {
    return createHmac('sha256', this.#hashKey).update(text.replaceAll('\r\n', '\n')).digest('hex');
  }
}
