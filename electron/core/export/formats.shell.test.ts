import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../shared/secret.ts';
import {
  plain,
  seenEnvironment,
  stale,
  staleFiles,
  textOf,
  unrelated,
  variablesOf,
  withoutStale,
} from '../../testing/shell-fixtures.ts';
import {
  findPythonWithBotocore,
  findShells,
  type Resolved,
  type Seen,
  type Shell,
  ShellBench,
  searchPath,
} from '../../testing/shell-runner.ts';
import type { Exportable } from './exportable.ts';
import { shellSyntaxes } from './formats.ts';
import { renderExport, renderUnset } from './render-export.ts';
import { hostileExamples, sampleOfHostileValues } from './testing/hostile.ts';

const { found, absent } = findShells();
const python = findPythonWithBotocore();
process.stderr.write(`Export snippets run in: ${found.map((shell) => shell.name).join(', ')}\n`);
if (absent.length > 0) process.stderr.write(`Skipped, not on this machine: ${absent.join(', ')}\n`);
if (python === null) process.stderr.write('Skipped, not on this machine: botocore\n');

/** Everything that some shell would act on, as far as the format takes it. */
const hostileText = String.raw`  '"$HOME $(touch pwned) \`touch pwned\` !! !a %PATH% \ \\ \' ’‘ # ;touch pwned & | > < ^ * ~ 사용자 = \ `;
const hostileForCmd = String.raw`  ' $HOME $(touch pwned) \ \\ # ;touch pwned & | > < ^ * ~ ( ) = \ `;

function hostile(shell: Shell): Exportable {
  const value = shell.format === 'cmd' ? hostileForCmd : hostileText;
  return {
    ...plain,
    secretAccessKey: new Secret(`-${value}`),
    sessionToken: new Secret(`~${value}\\`),
    accountId: `=${value}`,
  };
}

function expectSession(resolved: Resolved | undefined, exportable: Exportable, host: string): void {
  expect(resolved).toMatchObject({
    accessKeyId: exportable.accessKeyId,
    secretAccessKey: exportable.secretAccessKey.reveal(),
    region: exportable.region,
    host,
  });
  expect(resolved?.sessionToken ?? null).toBe(exportable.sessionToken?.reveal() ?? null);
  expect(resolved?.accountId ?? null).toBe(exportable.accountId);
  expect(resolved?.credentialScope).toBeUndefined();
}

function expectSessionIn(
  seen: Seen,
  exportable: Exportable,
  host = 'sts.ap-northeast-2.amazonaws.com',
): void {
  expectSession(seen.javaScript, exportable, host);
  if (python !== null) expectSession(seen.botocore, exportable, host);
}

let bench: ShellBench;

beforeEach(() => {
  bench = new ShellBench(python);
  bench.write('credentials', staleFiles);
});

afterEach(() => {
  const intruded = existsSync(join(bench.folder, 'pwned'));
  bench.dispose();
  expect(intruded).toBe(false);
});

describe('what the snippets meet', { timeout: 120_000 }, () => {
  it.skipIf(!found[0])('an environment in which other credentials win', () => {
    const shell = found[0];
    if (!shell) return;
    const probe = bench.probe(shell, { sdks: true });
    bench.run(shell, `${probe.line}\n`, stale);
    expect(probe.read().javaScript).toMatchObject({ accessKeyId: 'AKIASTALE', host: '127.0.0.1:9' });
    if (python !== null) expect(probe.read().botocore).not.toMatchObject({ region: plain.region });
  });
});

