import { randomBytes } from 'node:crypto';
import { constants, readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import * as z from 'zod/mini';
import { type AppError, appError, type ThingCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { type AwsFileSystem, lacksHardLinks, pause } from './aws-file-system.ts';
import { errorCode } from './kept-aside.ts';

/** Who holds a lock, told apart from a later process with the same number. */
export interface LockHolder {
  readonly pid: number;
  /** Process numbers only mean something within one of these. */
  readonly space: string;
  /** Linux: the boot and the moment in it at which the process started; null where that can't be asked. */
  readonly started: string | null;
}

export interface HeldLock {
  /** False: someone thought us dead. */
  isHeld(): Promise<boolean>;
  /** Never fails: a lock that can't be removed counts as nobody's here, and elsewhere once this process ends. */
  release(): Promise<void>;
}

export interface LockOptions {
  readonly system: AwsFileSystem;
  readonly holder: LockHolder;
  /** Ms to wait for another holder. */
  readonly patience: number;
}

const record = z.object({
  pid: z.number(),
  space: z.string(),
  started: z.nullable(z.string()),
  since: z.number(),
  token: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
});
type LockRecord = z.infer<typeof record>;

/** Ms: nobody holds the lock this long. Where liveness can't be asked, it has ended then. */
const longestHold = 10 * 60_000;
/** Ms that a lock made without hard links may be half-written. */
const longestHalfWritten = 10_000;

export function lockPath(target: string): string {
  return `${target}.keycutter-lock`;
}

/**
 * A lock file beside the real file, seen by every Keycutter of this person, whatever its data folder. It appears with
 * its content in one step (a hard link), so there is none without a holder's name.
 *
 * A holder that was killed leaves it. Of those who notice, one may remove it: who makes `<lock>.<token of the dead
 * one>`, and under that mark finds the token still in the lock. A token never comes back, so one who noticed long
 * ago can't remove the lock of someone living. A mark is a lock too, and is taken over in the same way.
 *
 * Errors: aws-file-busy with the holder; system errors are thrown.
 */
export async function acquireLock(target: string, options: LockOptions): Promise<Result<HeldLock>> {
  const { system, holder, patience } = options;
  const path = lockPath(target);
  const token = randomBytes(8).toString('hex');
  const draft = `${path}-${holder.pid}-${token}`;
  const claim = new Claim(system, draft, { ...holder, since: Date.now(), token });
  const started = Date.now();
  try {
    for (let wait = 2; ; wait = Math.min(wait * 1.5, 50)) {
      if (await claim.place(path)) return succeed(held(system, path, token));
      const other = await livingHolder(claim, path);
      if (other === null) continue;
      if (Date.now() - started > patience) return fail(busy(target, other));
      // In uneven steps, so that many do not come back at once.
      await pause(wait * (0.5 + Math.random()));
    }
  } finally {
    await system.rm(draft, { force: true }).catch(() => {});
  }
}

/** Tokens of this process in locks that could not be removed. */
const abandoned = new Set<string>();

function held(system: AwsFileSystem, path: string, token: string): HeldLock {
  const isHeld = async () => (await readRecord(system, path))?.token === token;
  return {
    isHeld,
    async release() {
      try {
        if (await isHeld()) await system.rm(path, { force: true });
      } catch {
        abandoned.add(token);
      }
    },
  };
}

class Claim {
  readonly system: AwsFileSystem;
  readonly #draft: string;
  readonly #content: string;
  #drafted = false;

  constructor(system: AwsFileSystem, draft: string, content: LockRecord) {
    this.system = system;
    this.#draft = draft;
    this.#content = `${JSON.stringify(content)}\n`;
  }

  /** False: someone has that name already. */
  async place(path: string): Promise<boolean> {
    if (!this.#drafted) await this.#write();
    try {
      await this.system.link(this.#draft, path);
      return true;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false;
      if (errorCode(error) === 'ENOENT') {
        // Swept away by a holder who thought us dead.
        await this.#write();
        return false;
      }
      if (!lacksHardLinks(error)) throw error;
      return this.#copy(path);
    }
  }

  async #copy(path: string): Promise<boolean> {
    try {
      await this.system.copyFile(this.#draft, path, constants.COPYFILE_EXCL);
      return true;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false;
      throw error;
    }
  }

  async #write(): Promise<void> {
    const file = await this.system.open(this.#draft, 'w', 0o600);
    try {
      await file.writeFile(this.#content);
    } finally {
      await file.close();
    }
    this.#drafted = true;
  }
}

/** Who is to be waited for; null: nobody, any more. */
async function livingHolder(claim: Claim, path: string): Promise<LockRecord | null> {
  const holder = await readRecord(claim.system, path);
  if (holder === null || !(abandoned.has(holder.token) || isGone(holder))) return holder;
  const mark = `${path}.${holder.token}`;
  if (!(await claim.place(mark))) return livingHolder(claim, mark);
  const now = await readRecord(claim.system, path);
  if (now?.token === holder.token) await claim.system.rm(path, { force: true });
  await claim.system.rm(mark, { force: true });
  return null;
}

/** Null: no such lock. */
export async function readRecord(system: AwsFileSystem, path: string): Promise<LockRecord | null> {
  try {
    const parsed = record.safeParse(parsedJson(await system.readFile(path, 'utf8')));
    if (parsed.success) return parsed.data;
    const stats = await system.stat(path);
    const token = (stats.ino % 2 ** 48).toString(16).padStart(16, '0');
    return { pid: 0, space: '', started: null, since: stats.mtimeMs, token };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whether the holder has surely ended. */
export function isGone(held: LockHolder & { readonly since: number }): boolean {
  const age = Date.now() - held.since;
  if (held.pid === 0) return age > longestHalfWritten;
  if (held.space !== thisSpace()) return age > longestHold;
  const running = runningSince(held.pid);
  if (running === null) return true;
  if (held.started !== null && running !== '') return held.started !== running;
  return age > longestHold || age > uptime() * 1_000;
}

export function holderOf(pid: number): LockHolder {
  return { pid, space: thisSpace(), started: runningSince(pid) || null };
}

/** Null: no such process. Empty: it runs, and since when can't be asked. */
function runningSince(pid: number): string | null {
  if (process.platform === 'linux') {
    try {
      // The name, in parentheses, may hold anything: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
      const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
      // Killed, and nobody has asked for its exit code yet.
      if (fields[0] === 'Z' || fields[0] === 'X') return null;
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()} ${fields[19]}`;
    } catch {
      // /proc may be hidden or not mounted.
    }
  }
  try {
    process.kill(pid, 0);
    return '';
  } catch (error) {
    return errorCode(error) === 'ESRCH' ? null : '';
  }
}

function thisSpace(): string {
  try {
    // Containers may share a home and a host name, and still count their processes apart.
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function busy(path: string, other: LockRecord): AppError {
  const host = other.space.split(' ')[0] ?? '';
  const where = host === hostname() || host === '' ? {} : { host };
  const holder: ThingCode = 'other-keycutter';
  return appError('aws-file-busy', { path, holder, process: String(other.pid), ...where });
}
