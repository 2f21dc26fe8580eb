import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { testProfile, testSnapshot } from '../electron/core/testing/test-snapshot.ts';
import { appError } from '../shared/errors.ts';
import { fail, succeed } from '../shared/result.ts';
import { type BuiltCommand, buildCommand, start } from './testing/built-command.ts';
import { FakeApp } from './testing/fake-app.ts';
import { hasPython, playOnTerminal } from './testing/terminal-session.ts';
import { testSignIn } from './testing/test-views.ts';

const { PATH = '' } = process.env;
const secretAccessKey = 'sesame/OPEN+sesame';
const credentials = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey,
  sessionToken: 'token',
  expiration: '2026-03-04T16:00:00Z',
  accountId: null,
};
const served = succeed({
  set: [
    { name: 'AWS_ACCESS_KEY_ID', value: 'ASIAEXAMPLE' },
    { name: 'KEYCUTTER_PROFILE', value: 'prod' },
  ],
  clear: ['AWS_PROFILE'],
});

let built: BuiltCommand;
let app: FakeApp;
let server: { stop: () => Promise<void> };
let keycutter: string;
let environment: Record<string, string>;

beforeAll(async () => {
  built = await buildCommand();
  keycutter = join(built.bin, 'keycutter');
  environment = { PATH: `${built.bin}:${PATH}`, HOME: built.folder, TERM: 'dumb', AWS_PROFILE: 'stale' };
});
afterAll(() => built.remove());
beforeEach(async () => {
  app = new FakeApp()
    .shows(testSnapshot({ profiles: [testProfile('id1', { name: 'prod' })] }))
    .on('credentials.environment', () => served);
  server = await app.serve(built.dataFolder);
});
afterEach(() => server.stop());

const run = (words: readonly string[], more = {}) => start(keycutter, words, { environment, ...more }).ended;

describe('the built command', () => {
  it('is one small file without the schema library', () => {
    expect(readdirSync(join(built.folder, 'cli'))).toEqual(['keycutter.cjs']);
    expect(statSync(built.script).size).toBeLessThan(176 * 1024);
    expect(readFileSync(built.script, 'utf8')).not.toMatch(/ZodMini|strictObject|safeParse/);
  });

  it('answers over the real socket', async () => {
    app.on('credentials.get', () => succeed(credentials));
    const { code, out, err } = await run(['creds', 'prod']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      `{"Version":1,"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"${secretAccessKey}","SessionToken":"token","Expiration":"2026-03-04T16:00:00Z"}\n`,
    );
  });

  it('needs no app for help and version, and none is started for completion', async () => {
    await server.stop();
    expect((await run(['--version'])).code).toBe(0);
    expect((await run(['help'])).code).toBe(0);
    expect(await run(['__complete', '--', 'assume', ''])).toMatchObject({ code: 0, out: '', err: '' });
    const { code, err } = await run(['ls']);
    expect(code).toBe(4);
    expect(err).toContain('keycutter: ');
    server = await app.serve(built.dataFolder);
  });

  it('exits with 3 at once where a person is needed and no terminal is there', async () => {
    app.on('credentials.get', () =>
      fail(appError('mfa-needed', { name: 'prod', promptId: 'p', serial: 's' })),
    );
    expect(await run(['creds', 'prod'])).toMatchObject({ code: 3, out: '' });
  });

  it('takes a whole key from a pipe, and a reader that goes away is no failure of ours', async () => {
    app.on('accessKeys.add', () => fail(appError('keychain-locked')));
    const input = `AKIAIOSFODNN7EXAMPLE\n${secretAccessKey}\n`;
    const { code, out, err } = await run(['key', 'add', 'main'], { input });
    expect(code).toBe(3);
    expect(`${out}${err}`).not.toContain(secretAccessKey);
    expect(app.inputsOf('accessKeys.add')).toMatchObject([{ secretAccessKey }]);
    const piped = await start('sh', ['-c', 'keycutter ls | true; echo done'], { environment }).ended;
    expect(piped).toMatchObject({ out: 'done\n', err: '' });
  });
});

