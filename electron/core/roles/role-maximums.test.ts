import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { settled } from '../testing/fake-clock.ts';
import { expectValue, testRecipe, window } from '../testing/fake-ports.ts';
import { codeOf, from, World } from '../testing/world.ts';

const arnOf = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const overMaximum = appError('sts-duration-over-maximum');
const signal = new AbortController().signal;

async function known(world: World, name: string) {
  await settled();
  return world.now.roleMaximums.find(({ roleArn }) => roleArn === arnOf(name)) ?? null;
}

describe('a role’s maximum', () => {
  it('is learned from AWS’s refusal, the shortest of them, and survives a restart', async () => {
    const world = await World.begin();
    const id = await world.role('deploy');
    world.sts.refuseWith(overMaximum);
    for (const seconds of [43_200, 14_400, 28_800])
      expect(codeOf(await world.assume(id, seconds))).toBe('sts-duration-over-maximum');
    expect(await known(world, 'deploy')).toMatchObject({ seconds: null, refusedSeconds: 14_400 });
    await world.restart();
    expect(await known(world, 'deploy')).toMatchObject({ refusedSeconds: 14_400 });
  });

  it('is unlearned when AWS gives a session that long after all', async () => {
    const world = await World.begin();
    const id = await world.role('deploy');
    world.sts.refuseWith(overMaximum);
    await world.assume(id, 14_400);
    world.sts.refuseWith(null);
    expectValue(await world.assume(id, 7_200));
    expect(await known(world, 'deploy')).toMatchObject({ refusedSeconds: 14_400 });
    expectValue(await world.assume(id, 14_400));
    expect(await known(world, 'deploy')).toMatchObject({ seconds: null, refusedSeconds: null });
  });

  it('is not learned from other refusals, and stops no call', async () => {
    const world = await World.begin();
    const id = await world.role('deploy');
    for (const code of ['sts-access-denied', 'sts-duration-over-chaining-limit'] as const) {
      world.sts.refuseWith(appError(code));
      await world.assume(id, 43_200);
    }
    expect(await known(world, 'deploy')).toBeNull();
    world.sts.refuseWith(overMaximum);
    await world.assume(id, 43_200);
    world.sts.refuseWith(null);
    expect(codeOf(await world.assume(id, 43_200))).toBe('ok');
  });

  it('is read with GetRole, by the role itself or another profile of its account', async () => {
    const world = await World.begin();
    const [id, admin] = [await world.role('deploy'), await world.role('admin')];
    world.bench.iam.roleMaximum = 7_200;
    for (const viaProfileId of [null, admin]) {
      const read = await world.handlers.roles.readMaximum({ profileId: id, viaProfileId }, window());
      expect(read).toMatchObject({
        value: { roleArn: arnOf('deploy'), seconds: 7_200, refusedSeconds: null },
      });
    }
    expect(world.sts.requests.map(({ recipe }) => recipe.roleArn)).toEqual([arnOf('deploy'), arnOf('admin')]);
    world.bench.iam.refuse('GetRole', appError('iam-access-denied', { action: 'iam:GetRole' }));
    const denied = await world.handlers.roles.readMaximum({ profileId: id, viaProfileId: null }, window());
    expect(codeOf(denied)).toBe('iam-access-denied');
    expect(await known(world, 'deploy')).toMatchObject({ seconds: 7_200 });
  });

  it('that was read and is refused as well is no longer believed', async () => {
    const world = await World.begin();
    const id = await world.role('deploy');
    world.bench.iam.roleMaximum = 14_400;
    expectValue(await world.handlers.roles.readMaximum({ profileId: id, viaProfileId: null }, window()));
    world.sts.refuseWith(overMaximum);
    await world.assume(id, 7_200);
    expect(await known(world, 'deploy')).toMatchObject({ seconds: null, refusedSeconds: 7_200 });
  });

  it('is not asked for with a session of another account, nor of what is no role', async () => {
    const world = await World.begin();
    const id = await world.role('deploy');
    const roleArn = 'arn:aws:iam::444455556666:role/admin';
    const abroad = await world.profile('abroad', testRecipe(world.keyId, { roleArn }));
    const token = await world.sessionToken('token', 3_600, null);
    for (const [profileId, viaProfileId] of [
      [id, abroad],
      [id, token],
      [token, null],
    ] as const) {
      const read = await world.handlers.roles.readMaximum({ profileId, viaProfileId }, window());
      expect(codeOf(read)).toBe('role-maximum-not-readable');
    }
    expect(world.sts.requests).toEqual([]);
    // Once the key was tested, its account is known.
    expectValue(await world.handlers.accessKeys.test({ id: world.keyId }, window()));
    const read = await world.handlers.roles.readMaximum({ profileId: id, viaProfileId: token }, window());
    expect(codeOf(read)).toBe('ok');
  });
});

