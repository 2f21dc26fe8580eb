import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pastHalf, phaseOf, renewalOf, renewalStart } from './session-life.ts';

const minute = 60_000;
const life = (minutes: number) => ({ issuedAt: 0, expiresAt: minutes * minute });

describe('phaseOf', () => {
  it.each([
    [60, 44.9, 'fresh'],
    [60, 45, 'advisory'],
    [60, 49.9, 'advisory'],
    [60, 50, 'mandatory'],
    [60, 59.9, 'mandatory'],
    [60, 60, 'ended'],
    [15, 9.9, 'fresh'],
    [15, 10, 'advisory'],
    [15, 12, 'mandatory'],
    [720, 704.9, 'fresh'],
    [720, 705, 'advisory'],
  ] as const)('of a life of %d min after %d min is %s', (minutes, after, phase) => {
    expect(phaseOf(life(minutes), after * minute)).toBe(phase);
  });

  it('only ever moves forward', () => {
    const order = ['fresh', 'advisory', 'mandatory', 'ended'];
    fc.assert(
      fc.property(
        fc.integer({ min: 15, max: 2_160 }),
        fc.array(fc.nat(3_000), { minLength: 2 }),
        (minutes, times) => {
          const phases = times
            .toSorted((a, b) => a - b)
            .map((at) => order.indexOf(phaseOf(life(minutes), at * minute)));
          expect(phases).toEqual(phases.toSorted((a, b) => a - b));
        },
      ),
    );
  });
});

describe('renewalOf', () => {
  const facts = {
    life: life(60),
    personNeed: null,
    sourceThere: true,
    lastUsedAt: 0,
    now: minute,
    settings: { renewHoursAfterUse: 8 },
  };

  it('renews by itself what was used lately, when no human is needed', () => {
    expect(renewalOf(facts)).toEqual({ kind: 'renews-itself', at: renewalStart(facts.life) });
  });

  it('says why not', () => {
    expect(renewalOf({ ...facts, personNeed: 'mfa-code' as const })).toEqual({ kind: 'needs-mfa-code' });
    expect(renewalOf({ ...facts, sourceThere: false })).toEqual({ kind: 'ends', reason: 'source-missing' });
    expect(renewalOf({ ...facts, now: 8 * 60 * minute })).toEqual({
      kind: 'ends',
      reason: 'not-used-lately',
    });
    expect(renewalOf({ ...facts, settings: { renewHoursAfterUse: 0 } })).toEqual({
      kind: 'ends',
      reason: 'not-used-lately',
    });
  });
});

describe('pastHalf', () => {
  it('is so from the middle of the life on', () => {
    expect(pastHalf(life(60), 30 * minute - 1)).toBe(false);
    expect(pastHalf(life(60), 30 * minute)).toBe(true);
  });
});
