import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { StoredSession } from '../core/store-ports.ts';
import { FakeSecretStore } from '../core/testing/fake-secret-store.ts';
import type { StoredSignIn } from '../core/way-in-ports.ts';
import { SealedSessionCache } from './session-cache.ts';
import { SealedSignInCache } from './sign-in-cache.ts';
import { systemClock } from './system-clock.ts';
import { KeychainWrappingKey } from './wrapping-key.ts';

let folder: string;
let secretStore: FakeSecretStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keycutter-vault-'));
  secretStore = new FakeSecretStore();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** As if the app had been started anew. */
function start() {
  const wrappingKey = new KeychainWrappingKey({ folder, secretStore });
  const options = { folder, clock: systemClock, wrappingKey };
  return { sessions: new SealedSessionCache(options), signIns: new SealedSignInCache(options) };
}

async function started() {
  const caches = start();
  const loaded = [await caches.sessions.load(), await caches.signIns.load()];
  return { ...caches, loaded: loaded.map(code) };
}

const session: StoredSession = {
  identity: 'identity',
  profileId: 'profile',
  chosenDurationSeconds: null,
  issuedAt: 1,
  lastUsedAt: 2,
  credentials: {
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    secretAccessKey: new Secret('the-secret-key'),
    sessionToken: new Secret('the-token'),
    expiration: 3,
    assumedRoleArn: null,
  },
};
const saml: StoredSignIn = { signInId: 'a', memory: { kind: 'saml', cookies: new Secret('hush-cookies') } };
const all: readonly StoredSignIn[] = [
  saml,
  {
    signInId: 'b',
    memory: { kind: 'oidc', refreshToken: new Secret('hush-refresh'), subject: 'ada@example.test' },
  },
  {
    signInId: 'c',
    memory: {
      kind: 'identity-center',
      client: { clientId: 'client', clientSecret: new Secret('hush-client'), expiresAt: 4 },
      tokens: { accessToken: new Secret('hush-access'), expiresAt: 5, refreshToken: new Secret('hush-next') },
    },
  },
  {
    signInId: 'd',
    memory: {
      kind: 'identity-center',
      client: { clientId: 'client', clientSecret: new Secret('hush-client'), expiresAt: 4 },
      tokens: null,
    },
  },
];

/** Secrets as text, for comparing. */
const revealed = (value: unknown): unknown =>
  value instanceof Secret
    ? value.reveal()
    : Array.isArray(value)
      ? value.map(revealed)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, revealed(part)]))
        : value;

const code = (result: Result<unknown>) => (result.ok ? 'ok' : result.error.code);
const files = async () => (await readdir(folder)).map((name) => name.replace(/-\d{8}T\d{6}Z$/, '')).sort();

describe('remembered sign-ins', () => {
  it('are there after a restart, and nobody else can read them', async () => {
    const { signIns } = await started();
    expect(code(await signIns.save(all))).toBe('ok');
    const again = await start().signIns.load();
    if (!again.ok) throw new Error(again.error.code);
    expect(again.value.problem).toBeNull();
    expect(revealed(again.value.document)).toEqual(revealed(all));
    expect(await readFile(signIns.path, 'utf8')).not.toMatch(/hush|ada@/);
    expect((await stat(signIns.path)).mode & 0o777).toBe(0o600);
    expect(await files()).toEqual(['sign-ins.vault']);
  });

  it('are forgotten when nothing is kept any more', async () => {
    const { signIns } = await started();
    await signIns.save(all);
    const before = await readFile(signIns.path, 'utf8');
    expect(code(await signIns.save([]))).toBe('ok');
    expect(await start().signIns.load()).toMatchObject({ ok: true, value: { document: [] } });
    expect((await readFile(signIns.path, 'utf8')).length).toBeLessThan(before.length);
  });
});

describe('two sealed files', () => {
  it('are under one key, even when both are begun at once', async () => {
    const { sessions, signIns } = await started();
    expect((await Promise.all([sessions.save([session]), signIns.save([saml])])).map(code)).toEqual([
      'ok',
      'ok',
    ]);
    expect(secretStore.entries.size).toBe(1);
    expect((await started()).loaded).toEqual(['ok', 'ok']);
  });

  it('a record of one does not pass for one of the other', async () => {
    const { sessions, signIns } = await started();
    await sessions.save([session]);
    await writeFile(signIns.path, await readFile(sessions.path));
    expect((await started()).loaded).toEqual(['ok', 'storage-corrupt']);
  });

  it('no key is made while there is any sealed file, not even one of a newer version', async () => {
    for (const name of ['sessions.vault', 'mfa.vault']) {
      await writeFile(join(folder, name), 'sealed by someone');
      const { signIns } = start();
      await signIns.load();
      expect(code(await signIns.save([saml]))).toBe('keychain-changed');
      await rm(join(folder, name));
    }
    expect(secretStore.entries.size).toBe(0);
  });

  it('with another keychain, each is started over by itself; a new key comes after the last', async () => {
    const before = await started();
    await before.sessions.save([session]);
    await before.signIns.save([saml]);
    secretStore.entries.clear();

    const { sessions, signIns, loaded } = await started();
    expect(loaded).toEqual(['keychain-changed', 'keychain-changed']);
    expect(code(await sessions.startOver())).toBe('ok');
    expect(code(await sessions.save([session]))).toBe('keychain-changed');
    expect(secretStore.entries.size).toBe(0);
    expect(code(await signIns.startOver())).toBe('ok');
    expect(code(await signIns.save([saml]))).toBe('ok');
    expect(code(await sessions.save([session]))).toBe('ok');
    expect((await started()).loaded).toEqual(['ok', 'ok']);
    expect(await files()).toEqual([
      'sessions.vault',
      'sessions.vault.put-aside',
      'sign-ins.vault',
      'sign-ins.vault.put-aside',
    ]);
  });

  it('locked, the keychain keeps both as they are', async () => {
    const before = await started();
    await before.signIns.save([saml]);
    const bytes = await readFile(before.signIns.path, 'utf8');
    secretStore.state = 'locked';
    const { sessions, signIns, loaded } = await started();
    expect(loaded).toEqual(['ok', 'keychain-locked']);
    expect(code(await sessions.save([session]))).toBe('keychain-locked');
    expect(code(await signIns.save([]))).toBe('keychain-locked');
    expect(await readFile(signIns.path, 'utf8')).toBe(bytes);
    expect(await files()).toEqual(['sign-ins.vault']);
  });
});
