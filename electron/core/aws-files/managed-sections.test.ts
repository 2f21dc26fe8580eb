import { beforeEach, describe, expect, it } from 'vitest';
import type { Keycutter } from '../keycutter.ts';
import { settled } from '../testing/fake-clock.ts';
import { expectValue, setUp, TestBench, window } from '../testing/fake-ports.ts';

const minute = 60_000;
const helper = '/home/mina/.config/Keycutter/bin/keycutter-credentials';
const theirs = '# mine\n[default]\nregion = us-east-1\n';

let bench: TestBench;
let keycutter: Keycutter;
let profileId: string;

beforeEach(async () => {
  bench = new TestBench();
  bench.awsFiles.texts.config = theirs;
  keycutter = await bench.start();
  ({ profileId } = await setUp(keycutter));
});

const write = (change: Partial<{ name: string; kind: 'process' | 'static'; takeOver: boolean }> = {}) =>
  keycutter.handlers.awsFiles.writeSection(
    { profileId, name: 'prod', kind: 'process', takeOver: false, ...change },
    window(),
  );
const remove = (name: string, kind: 'process' | 'static') =>
  keycutter.handlers.awsFiles.removeSection({ name, kind }, window());
const config = () => bench.awsFiles.texts.config ?? '';
const credentials = () => bench.awsFiles.texts.credentials ?? '';
const managed = () => keycutter.snapshots.current().awsFiles.managed;

describe('a section with credential_process', () => {
  it('runs the helper for its profile, and goes without a trace', async () => {
    expectValue(await write());
    expect(config()).toContain(`credential_process = ${helper} ${profileId}\n`);
    expect(config().startsWith(theirs)).toBe(true);
    expect(bench.helperTokens.profiles).toEqual(new Set([profileId]));
    await settled();
    expect(managed()).toEqual([{ section: { kind: 'process', name: 'prod', profileId }, problem: null }]);

    expectValue(await remove('prod', 'process'));
    expect(config()).toBe(theirs);
    expect(bench.helperTokens.profiles.size).toBe(0);
  });

  it('is not put where the profile’s own command reads: it would call itself', async () => {
    const command = 'aws configure export-credentials --profile mine --format process';
    const draft = {
      name: 'login',
      recipe: { kind: 'credential-process', source: { kind: 'command', command }, region: 'eu-west-1' },
    } as const;
    const login = expectValue(await keycutter.handlers.profiles.save({ draft }, window()));
    const put = (name: string) =>
      keycutter.handlers.awsFiles.writeSection(
        { profileId: login, name, kind: 'process', takeOver: true },
        window(),
      );
    expect(await put('mine')).toMatchObject({ ok: false, error: { code: 'input-refused' } });
    expectValue(await put('other'));
  });

  it('goes with its profile, and follows its Region', async () => {
    expectValue(await write());
    const profile = keycutter.snapshots.current().profiles[0];
    const recipe = profile?.recipe;
    if (recipe?.kind !== 'assume-role') throw new Error('no profile');
    const draft = { name: 'prod', recipe: { ...recipe, region: 'eu-west-3' } };
    expectValue(await keycutter.handlers.profiles.save({ id: profileId, draft }, window()));
    await settled();
    expect(config()).toContain('region = eu-west-3\n');
    expectValue(await keycutter.handlers.profiles.remove({ id: profileId }, window()));
    expect(config()).toBe(theirs);
    await settled();
    expect(managed()).toEqual([]);
  });

  it('does not take a name that is there, unless told to', async () => {
    const taken = `${theirs}[profile prod]\noutput = json\nrole_arn = arn:aws:iam::111122223333:role/x\n`;
    bench.awsFiles.texts.config = taken;
    expect(await write()).toMatchObject({ ok: false, error: { code: 'aws-section-taken' } });
    expect(config()).toBe(taken);
    expectValue(await write({ takeOver: true }));
    expect(config()).toContain('output = json\n');
    expect(config()).not.toContain('role_arn');
    expect(config().match(/\[profile prod\]/g)).toHaveLength(1);
  });

  it('never throws static keys away, not even when told to take the name over', async () => {
    bench.awsFiles.texts.credentials = '[prod]\naws_access_key_id = AKIAX\naws_secret_access_key = y\n';
    for (const takeOver of [false, true]) {
      expect(await write({ takeOver })).toMatchObject({ ok: false, error: { code: 'aws-section-shadowed' } });
    }
    expect(config()).toBe(theirs);
  });

  it('gets another name', async () => {
    expectValue(await write());
    expectValue(
      await keycutter.handlers.awsFiles.renameSection(
        { name: 'prod', kind: 'process', to: 'live' },
        window(),
      ),
    );
    expect(config()).toContain('[profile live]');
    expect(config()).not.toContain('[profile prod]');
    await settled();
    expect(managed()).toMatchObject([{ section: { name: 'live' } }]);
  });
});

describe('what another program writes', () => {
  it('soon after ours, and without ours, is kept and ours put back', async () => {
    expectValue(await write());
    await bench.clock.pass(2_000);
    bench.awsFiles.write('config', `${theirs}output = json\n`);
    await settled();
    expect(config()).toContain('output = json\n');
    expect(config()).toContain('[profile prod]');
  });

  it('later counts as meant: the section is not put back, and the person is told', async () => {
    expectValue(await write());
    await bench.clock.pass(11_000);
    bench.awsFiles.write('config', theirs);
    await settled();
    expect(config()).toBe(theirs);
    expect(managed()).toMatchObject([{ problem: { code: 'aws-section-gone' } }]);
    expectValue(await write());
    await settled();
    expect(managed()).toMatchObject([{ problem: null }]);
  });
});

describe('a section with static keys', () => {
  it('is there as long as the session, follows its renewals and goes with it', async () => {
    bench.awsFiles.texts.credentials = '[other]\nregion = eu-west-1\n';
    expectValue(await write({ kind: 'static', name: 'prod-static' }));
    expect(credentials()).toBe('[other]\nregion = eu-west-1\n');

    expectValue(await keycutter.handlers.sessions.assume({ profileId }, window()));
    await settled();
    expect(credentials()).toContain('aws_session_token = token-1\n');
    await bench.clock.pass(46 * minute);
    expect(credentials()).toContain('aws_session_token = token-2\n');
    expect(credentials()).not.toContain('token-1');

    expectValue(await keycutter.handlers.sessions.stop({ profileId }, window()));
    await settled();
    expect(credentials()).toBe('[other]\nregion = eu-west-1\n');
  });

  it('leaves no keys behind when the app ends, and comes back with the session', async () => {
    expectValue(await write({ kind: 'static', name: 'prod-static' }));
    expectValue(await keycutter.handlers.sessions.assume({ profileId }, window()));
    await settled();
    await keycutter.stop();
    expect(credentials()).toBe('');
    keycutter = await bench.start();
    expect(credentials()).toContain('aws_session_token = token-1\n');
  });
});
