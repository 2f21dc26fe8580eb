import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { settled } from '../testing/fake-clock.ts';
import { expectValue, testRecipe, window } from '../testing/fake-ports.ts';
import { codeOf, from, hour, roleRecipe, World } from '../testing/world.ts';

const rolesAsked = (world: World) => world.sts.requests.map(({ recipe }) => recipe.roleArn.split('/').at(-1));
const signers = (world: World) => world.sts.callers.map(({ credentials }) => credentials.accessKeyId);

describe('a chain', () => {
  for (const hops of [1, 2, 5]) {
    it(`of ${hops} more: one call each, signed with the session before, and all of them shared`, async () => {
      const world = await World.begin();
      const names = Array.from({ length: hops + 1 }, (_, index) => `role-${index}`);
      const ids = await world.chain(...names);
      const last = ids.at(-1) ?? '';
      const all = await Promise.all(Array.from({ length: 50 }, () => world.assume(last)));
      expect(all.map(codeOf)).toEqual(all.map(() => 'ok'));
      expect(rolesAsked(world)).toEqual(names);
      expect(signers(world)).toEqual([
        'AKIAIOSFODNN7EXAMPLE',
        ...ids.slice(0, -1).map((id) => world.session(id)?.accessKeyId),
      ]);
      expect(world.session(last)?.hops).toBe(hops);
      for (const id of ids) expect(codeOf(await world.assume(id))).toBe('ok');
      expect(world.sts.requests).toHaveLength(hops + 1);
    });
  }

  it('shares a hop between children that ask at once, from the window and from programs', async () => {
    const world = await World.begin();
    const base = await world.role('base');
    const children: string[] = [];
    for (let index = 0; index < 10; index += 1) children.push(await world.role(`child-${index}`, from(base)));
    const release = world.sts.hold();
    const asked = children.flatMap((id) => [world.assume(id), world.serve(id), world.assume(id)]);
    await settled();
    expect(rolesAsked(world)).toEqual(['base']);
    release();
    expect((await Promise.all(asked)).every(({ ok }) => ok)).toBe(true);
    expect(rolesAsked(world).filter((name) => name === 'base')).toHaveLength(1);
    expect(world.sts.requests).toHaveLength(11);
  });

  it('goes on for one child when another one cancels', async () => {
    const world = await World.begin();
    const base = await world.role('base');
    const [one, two] = [await world.role('one', from(base)), await world.role('two', from(base))];
    const release = world.sts.hold();
    const leaving = new AbortController();
    const left = world.assume(one, undefined, leaving.signal);
    const stays = world.assume(two);
    await settled();
    leaving.abort();
    expect(codeOf(await left)).toBe('cancelled');
    release();
    expect(codeOf(await stays)).toBe('ok');
    expect(rolesAsked(world)).toEqual(['base', 'two']);
  });

  it('tells the child what its source could not do', async () => {
    const world = await World.begin();
    const [base = '', child = ''] = await world.chain('base', 'child');
    world.sts.refuseWith(appError('sts-access-denied', { detail: 'no' }));
    expect(codeOf(await world.assume(child))).toBe('sts-access-denied');
    await settled();
    expect([world.stateOf(base), world.stateOf(child)]).toEqual(['failed', 'failed']);
  });

  it('renews each hop by itself, with no more calls than sessions end', async () => {
    const world = await World.begin();
    const ids = await world.chain('one', 'two', 'three');
    expectValue(await world.assume(ids[2] ?? ''));
    await world.bench.clock.pass(3 * hour);
    expect(world.stateOf(ids[2] ?? '')).toBe('active');
    expect(world.sts.requests.length).toBeLessThanOrEqual(3 * 6);
  });

  it('lets its hops end when nothing has used the last one for long', async () => {
    const world = await World.begin();
    const ids = await world.chain('one', 'two', 'three', 'four', 'five');
    expectValue(await world.assume(ids.at(-1) ?? ''));
    const { renewHoursAfterUse } = world.keycutter.settings();
    await world.bench.clock.pass((renewHoursAfterUse + 2) * hour);
    for (const id of ids) expect(world.stateOf(id)).toBe('expired');
    const calls = world.sts.requests.length;
    await world.bench.clock.pass(24 * hour);
    expect(world.sts.requests).toHaveLength(calls);
  });
});

