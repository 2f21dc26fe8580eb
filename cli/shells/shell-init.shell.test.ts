import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testProfile, testSnapshot } from '../../electron/core/testing/test-snapshot.ts';
import { appError } from '../../shared/errors.ts';
import { fail, succeed } from '../../shared/result.ts';
import { type BuiltCommand, buildCommand, start } from '../testing/built-command.ts';
import { FakeApp } from '../testing/fake-app.ts';
import { hasPython, playOnTerminal, type Step } from '../testing/terminal-session.ts';

const { PATH = '' } = process.env;

const wanted = ['bash', 'zsh', 'fish', 'dash'] as const;
type ShellName = (typeof wanted)[number];
const isHere = (shell: string) => spawnSync('sh', ['-c', `command -v ${shell}`]).status === 0;
const here = wanted.filter(isHere);
for (const shell of wanted) if (!here.includes(shell)) console.log(`${shell} is not installed: left out.`);
const withInit = here.filter((shell) => shell !== 'dash');

/** Without the person's own start-up files. */
const quiet: Readonly<Record<ShellName, readonly string[]>> = {
  bash: ['--norc', '--noprofile'],
  zsh: ['-f'],
  fish: ['--no-config'],
  dash: [],
};

const hour = 3_600_000;
const nasty = `it's "a" $(touch hacked) \`touch hacked\` %n\\u !x 한국`;

let built: BuiltCommand;
let app: FakeApp;
let server: { stop: () => Promise<void> };
let environment: Record<string, string>;
/** When the session ends, ms from now. */
let life = 2 * hour;

