import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  hostileName,
  plain,
  seenEnvironment,
  stale,
  textOf,
  variablesOf,
  withoutStale,
} from '../../testing/shell-fixtures.ts';
import { findShells, type Shell, ShellBench, searchPath } from '../../testing/shell-runner.ts';
import { shellSyntaxes } from './formats.ts';
import { renderCommandExport } from './render-command-export.ts';
import { hostileExamples, sampleOfHostileValues } from './testing/hostile.ts';

// Windows' own keycutter is no script.
const found = process.platform === 'win32' ? [] : findShells().found;
const separator = '--next--';

let bench: ShellBench;
/** In a folder that most shells would trip over. */
let command: string;
let log: string;
let variables: Readonly<Record<string, string>>;

beforeEach(() => {
  bench = new ShellBench(null);
  const folder = join(bench.folder, 'a \'folder\' $HOME `touch pwned` "q" !x');
  mkdirSync(folder);
  command = join(folder, 'keycutter');
  log = join(bench.folder, 'log');
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" ${separator} >> "$KC_LOG"\ncat "$KC_PRINTS" && exit "\${KC_EXIT:-0}"\n`;
  for (const path of [command, join(bench.folder, 'keycutter')]) {
    writeFileSync(path, script);
    chmodSync(path, 0o700);
  }
  const prints = join(bench.folder, 'prints');
  writeFileSync(prints, '');
  variables = {
    KC_LOG: log,
    KC_PRINTS: prints,
    PATH: [bench.folder, searchPath].join(delimiter),
  };
});

afterEach(() => {
  const intruded = existsSync(join(bench.folder, 'pwned'));
  bench.dispose();
  expect(intruded).toBe(false);
});

function line(shell: Shell, profileName: string, program = 'keycutter'): string {
  const rendered = renderCommandExport(shell.format, { profileName, command: program });
  if (!rendered.ok) throw new Error(JSON.stringify(rendered.error));
  return rendered.value;
}

/** The arguments of each call of the stand-in. */
function calls(): readonly (readonly string[])[] {
  if (!existsSync(log)) return [];
  const parts = readFileSync(log, 'utf8').split(`${separator}\n`);
  return parts.slice(0, -1).map((part) => part.slice(0, -1).split('\n'));
}

function argumentsFor(shell: Shell, profileName: string): readonly string[] {
  const asked = ['--shell', shell.format];
  return profileName.startsWith('-')
    ? ['export', ...asked, '--', profileName]
    : ['export', profileName, ...asked];
}

function carried(shell: Shell): readonly string[] {
  const { wordRefusal } = shellSyntaxes[shell.format];
  return [
    ...hostileExamples,
    ...sampleOfHostileValues(60),
    'and',
    'or',
    'end',
    'true',
    '123',
    '1e3',
    hostileName,
  ].filter((name) => wordRefusal(name) === null);
}

describe.each(found)('by command in $name', { timeout: 120_000 }, (shell) => {
  it.each([
    ['its name', () => 'keycutter'],
    ['its path', () => command],
  ])('gives children exactly the session, with the command by %s', (_name, program) => {
    writeFileSync(join(bench.folder, 'prints'), textOf(shell, plain));
    const [before, after] = [bench.probe(shell, { sdks: false }), bench.probe(shell, { sdks: false })];
    const script = `${before.line}\n${line(shell, 'prod', program())}${after.line}\n`;
    const printed = bench.run(shell, script, { ...stale, ...variables });
    const expected = { ...withoutStale(before.read()), ...variablesOf(shell, plain) };
    expect(seenEnvironment(after.read())).toEqual(expected);
    expect(calls()).toEqual([argumentsFor(shell, 'prod')]);
    expect(printed).toBe('');
  });

  it('changes nothing when the command fails', () => {
    const probe = bench.probe(shell, { sdks: false });
    // Some shells end a script at a failure, which is as good.
    try {
      bench.run(shell, `${line(shell, 'prod')}${probe.line}\n`, { ...stale, ...variables, KC_EXIT: '3' });
    } catch {}
    expect(calls()).toHaveLength(1);
    const answer = existsSync(probe.path) ? probe.read().environment : stale;
    expect(answer).toMatchObject(stale);
  });
});

const interactive: Readonly<Record<string, readonly [first: string, ...args: string[]]>> = {
  bash: ['set -o histexpand\n', '--norc', '--noprofile', '-i'],
  zsh: ['setopt banghist rcquotes extendedglob\n', '-f', '-i'],
  tcsh: ['set backslash_quote\n', '-f', '-i'],
};

describe.each(found)('names in $name', { timeout: 120_000 }, (shell) => {
  it('reach the command as they are, whatever they are', () => {
    const names = carried(shell);
    expect(names.length).toBeGreaterThan(150);
    if (shell.format === 'nushell') writeFileSync(join(bench.folder, 'prints'), ' load-env {}');
    bench.run(shell, names.map((name) => line(shell, name, command)).join(''), variables);
    expect(calls()).toEqual(names.map((name) => argumentsFor(shell, name)));
  });

  const prompt = interactive[shell.name];
  it.skipIf(!prompt)('reach it from the prompt too', () => {
    if (!prompt) return;
    const [first, ...args] = prompt;
    const names = carried(shell);
    bench.type(shell, args, `${first}${names.map((name) => line(shell, name, command)).join('')}`, variables);
    expect(calls()).toEqual(names.map((name) => argumentsFor(shell, name)));
  });
});
