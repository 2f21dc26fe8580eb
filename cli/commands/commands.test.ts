import { describe, expect, it } from 'vitest';
import { testRecipe } from '../../electron/core/testing/fake-ports.ts';
import { testProfile, testSession, testSnapshot } from '../../electron/core/testing/test-snapshot.ts';
import { appError, type ErrorCode } from '../../shared/errors.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { ImportPreview, Snapshot } from '../../shared/views.ts';
import { FakeApp } from '../testing/fake-app.ts';
import { runHere, testNow } from '../testing/fake-world.ts';
import { testKey, testSignIn } from '../testing/test-views.ts';

const minute = 60_000;

const mainKey = testKey({ addedAt: testNow - 40 * 24 * 60 * minute });

function household(): Snapshot {
  const source = { kind: 'access-key', keyId: 'key1' } as const;
  return testSnapshot({
    accessKeys: [mainKey],
    signIns: [testSignIn('s1', { name: 'acme' })],
    profiles: [
      testProfile('id1', { name: 'prod', recipe: testRecipe('key1', { externalId: 'abc' }) }),
      testProfile('id2', { name: 'dev', favourite: true }),
      testProfile('id3', {
        name: 'me',
        recipe: { kind: 'session-token', source, region: 'eu-west-1', durationSeconds: 43_200 },
      }),
      testProfile('id4', { name: 'raw', recipe: { kind: 'access-key', source, region: 'eu-west-1' } }),
      testProfile('id5', { name: 'over' }),
    ],
    sessions: [
      testSession('id1', { state: 'active', expiresAt: testNow + 42 * minute }),
      testSession('id2', { state: 'needs-action' }),
      testSession('id5', { state: 'active', expiresAt: testNow - 1 }),
    ],
  });
}

const browsers = [
  { id: 'firefox', name: 'Firefox', profiles: [{ id: 'firefox:work', name: 'Work' }] },
  { id: 'chrome', name: 'Chrome', profiles: [] },
];

const app = () => new FakeApp().shows(household()).on('browsers.list', () => succeed(browsers));

describe('open', () => {
  it('shows the window, at the row of a profile', async () => {
    const shown = app().on('panel.show', () => succeed());
    expect(await runHere(['open'], { app: shown })).toMatchObject({ exitCode: 0, out: '', starts: [true] });
    expect((await runHere(['open', 'dev'], { app: shown })).exitCode).toBe(0);
    expect(shown.inputsOf('panel.show')).toEqual([{}, { profileId: 'id2' }]);
  });

  it('shows nothing for a name that nobody has', async () => {
    const asked = app().on('panel.show', () => succeed());
    const { exitCode, err } = await runHere(['open', 'prd'], { app: asked });
    expect(exitCode).toBe(1);
    expect(err).toContain('prod');
    expect(asked.inputsOf('panel.show')).toEqual([]);
  });
});

