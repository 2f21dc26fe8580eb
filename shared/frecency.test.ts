import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addUse, type Frecency, frecencyHalfLife, scoreAt } from './frecency.ts';

const start = Date.UTC(2026, 0, 1);
const used = (...times: readonly number[]) =>
  times.reduce<Frecency | null>((before, at) => addUse(before, at), null) ?? { score: 0, at: start };

describe('frecency', () => {
  it('counts each use as one, and half of it after a half-life', () => {
    const once = used(start);
    expect(once).toEqual({ score: 1, at: start });
    expect(scoreAt(once, start + frecencyHalfLife)).toBe(0.5);
    expect(scoreAt(once, start + 2 * frecencyHalfLife)).toBe(0.25);
    expect(used(start, start + frecencyHalfLife).score).toBe(1.5);
  });

  it('puts three uses of today above five of a month ago', () => {
    const month = 30 * 24 * 3_600_000;
    const old = used(start, start, start, start, start);
    const recent = used(start + month, start + month, start + month);
    expect(scoreAt(recent, start + month)).toBeGreaterThan(scoreAt(old, start + month));
  });

  it('gains nothing by a clock set back', () => {
    expect(scoreAt(used(start), start - frecencyHalfLife)).toBe(1);
    expect(used(start, start - frecencyHalfLife)).toEqual({ score: 2, at: start - frecencyHalfLife });
  });

  it('is the same however it is split, and keeps its order as time passes', () => {
    const times = fc.array(fc.integer({ min: 0, max: 4 * frecencyHalfLife }), {
      minLength: 1,
      maxLength: 12,
    });
    const ordered = times.map((list) => list.toSorted((left, right) => left - right));
    fc.assert(
      fc.property(ordered, ordered, fc.integer({ min: 0, max: frecencyHalfLife }), (one, other, later) => {
        const now = 4 * frecencyHalfLife;
        const sum = one.reduce((total, at) => total + scoreAt({ score: 1, at }, now), 0);
        expect(scoreAt(used(...one), now)).toBeCloseTo(sum, 9);
        const difference = (at: number) => scoreAt(used(...one), at) - scoreAt(used(...other), at);
        const [before, after] = [difference(now), difference(now + later)];
        if (Math.abs(before) > 1e-9) expect(Math.sign(after)).toBe(Math.sign(before));
      }),
    );
  });
});
