import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DueRenewal, RenewalPace } from './renewal-pace.ts';

const start = Date.UTC(2026, 4, 4, 9);
const minute = 60_000;
const due = (count: number, endsAfter = 10 * minute): readonly DueRenewal[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `p${index}`,
    endsAt: start + endsAfter,
    lastUsedAt: start - index,
  }));

/** Each takes `lasting` ms. Answers with when each began, as ms after the start. */
function run(pace: RenewalPace, all: readonly DueRenewal[], lasting = 300, until = 10 * minute) {
  const began = new Map<string, number>();
  const ends: { readonly id: string; readonly at: number }[] = [];
  for (let now = start; now <= start + until; now += 10) {
    for (const { id } of ends.filter(({ at }) => at === now)) pace.ended(id);
    const left = all.filter(({ id }) => !began.has(id));
    for (const id of pace.begin(left, now)) {
      began.set(id, now - start);
      ends.push({ id, at: now + lasting });
    }
  }
  return began;
}

function mostPerSecond(began: ReadonlyMap<string, number>): number {
  const moments = [...began.values()];
  return Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + 1_000).length));
}

describe('RenewalPace', () => {
  it('begins a few at once, those first that were used last', () => {
    const pace = new RenewalPace(() => 0);
    expect(pace.begin(due(3), start)).toEqual(['p0', 'p1', 'p2']);
    expect(new RenewalPace(() => 0).begin(due(20), start)).toEqual(['p0', 'p1', 'p2', 'p3']);
  });

  it('begins what ends first before what was used last', () => {
    const soon = { id: 'soon', endsAt: start + 5 * minute, lastUsedAt: 0 };
    expect(new RenewalPace(() => 0).begin([...due(20), soon], start)).toContain('soon');
  });

  it('spreads 200 over less than a minute, a few in each second, all well before their end', () => {
    const began = run(new RenewalPace(Math.random), due(200));
    expect(began.size).toBe(200);
    expect(Math.max(...began.values())).toBeLessThan(minute);
    expect(mostPerSecond(began)).toBeLessThanOrEqual(9);
  });

  it('spreads by chance, so that many machines that wake together do not call together', () => {
    const one = run(new RenewalPace(() => 0.1), due(20));
    const other = run(new RenewalPace(() => 0.9), due(20));
    expect(one.get('p10')).not.toBe(other.get('p10'));
  });

  it('is quicker where there is less time, and never too late', () => {
    const began = run(new RenewalPace(() => 0.5), due(200, 30_000), 50);
    expect(began.size).toBe(200);
    expect(Math.max(...began.values())).toBeLessThan(30_000);
    expect(mostPerSecond(began)).toBeLessThan(60);
  });

  it('lets four hang, and begins the others when they press', () => {
    const pace = new RenewalPace(() => 0);
    const all = due(10, 5 * minute);
    expect(pace.begin(all, start)).toHaveLength(4);
    const left = all.slice(4);
    expect(pace.begin(left, start + minute)).toEqual([]);
    expect(pace.turnOf({ id: 'p4', endsAt: start + 5 * minute }, start + minute)).toBe(start + 4 * minute);
    expect(pace.begin(left, start + 4 * minute)).toHaveLength(6);
  });

  it('gives a place free when one has ended', () => {
    const pace = new RenewalPace(() => 0);
    const all = due(10, 5 * minute);
    pace.begin(all, start);
    pace.ended('p0');
    expect(pace.begin(all.slice(4), start + minute)).toEqual(['p4']);
  });

  it('gives turns anew after sleep: what waited does not begin in one burst', () => {
    const pace = new RenewalPace(() => 0);
    const all = due(100, 60 * minute);
    for (const id of pace.begin(all, start)) pace.ended(id);
    const later = start + 20 * minute;
    pace.startOver(later);
    expect(pace.begin(all.slice(4), later)).toHaveLength(4);
  });

  it('never forgets one, however many end whenever', () => {
    const one = fc.record({ endsAfter: fc.integer({ min: 1, max: 900 }), used: fc.integer({ max: 0 }) });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 60 }), fc.integer({ min: 10, max: 2_000 }), (given, lasting) => {
        const all = given.map(({ endsAfter, used }, index) => ({
          id: `p${index}`,
          endsAt: start + endsAfter * 1_000,
          lastUsedAt: start + used,
        }));
        const began = run(new RenewalPace(() => 0.5), all, Math.ceil(lasting / 10) * 10, 16 * minute);
        expect(began.size).toBe(all.length);
        // In time, where there was a little of it, and the calls themselves are no slower than the turns.
        for (const { id, endsAt } of all) {
          if (endsAt - start > 20_000) expect(began.get(id)).toBeLessThan(endsAt - start);
        }
      }),
      { numRuns: 40 },
    );
  });
});
