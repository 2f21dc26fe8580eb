import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quietUntil } from './quiet-hours.ts';

const night = { quietFrom: '22:00', quietTo: '07:30' };
const lunch = { quietFrom: '12:00', quietTo: '13:00' };

describe('quiet hours', () => {
  const before = process.env.TZ;
  beforeEach(() => {
    process.env.TZ = 'Europe/Berlin';
  });
  afterEach(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });

  const at = (text: string) => new Date(text).getTime();
  const until = (text: string, hours = night) => {
    const end = quietUntil(at(text), hours);
    return end === null ? null : new Date(end).toISOString();
  };

  it('are none when they are not set, or are empty', () => {
    expect(quietUntil(at('2026-05-04T23:00'), { quietFrom: '', quietTo: '' })).toBeNull();
    expect(quietUntil(at('2026-05-04T23:00'), { quietFrom: '22:00', quietTo: '' })).toBeNull();
    expect(quietUntil(at('2026-05-04T22:00'), { quietFrom: '22:00', quietTo: '22:00' })).toBeNull();
  });

  it('hold from their first minute to just before their last, over midnight and within a day', () => {
    expect(until('2026-05-04T21:59:59')).toBeNull();
    expect(until('2026-05-04T22:00')).toBe('2026-05-05T05:30:00.000Z');
    expect(until('2026-05-05T07:29:59')).toBe('2026-05-05T05:30:00.000Z');
    expect(until('2026-05-05T07:30')).toBeNull();
    expect(until('2026-05-05T12:30', lunch)).toBe('2026-05-05T11:00:00.000Z');
    expect(until('2026-05-05T13:00', lunch)).toBeNull();
    expect(until('2026-05-05T11:59', lunch)).toBeNull();
  });

  it('end by the clock on the wall in the nights in which it is changed', () => {
    // 29 March 2026: 02:00 becomes 03:00. 25 October: 03:00 becomes 02:00.
    expect(until('2026-03-28T23:00')).toBe('2026-03-29T05:30:00.000Z');
    expect(until('2026-10-24T23:00')).toBe('2026-10-25T06:30:00.000Z');
    // An hour that is there twice is quiet both times.
    const twice = { quietFrom: '02:00', quietTo: '03:00' };
    expect(quietUntil(Date.UTC(2026, 9, 25, 0, 30), twice)).toBe(Date.UTC(2026, 9, 25, 2));
    expect(quietUntil(Date.UTC(2026, 9, 25, 1, 30), twice)).toBe(Date.UTC(2026, 9, 25, 2));
  });

  it('are those of the zone in which one is', () => {
    const moment = Date.UTC(2026, 4, 4, 14);
    expect(quietUntil(moment, night)).toBeNull();
    process.env.TZ = 'Asia/Seoul';
    expect(quietUntil(moment, night)).toBe(Date.UTC(2026, 4, 4, 22, 30));
  });
});
