import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../shared/secret.ts';
import { totp } from '../../simulator/totp.ts';
import { codeAt, readSeed } from './one-time-codes.ts';

const codes = { readSeed, code: codeAt };
const at = Date.UTC(2026, 0, 1, 12, 0, 10);

function read(text: string) {
  const result = codes.readSeed(new Secret(text));
  return result.ok ? result.value : null;
}
function code(text: string, time = at) {
  const seed = read(text);
  return seed === null ? 'refused' : codes.code(seed, time).code;
}

const base32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a seed', () => {
  it.each([
    base32,
    base32.toLowerCase(),
    'gezd gnbv gy3t qojq gezd gnbv gy3t qojq',
    ` ${base32}\n`,
    'GEZDGNBV-GY3TQOJQ-GEZDGNBV-GY3TQOJQ',
    `${base32}====`,
    `otpauth://totp/Amazon%20Web%20Services:ada@123456789012?secret=${base32}&issuer=Amazon%20Web%20Services`,
    `otpauth://totp/ada?secret=${base32.toLowerCase()}`,
    `OTPAUTH://TOTP/ada?issuer=x&secret=gezd%20gnbv%20gy3t%20qojq%20gezdgnbvgy3tqojq&digits=6&period=30&algorithm=SHA1`,
  ])('is taken as %s, and makes AWS’s codes', (text) => {
    expect(code(text)).toBe(totp(base32, at));
    expect(read(text)?.reveal()).toBe(read(base32)?.reveal());
  });

  it.each([
    '',
    ' ',
    'not base32!',
    '234567',
    'GEZDGNBVGY3TQOJ',
    'otpauth://totp/ada',
    'otpauth://totp/ada?secret=',
    'otpauth://totp/ada?secret=0189',
    `otpauth://hotp/ada?secret=${base32}&counter=1`,
    `otpauth://totp/ada?secret=${base32}&period=0`,
    `otpauth://totp/ada?secret=${base32}&period=9999999`,
    `otpauth://totp/ada?secret=${base32}&algorithm=MD5`,
    `otpauth://totp/%E0%A4%A?secret=${base32}`,
    'otpauth-migration://offline?data=AAAA',
    'https://example.test',
  ])('is not taken from %s', (text) => {
    expect(codes.readSeed(new Secret(text))).toEqual({
      ok: false,
      error: { code: 'mfa-seed-unreadable', params: {} },
    });
  });

  it('is read or refused, whatever it is, and what was read is read again', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `otpauth://totp/${text}`),
        ),
        (text) => {
          const seed = read(text);
          if (seed !== null) expect(read(seed.reveal())?.reveal()).toBe(seed.reveal());
        },
      ),
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 64 }), fc.nat(), (bytes, time) => {
        const text = [...bytes].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('');
        const seed = read(text.padEnd(16, 'A'));
        if (seed === null) throw new Error(text);
        expect(codes.code(seed, time)).toEqual(codes.code(seed, time));
      }),
    );
  });
});

describe('a code', () => {
  /** https://datatracker.ietf.org/doc/html/rfc6238#appendix-B, the last six digits of them. */
  it.each([
    [59, 'SHA1', base32, '287082'],
    [1_111_111_109, 'SHA1', base32, '081804'],
    [20_000_000_000, 'SHA1', base32, '353130'],
    [59, 'SHA256', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA', '119246'],
  ])('at %i s by %s is the one of the standard', (seconds, algorithm, secret, expected) => {
    const uri = `otpauth://totp/ada?secret=${secret}&algorithm=${algorithm}`;
    expect(code(uri, seconds * 1_000)).toBe(expected);
  });

  it('keeps the digits and period of its address', () => {
    const seed = read(`otpauth://totp/ada?secret=${base32}&digits=8&period=60`);
    if (seed === null) throw new Error('It was not read.');
    const first = codes.code(seed, 0);
    expect(first.code).toMatch(/^\d{8}$/);
    expect(first.validUntil).toBe(60_000);
    expect(codes.code(seed, 59_999)).toEqual(first);
    expect(codes.code(seed, 60_000).code).not.toBe(first.code);
  });

  it('is valid to the end of its half minute', () => {
    const seed = read(base32);
    if (seed === null) throw new Error('It was not read.');
    expect(codes.code(seed, at).validUntil).toBe(Date.UTC(2026, 0, 1, 12, 0, 30));
    expect(codes.code(seed, Date.UTC(2026, 0, 1, 12, 0, 30)).validUntil).toBe(Date.UTC(2026, 0, 1, 12, 1));
  });
});
