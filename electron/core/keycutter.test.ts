import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { succeed } from '../../shared/result.ts';
import { FakeClock, settled } from './testing/fake-clock.ts';
import { expectValue, setUp, TestBench, testRecipe, testSettings, window } from './testing/fake-ports.ts';

const minute = 60_000;
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const newKey = { name: 'work', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: secret } as const;

describe('access keys', () => {
  it('keeps the secret in the keychain only, and nowhere in what is published or saved', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const added = expectValue(
      await keycutter.handlers.accessKeys.add({ ...newKey, keep: 'keychain' }, window()),
    );
    await settled();
    expect([...bench.secretStore.entries.values()]).toEqual([secret]);
    const elsewhere = JSON.stringify([
      added,
      keycutter.snapshots.current(),
      bench.profileStore.saved,
      bench.journalStore.saved,
    ]);
    expect(elsewhere).toContain('AKIAIOSFODNN7EXAMPLE');
    expect(elsewhere).not.toContain(secret);
  });

  it('refuses a second key with the same name or id, and loses nothing', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    expectValue(await keycutter.handlers.accessKeys.add({ ...newKey, keep: 'keychain' }, window()));
    const sameId = await keycutter.handlers.accessKeys.add(
      { ...newKey, name: 'other', keep: 'keychain' },
      window(),
    );
    expect(sameId).toMatchObject({
      ok: false,
      error: { code: 'access-key-already-kept', params: { name: 'work' } },
    });
    const sameName = await keycutter.handlers.accessKeys.add(
      { ...newKey, accessKeyId: 'AKIAIOSFODNN7EXAMPL2', keep: 'keychain' },
      window(),
    );
    expect(sameName).toMatchObject({ ok: false, error: { code: 'access-key-name-taken' } });
    expect(keycutter.snapshots.current().accessKeys).toHaveLength(1);
  });

  it('leaves no secret behind when the key itself could not be saved', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    bench.profileStore.full = true;
    const added = await keycutter.handlers.accessKeys.add({ ...newKey, keep: 'keychain' }, window());
    expect(added).toMatchObject({ ok: false, error: { code: 'storage-write-failed' } });
    expect(bench.secretStore.entries.size).toBe(0);
    bench.profileStore.full = false;
    expectValue(await keycutter.handlers.accessKeys.add({ ...newKey, keep: 'keychain' }, window()));
  });

  it('offers memory where there is no keychain, and asks again after a restart', async () => {
    const bench = new TestBench();
    bench.secretStore.state = 'unavailable';
    const keycutter = await bench.start();
    const refused = await keycutter.handlers.accessKeys.add({ ...newKey, keep: 'keychain' }, window());
    expect(refused).toMatchObject({ ok: false, error: { code: 'keychain-unavailable' } });
    const { id } = expectValue(
      await keycutter.handlers.accessKeys.add({ ...newKey, keep: 'memory' }, window()),
    );
    const draft = { name: 'prod', recipe: testRecipe(id) };
    const profileId = expectValue(await keycutter.handlers.profiles.save({ draft }, window()));
    expectValue(await keycutter.handlers.sessions.assume({ profileId }, window()));
    expect(bench.sessionCache.sealed).toEqual([]);

    const restarted = await bench.start();
    expect(restarted.snapshots.current().accessKeys[0]?.problem?.code).toBe('access-key-secret-missing');
    const asked = await restarted.handlers.sessions.assume({ profileId }, window());
    expect(asked).toMatchObject({
      ok: false,
      error: { code: 'access-key-secret-missing', params: { name: 'work' } },
    });
    expectValue(
      await restarted.handlers.accessKeys.enterSecret(
        { id, secretAccessKey: secret, keep: 'memory' },
        window(),
      ),
    );
    expectValue(await restarted.handlers.sessions.assume({ profileId }, window()));
  });

  it('says so when the keychain’s entry is gone, and goes on with the secret entered again', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId, keyId } = await setUp(keycutter);
    bench.secretStore.entries.clear();
    const asked = await keycutter.handlers.sessions.assume({ profileId }, window());
    expect(asked).toMatchObject({ ok: false, error: { code: 'access-key-secret-missing' } });
    await settled();
    expect(keycutter.snapshots.current().accessKeys[0]?.problem?.code).toBe('access-key-secret-missing');
    const entered = { id: keyId, secretAccessKey: secret, keep: 'keychain' } as const;
    expect(
      expectValue(await keycutter.handlers.accessKeys.enterSecret(entered, window())).problem,
    ).toBeNull();
    expectValue(await keycutter.handlers.sessions.assume({ profileId }, window()));
  });

  it('removes the secret with the key; a profile left without its key says so', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId, keyId } = await setUp(keycutter);
    expectValue(await keycutter.handlers.accessKeys.remove({ id: keyId }, window()));
    expect(bench.secretStore.entries.size).toBe(0);
    const asked = await keycutter.handlers.sessions.assume({ profileId }, window());
    expect(asked).toMatchObject({ ok: false, error: { code: 'profile-source-missing' } });
  });

  it('keeps the key when the locked keychain will not give up its secret', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { keyId } = await setUp(keycutter);
    bench.secretStore.state = 'locked';
    const removed = await keycutter.handlers.accessKeys.remove({ id: keyId }, window());
    expect(removed).toMatchObject({ ok: false, error: { code: 'keychain-locked' } });
    expect(keycutter.snapshots.current().accessKeys).toHaveLength(1);
  });

  it('remembers who the key is once it was tested', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { keyId } = await setUp(keycutter);
    expectValue(await keycutter.handlers.accessKeys.test({ id: keyId }, window()));
    const restarted = await bench.start();
    expect(restarted.snapshots.current().accessKeys[0]?.identity?.arn).toBe(
      'arn:aws:iam::111122223333:user/mina',
    );
  });
});

