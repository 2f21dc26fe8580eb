import { describe, expect, it } from 'vitest';
import type { Profile } from '../../shared/profile.ts';
import { liveSession, sampleProfile, sampleSession } from '../testing/sample-snapshot.ts';
import { buildList, groupFrom, isLive, matches } from './session-list.ts';

const now = 1_800_000_000_000;
const account = (number: string) => ({ roleArn: `arn:aws:iam::${number}:role/R` });
type Built = Parameters<typeof buildList>;
const shape = (profiles: Built[0], sessions: Built[1], query: string) =>
  buildList(profiles, sessions, query, 'en').map((item) =>
    item.kind === 'profile' ? item.profile.name : item.key,
  );

describe('buildList', () => {
  it('puts live sessions first, the soonest to end on top, then favourites, then the rest by name', () => {
    const profiles = [
      sampleProfile('1', 'zeta'),
      sampleProfile('2', 'role 10'),
      sampleProfile('3', 'role 9'),
      sampleProfile('4', 'later', {}, { favourite: true }),
      sampleProfile('5', 'sooner'),
      sampleProfile('6', 'starred', {}, { favourite: true }),
    ];
    const sessions = new Map([
      ['4', liveSession('4', now, now + 2_000)],
      ['5', liveSession('5', now, now + 1_000)],
    ]);
    expect(shape(profiles, sessions, '')).toEqual([
      'section:live',
      'sooner',
      'later',
      'section:favourites',
      'starred',
      'section:all',
      'role 9',
      'role 10',
      'zeta',
    ]);
  });

  it('groups the rest by account once there are many', () => {
    const profiles = Array.from({ length: groupFrom }, (_, index) =>
      sampleProfile(String(index), `p${index}`, account(index % 2 === 0 ? '222222222222' : '111111111111')),
    );
    const keys = shape(profiles, new Map(), '');
    expect(keys.indexOf('account:111111111111')).toBe(1);
    expect(keys.indexOf('account:222222222222')).toBeGreaterThan(1);
    expect(shape(profiles.slice(1), new Map(), '').some((key) => key.startsWith('account:'))).toBe(false);
  });

  it('shows each profile once', () => {
    const profiles = [sampleProfile('1', 'a', {}, { favourite: true }), sampleProfile('2', 'b')];
    const items = buildList(profiles, new Map([['1', liveSession('1', now, now + 1)]]), '', 'en');
    expect(items.flatMap((item) => (item.kind === 'profile' ? [item.key] : []))).toEqual(['1', '2']);
  });
});

describe('matches', () => {
  const profile = sampleProfile('1', 'Prod Read-Only', {
    roleArn: 'arn:aws:iam::421098765432:role/team/Auditor',
    region: 'ap-northeast-2',
  });

  it.each(['', 'prod', 'READ', 'auditor', '421098765432', '4210-9876', 'northeast prod', 'only  ap-'])(
    'finds it by %j',
    (query) => {
      expect(matches(profile, query)).toBe(true);
    },
  );

  it('finds a permission set by its name and account', () => {
    const portal: Profile = {
      ...profile,
      recipe: {
        kind: 'identity-center',
        source: { kind: 'sign-in', signInId: 's1' },
        accountId: '998877665544',
        roleName: 'BreakGlass',
        region: 'eu-central-1',
      },
    };
    expect(matches(portal, 'breakglass 9988-7766')).toBe(true);
  });

  it('wants every word', () => {
    expect(matches(profile, 'prod staging')).toBe(false);
  });
});

describe('isLive', () => {
  it('counts whatever main still holds as good', () => {
    const held = (state: Parameters<typeof sampleSession>[1]) =>
      isLive(liveSession('1', now, now + 1, state));
    expect(held({ state: 'active' })).toBe(true);
    expect(held({ state: 'refreshing' })).toBe(true);
    expect(held({ state: 'failed' })).toBe(true);
    expect(held({ state: 'needs-action' })).toBe(true);
    expect(held({ state: 'expired' })).toBe(false);
    expect(isLive(sampleSession('1', { state: 'acquiring' }))).toBe(false);
    expect(isLive(undefined)).toBe(false);
  });
});
