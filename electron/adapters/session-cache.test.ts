import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reasonText } from '../../shared/error-text.ts';
import type { AppError } from '../../shared/errors.ts';
import { Secret } from '../../shared/secret.ts';
import { en } from '../../shared/words/en/index.ts';
import type { StoredSession } from '../core/store-ports.ts';
import { FakeSecretStore } from '../core/testing/fake-secret-store.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { SealedFile } from './sealed-file.ts';
import type { SealedStoreOptions } from './sealed-store.ts';
import { SealedSessionCache } from './session-cache.ts';
import { systemClock } from './system-clock.ts';
import { KeychainWrappingKey } from './wrapping-key.ts';

let folder: string;
let secretStore: FakeSecretStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keycutter-vault-'));
  secretStore = new FakeSecretStore();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const clock = { ...systemClock, now: () => Date.UTC(2026, 0, 31, 12) };

/** As if the app had been started anew. */
function cache(more: Partial<SealedStoreOptions> = {}) {
  const wrappingKey = new KeychainWrappingKey({ folder, secretStore });
  return new SealedSessionCache({ folder, clock, wrappingKey, ...more });
}

function session(identity: string, token = `token of ${identity}`): StoredSession {
  return {
    identity,
    profileId: `profile of ${identity}`,
    chosenDurationSeconds: identity === 'a' ? 900 : null,
    issuedAt: 1,
    lastUsedAt: 2,
    credentials: {
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      secretAccessKey: new Secret('the-secret-key'),
      sessionToken: new Secret(token),
      expiration: 3,
      assumedRoleArn: 'arn:aws:sts::123456789012:assumed-role/r/s',
    },
  };
}

function plain(sessions: readonly StoredSession[]) {
  return sessions.map(({ credentials, ...rest }) => ({
    ...rest,
    ...credentials,
    secretAccessKey: credentials.secretAccessKey.reveal(),
    sessionToken: credentials.sessionToken.reveal(),
  }));
}

async function loaded(from = cache()) {
  const result = await from.load();
  return result.ok ? plain(result.value.document) : result.error.code;
}

async function saved(sessions: readonly StoredSession[]) {
  const first = cache();
  await first.load();
  expect(await first.save(sessions)).toEqual({ ok: true });
  return first;
}

const files = async () => (await readdir(folder)).sort();
const code = (result: { readonly ok: boolean; readonly error?: AppError }) => result.error?.code ?? 'ok';

describe('saved sessions', () => {
  it('are there after a restart, and nobody else can read them', async () => {
    const { path } = await saved([session('a'), session('b')]);
    expect(await loaded()).toEqual(plain([session('a'), session('b')]));
    const text = await readFile(path, 'utf8');
    expect(text).not.toMatch(/the-secret-key|token of/);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await files()).toEqual(['sessions.vault']);
  });

  it('cost no file and no keychain entry while there are none', async () => {
    const empty = cache();
    expect(await loaded(empty)).toEqual([]);
    expect(code(await empty.save([]))).toBe('ok');
    expect(await files()).toEqual([]);
    expect(secretStore.entries.size).toBe(0);
  });

  it('are written only when something changed, and the last of several saves wins', async () => {
    const writes: string[] = [];
    const counting = cache({
      write: async (path, bytes) => {
        writes.push(bytes);
        await writeFileAtomically(path, bytes);
      },
    });
    await counting.load();
    await counting.save([session('a')]);
    await counting.save([session('a')]);
    expect(writes).toHaveLength(1);
    await Promise.all([counting.save([session('b')]), counting.save([]), counting.save([session('c')])]);
    expect(writes).toHaveLength(2);
    expect(await loaded()).toEqual(plain([session('c')]));
    await counting.save([]);
    expect(await loaded()).toEqual([]);
  });

  it('are told apart though two profiles share one identity', async () => {
    const shared = [
      { ...session('a', 'first'), profileId: 'one' },
      { ...session('a', 'second'), profileId: 'two' },
    ];
    const { path } = await saved(shared);
    expect(await loaded()).toEqual(plain(shared));
    const { records }: { records: { name: string }[] } = JSON.parse(await readFile(path, 'utf8'));
    expect(new Set(records.map(({ name }) => name)).size).toBe(2);
  });

  it('of an older version, named by their identity alone, are still there', async () => {
    const { path } = await saved([session('a')]);
    const key = await new KeychainWrappingKey({ folder, secretStore }).kept();
    const parsed = SealedFile.parse(await readFile(path, 'utf8'), 'sessions');
    if (!key.ok || key.value === null || parsed.kind !== 'sealed') throw new Error('Nothing was sealed.');
    const sealing = key.value;
    const { records } = parsed.file.open(sealing);
    const renamed = (name: string) =>
      writeFile(
        path,
        SealedFile.seal(
          'sessions',
          sealing,
          records.map(({ text }) => ({ name, text })),
        ),
      );
    await renamed('a');
    expect(await cache().load()).toMatchObject({ ok: true, value: { problem: null } });
    expect(await loaded()).toEqual(plain([session('a')]));
    await renamed('b');
    expect(await loaded()).toEqual([]);
  });

  it('keep their key from run to run', async () => {
    await saved([session('a')]);
    const entries = [...secretStore.entries];
    const again = cache();
    await again.load();
    await again.save([session('b')]);
    expect([...secretStore.entries]).toEqual(entries);
    expect(await loaded()).toEqual(plain([session('b')]));
  });
});

