import { describe, expect, it } from 'vitest';
import type { SessionView } from '../../shared/views.ts';
import { liveSession, sampleProfile, sampleSession } from '../testing/sample-snapshot.ts';
import { en } from '../text/text.ts';
import { announcements, nextWarning } from './announcements.ts';

const now = 1_800_000_000_000;
const minute = 60_000;
const profiles = [sampleProfile('1', 'prod')];
const moment = (session: SessionView | null, at = now) => ({
  profiles,
  sessions: new Map(session === null ? [] : [['1', session]]),
  now: at,
});
const say = (before: SessionView | null, after: SessionView, at = now) =>
  announcements(moment(before), moment(after, at), 10, en);

describe('announcements', () => {
  it('says what became of a session, once', () => {
    const live = liveSession('1', now, now + 60 * minute);
    expect(say(sampleSession('1', { state: 'acquiring' }), live)).toEqual(['prod is live.']);
    expect(say(live, live, now + minute)).toEqual([]);
    expect(say(live, sampleSession('1', { state: 'expired' }))).toEqual(['prod expired.']);
    const denied = sampleSession('1', { state: 'failed', error: { code: 'network-timed-out', params: {} } });
    expect(say(null, denied)).toEqual(['prod: AWS did not answer in time.']);
    expect(say(null, sampleSession('1', { state: 'needs-action' }))).toEqual(['prod needs an MFA code.']);
  });

  it('warns before an expiry at the threshold, only of sessions that will not renew themselves', () => {
    const ends = liveSession('1', now, now + 10 * minute + 1_000, { renewal: { kind: 'needs-mfa-code' } });
    expect(say(ends, ends, now + 1_000)).toEqual(['prod expires in 10 minutes.']);
    expect(announcements(moment(ends, now + 1_000), moment(ends, now + 2_000), 10, en)).toEqual([]);
    const renews = liveSession('1', now, now + 10 * minute + 1_000);
    expect(say(renews, renews, now + 1_000)).toEqual([]);
  });

  it('tells the last minutes too, and after a sleep only the last that was crossed', () => {
    const ends = liveSession('1', now, now + 20 * minute, { renewal: { kind: 'needs-mfa-code' } });
    const between = (from: number, to: number, warnMinutes = 10) =>
      announcements(moment(ends, now + from * minute), moment(ends, now + to * minute), warnMinutes, en);
    expect(between(14.9, 15)).toEqual(['prod expires in 5 minutes.']);
    expect(between(18.9, 19)).toEqual(['prod expires in 1 minute.']);
    expect(between(1, 16)).toEqual(['prod expires in 5 minutes.']);
    expect(between(1, 21)).toEqual([]);
    expect(between(9.9, 10, 0)).toEqual([]);
    expect(between(14.9, 15, 0)).toEqual(['prod expires in 5 minutes.']);
  });

  it('knows when the next warning is due', () => {
    const ends = liveSession('1', now, now + 15 * minute, { renewal: { kind: 'needs-mfa-code' } });
    expect(nextWarning([ends], 10, now)).toBe(now + 5 * minute);
    expect(nextWarning([ends], 0, now)).toBe(now + 10 * minute);
    expect(nextWarning([ends], 10, now + 6 * minute)).toBe(now + 10 * minute);
    expect(nextWarning([ends], 10, now + 14 * minute)).toBe(Number.POSITIVE_INFINITY);
    const renews = liveSession('1', now, now + 15 * minute);
    expect(nextWarning([renews], 10, now)).toBe(Number.POSITIVE_INFINITY);
  });
});