describe('ls and status', () => {
  it('list what is live first, with the time left; an ended session is never shown as live', async () => {
    const { out } = await runHere(['ls'], { app: app() });
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(lines[0]).toEqual(['PROFILE', 'STATE', 'TIME LEFT', 'ACCOUNT', 'ROLE', 'SOURCE', 'REGION']);
    expect(lines[1]).toEqual([
      'prod',
      'live',
      expect.stringMatching(/^42 min, until \d\d:\d\d$/),
      '111122223333',
      'deployer',
      'main',
      'eu-central-1',
    ]);
    expect(lines.slice(2).map(([name, state]) => [name, state])).toEqual([
      ['dev', 'wants MFA code'],
      ['me', '-'],
      ['over', 'expired'],
      ['raw', 'serves its key'],
    ]);
    expect(out).not.toContain('\u001b');
  });

  it('colour only a terminal, and not where NO_COLOR asks for none', async () => {
    const environment = { TERM: 'xterm' };
    expect((await runHere(['ls'], { app: app(), outIsTerminal: true, environment })).out).toContain(
      '\u001b[32m',
    );
    const quiet = { ...environment, NO_COLOR: '1' };
    expect(
      (await runHere(['ls'], { app: app(), outIsTerminal: true, environment: quiet })).out,
    ).not.toContain('\u001b');
  });

  it('have a stable shape for programs', async () => {
    const { profiles } = JSON.parse((await runHere(['ls', '--json'], { app: app() })).out);
    expect(profiles[0]).toEqual({
      name: 'prod',
      id: 'id1',
      kind: 'assume-role',
      state: 'active',
      expiresAt: '2026-03-04T15:42:00Z',
      secondsLeft: 42 * 60,
      accountId: '111122223333',
      roleArn: 'arn:aws:iam::111122223333:role/deployer',
      region: 'eu-central-1',
      source: ['main'],
      sourceKind: 'access-key',
      hops: 0,
      renewal: null,
      favourite: false,
      error: null,
    });
    const status = JSON.parse((await runHere(['status', '--json'], { app: app() })).out);
    expect(status).toMatchObject({
      keychain: 'ready',
      waiting: { mfaCode: null, signIn: null, approval: null },
      problems: [],
    });
    expect(status.live.map(({ name }: { name: string }) => name)).toEqual(['prod']);
  });

  it('show hostile names as plain text, and give them to programs escaped', async () => {
    const name = 'a\u001b[2Jb\u202ec\nd\u009b31m';
    const hostile = new FakeApp().shows(testSnapshot({ profiles: [testProfile('x', { name })] }));
    for (const words of [
      ['ls'],
      ['ls', '--json'],
      ['profile', 'show', name],
      ['profile', 'show', name, '--json'],
    ]) {
      const { out, exitCode } = await runHere(words, { app: hostile });
      expect(exitCode).toBe(0);
      expect(out).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    }
    const { profiles } = JSON.parse((await runHere(['ls', '--json'], { app: hostile })).out);
    expect(profiles[0].name).toBe(name);
  });

  it('say what to do where there is nothing, beside the (empty) list', async () => {
    const ran = await runHere(['ls'], { app: new FakeApp().shows(testSnapshot()) });
    expect(ran).toMatchObject({ exitCode: 0, out: '' });
    expect(ran.err).toContain('keycutter import');
  });
});

describe('a name', () => {
  it('that is unknown gets the nearest one', async () => {
    const unknown = app().on('credentials.get', () => fail(appError('profile-not-found')));
    for (const words of [
      ['creds', 'prdo'],
      ['refresh', 'prdo'],
      ['profile', 'rm', 'prdo', '--yes'],
    ]) {
      const ran = await runHere(words, { app: unknown });
      expect(ran.exitCode).toBe(1);
      expect(ran.err).toBe(
        'keycutter: There is no profile “prdo”. Did you mean prod? keycutter ls shows them all.\n',
      );
    }
    expect((await runHere(['key', 'test', 'mian'], { app: app() })).err).toContain('Did you mean main?');
  });

  it('may be an id', async () => {
    const stopping = app().on('sessions.stop', () => succeed());
    expect((await runHere(['stop', 'id1'], { app: stopping })).exitCode).toBe(0);
    expect(stopping.inputsOf('sessions.stop')).toEqual([{ profileId: 'id1' }]);
  });
});

describe('exit codes', () => {
  const codes: readonly [ErrorCode, number][] = [
    ['sts-access-denied', 1],
    ['input-refused', 2],
    ['mfa-timed-out', 3],
    ['keychain-locked', 3],
    ['app-other-version', 4],
    ['app-not-proven', 4],
  ];

  it.each(codes)('%s: %i', async (code, exitCode) => {
    const failing = app().on('credentials.get', () => fail(appError(code)));
    expect((await runHere(['creds', 'prod'], { app: failing })).exitCode).toBe(exitCode);
  });

  it('without the app: 4, and exec 125', async () => {
    expect(await runHere(['ls'])).toMatchObject({ exitCode: 4, out: '', starts: [true] });
    expect((await runHere(['exec', 'prod', '--', 'true'])).exitCode).toBe(125);
  });
});

