import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countdown, nextCountdownChange, percentLeft, secondsLeft } from './countdown.ts';

const expiresAt = 1_800_000_000_000;
const left = (milliseconds: number) => countdown(expiresAt, expiresAt - milliseconds);

describe('countdown', () => {
  it('shows hours and minutes before the last hour, and seconds within it', () => {
    expect(left(3 * 3_600_000 + 12 * 60_000)).toEqual({ kind: 'minutes', hours: 3, minutes: 12 });
    expect(left(3_600_000)).toEqual({ kind: 'minutes', hours: 1, minutes: 0 });
    expect(left(3_599_000)).toEqual({ kind: 'seconds', minutes: 59, seconds: 59 });
    expect(left(42 * 60_000 + 17_000)).toEqual({ kind: 'seconds', minutes: 42, seconds: 17 });
  });

  it('is expired at the expiry, not a moment before, and stays so after it', () => {
    expect(left(1)).toEqual({ kind: 'seconds', minutes: 0, seconds: 1 });
    expect(left(0)).toEqual({ kind: 'expired' });
    expect(left(-86_400_000)).toEqual({ kind: 'expired' });
  });

  it('changes exactly at the announced moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 43_200_000 }), (milliseconds) => {
        const now = expiresAt - milliseconds;
        const next = nextCountdownChange(expiresAt, now);
        expect(next).toBeGreaterThan(now);
        expect(countdown(expiresAt, next - 1)).toEqual(countdown(expiresAt, now));
        expect(countdown(expiresAt, next)).not.toEqual(countdown(expiresAt, now));
      }),
    );
  });

  it('has nothing more to change once expired', () => {
    expect(nextCountdownChange(expiresAt, expiresAt)).toBe(Number.POSITIVE_INFINITY);
  });

  it('never shows less than is left, nor a negative number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -43_200_000, max: 43_200_000 }), (milliseconds) => {
        const seconds = secondsLeft(expiresAt, expiresAt - milliseconds);
        expect(seconds).toBeGreaterThanOrEqual(0);
        expect(seconds * 1_000).toBeGreaterThanOrEqual(milliseconds);
      }),
    );
  });
});

describe('percentLeft', () => {
  it('runs from 100 to 0 and reaches 0 only at the expiry', () => {
    const issuedAt = expiresAt - 3_600_000;
    expect(percentLeft(issuedAt, expiresAt, issuedAt)).toBe(100);
    expect(percentLeft(issuedAt, expiresAt, issuedAt - 5_000)).toBe(100);
    expect(percentLeft(issuedAt, expiresAt, expiresAt - 1)).toBe(1);
    expect(percentLeft(issuedAt, expiresAt, expiresAt)).toBe(0);
    expect(percentLeft(expiresAt, expiresAt, expiresAt - 1)).toBe(0);
  });
});
