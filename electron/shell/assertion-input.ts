import { type FileHandle, open } from 'node:fs/promises';
import { appError, type ReasonCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import { findSamlResponse } from '../core/sign-ins/find-saml-response.ts';
import type { AssertionInput } from '../core/way-in-ports.ts';
import type { DesktopClipboard } from './secret-clipboard.ts';

/** Bytes of a file that is read: a page's source or a HAR file of one sign-in. */
const largestFile = 1_048_576;

interface AssertionInputParts {
  readonly clipboard: Pick<DesktopClipboard, 'readSecret'>;
  /** The desktop's dialog. Null: none was chosen. */
  readonly chooseFile: () => Promise<string | null>;
}

export class DesktopAssertionInput implements AssertionInput {
  readonly #parts: AssertionInputParts;

  constructor(parts: AssertionInputParts) {
    this.#parts = parts;
  }

  async fromClipboard(): Promise<Result<Secret>> {
    const text = await this.#parts.clipboard.readSecret();
    return text.ok ? findSamlResponse(text.value) : unreadable('clipboard-unreadable');
  }

  async fromFile(): Promise<Result<Secret | null>> {
    const path = await this.#parts.chooseFile();
    if (path === null) return succeed(null);
    const text = await readSmall(path);
    return text.ok ? findSamlResponse(text.value) : text;
  }
}

async function readSmall(path: string): Promise<Result<Secret>> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, 'r');
    const stat = await file.stat();
    if (!stat.isFile()) return unreadable('no-file');
    if (stat.size > largestFile) return unreadable('file-over-megabyte');
    // One that grows meanwhile is cut off.
    const { buffer, bytesRead } = await file.read(Buffer.alloc(largestFile), 0, largestFile, 0);
    return succeed(new Secret(decode(buffer.subarray(0, bytesRead))));
  } catch {
    return unreadable('file-unreadable');
  } finally {
    await file?.close();
  }
}

/** Windows tools write UTF-16 as well as UTF-8. */
function decode(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

function unreadable(reason: ReasonCode): Result<never> {
  return fail(appError('saml-assertion-unreadable', { reason }));
}
