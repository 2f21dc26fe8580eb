import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Result } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { StoredSession } from '../core/store-ports.ts';
import { OsKeychain } from './keychain.ts';
import { DesktopSecretService, type SecretService } from './secret-service.ts';
import { SealedSessionCache } from './session-cache.ts';
import { systemClock } from './system-clock.ts';
import { missingForKeyring, type PrivateKeyring, startPrivateKeyring } from './testing/private-keyring.ts';
import { SilentPrompter } from './testing/silent-prompter.ts';
import { KeychainWrappingKey } from './wrapping-key.ts';

const missing = missingForKeyring();
if (missing.length > 0) console.warn(`Skipped, the keychain tests need ${missing.join(', ')}.`);

/** On a real gnome-keyring. */
describe.skipIf(missing.length > 0)('the keychain of a Linux desktop', () => {
  let desktop: PrivateKeyring;
  let keychain: OsKeychain;
  const opened: { close(): void }[] = [];
  const prompter = new SilentPrompter();

  beforeAll(async () => {
    desktop = await startPrivateKeyring();
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', desktop.address);
    await desktop.keyring.start();
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await desktop.stop();
  });
  beforeEach(async () => {
    if (await desktop.keyring.isLocked()) await desktop.keyring.unlock();
    keychain = new OsKeychain({
      secretService: new DesktopSecretService({ answerTimeout: 2_000, lookAgain: 200 }),
    });
    opened.push(keychain);
  });
  afterEach(() => {
    for (const one of opened.splice(0)) one.close();
    prompter.close();
  });

  /** The bus numbers its connections: `:1.42`. */
  const latestConnection = async () => {
    const bus = 'org.freedesktop.DBus';
    const [names] = await desktop.bus.call(bus, '/org/freedesktop/DBus', bus, 'ListNames');
    const numbers = JSON.stringify(names).matchAll(/:1\.(\d+)/g);
    return Math.max(...[...numbers].map(([, number]) => Number(number)));
  };

  it('keeps, finds and removes a secret', async () => {
    const name = randomUUID();
    expect(await keychain.probe()).toBe('ready');
    expect(await keychain.get(name)).toEqual({ ok: true, value: null });
    expect(await keychain.set(name, new Secret('a·secret'))).toEqual({ ok: true });
    expect(revealed(await keychain.get(name))).toBe('a·secret');
    expect(await desktop.keyring.items('username', name)).toMatchObject([
      { secret: 'a·secret', attributes: { service: 'Keycutter' } },
    ]);
    await keychain.set(name, new Secret('another'));
    expect(revealed(await keychain.get(name))).toBe('another');
    expect(await keychain.remove(name)).toEqual({ ok: true });
    expect(await keychain.remove(name)).toEqual({ ok: true });
    expect(await keychain.get(name)).toEqual({ ok: true, value: null });
  });

  it('asks by the connection that it has', async () => {
    const name = randomUUID();
    await keychain.set(name, new Secret('x'));
    const before = await latestConnection();
    for (let time = 0; time < 20; time += 1) expect(revealed(await keychain.get(name))).toBe('x');
    // The two that count are connections too.
    expect((await latestConnection()) - before).toBeLessThan(5);
  });

  it('asks by a new connection when the keychain has been started anew', async () => {
    const name = randomUUID();
    await keychain.set(name, new Secret('x'));
    await desktop.keyring.restart();
    await vi.waitFor(async () => expect(await keychain.probe()).toBe('ready'), soon);
    expect(revealed(await keychain.get(name))).toBe('x');
  });

  it('removes every entry under our name, also those that nothing knows of any more, and nobody else’s', async () => {
    const names = Array.from({ length: 3 }, () => randomUUID());
    for (const name of names) await keychain.set(name, new Secret('ours'));
    await desktop.keyring.store('Keycutter', 'theirs', { service: 'Another' });
    expect(await keychain.removeAll()).toEqual({ ok: true });
    expect(await desktop.keyring.items('service', 'Keycutter')).toEqual([]);
    expect(await desktop.keyring.items('service', 'Another')).toMatchObject([{ secret: 'theirs' }]);
    // Begun again, there is nothing to do.
    expect(await keychain.removeAll()).toEqual({ ok: true });
    expect(await keychain.set(names[0] ?? '', new Secret('anew'))).toEqual({ ok: true });
  });

  it('says that it is locked, asks nobody, and has everything again once unlocked', async () => {
    const name = randomUUID();
    await keychain.set(name, new Secret('kept'));
    await prompter.open(desktop.address);
    const changed = vi.fn();
    keychain.onChanged(changed);
    await keychain.probe();
    await desktop.keyring.lock();
    await vi.waitFor(() => expect(changed).toHaveBeenCalled(), soon);

    expect(await keychain.probe()).toBe('locked');
    for (const answer of [
      await keychain.get(name),
      await keychain.get('never-kept'),
      await keychain.set(name, new Secret('lost')),
      await keychain.remove(name),
    ]) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'keychain-locked' } });
    }
    expect(prompter.asked).toBe(0);

    changed.mockClear();
    await desktop.keyring.unlock();
    await vi.waitFor(() => expect(changed).toHaveBeenCalled(), soon);
    expect(revealed(await keychain.get(name))).toBe('kept');
  });

  it('locked at start, then unlocked: the sessions of before are still there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keycutter-vault-'));
    const wrappingKey = new KeychainWrappingKey({ folder, secretStore: keychain });
    const restarted = () => new SealedSessionCache({ folder, clock: systemClock, wrappingKey });
    const before = restarted();
    await before.load();
    expect(await before.save([liveSession])).toEqual({ ok: true });
    await desktop.keyring.restart('locked');

    const after = restarted();
    expect(await after.load()).toMatchObject({ ok: false, error: { code: 'keychain-locked' } });
    expect(await after.save([])).toMatchObject({ ok: false, error: { code: 'keychain-locked' } });
    await desktop.keyring.unlock();
    const loaded = await after.load();
    expect(loaded.ok && loaded.value.document[0]?.credentials.sessionToken.reveal()).toBe('the-token');
    expect(loaded.ok && loaded.value.document).toMatchObject([
      { identity: 'identity', profileId: 'profile' },
    ]);
    await rm(folder, { recursive: true });
  });

  it('does not unlock where the prompt is dismissed or cannot be shown', async () => {
    await desktop.keyring.lock();
    // There is no prompter on this bus: gnome-keyring then answers as if it had been dismissed.
    expect(await keychain.unlock(new AbortController().signal)).toMatchObject({
      ok: false,
      error: { code: 'keychain-locked' },
    });
  });

  it('leaves its prompt standing when called off, and raises no second one', async () => {
    await desktop.keyring.lock();
    await prompter.open(desktop.address);
    const cancel = new AbortController();
    const called = keychain.unlock(cancel.signal);
    await vi.waitFor(() => expect(prompter.asked).toBe(1));
    cancel.abort();
    expect(await called).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await keychain.unlock(AbortSignal.abort())).toMatchObject({
      ok: false,
      error: { code: 'cancelled' },
    });

    const again = keychain.unlock(new AbortController().signal);
    expect(await keychain.probe()).toBe('locked');
    expect([prompter.asked, prompter.stopped]).toEqual([1, 0]);
    // The person closes it.
    prompter.close();
    expect(await again).toMatchObject({ ok: false, error: { code: 'keychain-locked' } });
  });

  it('needs no prompt where it is unlocked already', async () => {
    expect(await keychain.unlock(new AbortController().signal)).toEqual({ ok: true });
  });

  it('ends every call though it was locked between look and call', async () => {
    const name = randomUUID();
    await keychain.set(name, new Secret('kept'));
    await desktop.keyring.lock();
    await prompter.open(desktop.address);
    const deceived: SecretService = { ...stub(), state: async () => 'ready' };
    const hasty = new OsKeychain({ secretService: deceived, patience: 300 });
    const answers = await Promise.all([hasty.get(name), hasty.get(name), hasty.set(name, new Secret('x'))]);
    for (const answer of answers)
      expect(answer).toMatchObject({ ok: false, error: { code: 'keychain-locked' } });
    // The calls that wait were not piled up.
    expect(prompter.asked).toBe(1);
    prompter.close();
    await desktop.keyring.unlock();
    await vi.waitFor(async () => expect(revealed(await hasty.get(name))).toBe('kept'), { timeout: 10_000 });
  });

  it('does not take “locked” for “nothing there”', async () => {
    await desktop.keyring.lock();
    const looks = ['ready', 'locked'] as const;
    let look = 0;
    const late: SecretService = { ...stub(), state: async () => looks[look++ % 2] ?? 'ready' };
    const hasty = new OsKeychain({ secretService: late });
    const locked = { ok: false, error: { code: 'keychain-locked' } };
    expect(await hasty.get('never-kept')).toMatchObject(locked);
    expect(await hasty.remove('never-kept')).toMatchObject(locked);
  });

  it('is unavailable while it does not answer', async () => {
    expect(await keychain.probe()).toBe('ready');
    await desktop.signalKeyring('SIGSTOP');
    try {
      expect(await keychain.probe()).toBe('unavailable');
      expect(await keychain.get('any')).toMatchObject({ ok: false, error: { code: 'keychain-unavailable' } });
    } finally {
      await desktop.signalKeyring('SIGCONT');
    }
    await vi.waitFor(async () => expect(await keychain.probe()).toBe('ready'));
  });

  it('is unavailable where there is none, and found when it comes', async () => {
    await desktop.keyring.stop();
    const changed = vi.fn();
    keychain.onChanged(changed);
    expect(await keychain.probe()).toBe('unavailable');
    expect(await keychain.get('any')).toMatchObject({ ok: false, error: { code: 'keychain-unavailable' } });
    expect(await keychain.set('any', new Secret('x'))).toMatchObject({
      ok: false,
      error: { code: 'keychain-unavailable' },
    });
    expect(await keychain.unlock(new AbortController().signal)).toMatchObject({
      ok: false,
      error: { code: 'keychain-unavailable' },
    });
    changed.mockClear();
    await desktop.keyring.start();
    await vi.waitFor(() => expect(changed).toHaveBeenCalled(), soon);
    expect(await keychain.probe()).toBe('ready');
  });

  it('outlives the bus', async () => {
    const changed = vi.fn();
    keychain.onChanged(changed);
    expect(await keychain.probe()).toBe('ready');
    await desktop.stopBus();
    await vi.waitFor(() => expect(changed).toHaveBeenCalled(), soon);
    expect(await keychain.probe()).toBe('unavailable');
    await desktop.startBus();
    await desktop.keyring.start();
    expect(await keychain.probe()).toBe('ready');
    expect((await keychain.get('any')).ok).toBe(true);
  });

  it('is unavailable without a bus', async () => {
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', '');
    vi.stubEnv('XDG_RUNTIME_DIR', '/nowhere');
    const alone = new OsKeychain();
    opened.push(alone);
    expect(await alone.probe()).toBe('unavailable');
    expect(await alone.get('any')).toMatchObject({ ok: false, error: { code: 'keychain-unavailable' } });
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', desktop.address);
  });
});

const liveSession: StoredSession = {
  identity: 'identity',
  profileId: 'profile',
  chosenDurationSeconds: null,
  issuedAt: 1,
  lastUsedAt: 2,
  credentials: {
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    secretAccessKey: new Secret('the-key'),
    sessionToken: new Secret('the-token'),
    expiration: 3,
    assumedRoleArn: 'arn:aws:sts::123456789012:assumed-role/r/s',
  },
};

/** Longer than the look at a locked keychain takes to come round. */
const soon = { timeout: 10_000 };

function revealed(found: Result<Secret | null>): string | undefined {
  return found.ok ? found.value?.reveal() : found.error.code;
}

function stub(): SecretService {
  return {
    state: async () => 'ready',
    unlock: async () => ({ ok: true, value: undefined }),
    onChanged() {},
    close() {},
  };
}
