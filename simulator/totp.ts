import { createHmac } from 'node:crypto';

/** AWS virtual MFA devices: HMAC-SHA1, 30 seconds, 6 digits (https://www.rfc-editor.org/rfc/rfc6238). */
const stepMilliseconds = 30_000;
const digits = 6;

const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The 6-digit code that the device with this base32 seed shows at a moment (epoch ms). */
export function totp(seed: string, at: number): string {
  return codeOfStep(seed, stepAt(at));
}

export function stepAt(at: number): number {
  return Math.floor(at / stepMilliseconds);
}

export function codeOfStep(seed: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', decodeBase32(seed)).update(counter).digest();
  // Dynamic truncation: https://www.rfc-editor.org/rfc/rfc4226#section-5.3
  const offset = digest.readUInt8(digest.length - 1) & 0x0f;
  const number = (digest.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(number).padStart(digits, '0');
}

function decodeBase32(text: string): Buffer {
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const character of text.toUpperCase().replace(/[\s=]/g, '')) {
    const value = base32Alphabet.indexOf(character);
    if (value < 0) {
      throw new Error('The seed of an MFA device is not base32');
    }
    buffer = (buffer << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 0xff);
      buffer &= (1 << bits) - 1;
    }
  }
  return Buffer.from(bytes);
}
