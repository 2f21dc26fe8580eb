import { describe, expect, it } from 'vitest';
import { testRecipe } from '../../electron/core/testing/fake-ports.ts';
import { testProfile, testSession, testSnapshot } from '../../electron/core/testing/test-snapshot.ts';
import type { ImportEntry } from '../../shared/aws-files-views.ts';
import { appError } from '../../shared/errors.ts';
import type { Recipe } from '../../shared/profile.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { OtherToolPreview } from '../../shared/sign-in-views.ts';
import type { SessionView, Snapshot } from '../../shared/views.ts';
import { FakeApp } from '../testing/fake-app.ts';
import { runHere, testNow } from '../testing/fake-world.ts';
import { testKey, testSignIn } from '../testing/test-views.ts';

const hour = 3_600_000;
const region = 'eu-west-1';
const account = '111122223333';
const roleArn = `arn:aws:iam::${account}:role/path/deployer`;
const signIn = { kind: 'sign-in', signInId: 's1' } as const;
const key = { kind: 'access-key', keyId: 'key1' } as const;

/** One of every kind, by its name. */
const recipes: Readonly<Record<string, Recipe>> = {
  base: testRecipe('key1'),
  inner: testRecipe('key1', { source: { kind: 'profile', profileId: 'base' } }),
  ec2: testRecipe('key1', { source: { kind: 'machine', from: 'Ec2InstanceMetadata' } }),
  saml: {
    kind: 'assume-role-with-saml',
    source: signIn,
    roleArn,
    principalArn: `arn:aws:iam::${account}:saml-provider/Corp`,
    region,
    durationSeconds: 3_600,
    policyArns: [],
  },
  token: {
    kind: 'assume-role-with-web-identity',
    source: { kind: 'token-file', path: '/run/token' },
    roleArn,
    region,
    durationSeconds: 3_600,
    policyArns: [],
  },
  sso: { kind: 'identity-center', source: signIn, accountId: account, roleName: 'Developer', region },
  session: { kind: 'session-token', source: key, region, durationSeconds: 3_600 },
  federated: {
    kind: 'federation-token',
    source: key,
    region,
    durationSeconds: 3_600,
    federatedName: 'bob',
    policyArns: [],
    tags: [],
  },
  root: {
    kind: 'assume-root',
    source: key,
    targetAccount: account,
    task: 'S3UnlockBucketPolicy',
    region,
    durationSeconds: 900,
  },
  program: { kind: 'credential-process', source: { kind: 'command', command: 'helper -x' }, region },
  raw: { kind: 'access-key', source: key, region },
};

function household(sessions: readonly SessionView[] = []): Snapshot {
  return testSnapshot({
    accessKeys: [testKey()],
    signIns: [testSignIn('s1', { name: 'acme' })],
    profiles: Object.entries(recipes).map(([name, recipe]) => testProfile(name, { recipe })),
    sessions,
  });
}

const lines = (out: string) =>
  new Map(
    out
      .trimEnd()
      .split('\n')
      .map((line) => [line.split(/ {2,}/)[0] ?? '', line.split(/ {2,}/).slice(1)]),
  );