describe('sessions over a restart', () => {
  it('has them back, with a keychain that was locked at first as soon as it is unlocked', async () => {
    const bench = new TestBench();
    const first = await bench.start();
    const { profileId } = await setUp(first);
    const { accessKeyId } = expectValue(await first.handlers.sessions.assume({ profileId }, window()));
    await first.stop();

    bench.secretStore.state = 'locked';
    const second = await bench.start();
    expect(second.snapshots.current().status).toMatchObject({
      keychain: 'locked',
      keychainProblem: { code: 'keychain-locked' },
    });
    expect(second.snapshots.current().sessions).toEqual([]);
    await second.stop();
    expect(bench.sessionCache.sealed).toHaveLength(1);

    const third = await bench.start();
    expectValue(await third.handlers.keychain.unlock({}, window()));
    await settled();
    expect(third.snapshots.current().sessions).toMatchObject([{ profileId, accessKeyId, state: 'active' }]);
    expect(third.snapshots.current().status.keychain).toBe('ready');
    expect(bench.sts.requests).toHaveLength(1);
  });

  it('notices by itself that somebody unlocked the keychain, and keeps what was got meanwhile', async () => {
    const bench = new TestBench();
    const first = await bench.start();
    const one = await setUp(first);
    const two = await setUp(first, {}, 'staging');
    for (const { profileId } of [one, two])
      expectValue(await first.handlers.sessions.assume({ profileId }, window()));
    await first.stop();

    bench.secretStore.state = 'locked';
    const second = await bench.start();
    expectValue(await second.handlers.profiles.remove({ id: two.profileId }, window()));
    bench.secretStore.state = 'ready';
    await settled();
    expect(second.snapshots.current().sessions.map(({ profileId }) => profileId)).toEqual([one.profileId]);
    await settled();
    expect(bench.sessionCache.sealed.map(({ profileId }) => profileId)).toEqual([one.profileId]);
  });

  it('looks at a locked keychain when the machine wakes or the screen is unlocked: not each tells', async () => {
    const bench = new TestBench();
    const first = await bench.start();
    const { profileId } = await setUp(first);
    expectValue(await first.handlers.sessions.assume({ profileId }, window()));
    await first.stop();
    bench.secretStore.state = 'locked';
    const second = await bench.start();
    bench.secretStore.unlockSilently();
    await settled();
    expect(second.snapshots.current().sessions).toEqual([]);
    bench.resume();
    await settled();
    expect(second.snapshots.current().sessions).toMatchObject([{ profileId, state: 'active' }]);
  });

  it('does not take back a session that ended, nor one of a profile that was edited', async () => {
    const bench = new TestBench();
    const first = await bench.start();
    const { profileId } = await setUp(first);
    expectValue(await first.handlers.sessions.assume({ profileId }, window()));
    await first.stop();
    bench.clock.sleep(61 * minute);
    const later = await bench.start();
    expect(later.snapshots.current().sessions).toEqual([]);
  });

  it('does not take back a session from the future: the clock was set back, its end can’t be told', async () => {
    const bench = new TestBench();
    const first = await bench.start();
    const { profileId } = await setUp(first);
    expectValue(await first.handlers.sessions.assume({ profileId }, window()));
    await first.stop();
    bench.clock.sleep(90 * minute);
    bench.clock.set(-120 * minute);
    const later = await bench.start();
    expect(later.snapshots.current().sessions).toEqual([]);
  });
});