describe.each(found)('$name', { timeout: 120_000 }, (shell) => {
  it.each([
    ['an AWS session', () => plain],
    ['an AWS session without a known account', () => ({ ...plain, accountId: null })],
    ['an access key itself', () => ({ ...plain, sessionToken: null, expiresAt: null })],
    ['hostile values', hostile],
  ])('gives children exactly %s, and takes it back', (_name, sessionFor) => {
    const exportable = sessionFor(shell);
    const [before, after, unset] = [
      bench.probe(shell, { sdks: false }),
      bench.probe(shell, { sdks: true }),
      bench.probe(shell, { sdks: false }),
    ];
    const script = [
      `${before.line}\n`,
      textOf(shell, exportable),
      `${after.line}\n`,
      renderUnset(shell.format).text,
      `${unset.line}\n`,
    ];
    const printed = bench.run(shell, script.join(''), { ...stale, ...unrelated });

    const rest = withoutStale(before.read());
    expect(seenEnvironment(after.read())).toEqual({ ...rest, ...variablesOf(shell, exportable) });
    expect(seenEnvironment(unset.read())).toEqual(rest);
    expect(printed).toBe('');
    expectSessionIn(after.read(), exportable);
  });

  it('sends a demo session to the demo, and a real session after it to AWS', () => {
    const demo: Exportable = { ...plain, accessKeyId: 'ASIADEMO', endpointUrl: 'http://127.0.0.1:4242' };
    const [inDemo, afterwards] = [bench.probe(shell, { sdks: true }), bench.probe(shell, { sdks: true })];
    bench.run(shell, `${textOf(shell, demo)}${inDemo.line}\n${textOf(shell, plain)}${afterwards.line}\n`, {
      ...stale,
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
    });
    expectSessionIn(inDemo.read(), demo, '127.0.0.1:4242');
    expectSessionIn(afterwards.read(), plain);
  });

  it('removes quietly what is not there', () => {
    expect(bench.run(shell, renderUnset(shell.format).text)).toBe('');
  });

  it('stores every hostile value to the byte, or refuses it', () => {
    const syntax = shellSyntaxes[shell.format];
    const values = [...hostileExamples, ...sampleOfHostileValues(300)].filter(
      (value) => syntax.refusal(value) === null,
    );
    expect(values.length).toBeGreaterThan(150);
    const probe = bench.probe(shell, { sdks: false });
    const lines = values.map((value, index) => `${syntax.set({ name: `KC_${index}`, value })}\n`);
    bench.run(shell, `${lines.join('')}${probe.line}\n`);
    const { environment } = probe.read();
    expect(values.map((_value, index) => environment[`KC_${index}`])).toEqual(values);
  });
});

/** A person's own settings and a prompt change how these shells read a line. */
const asTyped: readonly { name: string; shell: string; first: string; arguments: readonly string[] }[] = [
  {
    name: 'bash at its prompt',
    shell: 'bash',
    first: 'set -o histexpand\n',
    arguments: ['--norc', '--noprofile', '-i'],
  },
  {
    name: 'zsh at its prompt',
    shell: 'zsh',
    first: 'setopt banghist rcquotes extendedglob\n',
    arguments: ['-f', '-i'],
  },
  { name: 'tcsh at its prompt', shell: 'tcsh', first: 'set backslash_quote\n', arguments: ['-f', '-i'] },
];

describe.each(asTyped)('$name', { timeout: 120_000 }, ({ shell: name, first, arguments: args }) => {
  const shell = found.find((candidate) => candidate.name === name);

  it.skipIf(!shell)('stores every hostile value to the byte', () => {
    if (!shell) return;
    const syntax = shellSyntaxes[shell.format];
    const values = [...hostileExamples, ...sampleOfHostileValues(300)].filter(
      (value) => syntax.refusal(value) === null,
    );
    const probe = bench.probe(shell, { sdks: false });
    const lines = values.map((value, index) => `${syntax.set({ name: `KC_${index}`, value })}\n`);
    bench.type(shell, args, `${first}${lines.join('')}${probe.line}\n`);
    const { environment } = probe.read();
    expect(values.map((_value, index) => environment[`KC_${index}`])).toEqual(values);
  });
});

describe.each([
  { shell: 'bash', first: 'set -o history\nHISTCONTROL=ignorespace\n', last: 'history\n' },
  { shell: 'zsh', first: 'HISTSIZE=1000\nsetopt histignorespace\n', last: 'fc -l 1\n' },
])('the history of $shell', { timeout: 120_000 }, ({ shell: name, first, last }) => {
  const shell = found.find((candidate) => candidate.name === name);

  it.skipIf(!shell)('keeps what was typed and none of the snippet', () => {
    if (!shell) return;
    const interactive = name === 'bash' ? ['--norc', '--noprofile', '-i'] : ['-f', '-i'];
    const printed = bench.type(shell, interactive, `${first}true kept\n${textOf(shell, plain)}${last}`);
    expect(printed).toMatch(/\d+\*?\s+true kept/);
    expect(printed).not.toMatch(/\d+\*?\s+export AWS_/);
  });
});

const fish = found.find((shell) => shell.name === 'fish');