describe('credentials', () => {
  it('of an access key itself have no token and no Expiration', async () => {
    const raw = app().on('credentials.get', () =>
      succeed({
        accessKeyId: 'AKIA',
        secretAccessKey: 's',
        sessionToken: null,
        expiration: null,
        accountId: null,
      }),
    );
    const { out } = await runHere(['creds', '--profile-id', 'id4'], { app: raw });
    expect(out).toBe('{"Version":1,"AccessKeyId":"AKIA","SecretAccessKey":"s"}\n');
  });

  it('are exported for the shell of SHELL, or the one that is named', async () => {
    const exporting = app().on('credentials.export', () => succeed(" export A='1'\n"));
    for (const [shell, format] of [
      ['/usr/bin/zsh', 'zsh'],
      ['/bin/dash', 'sh'],
      ['/usr/bin/nu', 'nushell'],
    ] as const) {
      const ran = await runHere(['export', 'prod'], { app: exporting, environment: { SHELL: shell } });
      expect(ran).toMatchObject({ exitCode: 0, out: " export A='1'\n", err: '' });
      expect(exporting.inputsOf('credentials.export').at(-1)).toEqual({
        profile: 'prod',
        format,
        way: 'value',
        waitSeconds: 0,
      });
    }
    await runHere(['export', 'prod', '--shell', 'fish', '--renewing'], { app: exporting });
    expect(exporting.inputsOf('credentials.export').at(-1)).toMatchObject({
      format: 'fish',
      way: 'renewing',
    });
    expect((await runHere(['export', 'prod'], { app: exporting, environment: {} })).exitCode).toBe(2);
  });

  it('reach the environment of the command alone, without what would shadow them', async () => {
    const serving = app().on('credentials.environment', () =>
      succeed({ set: [{ name: 'AWS_ACCESS_KEY_ID', value: 'ASIA' }], clear: ['AWS_PROFILE'] }),
    );
    const environment = { AWS_PROFILE: 'other', AWS_ACCESS_KEY_ID: 'old', HOME: '/home/ann' };
    const ran = await runHere(['exec', 'prod', '--', 'aws', '--json', '--', 'x y'], {
      app: serving,
      environment,
      programEnd: { kind: 'exited', code: 7 },
    });
    expect(ran).toMatchObject({ exitCode: 7, out: '', err: '' });
    expect(ran.program).toEqual({
      name: 'aws',
      arguments: ['--json', '--', 'x y'],
      environment: { AWS_ACCESS_KEY_ID: 'ASIA', HOME: '/home/ann' },
    });
    const windows = await runHere(['exec', 'prod', '--', 'aws'], {
      app: serving,
      environment: { Aws_Profile: 'other', Path: 'C:' },
      platform: 'win32',
    });
    expect(windows.program?.environment).toEqual({ AWS_ACCESS_KEY_ID: 'ASIA', Path: 'C:' });
  });

  it.each([
    ['not-found', 127, 'nope was not found.'],
    ['not-executable', 126, 'nope cannot be executed.'],
    ['failed', 125, 'nope could not be started.'],
  ] as const)('for a command that is %s: %i', async (reason, exitCode, sentence) => {
    const serving = app().on('credentials.environment', () => succeed({ set: [], clear: [] }));
    const ran = await runHere(['exec', 'prod', '--', 'nope'], {
      app: serving,
      programEnd: { kind: 'not-started', reason },
    });
    expect(ran.exitCode).toBe(exitCode);
    expect(ran.err).toContain(sentence);
  });
});

