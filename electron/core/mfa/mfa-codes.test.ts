import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { fail } from '../../../shared/result.ts';
import { settled } from '../testing/fake-clock.ts';
import { expectValue, window } from '../testing/fake-ports.ts';
import { codeOf, hour, minute, serial, World } from '../testing/world.ts';

const direct = { mfaSerial: serial };
const wrong = fail(appError('sts-mfa-code-wrong'));
const sent = (world: World) => world.sts.requests.map(({ mfaCode }) => mfaCode);

async function withSeed(world: World) {
  expectValue(await world.handlers.mfaDevices.keepSeed({ serial, seed: 'seed' }, window()));
}

/** Answers only to codes that AWS would make just now, each once. */
function asAws(world: World) {
  const taken = new Set<string>();
  world.sts.answerWith((request) => {
    const code = 'mfaCode' in request ? request.mfaCode : null;
    if (code === null) return null;
    const step = Math.floor(world.bench.clock.trueTime() / 30_000) % 1_000_000;
    const valid = code === String(step).padStart(6, '0') && !taken.has(code);
    taken.add(code);
    return valid ? null : wrong;
  });
}

describe('codes that are typed', () => {
  it('one for each profile that wants its own, in turn; one that was used is not sent again', async () => {
    const world = await World.begin();
    const names = ['one', 'two', 'three'];
    const asked = [];
    for (const name of names) asked.push(world.assume(await world.role(name, direct)));
    await settled();
    expect(world.now.prompt).toMatchObject({ profileName: 'one', waiting: 2 });
    expectValue(await world.enterCode('111111'));
    expect(codeOf(await world.enterCode('111111'))).toBe('mfa-code-reused');
    expect(world.now.prompt).toMatchObject({ profileName: 'two', error: { code: 'mfa-code-reused' } });
    expectValue(await world.enterCode('222222'));
    expectValue(await world.enterCode('333333'));
    expect((await Promise.all(asked)).map(codeOf)).toEqual(['ok', 'ok', 'ok']);
    expect(sent(world)).toEqual(['111111', '222222', '333333']);
  });

  it('two that come at once for one prompt: the second is not sent when the first was taken', async () => {
    const world = await World.begin();
    const asked = world.assume(await world.role('one', direct));
    await settled();
    const promptId = world.now.prompt?.id ?? '';
    const submit = (code: string) => world.handlers.mfa.submit({ promptId, code }, window());
    const answers = await Promise.all([submit('111111'), submit('222222')]);
    expect(answers.map(codeOf)).toEqual(['ok', 'cancelled']);
    expectValue(await asked);
    expect(sent(world)).toEqual(['111111']);
  });

  it('that AWS refuses leave the prompt up, saying so; another failure ends it', async () => {
    const world = await World.begin();
    const asked = world.assume(await world.role('one', direct));
    world.sts.refuseWith(appError('sts-mfa-code-wrong'));
    expect(codeOf(await world.enterCode('111111'))).toBe('sts-mfa-code-wrong');
    expect(world.now.prompt?.error?.code).toBe('sts-mfa-code-wrong');
    world.sts.refuseWith(appError('sts-access-denied'));
    expect(codeOf(await world.enterCode('222222'))).toBe('sts-access-denied');
    expect(codeOf(await asked)).toBe('sts-access-denied');
    expect(world.now.prompt).toBeNull();
  });

  it('sent away: 1,000 programs raise no prompt again, the person does', async () => {
    const world = await World.begin();
    const id = await world.role('one', direct);
    const first = world.serve(id);
    await world.dismissCode();
    expect(codeOf(await first)).toBe('mfa-needed');
    expect(await world.polls(id, 1_000)).toEqual(new Set(['mfa-needed']));
    expect(await world.serve(id)).toMatchObject({ error: { code: 'mfa-needed', params: { promptId: '' } } });
    await settled();
    expect(world.now.prompt).toBeNull();
    expect(world.bench.notifications).toHaveLength(1);
    expect(world.activity('failed')).toBe(0);
    const asked = world.assume(id);
    await world.enterCode('111111');
    expectValue(await asked);
    await world.bench.clock.pass(61 * minute);
    void world.serve(id);
    await settled();
    expect(world.now.prompt).not.toBeNull();
  });

  it('on a locked screen are asked of nobody, but by the person themselves', async () => {
    const world = await World.begin();
    const id = await world.role('one', direct);
    world.bench.screenLocked = true;
    expect(await world.polls(id, 1_000)).toEqual(new Set(['mfa-needed']));
    const command = { client: 'command', signal: new AbortController().signal } as const;
    expect(codeOf(await world.handlers.sessions.assume({ profileId: id }, command))).toBe('mfa-needed');
    await settled();
    expect(world.now.prompt).toBeNull();
    expect(world.bench.notifications).toEqual([]);
    world.bench.screenLocked = false;
    void world.serve(id);
    await settled();
    expect(world.now.prompt).not.toBeNull();
  });

  it('that nobody types: the prompt is over after five minutes, and is not raised again by programs', async () => {
    const world = await World.begin();
    const id = await world.role('one', direct);
    const waiting = world.serve(id, 20 * minute);
    await world.bench.clock.pass(5 * minute + 1_000);
    expect(codeOf(await waiting)).toBe('mfa-timed-out');
    expect(world.now.prompt).toBeNull();
    expect(codeOf(await world.serve(id))).toBe('mfa-needed');
    expect(world.bench.clock.pendingTimers).toBeLessThanOrEqual(1);
  });
});

