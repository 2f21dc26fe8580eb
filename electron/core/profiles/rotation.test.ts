import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AppError, appError } from '../../../shared/errors.ts';
import { fail, type Result } from '../../../shared/result.ts';
import type { IamGateway, StsAnswer } from '../aws-ports.ts';
import type { SecretStore } from '../ports.ts';
import { Journal } from '../reminders/journal.ts';
import type { AccessKey, JournalDocument, ProfilesDocument } from '../store-ports.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakeIam } from '../testing/fake-iam.ts';
import { FakeDocumentStore, noMfaSessions, noProfiles } from '../testing/fake-ports.ts';
import { FakeSecretStore } from '../testing/fake-secret-store.ts';
import { FakeSts } from '../testing/fake-sts.ts';
import { AwsTime } from '../time/aws-time.ts';
import { AccessKeys } from './access-keys.ts';
import { Registry } from './registry.ts';
import { KeyRotation } from './rotation.ts';

const first = 'AKIAFIRST00000000000';
const never = () => new AbortController().signal;

/** What happens at one port call: the process ends, or the call fails, before or after it had its effect. */
interface Mishap {
  /** How many calls go well before it. */
  readonly after: number;
  readonly kind: 'crash' | 'failure';
  readonly effect: boolean;
}

class Crash extends Error {}

/** One access key, kept on disk and in the keychain, over as many runs of the app as it takes. */
class World {
  readonly clock = new FakeClock();
  readonly iam = new FakeIam(() => this.clock.trueTime());
  readonly secretStore = new FakeSecretStore();
  readonly profiles: FakeDocumentStore<ProfilesDocument>;
  readonly journal = new FakeDocumentStore<JournalDocument>({ activity: [], copies: [], told: [] });
  calls = 0;
  mishap: Mishap | null = null;
  rotation: KeyRotation;
  accessKeys: AccessKeys;

