import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { Secret } from '../../../shared/secret.ts';
import type { IamGateway, StsCaller } from '../aws-ports.ts';
import { FakeIam } from '../testing/fake-iam.ts';
import { expectValue, window } from '../testing/fake-ports.ts';
import { codeOf, serial, World } from '../testing/world.ts';

const denied = appError('iam-access-denied', { action: 'iam:ListAccessKeys' });
const first = 'AKIAIOSFODNN7EXAMPLE';

/** IAM that takes nothing but sessions of a code, as AWS's example policy has it. */
async function strictWorld() {
  const clock = { now: () => 0 };
  const iam = new FakeIam(() => clock.now());
  iam.add(first, 'x'.repeat(40));
  const withCode = (caller: StsCaller) => caller.credentials.accessKeyId.startsWith('ASIA');
  let refused = 0;
  const strict = new Proxy(iam, {
    get: (target, name: keyof IamGateway) => {
      const method = target[name];
      if (typeof method !== 'function') return method;
      return async (caller: StsCaller, ...rest: never[]) => {
        if (withCode(caller)) {
          const key = { accessKeyId: [...target.keys].find(([, { active }]) => active)?.[0] ?? '' };
          const secret = target.keys.get(key.accessKeyId)?.secret ?? '';
          const credentials = { ...key, secretAccessKey: new Secret(secret) };
          return Reflect.apply(method, target, [{ ...caller, credentials }, ...rest]);
        }
        refused += 1;
        return { result: { ok: false, error: denied }, awsTime: null };
      };
    },
  });
  const world = await World.begin({ iam: strict });
  clock.now = () => world.bench.clock.trueTime();
  return { world, iam, refused: () => refused };
}

async function finished<Value>(world: World, work: Promise<Value>): Promise<Value> {
  let done = false;
  const ending = work.finally(() => {
    done = true;
  });
  while (!done) await world.bench.clock.pass(500);
  return ending;
}

describe('where IAM denies without MFA', () => {
  it('a rotation asks for one code, and goes through to the end with its session', async () => {
    const { world, iam } = await strictWorld();
    await world.role('one', { mfaSerial: serial });
    const rotated = world.handlers.accessKeys.rotate({ id: world.keyId }, window());
    await world.bench.clock.pass(100);
    expect(world.now.prompt).toMatchObject({ serial, keyName: 'work' });
    await world.enterCode('111111');
    expectValue(await finished(world, rotated));
    expect(iam.keys.get(first)?.active).toBe(false);
    expect(world.sts.sessionTokenRequests).toHaveLength(1);
    expect(world.now.prompt).toBeNull();
  });

  it('uses the code that was given already today', async () => {
    const { world, iam } = await strictWorld();
    const id = await world.role('one', { mfaSerial: serial, mfaShared: true });
    const asked = world.assume(id);
    await world.enterCode('111111');
    expectValue(await asked);
    expectValue(await finished(world, world.handlers.accessKeys.rotate({ id: world.keyId }, window())));
    expect(iam.created).toBe(1);
    expect(world.sts.sessionTokenRequests).toHaveLength(1);
  });

  it('deleting the old key asks likewise', async () => {
    const { world, iam } = await strictWorld();
    await world.role('one', { mfaSerial: serial });
    const rotated = world.handlers.accessKeys.rotate({ id: world.keyId }, window());
    await world.bench.clock.pass(100);
    await world.enterCode('111111');
    expectValue(await finished(world, rotated));
    await world.bench.clock.pass(5_000);
    await world.handlers.accessKeys.endMfaSession({ id: world.keyId }, window());
    const removed = world.handlers.accessKeys.removeRotated({ id: world.keyId }, window());
    await world.bench.clock.pass(100);
    await world.enterCode('222222');
    expectValue(await finished(world, removed));
    expect(iam.keys.has(first)).toBe(false);
  });

  it('without a known device, or a person who will, it says what IAM said and nothing is begun', async () => {
    const { world, iam, refused } = await strictWorld();
    const rotate = () => world.handlers.accessKeys.rotate({ id: world.keyId }, window());
    expect(codeOf(await finished(world, rotate()))).toBe('iam-access-denied');
    expect(refused()).toBe(1);
    await world.role('one', { mfaSerial: serial });
    const rotated = rotate();
    await world.bench.clock.pass(100);
    await world.dismissCode();
    expect(codeOf(await finished(world, rotated))).toBe('iam-access-denied');
    expect(iam.created).toBe(0);
    expect(world.now.accessKeys[0]?.rotation).toBeNull();
  });
});