describe('exec', () => {
  it('gives the child the session, and its output and code back', async () => {
    const script = 'echo "$AWS_ACCESS_KEY_ID [$AWS_PROFILE] $1"; cat; exit 7';
    const ran = await run(['exec', 'prod', '--', 'sh', '-c', script, 'sh', 'a b "c" $d'], { input: 'typed' });
    expect(ran).toEqual({ code: 7, signal: null, out: 'ASIAEXAMPLE [] a b "c" $d\ntyped', err: '' });
  });

  it('tells what cannot be run as a shell does', async () => {
    expect((await run(['exec', 'prod', '--', 'no-such-program'])).code).toBe(127);
    expect((await run(['exec', 'prod', '--', '/'])).code).toBe(126);
    expect((await run(['exec', 'prod', '--', built.script])).code).toBe(126);
    app.on('credentials.environment', () => fail(appError('sts-access-denied')));
    expect((await run(['exec', 'prod', '--', 'true'])).code).toBe(125);
  });

  it.each(['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGUSR1', 'SIGUSR2'] as const)(
    'passes %s on, once',
    async (signal) => {
      const name = signal.slice(3);
      const script = `trap 'echo got; exit 9' ${name}; echo ready; while :; do sleep 0.05; done`;
      const running = start(keycutter, ['exec', 'prod', '--', 'sh', '-c', script], { environment });
      onTestFinished(running.end);
      await expect.poll(running.out, { timeout: 20_000 }).toContain('ready');
      running.send(signal);
      expect(await running.ended).toMatchObject({ code: 9, out: 'ready\ngot\n', err: '' });
    },
  );

  it.each([
    ['TERM', null, 'SIGTERM'],
    ['INT', null, 'SIGINT'],
    // A core of ours could hold the session.
    ['QUIT', 131, null],
    ['KILL', 137, null],
  ] as const)('ended by SIG%s ends the same way', async (name, code, signal) => {
    const ran = await run(['exec', 'prod', '--', 'sh', '-c', `kill -${name} $$; sleep 30`]);
    expect(ran).toMatchObject({ code, signal, err: '' });
  });

  it('nested: the inner one wins, what it clears is gone', async () => {
    app.on('credentials.environment', ({ profile }: { profile: string }) =>
      succeed(
        profile === 'outer'
          ? {
              set: [
                { name: 'A', value: 'outer' },
                { name: 'TOKEN', value: 'outer' },
              ],
              clear: [],
            }
          : { set: [{ name: 'A', value: 'inner' }], clear: ['TOKEN'] },
      ),
    );
    const inner = ['keycutter', 'exec', 'inner', '--', 'sh', '-c', 'echo $A [$TOKEN]; exit 4'];
    expect(await run(['exec', 'outer', '--', ...inner])).toMatchObject({ code: 4, out: 'inner []\n' });
  });
});

