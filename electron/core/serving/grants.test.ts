import { describe, expect, it } from 'vitest';
import { type AppError, appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { ServedCredentials } from '../credentials.ts';
import type { ContainerEndpoint, GrantDesk } from '../ports.ts';
import type { GrantsDocument } from '../store-ports.ts';
import { FakeClock, settled } from '../testing/fake-clock.ts';
import { expectValue, FakeDocumentStore } from '../testing/fake-ports.ts';
import { Grants } from './grants.ts';

const hour = 3_600_000;
const never = new AbortController().signal;

class FakeEndpoint implements ContainerEndpoint {
  port: number | null = null;
  desk: GrantDesk | null = null;
  /** Ports that other programs hold. */
  readonly taken = new Set<number>();
  failure: AppError | null = null;
  opened = 0;
  #next = 20_001;

  async open(port: number | null, desk: GrantDesk): Promise<Result<number>> {
    if (this.failure !== null) return fail(this.failure);
    if (port !== null && this.taken.has(port)) {
      return fail(appError('endpoint-port-taken', { port: String(port) }));
    }
    while (this.taken.has(this.#next)) this.#next += 1;
    this.port = port ?? this.#next;
    this.desk = desk;
    this.opened += 1;
    return succeed(this.port);
  }

  async close(): Promise<void> {
    this.port = null;
  }
}

const credentials: ServedCredentials = {
  profileId: 'prod',
  profileName: 'prod',
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: new Secret('secret'),
  sessionToken: new Secret('session'),
  expiration: 0,
  region: 'eu-central-1',
  accountId: null,
  endpointUrl: null,
};

function bench() {
  const clock = new FakeClock();
  const store = new FakeDocumentStore<GrantsDocument>({ port: null, grants: [] });
  const endpoint = new FakeEndpoint();
  const told: AppError[] = [];
  const counts = { changes: 0, saves: 0 };
  const save = store.save.bind(store);
  store.save = (document) => {
    counts.saves += 1;
    return save(document);
  };
  /** Called again it is a restart. */
  const begin = () =>
    new Grants({
      clock,
      store,
      document: store.load().document,
      endpoint,
      serve: async (profileId) => succeed({ ...credentials, profileId }),
      tokenHours: () => 12,
      notify: (error) => told.push(error),
      onChanged: () => {
        counts.changes += 1;
      },
    });
  return { clock, store, endpoint, told, counts, begin };
}

async function serves(grants: Grants, profileId: string, token: Secret): Promise<string> {
  const result = await grants.serve(profileId, token.reveal(), never);
  return result.ok ? result.value.profileId : result.error.code;
}

describe('a grant', () => {
  it('opens the endpoint, which was closed till then, and serves its profile', async () => {
    const { endpoint, begin, store, clock } = bench();
    const grants = begin();
    await grants.start();
    expect(endpoint.opened).toBe(0);
    expect(grants.port()).toBeNull();
    expect(grants.nextDeadline()).toBeNull();

    const { grant, token, url } = expectValue(await grants.create('prod'));
    expect(url).toBe('http://127.0.0.1:20001/profiles/prod');
    expect(Buffer.from(token.reveal(), 'base64url')).toHaveLength(32);
    expect(grants.port()).toBe(20_001);
    expect(endpoint.desk).toBe(grants);
    expect(grant.expiresAt).toBe(clock.now() + 12 * hour);
    expect(grants.nextDeadline()).toBe(grant.expiresAt);
    expect(await serves(grants, 'prod', token)).toBe('prod');
    expect(JSON.stringify(store.saved)).not.toContain(token.reveal());
    expect(JSON.stringify(grants.views())).not.toContain(grant.tokenHash);
  });

  it('is refused for another profile, with another token, when revoked and when expired, all alike', async () => {
    const { begin, clock } = bench();
    const grants = begin();
    const prod = expectValue(await grants.create('prod'));
    const test = expectValue(await grants.create('test'));
    expect(await serves(grants, 'test', prod.token)).toBe('grant-not-found');
    expect(await serves(grants, 'prod', test.token)).toBe('grant-not-found');
    expect(await serves(grants, 'prod', new Secret(''))).toBe('grant-not-found');
    expect(await serves(grants, 'prod', new Secret(`${prod.token.reveal()}x`))).toBe('grant-not-found');
    expect(await serves(grants, 'none', prod.token)).toBe('grant-not-found');
    expect(grants.revoke(prod.grant.id).ok).toBe(true);
    expect(grants.revoke(prod.grant.id)).toEqual(fail(appError('grant-not-found')));
    expect(await serves(grants, 'prod', prod.token)).toBe('grant-not-found');
    expect(await serves(grants, 'test', test.token)).toBe('test');
    // Asleep, so that no timer has told anyone.
    clock.sleep(12 * hour);
    expect(await serves(grants, 'test', test.token)).toBe('grant-not-found');
  });

  it('takes the endpoint with it when it was the last', async () => {
    const { begin, endpoint, clock, store } = bench();
    const grants = begin();
    await grants.create('prod');
    await clock.pass(hour);
    await grants.create('test');
    await clock.pass(11 * hour);
    grants.evaluate();
    await settled();
    expect(grants.views().map((view) => view.profileId)).toEqual(['test']);
    expect(endpoint.port).toBe(20_001);
    await clock.pass(hour);
    grants.evaluate();
    await settled();
    expect(endpoint.port).toBeNull();
    expect(grants.port()).toBeNull();
    expect(store.saved).toEqual({ port: null, grants: [] });
  });

  it('goes with its profile, or with all others', async () => {
    const { begin, endpoint } = bench();
    const grants = begin();
    for (const profile of ['prod', 'test', 'prod']) await grants.create(profile);
    grants.revokeFor('prod');
    expect(grants.views().map((view) => view.profileId)).toEqual(['test']);
    grants.revokeAll();
    await settled();
    expect(grants.views()).toEqual([]);
    expect(endpoint.port).toBeNull();
  });

  it('makes room for another by the one that was idle for longest', async () => {
    const { begin, clock } = bench();
    const grants = begin();
    const first = expectValue(await grants.create('prod'));
    const second = expectValue(await grants.create('prod'));
    await clock.pass(1_000);
    expect(await serves(grants, 'prod', first.token)).toBe('prod');
    for (let count = 2; count < 201; count += 1) await grants.create('test');
    expect(grants.views()).toHaveLength(200);
    expect(await serves(grants, 'prod', first.token)).toBe('prod');
    expect(await serves(grants, 'prod', second.token)).toBe('grant-not-found');
  });

  it('is not given out when it could not be kept', async () => {
    const { begin, store, endpoint } = bench();
    const grants = begin();
    store.full = true;
    expect(await grants.create('prod')).toMatchObject({ ok: false, error: { code: 'storage-write-failed' } });
    await settled();
    expect(grants.views()).toEqual([]);
    expect(endpoint.port).toBeNull();
  });

  it('is no longer taken even where that could not be written down, which is told', async () => {
    const { begin, store } = bench();
    const grants = begin();
    const { grant, token } = expectValue(await grants.create('prod'));
    store.full = true;
    expect(grants.revoke(grant.id)).toMatchObject({ ok: false, error: { code: 'storage-write-failed' } });
    expect(await serves(grants, 'prod', token)).toBe('grant-not-found');
  });

  it('tells when it was used, and writes that down once a minute at the most', async () => {
    const { begin, clock, counts, store } = bench();
    const grants = begin();
    const { token } = expectValue(await grants.create('prod'));
    const before = counts.saves;
    await serves(grants, 'prod', token);
    await clock.pass(1);
    expect(counts.saves).toBe(before + 1);
    expect(grants.views()[0]?.lastUsedAt).toBe(clock.now() - 1);
    for (let second = 0; second < 59; second += 1) {
      await serves(grants, 'prod', token);
      await clock.pass(1_000);
    }
    expect(counts.saves).toBe(before + 1);
    await clock.pass(2_000);
    expect(counts.saves).toBe(before + 2);
    await clock.pass(hour);
    expect(counts.saves).toBe(before + 2);
    await serves(grants, 'prod', token);
    await grants.stop();
    expect(store.saved.grants[0]?.lastUsedAt).toBe(clock.now());
    expect(clock.pendingTimers).toBe(0);
  });

  it('is one of many that are asked for at once, over one endpoint', async () => {
    const { begin, endpoint } = bench();
    const grants = begin();
    const made = await Promise.all(Array.from({ length: 20 }, () => grants.create('prod')));
    expect(new Set(made.map((result) => expectValue(result).token.reveal())).size).toBe(20);
    expect(endpoint.opened).toBe(1);
    expect(grants.views()).toHaveLength(20);
  });
});

describe('after a restart', () => {
  it('tokens are taken at the same port', async () => {
    const { begin, endpoint } = bench();
    const before = begin();
    const { token } = expectValue(await before.create('prod'));
    await before.stop();
    expect(endpoint.port).toBeNull();
    const after = begin();
    await after.start();
    expect(after.port()).toBe(20_001);
    expect(await serves(after, 'prod', token)).toBe('prod');
  });

  it('nothing is opened for what has ended meanwhile', async () => {
    const { begin, endpoint, clock, store } = bench();
    const before = begin();
    await before.create('prod');
    await before.stop();
    clock.sleep(13 * hour);
    const after = begin();
    await after.start();
    await settled();
    expect(endpoint.opened).toBe(1);
    expect(store.saved).toEqual({ port: null, grants: [] });
  });

  it('every token is revoked, and that told, where another program holds the port', async () => {
    const { begin, endpoint, told, store } = bench();
    const before = begin();
    const { token } = expectValue(await before.create('prod'));
    await before.stop();
    endpoint.taken.add(20_001);
    const after = begin();
    await after.start();
    expect(told).toEqual([appError('endpoint-port-taken', { port: '20001' })]);
    expect(store.saved).toEqual({ port: null, grants: [] });
    expect(after.port()).toBeNull();
    expect(await serves(after, 'prod', token)).toBe('grant-not-found');
    const { url } = expectValue(await after.create('prod'));
    expect(url).not.toContain(':20001/');
    expect(await serves(after, 'prod', token)).toBe('grant-not-found');
  });

  it('a new export finds out what the start could not, and takes another port', async () => {
    const { begin, endpoint, told } = bench();
    const before = begin();
    const { token } = expectValue(await before.create('prod'));
    await before.stop();
    endpoint.failure = appError('endpoint-unavailable', { reason: 'EMFILE' });
    const after = begin();
    await after.start();
    expect(told.map((error) => error.code)).toEqual(['endpoint-unavailable']);
    expect(after.views()).toHaveLength(1);
    endpoint.failure = null;
    endpoint.taken.add(20_001);
    const { url } = expectValue(await after.create('test'));
    expect(url).toBe('http://127.0.0.1:20002/profiles/test');
    expect(told.at(-1)?.code).toBe('endpoint-port-taken');
    expect(await serves(after, 'prod', token)).toBe('grant-not-found');
  });

  it('a hash that was damaged on disk belongs to no token', async () => {
    const { begin, store } = bench();
    const before = begin();
    const { token } = expectValue(await before.create('prod'));
    const [grant] = store.saved.grants;
    if (grant !== undefined) store.saved = { ...store.saved, grants: [{ ...grant, tokenHash: 'zz' }] };
    expect(await serves(begin(), 'prod', token)).toBe('grant-not-found');
  });
});
