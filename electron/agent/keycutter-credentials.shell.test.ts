import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildSmallCommand } from '../../cli/agent/testing/build-small-command.ts';
import { appError } from '../../shared/errors.ts';
import { fail, succeed } from '../../shared/result.ts';
import { installCommands } from './installed-commands.ts';
import { fakeHandlers } from './testing/fake-handlers.ts';
import { secretText, servedFor, TestAgent } from './testing/test-agent.ts';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const has = (program: string, ...given: string[]) => spawnSync(program, given).error === undefined;
const shells = [
  ['dash'],
  ['bash', '--posix'],
  ['bash'],
  ['busybox', 'sh'],
  ['ksh'],
  ['zsh', '--emulate', 'sh'],
].filter(([program = '']) => {
  const there = has(program, '-c', ':');
  if (!there) console.warn(`Skipped, the helper is not run by ${program}: it is not installed.`);
  return there;
});
const curl = has('curl', '--version');
if (!curl) console.warn('Skipped, the helper’s tests need curl.');
const python = spawnSync('python3', ['-c', 'import botocore']).status === 0;
if (!python) console.warn('Skipped, the helper is not started by botocore: it is not installed.');

describe.skipIf(!curl || process.platform === 'win32')('keycutter-credentials', () => {
  let built: string;
  let agent: TestAgent;
  let helper: string;
  let starts: string;
  let watching: NodeJS.Timeout | null;
  const running = new Set<ChildProcess>();
  const servers: Server[] = [];

  beforeAll(async () => {
    built = mkdtempSync(join(tmpdir(), 'kc-built-'));
    await buildSmallCommand(built);
  });
  afterAll(() => rmSync(built, { recursive: true, force: true }));

  beforeEach(async () => {
    agent = new TestAgent({
      launch: { command: '/bin/sh', arguments: ['-c', 'echo started >>"$0"', join(built, 'starts')] },
    });
    starts = join(built, 'starts');
    rmSync(starts, { force: true });
    watching = null;
    await install();
    await agent.tokens.ensure('one');
    // How to start it is known from an earlier run.
    await start();
    await agent.agent.stop();
  });
  afterEach(async () => {
    if (watching !== null) clearInterval(watching);
    for (const child of running) child.kill('SIGKILL');
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    await agent.remove();
  });

  async function install() {
    const installed = await installCommands({
      dataFolder: agent.dataFolder,
      platform: 'linux',
      runtime: process.execPath,
      electronAsNode: false,
      cliPath: join(built, 'small-command.cjs'),
    });
    if (!installed.ok) throw new Error(installed.error.code);
    helper = installed.value.helper;
  }

  function run(command: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
    const [program = '', ...given] = command;
    const child = spawn(program, given, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    return new Promise((resolve) => {
      child.on('close', (code) => {
        running.delete(child);
        resolve({ code, stdout, stderr });
      });
    });
  }

  const start = (error?: Parameters<typeof fail>[0]) =>
    agent.start({
      handlers: fakeHandlers({ 'credentials.get': async (input) => succeed({ byCommand: input }) }),
      serve: async (id) =>
        error === undefined ? succeed(servedFor(id)) : fail(error as ReturnType<typeof appError>),
    });

  /** The app comes up, in this process, once it is started; as slowly as a real one. */
  function startWhenAsked() {
    let coming = false;
    watching = setInterval(() => {
      if (coming || !existsSync(starts)) return;
      coming = true;
      setTimeout(() => void start(), 300);
    }, 20);
  }

  const startCount = () => (existsSync(starts) ? readFileSync(starts, 'utf8').split('\n').length - 1 : 0);
  const lock = () => join(agent.dataFolder, 'agent/starting');
  const expected = {
    code: 0,
    stdout: `{"Version":1,"AccessKeyId":"ASIAIOSFODNN7EXAMPLE","SecretAccessKey":"${secretText}","SessionToken":"FwoGZXIvYXdzEDE/+==","Expiration":"2030-01-01T00:00:00Z","AccountId":"123456789012"}\n`,
    stderr: '',
  };
  const byCommand = {
    code: 0,
    stdout: '{"ok":true,"value":{"byCommand":{"profile":"one","waitSeconds":0}}}\n',
    stderr: '',
  };

  it('prints the same started directly and by sh -c', async () => {
    await start();
    expect(await run([helper, 'one'])).toEqual(expected);
    const quoted = `'${helper.replaceAll("'", `'\\''`)}'`;
    expect(await run(['sh', '-c', `${quoted} one`])).toEqual(expected);
  });

  it('shows nothing when the shell is told to trace', async () => {
    await start();
    const traced = await run(['bash', '--posix', helper, 'one'], { SHELLOPTS: 'xtrace' });
    expect(traced.stdout).toBe(expected.stdout);
    expect(traced.stderr).toContain('set +x');
    expect(traced.stderr).not.toContain(secretText);
  });

  it.each(shells)('runs in %s', async (...shell) => {
    await start();
    expect(await run([...shell, helper, 'one'])).toEqual(expected);
    await agent.agent.stop();
    await start(appError('mfa-needed', { name: 'prod', promptId: 'p', serial: 's' }));
    expect(await run([...shell, helper, 'one'])).toEqual({
      code: 3,
      stdout: '',
      stderr: 'keycutter: prod wants an MFA code. Enter it in the Keycutter window, then run this again.\n',
    });
    await agent.agent.stop();
    startWhenAsked();
    expect(await run([...shell, helper, 'one'])).toMatchObject({ code: 0, stdout: expected.stdout });
    expect(startCount()).toBe(1);
  });

  it.skipIf(!python)('is started by botocore', async () => {
    await start();
    const quoted = `'${helper.replaceAll("'", `'\\''`)}'`;
    const config = join(agent.folder, 'config');
    writeFileSync(config, `[profile managed]\ncredential_process = ${quoted} one\n`);
    const script = [
      'import botocore.session',
      'credentials = botocore.session.Session(profile="managed").get_credentials().get_frozen_credentials()',
      'print(credentials.access_key, credentials.secret_key, credentials.token)',
    ].join('\n');
    const { code, stdout } = await run(['python3', '-c', script], {
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `ASIAIOSFODNN7EXAMPLE ${secretText} FwoGZXIvYXdzEDE/+==\n`,
    });
  });

  it('prints an error as it was said, and ends with 1', async () => {
    await start(appError('sts-access-denied', { detail: 'back\\slash %s "quoted" $HOME' }));
    const { code, stdout, stderr } = await run([helper, 'one']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('AWS denied this. back\\slash %s "quoted" $HOME. Check');
  });

  it.each(['', '../one', 'a b', '$(id)'])('takes nothing but the id of a profile (%j)', async (id) => {
    await start();
    expect(await run([helper, id])).toMatchObject({ code: 2, stdout: '' });
  });

  it('keeps to itself whatever curl is told elsewhere', async () => {
    await start();
    writeFileSync(join(agent.folder, '.curlrc'), 'verbose\nurl = "http://127.0.0.1:9/"\n');
    const proxies = { http_proxy: 'http://127.0.0.1:9', ALL_PROXY: 'http://127.0.0.1:9' };
    expect(await run([helper, 'one'], { HOME: agent.folder, CURL_HOME: agent.folder, ...proxies })).toEqual(
      expected,
    );
  });

  it('has no secret among arguments and environment', async () => {
    await start();
    const spy = join(agent.folder, 'spy');
    mkdirSync(spy);
    const seen = join(agent.folder, 'seen');
    for (const name of ['curl', 'printf', 'cat', 'echo']) {
      const real = spawnSync('sh', ['-c', `PATH=/usr/bin:/bin command -v ${name}`], {
        encoding: 'utf8',
      }).stdout.trim();
      const path = real.startsWith('/') ? real : `/usr/bin/${name}`;
      writeFileSync(
        join(spy, name),
        `#!/bin/sh\n{ tr '\\0' '\\n' </proc/$$/cmdline; env; } >>'${seen}'\nexec ${path} "$@"\n`,
      );
      chmodSync(join(spy, name), 0o755);
    }
    expect(await run([helper, 'one'], { PATH: `${spy}:${process.env.PATH}` })).toEqual(expected);
    const token =
      readFileSync(join(agent.dataFolder, 'agent/tokens/one'), 'utf8').trim().split(' ').pop() ?? '?';
    const text = readFileSync(seen, 'utf8');
    expect(text).toContain('--unix-socket');
    for (const secret of [token, secretText]) expect(text).not.toContain(secret);
  });

  it.each([2, 48, 127])('leaves it to the command where curl is not there or can’t (%i)', async (code) => {
    await start();
    // The helper looks in /usr/bin as well, so the curl of this machine is hidden, not taken away.
    const folder = mkdtempSync(join(agent.folder, 'old-'));
    writeFileSync(
      join(folder, 'curl'),
      `#!/bin/sh\necho 'curl: option --unix-socket: is unknown' >&2\nexit ${code}\n`,
    );
    chmodSync(join(folder, 'curl'), 0o755);
    expect(await run([helper, 'one'], { PATH: `${folder}:${process.env.PATH}` })).toEqual(byCommand);
  });

  it('leaves it to the command where the token is gone or refused', async () => {
    await start();
    const file = join(agent.dataFolder, 'agent/tokens/one');
    writeFileSync(file, 'Authorization: Bearer damaged\n');
    expect(await run([helper, 'one'])).toEqual(byCommand);
    rmSync(file);
    expect(await run([helper, 'one'])).toEqual(byCommand);
  });

  it.skipIf(process.getuid?.() !== 0)('asks no socket of another user’s', async () => {
    await start();
    const squatted = join(agent.folder, 'squatted.sock');
    let asked = 0;
    const squatter = createServer(() => {
      asked += 1;
    });
    servers.push(squatter);
    await new Promise<void>((resolve) => squatter.listen(squatted, resolve));
    spawnSync('chown', ['65534', squatted]);
    writeFileSync(join(agent.dataFolder, 'agent/credentials-socket'), `${squatted}\n`);
    expect(await run([helper, 'one'])).toEqual(byCommand);
    expect(asked).toBe(0);
  });

  it('starts the app once for a hundred at the same moment', async () => {
    startWhenAsked();
    const ended = await Promise.all(Array.from({ length: 100 }, () => run([helper, 'one'])));
    expect(ended.filter(({ code, stdout }) => code !== 0 || stdout !== expected.stdout)).toEqual([]);
    expect(startCount()).toBe(1);
    // One says so.
    expect(ended.filter(({ stderr }) => stderr !== '').map(({ stderr }) => stderr)).toEqual([
      'Starting Keycutter…\n',
    ]);
    expect(existsSync(lock())).toBe(false);
  });

  it('starts it once over the lock of one that died, and over its dead socket', async () => {
    await start();
    const dead = spawnSync('true').pid;
    const socket = readFileSync(join(agent.dataFolder, 'agent/credentials-socket'), 'utf8');
    await agent.agent.stop();
    // As a killed app leaves it: the socket is there, and nobody listens.
    const left = spawnSync(process.execPath, [
      '-e',
      `require('node:fs').mkdirSync(require('node:path').dirname(process.argv[1]));
       require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`,
      socket.trim(),
    ]);
    expect(left.signal).toBe('SIGKILL');
    writeFileSync(join(agent.dataFolder, 'agent/credentials-socket'), socket);
    symlinkSync(String(dead), lock());
    startWhenAsked();
    const ended = await Promise.all(Array.from({ length: 40 }, () => run([helper, 'one'])));
    expect(ended.filter(({ stdout }) => stdout !== expected.stdout)).toEqual([]);
    expect(startCount()).toBe(1);
    expect(existsSync(lock())).toBe(false);
  });

  it('says why the app could not be started', async () => {
    writeFileSync(
      join(agent.dataFolder, 'agent/launch.json'),
      JSON.stringify({ format: 1, command: '/nowhere/keycutter', arguments: [] }),
    );
    const { code, stderr } = await run([helper, 'one']);
    expect(code).toBe(4);
    expect(stderr).toContain('app-not-started {"reason":"/nowhere/keycutter cannot be run (ENOENT)"}');
    expect(existsSync(lock())).toBe(false);
  });

  it('gives the lock back when it is ended', async () => {
    const ended = run([helper, 'one']);
    while (!isLink(lock())) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const child of running) child.kill('SIGTERM');
    // What it has started goes on to its end, and the shell waits for that.
    await start();
    expect((await ended).code).toBe(143);
    expect(isLink(lock())).toBe(false);
  });

  it('leaves the lock to no command that it hands over to', async () => {
    rmSync(join(agent.dataFolder, 'agent/credentials-socket'), { force: true });
    startWhenAsked();
    // The app is there, but not for curl.
    const hiding = setInterval(
      () => rmSync(join(agent.dataFolder, 'agent/credentials-socket'), { force: true }),
      1,
    );
    try {
      expect(await run([helper, 'one'])).toMatchObject({ code: 0, stdout: byCommand.stdout });
    } finally {
      clearInterval(hiding);
    }
    expect(isLink(lock())).toBe(false);
  });
});

function isLink(path: string): boolean {
  try {
    return readlinkSync(path) !== '';
  } catch {
    return false;
  }
}
