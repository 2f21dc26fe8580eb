import type { BigIntStats } from 'node:fs';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';
import type { AwsFileName } from '../../shared/aws-files-views.ts';
import { type AppError, appError, type ReasonCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { AwsFiles, ByteText, Logger } from '../core/ports.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { LateWrites } from './aws-file-late-writes.ts';
import { acquireLock, type HeldLock, holderOf, type LockHolder } from './aws-file-lock.ts';
import { type OpenFile, openStable } from './aws-file-reading.ts';
import { applied, type Change, digest, Replays } from './aws-file-replays.ts';
import { type AwsFileSystem, followLinks, nodeFileSystem } from './aws-file-system.ts';
import { AwsFileWatch } from './aws-file-watch.ts';
import { removeLeftovers, replaceFile } from './aws-file-writing.ts';
import { diskReason, errorCode, storageWriteFailed } from './kept-aside.ts';

export interface OsAwsFilesOptions {
  readonly paths: Readonly<Record<AwsFileName, string>>;
  readonly backupFolder: string;
  readonly logger?: Pick<Logger, 'warn'>;
  readonly system?: AwsFileSystem;
  readonly platform?: NodeJS.Platform;
  /** Who the lock is held for: this process. */
  readonly holder?: LockHolder;
  /** Ms to wait for another Keycutter's lock. */
  readonly lockPatience?: number;
}

/** Others may write this often between our reading and our replacing, before we give up. */
const mostTries = 50;

/**
 * The files of ~/.aws, which belong to the person and are written by others too.
 *
 * A write reads what is there, makes the new text, puts it in a file beside and renames that over the old one, if the old
 * one is still what was read. Killed at any instant it leaves the old bytes or the new ones. Only another program's
 * rename in the very microseconds before ours could be lost: no system call that Node offers compares and
 * renames in one. Programs that write in place, as the AWS CLI does, are found out afterwards (aws-file-late-writes.ts).
 *
 * Owner, group and mode stay. What Node can't copy does not: access control lists and extended attributes.
 */
export class OsAwsFiles implements AwsFiles {
  readonly paths: Readonly<Record<AwsFileName, string>>;
  readonly #options: OsAwsFilesOptions;
  readonly #system: AwsFileSystem;
  readonly #platform: NodeJS.Platform;
  readonly #holder: LockHolder;
  readonly #late = new LateWrites();
  /** Digest of each file when it was last read or written. */
  readonly #seen = new Map<AwsFileName, string>();
  /** The state in which our last write left it. */
  readonly #ours = new Map<AwsFileName, BigIntStats>();
  readonly #replays = { config: new Replays(), credentials: new Replays() };
  readonly #listeners: ((file: AwsFileName) => void)[] = [];
  #watch: AwsFileWatch | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: OsAwsFilesOptions) {
    this.#options = options;
    this.paths = options.paths;
    this.#system = options.system ?? nodeFileSystem;
    this.#platform = options.platform ?? process.platform;
    this.#holder = options.holder ?? holderOf(process.pid);
  }

  async read(file: AwsFileName, path = this.paths[file]): Promise<Result<ByteText | null>> {
    const opened = await this.#open(file, path);
    const own = path === this.paths[file];
    if (!opened.ok) {
      if (own && opened.error.code === 'aws-file-unreadable') this.#notice(file, 'unreadable');
      return opened;
    }
    await opened.value?.handle.close().catch(() => {});
    const text = opened.value?.text ?? null;
    if (own) this.#notice(file, digest(text));
    return succeed(text);
  }

  update(file: AwsFileName, change: Change): Promise<Result<undefined>> {
    const run = this.#queue.then(() => this.#update(file, [change]));
    this.#queue = run.catch(() => {});
    return run;
  }

  async keepBackup(file: AwsFileName, text: ByteText): Promise<Result<string>> {
    const time = new Date().toISOString().replace(/[-:]/g, '');
    const path = join(this.#options.backupFolder, `${file}-${time}.bak`);
    try {
      await writeFileAtomically(path, Buffer.from(text, 'latin1'));
      return succeed(path);
    } catch (error) {
      return fail(storageWriteFailed('backup', error));
    }
  }

  onChanged(listener: (file: AwsFileName) => void): void {
    this.#listeners.push(listener);
    if (this.#watch !== null || this.#closed) return;
    this.#watch = new AwsFileWatch({
      paths: Object.values(this.paths),
      onEvent: () => this.#look(),
      onRefused: (error) => this.#options.logger?.warn('aws-files-not-watched', { code: errorCode(error) }),
    });
    this.#look();
  }

  close(): void {
    this.#closed = true;
    this.#watch?.close();
    this.#late.close();
    this.#listeners.length = 0;
  }

  /** Looks whether the files are still what we last saw. A file that never holds still is told by its last event. */
  #look(): void {
    for (const file of ['config', 'credentials'] as const) {
      // After what is being written, so that our own write is known when it is met.
      this.#queue = this.#queue.then(() => this.read(file)).catch(() => {});
    }
  }

  #notice(file: AwsFileName, now: string): void {
    const before = this.#seen.get(file);
    this.#seen.set(file, now);
    if (before !== undefined && before !== now) this.#tell(file);
  }

  #tell(file: AwsFileName): void {
    for (const listener of this.#listeners) queueMicrotask(() => listener(file));
  }

  async #open(file: AwsFileName, path: string): Promise<Result<OpenFile | null>> {
    try {
      const target = await followLinks(this.#system, path);
      return await openStable(this.#system, target, (stats) => isSameWrite(stats, this.#ours.get(file)));
    } catch (error) {
      return fail(appError('aws-file-unreadable', { path, ...diskReason(error) }));
    }
  }

  /** `changes` one after the other; more than one only when a late write brings back a text from before them. */
  async #update(file: AwsFileName, changes: readonly Change[]): Promise<Result<undefined>> {
    const path = this.paths[file];
    // First without the lock: most often nothing is to be done, and then no folder is made.
    const read = await this.read(file);
    if (!read.ok) return read;
    const wanted = applied(changes, read.value ?? '');
    if (!wanted.ok) return wanted;
    if (wanted.value === (read.value ?? '')) return succeed();
    try {
      const target = await followLinks(this.#system, path);
      if (target === devNull) {
        return fail(appError('aws-file-write-failed', { path, reason: 'not-a-file' satisfies ReasonCode }));
      }
      await this.#system.mkdir(dirname(target), { recursive: true, mode: 0o700 });
      return await this.#underLock(file, target, changes);
    } catch (error) {
      return fail(writeFailed(path, error));
    }
  }

  async #underLock(
    file: AwsFileName,
    target: string,
    changes: readonly Change[],
  ): Promise<Result<undefined>> {
    const system = this.#system;
    const patience = this.#options.lockPatience ?? 10_000;
    const acquired = await acquireLock(target, { system, holder: this.#holder, patience });
    if (!acquired.ok) return acquired;
    const lock = acquired.value;
    let replaced: OpenFile | null = null;
    try {
      await removeLeftovers(system, target, this.#holder.pid);
      let done: Result<OpenFile | 'new' | 'same' | 'outdated'> = succeed('outdated');
      for (let tries = 0; done.ok && done.value === 'outdated'; tries += 1) {
        if (tries === mostTries) return fail(appError('aws-file-changing', { path: this.paths[file] }));
        done = await this.#tryOnce(file, target, changes, lock);
      }
      if (!done.ok) return done;
      if (typeof done.value !== 'string') replaced = done.value;
    } finally {
      await lock.release();
    }
    if (replaced !== null) await this.#watchReplaced(file, replaced, changes);
    return succeed();
  }

  async #tryOnce(
    file: AwsFileName,
    target: string,
    changes: readonly Change[],
    lock: HeldLock,
  ): Promise<Result<OpenFile | 'new' | 'same' | 'outdated'>> {
    const opened = await this.#open(file, target);
    if (!opened.ok) return opened;
    const from = opened.value;
    let kept = false;
    try {
      this.#notice(file, digest(from?.text ?? null));
      const text = applied(changes, from?.text ?? '');
      if (!text.ok) return text;
      if (text.value === (from?.text ?? '')) return succeed('same');
      const { pid } = this.#holder;
      const mayReplace = async () =>
        (await lock.isHeld()) && (await followLinks(this.#system, this.paths[file])) === target;
      const replacement = { system: this.#system, platform: this.#platform, target, from, pid, mayReplace };
      const written = await replaceFile({ ...replacement, text: text.value });
      if (written === null) return succeed('outdated');
      this.#ours.set(file, written);
      this.#seen.set(file, digest(text.value));
      this.#replays[file].wrote(digest(from?.text ?? ''), digest(text.value), changes);
      kept = true;
      return succeed(from ?? 'new');
    } finally {
      if (!kept) await from?.handle.close().catch(() => {});
    }
  }

  async #watchReplaced(file: AwsFileName, replaced: OpenFile, changes: readonly Change[]): Promise<void> {
    const { handle, text } = replaced;
    if (this.#closed || this.#platform === 'win32') return handle.close().catch(() => {});
    const replay = this.#replays[file].begin(changes);
    // The first look is a part of this write, and waited for; what comes later lines up as a write of its own.
    let inQueue = true;
    const bringIn = async (base: ByteText, late: ByteText) => {
      const run = () => this.#update(file, [(current) => succeed(replay.bringIn(current, base, late))]);
      const running = inQueue ? run() : this.#queue.then(run);
      if (!inQueue) this.#queue = running.catch(() => {});
      const brought = await running;
      if (brought.ok) this.#tell(file);
      else this.#options.logger?.warn('aws-file-late-write-lost', { file, code: brought.error.code });
    };
    await this.#late.watch({ handle, base: text, bringIn, onEnd: () => this.#replays[file].end(replay) });
    inQueue = false;
  }
}

function isSameWrite(one: BigIntStats, other: BigIntStats | undefined): boolean {
  // Not the time of change, which renaming and removing the other name move.
  return (
    other !== undefined &&
    one.ino === other.ino &&
    one.dev === other.dev &&
    one.size === other.size &&
    one.mtimeNs === other.mtimeNs
  );
}

function writeFailed(path: string, error: unknown): AppError {
  return appError('aws-file-write-failed', { path, ...diskReason(error) });
}