describe('a keychain that is not ready', () => {
  it.each(['locked', 'unavailable'] as const)(
    '%s at start: nothing is lost, and all is there once it is ready',
    async (state) => {
      const { path } = await saved([session('a')]);
      const before = await readFile(path, 'utf8');
      secretStore.state = state;

      const later = cache();
      expect(await loaded(later)).toBe(`keychain-${state}`);
      expect(code(await later.save([session('b')]))).toBe(`keychain-${state}`);
      expect(code(await later.save([]))).toBe(`keychain-${state}`);
      expect(await readFile(path, 'utf8')).toBe(before);

      secretStore.state = 'ready';
      // Not loaded yet: those of before would be lost.
      expect(code(await later.save([session('b')]))).toBe(`keychain-${state}`);
      expect(await loaded(later)).toEqual(plain([session('a')]));
      expect(code(await later.save([session('a'), session('b')]))).toBe('ok');
      expect(await loaded()).toEqual(plain([session('a'), session('b')]));
    },
  );

  it('with nothing on disk: nothing is kept until it is ready', async () => {
    secretStore.state = 'unavailable';
    const alone = cache();
    expect(await loaded(alone)).toEqual([]);
    expect(code(await alone.save([session('a')]))).toBe('keychain-unavailable');
    expect(await files()).toEqual([]);
    secretStore.state = 'ready';
    expect(code(await alone.save([session('a')]))).toBe('ok');
    expect(await loaded()).toEqual(plain([session('a')]));
  });

  it('locked after start: saving goes on with the key that is known', async () => {
    const running = await saved([session('a')]);
    secretStore.state = 'locked';
    expect(code(await running.save([session('b')]))).toBe('ok');
    secretStore.state = 'ready';
    expect(await loaded()).toEqual(plain([session('b')]));
  });
});

describe('another keychain than before', () => {
  it.each([
    ['has no key', () => secretStore.entries.clear()],
    [
      'has another key',
      () => secretStore.entries.set('wrapping-key', `other.${Buffer.alloc(32).toString('base64')}`),
    ],
    ['has nonsense', () => secretStore.entries.set('wrapping-key', 'nonsense')],
  ])('%s: keychain-changed, no new key is made, and nothing is written', async (_what, change) => {
    const { path } = await saved([session('a')]);
    const before = await readFile(path, 'utf8');
    change();
    const entries = [...secretStore.entries];
    const later = cache();
    expect(await loaded(later)).toBe('keychain-changed');
    expect(code(await later.save([session('b')]))).toBe('keychain-changed');
    expect(await readFile(path, 'utf8')).toBe(before);
    expect([...secretStore.entries]).toEqual(entries);
  });

  it('can be started over with, and the old file stays aside', async () => {
    const { path } = await saved([session('a')]);
    const before = await readFile(path, 'utf8');
    secretStore.entries.clear();
    const later = cache();
    await later.load();
    expect(code(await later.startOver())).toBe('ok');
    expect(code(await later.save([session('b')]))).toBe('ok');
    expect(await loaded()).toEqual(plain([session('b')]));
    const aside = 'sessions.vault.put-aside-20260131T120000Z';
    expect(await files()).toEqual(['sessions.vault', aside]);
    expect(await readFile(join(folder, aside), 'utf8')).toBe(before);
  });

  it('even when it changes while running, no key is made beside a file', async () => {
    const later = cache();
    await later.load();
    // Another program put a file there in the meantime.
    await writeFile(join(folder, 'sessions.vault'), 'sealed by someone');
    expect(code(await later.save([session('a')]))).toBe('keychain-changed');
    expect(secretStore.entries.size).toBe(0);
  });
});