describe('a circle', () => {
  it('is refused where it would be saved, with the names on the way round', async () => {
    const world = await World.begin();
    const [one = ''] = await world.chain('one', 'two', 'three');
    const third = world.now.profiles.find(({ name }) => name === 'three')?.id ?? '';
    const refused = await world.tryProfile('one', roleRecipe(world.keyId, 'one', from(third)), one);
    expect(refused).toMatchObject({
      error: { code: 'chain-cycle', params: { names: 'one → three → two → one' } },
    });
    const own = await world.tryProfile('one', roleRecipe(world.keyId, 'one', from(one)), one);
    expect(own).toMatchObject({ error: { params: { names: 'one → one' } } });
    expect(codeOf(await world.assume(third))).toBe('ok');
  });

  it('that is on disk all the same is refused when a session is asked for, with no call', async () => {
    const world = await World.begin();
    const [one = '', two = ''] = await world.chain('one', 'two');
    const { saved } = world.bench.profileStore;
    world.bench.profileStore.saved = {
      ...saved,
      profiles: saved.profiles.map((profile) =>
        profile.id === one ? { ...profile, recipe: roleRecipe(world.keyId, 'one', from(two)) } : profile,
      ),
    };
    await world.restart();
    for (const id of [one, two]) expect(codeOf(await world.assume(id))).toBe('chain-cycle');
    expect(codeOf(await world.serve(one))).toBe('chain-cycle');
    expect(world.sts.requests).toHaveLength(0);
  });
});

describe('a source', () => {
  it('whose sessions may not assume a role is refused when saving', async () => {
    const world = await World.begin();
    const source = { kind: 'access-key', keyId: world.keyId } as const;
    const region = 'eu-central-1';
    const federated = await world.profile('federated', {
      kind: 'federation-token',
      source,
      region,
      durationSeconds: 3_600,
      policyArns: [],
      tags: [],
    });
    const itself = await world.profile('itself', { kind: 'access-key', source, region });
    const root = await world.profile('root', {
      kind: 'assume-root',
      source,
      region,
      targetAccount: '444455556666',
      task: 'S3UnlockBucketPolicy',
      durationSeconds: 900,
    });
    for (const [id, name] of [
      [federated, 'federated'],
      [itself, 'itself'],
      [root, 'root'],
    ] as const) {
      expect(await world.tryProfile('child', roleRecipe(world.keyId, 'child', from(id)))).toMatchObject({
        error: { code: 'chain-source-cannot-assume', params: { name } },
      });
    }
  });

  it('that becomes one that cannot: its children’s sessions are dropped, and asking says why', async () => {
    const world = await World.begin();
    const [base = '', child = ''] = await world.chain('base', 'child');
    expectValue(await world.assume(child));
    const source = { kind: 'access-key', keyId: world.keyId } as const;
    await world.profile('base', { kind: 'access-key', source, region: 'eu-central-1' }, base);
    expect(world.stateOf(child)).toBe('idle');
    expect(codeOf(await world.assume(child))).toBe('chain-source-cannot-assume');
    await world.bench.clock.pass(hour);
    expect(world.sts.requests).toHaveLength(2);
  });

  it('that is edited: its session and those got with it go, others stay', async () => {
    const world = await World.begin();
    const [base = '', child = '', grandchild = ''] = await world.chain('base', 'child', 'grandchild');
    const other = await world.role('other');
    for (const id of [grandchild, other]) expectValue(await world.assume(id));
    await world.role('base', { externalId: 'abc' }, base);
    await settled();
    expect([base, child, grandchild, other].map((id) => world.stateOf(id))).toEqual([
      'idle',
      'idle',
      'idle',
      'active',
    ]);
    expect(world.bench.sessionCache.sealed.map(({ profileId }) => profileId)).toEqual([other]);
    await world.role('base', { externalId: 'abc' }, base);
    expectValue(await world.assume(grandchild));
    await world.profile('base, renamed', roleRecipe(world.keyId, 'base', { externalId: 'abc' }), base);
    expect(world.stateOf(grandchild)).toBe('active');
  });

  it('that is edited while a child’s call is under way: the child goes round again with the new one', async () => {
    const world = await World.begin();
    const [base = '', child = ''] = await world.chain('base', 'child');
    const release = world.sts.hold();
    const asked = world.assume(child);
    await settled();
    await world.role('moved', {}, base);
    release();
    expect(codeOf(await asked)).toBe('ok');
    expect(rolesAsked(world)).toEqual(['base', 'moved', 'child']);
  });

  it('that is stopped keeps its children’s sessions; that is removed takes them along', async () => {
    const world = await World.begin();
    const [base = '', child = ''] = await world.chain('base', 'child');
    expectValue(await world.assume(child));
    await world.handlers.sessions.stop({ profileId: base }, window());
    expect([world.stateOf(base), world.stateOf(child)]).toEqual(['idle', 'active']);
    expectValue(await world.handlers.profiles.remove({ id: base }, window()));
    expect(world.stateOf(child)).toBe('idle');
    expect(codeOf(await world.assume(child))).toBe('profile-source-missing');
  });

  it('that is stopped while a child waits for it: the child’s ask ends, and nothing begins anew', async () => {
    const world = await World.begin();
    const [base = '', child = ''] = await world.chain('base', 'child');
    const release = world.sts.hold();
    const asked = world.assume(child);
    await settled();
    await world.handlers.sessions.stop({ profileId: base }, window());
    expect(codeOf(await asked)).toBe('cancelled');
    release();
    await settled();
    expect(world.sts.requests).toHaveLength(1);
    expect([world.stateOf(base), world.stateOf(child)]).toEqual(['idle', 'idle']);
  });

  it('of the machine signs as it is; one that has none says so', async () => {
    const world = await World.begin();
    const id = await world.role('by-machine', { source: { kind: 'machine', from: 'Ec2InstanceMetadata' } });
    expect(await world.assume(id)).toMatchObject({
      error: { code: 'machine-credentials-missing', params: { from: 'Ec2InstanceMetadata' } },
    });
    world.bench.machineCredentials.there = true;
    expect(codeOf(await world.assume(id, 43_200))).toBe('ok');
    expect(signers(world)).toEqual(['AKIAMACHINE000000000']);
  });
});

