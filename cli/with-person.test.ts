import { describe, expect, it } from 'vitest';
import { testProfile, testSession, testSnapshot } from '../electron/core/testing/test-snapshot.ts';
import { appError } from '../shared/errors.ts';
import { fail, succeed } from '../shared/result.ts';
import { FakeApp } from './testing/fake-app.ts';
import { runHere, testNow } from './testing/fake-world.ts';
import { testSignIn } from './testing/test-views.ts';

const credentials = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'sesame',
  sessionToken: 'token',
  expiration: '2026-03-04T16:00:00Z',
  accountId: '111122223333',
};
const mfaNeeded = fail(
  appError('mfa-needed', { name: 'prod', promptId: 'p1', serial: 'arn:aws:iam::111122223333:mfa/ann' }),
);

interface Waits {
  readonly waitSeconds: number;
}

/** Wants the code 123456; `window` answers whoever waits. */
function guarded() {
  const waiting = new Set<() => void>();
  let given = false;
  const app = new FakeApp()
    .on('credentials.get', ({ waitSeconds }: Waits) => {
      if (given) return succeed(credentials);
      if (waitSeconds === 0) return mfaNeeded;
      return new Promise((resolve) => waiting.add(() => resolve(succeed(credentials))));
    })
    .on('mfa.submit', ({ code }: { code: string }) => {
      if (code !== '123456')
        return fail(appError('sts-mfa-code-wrong', { detail: 'invalid MFA one time pass code' }));
      given = true;
      return succeed();
    });
  const answerInWindow = () => {
    given = true;
    for (const wake of waiting) wake();
  };
  return { app, waiting, answerInWindow };
}

describe('an MFA code', () => {
  it('without a terminal is not waited for: exit 3 with what to do', async () => {
    const { app } = guarded();
    const ran = await runHere(['creds', 'prod'], { app });
    expect(ran).toMatchObject({ exitCode: 3, out: '' });
    expect(ran.err).toBe(
      'keycutter: prod wants an MFA code. Enter it in the Keycutter window, then run this again.\n',
    );
    expect(app.inputsOf('credentials.get')).toEqual([{ profile: 'prod', waitSeconds: 0 }]);
  });

  it('is typed at the terminal, again after a wrong or unfit one', async () => {
    const { app } = guarded();
    const ran = await runHere(['creds', 'prod'], { app, typed: ['12345', '999999', ' 123 456 '] });
    expect(JSON.parse(ran.out)).toMatchObject({
      Version: 1,
      AccessKeyId: 'ASIAEXAMPLE',
      SessionToken: 'token',
    });
    expect(ran.exitCode).toBe(0);
    expect(ran.terminal).toContain('prod wants the code of arn:aws:iam::111122223333:mfa/ann.');
    expect(ran.terminal).toContain('Six digits.');
    expect(ran.terminal).toContain('AWS did not accept the MFA code.');
    expect(app.inputsOf('mfa.submit')).toEqual([
      { promptId: 'p1', code: '999999' },
      { promptId: 'p1', code: '123456' },
    ]);
    expect(ran.err).toBe('');
  });

  it('may come from the window while the terminal waits', async () => {
    const { app, waiting, answerInWindow } = guarded();
    const running = runHere(['creds', 'prod'], { app, typed: [] });
    await expect.poll(() => waiting.size).toBe(1);
    answerInWindow();
    expect((await running).exitCode).toBe(0);
    expect(app.inputsOf('mfa.submit')).toEqual([]);
  });

  it('dismissed in the window ends the wait with exit 3', async () => {
    const app = new FakeApp().on('credentials.get', ({ waitSeconds }: Waits) =>
      waitSeconds === 0 ? mfaNeeded : fail(appError('mfa-dismissed')),
    );
    expect((await runHere(['creds', 'prod'], { app, typed: [] })).exitCode).toBe(3);
  });

  it('is not asked for where the app does not ask now (a locked screen)', async () => {
    const app = new FakeApp().on('credentials.get', () =>
      fail(appError('mfa-needed', { name: 'prod', promptId: '', serial: 's' })),
    );
    const ran = await runHere(['creds', 'prod'], { app, typed: [] });
    expect(ran).toMatchObject({ exitCode: 3, terminal: '' });
  });

  it('that was sent away before is asked for again where a terminal is', async () => {
    const { app } = guarded();
    let raised = false;
    const both = new FakeApp()
      .on('credentials.get', (input: Waits, signal) => {
        raised ||= input.waitSeconds > 0;
        if (raised && input.waitSeconds <= 1)
          return app.answer('credentials.get', { waitSeconds: 0 }, signal);
        return raised
          ? app.answer('credentials.get', input, signal)
          : fail(appError('mfa-needed', { name: 'prod', promptId: '', serial: 's' }));
      })
      .on('mfa.submit', (input, signal) => app.answer('mfa.submit', input, signal));
    expect((await runHere(['creds', 'prod'], { app: both, typed: ['123456'] })).exitCode).toBe(0);
  });

  it('that cannot help ends the wait: another failure than a wrong code', async () => {
    const { app } = guarded();
    app.on('mfa.submit', () => fail(appError('sts-access-denied', { detail: 'no' })));
    const ran = await runHere(['creds', 'prod'], { app, typed: ['123456'] });
    expect(ran).toMatchObject({ exitCode: 1, out: '' });
    expect(ran.err).toContain('AWS denied this. no.');
  });

  it('shows hostile names as plain text', async () => {
    const app = new FakeApp().on('credentials.get', ({ waitSeconds }: Waits) =>
      waitSeconds === 0
        ? fail(
            appError('mfa-needed', {
              name: '\u001b]0;x\u0007\u202eprod',
              promptId: 'p',
              serial: '\u001b[2J',
            }),
          )
        : fail(appError('mfa-dismissed')),
    );
    const { terminal } = await runHere(['creds', 'prod'], { app, typed: [] });
    expect(terminal).toContain(']0;x prod wants');
    expect(terminal).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  });
});

