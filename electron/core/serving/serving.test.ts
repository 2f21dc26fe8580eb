import { beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import type { Keycutter } from '../keycutter.ts';
import { expectValue, setUp, TestBench, window } from '../testing/fake-ports.ts';

const minute = 60_000;
const serial = 'arn:aws:iam::111122223333:mfa/mina';

let bench: TestBench;
let keycutter: Keycutter;

beforeEach(async () => {
  bench = new TestBench();
  keycutter = await bench.start();
});

function serve(profileId: string, waitMs = 0) {
  const asked = keycutter.serving.serve(profileId, {
    client: 'process',
    waitMs,
    signal: new AbortController().signal,
  });
  let answer: Awaited<typeof asked> | null = null;
  void asked.then((value) => {
    answer = value;
  });
  return { asked, answer: () => answer };
}

async function served(profileId: string) {
  const { asked, answer } = serve(profileId);
  await bench.clock.pass(1_000);
  expect(answer()).not.toBeNull();
  return asked;
}

const prompt = () => keycutter.snapshots.current().prompt;
const approval = () => keycutter.snapshots.current().approval;

async function enterCode(code: string) {
  expectValue(await keycutter.handlers.mfa.submit({ promptId: prompt()?.id ?? '', code }, window()));
  await bench.clock.pass(1);
}

describe('a profile that needs nobody', () => {
  it('is assumed when the first program asks, once for all of them', async () => {
    const { profileId } = await setUp(keycutter);
    const all = await Promise.all(Array.from({ length: 200 }, () => served(profileId)));
    expect(bench.sts.requests).toHaveLength(1);
    expect(new Set(all.map((one) => expectValue(one).accessKeyId)).size).toBe(1);
    expect(expectValue(all[0] ?? (await served(profileId)))).toMatchObject({
      region: 'eu-central-1',
      accountId: '111122223333',
      profileName: 'prod',
    });
  });

  it('is served from what is held while a renewal hangs, and from the renewal once it is there', async () => {
    const { profileId } = await setUp(keycutter);
    const first = expectValue(await served(profileId));
    await bench.clock.pass(44 * minute);
    const release = bench.sts.hold();
    await bench.clock.pass(14 * minute);
    expect(expectValue(await served(profileId)).accessKeyId).toBe(first.accessKeyId);
    release();
    await bench.clock.pass(1_000);
    expect(expectValue(await served(profileId)).accessKeyId).not.toBe(first.accessKeyId);
    expect(bench.sts.requests).toHaveLength(2);
  });

  it('is served to its last second when renewing fails, and then not at all', async () => {
    const { profileId } = await setUp(keycutter);
    const first = expectValue(await served(profileId));
    bench.sts.refuseWith(appError('sts-access-denied'));
    await bench.clock.pass(59 * minute);
    expect(expectValue(await served(profileId)).accessKeyId).toBe(first.accessKeyId);
    await bench.clock.pass(2 * minute);
    expect(await served(profileId)).toMatchObject({ ok: false, error: { code: 'sts-access-denied' } });
  });

  it('is in the activity once a session, however often it is asked for', async () => {
    const { profileId } = await setUp(keycutter);
    for (let count = 0; count < 20; count += 1) await served(profileId);
    const { activity } = keycutter.snapshots.current();
    expect(activity.filter(({ kind }) => kind === 'served')).toHaveLength(1);
  });

  it('goes on getting its session when the program that asked has left', async () => {
    const { profileId } = await setUp(keycutter);
    const release = bench.sts.hold();
    const leaving = new AbortController();
    const asked = keycutter.serving.serve(profileId, {
      client: 'endpoint',
      waitMs: 0,
      signal: leaving.signal,
    });
    await bench.clock.pass(10);
    leaving.abort();
    expect(await asked).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    release();
    await bench.clock.pass(10);
    expect(await served(profileId)).toMatchObject({ ok: true });
    expect(bench.sts.requests).toHaveLength(1);
  });
});

describe('a profile that needs a code', () => {
  it('answers at once with what is needed; 1,000 more programs make no second prompt or notification', async () => {
    const { profileId } = await setUp(keycutter, { mfaSerial: serial });
    const first = await served(profileId);
    expect(first).toEqual({
      ok: false,
      error: appError('mfa-needed', { name: 'prod', serial, promptId: prompt()?.id ?? 'none' }),
    });
    for (let count = 0; count < 1_000; count += 1) serve(profileId);
    await bench.clock.pass(1_000);
    expect(prompt()).toMatchObject({ profileName: 'prod', waiting: 0 });
    expect(bench.notifications).toMatchObject([{ title: 'MFA code for prod', profileId }]);

    await enterCode('123456');
    expect(await served(profileId)).toMatchObject({ ok: true });
    expect(bench.sts.requests).toHaveLength(1);
  });

  it('serves who is willing to wait once the code is in', async () => {
    const { profileId } = await setUp(keycutter, { mfaSerial: serial });
    const waiting = serve(profileId, 60_000);
    await bench.clock.pass(30_000);
    expect(waiting.answer()).toBeNull();
    await enterCode('123456');
    expect(await waiting.asked).toMatchObject({ ok: true });
  });

  it('waits as long as it was told to, and leaves the prompt standing', async () => {
    const { profileId } = await setUp(keycutter, { mfaSerial: serial });
    const waiting = serve(profileId, 60_000);
    await bench.clock.pass(61_000);
    expect(waiting.answer()).toMatchObject({ ok: false, error: { code: 'mfa-needed' } });
    expect(prompt()).not.toBeNull();
  });

  it('serves what is valid beside the prompt for the next one', async () => {
    const { profileId } = await setUp(keycutter, { mfaSerial: serial });
    const waiting = serve(profileId, 60_000);
    await bench.clock.pass(10);
    await enterCode('123456');
    const first = expectValue(await waiting.asked);
    await bench.clock.pass(30 * minute);
    await served(profileId);
    expect(prompt()).toBeNull();
    await bench.clock.pass(16 * minute);
    expect(expectValue(await served(profileId)).accessKeyId).toBe(first.accessKeyId);
    expect(prompt()).not.toBeNull();
    await enterCode('654321');
    expect(expectValue(await served(profileId)).accessKeyId).not.toBe(first.accessKeyId);
  });

  it('is told to a command that assumes it, which then gives the code itself', async () => {
    const { profileId } = await setUp(keycutter, { mfaSerial: serial });
    const command = { client: 'command', signal: new AbortController().signal } as const;
    const assume = () => keycutter.handlers.sessions.assume({ profileId, durationSeconds: 900 }, command);
    const needed = await assume();
    expect(needed).toMatchObject({
      ok: false,
      error: { code: 'mfa-needed', params: { name: 'prod', serial } },
    });
    const promptId = needed.ok ? '' : (needed.error.params.promptId ?? '');
    expectValue(await keycutter.handlers.mfa.submit({ promptId, code: '123456' }, command));
    expect(expectValue(await assume()).state).toBe('active');
    expect(bench.sts.requests).toHaveLength(1);
  });

  it('raises no prompt on a locked screen, and none after one was sent away until a person asks', async () => {
    const { profileId } = await setUp(keycutter, { mfaSerial: serial });
    bench.screenLocked = true;
    for (let count = 0; count < 1_000; count += 1) await serve(profileId).asked;
    expect(prompt()).toBeNull();
    expect(bench.notifications).toEqual([]);

    bench.screenLocked = false;
    await served(profileId);
    await keycutter.handlers.mfa.dismiss({ promptId: prompt()?.id ?? '' }, window());
    await bench.clock.pass(10);
    expect(await served(profileId)).toMatchObject({ ok: false, error: { code: 'mfa-needed' } });
    expect(prompt()).toBeNull();
    await bench.clock.pass(60 * minute);
    for (let count = 0; count < 1_000; count += 1) await serve(profileId).asked;
    expect(prompt()).toBeNull();
    void keycutter.handlers.sessions.assume({ profileId }, window());
    await bench.clock.pass(10);
    expect(prompt()).not.toBeNull();
  });
});

describe('a profile that asks before serving', () => {
  async function guarded() {
    const { profileId, draft } = await setUp(keycutter);
    const asking = { ...draft, askBeforeServing: true };
    expectValue(await keycutter.handlers.profiles.save({ id: profileId, draft: asking }, window()));
    return { profileId, draft };
  }

  const answer = (how: 'minutes' | 'session' | 'deny') =>
    keycutter.handlers.approvals.answer({ approvalId: approval()?.id ?? '', answer: how }, window());

  it('is served only once the person has allowed it', async () => {
    const { profileId } = await guarded();
    expect(await served(profileId)).toEqual({
      ok: false,
      error: appError('approval-needed', { name: 'prod' }),
    });
    expect(bench.sts.requests).toEqual([]);
    expect(bench.notifications).toMatchObject([{ title: 'prod is wanted', profileId }]);
    await answer('minutes');
    expect(await served(profileId)).toMatchObject({ ok: true });
    await bench.clock.pass(10 * minute);
    expect(await served(profileId)).toMatchObject({ ok: false });
  });

  it('is not served after a no, and who waits hears it', async () => {
    const { profileId } = await guarded();
    const waiting = serve(profileId, 60_000);
    await bench.clock.pass(10);
    await answer('deny');
    expect(await waiting.asked).toMatchObject({ ok: false, error: { code: 'approval-denied' } });
    expect(approval()).toBeNull();
  });

  it('can be neither allowed nor opened up by a command', async () => {
    const { profileId, draft } = await guarded();
    await served(profileId);
    const command = { client: 'command', signal: new AbortController().signal } as const;
    expect(
      await keycutter.handlers.approvals.answer(
        { approvalId: approval()?.id ?? '', answer: 'session' },
        command,
      ),
    ).toMatchObject({ ok: false, error: { code: 'client-not-allowed' } });
    expectValue(await keycutter.handlers.profiles.save({ id: profileId, draft }, command));
    expect(await served(profileId)).toMatchObject({ ok: false, error: { code: 'approval-needed' } });
  });

  it('is served like any other once the person wants no question', async () => {
    const { profileId, draft } = await guarded();
    expectValue(await keycutter.handlers.profiles.save({ id: profileId, draft }, window()));
    expect(await served(profileId)).toMatchObject({ ok: true });
  });

  it('leaves no other way for a command than to be served', async () => {
    const { profileId } = await guarded();
    const command = { client: 'command', signal: new AbortController().signal } as const;
    const { awsFiles, sessions } = keycutter.handlers;
    const section = { profileId, name: 'prod', kind: 'static', takeOver: false } as const;
    const refused = { ok: false, error: { code: 'client-not-allowed' } };
    expect(await sessions.copy({ profileId, format: 'bash', way: 'value' }, command)).toMatchObject(refused);
    expect(await awsFiles.writeSection(section, command)).toMatchObject(refused);
    expectValue(await sessions.copy({ profileId, format: 'bash', way: 'value' }, window()));
    expectValue(await awsFiles.writeSection(section, window()));
  });
});

describe('an access key itself', () => {
  it('is served from the keychain, without a session and without STS', async () => {
    const { keyId } = await setUp(keycutter);
    const source = { kind: 'access-key', keyId } as const;
    const draft = { name: 'admin', recipe: { kind: 'access-key', source, region: 'eu-west-1' } as const };
    const profileId = expectValue(await keycutter.handlers.profiles.save({ draft }, window()));
    expect(expectValue(await served(profileId))).toMatchObject({
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      sessionToken: null,
      expiration: null,
      region: 'eu-west-1',
    });
    expect(bench.sts.requests).toEqual([]);
    expect(
      await keycutter.handlers.sessions.copy({ profileId, format: 'bash', way: 'value' }, window()),
    ).toMatchObject({ ok: false, error: { code: 'profile-has-no-session' } });
  });

  it('is not read by a command through a profile of its own making', async () => {
    const { keyId, profileId, draft } = await setUp(keycutter);
    const command = { client: 'command', signal: new AbortController().signal } as const;
    const source = { kind: 'access-key', keyId } as const;
    const raw = { kind: 'access-key', source, region: 'eu-west-1' } as const;
    const { save } = keycutter.handlers.profiles;
    const made = expectValue(await save({ draft: { name: 'mine', recipe: raw } }, command));
    expect(await served(made)).toMatchObject({ ok: false, error: { code: 'approval-needed' } });
    expectValue(await save({ id: profileId, draft: { ...draft, recipe: raw } }, command));
    expect(await served(profileId)).toMatchObject({ ok: false, error: { code: 'approval-needed' } });
    // What the person has opened in the window stays open.
    expectValue(await save({ id: profileId, draft: { ...draft, recipe: raw } }, window()));
    expectValue(await save({ id: profileId, draft: { name: 'renamed', recipe: raw } }, command));
    expect(await served(profileId)).toMatchObject({ ok: true });
  });
});

describe('a session of the key’s own user', () => {
  it('is asked of GetSessionToken and served like any other', async () => {
    const { keyId } = await setUp(keycutter);
    const source = { kind: 'access-key', keyId } as const;
    const recipe = { kind: 'session-token', source, region: 'eu-west-1', durationSeconds: 43_200 } as const;
    const draft = { name: 'mine', recipe };
    const profileId = expectValue(await keycutter.handlers.profiles.save({ draft }, window()));
    expect(expectValue(await served(profileId)).sessionToken).not.toBeNull();
    expect(bench.sts.sessionTokenRequests).toEqual([
      { durationSeconds: 43_200, mfaSerial: null, mfaCode: null },
    ]);
  });
});