describe('every kind of profile', () => {
  it('is listed with its account, who it acts as and where it comes from', async () => {
    const { out } = await runHere(['ls'], { app: new FakeApp().shows(household()) });
    const rows = lines(out);
    expect(rows.get('inner')?.slice(1, 4)).toEqual([account, 'deployer', 'main > base']);
    expect(rows.get('ec2')?.slice(1, 4)).toEqual([account, 'deployer', 'ec2']);
    expect(rows.get('saml')?.slice(1, 4)).toEqual([account, 'deployer', 'acme']);
    expect(rows.get('token')?.slice(1, 4)).toEqual([account, 'deployer', '/run/token']);
    expect(rows.get('sso')?.slice(1, 4)).toEqual([account, 'Developer', 'acme']);
    expect(rows.get('session')?.slice(1, 4)).toEqual(['999988887777', 'own user', 'main']);
    expect(rows.get('federated')?.slice(1, 4)).toEqual(['999988887777', 'federated user bob', 'main']);
    expect(rows.get('root')?.slice(1, 4)).toEqual([account, 'root, S3UnlockBucketPolicy', 'main']);
    expect(rows.get('program')?.slice(1, 3)).toEqual(['as its program says', 'helper -x']);
    expect(rows.get('raw')?.slice(0, 3)).toEqual(['serves its key', '999988887777', 'own user']);
  });

  it('is shown with its source by name, and a chain whole', async () => {
    const app = new FakeApp().shows(household());
    for (const [name, source, sourceKind] of [
      ['inner', 'base', 'profile'],
      ['ec2', 'ec2', 'machine'],
      ['saml', 'acme', 'sign-in'],
      ['token', '/run/token', 'token-file'],
      ['program', 'helper -x', 'command'],
      ['root', 'main', 'access-key'],
    ] as const) {
      const { out } = await runHere(['profile', 'show', name, '--json'], { app });
      expect(JSON.parse(out)).toMatchObject({ ...recipes[name], source, sourceKind });
      expect(lines((await runHere(['profile', 'show', name], { app })).out).get('source')).toEqual([source]);
    }
    const { out } = await runHere(['profile', 'show', 'inner'], { app });
    expect(lines(out).get('chain')).toEqual(['main > base']);
  });

  it('says what its end will take, and tells a sign-in from an MFA code', async () => {
    const live = { state: 'active', expiresAt: testNow + hour } as const;
    const snapshot = household([
      testSession('saml', { ...live, renewal: { kind: 'needs-sign-in' } }),
      testSession('inner', { ...live, hops: 1, renewal: { kind: 'renews-itself', at: testNow } }),
      testSession('sso', { state: 'needs-action', error: appError('sign-in-needed') }),
      testSession('token', { state: 'needs-action', error: appError('mfa-needed') }),
    ]);
    const app = new FakeApp().shows(snapshot);
    const rows = lines((await runHere(['ls'], { app })).out);
    expect(rows.get('saml')?.[2]).toBe('wants sign-in');
    expect(rows.get('inner')?.[2]).toBe('renews itself');
    expect(rows.get('sso')?.[0]).toBe('wants sign-in');
    expect(rows.get('token')?.[0]).toBe('wants MFA code');
    const { profiles } = JSON.parse((await runHere(['ls', '--json'], { app })).out);
    const inner = profiles.find(({ name }: { name: string }) => name === 'inner');
    expect(inner).toMatchObject({ hops: 1, renewal: 'renews-itself', source: ['main', 'base'] });
  });

  it('that waits for a sign-in is in the status', async () => {
    const prompt = {
      id: 'p1',
      signInId: 's1',
      signInName: 'acme',
      kind: 'identity-center',
      profileNames: ['sso', 'dev'],
      stage: 'asked',
      host: null,
      userCode: null,
      error: null,
      waiting: 0,
    } as const;
    const app = new FakeApp().shows({ ...household(), signInPrompt: prompt });
    expect((await runHere(['status'], { app })).out).toContain('acme waits for you to sign in for sso, dev.');
    const json = JSON.parse((await runHere(['status', '--json'], { app })).out);
    expect(json.waiting).toEqual({ mfaCode: null, signIn: 'acme', approval: null });
  });
});

describe('import', () => {
  const entry = (name: string, becomes: ImportEntry['becomes'], more: Partial<ImportEntry> = {}) => ({
    name,
    outcome: 'new',
    becomes,
    roleArn: null,
    region: null,
    accessKeyId: null,
    source: null,
    notes: [],
    ...more,
  });

  it('names every kind, and the commands that it would run', async () => {
    const entries = [
      entry('a', 'identity-center', { about: '111122223333 Developer' }),
      entry('b', 'credential-process', { commands: ['helper \u001b[2J -x'] }),
      entry('c', 'assume-role', { roleArn, notes: [{ code: 'duration-capped', params: { value: '7200' } }] }),
      entry('d', null, {
        outcome: 'unusable',
        notes: [{ code: 'source-unusable', params: { section: 'z' } }],
      }),
    ];
    const preview = { configPath: 'c', credentialsPath: 'd', digest: 'x', problems: [], entries };
    const app = new FakeApp().shows(household()).on('awsFiles.preview', () => succeed(preview));
    const { out } = await runHere(['import', '--dry-run'], { app });
    expect(out).toMatch(/^a +new +Identity Center +111122223333 Developer$/m);
    expect(out).toMatch(/^b +new +program$/m);
    expect(out).toContain('b runs a command: helper [2J -x');
    expect(out).toMatch(/^c +new +role +.*its duration of 7200 seconds is cut to an hour/m);
    expect(out).toMatch(/^d +can't be used +- +its source z can't be used$/m);
  });

  const preview: OtherToolPreview = {
    tool: 'aws-vault',
    place: 'the keychain',
    entries: [
      { id: 'k', name: 'main', becomes: 'access-key', about: 'AKIA', problem: null },
      { id: 'p', name: 'prod', becomes: 'assume-role', about: roleArn, problem: null },
      {
        id: 'x',
        name: 'odd',
        becomes: null,
        about: '',
        problem: appError('other-tool-unreadable', { tool: 'aws-vault', reason: 'odd' }),
      },
    ],
  };
  const other = () =>
    new FakeApp()
      .on('otherTools.preview', () => succeed(preview))
      .on('otherTools.import', () => succeed({ profiles: 1, accessKeys: 1, failed: [] }));

  it('takes over from another tool what can be', async () => {
    const app = other();
    const dry = await runHere(['import', '--from', 'aws-vault', '--dry-run'], { app });
    expect(dry.out).toContain('2 items would be imported. Nothing was changed.');
    expect(dry.out).toMatch(/^odd +- +What aws-vault keeps could not be read: odd\.$/m);
    expect(app.inputsOf('otherTools.import')).toEqual([]);
    const ran = await runHere(['import', '--from', 'aws-vault'], { app });
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toContain('Imported 1 profile and 1 access key. What aws-vault has is as it was.');
    expect(app.inputsOf('otherTools.import')).toEqual([{ tool: 'aws-vault', ids: ['k', 'p'] }]);
  });

  it('says where a tool has nothing, and what failed', async () => {
    const empty = other().on('otherTools.preview', () =>
      succeed({ tool: 'leapp', place: null, entries: [] }),
    );
    expect(await runHere(['import', '--from', 'leapp'], { app: empty })).toMatchObject({
      exitCode: 0,
      err: 'Leapp has nothing here.\n',
    });
    const failing = other().on('otherTools.import', () =>
      succeed({ profiles: 0, accessKeys: 0, failed: [{ name: 'main', error: appError('keychain-locked') }] }),
    );
    const ran = await runHere(['import', '--from', 'aws-vault', '--json'], { app: failing });
    expect(ran.exitCode).toBe(1);
    expect(JSON.parse(ran.out).imported.failed).toMatchObject([{ name: 'main', code: 'keychain-locked' }]);
    expect((await runHere(['import', '--from', 'leapp', '--config', 'x'])).exitCode).toBe(2);
    expect((await runHere(['import', '--from', 'lepp'])).exitCode).toBe(2);
  });
});