describe('a sign-in', () => {
  const needed = (promptId: string) =>
    fail(appError('sign-in-needed', { name: 'prod', signIn: 'acme', promptId }));
  const prompt = {
    id: 'p1',
    signInId: 's1',
    signInName: 'acme',
    kind: 'saml',
    profileNames: ['prod'],
    stage: 'asked',
    host: null,
    userCode: null,
    error: null,
    waiting: 0,
  } as const;

  /** Signs in as soon as the person says so; `sentAway`: it was dismissed before. */
  function guardedBySignIn(sentAway = false) {
    let isUp = !sentAway;
    let signedIn = false;
    let ends: (() => void)[] = [];
    const answered = <Value>(value: Value) =>
      signedIn
        ? succeed(value)
        : new Promise<ReturnType<typeof succeed<Value>>>((resolve) =>
            ends.push(() => resolve(succeed(value))),
          );
    const app = new FakeApp()
      .on('snapshot.get', () =>
        succeed(
          testSnapshot({
            profiles: [testProfile('id1', { name: 'prod' })],
            signIns: [testSignIn('s1', { name: 'acme' })],
            signInPrompt: isUp && !signedIn ? prompt : null,
          }),
        ),
      )
      .on('credentials.get', ({ waitSeconds }: Waits) => {
        if (signedIn) return succeed(credentials);
        if (waitSeconds > 0) isUp = true;
        return waitSeconds > 1 ? answered(credentials) : needed(isUp ? 'p1' : '');
      })
      .on('sessions.refresh', () =>
        signedIn
          ? succeed(testSession('id1', { state: 'active', expiresAt: testNow + 3_600_000 }))
          : needed('p1'),
      )
      .on('signIns.signIn', () => answered(undefined))
      .on('signIns.proceed', () => {
        signedIn = true;
        for (const end of ends) end();
        ends = [];
        return succeed();
      });
    return app;
  }

  it('without a terminal is not waited for: exit 3', async () => {
    const app = guardedBySignIn();
    const ran = await runHere(['creds', 'prod'], { app });
    expect(ran).toMatchObject({ exitCode: 3, out: '' });
    expect(ran.err).toBe(
      'keycutter: acme wants you to sign in for prod. Sign in from the Keycutter window.\n',
    );
    expect(app.inputsOf('credentials.get')).toHaveLength(1);
  });

  it('begins at Enter, and the call that waits for it goes on', async () => {
    const app = guardedBySignIn();
    const ran = await runHere(['creds', 'prod'], { app, typed: [''] });
    expect(ran.exitCode).toBe(0);
    expect(ran.terminal).toContain('acme wants you to sign in for prod.');
    expect(app.inputsOf('signIns.proceed')).toEqual([{ promptId: 'p1' }]);
    expect(app.inputsOf('credentials.get')).toEqual([
      { profile: 'prod', waitSeconds: 0 },
      { profile: 'prod', waitSeconds: 600 },
    ]);
  });

  it('that was sent away before is asked for again, by whoever is at a terminal', async () => {
    const app = guardedBySignIn(true);
    expect((await runHere(['creds', 'prod'], { app })).exitCode).toBe(3);
    const ran = await runHere(['creds', 'prod'], { app, typed: [''] });
    expect(ran.exitCode).toBe(0);
    expect(app.inputsOf('signIns.proceed')).toEqual([{ promptId: 'p1' }]);
  });

  it('is waited for by itself where the call does not wait', async () => {
    const app = guardedBySignIn();
    const ran = await runHere(['refresh', 'prod'], { app, typed: [''] });
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    expect(app.inputsOf('signIns.signIn')).toEqual([{ id: 's1' }]);
    expect(app.inputsOf('sessions.refresh')).toHaveLength(3);
  });

  it('on a locked screen is not asked for', async () => {
    const app = new FakeApp().on('credentials.get', () => needed(''));
    const ran = await runHere(['creds', 'prod'], { app, typed: [] });
    expect(ran).toMatchObject({ exitCode: 3, terminal: '' });
  });

  it('cancelled in the window ends the wait with exit 3', async () => {
    const app = guardedBySignIn().on('credentials.get', ({ waitSeconds }: Waits) =>
      waitSeconds === 0 ? needed('p1') : fail(appError('sign-in-dismissed')),
    );
    expect((await runHere(['creds', 'prod'], { app, typed: [] })).exitCode).toBe(3);
  });
});