describe('raising it', () => {
  it('is planned with what changes and the same by the AWS CLI, and changes nothing yet', async () => {
    const world = await World.begin();
    const [id, admin] = [await world.role('path/deploy'), await world.role('admin')];
    const wanted = { profileId: id, viaProfileId: admin, seconds: 43_200 };
    expect(expectValue(await world.handlers.roles.planRaise(wanted, window()))).toEqual({
      roleArn: arnOf('path/deploy'),
      roleName: 'deploy',
      fromSeconds: null,
      toSeconds: 43_200,
      viaProfileName: 'admin',
      command: 'aws iam update-role --role-name deploy --max-session-duration 43200',
    });
    expect(world.bench.iam.roleMaximum).toBe(3_600);
    expect(world.sts.requests).toEqual([]);
  });

  it('is done by UpdateRole with the profile that was chosen, and known from then on', async () => {
    const world = await World.begin();
    const [id, admin] = [await world.role('deploy'), await world.role('admin')];
    const wanted = { profileId: id, viaProfileId: admin, seconds: 14_400 };
    expectValue(await world.handlers.roles.raiseMaximum(wanted, window()));
    expect(world.bench.iam.roleMaximum).toBe(14_400);
    expect(world.sts.requests.map(({ recipe }) => recipe.roleArn)).toEqual([arnOf('admin')]);
    expect(await known(world, 'deploy')).toMatchObject({ seconds: 14_400, refusedSeconds: null });
    expect(world.activity('role-maximum-raised')).toBe(1);
  });

  it('that IAM denies: says so, and nothing is believed', async () => {
    const world = await World.begin();
    const [id, admin] = [await world.role('deploy'), await world.role('admin')];
    world.bench.iam.refuse('UpdateRole', appError('iam-access-denied', { action: 'iam:UpdateRole' }));
    const wanted = { profileId: id, viaProfileId: admin, seconds: 14_400 };
    expect(codeOf(await world.handlers.roles.raiseMaximum(wanted, window()))).toBe('iam-access-denied');
    expect(await known(world, 'deploy')).toBeNull();
    expect(world.activity('role-maximum-raised')).toBe(0);
  });

  it('is refused through another account, for Identity Center’s roles, below an hour, and to commands', async () => {
    const world = await World.begin();
    const [id, admin] = [await world.role('deploy'), await world.role('admin')];
    const roleArn = 'arn:aws:iam::444455556666:role/admin';
    const abroad = await world.profile('abroad', testRecipe(world.keyId, { roleArn }));
    const reserved = await world.role(
      'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123',
      from(admin),
    );
    const seconds = 43_200;
    for (const wanted of [
      { profileId: id, viaProfileId: abroad, seconds },
      { profileId: reserved, viaProfileId: admin, seconds },
      { profileId: id, viaProfileId: admin, seconds: 1_800 },
    ]) {
      expect(codeOf(await world.handlers.roles.planRaise(wanted, window()))).toBe(
        'role-maximum-not-raisable',
      );
      expect(codeOf(await world.handlers.roles.raiseMaximum(wanted, window()))).toBe(
        'role-maximum-not-raisable',
      );
    }
    const wanted = { profileId: id, viaProfileId: admin, seconds };
    const byCommand = await world.handlers.roles.raiseMaximum(wanted, { client: 'command', signal });
    expect(codeOf(byCommand)).toBe('client-not-allowed');
    expect(world.bench.iam.roleMaximum).toBe(3_600);
    expect(world.sts.requests).toEqual([]);
  });
});