beforeAll(async () => {
  built = await buildCommand();
  environment = {
    PATH: `${built.bin}:${PATH}`,
    HOME: built.folder,
    XDG_CONFIG_HOME: built.folder,
    XDG_DATA_HOME: built.folder,
    TERM: 'dumb',
    LANG: 'C.UTF-8',
  };
});
afterAll(() => built.remove());
beforeEach(async () => {
  // Half a minute more than what is shown, for a busy machine.
  life = 2 * hour + 5.5 * 60_000;
  const quote = (format: string, text: string) =>
    format === 'fish'
      ? `'${text.replaceAll(/['\\]/g, '\\$&')}'`
      : `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const set = (format: string, name: string, value: string) =>
    format === 'fish'
      ? ` set -gx ${name} ${quote(format, value)}\n`
      : ` export ${name}=${quote(format, value)}\n`;
  const names = ['KEYCUTTER_PROFILE', 'AWS_SESSION_EXPIRATION', 'AWS_ACCESS_KEY_ID'];
  app = new FakeApp()
    .shows(
      testSnapshot({
        profiles: ['prod', 'pre prod', "it's", nasty].map((name, index) =>
          testProfile(`id${index}`, { name }),
        ),
      }),
    )
    .on('credentials.export', ({ profile, format }: { profile: string; format: string }) => {
      if (profile === 'broken') return fail(appError('sts-access-denied'));
      const ends = new Date(Date.now() + life).toISOString().replace(/\.\d+/, '');
      const lines = [
        set(format, 'KEYCUTTER_PROFILE', profile),
        set(format, 'AWS_SESSION_EXPIRATION', ends),
        set(format, 'AWS_ACCESS_KEY_ID', `key of ${profile}`),
      ];
      return succeed(lines.join(''));
    })
    .on('credentials.unset', ({ format }: { format: string }) =>
      succeed(names.map((name) => (format === 'fish' ? `set -e -g ${name}\n` : `unset ${name}\n`)).join('')),
    );
  server = await app.serve(built.dataFolder);
});
afterEach(() => server.stop());

async function runScript(shell: ShellName, script: string, more: Readonly<Record<string, string>> = {}) {
  const path = join(built.folder, `script.${shell}`);
  writeFileSync(path, script);
  return start(shell, [...quiet[shell], path], {
    environment: { ...environment, ...more },
    folder: built.folder,
  }).ended;
}

const load = (shell: ShellName, what: string) =>
  shell === 'fish' ? `keycutter ${what} fish | source\n` : `eval "$(keycutter ${what} ${shell})"\n`;

describe.each(here)('in %s', (shell) => {
  it('an evaluated export sets the shell, its shell told from SHELL', async () => {
    const evaluate =
      shell === 'fish' ? 'keycutter export prod | source\n' : 'eval "$(keycutter export prod)"\n';
    const ran = await runScript(shell, `${evaluate}echo "$AWS_ACCESS_KEY_ID"\n`, { SHELL: `/bin/${shell}` });
    expect(ran).toMatchObject({ code: 0, out: 'key of prod\n', err: '' });
  });
});

describe.each(withInit)('shell-init in %s', (shell) => {
  const init = load(shell, 'shell-init');

  it('gives kc, which sets this shell and takes it back', async () => {
    const script = `${init}${init}kc prod\necho "1 $AWS_ACCESS_KEY_ID"\nkc "it's"\necho "2 $AWS_ACCESS_KEY_ID"\nkc -u\necho "3 $AWS_ACCESS_KEY_ID"\n`;
    const ran = await runScript(shell, script);
    expect(ran).toMatchObject({ code: 0, out: "1 key of prod\n2 key of it's\n3 \n", err: '' });
    expect(app.inputsOf('credentials.export')).toMatchObject([{ format: shell }, { format: shell }]);
  });

  it('kc that fails says so, gives a failure and leaves the shell as it was', async () => {
    const status = shell === 'fish' ? '$status' : '$?';
    const ran = await runScript(shell, `${init}kc prod\nkc broken\necho "${status} $AWS_ACCESS_KEY_ID"\n`);
    expect(ran.out).toBe('1 key of prod\n');
    expect(ran.err).toContain('keycutter: AWS denied this.');
  });

  it('kc passes options on, and evaluates no help', async () => {
    const ran = await runScript(shell, `${init}kc --renewing prod\nkc --help\nkc\n`);
    expect(app.inputsOf('credentials.export')).toMatchObject([{ profile: 'prod', way: 'renewing' }]);
    expect(ran.out).toContain('Usage: keycutter shell-init SHELL');
    expect(ran.out).toContain('PROFILE');
    expect(ran.err).toBe('');
  });

  it.runIf(shell !== 'fish')('works in a strict shell', async () => {
    const ran = await runScript(
      shell,
      `set -eu\n${init}${init}__keycutter_prompt\nkc prod\n__keycutter_prompt\nkc -u\n__keycutter_prompt\necho end\n`,
    );
    expect(ran).toMatchObject({ code: 0, out: 'end\n', err: '' });
  });

  it('takes the place of an alias kc', async () => {
    const alias =
      shell === 'bash' ? "shopt -s expand_aliases\nalias kc='echo old'\n" : "alias kc='echo old'\n";
    const ran = await runScript(shell, `${alias}${init}\n`);
    expect(ran).toMatchObject({ code: 0, err: '' });
  });

  const prompt = (expires: number, name: string) => {
    const ends = new Date(Date.now() + expires).toISOString().replace(/\.\d+/, '');
    const show =
      shell === 'fish' ? 'fish_prompt' : 'PS1=X; __keycutter_prompt; __keycutter_prompt; echo "$PS1"';
    const original = shell === 'fish' ? 'function fish_prompt; printf X; end\n' : '';
    return runScript(shell, `${original}${init}${show}\n`, {
      KEYCUTTER_PROFILE: name,
      AWS_SESSION_EXPIRATION: ends,
    });
  };

  it.each([
    [2 * hour + 5 * 60_000 + 30_000, '[prod 2h05] X'],
    [42 * 60_000 + 30_000, '[prod 42m] X'],
    [-1, '[prod ended] X'],
    [200 * 24 * hour + 30_000, '[prod 4800h00] X'],
  ])('the prompt shows the profile and what is left of %i ms', async (expires, shown) => {
    const ran = await prompt(expires, 'prod');
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out.trimEnd()).toBe(shown);
  });

  it('the prompt shows nothing without a session', async () => {
    const show = shell === 'fish' ? 'fish_prompt' : 'PS1=X; __keycutter_prompt; echo "$PS1"';
    const original = shell === 'fish' ? 'function fish_prompt; printf X; end\n' : '';
    expect((await runScript(shell, `${original}${init}${show}\n`)).out.trimEnd()).toBe('X');
  });

  it('starts no program for a prompt', async () => {
    const show = shell === 'fish' ? '__keycutter_prefix' : '__keycutter_prompt';
    const forget = shell === 'fish' ? 'set -e PATH\nset -gx PATH /nowhere\n' : 'PATH=/nowhere\n';
    const ran = await runScript(shell, `${init}${forget}${show}\necho end\n`, {
      KEYCUTTER_PROFILE: 'prod',
      AWS_SESSION_EXPIRATION: '2099-01-01T00:00:00Z',
    });
    expect(ran.err).toBe('');
    expect(ran.out).toContain('end');
  });
});

describe.skipIf(!hasPython())('at a real prompt', () => {
  const interactive: Readonly<Record<string, readonly string[]>> = {
    bash: ['bash', '--norc', '--noprofile', '-i'],
    zsh: ['zsh', '-f', '-i'],
    fish: ['fish', '--no-config', '-i'],
  };
  const play = async (shell: string, steps: readonly Step[], more = {}) => {
    const played = await playOnTerminal(interactive[shell] ?? [], steps, { ...environment, ...more });
    expect(played.failed, played.output).toBeUndefined();
    return played.output;
  };

  it.each(withInit.filter((shell) => shell !== 'fish'))('%s shows it, and takes it away', async (shell) => {
    await play(shell, [
      { send: `PS1='ready> '\n` },
      { expect: 'ready> ' },
      { send: load(shell, 'shell-init') },
      { expect: 'ready> ' },
      { send: 'kc prod\n' },
      { expect: '[prod 2h05] ready> ' },
      { send: 'false\n' },
      { expect: '[prod 2h05] ready> ' },
      { send: 'echo "code $?"\n' },
      { expect: 'code 1' },
      { send: 'kc -u\n' },
      { expect: 'ready> ' },
      { send: 'echo "<$PS1>"\n' },
      { expect: '<ready> >' },
      { send: 'exit\n' },
    ]);
  });

  it.each(withInit.filter((shell) => shell !== 'fish'))('%s takes no orders from a name', async (shell) => {
    const output = await play(
      shell,
      [
        { send: `PS1='ready> '${shell === 'zsh' ? '; setopt prompt_subst prompt_bang' : ''}\n` },
        { expect: 'ready> ' },
        { send: load(shell, 'shell-init') },
        { expect: '] ready> ' },
        { send: 'ls -a; exit\n' },
      ],
      { KEYCUTTER_PROFILE: nasty },
    );
    expect(output).toContain(`[it's "a" _(touch hacked) _touch hacked_ _n_u _x 한국] `);
    expect(output).not.toMatch(/^hacked/m);
  });

  it.runIf(here.includes('fish'))(
    'fish shows it before its own prompt, which still knows the last status',
    async () => {
      await play('fish', [
        { send: `function fish_prompt; echo -n "ready-$status> "; end\n` },
        { expect: 'ready-0> ' },
        { send: load('fish', 'shell-init') },
        { expect: 'ready-0> ' },
        { send: 'kc prod\n' },
        { expect: '[prod 2h05] ready-0> ' },
        { send: 'false\n' },
        { expect: '[prod 2h05] ready-1> ' },
        { send: 'kc -u\n' },
        { expect: 'ready-0> ' },
        { send: 'exit\n' },
      ]);
    },
  );

  it.runIf(here.includes('bash'))(
    'bash keeps what was in PROMPT_COMMAND, as text and as a list',
    async () => {
      for (const first of ["PROMPT_COMMAND='echo mine;'", 'PROMPT_COMMAND=("echo mine" "echo too")']) {
        await play('bash', [
          { send: `PS1='ready> '; ${first}\n` },
          { expect: 'ready> ' },
          { send: load('bash', 'shell-init') },
          { expect: 'mine' },
          { send: 'kc prod\n' },
          { expect: 'mine' },
          { expect: '[prod 2h05] ready> ' },
          { send: 'exit\n' },
        ]);
      }
    },
  );
});

