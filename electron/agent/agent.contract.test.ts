import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { connect } from '../../cli/agent/connect.ts';
import { succeed } from '../../shared/result.ts';
import { fakeHandlers } from './testing/fake-handlers.ts';
import { TestAgent } from './testing/test-agent.ts';

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn('Skipped, the test of another user’s connection must run as root.');

describe('the agent', () => {
  const agents: TestAgent[] = [];
  afterEach(async () => {
    for (const agent of agents.splice(0)) await agent.remove();
  });

  function create(...given: ConstructorParameters<typeof TestAgent>): TestAgent {
    const agent = new TestAgent(...given);
    agents.push(agent);
    return agent;
  }

  const text = (agent: TestAgent, file: string) =>
    readFileSync(join(agent.dataFolder, 'agent', file), 'utf8');
  const modeOf = (path: string) => statSync(path).mode & 0o777;
  const reach = (agent: TestAgent) =>
    connect({ dataFolder: agent.dataFolder, version: '1.2.3', start: false });

  it('tells its owner, and nobody else, where it is', async () => {
    const agent = create();
    expect(await agent.start()).toEqual(succeed());
    const endpoint = JSON.parse(text(agent, 'endpoint.json'));
    expect(endpoint).toEqual({
      format: 1,
      pid: process.pid,
      appVersion: '1.2.3',
      socket: expect.stringContaining(agent.runtimeFolder),
      secret: expect.stringMatching(/^[\w+/]{43}=$/),
    });
    expect(text(agent, 'credentials-socket')).toBe(`${join(dirname(endpoint.socket), 'credentials.sock')}\n`);
    expect(JSON.parse(text(agent, 'launch.json'))).toEqual({
      format: 1,
      command: '/usr/bin/true',
      arguments: ['--hidden'],
    });
    expect(modeOf(join(agent.dataFolder, 'agent'))).toBe(0o700);
    expect(modeOf(dirname(endpoint.socket))).toBe(0o700);
    for (const file of ['endpoint.json', 'launch.json']) {
      expect(modeOf(join(agent.dataFolder, 'agent', file))).toBe(0o600);
    }
    for (const socket of readdirSync(dirname(endpoint.socket))) {
      expect(modeOf(join(dirname(endpoint.socket), socket))).toBe(0o600);
    }
  });

  it('answers the command', async () => {
    const agent = create();
    const handlers = fakeHandlers({ 'credentials.get': async (input) => succeed({ input }) });
    await agent.start({ handlers });
    const connected = await reach(agent);
    if (!connected.ok) throw new Error(connected.error.code);
    expect(await connected.value.call('credentials.get', { profile: 'p', waitSeconds: 0 })).toEqual(
      succeed({ input: { profile: 'p', waitSeconds: 0 } }),
    );
    connected.value.close();
  });

  it('leaves nothing but how to start it when it stops, and has another secret next time', async () => {
    const agent = create();
    await agent.start();
    const first = JSON.parse(text(agent, 'endpoint.json'));
    await agent.agent.stop();
    expect(readdirSync(join(agent.dataFolder, 'agent'))).toEqual(['launch.json']);
    expect(readdirSync(agent.runtimeFolder)).toEqual([]);
    expect(await reach(agent)).toMatchObject({ error: { code: 'app-not-reachable' } });
    await agent.start();
    const second = JSON.parse(text(agent, 'endpoint.json'));
    expect(second.secret).not.toBe(first.secret);
    expect(second.socket).not.toBe(first.socket);
  });

  it('clears what a killed one left, and nothing else', async () => {
    const agent = create();
    const left = join(agent.runtimeFolder, 'keycutter-aB3_9z');
    const precious = join(agent.folder, 'precious');
    for (const folder of [left, precious, join(agent.dataFolder, 'agent')])
      mkdirSync(folder, { recursive: true });
    for (const file of [
      join(left, 'agent.sock'),
      join(left, 'credentials.sock'),
      join(precious, 'agent.sock'),
    ]) {
      writeFileSync(file, '');
    }
    const endpoint = (socket: string) =>
      writeFileSync(
        join(agent.dataFolder, 'agent/endpoint.json'),
        JSON.stringify({ format: 1, pid: 1, socket }),
      );
    symlinkSync('1', join(agent.dataFolder, 'agent/starting.99'));

    endpoint(join(left, 'agent.sock'));
    expect(await agent.start()).toEqual(succeed());
    expect(existsSync(left)).toBe(false);
    expect(readdirSync(join(agent.dataFolder, 'agent'))).not.toContain('starting.99');
    await agent.agent.stop();

    endpoint(join(precious, 'agent.sock'));
    expect(await agent.start()).toEqual(succeed());
    expect(readdirSync(precious)).toEqual(['agent.sock']);
  });

  it('takes back rights that were too wide', async () => {
    const agent = create();
    mkdirSync(join(agent.dataFolder, 'agent'), { recursive: true });
    chmodSync(join(agent.dataFolder, 'agent'), 0o777);
    await agent.start();
    expect(modeOf(join(agent.dataFolder, 'agent'))).toBe(0o700);
  });

  it('goes to a folder with a short path where the first ones are too long or not there', async () => {
    const agent = create({
      runtimeFolder: join(tmpdir(), 'x'.repeat(90)),
      temporaryFolder: '/nowhere at all',
    });
    expect(await agent.start()).toEqual(succeed());
    const { socket } = JSON.parse(text(agent, 'endpoint.json'));
    expect(basename(dirname(dirname(socket)))).toBe('tmp');
    expect(Buffer.byteLength(join(dirname(socket), 'credentials.sock'))).toBeLessThan(104);
  });

  it('says so when there is no place for it', async () => {
    const agent = create();
    writeFileSync(agent.dataFolder, 'no folder');
    expect(await agent.start()).toMatchObject({
      ok: false,
      error: { code: 'agent-unavailable', params: { reason: 'EEXIST' } },
    });
  });

  it.skipIf(!isRoot)('keeps another user of this machine out', async () => {
    const agent = create();
    await agent.start();
    const { socket } = JSON.parse(text(agent, 'endpoint.json'));
    // The folders above are as open as /tmp: what keeps the other one out is the sockets' own folder.
    for (const folder of [agent.folder, agent.runtimeFolder]) chmodSync(folder, 0o755);
    const script = `
      const [uid, ...paths] = process.argv.slice(1);
      process.setgroups([]); process.setgid(Number(uid)); process.setuid(Number(uid));
      for (const path of paths) require('node:net').createConnection(path)
        .on('connect', function () { console.log('connected'); this.destroy(); })
        .on('error', ({ code }) => console.log(code));
      for (const file of ['endpoint.json', 'launch.json', 'tokens/one']) {
        try { require('node:fs').readFileSync(${JSON.stringify(join(agent.dataFolder, 'agent'))} + '/' + file); console.log('read'); }
        catch ({ code }) { console.log(code); }
      }`;
    await agent.tokens.ensure('one');
    const as = (uid: string) => {
      const given = ['-e', script, uid, socket, join(dirname(socket), 'credentials.sock')];
      return spawnSync(process.execPath, given, { encoding: 'utf8', timeout: 20_000, killSignal: 'SIGKILL' })
        .stdout;
    };
    expect(as('0').trim().split('\n')).toEqual(['read', 'read', 'read', 'connected', 'connected']);
    expect(as('65534').trim().split('\n')).toEqual(Array(5).fill('EACCES'));
  });
});
