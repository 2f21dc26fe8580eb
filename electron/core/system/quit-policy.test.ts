import { describe, expect, it } from 'vitest';
import type { ManagedSection } from '../../../shared/aws-files-views.ts';
import type { GrantView } from '../../../shared/views.ts';
import type { Served } from '../serving/serving.ts';
import { type QuitFacts, quitDecision } from './quit-policy.ts';

const minute = 60_000;
const now = 1_000 * minute;

const grant = (given: Partial<GrantView> = {}): GrantView => ({
  id: 'g1',
  profileId: 'p1',
  createdAt: now - 300 * minute,
  expiresAt: now + 300 * minute,
  lastUsedAt: now - 5 * minute,
  ...given,
});
const process = (given: Partial<Served> = {}): Served => ({
  profileId: 'p1',
  client: 'process',
  at: now - minute,
  ...given,
});
const copy: ManagedSection = { kind: 'static', name: 'prod', profileId: 'p1' };

function decide(given: Partial<QuitFacts>) {
  return quitDecision({
    now,
    grants: [],
    sections: [],
    served: [],
    isLive: () => true,
    nameOf: (id) => (id === 'gone' ? null : `name of ${id}`),
    ...given,
  });
}

describe('quitting', () => {
  it('is not asked about when nobody is served', () => {
    expect(decide({})).toEqual({ ask: false, reason: 'nothing-served' });
  });

  it.each<readonly [string, Partial<QuitFacts>, string]>([
    ['a renewing export that was used within the hour', { grants: [grant()] }, 'endpoint'],
    [
      'one that was just made and has not been used yet',
      { grants: [grant({ createdAt: now - minute, lastUsedAt: null })] },
      'endpoint',
    ],
    ['a copy of a live session in credentials', { sections: [copy] }, 'file'],
    ['credential_process a minute ago', { served: [process()] }, 'process'],
  ])('is asked about for %s', (_what, facts, way) => {
    expect(decide(facts)).toEqual({
      ask: true,
      reason: 'programs-served',
      served: [{ profileName: 'name of p1', way }],
    });
  });

  it.each<readonly [string, Partial<QuitFacts>]>([
    ['an export that nobody has used for an hour', { grants: [grant({ lastUsedAt: now - 61 * minute })] }],
    ['one that was never used', { grants: [grant({ lastUsedAt: null })] }],
    ['one whose token has ended', { grants: [grant({ expiresAt: now })] }],
    ['one of a profile that is gone', { grants: [grant({ profileId: 'gone' })] }],
    ['a copy whose session has ended', { sections: [copy], isLive: () => false }],
    ['sections that hold no session', { sections: [{ ...copy, kind: 'process' }] }],
    ['credential_process an hour ago', { served: [process({ at: now - 60 * minute })] }],
    ['an export of a session that was stopped', { grants: [grant()], isLive: () => false }],
    ['credential_process of one', { served: [process()], isLive: () => false }],
    ['a command that has its own copy', { served: [process({ client: 'command' })] }],
  ])('is not asked about for %s', (_what, facts) => {
    expect(decide(facts).ask).toBe(false);
  });

  it('names each profile and way once', () => {
    const grants = [grant(), grant({ id: 'g2' }), grant({ id: 'g3', profileId: 'p2' })];
    const decision = decide({ grants, served: [process(), process()] });
    expect(decision.ask && decision.served).toEqual([
      { profileName: 'name of p1', way: 'endpoint' },
      { profileName: 'name of p2', way: 'endpoint' },
      { profileName: 'name of p1', way: 'process' },
    ]);
  });
});