describe('completion', () => {
  it.runIf(here.includes('bash'))('in bash, with names quoted as they must be typed', async () => {
    const complete = (line: readonly string[]) =>
      `COMP_WORDS=(${line.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${line.length - 1}; __keycutter_complete; printf '%s\\n' "\${COMPREPLY[@]-}" --\n`;
    const ran = await runScript(
      'bash',
      `${load('bash', 'completion')}${complete(['keycutter', 'assume', 'pr'])}${complete(['kc', 'pre'])}${complete(['keycutter', 'key', 't'])}${complete(['keycutter', 'assume', '"pre'])}`,
    );
    expect(ran.err).toBe('');
    expect(ran.out).toBe('prod\npre\\ prod\n--\npre\\ prod\n--\ntest\n--\npre prod\n--\n');
  });

  it.runIf(here.includes('fish'))('in fish', async () => {
    const ran = await runScript(
      'fish',
      `${load('fish', 'completion')}complete -C 'keycutter assume pr'\ncomplete -C 'kc pre'\ncomplete -C 'keycutter export --sh'\n`,
    );
    expect(ran.err).toBe('');
    expect(ran.out.split('\n').map((line) => line.split('\t')[0])).toEqual(
      expect.arrayContaining(['prod', 'pre prod', '--shell']),
    );
  });

  it.runIf(here.includes('zsh') && hasPython())('in zsh, at a real prompt', async () => {
    const played = await playOnTerminal(
      ['zsh', '-f', '-i'],
      [
        { send: `PS1='ready> '; autoload -Uz compinit; compinit -u -D\n` },
        { expect: 'ready> ' },
        { expect: 'ready> ' },
        { send: load('zsh', 'completion') },
        { expect: 'ready> ' },
        { send: 'keycutter whoami pre\t' },
        { expect: 'pre\\ prod' },
        { send: '\u0015exit\n' },
      ],
      { ...environment, TERM: 'xterm' },
    );
    expect(played.failed, played.output).toBeUndefined();
  });
});
