import { describe, expect, it } from 'vitest';
import { withoutSignature } from './windows-signature.mjs';

const header = 0x80;
const entry = header + 24 + 112 + 32;
const code = 'code and data';
const codeAt = 0x200;

/** A 64-bit executable as far as its signature is concerned. */
function executable({ signature = '', behind = '', magic = 0x20b } = {}) {
  const bytes = Buffer.alloc(codeAt);
  bytes.write('MZ', 'latin1');
  bytes.writeUInt32LE(header, 0x3c);
  bytes.write('PE\0\0', header, 'latin1');
  bytes.writeUInt16LE(magic, header + 24);
  if (signature !== '') bytes.writeUInt32LE(codeAt + code.length, entry);
  bytes.writeUInt32LE(signature.length, entry + 4);
  return Buffer.concat([bytes, Buffer.from(code + signature + behind, 'latin1')]);
}

describe('withoutSignature', () => {
  it('takes the signature away, and what points to it', () => {
    const signed = executable({ signature: 'by somebody' });
    expect(withoutSignature(signed)).toEqual(executable());
    expect(signed).toEqual(executable({ signature: 'by somebody' }));
  });

  it('leaves what is not signed', () => {
    expect(withoutSignature(executable())).toEqual(executable());
  });

  it('refuses what it does not know', () => {
    expect(() => withoutSignature(executable({ signature: 'by somebody', behind: 'more' }))).toThrow(
      'follows',
    );
    expect(() => withoutSignature(executable({ magic: 0x10b }))).toThrow('64-bit');
    expect(() => withoutSignature(Buffer.alloc(512))).toThrow('64-bit');
  });
});