describe.skipIf(!hasPython())('on a real terminal', () => {
  const guardedBy = (right: string) => {
    let given = false;
    app
      .on('credentials.get', ({ waitSeconds }: { waitSeconds: number }, signal) => {
        if (given) return succeed(credentials);
        if (waitSeconds === 0)
          return fail(appError('mfa-needed', { name: 'prod', promptId: 'p', serial: 's' }));
        return new Promise((resolve) =>
          signal.addEventListener('abort', () => resolve(fail(appError('cancelled')))),
        );
      })
      .on('mfa.submit', ({ code }: { code: string }) => {
        given = code === right;
        return given ? succeed() : fail(appError('sts-mfa-code-wrong'));
      });
  };

  it('asks for the MFA code there, although its input and output are pipes', async () => {
    guardedBy('123456');
    const { code, output, failed } = await playOnTerminal(
      ['sh', '-c', 'echo unread | keycutter creds prod | wc -l'],
      [
        { expect: 'MFA code: ' },
        { send: '111111\n' },
        { expect: 'did not accept' },
        { expect: 'MFA code: ' },
        { send: '123456\n' },
      ],
      environment,
    );
    expect(failed).toBeUndefined();
    expect(code).toBe(0);
    expect(output.trimEnd().split('\n').at(-1)?.trim()).toBe('1');
  });

  it('Ctrl-C at the prompt ends it as an interrupt', async () => {
    guardedBy('123456');
    const steps = [{ expect: 'MFA code: ' }, { send: '\u0003' }];
    const { code } = await playOnTerminal(
      ['sh', '-c', 'keycutter creds prod; echo "code $?"'],
      steps,
      environment,
    );
    // The shell is interrupted too: -2, or it goes on and says 130.
    expect([-2, 0, 130]).toContain(code);
    const direct = await playOnTerminal([keycutter, 'creds', 'prod'], steps, environment);
    expect(direct.code).toBe(-2);
  });

  it('a sign-in begins at Enter, and Ctrl-C cancels it in the app before it ends the command', async () => {
    const prompt = {
      id: 'p1',
      signInId: 's1',
      signInName: 'acme',
      kind: 'identity-center',
      profileNames: ['prod'],
      stage: 'asked',
      host: null,
      userCode: null,
      error: null,
      waiting: 0,
    } as const;
    let stage: 'asked' | 'device' = 'asked';
    let end: () => void = () => {};
    app
      .on('snapshot.get', () =>
        succeed(
          testSnapshot({
            profiles: [testProfile('id1', { name: 'prod' })],
            signIns: [testSignIn('s1', { name: 'acme' })],
            signInPrompt:
              stage === 'asked' ? prompt : { ...prompt, stage, host: 'sso.example', userCode: 'ABCD-EFGH' },
          }),
        ),
      )
      .on('credentials.get', ({ waitSeconds }: { waitSeconds: number }) =>
        waitSeconds === 0
          ? fail(appError('sign-in-needed', { name: 'prod', signIn: 'acme', promptId: 'p1' }))
          : new Promise((resolve) => {
              end = () => resolve(succeed(credentials));
            }),
      )
      .on('signIns.proceed', () => {
        stage = 'device';
        return succeed();
      })
      .on('signIns.cancel', () => succeed());
    const steps = [{ expect: 'Press Enter' }, { send: '\n' }, { expect: 'ABCD-EFGH' }];
    const interrupted = await playOnTerminal(
      [keycutter, 'creds', 'prod'],
      [...steps, { send: '\u0003' }],
      environment,
    );
    expect(interrupted.failed, interrupted.output).toBeUndefined();
    expect(interrupted.code).toBe(-2);
    expect(app.inputsOf('signIns.proceed')).toEqual([{ promptId: 'p1' }]);
    expect(app.inputsOf('signIns.cancel')).toEqual([{ promptId: 'p1' }]);

    stage = 'asked';
    const playing = playOnTerminal(
      ['sh', '-c', 'keycutter creds prod | wc -l'],
      steps.slice(0, 2),
      environment,
    );
    await expect.poll(() => app.inputsOf('signIns.proceed'), { timeout: 40_000 }).toHaveLength(2);
    end();
    const { code, output, failed } = await playing;
    expect(failed, output).toBeUndefined();
    expect(code).toBe(0);
    expect(output.trimEnd().split('\n').at(-1)?.trim()).toBe('1');
  });

  it('in its background does not ask, so that it is not stopped', async () => {
    guardedBy('123456');
    const script = 'set -m; keycutter creds prod </dev/null & wait $!; echo "code $?"';
    const { output } = await playOnTerminal(['bash', '-c', script], [], environment);
    expect(output).toContain('code 3');
  });

  it('takes a secret without showing it, and Ctrl-C there leaves the terminal as it was', async () => {
    app.on('accessKeys.add', () => fail(appError('keychain-locked')));
    const typed = [
      { expect: 'Access key ID: ' },
      { send: 'AKIAIOSFODNN7EXAMPLE\n' },
      { expect: '(not shown): ' },
      { send: `wrong\u0015${secretAccessKey}x\u007f\r` },
    ];
    const { code, output, failed } = await playOnTerminal(
      [keycutter, 'key', 'add', 'main'],
      typed,
      environment,
    );
    expect(failed).toBeUndefined();
    expect(code).toBe(3);
    expect(output).not.toContain(secretAccessKey);
    expect(app.inputsOf('accessKeys.add')).toMatchObject([{ secretAccessKey }]);

    const script = 'trap : INT; keycutter key add main; echo "code $?"; stty -a';
    const interrupted = await playOnTerminal(
      ['sh', '-c', script],
      [...typed.slice(0, 3), { send: '\u0003' }],
      environment,
    );
    expect(interrupted.output).toContain('code 130');
    expect(interrupted.output).toMatch(/(?<!-)\bicanon\b/);
    expect(interrupted.output).toMatch(/ echo\b/);
  });

  it('exec leaves the terminal to the child: Ctrl-C reaches it once, and its code comes back', async () => {
    const script = `
      let count = 0;
      process.on('SIGINT', () => console.log('got-' + (count += 1)));
      process.stdin.on('data', () => { console.log('count-' + count); if (count >= 3) process.exit(5); });
      console.log('ready');`;
    // Between two of them the child answers a line, so that a second signal has had time to arrive.
    const interrupts = [1, 2, 3].flatMap((count) => [
      { send: '\u0003' },
      { expect: `got-${count}` },
      { send: 'how many\n' },
      { expect: `count-${count}\r` },
    ]);
    const { code, output, failed } = await playOnTerminal(
      [keycutter, 'exec', 'prod', '--', process.execPath, '-e', script],
      [{ expect: 'ready' }, ...interrupts],
      environment,
    );
    expect(failed, output).toBeUndefined();
    expect(code).toBe(5);
  });

  it('exec can be stopped with Ctrl-Z and continued, and the child keeps the terminal', async () => {
    const { output, failed } = await playOnTerminal(
      ['bash', '--norc', '--noprofile', '-i'],
      [
        { send: "PS1='ready$ '\n" },
        { expect: 'ready$ ' },
        { expect: 'ready$ ' },
        {
          send: "keycutter exec prod -- sh -c 'test -t 0 && echo on; echo a-terminal; read line; echo read-$line'\n",
        },
        { expect: 'a-terminal\r\n' },
        { send: '\u001a' },
        { expect: 'Stopped' },
        { send: 'fg\n' },
        { expect: 'fg' },
        { expect: 'keycutter exec' },
        { send: 'hello\n' },
        { expect: 'read-hello' },
        { send: 'exit\n' },
      ],
      environment,
    );
    expect(failed, output).toBeUndefined();
  });
});