describe('a damaged file', () => {
  it('is kept aside and told, and work goes on', async () => {
    for (const text of ['', 'not json', '{"format":1,"kind":"sessions"}']) {
      const path = join(folder, 'sessions.vault');
      await writeFile(path, text);
      const later = cache();
      const result = await later.load();
      const keptAt = result.ok ? '' : (result.error.params.keptAt ?? '');
      expect(code(result)).toBe('storage-corrupt');
      expect(keptAt).toContain('sessions.vault.corrupt-20260131T120000Z');
      expect(await readFile(keptAt, 'utf8')).toBe(text);
      expect(code(await later.save([session('a')]))).toBe('ok');
      expect(await loaded()).toEqual(plain([session('a')]));
    }
    expect(await files()).toHaveLength(4);
  });

  it('in one session: the others are there, and the person is told', async () => {
    const { path } = await saved([session('a'), session('b')]);
    const file: { records: { sealed: string }[] } = JSON.parse(await readFile(path, 'utf8'));
    const first = file.records[0];
    if (first) first.sealed = 'AAAA';
    await writeFile(path, JSON.stringify(file));

    const later = cache();
    expect(await later.load()).toMatchObject({
      ok: true,
      value: { document: [{ identity: 'b' }], problem: { code: 'storage-corrupt' } },
    });
    expect(await files()).toHaveLength(2);
    // What was left is written anew, and told no more.
    await later.save([session('b')]);
    expect(await cache().load()).toMatchObject({
      ok: true,
      value: { document: [{ identity: 'b' }], problem: null },
    });
  });

  it('in every session is kept aside whole', async () => {
    const { path } = await saved([session('a')]);
    const file: { records: { sealed: string }[] } = JSON.parse(await readFile(path, 'utf8'));
    for (const record of file.records) record.sealed = 'AAAA';
    await writeFile(path, JSON.stringify(file));
    expect(await loaded()).toBe('storage-corrupt');
    expect(await files()).toEqual(['sessions.vault.corrupt-20260131T120000Z']);
  });

  it('of a newer version is left as it is', async () => {
    const path = join(folder, 'sessions.vault');
    const text = JSON.stringify({ format: 2, kind: 'sessions' });
    await writeFile(path, text);
    const older = cache();
    expect(await loaded(older)).toBe('storage-from-newer-version');
    expect(code(await older.save([session('a')]))).toBe('storage-from-newer-version');
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it('that cannot even be read is not written over', async () => {
    const inTheWay = cache({ folder: join(folder, 'sessions.vault') });
    await writeFile(join(folder, 'sessions.vault'), 'a file where the folder should be');
    expect((await inTheWay.load()).ok).toBe(false);
    expect(code(await inTheWay.save([session('a')]))).not.toBe('ok');
  });
});

describe('a disk that refuses', () => {
  it.each([
    ['ENOSPC', 'the disk is full'],
    ['EROFS', 'the disk is read-only'],
    ['EACCES', 'permission denied'],
    ['EWHATEVER', 'the disk refused (EWHATEVER)'],
  ])('%s: told as “%s”, the old bytes stay, and the next save tries again', async (errno, reason) => {
    const { path } = await saved([session('a')]);
    const before = await readFile(path, 'utf8');
    let full = true;
    const later = cache({
      write: async (target, bytes) => {
        if (full) throw Object.assign(new Error(errno), { code: errno });
        await writeFileAtomically(target, bytes);
      },
    });
    await later.load();
    const refused = await later.save([session('b')]);
    expect(refused).toMatchObject({ ok: false, error: { code: 'storage-write-failed' } });
    expect(refused.ok || reasonText(refused.error.params, en)).toBe(reason);
    expect(await readFile(path, 'utf8')).toBe(before);
    full = false;
    expect(code(await later.save([session('b')]))).toBe('ok');
    expect(await loaded()).toEqual(plain([session('b')]));
  });

  it('leaves no temporary file, and one left by a crash is no harm', async () => {
    await writeFile(join(folder, 'sessions.vault.tmp'), 'half a file');
    await saved([session('a')]);
    expect(await files()).toEqual(['sessions.vault']);
  });
});
