import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type ContainerEndpoint,
  configFile,
  plain,
  renewingTextOf,
  renewingVariablesOf,
  sectionName,
  seenEnvironment,
  stale,
  staleFiles,
  startContainerEndpoint,
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
} from '../../testing/shell-runner.ts';
import { renderUnset } from './render-export.ts';

const { found } = findShells();
const python = findPythonWithBotocore();
const awsCli = spawnSync('aws', ['--version'], { encoding: 'utf8' }).status === 0;
if (!awsCli) process.stderr.write('Skipped, not on this machine: AWS CLI\n');

let endpoint: ContainerEndpoint;
let bench: ShellBench;

beforeAll(async () => {
  endpoint = await startContainerEndpoint();
});

afterAll(() => endpoint.close());

beforeEach(() => {
  bench = new ShellBench(python);
  bench.write('credentials', staleFiles);
  bench.write('config', configFile);
});

afterEach(() => {
  const intruded = existsSync(join(bench.folder, 'pwned'));
  bench.dispose();
  expect(intruded).toBe(false);
});

/** What the endpoint answers, in a Region that nothing stale names. */
function expectServed(seen: Seen, host = 'sts.ap-northeast-2.amazonaws.com'): void {
  const session: Resolved = {
    accessKeyId: plain.accessKeyId,
    secretAccessKey: plain.secretAccessKey.reveal(),
    sessionToken: plain.sessionToken?.reveal() ?? '',
    region: plain.region,
    host,
  };
  expect(seen.javaScript).toMatchObject(session);
  if (python !== null) expect(seen.botocore).toMatchObject(session);
}

function probes(shell: Shell, ...withSdks: readonly boolean[]) {
  return withSdks.map((sdks) => bench.probe(shell, { sdks })) as [Probe, Probe, Probe, Probe];
}

type Probe = ReturnType<ShellBench['probe']>;

describe.each(found)('a renewing export in $name', { timeout: 120_000 }, (shell) => {
  it('wins over [default], AWS_PROFILE and stale keys, and is taken back', () => {
    const [before, after, unset] = probes(shell, false, true, false);
    const script = [
      `${before.line}\n`,
      renewingTextOf(shell, endpoint.exportable),
      `${after.line}\n`,
      renderUnset(shell.format).text,
      `${unset.line}\n`,
    ];
    const printed = bench.run(shell, script.join(''), { ...stale, ...unrelated });
    const rest = withoutStale(before.read());
    const ours = renewingVariablesOf(shell, endpoint.exportable);
    expect(seenEnvironment(after.read())).toEqual({ ...rest, ...ours });
    expect(seenEnvironment(unset.read())).toEqual(rest);
    expect(printed).toBe('');
    expectServed(after.read());
  });

  it('and one by value replace each other', () => {
    const [first, second, third, unset] = probes(shell, false, false, false, false);
    const [renewing, value] = [renewingTextOf(shell, endpoint.exportable), textOf(shell, plain)];
    const steps = [value, `${first.line}\n`, renewing, `${second.line}\n`, value, `${third.line}\n`];
    bench.run(shell, `${steps.join('')}${renderUnset(shell.format).text}${unset.line}\n`, stale);
    const rest = withoutStale(unset.read());
    expect(seenEnvironment(unset.read())).toEqual(rest);
    expect(seenEnvironment(first.read())).toEqual({ ...rest, ...variablesOf(shell, plain) });
    expect(seenEnvironment(second.read())).toEqual({
      ...rest,
      ...renewingVariablesOf(shell, endpoint.exportable),
    });
    expect(seenEnvironment(third.read())).toEqual(seenEnvironment(first.read()));
  });

  it('sends the demo account to the demo', () => {
    const demo = { ...endpoint.exportable, accountId: null, endpointUrl: 'http://127.0.0.1:4242' };
    const [inDemo] = probes(shell, true);
    bench.run(shell, `${renewingTextOf(shell, demo)}${inDemo.line}\n`, {
      ...stale,
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
    });
    expectServed(inDemo.read(), '127.0.0.1:4242');
    expect(inDemo.read().environment).not.toHaveProperty('AWS_ACCOUNT_ID');
  });
});

const sh = found.find((shell) => shell.format === 'sh');

describe('the AWS CLI', { timeout: 120_000 }, () => {
  it.skipIf(!(sh && awsCli)).each([
    ['uses the session of a renewing export', '', /access_key \S+ +container-role/],
    [
      'would use [default] without the section',
      'unset AWS_PROFILE\n',
      /access_key \S+ +shared-credentials-file/,
    ],
  ])('%s', (_name, between, expected) => {
    if (!sh) return;
    const script = `${renewingTextOf(sh, endpoint.exportable)}${between}aws configure list\n`;
    expect(bench.run(sh, script, stale).replaceAll(/[: ]+/g, ' ')).toMatch(expected);
  });
});

const fish = found.find((shell) => shell.name === 'fish');

describe('a renewing export in fish with universal variables', { timeout: 120_000 }, () => {
  const readWhenEmpty = [
    'AWS_CREDENTIAL_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  ];

  function setUniversal(shell: Shell, names: readonly string[]): string {
    bench.run(shell, names.map((name) => `set -Ux ${name} '${stale[name]}'\n`).join(''));
    return readFileSync(join(bench.home, '.config', 'fish', 'fish_variables'), 'utf8');
  }

  it.skipIf(!fish).each([
    ['nearly all', Object.keys(stale).filter((name) => !readWhenEmpty.includes(name))],
    ['AWS_PROFILE', ['AWS_PROFILE']],
    ['AWS_DEFAULT_PROFILE', ['AWS_DEFAULT_PROFILE']],
  ])('wins over %s, after one by value too, and the variables are as before', (_name, names) => {
    if (!fish) return;
    const before = setUniversal(fish, names);
    const [after, unset] = probes(fish, true, false);
    const script = [
      textOf(fish, plain),
      renewingTextOf(fish, endpoint.exportable),
      `${after.line}\n`,
      'functions -q aws; and echo an aws function is left\n',
      renderUnset('fish').text,
      `${unset.line}\n`,
      `for name in ${Object.keys(stale).join(' ')}; set -qg $name; and echo $name is left; end\n`,
    ];
    const printed = bench.run(fish, script.join(''), { AWS_PROFILE: 'inherited' });
    expectServed(after.read());
    expect(after.read().environment).toMatchObject({ AWS_PROFILE: sectionName });
    const expected = Object.fromEntries(names.map((name) => [name, stale[name]]));
    const left = Object.entries(unset.read().environment).filter(([name]) => name in stale);
    expect(Object.fromEntries(left)).toEqual(expected);
    expect(printed).not.toMatch(/is left/);
    expect(setUniversal(fish, [])).toBe(before);
  });

  it.skipIf(!fish).each(readWhenEmpty)('names %s, at which botocore stops', (name) => {
    if (!fish) return;
    setUniversal(fish, [name]);
    const [after] = probes(fish, true);
    const printed = bench.run(fish, `${renewingTextOf(fish, endpoint.exportable)}${after.line}\n`);
    expect(printed).toContain(`set -e -U ${name}`);
    expect(after.read().javaScript?.accessKeyId).toBe(plain.accessKeyId);
    if (python !== null) expect(after.read().botocore).toHaveProperty('error');
  });
});
