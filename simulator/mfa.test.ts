import { describe, expect, it } from 'vitest';
import type { Caller } from './caller.ts';
import { MfaVerifier } from './mfa.ts';
import { totp } from './totp.ts';

const serial = 'arn:aws:iam::111111111111:mfa/phone';
const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const caller: Caller = {
  kind: 'user',
  account: { id: '111111111111' },
  user: { name: 'ada', id: 'AIDA', accessKeys: [], mfaDevices: [{ serialNumber: serial, seed }] },
};
const now = Date.UTC(2030, 0, 1);
const step = 30_000;

const wrongCode = {
  ok: false,
  error: { message: expect.stringContaining('invalid MFA one time pass code') },
};

describe('MfaVerifier', () => {
  it('takes the code of this step and of its neighbours, and no other', () => {
    for (const drift of [-1, 0, 1]) {
      expect(new MfaVerifier().verify(caller, serial, totp(seed, now + drift * step), now).ok).toBe(true);
    }
    for (const drift of [-2, 2]) {
      expect(new MfaVerifier().verify(caller, serial, totp(seed, now + drift * step), now)).toMatchObject(
        wrongCode,
      );
    }
  });

  it('takes no code twice, and the next one again', () => {
    const verifier = new MfaVerifier();
    const code = totp(seed, now);
    expect(verifier.verify(caller, serial, code, now).ok).toBe(true);
    expect(verifier.verify(caller, serial, code, now)).toMatchObject(wrongCode);
    expect(verifier.verify(caller, serial, code, now + step)).toMatchObject(wrongCode);
    expect(verifier.verify(caller, serial, totp(seed, now + step), now + step).ok).toBe(true);
  });

  it('says nothing of MFA when nothing was sent, and wants both or neither', () => {
    const verifier = new MfaVerifier();
    expect(verifier.verify(caller, undefined, undefined, now)).toEqual({ ok: true, value: null });
    const half = { ok: false, error: { message: expect.stringContaining('must provide both') } };
    expect(verifier.verify(caller, serial, undefined, now)).toMatchObject(half);
    expect(verifier.verify(caller, undefined, '123456', now)).toMatchObject(half);
  });
});
