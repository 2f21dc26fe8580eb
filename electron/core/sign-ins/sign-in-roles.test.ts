import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { fail } from '../../../shared/result.ts';
import { settled } from '../testing/fake-clock.ts';
import { expectValue, window } from '../testing/fake-ports.ts';
import { codeOf, identityCenterMethod, oidcMethod, samlMethod, World } from '../testing/world.ts';

const common = { name: '{account} {role}', region: 'eu-west-1', durationSeconds: 3_600 };

function manyAccounts(world: World, count: number, accountName?: string) {
  world.bench.identityCenter.accounts = Array.from({ length: count }, (_, index) => ({
    accountId: String(100_000_000_000 + index),
    accountName: accountName ?? `Account ${index}`,
    email: null,
  }));
  world.bench.identityCenter.roles = ['Admin', 'Billing', 'Deploy', 'ReadOnly'];
}

async function listed(world: World, id: string) {
  let done = false;
  const asked = world.handlers.signIns.roles({ id }, window()).finally(() => {
    done = true;
  });
  while (!done) await world.bench.clock.pass(1_000);
  return asked;
}

function create(
  world: World,
  id: string,
  roles: readonly { account: string; role: string }[],
  name = common.name,
) {
  const chosen = roles.map(({ account, role }) => ({ account, role }));
  return world.handlers.signIns.createProfiles({ ...common, id, roles: chosen, name }, window());
}

describe('the roles of Identity Center', () => {
  it('300 accounts of 4 roles: listed with progress, made profiles of in one write', async () => {
    const world = await World.begin();
    manyAccounts(world, 300);
    const id = await world.signIn(identityCenterMethod);
    const seen: number[] = [];
    world.keycutter.snapshots.subscribe(({ slices }) => {
      const listing = slices.signIns?.[0]?.listing;
      if (listing) seen.push(listing.done);
    });
    const roles = expectValue(await listed(world, id));
    expect(roles).toHaveLength(1_200);
    expect(seen.length).toBeGreaterThan(50);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    await settled();
    expect(world.now.signIns[0]?.listing).toBeNull();
    expect(world.bench.browsed).toHaveLength(1);

    let saves = 0;
    const { save } = world.bench.profileStore;
    world.bench.profileStore.save = (document) => {
      saves += 1;
      return save.call(world.bench.profileStore, document);
    };
    expect(expectValue(await create(world, id, roles))).toEqual({ created: 1_200, skipped: 0, failed: [] });
    expect(saves).toBe(1);
    await settled();
    expect(world.now.profiles).toHaveLength(1_200);
    expect(world.now.profiles[0]).toMatchObject({
      name: 'Account 0 Admin',
      recipe: { kind: 'identity-center', roleName: 'Admin', region: 'eu-west-1' },
    });
    expect(expectValue(await create(world, id, roles))).toEqual({ created: 0, skipped: 1_200, failed: [] });
    const again = expectValue(await listed(world, id));
    expect(again.every(({ profileId }) => profileId !== null)).toBe(true);
  });

  it('whose names are the same, long or taken get one of their own that can be kept', async () => {
    const world = await World.begin();
    await world.role('prod');
    manyAccounts(world, 260, `${'ü'.repeat(50)}\u202e${'한'.repeat(60)}`);
    const id = await world.signIn(identityCenterMethod);
    const roles = expectValue(await listed(world, id));
    expect(expectValue(await create(world, id, roles, '{account}')).created).toBe(1_040);
    expect(expectValue(await create(world, id, [], 'prod')).created).toBe(0);
    await settled();
    const names = world.now.profiles.map(({ name }) => name);
    expect(new Set(names).size).toBe(1_041);
    expect(Math.max(...names.map((name) => [...name].length))).toBeLessThanOrEqual(80);
    expect(names.some((name) => name.includes('\u202e'))).toBe(false);
  });

  it('a listing that is cancelled ends, and its progress is gone', async () => {
    const world = await World.begin();
    manyAccounts(world, 300);
    const id = await world.signIn(identityCenterMethod);
    const leaving = new AbortController();
    const asked = world.handlers.signIns.roles({ id }, window(leaving.signal));
    await world.bench.clock.pass(2_000);
    expect(world.now.signIns[0]?.listing).not.toBeNull();
    leaving.abort();
    await world.bench.clock.pass(1_000);
    expect(codeOf(await asked)).toBe('cancelled');
    expect(world.now.signIns[0]?.listing).toBeNull();
    expect(expectValue(await create(world, id, [{ account: '100000000000', role: 'Admin' }])).created).toBe(
      0,
    );
  });

  it('with a token that was ended elsewhere are asked for once more', async () => {
    const world = await World.begin();
    const id = await world.signIn(identityCenterMethod);
    expectValue(await listed(world, id));
    const { listAccounts } = world.bench.identityCenter;
    let refusals = 1;
    world.bench.identityCenter.listAccounts = async () => {
      refusals -= 1;
      return refusals < 0
        ? listAccounts.call(world.bench.identityCenter)
        : { result: fail(appError('sign-in-revoked')), awsTime: null };
    };
    await world.bench.clock.pass(20_000);
    expect(expectValue(await listed(world, id))).toHaveLength(2);
    expect(world.bench.browsed).toHaveLength(1);
  });

  it('that cannot be written are told as not made, and none is there', async () => {
    const world = await World.begin();
    const id = await world.signIn(identityCenterMethod);
    const roles = expectValue(await listed(world, id));
    world.bench.profileStore.full = true;
    expect(codeOf(await create(world, id, roles))).toBe('storage-write-failed');
    expect(world.now.profiles).toEqual([]);
  });
});

describe('the roles of an assertion', () => {
  it('are listed by one sign-in, in any account, and made profiles of', async () => {
    const world = await World.begin();
    const principalArn = 'arn:aws:iam::111122223333:saml-provider/idp';
    world.bench.samlReader.roles = [
      { roleArn: 'arn:aws:iam::111122223333:role/path/Admin', principalArn },
      { roleArn: 'arn:aws:iam::444455556666:role/Admin', principalArn },
      { roleArn: 'no role', principalArn },
    ];
    const id = await world.signIn(samlMethod);
    const roles = expectValue(await listed(world, id));
    expect(roles).toMatchObject([
      { account: '111122223333', roleName: 'Admin', accountName: null, profileId: null },
      { account: '444455556666', roleName: 'Admin' },
    ]);
    expect(expectValue(await create(world, id, roles)).created).toBe(2);
    await settled();
    const [first] = world.now.profiles;
    expect(first).toMatchObject({ name: '111122223333 Admin', recipe: { principalArn } });
    expect(codeOf(await world.assume(first?.id ?? ''))).toBe('ok');
    expect(world.bench.samlWindow.opened).toHaveLength(1);
  });

  it('of a sign-in that is gone, or opens no roles', async () => {
    const world = await World.begin();
    expect(codeOf(await listed(world, 'gone'))).toBe('sign-in-not-found');
    expect(codeOf(await listed(world, await world.signIn(oidcMethod)))).toBe('sign-in-wrong-kind');
    expect(codeOf(await create(world, 'gone', []))).toBe('sign-in-not-found');
  });
});
