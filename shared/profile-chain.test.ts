import { describe, expect, it } from 'vitest';
import type { CallerSource, Recipe } from './profile.ts';
import { cannotAssume, chainOf } from './profile-chain.ts';

const key = { kind: 'access-key', keyId: 'k1' } as const;
const via = (profileId: string) => ({ kind: 'profile', profileId }) as const;
const role = (source: CallerSource): Recipe => ({
  kind: 'assume-role',
  source,
  roleArn: 'arn:aws:iam::421098765432:role/R',
  region: 'eu-central-1',
  durationSeconds: 3_600,
  policyArns: [],
  tags: [],
  transitiveTagKeys: [],
});
const recipes: Record<string, Recipe> = {
  first: role(key),
  second: role(via('first')),
  portal: {
    kind: 'identity-center',
    source: { kind: 'sign-in', signInId: 's1' },
    accountId: '421098765432',
    roleName: 'Admin',
    region: 'eu-central-1',
  },
  left: role(via('right')),
  right: role(via('left')),
  lost: role(via('nobody')),
};
const profileOf = (id: string) => {
  const recipe = recipes[id];
  return recipe && { id, name: id, recipe };
};
const chain = (recipe: Recipe, ownId?: string) => {
  const { links, ...rest } = chainOf(recipe, profileOf, ownId);
  return { names: links.map(({ name }) => name), ...rest };
};

describe('chainOf', () => {
  it('goes from the nearest profile to the first key', () => {
    expect(chain(role(via('second')))).toEqual({ names: ['second', 'first'], origin: key, end: 'whole' });
    expect(chain(role(key))).toEqual({ names: [], origin: key, end: 'whole' });
    expect(chain(role(via('portal')))).toEqual({ names: ['portal'], origin: null, end: 'whole' });
  });

  it('ends at a cycle, also through the profile itself', () => {
    expect(chain(role(via('left')))).toEqual({ names: ['left', 'right'], origin: null, end: 'cycle' });
    expect(chain(role(via('second')), 'first')).toEqual({ names: ['second'], origin: null, end: 'cycle' });
    expect(chain(role(via('first')), 'first')).toEqual({ names: [], origin: null, end: 'cycle' });
  });

  it('ends where a profile is gone', () => {
    expect(chain(role(via('lost')))).toEqual({ names: ['lost'], origin: null, end: 'missing' });
  });
});

describe('cannotAssume', () => {
  it('knows whose sessions call AssumeRole', () => {
    expect(cannotAssume('federation-token')).toBe('federation-token');
    expect(cannotAssume('access-key')).toBe('access-key');
    expect(cannotAssume('credential-process')).toBeNull();
  });
});
