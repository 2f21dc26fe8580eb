import { describe, expect, it } from 'vitest';
import { commands } from './command-table.ts';
import { runHere } from './testing/fake-world.ts';
import { optionWords, summaries } from './text/help.ts';

describe('what is typed', () => {
  it.each([
    [['lss'], 'There is no command “lss”. Did you mean ls?'],
    [['frobnicate'], 'There is no command “frobnicate”. See keycutter help.'],
    [['key'], 'key needs one of: add, ls, test, rotate, mfa, forget-mfa, rm.'],
    [['key', 'remove'], 'There is no command “key remove”.'],
    [['key', 'tset'], 'There is no command “key tset”. Did you mean key test?'],
    [['assume'], 'PROFILE is missing. See keycutter help assume.'],
    [['assume', 'a', 'b'], '“b” is one word too many.'],
    [['assume', 'a', '--duratoin', '1h'], 'There is no option --duratoin. Did you mean --duration?'],
    [['assume', 'a', '--duration'], '--duration needs a value (DURATION).'],
    [['assume', 'a', '--duration', '1h', '--duration', '2h'], '--duration is there twice.'],
    [['assume', 'a', '--duration', '3600'], 'A duration has a unit: 90m, 4h, 3600s.'],
    [['assume', 'a', '--mfa-code-stdin=123456'], '--mfa-code-stdin takes no value.'],
    [['export', 'a', '--shell', 'bsh'], '--shell is one of: bash, zsh,'],
    [['export', 'a', '--renewing', '--by-value'], '--renewing and --by-value exclude each other.'],
    [['creds'], 'Give PROFILE or --profile-id.'],
    [['creds', 'a', '--profile-id', 'b'], 'Give PROFILE or --profile-id.'],
    [['stop'], 'Give PROFILE or --all.'],
    [['stop', 'a', '--all'], 'Give PROFILE or --all.'],
    [['shell-init', 'tcsh'], '“tcsh” is none of: bash, zsh, fish, powershell.'],
    [['\u001b[31mls'], 'There is no command “[31mls”.'],
  ])('%j is wrong usage, said in one line', async (words, sentence) => {
    const { exitCode, out, err, starts } = await runHere(words);
    expect({ exitCode, out, starts }).toEqual({ exitCode: 2, out: '', starts: [] });
    expect(err).toContain(`keycutter: ${sentence}`);
    expect(err.match(/\n/g)).toHaveLength(1);
  });

  it('exec keeps 1 to 124 for the command it runs', async () => {
    expect((await runHere(['exec', 'a'])).exitCode).toBe(125);
    expect((await runHere(['exec', 'a', '--nope', '--', 'true'])).exitCode).toBe(125);
  });

  it('takes --json before and after the command, and says failures in it too', async () => {
    for (const words of [
      ['--json', 'stop'],
      ['stop', '--json'],
    ]) {
      const { err, out } = await runHere(words);
      expect(JSON.parse(err)).toEqual({
        error: { code: 'usage', what: 'Give PROFILE or --all.', next: 'See keycutter help stop.' },
      });
      expect(out).toBe('');
    }
  });

  it('says its version without asking the app', async () => {
    expect(await runHere(['--version'])).toMatchObject({ exitCode: 0, out: 'keycutter 1.2.3\n', starts: [] });
    expect((await runHere(['--version', '--json'])).out).toBe('{"version":"1.2.3"}\n');
  });
});

describe('help', () => {
  const visible = commands.filter(({ hidden }) => hidden !== true);

  it.each(visible.map((command) => [command.name, command] as const))(
    'of %s has a summary, an example and words for every option',
    async (name, command) => {
      const { out, exitCode } = await runHere(['help', ...name.split(' ')]);
      expect(exitCode).toBe(0);
      expect(out).toContain(summaries[name]);
      expect(command.examples.length).toBeGreaterThan(0);
      for (const example of command.examples) expect(out).toContain(example);
      for (const option of command.options) {
        expect(optionWords(name, option.name), option.name).toBeTruthy();
        expect(out).toContain(`--${option.name}`);
      }
      expect((await runHere([...name.split(' '), '--help'])).out).toBe(out);
      for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(160);
    },
  );

  it('lists every command but those for shells', async () => {
    const { out, starts } = await runHere([]);
    for (const { name } of visible) expect(out).toContain(`  ${name}`);
    expect(out).not.toContain('__complete');
    expect(starts).toEqual([]);
  });
});