  constructor(kept: AccessKey['kept'] = 'keychain') {
    const key: AccessKey = { id: 'key', name: 'work', accessKeyId: first, kept, addedAt: 0, identity: null };
    this.profiles = new FakeDocumentStore<ProfilesDocument>({
      ...noProfiles,
      accessKeys: [key],
    });
    this.secretStore.entries.set('access-key/key', 'secret-of-first');
    this.iam.add(first, 'secret-of-first');
    ({ rotation: this.rotation, accessKeys: this.accessKeys } = this.#build());
  }

  /** What is on disk. */
  get key(): AccessKey {
    const [key] = this.profiles.saved.accessKeys;
    if (key === undefined) throw new Error('The key is gone');
    return key;
  }

  restart(): void {
    // As it comes back from a file.
    this.profiles.saved = JSON.parse(JSON.stringify(this.profiles.saved));
    ({ rotation: this.rotation, accessKeys: this.accessKeys } = this.#build());
  }

  /** With time running. */
  async waited<Value>(work: Promise<Value>): Promise<Value | 'crashed'> {
    let over = false;
    const ended = work.then(
      (value) => value,
      (error: unknown) => {
        if (error instanceof Crash) return 'crashed' as const;
        throw error;
      },
    );
    const done = ended.finally(() => {
      over = true;
    });
    for (let second = 0; !over && second < 200; second += 1) await this.clock.pass(1_000);
    return done;
  }

  rotate(signal = never()) {
    return this.waited(this.rotation.rotate('key', signal));
  }

  removeOld() {
    return this.waited(this.rotation.removeRotated('key', never()));
  }

  /** Whatever has happened, the key that the app would use now is one that AWS takes. */
  async expectUsable(): Promise<void> {
    const secret = await new AccessKeys({
      ...this.#dependencies(),
      iam: this.iam,
      mfaSessions: () => [],
    }).secrets.get(this.key);
    const text = secret.ok ? secret.value?.reveal() : undefined;
    expect(this.iam.accepts(this.key.accessKeyId, text)).toBe(true);
    expect(this.iam.keys.size).toBeLessThanOrEqual(2);
  }

  #dependencies() {
    const { clock } = this;
    const awsTime = new AwsTime(clock);
    const registry = new Registry(this.profiles, this.profiles.saved, () => {});
    const journal = new Journal(clock, this.journal, this.journal.saved, () => {});
    const sts = new FakeSts(() => clock.trueTime());
    const defaultRegion = () => 'eu-central-1';
    const onChanged = () => {};
    return {
      clock,
      awsTime,
      registry,
      secretStore: this.secretStore,
      sts,
      journal,
      defaultRegion,
      onChanged,
    };
  }

  #build() {
    const dependencies = this.#dependencies();
    const store = this.#guarded<SecretStore>(this.secretStore, ['get', 'set', 'remove'], (error) =>
      fail(error),
    );
    const refused = (error: AppError): StsAnswer<never> => ({ result: fail(error), awsTime: null });
    const iam = this.#guarded<IamGateway>(
      this.iam,
      ['createAccessKey', 'listAccessKeys', 'deactivateAccessKey', 'deleteAccessKey', 'accessKeyLastUsed'],
      refused,
    );
    const asSts = Object.assign(new FakeSts(() => this.clock.trueTime()), {
      getCallerIdentity: this.iam.getCallerIdentity.bind(this.iam),
    });
    const sts = this.#guarded(asSts, ['getCallerIdentity'], refused);
    const save = this.profiles.save.bind(this.profiles);
    const profiles = this.#guarded(
      { load: () => this.profiles.load(), save },
      ['save'],
      (error): Result<undefined> => fail(error),
    );
    const registry = new Registry(profiles, this.profiles.saved, () => {});
    const accessKeys = new AccessKeys({
      ...dependencies,
      iam: this.iam,
      mfaSessions: () => [],
      registry,
      secretStore: store,
      sts,
    });
    const mfaSessions = noMfaSessions;
    const parts = { ...dependencies, mfaSessions, registry, accessKeys, iam, sts };
    return { accessKeys, rotation: new KeyRotation(parts) };
  }

  /** The same object, with the mishap at its place among all calls. */
  #guarded<Port extends object>(
    port: Port,
    methods: readonly (keyof Port)[],
    failed: (error: AppError) => unknown,
  ): Port {
    const strike = (mishap: Mishap) => {
      this.mishap = null;
      if (mishap.kind === 'crash') throw new Crash();
      return failed(appError('network-timed-out', { host: 'iam.amazonaws.com' }));
    };
    return new Proxy(port, {
      get: (target, name) => {
        const member = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        const method = member.bind(target);
        if (!methods.includes(name as keyof Port)) return method;
        return (...parameters: readonly unknown[]) => {
          const { mishap } = this;
          const struck = mishap !== null && this.calls++ === mishap.after;
          if (!struck) return method(...parameters);
          // What could not be saved is not on disk: the store promises that.
          if (!mishap.effect || (mishap.kind === 'failure' && name === 'save')) return strike(mishap);
          const answer: unknown = method(...parameters);
          return answer instanceof Promise ? answer.then(() => strike(mishap)) : strike(mishap);
        };
      },
    });
  }
}

function codeOf(result: Result<unknown> | 'crashed'): string {
  return result === 'crashed' ? result : result.ok ? 'ok' : result.error.code;
}

async function expectRotated(world: World): Promise<void> {
  const { accessKeyId, rotation } = world.key;
  expect(rotation).toMatchObject({ stage: 'old-key-inactive', oldAccessKeyId: first });
  expect([...world.iam.keys].map(([id, { active }]) => [id, active]).sort()).toEqual([
    [first, false],
    [accessKeyId, true],
  ]);
  await world.expectUsable();
}

async function expectRemoved(world: World): Promise<void> {
  expect(world.key.rotation).toBeUndefined();
  expect([...world.iam.keys.keys()]).toEqual([world.key.accessKeyId]);
  expect(world.secretStore.entries.size).toBe(1);
  await world.expectUsable();
}

