import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { devNull } from 'node:os';
import { type AppError, appError, type ReasonCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { ByteText } from '../core/ports.ts';
import { type AwsFileSystem, pause } from './aws-file-system.ts';
import { diskReason, errorCode } from './kept-aside.ts';

/** A file held open, so that what is written into it stays visible when its name goes to another. */
export interface OpenFile {
  readonly handle: FileHandle;
  readonly text: ByteText;
  readonly stats: BigIntStats;
}

const largest = 8 * 1024 * 1024;
/**
 * Ms. The AWS CLI empties the file and then writes it, with nothing but a few instructions between; so a file
 * written this lately is looked at again, and an empty one more patiently.
 * https://github.com/aws/aws-cli/blob/develop/awscli/customizations/configure/writer.py
 */
const lately = 20;
const emptyPatience = 100;
const patience = 1_000;

/**
 * Opens the file and reads it once it holds still. Null: no such file. The caller closes the handle.
 * `isOurs`: this state was put there whole, by a rename of ours; no need to wait.
 * Errors: aws-file-unreadable, aws-file-changing.
 */
export async function openStable(
  system: AwsFileSystem,
  path: string,
  isOurs: (stats: BigIntStats) => boolean = () => false,
): Promise<Result<OpenFile | null>> {
  // People point the variables at it to have no file.
  if (path === devNull) return succeed(null);
  let handle: FileHandle;
  try {
    // A pipe in the place of a file would hold up the opening for ever.
    handle = await system.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(errorCode(error)) ? succeed(null) : fail(unreadable(path, error));
  }
  let kept = false;
  try {
    const read = await readStable(handle, path, isOurs);
    kept = read.ok;
    return read;
  } catch (error) {
    return fail(unreadable(path, error));
  } finally {
    if (!kept) await handle.close().catch(() => {});
  }
}

async function readStable(
  handle: FileHandle,
  path: string,
  isOurs: (stats: BigIntStats) => boolean,
): Promise<Result<OpenFile>> {
  const started = Date.now();
  for (;;) {
    const stats = await handle.stat({ bigint: true });
    if (!stats.isFile())
      return fail(appError('aws-file-unreadable', { path, reason: 'not-a-file' satisfies ReasonCode }));
    if (stats.size > largest)
      return fail(appError('aws-file-unreadable', { path, reason: 'too-large' satisfies ReasonCode }));
    const text = await readWhole(handle);
    const after = await handle.stat({ bigint: true });
    const now = Date.now();
    const still = sameState(stats, after) && BigInt(text.length) === stats.size;
    if (still && (isOurs(stats) || hasSettled(stats, now, now - started))) {
      return succeed({ handle, text, stats: after });
    }
    if (now - started > patience) return fail(appError('aws-file-changing', { path }));
    await pause(lately / 2);
  }
}

function hasSettled(stats: BigIntStats, now: number, waited: number): boolean {
  const age = now - Number(stats.mtimeMs);
  // A time in the future is a clock set back: it says nothing.
  const isYoung = age >= 0 && age < (stats.size === 0n ? emptyPatience : lately);
  return !isYoung || waited > emptyPatience;
}

/** From the start, wherever the handle stands; as it is at this moment. */
export async function readWhole(handle: FileHandle): Promise<ByteText> {
  const parts: Buffer[] = [];
  for (let position = 0; position <= largest; ) {
    const part = Buffer.allocUnsafe(64 * 1024);
    const { bytesRead } = await handle.read(part, 0, part.length, position);
    if (bytesRead === 0) break;
    parts.push(part.subarray(0, bytesRead));
    position += bytesRead;
  }
  return Buffer.concat(parts).toString('latin1');
}

/** The same file, and nobody wrote to it, as far as its times tell (they move in steps of some ms). */
export function sameState(one: BigIntStats, other: BigIntStats): boolean {
  return (
    one.ino === other.ino &&
    one.dev === other.dev &&
    one.size === other.size &&
    one.mtimeNs === other.mtimeNs &&
    one.ctimeNs === other.ctimeNs
  );
}

function unreadable(path: string, error: unknown): AppError {
  return appError('aws-file-unreadable', { path, ...diskReason(error) });
}
