import { describe, expect, it } from 'vitest';
import { testProfile, testSnapshot } from '../../electron/core/testing/test-snapshot.ts';
import { appError, type ErrorCode } from '../../shared/errors.ts';
import { fail, succeed } from '../../shared/result.ts';
import { FakeApp } from '../testing/fake-app.ts';
import { runHere } from '../testing/fake-world.ts';
import { app } from '../testing/household.ts';

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
