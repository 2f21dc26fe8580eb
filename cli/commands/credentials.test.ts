import { describe, expect, it } from 'vitest';
import { testSession } from '../../electron/core/testing/test-snapshot.ts';
import { appError } from '../../shared/errors.ts';
import { fail, succeed } from '../../shared/result.ts';
import { runHere, testNow } from '../testing/fake-world.ts';
import { app, browsers } from '../testing/household.ts';

const minute = 60_000;

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
