import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { encode } from './byte-text.ts';
import { readAwsFiles } from './read-aws-files.ts';

function read(config: string | null, credentials: string | null = null) {
  return readAwsFiles({
    config: config === null ? null : encode(config),
    credentials: credentials === null ? null : encode(credentials),
  });
}

function values(config: string | null, credentials: string | null = null) {
  return Object.fromEntries(
    [...read(config, credentials).profiles].map(([name, { keys }]) => [
      name,
      Object.fromEntries(
        [...keys].map(([key, { value, secret, nested }]) => [
          key,
          nested ? Object.fromEntries(nested) : (secret?.reveal() ?? value),
        ]),
      ),
    ]),
  );
}

function problems(config: string) {
  return read(config).problems.map(({ line, code, subject }) => [line, code, subject]);
}

describe('what the files mean', () => {
  it.each([
    ['a quoted name', '[profile "a b"]\nk=1', { 'a b': { k: '1' } }],
    ['two spaces after profile', '[profile  a]\nk=1', { a: { k: '1' } }],
    ['spaces in the brackets', '[ profile a ]\nk=1', {}],
    ['a capital', '[Profile a]\nk=1', {}],
    ['a section that is no profile', '[a]\nk=1', {}],
    ['keys in capitals', '[default]\nRegion = x', { default: { region: 'x' } }],
    ['a comment after a value', '[default]\nregion = x # c', { default: { region: 'x # c' } }],
    ['[DEFAULT]', '[DEFAULT]\nregion = x\n[profile a]\noutput = y', { a: { region: 'x', output: 'y' } }],
    ['[default], then [profile default]', '[default]\nk=1\n[profile default]\nl=2', { default: { l: '2' } }],
    ['[profile default], then [default]', '[profile default]\nl=2\n[default]\nk=1', { default: { k: '1' } }],
    ['a colon', '[default]\nk : v', { default: { k: 'v' } }],
    ['a nested block', '[default]\ns3 =\n  a = 1\n\n  b=2 # c', { default: { s3: { a: '1', b: '2 # c' } } }],
    ['a value of two lines', '[default]\nk = 1\n  2', { default: { k: '1\n2' } }],
    ['no file', null, {}],
  ])('%s', (_, config, expected) => {
    expect(values(config)).toEqual(expected);
  });

  it('lets credentials win, key by key', () => {
    const config = '[profile a]\nregion = x\nrole_arn = r\n[default]\nregion = y';
    expect(values(config, '[a]\nregion = z\naws_secret_access_key = s\n[profile a]\nk = 1')).toEqual({
      a: { region: 'z', role_arn: 'r', aws_secret_access_key: 's' },
      default: { region: 'y' },
      'profile a': { k: '1' },
    });
  });

  it('finds what Identity Center and endpoints are called', () => {
    const { ssoSessions, services, profiles } = read(
      '[sso-session corp]\nsso_region = x\n[services "l x"]\nsts =\n  endpoint_url = y',
    );
    expect(ssoSessions.get('corp')?.get('sso_region')?.value).toBe('x');
    expect(services.get('l x')?.get('sts')?.nested?.get('endpoint_url')).toBe('y');
    expect(profiles.size).toBe(0);
  });

  it('says where a key stands, and whether it is inherited', () => {
    const { profiles } = read('[DEFAULT]\nregion = x\n\n[profile a]\n# c\nrole_arn = r');
    expect(profiles.get('a')?.keys.get('region')).toMatchObject({ line: 2, inherited: true, file: 'config' });
    expect(profiles.get('a')?.keys.get('role_arn')).toMatchObject({ line: 6, inherited: false });
  });

  it('prints no secret', () => {
    const { profiles } = read(null, '[a]\naws_secret_access_key = hush-hush\naws_session_token = hush-too');
    expect(inspect(profiles, { depth: 9 })).not.toContain('hush');
  });
});

describe('where botocore refuses the file', () => {
  it.each([
    ['\ufeff[default]\nk = 1', [[1, 'byte-order-mark', '']], { default: { k: '1' } }],
    ['k = 1\n[default]\nl = 2', [[1, 'before-first-section', '']], { default: { l: '2' } }],
    [
      '[default]\nk = 1\n[default]\nl = 2',
      [[3, 'section-twice', 'default']],
      { default: { k: '1', l: '2' } },
    ],
    ['[default]\nk = 1\nK = 2', [[3, 'key-twice', 'k']], { default: { k: '2' } }],
    [
      '[default]\nhush-hush\n  deeper = 1\nk = 2',
      [
        [2, 'no-separator', ''],
        [3, 'continuation-without-key', ''],
      ],
      { default: { k: '2' } },
    ],
    ['[default]\n= 1\nk = 2', [[2, 'empty-key', '']], { default: { k: '2' } }],
    [
      '[default]\nk = 1\n[profile a\nl = 2',
      [[3, 'section-not-closed', 'profile a']],
      { default: { k: '1' } },
    ],
    ['[default]\ns3 =\n  a\n  b = 1', [[2, 'no-separator', '']], { default: { s3: { b: '1' } } }],
  ])('%j: names the line and reads the rest', (config, expectedProblems, expected) => {
    expect(problems(config)).toEqual(expectedProblems);
    expect(values(config)).toEqual(expected);
  });

  it('reads on after bytes that are not UTF-8', () => {
    const { problems: found, profiles } = readAwsFiles({
      config: '[default]\n# \u00ff\nk = 1',
      credentials: null,
    });
    expect(found).toEqual([{ file: 'config', line: 2, code: 'not-utf-8', subject: '' }]);
    expect(profiles.get('default')?.keys.get('k')?.value).toBe('1');
  });
});
