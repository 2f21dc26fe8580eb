import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { appError, type ReasonCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { CliSsoCache } from '../core/way-in-ports.ts';

interface CachedSignIn {
  readonly accessToken: Secret;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** Bytes; the CLI's files have about five thousand. */
const largestFile = 262_144;

/**
 * What `aws sso login` left: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html#cli-configure-sso-cache
 * Only read.
 */
export class FileCliSsoCache implements CliSsoCache {
  readonly #folder: string;
  readonly #now: () => number;

  /** @param now epoch ms. */
  constructor(homeFolder: string, now: () => number) {
    this.#folder = join(homeFolder, '.aws', 'sso', 'cache');
    this.#now = now;
  }

  async read(session: string, startUrl: string): Promise<Result<CachedSignIn | null>> {
    const name = createHash('sha1')
      .update(session || startUrl)
      .digest('hex');
    const text = await readText(join(this.#folder, `${name}.json`));
    if (!text.ok || text.value === null) return text.ok ? succeed(null) : text;
    const cached = parse(text.value);
    if (cached === null) return unreadable('not-by-cli');
    // A session of the same name may have been for another start page.
    if (cached.startUrl !== null && plain(cached.startUrl) !== plain(startUrl)) return succeed(null);
    const { accessToken, expiresAt } = cached;
    if (accessToken === null || expiresAt <= this.#now()) return succeed(null);
    return succeed({ accessToken: new Secret(accessToken), expiresAt });
  }
}

async function readText(path: string): Promise<Result<string | null>> {
  try {
    const file = await open(path, 'r');
    try {
      const facts = await file.stat();
      if (!facts.isFile() || facts.size > largestFile) return unreadable('not-cli-file');
      return succeed(await file.readFile('utf8'));
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code }: { code?: unknown } = Object(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return succeed(null);
    return unreadable(typeof code === 'string' ? code : ('unreadable' satisfies ReasonCode));
  }
}

interface ParsedFile {
  readonly startUrl: string | null;
  /** Null: a file that has only the registration of a client. */
  readonly accessToken: string | null;
  readonly expiresAt: number;
}

function parse(text: string): ParsedFile | null {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const fields: { readonly [name: string]: unknown } = Object.fromEntries(Object.entries(value));
  const textOf = (name: string) => {
    const field = fields[name];
    return typeof field === 'string' && field !== '' ? field : null;
  };
  const accessToken = textOf('accessToken');
  const expiresAt = readTime(textOf('expiresAt') ?? '');
  if (accessToken !== null && Number.isNaN(expiresAt)) return null;
  return { startUrl: textOf('startUrl'), accessToken, expiresAt };
}

/** Older versions of the CLI wrote `2020-06-17T10:02:08UTC`: https://github.com/aws/aws-cli/issues/5057 */
function readTime(text: string): number {
  return Date.parse(text.replace(/UTC$/, 'Z'));
}

function plain(url: string): string {
  return url.replace(/#.*$/, '').replace(/\/+$/, '');
}

function unreadable(reason: string): Result<never> {
  return fail(appError('sso-cache-unreadable', { reason }));
}
