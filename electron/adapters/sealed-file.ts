import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';

/** What a sealed file holds under one key: named records of text. */
export interface SealedRecord {
  readonly name: string;
  readonly text: string;
}

export interface WrappingKey {
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

export type Parsed =
  | { readonly kind: 'sealed'; readonly file: SealedFile }
  | { readonly kind: 'newer' }
  | { readonly kind: 'corrupt' };

const format = 1;
const algorithm = 'aes-256-gcm';
/** https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf, section 8.2.2 */
const nonceBytes = 12;

const base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/));
const header = z.looseObject({ format: z.int() });
const contents = z.object({
  format: z.literal(format),
  kind: z.string(),
  keyId: z.string(),
  records: z.array(z.object({ name: z.string(), nonce: base64, tag: base64, sealed: base64 })),
});

/**
 * Text on disk: a JSON header in clear, and each record sealed by itself with AES-256-GCM, so that a damaged one
 * does not take the others along. Additional data: kind, name and format, so that no record passes for another.
 */
export class SealedFile {
  readonly keyId: string;
  readonly #contents: z.infer<typeof contents>;

  private constructor(parsed: z.infer<typeof contents>) {
    this.#contents = parsed;
    this.keyId = parsed.keyId;
  }

  static parse(text: string, kind: string): Parsed {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      return { kind: 'corrupt' };
    }
    const head = header.safeParse(json);
    if (head.success && head.data.format > format) return { kind: 'newer' };
    const parsed = contents.safeParse(json);
    if (!parsed.success || parsed.data.kind !== kind) return { kind: 'corrupt' };
    return { kind: 'sealed', file: new SealedFile(parsed.data) };
  }

  /** A new nonce for every record, every time. */
  static seal(kind: string, key: WrappingKey, records: readonly SealedRecord[]): string {
    const sealed = records.map(({ name, text }) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, key.bytes, nonce).setAAD(additionalData(kind, name));
      const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return {
        name,
        nonce: nonce.toString('base64'),
        tag: cipher.getAuthTag().toString('base64'),
        sealed: bytes.toString('base64'),
      };
    });
    return `${JSON.stringify({ format, kind, keyId: key.id, records: sealed }, null, 1)}\n`;
  }

  /** What can be opened, and how many records could not. */
  open(key: WrappingKey): { readonly records: readonly SealedRecord[]; readonly damaged: number } {
    const records = this.#contents.records.flatMap(
      ({ name, nonce, tag, sealed }): readonly SealedRecord[] => {
        try {
          const decipher = createDecipheriv(algorithm, key.bytes, Buffer.from(nonce, 'base64'), {
            authTagLength: 16,
          })
            .setAAD(additionalData(this.#contents.kind, name))
            .setAuthTag(Buffer.from(tag, 'base64'));
          const bytes = Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]);
          return [{ name, text: bytes.toString('utf8') }];
        } catch {
          return [];
        }
      },
    );
    return { records, damaged: this.#contents.records.length - records.length };
  }
}

function additionalData(kind: string, name: string): Buffer {
  return Buffer.from(JSON.stringify([kind, name, format]), 'utf8');
}