describe('rotating a key', () => {
  it('puts a new one in its place and leaves the old one inactive', async () => {
    const world = new World();
    const rotated = await world.rotate();
    expect(codeOf(rotated)).toBe('ok');
    await expectRotated(world);
    expect(rotated).toMatchObject({
      value: { name: 'work', rotation: { stage: 'old-key-inactive', oldAccessKeyId: first } },
    });
    expect(world.key.identity?.arn).toContain('user/mina');
    expect(world.journal.saved.activity[0]).toMatchObject({
      kind: 'key-rotated',
      detail: `${first} → ${world.key.accessKeyId}`,
    });
    expect(codeOf(await world.removeOld())).toBe('ok');
    await expectRemoved(world);
    expect(codeOf(await world.removeOld())).toBe('ok');
  });

  it('can be done again and again', async () => {
    const world = new World();
    for (let round = 1; round <= 4; round += 1) {
      expect(codeOf(await world.rotate())).toBe('ok');
      expect(codeOf(await world.removeOld())).toBe('ok');
      await expectRemoved(world);
      world.restart();
    }
    expect(world.iam.created).toBe(4);
  });

  it('after a mishap at any single call goes on to the end', async () => {
    let hit = 0;
    for (const kind of ['crash', 'failure'] as const) {
      for (const effect of [false, true]) {
        for (let after = 0; after < 60; after += 1) {
          const world = new World();
          world.mishap = { after, kind, effect };
          const outcome = await world.rotate();
          const struckDuringRotation = world.mishap === null;
          await world.expectUsable();
          if (outcome === 'crashed') world.restart();
          if (world.key.rotation?.stage !== 'old-key-inactive') {
            expect(codeOf(await world.rotate())).toBe('ok');
          }
          await expectRotated(world);
          const removal = await world.removeOld();
          if (removal === 'crashed') world.restart();
          if (codeOf(removal) !== 'ok') expect(codeOf(await world.removeOld())).toBe('ok');
          await expectRemoved(world);
          if (struckDuringRotation) hit += 1;
          if (world.mishap !== null) break;
        }
      }
    }
    expect(hit).toBeGreaterThan(60);
  });

  it('uses the key whose secret the keychain already has', async () => {
    const world = new World();
    world.mishap = { after: 6, kind: 'crash', effect: true };
    expect(await world.rotate()).toBe('crashed');
    expect(world.secretStore.entries.has('access-key/key/1')).toBe(true);
    expect(world.key.rotation?.stage).toBe('creating');
    world.restart();
    expect(codeOf(await world.rotate())).toBe('ok');
    await expectRotated(world);
    expect(world.iam.created).toBe(1);
  });

  it('after several mishaps goes on to the end', async () => {
    const mishap = fc.record({
      after: fc.nat(20),
      kind: fc.constantFrom('crash' as const, 'failure' as const),
      effect: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(mishap, { minLength: 2, maxLength: 5 }), async (mishaps) => {
        const world = new World();
        for (const next of mishaps) {
          world.calls = 0;
          world.mishap = next;
          const outcome = await world.rotate();
          await world.expectUsable();
          if (outcome === 'crashed') world.restart();
          if (codeOf(outcome) === 'ok') break;
        }
        world.mishap = null;
        if (world.key.rotation?.stage !== 'old-key-inactive') expect(codeOf(await world.rotate())).toBe('ok');
        await expectRotated(world);
        expect(world.iam.created).toBeLessThanOrEqual(mishaps.length + 1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what stops a rotation', () => {
  it('another key of the user: nothing is begun', async () => {
    const world = new World();
    world.iam.add('AKIAOTHER00000000000', 'x');
    expect(await world.rotate()).toMatchObject({
      error: { code: 'iam-key-limit', params: { accessKeyIds: 'AKIAOTHER00000000000' } },
    });
    expect(world.key.rotation).toBeUndefined();
    expect(world.iam.created).toBe(0);
  });

  it('a permission that is missing: nothing is begun, or it goes on once it is given', async () => {
    const world = new World();
    const denied = appError('iam-access-denied', { action: 'iam:CreateAccessKey' });
    for (const action of ['ListAccessKeys', 'CreateAccessKey']) {
      world.iam.refuse(action, denied);
      expect(codeOf(await world.rotate())).toBe('iam-access-denied');
      expect(world.key.rotation).toBeUndefined();
      world.iam.refuse(action, null);
    }
    world.iam.refuse('UpdateAccessKey', denied);
    expect(await world.rotate()).toMatchObject({
      error: { code: 'rotation-unfinished', params: { reason: 'iam-access-denied' } },
    });
    await world.expectUsable();
    expect(codeOf(await world.removeOld())).toBe('rotation-unfinished');
    // An administrator does it instead.
    const old = world.iam.keys.get(first);
    if (old !== undefined) old.active = false;
    expect(codeOf(await world.rotate())).toBe('ok');
    await expectRotated(world);
  });

  it('a key kept in memory', async () => {
    expect(codeOf(await new World('memory').rotate())).toBe('rotation-needs-keychain');
  });

  it('a keychain that is locked when the new secret comes: the new key is deleted again', async () => {
    const world = new World();
    const { createAccessKey } = world.iam;
    world.iam.createAccessKey = async (caller) => {
      const answer = await createAccessKey.call(world.iam, caller);
      world.secretStore.state = 'locked';
      return answer;
    };
    expect(codeOf(await world.rotate())).toBe('keychain-locked');
    expect([...world.iam.keys.keys()]).toEqual([first]);
    world.iam.createAccessKey = createAccessKey;
    world.secretStore.state = 'ready';
    expect(codeOf(await world.rotate())).toBe('ok');
    await expectRotated(world);
  });

  it('a new key that AWS never takes: it says so in time, and the old one stays in use', async () => {
    const world = new World();
    world.iam.propagationDelay = 10 * 60_000;
    expect(codeOf(await world.rotate())).toBe('rotation-unfinished');
    expect(world.key).toMatchObject({ accessKeyId: first, rotation: { stage: 'verifying' } });
    await world.expectUsable();
    await world.clock.pass(10 * 60_000);
    expect(codeOf(await world.rotate())).toBe('ok');
    await expectRotated(world);
  });

  it('somebody who deletes the new key meanwhile: the next rotation begins anew', async () => {
    const world = new World();
    world.iam.propagationDelay = 10 * 60_000;
    await world.rotate();
    world.iam.keys.delete('AKIANEW0000000000001');
    expect(codeOf(await world.rotate())).toBe('sts-invalid-client-token');
    world.iam.propagationDelay = 0;
    expect(codeOf(await world.rotate())).toBe('ok');
    await expectRotated(world);
  });

  it('a new secret that was taken out of the keychain: its key is deleted', async () => {
    const world = new World();
    world.iam.propagationDelay = 10 * 60_000;
    await world.rotate();
    world.secretStore.entries.delete('access-key/key/1');
    expect(codeOf(await world.rotate())).toBe('access-key-secret-missing');
    expect([...world.iam.keys.keys()]).toEqual([first]);
    await world.expectUsable();
  });

  it('leaves alone a key that somebody else made, after an attempt of which nothing is known', async () => {
    for (const [createdAfter, usedAt] of [
      [10 * 60_000, null],
      [0, 1],
    ] as const) {
      const world = new World();
      world.mishap = { after: 5, kind: 'failure', effect: false };
      await world.rotate();
      expect(world.key.rotation?.stage).toBe('creating');
      world.iam.add('AKIAOTHER00000000000', 'x', world.clock.trueTime() + createdAfter);
      const other = world.iam.keys.get('AKIAOTHER00000000000');
      if (other !== undefined) other.lastUsedAt = usedAt;
      expect(codeOf(await world.rotate())).toBe('iam-key-limit');
      expect(world.iam.keys.has('AKIAOTHER00000000000')).toBe(true);
      world.iam.keys.delete('AKIAOTHER00000000000');
      expect(codeOf(await world.rotate())).toBe('ok');
      await expectRotated(world);
    }
  });

  it('the person: cancelled while AWS learns of the new key, it goes on later', async () => {
    const world = new World();
    const cancel = new AbortController();
    world.clock.setTimer(1_500, () => cancel.abort());
    expect(codeOf(await world.rotate(cancel.signal))).toBe('cancelled');
    expect(world.key.accessKeyId).toBe(first);
    expect(codeOf(await world.rotate())).toBe('ok');
    await expectRotated(world);
    expect(world.iam.created).toBe(1);
  });

  it('nothing, when asked twice at once: one new key', async () => {
    const world = new World();
    const both = await world.waited(
      Promise.all([world.rotation.rotate('key', never()), world.rotation.rotate('key', never())]),
    );
    expect(both).toMatchObject([{ ok: true }, { ok: true }]);
    expect(world.iam.created).toBe(1);
  });
});
