import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { agentFiles } from '../../shared/agent-protocol.ts';
import { appError, type ThingCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { makeOwnFolder, readOwnFile, writeOwnFile } from './own-files.ts';

const profileIdPattern = /^[\w-]{1,64}$/;
const filePattern = /^Authorization: Bearer ([\w-]{43})\n$/;

/**
 * What the curl helper proves itself with, which can't compute an HMAC: a token for each profile that has a managed
 * section. The file is the store, a line that `curl -H @file` sends as it is, so a token outlives a restart,
 * and whoever deletes the file has taken the token back.
 */
export class HelperTokens {
  readonly #folder: string;
  #last: Promise<unknown> = Promise.resolve();

  /** @param dataFolder the app's user data folder. */
  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, agentFiles.tokens);
  }

  /** Makes one unless it is there. Error: `storage-write-failed`. */
  ensure(profileId: string): Promise<Result<undefined>> {
    return this.#inTurn(async () => {
      if ((await this.#read(profileId)) !== null) return;
      await makeOwnFolder(this.#folder);
      const token = randomBytes(32).toString('base64url');
      await writeOwnFile(this.#path(profileId), `Authorization: Bearer ${token}\n`);
    });
  }

  /** Error: `storage-write-failed`. */
  remove(profileId: string): Promise<Result<undefined>> {
    return this.#inTurn(() => rm(this.#path(profileId), { force: true }));
  }

  /** Whether this is the profile's token; takes as long for a wrong one as for the right one. */
  async check(profileId: string, token: string): Promise<boolean> {
    if (!profileIdPattern.test(profileId)) return false;
    const kept = (await this.#read(profileId)) ?? randomBytes(32).toString('base64url');
    return timingSafeEqual(digest(kept), digest(token));
  }

  async #read(profileId: string): Promise<string | null> {
    const line = await readOwnFile(this.#path(profileId));
    return line === null ? null : (filePattern.exec(line)?.[1] ?? null);
  }

  #path(profileId: string): string {
    if (!profileIdPattern.test(profileId)) throw new Error('Not the id of a profile');
    return join(this.#folder, profileId);
  }

  /** Two at once would each make a token, and one of them would be lost. */
  #inTurn(change: () => Promise<void>): Promise<Result<undefined>> {
    const done = this.#last.then(change).then(
      () => succeed(),
      (error: NodeJS.ErrnoException): Result<undefined> => {
        if (error.code === undefined) throw error;
        return fail(
          appError('storage-write-failed', { what: 'helper-token' satisfies ThingCode, reason: error.code }),
        );
      },
    );
    this.#last = done.catch(() => {});
    return done;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
