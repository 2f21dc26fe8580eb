import { describe, expect, it } from 'vitest';
import { testSnapshot } from '../../electron/core/testing/test-snapshot.ts';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { signInDraftSchema } from '../../shared/sign-in-schema.ts';
import type { SignInPromptView, SignInRole, SignInView } from '../../shared/sign-in-views.ts';
import { FakeApp } from '../testing/fake-app.ts';
import { runHere, testNow } from '../testing/fake-world.ts';
import { testSignIn } from '../testing/test-views.ts';

const asked: SignInPromptView = {
  id: 'p1',
  signInId: 's1',
  signInName: 'acme',
  kind: 'identity-center',
  profileNames: [],
  stage: 'asked',
  host: null,
  userCode: null,
  error: null,
  waiting: 0,
};
const atDevice: SignInPromptView = {
  ...asked,
  stage: 'device',
  host: 'device.sso.example',
  userCode: 'ABCD-EFGH',
};

/** An app whose one sign-in waits for the person, as long as they have not been there. */
function provider(view: Partial<SignInView> = {}) {
  let prompt: SignInPromptView | null = null;
  let signIn = testSignIn('s1', { name: 'acme', ...view });
  let settle: (result: Result<undefined>) => void = () => {};
  const end = (result: Result<undefined>) => {
    prompt = null;
    if (result.ok) signIn = { ...signIn, state: 'signed-in', subject: 'ann', expiresAt: testNow + 3_600_000 };
    settle(result);
  };
  const app = new FakeApp()
    .on('snapshot.get', () => succeed(testSnapshot({ signIns: [signIn], signInPrompt: prompt })))
    .on('signIns.signIn', () => {
      prompt = asked;
      return new Promise((resolve) => {
        settle = resolve;
      });
    })
    .on('signIns.proceed', () => {
      prompt = atDevice;
      return succeed();
    })
    .on('signIns.cancel', () => {
      end(fail(appError('sign-in-dismissed')));
      return succeed();
    });
  const show = (next: Partial<SignInPromptView>) => {
    prompt = { ...asked, ...next };
  };
  return { app, end, show };
}

describe('sign-in', () => {
  it('at a terminal says who wants it, opens the page at Enter, and shows the code to compare', async () => {
    const { app, end } = provider();
    let terminal = '';
    const running = runHere(['sign-in', 'acme'], {
      app,
      typed: [''],
      onTerminal: (text) => (terminal += text),
    });
    await expect.poll(() => terminal).toContain('compare this code: ABCD-EFGH');
    expect(terminal).toContain('acme wants you to sign in.\nPress Enter');
    expect(terminal).toContain('device.sso.example');
    expect(app.inputsOf('signIns.proceed')).toEqual([{ promptId: 'p1' }]);
    end(succeed());
    const ran = await running;
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    expect(ran.out).toMatch(/^Signed in at acme as ann, until \d\d:\d\d\.\n$/);
  });

  it('says nothing twice, and shows why a try failed', async () => {
    const { app, end, show } = provider();
    let terminal = '';
    const running = runHere(['sign-in', 'acme'], {
      app,
      typed: [],
      onTerminal: (text) => (terminal += text),
    });
    await expect.poll(() => terminal).toContain('Press Enter');
    show({ stage: 'browser', host: 'idp.example', error: appError('browser-failed') });
    await expect.poll(() => terminal).toContain('No browser could be opened.');
    const looks = () => app.inputsOf('snapshot.get').length;
    const before = looks();
    await expect.poll(looks).toBeGreaterThan(before + 5);
    expect(terminal.match(/Sign in in your browser at idp\.example/g)).toHaveLength(1);
    end(fail(appError('sign-in-refused', { host: 'idp.example', reason: 'no access' })));
    expect(await running).toMatchObject({ exitCode: 1, out: '' });
  });

  it('is cancelled in the app before Ctrl-C ends the command', async () => {
    const { app } = provider();
    let cleanUp: (() => Promise<unknown>) | null = null;
    let terminal = '';
    const running = runHere(['sign-in', 'acme'], {
      app,
      typed: [],
      onTerminal: (text) => (terminal += text),
      onInterruptible: (given) => {
        cleanUp = given;
      },
    });
    await expect.poll(() => terminal).toContain('Press Enter');
    await (cleanUp as (() => Promise<unknown>) | null)?.();
    expect(app.inputsOf('signIns.cancel')).toEqual([{ promptId: 'p1' }]);
    expect((await running).exitCode).toBe(3);
  });

  it('says when another sign-in comes first', async () => {
    const { app, end, show } = provider();
    let terminal = '';
    const running = runHere(['sign-in', 'acme'], {
      app,
      typed: [],
      onTerminal: (text) => (terminal += text),
    });
    await expect.poll(() => terminal).toContain('Press Enter');
    show({ id: 'p0', signInName: 'other\u001b[2J' });
    await expect.poll(() => terminal).toContain('The sign-in at other [2J comes first');
    expect(terminal).not.toMatch(/[^\P{Cc}\n]/u);
    end(succeed());
    expect((await running).exitCode).toBe(0);
  });

  it('without a terminal is not begun: exit 3', async () => {
    const { app } = provider();
    const ran = await runHere(['sign-in', 'acme'], { app });
    expect(ran).toMatchObject({ exitCode: 3, out: '' });
    expect(ran.err).toBe('keycutter: acme wants you to sign in. Sign in from the Keycutter window.\n');
    expect(app.inputsOf('signIns.signIn')).toEqual([]);
    expect((await runHere(['sign-in', 'roles', 'acme'], { app })).exitCode).toBe(3);
  });

  it('that a program does needs no terminal', async () => {
    const method = { kind: 'saml', by: 'command', startUrl: '', command: 'print', remember: false } as const;
    const { app } = provider({ method });
    app.on('signIns.signIn', () => succeed());
    expect((await runHere(['sign-in', 'acme'], { app })).exitCode).toBe(0);
  });

  it('of an unknown name gets the nearest one, or the nearest verb', async () => {
    const { app } = provider();
    expect((await runHere(['sign-in', 'amce'], { app, typed: [] })).err).toContain('Did you mean acme?');
    expect((await runHere(['sign-in', 'rolse'], { app, typed: [] })).err).toContain('Did you mean roles?');
    expect((await runHere(['sign-out', 'amce'], { app })).err).toContain('Did you mean acme?');
  });
});