describe('copies', () => {
  it('warns of each expiry once, over a restart too, and tells the end', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter, { durationSeconds: 1_800 });
    expectValue(await keycutter.handlers.sessions.copy({ profileId, format: 'zsh', way: 'value' }, window()));
    expectValue(
      await keycutter.handlers.sessions.copy({ profileId, format: 'fish', way: 'value' }, window()),
    );
    await bench.clock.pass(21 * minute);
    expect(bench.notifications.map(({ title }) => title)).toEqual([
      expect.stringMatching(/^Copied keys of prod end at \d\d:\d\d$/),
    ]);
    await keycutter.stop();
    await bench.start();
    await bench.clock.pass(2 * minute);
    expect(bench.notifications).toHaveLength(1);
    await bench.clock.pass(10 * minute);
    expect(bench.notifications.map(({ title }) => title)).toContain('Copied keys of prod have ended');
    expect(bench.notifications).toHaveLength(2);
  });

  it('tells in one what ended during the night', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    for (const name of ['a', 'b', 'c', 'd']) {
      const { profileId } = await setUp(
        keycutter,
        { roleArn: `arn:aws:iam::111122223333:role/${name}` },
        name,
      );
      expectValue(
        await keycutter.handlers.sessions.copy({ profileId, format: 'bash', way: 'value' }, window()),
      );
    }
    bench.clock.sleep(9 * 60 * minute);
    bench.resume();
    expect(bench.notifications).toHaveLength(1);
    expect(bench.notifications[0]?.body).toBe('a, b, c and 1 more');
  });

  it('says nothing of a session that the person stopped', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter, { mfaSerial: 'arn:aws:iam::111122223333:mfa/phone' });
    const asked = keycutter.handlers.sessions.assume({ profileId }, window());
    await settled();
    const promptId = keycutter.snapshots.current().prompt?.id ?? '';
    await keycutter.handlers.mfa.submit({ promptId, code: '123456' }, window());
    expectValue(await asked);
    await bench.clock.pass(minute);
    expectValue(await keycutter.handlers.sessions.stop({ profileId }, window()));
    await bench.clock.pass(120 * minute);
    expect(bench.notifications).toEqual([]);
  });

  it('clears the clipboard after a while, but not what somebody else put there', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter);
    expectValue(
      await keycutter.handlers.sessions.copy({ profileId, format: 'bash', way: 'value' }, window()),
    );
    expect(bench.clipboard.text).toContain('AWS_SESSION_TOKEN');
    await bench.clock.pass(61_000);
    expect(bench.clipboard.text).toBe('');
    expectValue(
      await keycutter.handlers.sessions.copy({ profileId, format: 'bash', way: 'value' }, window()),
    );
    bench.clipboard.text = 'shopping list';
    await bench.clock.pass(61_000);
    expect(bench.clipboard.text).toBe('shopping list');
  });

  it('takes back only what a copy sets: not the endpoint by which this person reaches AWS', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const unset = async () => {
      expectValue(await keycutter.handlers.sessions.copyUnset({ format: 'bash' }, window()));
      return bench.clipboard.text;
    };
    expect(await unset()).toContain('AWS_ENDPOINT_URL');
    const endpoint = {
      ...testSettings,
      stsEndpointUrl: 'https://vpce-1a2b3c.sts.eu-central-1.vpce.amazonaws.com',
    };
    expectValue(await keycutter.handlers.settings.save(endpoint, window()));
    expect(await unset()).toContain('AWS_SESSION_TOKEN');
    expect(await unset()).not.toContain('AWS_ENDPOINT_URL');
  });
});

