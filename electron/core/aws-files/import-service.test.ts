import { beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import type { Keycutter } from '../keycutter.ts';
import { settled } from '../testing/fake-clock.ts';
import { expectValue, TestBench, window } from '../testing/fake-ports.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const config = `[profile prod]
role_arn = arn:aws:iam::111122223333:role/deployer
source_profile = default
region = eu-west-1

[profile chained]
role_arn = arn:aws:iam::111122223333:role/next
source_profile = prod
`;
const credentials = `# kept by hand
[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = ${secret}

[other]
region = us-east-1
`;

let bench: TestBench;
let keycutter: Keycutter;

beforeEach(async () => {
  bench = new TestBench();
  bench.awsFiles.texts.config = config;
  bench.awsFiles.texts.credentials = credentials;
  keycutter = await bench.start();
});

const current = () => keycutter.snapshots.current();
const preview = async () => expectValue(await keycutter.handlers.awsFiles.preview({}, window()));
const importing = async (...sections: string[]) =>
  expectValue(
    await keycutter.handlers.awsFiles.import({ digest: (await preview()).digest, sections }, window()),
  );
const move = (serve: 'session-token' | 'access-key' = 'session-token') =>
  keycutter.handlers.awsFiles.moveKey({ section: 'default', serve }, window());

describe('importing', () => {
  it('shows first what becomes of what, and changes nothing on disk', async () => {
    const { entries } = await preview();
    const outcomes = Object.fromEntries(entries.map((entry) => [entry.name, entry.outcome]));
    expect(outcomes).toMatchObject({ prod: 'new', default: 'new', chained: 'new' });
    await importing('prod', 'default');
    expect(bench.awsFiles.texts).toEqual({ config, credentials });
  });

  it('brings a role with the key it is assumed with, once, however often', async () => {
    expect(await importing('prod', 'default')).toMatchObject({ profiles: 1, accessKeys: 1, failed: [] });
    const { profiles, accessKeys } = current();
    expect(profiles).toMatchObject([
      {
        name: 'prod',
        recipe: { region: 'eu-west-1', source: { keyId: accessKeys[0]?.id } },
        origin: { section: 'prod' },
      },
    ]);
    expect(
      expectValue(await keycutter.handlers.sessions.assume({ profileId: profiles[0]?.id ?? '' }, window())),
    );
    expect(await importing('prod', 'default')).toMatchObject({ profiles: 1, accessKeys: 0, failed: [] });
    expect(current().profiles).toHaveLength(1);
    const left = (await preview()).entries.filter(({ outcome }) => outcome === 'new');
    expect(left.map(({ name }) => name)).toEqual(['chained']);
  });

  it('brings a chain whole, so that it can be assumed', async () => {
    expect(await importing('chained')).toMatchObject({ profiles: 2, accessKeys: 1, failed: [] });
    const chained = current().profiles.find(({ name }) => name === 'chained');
    expect(expectValue(await keycutter.handlers.sessions.assume({ profileId: chained?.id ?? '' }, window())));
    expect(bench.sts.requests.map(({ recipe }) => recipe.roleArn)).toEqual([
      'arn:aws:iam::111122223333:role/deployer',
      'arn:aws:iam::111122223333:role/next',
    ]);
  });

  it('takes a change over, and leaves what the person set beside it', async () => {
    await importing('prod');
    const [profile] = current().profiles;
    if (profile?.recipe.kind !== 'assume-role') throw new Error('no profile');
    const recipe = { ...profile.recipe, sourceIdentity: 'mina' };
    const draft = { name: 'renamed', recipe, askBeforeServing: true };
    expectValue(await keycutter.handlers.profiles.save({ id: profile.id, draft }, window()));
    bench.awsFiles.write('config', config.replace('eu-west-1', 'eu-west-2'));
    await settled();
    await importing('prod');
    expect(current().profiles).toMatchObject([
      { name: 'renamed', askBeforeServing: true, recipe: { region: 'eu-west-2', sourceIdentity: 'mina' } },
    ]);
  });

  it('refuses what was listed before the files changed', async () => {
    const { digest } = await preview();
    bench.awsFiles.write('config', `${config}[profile late]\nregion = eu-west-1\n`);
    expect(await keycutter.handlers.awsFiles.import({ digest, sections: ['prod'] }, window())).toMatchObject({
      ok: false,
      error: { code: 'import-outdated' },
    });
    expect(current().profiles).toEqual([]);
  });

  it('offers what the person has not seen, and no more once seen or imported', async () => {
    expect(current().awsFiles.offer).toEqual({ new: 3, changed: 0 });
    await keycutter.handlers.awsFiles.dismissOffer({}, window());
    await settled();
    expect(current().awsFiles.offer).toBeNull();
    bench.awsFiles.write(
      'config',
      `${config}\n[profile two]\nrole_arn = arn:aws:iam::111122223333:role/b\nsource_profile = default\n`,
    );
    await settled();
    expect(current().awsFiles.offer).toEqual({ new: 1, changed: 0 });
    await importing('prod', 'two', 'default');
    await settled();
    expect(current().awsFiles.offer).toBeNull();
  });

  it('offers nothing again because a key was moved', async () => {
    await importing('default');
    expect(current().awsFiles.offer, 'left out, so seen').toBeNull();
    const moved = await keycutter.handlers.awsFiles.moveKey(
      { section: 'default', serve: 'session-token' },
      window(),
    );
    await settled();
    expect(moved.ok).toBe(true);
    expect(current().awsFiles.offer).toBeNull();
    expect(current().accessKeys[0]?.identity, 'AWS was asked').not.toBeNull();
  });
});

describe('moving a key into the keychain', () => {
  it('leaves a managed section that serves a session of it, and no secret in any file', async () => {
    expect(current().awsFiles.plaintextKeys).toEqual([
      { section: 'default', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
    ]);
    const profileId = expectValue(await move());
    expect(bench.awsFiles.texts.credentials).toMatch(/^# kept by hand\n\n?\[other\]\nregion = us-east-1\n$/);
    expect(bench.awsFiles.texts.config).toContain(`[default]\n`);
    expect(bench.awsFiles.texts.config).toContain(`keycutter-credentials ${profileId}\n`);
    expect(bench.awsFiles.backups).toHaveLength(1);
    expect(bench.awsFiles.backups[0]).toContain('AKIAIOSFODNN7EXAMPLE');
    expect(JSON.stringify([bench.awsFiles.texts, bench.awsFiles.backups])).not.toContain(secret);
    expect(current().profiles).toMatchObject([{ name: 'default', recipe: { kind: 'session-token' } }]);
    expect(current().awsFiles.plaintextKeys).toEqual([]);
  });

  it('may leave the key itself to be served', async () => {
    const profileId = expectValue(await move('access-key'));
    const served = await keycutter.serving.serve(profileId, {
      client: 'process',
      waitMs: 0,
      signal: new AbortController().signal,
    });
    expect(expectValue(served).secretAccessKey.reveal()).toBe(secret);
  });

  it('changes nothing when AWS does not take the key', async () => {
    bench.sts.refuseIdentityWith(appError('sts-signature-mismatch'));
    expect(await move()).toMatchObject({ ok: false, error: { code: 'key-move-unverified' } });
    expect(bench.awsFiles.texts).toEqual({ config, credentials });
    expect(current().accessKeys).toEqual([]);
  });

  it('changes nothing when the keychain does not give back what was put in', async () => {
    bench.secretStore.corrupt = true;
    expect(await move()).toMatchObject({ ok: false, error: { code: 'key-move-mismatch' } });
    expect(bench.awsFiles.texts).toEqual({ config, credentials });
    expect(bench.awsFiles.backups).toEqual([]);
  });
});