describe('the MFA devices of a key', () => {
  const serial = 'arn:aws:iam::999988887777:mfa/ann';
  const seed = 'JBSWY3DPEHPK3PXP';
  const app = () =>
    new FakeApp()
      .shows(household())
      .on('mfaDevices.lookUp', () =>
        succeed([
          { serial, codes: 'typed', command: null, problem: null },
          { serial: 'GAHT1', codes: 'command', command: 'ykman code', problem: null },
        ]),
      )
      .on('mfaDevices.keepSeed', () => succeed())
      .on('mfaDevices.keepCommand', () => succeed())
      .on('mfaDevices.typeCodes', () => succeed())
      .on('accessKeys.endMfaSession', () => succeed());

  it('are looked up', async () => {
    const asked = app();
    const { out } = await runHere(['key', 'mfa', 'main'], { app: asked });
    expect(lines(out).get(serial)).toEqual(['typed']);
    expect(lines(out).get('GAHT1')).toEqual(['from ykman code']);
    expect(asked.inputsOf('mfaDevices.lookUp')).toEqual([{ keyId: 'key1' }]);
  });

  it('take a seed from standard input or a hidden prompt, and never show it', async () => {
    const words = ['key', 'mfa', 'main', '--seed-stdin', serial];
    const piped = app();
    const ran = await runHere(words, { app: piped, input: `${seed}\n` });
    const asked = await runHere(words, { app: piped, typed: [seed] });
    expect(piped.inputsOf('mfaDevices.keepSeed')).toEqual([
      { serial, seed },
      { serial, seed },
    ]);
    expect(asked.echoes).toEqual([false]);
    expect(`${ran.out}${ran.err}${asked.out}${asked.err}${asked.terminal}`).not.toContain(seed);
    expect(await runHere(words, { app: piped, input: '' })).toMatchObject({ exitCode: 1, out: '' });
  });

  it('take a command, or are typed again; their sessions are dropped', async () => {
    const asked = app();
    await runHere(['key', 'mfa', 'main', serial, '--command', 'ykman code'], { app: asked });
    await runHere(['key', 'mfa', 'main', '--typed', serial], { app: asked });
    await runHere(['key', 'forget-mfa', 'main'], { app: asked });
    expect(asked.inputsOf('mfaDevices.keepCommand')).toEqual([{ serial, command: 'ykman code' }]);
    expect(asked.inputsOf('mfaDevices.typeCodes')).toEqual([{ serial }]);
    expect(asked.inputsOf('accessKeys.endMfaSession')).toEqual([{ id: 'key1' }]);
  });

  it.each([
    [['--typed'], '--typed needs the SERIAL'],
    [[serial], 'SERIAL goes with'],
    [[serial, '--typed', '--command', 'x'], '--command and --typed exclude each other.'],
    [[serial, '--seed-stdin=ABC'], '--seed-stdin takes no value.'],
  ])('refuse %j', async (words, sentence) => {
    const ran = await runHere(['key', 'mfa', 'main', ...words], { app: app() });
    expect(ran.exitCode).toBe(2);
    expect(ran.err).toContain(sentence);
  });

  it('that IAM does not tell of are a failure in its words', async () => {
    const denied = app().on('mfaDevices.lookUp', () =>
      fail(appError('iam-access-denied', { action: 'iam:ListMFADevices' })),
    );
    const ran = await runHere(['key', 'mfa', 'main'], { app: denied });
    expect(ran).toMatchObject({ exitCode: 1, out: '' });
    expect(ran.err).toContain('iam:ListMFADevices');
  });
});