describe('what cannot be is refused before any call', () => {
  it('12 hours on a chain, as saved or chosen, and after GetSessionToken', async () => {
    const world = await World.begin();
    const base = await world.role('base');
    const long = await world.role('long', { ...from(base), durationSeconds: 43_200 });
    const short = await world.role('short', from(base));
    const token = await world.sessionToken('token', 43_200, null);
    const after = await world.role('after', { ...from(token), durationSeconds: 7_200 });
    for (const id of [long, after]) {
      expect(await world.assume(id)).toMatchObject({
        error: { code: 'duration-over-chaining-limit', params: { direct: 'no' } },
      });
    }
    expect(codeOf(await world.assume(short, 3_601))).toBe('duration-over-chaining-limit');
    expect(world.sts.requests).toHaveLength(0);
    expect(codeOf(await world.assume(short, 1_800))).toBe('ok');
    expect(codeOf(await world.assume(base, 43_200))).toBe('ok');
  });

  it('12 hours with a shared code, and offers a code of its own', async () => {
    const world = await World.begin();
    const mfaSerial = 'arn:aws:iam::111122223333:mfa/phone';
    const id = await world.role('shared', { mfaSerial, mfaShared: true, durationSeconds: 43_200 });
    expect(await world.assume(id)).toMatchObject({
      error: { code: 'duration-over-chaining-limit', params: { direct: 'yes' } },
    });
    expect(world.now.prompt).toBeNull();
  });

  it('more than the kind of profile can have, in words that are not about chains', async () => {
    const world = await World.begin();
    const root = await world.profile('root', {
      kind: 'assume-root',
      source: { kind: 'access-key', keyId: world.keyId },
      region: 'eu-central-1',
      targetAccount: '444455556666',
      task: 'S3UnlockBucketPolicy',
      durationSeconds: 900,
    });
    expect(codeOf(await world.assume(root, 3_600))).toBe('input-refused');
    expect(world.sts.otherRequests).toHaveLength(0);
    expect(codeOf(await world.assume(root))).toBe('ok');
  });

  it('a role, or a source, in another partition than the Region', async () => {
    const world = await World.begin();
    const roleArn = 'arn:aws-cn:iam::111122223333:role/shanghai';
    const wrong = await world.profile('wrong', testRecipe(world.keyId, { roleArn }));
    expect(await world.assume(wrong)).toMatchObject({
      error: { code: 'partition-mismatch', params: { found: 'aws-cn', expected: 'aws' } },
    });
    const base = await world.role('base');
    const across = await world.profile(
      'across',
      testRecipe(world.keyId, { ...from(base), roleArn, region: 'cn-north-1' }),
    );
    expect(await world.assume(across)).toMatchObject({
      error: { code: 'partition-mismatch', params: { what: 'the-source', source: 'base' } },
    });
    expect(world.sts.requests).toHaveLength(0);
  });
});