describe('sessions', () => {
  it('assume with another duration', async () => {
    const assuming = app().on('sessions.assume', () =>
      succeed(testSession('id1', { state: 'active', expiresAt: testNow + 60 * minute })),
    );
    const ran = await runHere(['assume', 'prod', '--duration', '1h'], { app: assuming });
    expect(ran.out).toMatch(/^prod is live 1 h, until \d\d:\d\d\.\n$/);
    expect(assuming.inputsOf('sessions.assume')).toEqual([{ profileId: 'id1', durationSeconds: 3_600 }]);
    const json = JSON.parse((await runHere(['assume', 'prod', '--json'], { app: assuming })).out);
    expect(json).toMatchObject({ profile: 'prod', state: 'active', expiresAt: '2026-03-04T16:00:00Z' });
  });

  it('whoami gets a session first where none is live', async () => {
    let live = false;
    const asking = app()
      .on('sessions.check', () =>
        live ? succeed({ account: '1', arn: 'arn:x', userId: 'u' }) : fail(appError('session-none')),
      )
      .on('sessions.assume', () => {
        live = true;
        return succeed(testSession('id1'));
      });
    expect((await runHere(['whoami', 'prod'], { app: asking })).out).toBe('arn:x, account 1\n');
  });

  it('the console is opened, or its address printed', async () => {
    const opening = app()
      .on('sessions.openConsole', () => succeed())
      .on('credentials.consoleUrl', () => succeed('https://signin.aws.amazon.com/federation?x'));
    await runHere(['console', 'prod', '--service', 's3'], { app: opening });
    const more = ['--region', 'us-east-1', '--browser'];
    await runHere(['console', 'prod', ...more, 'Work'], { app: opening });
    await runHere(['console', 'prod', ...more, 'chrome'], { app: opening });
    const region = 'us-east-1';
    expect(opening.inputsOf('sessions.openConsole')).toEqual([
      { profileId: 'id1', service: 's3' },
      { profileId: 'id1', region, browser: 'firefox:work' },
      { profileId: 'id1', region, browser: 'chrome' },
    ]);
    const unknown = await runHere(['console', 'prod', '--browser', 'firefxo'], { app: opening });
    expect(unknown).toMatchObject({ exitCode: 1 });
    expect(unknown.err).toContain('Did you mean firefox?');
    expect((await runHere(['console', 'prod', '--print', '--browser', 'x'])).exitCode).toBe(2);
    await runHere(['console', 'prod', '--print', '--region', region], { app: opening });
    expect(opening.inputsOf('credentials.consoleUrl')).toEqual([{ profile: 'id1', region, waitSeconds: 0 }]);
    const printed = await runHere(['console', 'prod', '--print'], { app: opening });
    expect(printed.out).toBe('https://signin.aws.amazon.com/federation?x\n');
  });
});

describe('browsers', () => {
  it('are listed with their profiles and ids', async () => {
    const { out } = await runHere(['browsers'], { app: app() });
    expect(
      out
        .split('\n')
        .slice(1, 4)
        .map((line) => line.split(/ {2,}/)),
    ).toEqual([
      ['Firefox', 'firefox'],
      ['Firefox', 'Work', 'firefox:work'],
      ['Chrome', 'chrome'],
    ]);
    expect(JSON.parse((await runHere(['browsers', '--json'], { app: app() })).out)).toEqual({ browsers });
  });
});