describe('sign-ins', () => {
  it('are listed', async () => {
    const { app } = provider({ state: 'signed-in', subject: 'ann', expiresAt: testNow + 60_000 });
    const { out } = await runHere(['sign-in', 'ls'], { app });
    expect(out.split('\n')[1]).toMatch(
      /^acme +Identity Center +signed in +\d\d:\d\d +ann +https:\/\/acme\.awsapps\.com\/start \(eu-central-1\)$/,
    );
    const { signIns } = JSON.parse((await runHere(['sign-in', 'ls', '--json'], { app })).out);
    expect(signIns[0]).toMatchObject({
      name: 'acme',
      kind: 'identity-center',
      expiresAt: '2026-03-04T15:01:00Z',
    });
  });

  it('are signed out, and removed after a yes', async () => {
    const { app } = provider();
    app.on('signIns.signOut', () => succeed()).on('signIns.remove', () => succeed());
    expect((await runHere(['sign-out', 'acme'], { app })).exitCode).toBe(0);
    expect((await runHere(['sign-in', 'rm', 'acme'], { app })).exitCode).toBe(3);
    expect((await runHere(['sign-in', 'rm', 'acme'], { app, typed: ['y'] })).exitCode).toBe(0);
    expect(app.inputsOf('signIns.signOut')).toEqual([{ id: 's1' }]);
    expect(app.inputsOf('signIns.remove')).toEqual([{ id: 's1' }]);
    app.on('signIns.remove', () => fail(appError('sign-in-used', { names: 'prod' })));
    expect((await runHere(['sign-in', 'rm', 'acme', '-y'], { app })).err).toContain(
      'Profiles still use this sign-in: prod.',
    );
  });
});

