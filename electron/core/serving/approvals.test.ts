import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { Approvals } from './approvals.ts';

let clock: FakeClock;
let live: Set<string>;
let approvals: Approvals;

beforeEach(() => {
  clock = new FakeClock();
  live = new Set();
  approvals = new Approvals({ clock, isLive: (id) => live.has(id), onChanged: () => {} });
});

const question = () => approvals.current((id) => id.toUpperCase());
const answer = (how: 'minutes' | 'session' | 'deny') => approvals.answer(question()?.id ?? '', how);

describe('a question', () => {
  it('is put once a profile, whoever asks', () => {
    expect(approvals.raise('p1', 'process')).toBe(true);
    expect(approvals.raise('p1', 'endpoint')).toBe(false);
    expect(approvals.raise('p2', 'command')).toBe(true);
    expect(question()).toMatchObject({ profileId: 'p1', profileName: 'P1', client: 'process', waiting: 1 });
  });

  it('goes by itself when nobody answers, and may then be put again', async () => {
    approvals.raise('p1', 'process');
    await clock.pass(5 * 60_000);
    expect(question()).toBeNull();
    expect(approvals.standing('p1')).toBe('asked');
    expect(approvals.raise('p1', 'process')).toBe(true);
  });

  it('wakes who waits for it, also when the profile is gone', async () => {
    approvals.raise('p1', 'process');
    const settled = approvals.settled('p1', new AbortController().signal);
    approvals.forget('p1');
    await settled;
    expect(question()).toBeNull();
  });
});

describe('an answer', () => {
  it('allows for ten minutes', async () => {
    approvals.raise('p1', 'process');
    expect(answer('minutes')).toBe('p1');
    expect(approvals.standing('p1')).toBe('allowed');
    expect(approvals.standing('p2')).toBe('asked');
    await clock.pass(10 * 60_000);
    expect(approvals.standing('p1')).toBe('asked');
  });

  it('allows for as long as the session lives, also one that is got only then', async () => {
    approvals.raise('p1', 'process');
    answer('session');
    await clock.pass(20 * 60_000);
    expect(approvals.standing('p1')).toBe('allowed');
    live.add('p1');
    expect(approvals.standing('p1')).toBe('allowed');
    live.delete('p1');
    expect(approvals.standing('p1')).toBe('asked');
  });

  it('denies for a minute', async () => {
    approvals.raise('p1', 'process');
    answer('deny');
    expect(approvals.standing('p1')).toBe('denied');
    await clock.pass(60_000);
    expect(approvals.standing('p1')).toBe('asked');
  });

  it('to a question that is gone counts for nothing', () => {
    expect(approvals.answer('gone', 'session')).toBeNull();
    expect(approvals.standing('p1')).toBe('asked');
  });
});