describe('what cannot be saved', () => {
  it('is an error, and what was there stays', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId, keyId } = await setUp(keycutter);
    bench.profileStore.full = true;
    const draft = { name: 'renamed', recipe: testRecipe(keyId) };
    const saved = await keycutter.handlers.profiles.save({ id: profileId, draft }, window());
    expect(saved).toMatchObject({ ok: false, error: { code: 'storage-write-failed' } });
    expect(keycutter.snapshots.current().profiles.map(({ name }) => name)).toEqual(['prod']);

    bench.settingsStore.full = true;
    const settings = { ...testSettings, theme: 'dark' as const };
    expect(await keycutter.handlers.settings.save(settings, window())).toMatchObject({ ok: false });
    expect(keycutter.snapshots.current().settings.theme).toBe('system');
  });

  it('is told once when it happens beside: the journal on a full disk', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    const { profileId } = await setUp(keycutter);
    bench.journalStore.full = true;
    expectValue(await keycutter.handlers.sessions.assume({ profileId }, window()));
    expectValue(await keycutter.handlers.sessions.stop({ profileId }, window()));
    await settled();
    const { notices } = keycutter.snapshots.current().status;
    expect(notices.map(({ error }) => error.code)).toEqual(['storage-write-failed']);
    await keycutter.handlers.notices.dismiss({ id: notices[0]?.id ?? '' }, window());
    await settled();
    expect(keycutter.snapshots.current().status.notices).toEqual([]);
  });
});

describe('snapshots', () => {
  it('change by one revision, and only when something changed', async () => {
    const bench = new TestBench();
    const keycutter = await bench.start();
    await setUp(keycutter);
    await settled();
    const revisions: number[] = [];
    keycutter.snapshots.subscribe(({ revision }) => revisions.push(revision));
    const before = keycutter.snapshots.current().revision;
    keycutter.evaluate();
    keycutter.evaluate();
    expect(revisions).toEqual([]);
    const settings = { ...testSettings, warnBeforeMinutes: 5 };
    expectValue(await keycutter.handlers.settings.save(settings, window()));
    await settled();
    expect(revisions).toEqual([before + 1]);
  });
});

describe('the demo account', () => {
  it('brings a key and profiles with its own endpoint, saves none of them, and leaves no trace when closed', async () => {
    const bench = new TestBench();
    let closed = 0;
    const keycutter = await bench.start({
      openDemoAccount: async () =>
        succeed({
          endpointUrl: 'http://127.0.0.1:4566',
          accessKey: {
            accessKeyId: 'AKIADEMODEMODEMODEMO',
            secretAccessKey: { reveal: () => 'demo' } as never,
          },
          profiles: (keyId: string) => [{ name: 'prod-readonly', recipe: testRecipe(keyId) }],
          close: async () => {
            closed += 1;
          },
        }),
    });
    expectValue(await keycutter.handlers.demo.open({}, window()));
    await settled();
    const [profile] = keycutter.snapshots.current().profiles;
    expect(keycutter.snapshots.current().status.demoOpen).toBe(true);
    expectValue(
      await keycutter.handlers.sessions.copy(
        { profileId: profile?.id ?? '', format: 'bash', way: 'value' },
        window(),
      ),
    );
    expect(bench.clipboard.text).toContain("AWS_ENDPOINT_URL='http://127.0.0.1:4566'");
    expect(bench.profileStore.saved).toMatchObject({ profiles: [], accessKeys: [] });
    expect(bench.sessionCache.sealed).toEqual([]);
    expectValue(await keycutter.handlers.demo.close({}, window()));
    await settled();
    expect(keycutter.snapshots.current()).toMatchObject({ profiles: [], accessKeys: [], sessions: [] });
    expect(closed).toBe(1);
  });

  it('says so when it cannot be started', async () => {
    const keycutter = await new TestBench().start();
    expect(await keycutter.handlers.demo.open({}, window())).toEqual({
      ok: false,
      error: appError('demo-unavailable'),
    });
  });
});

describe('the one timer', () => {
  it('is not armed while nothing is live or due', async () => {
    const bench = new TestBench();
    expect(bench.clock).toBeInstanceOf(FakeClock);
    const keycutter = await bench.start();
    await setUp(keycutter);
    await settled();
    expect(bench.clock.pendingTimers).toBe(0);
  });
});