describe('access keys', () => {
  const adding = () => app().on('accessKeys.add', () => succeed(mainKey));
  const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  const sent = { name: 'main', accessKeyId: mainKey.accessKeyId, secretAccessKey, keep: 'keychain' };

  it.each([
    ['two lines', `${mainKey.accessKeyId}\n${secretAccessKey}\n`],
    [
      'JSON',
      JSON.stringify({ AccessKey: { AccessKeyId: mainKey.accessKeyId, SecretAccessKey: secretAccessKey } }),
    ],
    ['CSV', `Access key ID,Secret access key\r\n${mainKey.accessKeyId},${secretAccessKey}\r\n`],
  ])('are read from standard input as %s, and never shown', async (_, input) => {
    const keyed = adding();
    const ran = await runHere(['key', 'add', 'main'], { app: keyed, input });
    expect(ran.exitCode).toBe(0);
    expect(keyed.inputsOf('accessKeys.add')).toEqual([sent]);
    expect(`${ran.out}${ran.err}`).not.toContain(secretAccessKey);
  });

  it('are asked for at the terminal, the secret without being shown', async () => {
    const keyed = adding();
    const ran = await runHere(['key', 'add', 'main', '--keep-in-memory'], {
      app: keyed,
      typed: [mainKey.accessKeyId, secretAccessKey],
    });
    expect(keyed.inputsOf('accessKeys.add')).toEqual([{ ...sent, keep: 'memory' }]);
    expect(ran.echoes).toEqual([true, false]);
    expect(ran.terminal).not.toContain(secretAccessKey);
  });

  it('that cannot be read are not sent', async () => {
    const keyed = adding();
    expect((await runHere(['key', 'add', 'main'], { app: keyed, input: 'hello' })).exitCode).toBe(1);
    expect((await runHere(['key', 'add', 'main'], { app: keyed })).exitCode).toBe(1);
    expect(keyed.inputsOf('accessKeys.add')).toEqual([]);
  });

  it('are removed after a yes, and not without', async () => {
    const removing = app().on('accessKeys.remove', () => succeed());
    const remove = ['key', 'rm', 'main'];
    expect((await runHere(remove, { app: removing })).exitCode).toBe(3);
    expect((await runHere(remove, { app: removing, typed: ['n'] })).exitCode).toBe(1);
    expect((await runHere(remove, { app: removing, typed: [''] })).exitCode).toBe(1);
    expect(removing.inputsOf('accessKeys.remove')).toEqual([]);
    expect((await runHere(remove, { app: removing, typed: ['y'] })).exitCode).toBe(0);
    expect((await runHere([...remove, '--yes'], { app: removing })).exitCode).toBe(0);
    expect(removing.inputsOf('accessKeys.remove')).toEqual([{ id: 'key1' }, { id: 'key1' }]);
  });

  it('are rotated, and the old one deleted when told', async () => {
    const rotating = app()
      .on('accessKeys.rotate', () =>
        succeed({
          ...mainKey,
          accessKeyId: 'AKIANEW',
          rotation: { stage: 'old-key-inactive', oldAccessKeyId: mainKey.accessKeyId },
        }),
      )
      .on('accessKeys.removeRotated', () => succeed());
    const { out } = await runHere(['key', 'rotate', 'main'], { app: rotating });
    expect(out).toContain('main is now AKIANEW.');
    expect(out).toContain('keycutter key rotate main --delete-old');
    expect((await runHere(['key', 'rotate', 'main', '--delete-old'], { app: rotating })).exitCode).toBe(0);
    expect(rotating.inputsOf('accessKeys.rotate')).toHaveLength(1);
  });

  it('are listed with their age', async () => {
    const { out } = await runHere(['key', 'ls'], { app: app() });
    expect(out.split('\n')[1]).toMatch(/^main +AKIAIOSFODNN7EXAMPLE +keychain +40 days ago +arn:/);
  });
});

