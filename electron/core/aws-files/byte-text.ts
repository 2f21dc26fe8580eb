import type { ByteText } from '../ports.ts';

export const byteOrderMark: ByteText = '\u00ef\u00bb\u00bf';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const plainAscii = /^[\t -~]*$/;

interface Decoded {
  /** What is not UTF-8 is replaced by U+FFFD. */
  readonly text: string;
  readonly isUtf8: boolean;
}

export function decode(bytes: ByteText): Decoded {
  if (plainAscii.test(bytes)) return { text: bytes, isUtf8: true };
  const buffer = Buffer.from(bytes, 'latin1');
  try {
    return { text: utf8.decode(buffer), isUtf8: true };
  } catch {
    return { text: buffer.toString('utf8'), isUtf8: false };
  }
}

export function encode(text: string): ByteText {
  return plainAscii.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}
