import { randomBytes } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ByteText } from '../core/ports.ts';
import { holderOf, isGone, lockPath, readRecord } from './aws-file-lock.ts';
import { type OpenFile, readWhole, sameState } from './aws-file-reading.ts';
import { type AwsFileSystem, lacksHardLinks, pause } from './aws-file-system.ts';
import { errorCode } from './kept-aside.ts';

export interface Replacement {
  readonly system: AwsFileSystem;
  readonly platform: NodeJS.Platform;
  readonly target: string;
  /** What is there now, and what the new text was made from; null: nothing. */
  readonly from: OpenFile | null;
  readonly text: ByteText;
  readonly pid: number;
  /** Asked when all is ready, before the file is replaced. */
  readonly mayReplace: () => Promise<boolean>;
}

/**
 * Puts the text in the place of the file in one step, if the file is still what the text was made from. Answers with
 * the state of the new file, or null when someone else was quicker: nothing has changed then. Errors are thrown.
 */
export async function replaceFile(replacement: Replacement): Promise<BigIntStats | null> {
  const { system, target, pid } = replacement;
  // Renaming needs no right to write into the file; someone who took that right away meant it.
  if (replacement.from !== null) await system.access(target, constants.W_OK);
  const temporary = `${target}.keycutter-new-${pid}-${randomBytes(8).toString('hex')}`;
  let stats: BigIntStats | null;
  try {
    const written = await writeTemporary(replacement, temporary);
    stats = (await publish(replacement, temporary)) ? written : null;
  } finally {
    await system.rm(temporary, { force: true }).catch(() => {});
  }
  if (stats !== null) await syncFolder(system, dirname(target));
  return stats;
}

async function writeTemporary({ system, from, text }: Replacement, temporary: string): Promise<BigIntStats> {
  const file = await system.open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(Buffer.from(text, 'latin1'));
    if (from !== null) await keepOwnerAndMode(file, from.stats);
    await file.sync();
    return await file.stat({ bigint: true });
  } finally {
    await file.close();
  }
}

async function keepOwnerAndMode(file: FileHandle, old: BigIntStats): Promise<void> {
  const now = await file.stat({ bigint: true });
  let mode = Number(old.mode & 0o7777n);
  if (now.uid !== old.uid || now.gid !== old.gid) {
    try {
      await file.chown(Number(old.uid), Number(old.gid));
    } catch {
      // What its group might do must not become what another group may.
      mode &= 0o707;
    }
  }
  if (mode !== Number(now.mode & 0o7777n)) await file.chmod(mode);
}

async function publish(replacement: Replacement, temporary: string): Promise<boolean> {
  const { system, target, from, mayReplace } = replacement;
  if (from === null) return (await mayReplace()) && publishNew(system, temporary, target);
  const before = await from.handle.stat({ bigint: true });
  if ((await readWhole(from.handle)) !== from.text) return false;
  if (replacement.platform === 'win32') {
    // There a file that is open, by us or by the AWS CLI, can't be replaced: no late write, but a wait.
    await from.handle.close();
    for (let tries = 0; ; tries += 1) {
      if (!(await mayReplace())) return false;
      try {
        return publishOver(system, temporary, target, before);
      } catch (error) {
        if (tries === 20 || !['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error))) throw error;
        await pause(25);
      }
    }
  }
  return (await mayReplace()) && publishOver(system, temporary, target, before);
}

/** Without a return to the event loop between the last look and the deed. */
function publishOver(system: AwsFileSystem, temporary: string, target: string, from: BigIntStats): boolean {
  const now = system.statSync(target, { bigint: true, throwIfNoEntry: false });
  if (now === undefined || !sameState(now, from)) return false;
  system.renameSync(temporary, target);
  return true;
}

/** Unlike a rename, a link never replaces what came there meanwhile. */
function publishNew(system: AwsFileSystem, temporary: string, target: string): boolean {
  try {
    system.linkSync(temporary, target);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    if (!lacksHardLinks(error)) throw error;
  }
  if (system.statSync(target, { bigint: true, throwIfNoEntry: false }) !== undefined) return false;
  system.renameSync(temporary, target);
  return true;
}

/** Makes the new name itself last through a power cut, where the system lets a folder be synced. */
async function syncFolder(system: AwsFileSystem, folder: string): Promise<void> {
  try {
    const handle = await system.open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows, and some file systems, can't; the content is safe already.
  }
}

/**
 * Removes what killed writers left beside the file: temporary files, drafts of locks, marks. The caller holds the
 * lock, so no living process has a temporary file there but drafts of locks it waits with.
 */
export async function removeLeftovers(system: AwsFileSystem, target: string, ownPid: number): Promise<void> {
  const folder = dirname(target);
  const name = basename(target);
  const lock = basename(lockPath(target));
  for (const entry of await system.readdir(folder)) {
    if (!entry.startsWith(`${name}.keycutter-`)) continue;
    const path = join(folder, entry);
    const numbered = /-(new|lock)-(\d+)-[0-9a-f]{16}$/.exec(entry);
    if (numbered !== null) {
      const pid = Number(numbered[2]);
      const ended = isGone({ ...holderOf(pid), started: null, since: Date.now() });
      if (ended || (numbered[1] === 'new' && pid === ownPid)) await system.rm(path, { force: true });
    } else if (entry.startsWith(`${lock}.`)) {
      const mark = await readRecord(system, path);
      if (mark !== null && isGone(mark)) await system.rm(path, { force: true });
    }
  }
}