describe('profiles', () => {
  const saving = () => app().on('profiles.save', () => succeed('new-id'));
  const roleArn = 'arn:aws:iam::111122223333:role/Admin';

  it('take every option of a recipe', async () => {
    const saved = saving();
    const options = {
      '--role-arn': roleArn,
      '--source': 'main',
      '--region': 'us-east-1',
      '--duration': '4h',
      '--external-id': 'ext',
      '--role-session-name': 'ann',
      '--policy-file': 'policy.json',
      '--source-identity': 'ann',
      '--mfa-serial': 'arn:aws:iam::999988887777:mfa/ann',
    };
    const words = [
      ...['profile', 'add', 'p', '--ask-before-serving', ...Object.entries(options).flat()],
      ...['--tag', 'team=a=b', '--tag', 'empty=', '--transitive-tag', 'team'],
      ...['--policy-arn', 'arn:aws:iam::aws:policy/A', '--policy-arn', 'arn:aws:iam::aws:policy/B'],
    ];
    const ran = await runHere(words, { app: saved, files: { 'policy.json': '{"Statement":[]}\n' } });
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    expect(saved.inputsOf('profiles.save')).toEqual([
      {
        draft: {
          name: 'p',
          askBeforeServing: true,
          recipe: {
            kind: 'assume-role',
            source: { kind: 'access-key', keyId: 'key1' },
            roleArn,
            region: 'us-east-1',
            durationSeconds: 14_400,
            externalId: 'ext',
            roleSessionName: 'ann',
            policy: '{"Statement":[]}',
            sourceIdentity: 'ann',
            mfaSerial: 'arn:aws:iam::999988887777:mfa/ann',
            mfaShared: false,
            policyArns: ['arn:aws:iam::aws:policy/A', 'arn:aws:iam::aws:policy/B'],
            tags: [
              { key: 'team', value: 'a=b' },
              { key: 'empty', value: '' },
            ],
            transitiveTagKeys: ['team'],
          },
        },
      },
    ]);
  });

  it('take Region and duration from Settings', async () => {
    const saved = saving();
    await runHere(['profile', 'add', 'p', '--source', 'main', '--role-arn', roleArn], { app: saved });
    await runHere(['profile', 'add', 'k', '--source', 'main', '--kind', 'access-key'], { app: saved });
    const { defaultRegion: region, defaultDurationSeconds: durationSeconds } = household().settings;
    expect(saved.inputsOf('profiles.save')).toMatchObject([
      { draft: { recipe: { region, durationSeconds } } },
      { draft: { recipe: { kind: 'access-key', region } } },
    ]);
  });

  it.each([
    [['--source', 'main'], '--role-arn is needed.'],
    [['--role-arn', roleArn], '--source is needed.'],
    [['--source', 'main', '--kind', 'session-token', '--role-arn', roleArn], '--role-arn does not belong'],
    [['--source', 'main', '--kind', 'access-key', '--duration', '1h'], '--duration does not belong'],
    [['--source', 'main', '--role-arn', roleArn, '--tag', '=x'], 'A tag is KEY=VALUE.'],
    [['--source', 'main', '--kind', 'saml'], '--kind is one of'],
  ])('refuse %j', async (options, sentence) => {
    const ran = await runHere(['profile', 'add', 'p', ...options], { app: saving() });
    expect(ran.exitCode).toBe(2);
    expect(ran.err).toContain(sentence);
  });

  it('are shown with the name of their source', async () => {
    const { out } = await runHere(['profile', 'show', 'prod'], { app: app() });
    expect(out).toMatch(/^name +prod$/m);
    expect(out).toMatch(/^source +main$/m);
    expect(out).toMatch(/^externalId +abc$/m);
    expect(out).toMatch(/^durationSeconds +1 h$/m);
    const json = JSON.parse((await runHere(['profile', 'show', 'prod', '--json'], { app: app() })).out);
    expect(json).toMatchObject({ name: 'prod', kind: 'assume-role', source: 'main', durationSeconds: 3_600 });
  });
});