describe('sign-in add', () => {
  const add = async (options: readonly string[], more: Parameters<typeof runHere>[1] = {}) => {
    const app = new FakeApp().on('signIns.save', () => succeed('s9'));
    const ran = await runHere(['sign-in', 'add', 'x', ...options], { app, ...more });
    const [input] = app.inputsOf('signIns.save') as readonly {
      draft: { method: object };
      clientSecret?: string;
    }[];
    if (input !== undefined) expect(signInDraftSchema.safeParse(input.draft).error).toBeUndefined();
    return { ...ran, method: input?.draft.method ?? null, clientSecret: input?.clientSecret };
  };
  const start = 'https://acme.awsapps.com/start';
  const issuer = 'https://accounts.google.com';

  it.each([
    [
      ['--identity-center', start, '--region', 'eu-central-1'],
      { kind: 'identity-center', startUrl: start, region: 'eu-central-1', flow: 'browser', cliSession: '' },
    ],
    [
      ['--identity-center', start, '--region', 'eu-central-1', '--device', '--cli-session', 'work'],
      { flow: 'device', cliSession: 'work' },
    ],
    [
      ['--saml', 'https://idp.example.com/aws', '--remember'],
      { kind: 'saml', by: 'window', startUrl: 'https://idp.example.com/aws', command: '', remember: true },
    ],
    [['--saml', 'https://idp.example.com/aws', '--browser'], { by: 'browser', remember: false }],
    [['--command', 'print-saml'], { kind: 'saml', by: 'command', startUrl: '', command: 'print-saml' }],
    [['--saml', 'https://idp.example.com/aws', '--command', 'print-saml'], { by: 'command', startUrl: '' }],
    [
      ['--oidc', issuer, '--client-id', 'c'],
      {
        kind: 'oidc',
        provider: 'issuer',
        issuer,
        clientId: 'c',
        scopes: 'openid email',
        redirectPort: null,
        redirectHost: '127.0.0.1',
        redirectPath: '/callback',
      },
    ],
    [
      ['--oidc', issuer, '--client-id', 'c', '--scopes', 'openid', '--redirect-port', '28417'],
      { scopes: 'openid', redirectPort: 28_417, redirectHost: 'localhost' },
    ],
    [
      ['--oidc', 'www.amazon.com', '--client-id', 'c'],
      { provider: 'www.amazon.com', issuer: '', scopes: 'profile' },
    ],
  ])('%j', async (options, method) => {
    expect(await add(options)).toMatchObject({ exitCode: 0, err: '', method, clientSecret: undefined });
  });

  it('takes a client secret from standard input or a hidden prompt only', async () => {
    const options = ['--oidc', issuer, '--client-id', 'c', '--client-secret-stdin'];
    expect(await add(options, { input: 's3cret\n' })).toMatchObject({ clientSecret: 's3cret' });
    const typed = await add(options, { typed: ['s3cret'] });
    expect(typed).toMatchObject({ clientSecret: 's3cret', echoes: [false] });
    expect(`${typed.out}${typed.err}${typed.terminal}`).not.toContain('s3cret');
    expect(await add(options, { input: '' })).toMatchObject({ exitCode: 1, method: null });
  });

  it.each([
    [[], 'Say what it signs in at'],
    [['--identity-center', start], '--region is needed.'],
    [['--oidc', issuer], '--client-id is needed.'],
    [['--oidc', issuer, '--client-id', 'c', '--redirect-port', '80'], 'A port is a number from 1024'],
    [['--saml', start, '--device'], '--device does not belong to a sign-in by SAML.'],
    [['--saml', start, '--browser', '--command', 'x'], '--browser and --command exclude each other.'],
    [['--saml', start, '--browser', '--remember'], '--remember and --browser exclude each other.'],
    [['--oidc', issuer, '--client-id', 'c', '--client-secret', 'x'], 'Did you mean --client-secret-stdin?'],
  ])('refuses %j', async (options, sentence) => {
    const ran = await add(options);
    expect(ran).toMatchObject({ exitCode: 2, method: null });
    expect(ran.err).toContain(sentence);
  });
});

describe('sign-in roles', () => {
  const role = (account: string, roleName: string, profileId: string | null = null): SignInRole => ({
    account,
    accountName: `name of ${account}`,
    email: null,
    role: roleName,
    roleName,
    profileId,
  });
  const roles = [
    role('111122223333', 'Admin'),
    role('111122223333', 'ReadOnly'),
    role('444455556666', 'ReadOnly', 'gone'),
  ];
  const opened = () => {
    const { app } = provider({ state: 'signed-in' });
    return app
      .on('signIns.roles', () => succeed(roles))
      .on('signIns.createProfiles', () => succeed({ created: 1, skipped: 1, failed: [] }));
  };

  it('are listed', async () => {
    const { out, err } = await runHere(['sign-in', 'roles', 'acme'], { app: opened() });
    expect(out.split('\n')[1]).toMatch(/^111122223333 +name of 111122223333 +Admin$/);
    expect(err).toContain('3 roles, 2 without a profile');
  });

  it('become profiles, all or those that were chosen', async () => {
    const app = opened();
    const words = ['sign-in', 'roles', 'acme', '--role', 'ReadOnly', '--add', '--name', '{role}'];
    const ran = await runHere([...words, '--region', 'us-east-1', '--duration', '2h'], { app });
    expect(ran.out).toBe('Made 1 profile; 1 role has one already.\n');
    expect(app.inputsOf('signIns.createProfiles')).toEqual([
      {
        id: 's1',
        roles: [
          { account: '111122223333', role: 'ReadOnly' },
          { account: '444455556666', role: 'ReadOnly' },
        ],
        name: '{role}',
        region: 'us-east-1',
        durationSeconds: 7_200,
      },
    ]);
    expect((await runHere(['sign-in', 'roles', 'acme', '--name', 'x'], { app })).exitCode).toBe(2);
  });

  it('are read after signing in where one is signed out', async () => {
    const { app, end } = provider();
    app.on('signIns.roles', () => succeed(roles));
    let terminal = '';
    const running = runHere(['sign-in', 'roles', 'acme'], {
      app,
      typed: [''],
      onTerminal: (text) => (terminal += text),
    });
    await expect.poll(() => terminal).toContain('ABCD-EFGH');
    expect(app.inputsOf('signIns.roles')).toEqual([]);
    end(succeed());
    expect((await running).exitCode).toBe(0);
  });

  it('of which some could not become profiles are a failure', async () => {
    const app = opened().on('signIns.createProfiles', () =>
      succeed({ created: 2, skipped: 0, failed: [{ name: 'a', error: appError('storage-write-failed') }] }),
    );
    const ran = await runHere(['sign-in', 'roles', 'acme', '--add'], { app });
    expect(ran.exitCode).toBe(1);
    expect(ran.out).toContain('a was not made:');
  });
});