describe('codes that come by themselves', () => {
  it('from a seed: no prompt, and a fresh one each, for as many profiles as ask', async () => {
    const world = await World.begin();
    await withSeed(world);
    asAws(world);
    const asked = [];
    for (const name of ['one', 'two', 'three', 'four'])
      asked.push(world.assume(await world.role(name, direct)));
    await world.bench.clock.pass(2 * minute);
    expect((await Promise.all(asked)).map(codeOf)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(new Set(sent(world)).size).toBe(4);
    expect(world.now.prompt).toBeNull();
    expect(world.bench.secretStore.entries.get(`mfa-seed/${serial}`)).toBe('seed');
    expect(JSON.stringify(world.bench.profileStore.saved)).not.toContain('"seed":');
  });

  it('renew sessions in the background', async () => {
    const world = await World.begin();
    await withSeed(world);
    asAws(world);
    const id = await world.role('one', direct);
    expectValue(await world.assume(id));
    await world.bench.clock.pass(3 * hour);
    expect(world.stateOf(id)).toBe('active');
    expect(world.bench.notifications).toEqual([]);
  });

  it('from a program: the same code is not sent twice, and one who has left starts no program', async () => {
    const world = await World.begin();
    expectValue(await world.handlers.mfaDevices.keepCommand({ serial, command: 'ykman code' }, window()));
    world.bench.commandRunner.output.set('ykman code', '111111\n');
    expectValue(await world.assume(await world.role('one', direct)));
    const leaving = new AbortController();
    const second = world.assume(await world.role('two', direct), undefined, leaving.signal);
    const third = world.assume(await world.role('three', direct), undefined, leaving.signal);
    await world.bench.clock.pass(10_000);
    expect(sent(world)).toEqual(['111111']);
    expect(world.bench.commandRunner.ran).toHaveLength(2);
    leaving.abort();
    expect([await second, await third].map(codeOf)).toEqual(['cancelled', 'cancelled']);
    await world.bench.clock.pass(5 * minute);
    expect(world.bench.commandRunner.ran).toHaveLength(2);
    expect(sent(world)).toEqual(['111111']);
  });

  it('from a wrong seed: after two the person is asked, who is told why', async () => {
    const world = await World.begin();
    await withSeed(world);
    world.sts.answerWith((request) => ('mfaCode' in request && request.mfaCode !== '424242' ? wrong : null));
    const asked = world.assume(await world.role('one', direct));
    await world.bench.clock.pass(minute);
    expect(world.now.prompt?.error?.code).toBe('sts-mfa-code-wrong');
    expectValue(await world.enterCode('424242'));
    expectValue(await asked);
    expect(sent(world)).toHaveLength(3);
  });

  it('from a program that fails: the person is asked; in the background nobody is, and it is said once', async () => {
    const world = await World.begin();
    expectValue(await world.handlers.mfaDevices.keepCommand({ serial, command: 'gone' }, window()));
    const id = await world.role('one', direct);
    const asked = world.assume(id);
    await settled();
    expect(world.now.prompt?.error?.code).toBe('command-not-found');
    await world.enterCode('111111');
    expectValue(await asked);
    await world.bench.clock.pass(59 * minute);
    expect(world.now.prompt).toBeNull();
    expect(world.stateOf(id)).toBe('active');
    expect(world.bench.notifications.filter(({ title }) => title.includes('renewed'))).toHaveLength(1);
    expect(world.bench.commandRunner.ran.length).toBeLessThan(10);
  });

  it('from a seed that is not in the keychain, or not one at all', async () => {
    const world = await World.begin();
    const keep = world.handlers.mfaDevices.keepSeed({ serial, seed: 'no seed' }, window());
    expect(codeOf(await keep)).toBe('mfa-seed-unreadable');
    expect(world.now.mfaDevices).toEqual([]);
    await withSeed(world);
    world.bench.secretStore.entries.delete(`mfa-seed/${serial}`);
    void world.assume(await world.role('one', direct));
    await settled();
    expect(world.now.prompt?.error?.code).toBe('mfa-seed-unreadable');
  });

  it('are typed again when the person says so, and the seed is gone', async () => {
    const world = await World.begin();
    await withSeed(world);
    expect(world.now.mfaDevices).toMatchObject([{ serial, codes: 'seed' }]);
    expectValue(await world.handlers.mfaDevices.typeCodes({ serial }, window()));
    expect(world.bench.secretStore.entries.has(`mfa-seed/${serial}`)).toBe(false);
    await withSeed(world);
    expectValue(await world.handlers.mfaDevices.keepCommand({ serial, command: 'code' }, window()));
    expect(world.bench.secretStore.entries.has(`mfa-seed/${serial}`)).toBe(false);
    await settled();
    expect(world.now.mfaDevices).toMatchObject([{ serial, codes: 'command', command: 'code' }]);
  });
});

describe('devices', () => {
  it('are looked up in IAM, with how their codes come', async () => {
    const world = await World.begin();
    await withSeed(world);
    world.bench.iam.serials = [serial, `${serial}-2`];
    const found = expectValue(await world.handlers.mfaDevices.lookUp({ keyId: world.keyId }, window()));
    expect(found).toMatchObject([
      { serial, codes: 'seed' },
      { serial: `${serial}-2`, codes: 'typed' },
    ]);
    world.bench.iam.refuse('ListMFADevices', appError('iam-access-denied', { action: 'iam:ListMFADevices' }));
    expect(codeOf(await world.handlers.mfaDevices.lookUp({ keyId: world.keyId }, window()))).toBe(
      'iam-access-denied',
    );
  });
});
