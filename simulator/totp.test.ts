import { describe, expect, it } from 'vitest';
import { totp } from './totp.ts';

/** Base32 of the ASCII seed `12345678901234567890` of RFC 6238, Appendix B; the last six of its eight digits. */
const rfcSeed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('totp', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('agrees with RFC 6238 at %i s', (seconds, code) => {
    expect(totp(rfcSeed, seconds * 1000)).toBe(code);
  });

  it('reads a seed as authenticator apps show it', () => {
    expect(totp('gezd gnbv gy3t qojq gezd gnbv gy3t qojq', 59_000)).toBe('287082');
  });
});
