import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Result } from '../../shared/result.ts';
import type { Secret } from '../../shared/secret.ts';
import { type CommandSurroundings, ProcessRunner } from './command-runner.ts';

/** Real programs: shell scripts, so not on Windows. */
describe.skipIf(process.platform === 'win32')('a command', () => {
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'keycutter commands '));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  const never = () => new AbortController().signal;
  const patience = 30_000;
  const plain: CommandSurroundings['variables'] = { PATH: '/usr/bin:/bin', MARK: 'app' };

  const runner = (variables = plain) =>
    new ProcessRunner({ platform: process.platform, variables, home, mercy: 100 });
  const run = (command: string, options = {}, signal = never()) =>
    runner().run(command, { patience, ...options }, signal);

  async function script(name: string, text: string): Promise<string> {
    const path = join(home, name);
    await writeFile(path, `#!/bin/sh\n${text}\n`);
    await chmod(path, 0o755);
    return `'${path}'`;
  }

  const printed = (result: Result<Secret>) => {
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value.reveal();
  };
  const refused = (result: Result<Secret>) => (result.ok ? null : result.error);

  /** What a script wrote down of itself. */
  const noted = (name: string) =>
    vi.waitFor(async () => {
      const text = await readFile(join(home, name), 'utf8');
      expect(text).toMatch(/\n$/);
      return Number(text);
    });
  const isGone = (pid: number) => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  };
  const ended = (pid: number) => vi.waitFor(() => expect(isGone(pid)).toBe(true), { timeout: 10_000 });

  it('gets its words as they are, by no shell', async () => {
    const echo = await script('echo words', 'for word in "$@"; do printf "%s\\n" "$word"; done');
    const words = await run(`${echo} 'a b' "" '$HOME' ';' exit \\* 한글`);
    expect(printed(words)).toBe('a b\n\n$HOME\n;\nexit\n*\n한글\n');
  });

  it('has nothing to read, its own variables, and begins at home', async () => {
    const about = await script('about', 'cat; pwd; echo "$MARK $ADDED $ELECTRON_RUN_AS_NODE"');
    const variables = { ...plain, ELECTRON_RUN_AS_NODE: '1' };
    const result = await runner(variables).run(about, { patience, variables: { ADDED: 'more' } }, never());
    expect(printed(result)).toBe(`${home}\napp more \n`);
  });

  it('is not shown the way to Keycutter itself, though to any other container endpoint', async () => {
    const ask = await script(
      'ask',
      'echo "$AWS_CONTAINER_CREDENTIALS_FULL_URI $AWS_CONTAINER_AUTHORIZATION_TOKEN"',
    );
    const endpoint = (uri: string) =>
      runner({
        ...plain,
        AWS_CONTAINER_CREDENTIALS_FULL_URI: uri,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: 'token',
      }).run(ask, { patience }, never());
    expect(printed(await endpoint('http://127.0.0.1:20000/profiles/a1b2'))).toBe(' \n');
    expect(printed(await endpoint('http://127.0.0.1:20000/other'))).toBe(
      'http://127.0.0.1:20000/other token\n',
    );
  });

  it('is found where package managers put programs', async () => {
    await mkdir(join(home, '.local/bin'), { recursive: true });
    await script('.local/bin/keycutter-test-helper', 'echo found');
    expect(printed(await run('keycutter-test-helper'))).toBe('found\n');
  });

  it.each([
    ['keycutter-no-such-program --with secret-argument', { code: 'command-not-found' }],
    ['', { code: 'command-not-found' }],
    ["'never closed", { code: 'input-refused' }],
    ['a\0b', { code: 'command-failed' }],
    ['/', { code: 'command-failed' }],
  ] as const)('%j cannot be started', async (command, error) => {
    const result = await run(command);
    expect(refused(result)).toMatchObject(error);
    expect(JSON.stringify(result)).not.toContain('secret-argument');
  });

  it('that fails is told by its status, not by what it printed', async () => {
    const failing = await script('failing', 'echo hush-out; echo hush-err >&2; exit 7');
    expect(refused(await run(failing))).toEqual({
      code: 'command-failed',
      params: { program: 'failing', exitStatus: '7' },
    });
    const killed = await script('killed', 'echo hush-out; kill -9 $$');
    expect(refused(await run(killed))).toEqual({
      code: 'command-failed',
      params: { program: 'killed', signal: 'SIGKILL' },
    });
  });

  it('may print a mebibyte and no more', async () => {
    const printing = await script('printing', 'head -c "$1" /dev/zero | tr "\\0" x');
    expect(printed(await run(`${printing} 1048576`))).toHaveLength(1_048_576);
    expect(refused(await run(`${printing} 1048577`))?.code).toBe('command-output-unreadable');
    const endless = await script('endless', 'echo $$ > endless.pid; while :; do printf "%01000d" 0; done');
    expect(refused(await run(endless))?.code).toBe('command-output-unreadable');
    await ended(await noted('endless.pid'));
  });

  it('that takes too long is ended, with all that it started and though it would not', async () => {
    const stubborn = await script(
      'stubborn',
      `trap '' TERM
       (trap '' TERM; while :; do sleep 0.1; done) &
       echo $! > child.pid; echo $$ > parent.pid
       while :; do sleep 0.1; done`,
    );
    const running = run(stubborn, { patience: 2_000 });
    const [parent, child] = [await noted('parent.pid'), await noted('child.pid')];
    expect(refused(await running)).toEqual({
      code: 'command-timed-out',
      params: { program: 'stubborn', seconds: '2' },
    });
    await ended(parent);
    await ended(child);
  });

  it('is ended when nobody wants it any more', async () => {
    const waiting = await script('waiting', 'echo $$ > waiting.pid; exec sleep 60');
    const cancel = new AbortController();
    const running = run(waiting, {}, cancel.signal);
    const pid = await noted('waiting.pid');
    cancel.abort();
    expect(refused(await running)?.code).toBe('cancelled');
    await ended(pid);
    expect(refused(await run(waiting, {}, cancel.signal))?.code).toBe('cancelled');
  });

  it('may leave something running that holds its output open', async () => {
    const leaving = await script('leaving', 'sleep 60 & echo $! > leaving.pid; echo done');
    expect(printed(await run(leaving))).toBe('done\n');
    const pid = await noted('leaving.pid');
    expect(isGone(pid)).toBe(false);
    process.kill(pid);
  });
});