describe('~/.aws', () => {
  const preview: ImportPreview = {
    configPath: '/home/ann/.aws/config',
    credentialsPath: '/home/ann/.aws/credentials',
    digest: 'd1',
    problems: [{ file: 'config', line: 7, code: 'no-separator', subject: 'x' }],
    entries: (['new', 'changed', 'same', 'unusable', 'managed'] as const).map((outcome) => ({
      name: outcome,
      outcome,
      becomes: outcome === 'unusable' ? null : 'assume-role',
      roleArn: null,
      region: null,
      accessKeyId: null,
      source: null,
      notes: outcome === 'unusable' ? [{ code: 'cycle', params: {} }] : [],
    })),
  };
  const importing = () =>
    app()
      .on('awsFiles.preview', () => succeed(preview))
      .on('awsFiles.import', () => succeed({ profiles: 2, accessKeys: 1, failed: [] }));

  it('is imported: what is new or has changed, from the state that was shown', async () => {
    const reading = importing();
    const ran = await runHere(['import', '--config', '/tmp/c'], { app: reading });
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toContain('Imported 2 profiles and 1 access key.');
    expect(ran.out).toMatch(/^unusable +can't be used +- +its source_profile leads back to itself$/m);
    expect(ran.out).toContain('config, line 7: has no =');
    expect(reading.inputsOf('awsFiles.import')).toEqual([
      { digest: 'd1', sections: ['new', 'changed'], configPath: '/tmp/c' },
    ]);
  });

  it('is only looked at with --dry-run', async () => {
    const reading = importing();
    const { out } = await runHere(['import', '--dry-run'], { app: reading });
    expect(out).toContain('2 sections would be imported. Nothing was changed.');
    expect(reading.inputsOf('awsFiles.import')).toEqual([]);
  });

  it('that could not be imported whole is a failure', async () => {
    const failing = importing().on('awsFiles.import', () =>
      succeed({ profiles: 1, accessKeys: 0, failed: [{ name: 'new', error: appError('keychain-locked') }] }),
    );
    const ran = await runHere(['import'], { app: failing });
    expect(ran.exitCode).toBe(1);
    expect(ran.out).toContain('new was not imported: The keychain is locked.');
  });

  it('gets a managed section, and loses it', async () => {
    const snapshot = household();
    const managed = { section: { kind: 'process', name: 'p', profileId: 'id1' } as const, problem: null };
    const writing = new FakeApp()
      .shows({ ...snapshot, awsFiles: { ...snapshot.awsFiles, managed: [managed] } })
      .on('awsFiles.writeSection', ({ takeOver }: { takeOver: boolean }) =>
        takeOver ? succeed() : fail(appError('aws-section-taken', { name: 'p' })),
      )
      .on('awsFiles.removeSection', () => succeed());
    const taken = await runHere(['install-profile', 'prod', '--as', 'p'], { app: writing });
    expect(taken.exitCode).toBe(1);
    expect(taken.err).toContain('--take-over');
    const ran = await runHere(['install-profile', 'prod', '--as', 'p', '--take-over'], { app: writing });
    expect(ran.out).toContain('aws --profile p sts get-caller-identity');
    expect(writing.inputsOf('awsFiles.writeSection').at(-1)).toEqual({
      profileId: 'id1',
      name: 'p',
      kind: 'process',
      takeOver: true,
    });
    expect((await runHere(['uninstall-profile', 'p'], { app: writing })).exitCode).toBe(0);
    expect(writing.inputsOf('awsFiles.removeSection')).toEqual([{ name: 'p', kind: 'process' }]);
    expect((await runHere(['uninstall-profile', 'q'], { app: writing })).exitCode).toBe(1);
  });
});

describe('completion', () => {
  const complete = async (words: readonly string[], fake: FakeApp | null = app()) => {
    const ran = await runHere(['__complete', '--', ...words], fake === null ? {} : { app: fake });
    expect(ran.err).toBe('');
    return ran.out.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0]]));
  };

  it.each([
    [['st'], ['status', 'stop', 'start']],
    [
      ['key', ''],
      ['add', 'ls', 'test', 'rotate', 'mfa', 'forget-mfa', 'rm'],
    ],
    [
      ['sign-in', ''],
      ['ls', 'add', 'roles', 'rm', 'acme'],
    ],
    [['sign-out', ''], ['acme']],
    [['sign-in', 'roles', ''], ['acme']],
    [['sign-in', 'acme', ''], []],
    [['profile', 'add', 'x', '--identity-center', ''], ['acme']],
    [
      ['console', 'prod', '--browser', 'f'],
      ['firefox', 'firefox:work'],
    ],
    [['assume', 'p'], ['prod']],
    [
      ['assume', '--'],
      ['--duration', '--mfa-code-stdin', '--json', '--help'],
    ],
    [['assume', '--duration', ''], []],
    [['assume', '--duration', '1h', 'd'], ['dev']],
    [['assume', 'prod', ''], []],
    [['key', 'test', ''], ['main']],
    [
      ['profile', 'add', 'x', '--source', 'm'],
      ['main', 'me'],
    ],
    [
      ['profile', 'add', 'x', '--source', 'e'],
      ['environment', 'ec2', 'ecs'],
    ],
    [
      ['profile', 'add', 'x', '--kind', 'a'],
      ['assume-role', 'assume-role-with-saml', 'assume-role-with-web-identity', 'assume-root', 'access-key'],
    ],
    [['export', '--shell', 'f'], ['fish']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['exec', 'prod', '--', ''], []],
    [['nope', ''], []],
  ])('of %j', async (words, candidates) => {
    expect(await complete(words)).toEqual(candidates);
  });

  it('neither starts the app nor fails without it', async () => {
    expect(await complete(['assume', ''], null)).toEqual([]);
    expect((await runHere(['__complete', '--', 'assume', ''])).starts).toEqual([false]);
  });

  it('leaves out names that a line cannot hold', async () => {
    const hostile = new FakeApp().shows(testSnapshot({ profiles: [testProfile('x', { name: 'a\u001bb' })] }));
    expect(await complete(['assume', ''], hostile)).toEqual([]);
  });
});
