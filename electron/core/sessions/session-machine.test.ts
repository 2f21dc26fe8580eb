import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appError, type ErrorCode } from '../../../shared/errors.ts';
import { Secret } from '../../../shared/secret.ts';
import {
  errorOf,
  type HeldSession,
  heldOf,
  idle,
  retryAt,
  type SessionEvent,
  transition,
} from './session-machine.ts';

const now = Date.UTC(2026, 0, 1);

function held(number: number): HeldSession {
  return {
    identity: `identity-${number}`,
    issuedAt: now,
    expiresAt: now + 3_600_000,
    chosenDurationSeconds: null,
    credentials: {
      accessKeyId: `ASIA${number}`,
      secretAccessKey: new Secret('s'),
      sessionToken: new Secret('t'),
      expiration: now + 3_600_000,
      assumedRoleArn: 'arn:aws:sts::111122223333:assumed-role/deployer/mina',
    },
  };
}

const refused: SessionEvent = { type: 'refused', error: appError('sts-access-denied'), now };
const event = fc.oneof(
  fc.constantFrom<SessionEvent>({ type: 'requested' }, { type: 'prompted' }, refused),
  fc.constantFrom<SessionEvent>({ type: 'withdrawn' }, { type: 'ended', now }, { type: 'dropped' }),
  fc.nat(9).map((number): SessionEvent => ({ type: 'granted', held: held(number) })),
);

describe('the session machine', () => {
  it('holds just the last granted session, until it ends or is dropped', () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        let expected: HeldSession | null = null;
        let session = idle as ReturnType<typeof transition>;
        for (const next of events) {
          session = transition(session, next);
          if (next.type === 'granted') expected = next.held;
          if (next.type === 'ended' || next.type === 'dropped') expected = null;
          expect(heldOf(session)).toBe(expected);
        }
      }),
    );
  });

  it('leaves every waiting state when the wait is over', () => {
    fc.assert(
      fc.property(
        fc.array(event),
        fc.constantFrom<SessionEvent>(refused, { type: 'withdrawn' }),
        (events, end) => {
          const before = events.reduce(transition, idle as ReturnType<typeof transition>);
          expect(['acquiring', 'refreshing', 'needs-action']).not.toContain(transition(before, end).state);
        },
      ),
    );
  });

  it('goes on waiting for the next session when the held one ends meanwhile', () => {
    const refreshing = transition(transition(idle, { type: 'granted', held: held(1) }), {
      type: 'requested',
    });
    expect(transition(refreshing, { type: 'ended', now })).toMatchObject({ state: 'acquiring' });
    const prompted = transition(refreshing, { type: 'prompted' });
    expect(transition(prompted, { type: 'ended', now })).toEqual({ state: 'needs-action', held: null });
  });

  it('keeps what it holds through failures, waits longer after each, and forgets them when granted', () => {
    let session = transition(idle, { type: 'granted', held: held(1) });
    const waits: number[] = [];
    for (let failure = 0; failure < 6; failure += 1) {
      session = transition(transition(session, { type: 'requested' }), refused);
      waits.push((retryAt(session) ?? 0) - now);
    }
    expect(session.state).toBe('active');
    expect(waits).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
    session = transition(session, { type: 'granted', held: held(2) });
    expect([errorOf(session), retryAt(session)]).toEqual([null, null]);
  });

  it('says why it ended, when a renewal had failed', () => {
    const troubled = transition(transition(idle, { type: 'granted', held: held(1) }), refused);
    expect(errorOf(transition(troubled, { type: 'ended', now }))?.code).toBe('sts-access-denied');
  });
});

describe('one that ended and is got again by itself', () => {
  const expired = transition(transition(idle, { type: 'granted', held: held(1) }), { type: 'ended', now });
  const unreachable: SessionEvent = { type: 'refused', error: appError('network-unreachable'), now };

  it('is tried again after what may pass, with growing pauses, and at once when the way may be open', () => {
    let session = expired;
    const waits: number[] = [];
    for (let failure = 0; failure < 3; failure += 1) {
      session = transition(transition(session, { type: 'requested', byItself: true }), unreachable);
      waits.push((retryAt(session) ?? 0) - now);
    }
    expect(session).toMatchObject({ state: 'expired', endedAt: now });
    expect(waits).toEqual([5_000, 10_000, 20_000]);
    expect(retryAt(transition(session, { type: 'way-open', now }))).toBe(now);
  });

  it.each<[string, SessionEvent, SessionEvent]>([
    ['what does not pass', { type: 'requested', byItself: true }, refused],
    ['what the person asked for', { type: 'requested' }, unreachable],
  ])('fails over %s', (_which, requested, end) => {
    expect(transition(transition(expired, requested), end).state).toBe('failed');
  });
});

describe('a renewal that failed, when the way may be open again', () => {
  const failedWith = (code: ErrorCode) => {
    const active = transition(transition(idle, { type: 'requested' }), { type: 'granted', held: held(1) });
    const refreshing = transition(active, { type: 'requested' });
    return transition(refreshing, { type: 'refused', error: appError(code), now });
  };

  it.each<[ErrorCode, boolean]>([
    ['network-unreachable', true],
    ['network-timed-out', true],
    ['sts-clock-skew', true],
    ['sts-throttled', false],
    ['sts-access-denied', false],
  ])('%s is tried at once: %s', (code, atOnce) => {
    const failed = failedWith(code);
    const later = retryAt(failed) ?? Number.NaN;
    expect(later).toBeGreaterThan(now);
    expect(retryAt(transition(failed, { type: 'way-open', now }))).toBe(atOnce ? now : later);
  });
});