describe('an approval', () => {
  const approvalNeeded = fail(appError('approval-needed', { name: 'prod' }));

  it('is waited for in the window where a terminal is there', async () => {
    const app = new FakeApp().on('credentials.get', ({ waitSeconds }: Waits) =>
      waitSeconds === 0 ? approvalNeeded : succeed(credentials),
    );
    const ran = await runHere(['creds', 'prod'], { app, typed: [] });
    expect(ran.exitCode).toBe(0);
    expect(ran.terminal).toContain('prod is served only after you allow it.');
    expect((await runHere(['creds', 'prod'], { app })).exitCode).toBe(3);
  });

  it('may be followed by an MFA code', async () => {
    let approved = false;
    const { app } = guarded();
    const guard = app;
    const both = new FakeApp()
      .on('credentials.get', (input: Waits, signal) => {
        if (!approved && input.waitSeconds === 0) return approvalNeeded;
        if (!approved) {
          approved = true;
          return mfaNeeded;
        }
        return guard.answer('credentials.get', input, signal);
      })
      .on('mfa.submit', (input, signal) => guard.answer('mfa.submit', input, signal));
    const ran = await runHere(['creds', 'prod'], { app: both, typed: ['123456'] });
    expect(ran.exitCode).toBe(0);
  });

  it('that was denied is a failure, and one that nobody gave needs a person', async () => {
    const denied = new FakeApp().on('credentials.get', () =>
      fail(appError('approval-denied', { name: 'prod' })),
    );
    expect((await runHere(['creds', 'prod'], { app: denied, typed: [] })).exitCode).toBe(1);
    const ignored = new FakeApp().on('credentials.get', () => approvalNeeded);
    expect((await runHere(['creds', 'prod'], { app: ignored, typed: [] })).exitCode).toBe(3);
  });
});

describe('assume', () => {
  it('takes the code from standard input, once', async () => {
    const { app } = guarded();
    app
      .shows(testSnapshot({ profiles: [testProfile('id1', { name: 'prod' })] }))
      .on('sessions.assume', async (_, signal) => {
        const answer = await app.answer('credentials.get', { waitSeconds: 0 }, signal);
        return answer.ok
          ? succeed(testSession('id1', { state: 'active', expiresAt: testNow + 3_600_000 }))
          : answer;
      });
    const wrong = await runHere(['assume', 'prod', '--mfa-code-stdin'], {
      app,
      input: '999999\n',
      typed: ['123456'],
    });
    expect(wrong).toMatchObject({ exitCode: 1, terminal: '' });
    const right = await runHere(['assume', 'prod', '--mfa-code-stdin'], { app, input: '123456\n' });
    expect(right.exitCode).toBe(0);
    expect((await runHere(['assume', 'prod', '--mfa-code-stdin'], { app, input: '' })).exitCode).toBe(2);
  });
});