describe('fish with universal variables', { timeout: 120_000 }, () => {
  function universalVariables(): string {
    return readFileSync(join(bench.home, '.config', 'fish', 'fish_variables'), 'utf8');
  }

  /** `names` become exported universal variables of the private home. */
  function setUniversal(shell: Shell, names: readonly string[]): string {
    bench.run(shell, names.map((name) => `set -Ux ${name} '${stale[name]}'\n`).join(''));
    return universalVariables();
  }

  const everyName = Object.keys(stale);
  it.skipIf(!fish).each([
    ['all', everyName],
    ['AWS_PROFILE', ['AWS_PROFILE', 'AWS_REGION']],
    ['AWS_DEFAULT_PROFILE', ['AWS_DEFAULT_PROFILE']],
  ])('gives the SDKs exactly the session over %s, and the variables are as before', (_name, names) => {
    if (!fish) return;
    const before = setUniversal(fish, names);
    const [first, second, unset] = [
      bench.probe(fish, { sdks: true }),
      bench.probe(fish, { sdks: true }),
      bench.probe(fish, { sdks: false }),
    ];
    const snippet = textOf(fish, plain);
    const script = [
      snippet,
      `${first.line}\n`,
      snippet,
      `${second.line}\n`,
      renderUnset('fish').text,
      `${unset.line}\n`,
      'functions -q aws; and echo an aws function is left\n',
      `for name in ${everyName.join(' ')}; set -qg $name; and echo $name is left; end\n`,
    ];
    const printed = bench.run(fish, script.join(''), { AWS_PROFILE: 'inherited', AWS_REGION: 'inherited' });
    expectSessionIn(first.read(), plain);
    expectSessionIn(second.read(), plain);
    const expected = Object.fromEntries(names.map((name) => [name, stale[name]]));
    const left = Object.entries(unset.read().environment).filter(([name]) => name in stale);
    expect(Object.fromEntries(left)).toEqual(expected);
    expect(printed).not.toMatch(/is left/);
    expect(printed.includes('universal variable')).toBe(names.includes('AWS_PROFILE'));
    expect(universalVariables()).toBe(before);
  });

  it.skipIf(!fish)(
    'runs aws without the profile that it would stop at, and leaves a function of that name alone',
    () => {
      if (!fish) return;
      setUniversal(fish, everyName);
      const aws = bench.write('aws', '#!/bin/sh\necho "aws $*" && env | grep AWS_\n');
      chmodSync(aws, 0o700);
      const path = [bench.folder, searchPath].join(delimiter);
      const use = `${textOf(fish, plain)}aws sts 'a b'\n${renderUnset('fish').text}`;
      const printed = bench.run(fish, use, { PATH: path });
      expect(printed).toContain('aws sts a b\n');
      expect(printed).toContain('AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE\n');
      expect(printed).not.toMatch(/^AWS_(DEFAULT_)?PROFILE=/m);
      const own = bench.run(fish, `function aws; echo my own; end\n${use}aws\n`, { PATH: path });
      expect(own.match(/my own/g)).toHaveLength(2);
    },
  );
});

describe('files', { timeout: 120_000 }, () => {
  const sh = found.find((shell) => shell.format === 'sh');

  function fileText(format: 'dotenv' | 'json' | 'credentials-file', exportable: Exportable): string {
    const rendered = renderExport(format, exportable);
    if (!rendered.ok) throw new Error(JSON.stringify(rendered.error));
    return rendered.value.text.reveal();
  }

  it.skipIf(!sh).each([
    ['an AWS session', plain],
    ['hostile values', { ...plain, sessionToken: new Secret('~ a "b" `touch pwned` # ; & | * ! ’ 사용자=') }],
  ])('a .env file with %s is what a shell reads', (_name, exportable) => {
    if (!sh) return;
    const probe = bench.probe(sh, { sdks: true });
    const file = bench.write('keycutter.env', fileText('dotenv', exportable));
    bench.run(sh, `set -a\n. ${file}\n${probe.line}\n`);
    expectSessionIn(probe.read(), exportable);
  });

  it
    .skipIf(!sh)
    .each([
      'prod',
      'team/prod@eu+1.x:y%',
      'a b "c" \'d\'',
      plain.profileName,
      'x]\n$(touch pwned)',
      '운영',
      'DEFAULT',
      '__proto__',
      'constructor',
      'sso-session.x',
      '# ; comment',
    ])('a credentials file section for %j is what the SDKs read', (profileName) => {
    if (!sh) return;
    for (const endpointUrl of [null, 'http://127.0.0.1:4242']) {
      const exportable = { ...plain, profileName, endpointUrl };
      const rendered = renderExport('credentials-file', exportable);
      if (!rendered.ok) throw new Error(JSON.stringify(rendered.error));
      bench.write('credentials', `${staleFiles}\n${rendered.value.text.reveal()}`);
      const probe = bench.probe(sh, { sdks: true });
      bench.run(sh, `${probe.line}\n`, { AWS_PROFILE: rendered.value.sectionName ?? '' });
      expectSessionIn(probe.read(), exportable, endpointUrl === null ? undefined : '127.0.0.1:4242');
    }
  });

  it.skipIf(!sh)('JSON is what the SDKs take from a credential_process', () => {
    if (!sh) return;
    const file = bench.write('session.json', fileText('json', plain));
    bench.write('config', `[profile json]\ncredential_process = cat ${file}\nregion = ${plain.region}\n`);
    const probe = bench.probe(sh, { sdks: true });
    bench.run(sh, `${probe.line}\n`, { AWS_PROFILE: 'json' });
    expectSessionIn(probe.read(), plain);
    expect(probe.read().javaScript?.expiration).toBe('2031-01-02T03:04:05.000Z');
  });
});
