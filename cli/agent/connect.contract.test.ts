import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeHandlers } from '../../electron/agent/testing/fake-handlers.ts';
import { TestAgent } from '../../electron/agent/testing/test-agent.ts';
import { fail, succeed } from '../../shared/result.ts';
import { connect } from './connect.ts';
import { buildSmallCommand } from './testing/build-small-command.ts';

describe('connect', () => {
  let app: TestAgent;
  let built: string;
  let starts: string;
  const servers: Server[] = [];
  const sockets: Socket[] = [];
  const timers: NodeJS.Timeout[] = [];

  beforeAll(async () => {
    built = mkdtempSync(join(tmpdir(), 'kc-built-'));
    await buildSmallCommand(built);
  });
  afterAll(() => rmSync(built, { recursive: true, force: true }));
  beforeEach(() => {
    starts = join(built, 'starts');
    rmSync(starts, { force: true });
    app = new TestAgent({
      launch: {
        command: '/bin/sh',
        arguments: ['-c', 'env >>"$0.environment"; echo started >>"$0"', starts],
      },
    });
  });
  afterEach(async () => {
    for (const timer of timers.splice(0)) clearInterval(timer);
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    await app.remove();
  });

  const reach = (limits = {}) =>
    connect({ dataFolder: app.dataFolder, version: '1.0.0', start: false, limits });

  async function reached() {
    const connected = await reach();
    if (!connected.ok) throw new Error(connected.error.code);
    return connected.value;
  }

  function writeEndpoint(changes: object = {}) {
    mkdirSync(join(app.dataFolder, 'agent'), { recursive: true });
    const secret = randomBytes(32).toString('base64');
    const socket = join(app.runtimeFolder, 'agent.sock');
    const endpoint = { format: 1, pid: process.pid, appVersion: '9.9.9', socket, secret, ...changes };
    writeFileSync(join(app.dataFolder, 'agent/endpoint.json'), JSON.stringify(endpoint));
  }

  /** What sits at the socket says this to every line; answers with all it heard. */
  async function impostor(answer: string): Promise<{ heard: string }> {
    const log = { heard: '' };
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        log.heard += chunk.toString();
        if (answer !== '') socket.write(answer);
      });
    });
    servers.push(server);
    writeEndpoint();
    await new Promise<void>((resolve) => server.listen(join(app.runtimeFolder, 'agent.sock'), resolve));
    return log;
  }

  const startCount = () => (existsSync(starts) ? readFileSync(starts, 'utf8').split('\n').length - 1 : 0);

  function startWhenAsked() {
    let coming = false;
    timers.push(
      setInterval(() => {
        if (coming || startCount() === 0) return;
        coming = true;
        const handlers = fakeHandlers({ 'credentials.get': async (input) => succeed({ input }) });
        timers.push(setTimeout(() => void app.start({ handlers }), 200));
      }, 20),
    );
  }

  function run(...given: readonly string[]): Promise<{ code: number | null; output: string }> {
    const command = [join(built, 'small-command.cjs'), '--data-folder', app.dataFolder, ...given];
    const child = spawn(process.execPath, command, {
      env: { ...process.env, AWS_SESSION_TOKEN: 'of the shell', ELECTRON_RUN_AS_NODE: '1', KEPT: 'yes' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
  }

  it('calls, many at once, and takes a call back', async () => {
    let aborted = false;
    const waits = new Promise<void>((resolve) => {
      const handlers = fakeHandlers({
        'credentials.get': async (input) => succeed(input),
        'clipboard.copyText': async () => fail({ code: 'clipboard-failed', params: {} }),
        'snapshot.get': async () => succeed('x'.repeat(5_000_000)),
        'sessions.assume': (_input, { signal }) =>
          new Promise((answer) => {
            resolve();
            signal.addEventListener('abort', () => {
              aborted = true;
              answer(succeed());
            });
          }),
      });
      void app.start({ handlers });
    });
    let connected = await reach();
    while (!connected.ok) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      connected = await reach();
    }
    const connection = connected.value;
    expect(connection.appVersion).toBe('1.2.3');
    const input = { profile: 'p'.repeat(80), waitSeconds: 0 };
    const answers = Array.from({ length: 50 }, () => connection.call('credentials.get', input));
    expect(await Promise.all(answers)).toEqual(Array(50).fill(succeed(input)));
    expect(await connection.call('profiles.remove', { id: 'p' })).toEqual({ ok: true });
    expect(await connection.call('clipboard.copyText', { text: 'y'.repeat(20_000) })).toMatchObject({
      ok: false,
    });
    expect(await connection.call('snapshot.get', {})).toEqual(succeed('x'.repeat(5_000_000)));

    const controller = new AbortController();
    const waiting = connection.call('sessions.assume', { profileId: 'p' }, controller.signal);
    await waits;
    controller.abort();
    expect(await waiting).toMatchObject({ error: { code: 'cancelled' } });
    expect(await connection.call('sessions.assume', {}, controller.signal)).toMatchObject({
      error: { code: 'cancelled' },
    });
    await connection.call('credentials.get', input);
    expect(aborted).toBe(true);
    connection.close();
    expect(await connection.call('snapshot.get', {})).toMatchObject({ error: { code: 'app-not-reachable' } });
  });

  it('says so when the app goes away in the middle of a call', async () => {
    await app.start({ handlers: fakeHandlers({ 'snapshot.get': () => new Promise(() => {}) }) });
    const connection = await reached();
    const waiting = connection.call('snapshot.get', {});
    await app.agent.stop();
    expect(await waiting).toMatchObject({ error: { code: 'app-not-reachable' } });
    expect(await connection.call('snapshot.get', {})).toMatchObject({ error: { code: 'app-not-reachable' } });
  });

  it.each([
    ['a wrong proof', `{"nonce":"${'A'.repeat(43)}=","proof":"${'A'.repeat(43)}=","version":"1"}\n`],
    ['no proof', `{"nonce":"${'A'.repeat(43)}="}\n`],
    ['garbage', 'HTTP/1.1 200 OK\r\n\r\n'],
    ['a list', '[]\n'],
    ['no end', 'x'.repeat(5_000)],
  ])('says nothing more to one that answers with %s', async (_what, answer) => {
    const log = await impostor(answer);
    expect(await reach()).toMatchObject({ error: { code: 'app-not-proven' } });
    expect(log.heard).toMatch(/^\{"hello":1,"version":"1\.0\.0","nonce":"[^"]{44}"\}\n$/);
  });

  it('waits no longer than it should for one that says nothing', async () => {
    await impostor('');
    expect(await reach({ handshake: 50 })).toMatchObject({ error: { code: 'app-not-reachable' } });
  });

  it('names the versions where they do not go together', async () => {
    await impostor('{"refused":"version","version":"9.9.9"}\n');
    const params = { command: '1.0.0', app: '9.9.9' };
    expect(await reach()).toEqual(fail({ code: 'app-other-version', params }));
    writeEndpoint({ format: 2 });
    expect(await reach()).toEqual(fail({ code: 'app-other-version', params }));
    writeEndpoint({ format: 2, appVersion: '\u001b[31m' });
    expect(await reach()).toMatchObject({ error: { params: { app: 'unknown' } } });
  });

  it.each([
    ['of a dead process', { pid: spawnSync(process.execPath, ['-e', '']).pid }],
    ['of nobody', { pid: -1 }],
    ['without a secret', { secret: '' }],
    ['that leads nowhere', {}],
  ])('finds no app by a file %s', async (_what, changes) => {
    writeEndpoint(changes);
    expect(await reach()).toMatchObject({ error: { code: 'app-not-reachable' } });
  });

  it('starts the app without what was only this shell’s', async () => {
    await app.start();
    await app.agent.stop();
    startWhenAsked();
    expect(await run('start')).toEqual({ code: 0, output: 'Starting Keycutter…\n' });
    const environment = readFileSync(`${starts}.environment`, 'utf8');
    expect(environment).toContain('KEPT=yes');
    expect(environment).not.toMatch(/AWS_SESSION_TOKEN|ELECTRON_RUN_AS_NODE/);
  });

  it('starts it once for twenty commands at the same moment, over the lock of one that died', async () => {
    await app.start();
    await app.agent.stop();
    symlinkSync(String(spawnSync(process.execPath, ['-e', '']).pid), join(app.dataFolder, 'agent/starting'));
    startWhenAsked();
    const ended = await Promise.all(Array.from({ length: 20 }, () => run('creds', '--profile-id', 'p')));
    expect(ended.filter(({ code, output }) => code !== 0 || !output.includes('"waitSeconds":0'))).toEqual([]);
    expect(startCount()).toBe(1);
    expect(existsSync(join(app.dataFolder, 'agent/starting'))).toBe(false);
  });

  it('says why it could not be started', async () => {
    const start = () =>
      connect({ dataFolder: app.dataFolder, version: '1.0.0', start: true, limits: { start: 300 } });
    const because = (reason: string) => fail({ code: 'app-not-started', params: { reason } });
    expect(await start()).toEqual(because('it has not run for this user yet'));
    mkdirSync(join(app.dataFolder, 'agent'), { recursive: true });
    const launch = (...command: string[]) =>
      writeFileSync(
        join(app.dataFolder, 'agent/launch.json'),
        JSON.stringify({ format: 1, command: command[0], arguments: command.slice(1) }),
      );
    launch('/nowhere/keycutter');
    expect(await start()).toEqual(because('/nowhere/keycutter cannot be run (ENOENT)'));
    launch('/bin/sh', '-c', 'exit 7');
    expect(await start()).toEqual(because('it ended at once (exit code 7)'));
    launch('/bin/sh', '-c', 'exit 0');
    expect(await start()).toEqual(because('it did not answer in time'));
    expect(existsSync(join(app.dataFolder, 'agent/starting'))).toBe(false);
  });
});
