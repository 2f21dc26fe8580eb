import { describe, expect, it } from 'vitest';
import { durationAdvice } from './duration-advice.ts';
import type { AssumeRoleRecipe, CallerSource, Recipe } from './profile.ts';
import type { RoleMaximumView } from './sign-in-views.ts';

const hour = 3_600;
const region = 'eu-central-1';
const roleArn = 'arn:aws:iam::421098765432:role/ReadOnly';
const mfaSerial = 'arn:aws:iam::421012345678:mfa/phone';
const key = { kind: 'access-key', keyId: 'k1' } as const;
const signIn = { kind: 'sign-in', signInId: 's1' } as const;
const via = (profileId: string) => ({ kind: 'profile', profileId }) as const;

function role(source: CallerSource, part: Partial<AssumeRoleRecipe> = {}): AssumeRoleRecipe {
  return {
    kind: 'assume-role',
    source,
    roleArn,
    region,
    durationSeconds: hour,
    policyArns: [],
    tags: [],
    transitiveTagKeys: [],
    ...part,
  };
}

const narrowed = { region, durationSeconds: hour, policyArns: [] };
const recipes: Record<string, Recipe> = {
  base: role(key, { mfaSerial }),
  second: role(via('base')),
  circle: role(via('circle')),
  session: { kind: 'session-token', source: key, region, durationSeconds: hour, mfaSerial },
  saml: { kind: 'assume-role-with-saml', source: signIn, roleArn, principalArn: '', ...narrowed },
  oidc: { kind: 'assume-role-with-web-identity', source: signIn, roleArn, ...narrowed },
  center: { kind: 'identity-center', source: signIn, accountId: '421098765432', roleName: 'Admin', region },
  root: {
    kind: 'assume-root',
    source: key,
    targetAccount: '421098765432',
    task: 'S3UnlockBucketPolicy',
    region,
    durationSeconds: 900,
  },
  process: { kind: 'credential-process', source: { kind: 'command', command: 'x' }, region },
  federated: { kind: 'federation-token', source: key, tags: [], ...narrowed },
  itself: { kind: 'access-key', source: key, region },
};

const learned = (part: Partial<RoleMaximumView>): RoleMaximumView => ({
  roleArn,
  seconds: null,
  refusedSeconds: null,
  learnedAt: 0,
  ...part,
});

function advise(recipe: Recipe | undefined, roleMaximums: readonly RoleMaximumView[] = []) {
  const profileOf = (id: string) => {
    const found = recipes[id];
    return found && { id, name: id, recipe: found };
  };
  return recipe && durationAdvice(recipe, { profileOf, roleMaximums });
}

describe('durationAdvice', () => {
  it('gives a role twelve hours, called with a key or with a code of its own', () => {
    expect(advise(role(key))).toMatchObject({ maximumSeconds: 12 * hour, reason: 'kind', longerWay: null });
    expect(advise(recipes.base)).toMatchObject({ maximumSeconds: 12 * hour, reason: 'kind' });
    expect(advise(recipes.saml)).toMatchObject({ minimumSeconds: 900, maximumSeconds: 12 * hour });
    expect(advise(recipes.oidc)).toMatchObject({ maximumSeconds: 12 * hour, reason: 'kind' });
  });

  it.each(['base', 'session', 'saml', 'oidc', 'center', 'root'])('gives an hour when called by %s', (id) => {
    expect(advise(role(via(id)))).toMatchObject({ maximumSeconds: hour, reason: 'chained' });
  });

  it.each(['process', 'itself', 'removed'])('does not know up front what AWS says to %s', (id) => {
    expect(advise(role(via(id)))).toMatchObject({ maximumSeconds: 12 * hour, reason: 'kind' });
  });

  it('knows nothing of what the machine has', () => {
    expect(advise(role({ kind: 'machine', from: 'Ec2InstanceMetadata' }))).toMatchObject({
      maximumSeconds: 12 * hour,
      reason: 'kind',
    });
  });

  it('gives an hour with a shared code, and longer with one of its own', () => {
    expect(advise(role(key, { mfaSerial, mfaShared: true }))).toMatchObject({
      maximumSeconds: hour,
      reason: 'shared-mfa',
      longerWay: { kind: 'own-code', seconds: 12 * hour },
    });
    expect(advise(role(key, { mfaShared: true }))).toMatchObject({ maximumSeconds: 12 * hour });
  });

  it('offers the first key of a chain, with the code that its first link takes', () => {
    expect(advise(role(via('second')))?.longerWay).toEqual({
      kind: 'straight',
      seconds: 12 * hour,
      keyId: 'k1',
      mfaSerial,
    });
    expect(advise(role(via('saml')))?.longerWay).toBeNull();
    expect(advise(role(via('circle')))?.longerWay).toBeNull();
  });

  it('counts what is known of the role', () => {
    const four = [learned({ seconds: 4 * hour })];
    expect(advise(role(key), four)).toMatchObject({ maximumSeconds: 4 * hour, reason: 'role-maximum' });
    expect(advise(recipes.saml, four)).toMatchObject({ maximumSeconds: 4 * hour });
    expect(advise(role(key), [learned({ refusedSeconds: 4 * hour })])).toMatchObject({
      maximumSeconds: 4 * hour - 1,
      reason: 'role-maximum',
    });
    expect(advise(role(key), [learned({ roleArn: `${roleArn}X`, seconds: hour })])).toMatchObject({
      maximumSeconds: 12 * hour,
    });
    expect(advise(role(key), [learned({ seconds: 12 * hour })])?.reason).toBe('kind');
  });

  it('offers nothing longer than the role itself gives', () => {
    const one = [learned({ seconds: hour })];
    expect(advise(role(via('base')), one)).toMatchObject({ reason: 'chained', longerWay: null });
    expect(advise(role(key, { mfaSerial, mfaShared: true }), one)?.longerWay).toBeNull();
    expect(advise(role(via('base')), [learned({ seconds: 2 * hour })])?.longerWay?.seconds).toBe(2 * hour);
  });

  it('knows the limits of the other kinds', () => {
    expect(advise(recipes.session)).toMatchObject({ maximumSeconds: 36 * hour, reason: 'kind' });
    expect(advise(recipes.federated)).toMatchObject({ maximumSeconds: 36 * hour });
    expect(advise(recipes.root)).toMatchObject({ maximumSeconds: 900 });
  });

  it.each(['center', 'process', 'itself'])('leaves %s to whoever decides', (id) => {
    expect(advise(recipes[id])).toBeNull();
  });
});
