import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DesktopTerminal } from './terminal.ts';

const silent = { info() {}, warn() {}, error() {} };

let folder: string;
let programs: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keycutter-terminal-'));
  programs = join(folder, 'bin');
  for (const name of ['bin', 'home', 'temporary']) mkdirSync(join(folder, name));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function install(name: string, lines: string): string {
  const path = join(programs, name);
  writeFileSync(path, `#!/bin/sh\n${lines}\n`);
  chmodSync(path, 0o700);
  return path;
}

function terminal(
  platform: NodeJS.Platform,
  variables: Readonly<Record<string, string>> = {},
  settleMs = 20_000,
): DesktopTerminal {
  return new DesktopTerminal({
    platform,
    variables: { PATH: `${programs}:/usr/bin:/bin`, TESTED: folder, ...variables },
    home: join(folder, 'home'),
    temporaryFolder: join(folder, 'temporary'),
    logger: silent,
    settleMs,
  });
}

function written(name: string): string | null {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

const hostile = ['exec', '--renewing', 'a \'b\' "c" $HOME `id` ;&|\\', '--', '-l'];

/** Stands for the keycutter command: keeps what it was given and where. */
function installCommand(exitCode = 0): readonly string[] {
  const path = install(
    'the command',
    `{ pwd; printf '%s\\n' "$@"; } > "$TESTED/ran.part"; env > "$TESTED/variables"; mv "$TESTED/ran.part" "$TESTED/ran"; exit ${exitCode}`,
  );
  return [path, ...hostile];
}

async function expectRan(): Promise<void> {
  await vi.waitFor(() => expect(written('ran')).not.toBeNull(), 10_000);
  expect(written('ran')).toBe([join(folder, 'home'), ...hostile, ''].join('\n'));
}

describe.skipIf(process.platform === 'win32')('the desktop’s own terminal', () => {
  it('runs the command in the person’s home, word by word, without what Electron added', async () => {
    install('xdg-terminal-exec', 'exec "$@"');
    const opened = await terminal('linux', {
      ELECTRON_RUN_AS_NODE: '1',
      ORIGINAL_XDG_CURRENT_DESKTOP: 'KDE',
      XDG_CURRENT_DESKTOP: 'Unity',
    }).open(installCommand());
    expect(opened).toEqual({ ok: true, value: undefined });
    await expectRan();
    expect(written('variables')).not.toContain('ELECTRON_RUN_AS_NODE');
    expect(written('variables')).toContain('XDG_CURRENT_DESKTOP=KDE\n');
  });

  it('goes on to the next where one is missing, broken or fails at once', async () => {
    install('my-terminal', 'echo tried >> "$TESTED/tried"; exit 1');
    writeFileSync(join(programs, 'xdg-terminal-exec'), 'not a program');
    install('x-terminal-emulator', '[ "$1" = -e ] && shift && exec "$@"');
    const opened = await terminal('linux', { TERMINAL: 'my-terminal' }).open(installCommand());
    expect(opened.ok).toBe(true);
    await expectRan();
    expect(written('tried')).toBe('tried\n');
  });

  it('has started when its program stays, and outlives the wait', async () => {
    install('xdg-terminal-exec', 'echo $$ > "$TESTED/pid"; exec sleep 60');
    expect((await terminal('linux', {}, 100).open(installCommand())).ok).toBe(true);
    await vi.waitFor(() => expect(written('pid')).toMatch(/\n/), 10_000);
    const pid = Number(written('pid'));
    expect(process.kill(pid, 0)).toBe(true);
    process.kill(pid);
  });

  it.each([
    [0, 'ended\n'],
    [3, 'ended\n'],
    [125, 'Press Enter\n'],
  ])('a command that ends with %i: %s', async (exitCode, expected) => {
    install(
      'xdg-terminal-exec',
      'echo | "$@" > "$TESTED/shown" && { grep -o "Press Enter" "$TESTED/shown" || echo ended; } > "$TESTED/end"',
    );
    await terminal('linux').open(installCommand(exitCode));
    await vi.waitFor(() => expect(written('end')).toBe(expected), 10_000);
  });

  it('says what to type where there is none', async () => {
    const none = terminal('linux', { PATH: programs, TERMINAL: 'not-there' });
    expect(await none.open(['/opt/keycutter', 'exec', 'a b'])).toEqual({
      ok: false,
      error: { code: 'terminal-unavailable', params: { command: "/opt/keycutter exec 'a b'" } },
    });
  });

  it('on macOS leaves no script behind', async () => {
    install('open', 'exec "$1"');
    expect((await terminal('darwin', { HOME: join(folder, 'home') }).open(installCommand())).ok).toBe(true);
    await expectRan();
    expect(readdirSync(join(folder, 'temporary'))).toEqual([]);
    install('open', 'exit 1');
    expect(await terminal('darwin').open(['keycutter'])).toMatchObject({
      ok: false,
      error: { code: 'terminal-unavailable' },
    });
    expect(readdirSync(join(folder, 'temporary'))).toEqual([]);
  });
});
