import { beforeEach, describe, expect, it } from 'vitest';
import { AgentCommands } from '../electron/agent/agent-commands.ts';
import { setUp, silentLogger, TestBench } from '../electron/core/testing/fake-ports.ts';
import { FakeApp } from './testing/fake-app.ts';
import { runHere } from './testing/fake-world.ts';

/** The real core behind the command, with the schema of every call. */
class CoreApp extends FakeApp {
  readonly #commands: AgentCommands;

  constructor(commands: AgentCommands) {
    super();
    this.#commands = commands;
  }

  override answer(command: string, input: unknown, signal: AbortSignal) {
    this.asked.push({ command, input });
    // As over the socket.
    return this.#commands
      .answer(command, JSON.parse(JSON.stringify(input)), signal)
      .then((answer) => JSON.parse(JSON.stringify(answer)));
  }
}

describe('the command with the real core', () => {
  let bench: TestBench;
  let app: CoreApp;
  /** Time goes on meanwhile: the core waits by its own clock. */
  const run = async (words: string, more: Parameters<typeof runHere>[1] = {}) => {
    const running = runHere(words.split(' '), { app, ...more });
    const ticking = setInterval(() => void bench.clock.pass(500), 10);
    return running.finally(() => clearInterval(ticking));
  };

  beforeEach(async () => {
    bench = new TestBench();
    const keycutter = await bench.start();
    await setUp(keycutter);
    const { calls: _calls, ...handlers } = keycutter.handlers;
    app = new CoreApp(new AgentCommands(handlers, silentLogger));
  });

  it('signs in once at the terminal, and lists and makes profiles of the roles', async () => {
    const start = 'https://acme.awsapps.com/start';
    const added = await run(`sign-in add acme --identity-center ${start} --region eu-central-1`);
    expect(added).toMatchObject({ exitCode: 0, err: '' });
    await run('profile add sso --identity-center acme --account 111122223333 --role Admin');
    const without = await run('creds sso');
    expect(without).toMatchObject({ exitCode: 3, out: '' });
    expect(bench.browsed).toEqual([]);

    const ran = await run('creds sso', { typed: [''] });
    expect(ran.err).toBe('');
    expect(JSON.parse(ran.out)).toMatchObject({ Version: 1, AccountId: '111122223333' });
    expect(ran.terminal).toContain('acme wants you to sign in for sso.');
    expect(bench.browsed).toHaveLength(1);

    const roles = await run('sign-in roles acme --add');
    expect(roles).toMatchObject({ exitCode: 0, out: 'Made 1 profile; 1 role has one already.\n' });
    expect((await run('refresh sso')).exitCode).toBe(0);
    expect((await run('ls')).out).toMatch(/^sso +live +.*111122223333 +Admin +acme/m);
    expect((await run('sign-out acme')).exitCode).toBe(0);
    expect((await run('refresh sso')).exitCode).toBe(3);
    const again = await run('refresh sso', { typed: [''] });
    expect(again).toMatchObject({ exitCode: 0, err: '' });
    expect((await run('sign-in acme', { typed: [''] })).exitCode).toBe(0);
    expect((await run('sign-in rm acme --yes')).err).toContain('Profiles still use this sign-in');
  });

  it('asks again for what was sent away, and never on a locked screen', async () => {
    const role = 'arn:aws:iam::111122223333:role/deployer';
    const principal = 'arn:aws:iam::111122223333:saml-provider/Corp';
    await run('sign-in add corp --saml https://idp.example.com/aws');
    await run(`profile add saml --saml corp --role-arn ${role} --principal-arn ${principal}`);
    bench.samlWindow.answer = null;
    const closed = await run('creds saml', { typed: [''] });
    expect(closed).toMatchObject({ exitCode: 3, out: '' });
    expect((await run('creds saml')).exitCode).toBe(3);
    const opened = () => bench.samlWindow.opened.length;
    const before = opened();
    bench.screenLocked = true;
    const locked = await run('creds saml', { typed: [] });
    expect(locked).toMatchObject({ exitCode: 3, terminal: '' });
    bench.screenLocked = false;
    expect(opened()).toBe(before);
    const again = await run('creds saml', { typed: [''] });
    expect(again.exitCode).toBe(3);
    expect(opened()).toBe(before + 1);
  });
});
