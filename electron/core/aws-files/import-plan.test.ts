import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { AssumeRoleRecipe, Profile } from '../../../shared/profile.ts';
import type { AccessKey } from '../store-ports.ts';
import { encode } from './byte-text.ts';
import { planImport } from './import-plan.ts';
import type { Known } from './import-source.ts';
import { readAwsFiles } from './read-aws-files.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const keyId = 'AKIAIOSFODNN7EXAMPLE';
const keys = `aws_access_key_id = ${keyId}\naws_secret_access_key = ${secret}\n`;
const role = 'arn:aws:iam::123456789012:role/Ops';
const nothing: Known = { profiles: [], accessKeys: [] };

function plan(config: string, credentials = '', known = nothing) {
  const read = readAwsFiles({ config: encode(config), credentials: encode(credentials) });
  return planImport(read, known, { region: 'eu-central-1', durationSeconds: 3_600 });
}

function entry(name: string, config: string, credentials = '', known = nothing) {
  return plan(config, credentials, known).entries.find((other) => other.name === name);
}

function codes(name: string, config: string, credentials = `[base]\n${keys}`) {
  const found = entry(name, config, credentials);
  return [
    found?.outcome,
    ...(found?.notes ?? []).map(({ code, params }) => `${code} ${Object.values(params)[0] ?? ''}`.trim()),
  ];
}

const kept: AccessKey = {
  id: 'k1',
  name: 'base',
  accessKeyId: keyId,
  kept: 'keychain',
  addedAt: 0,
  identity: null,
};

function profileFrom(section: string, digest: string, recipe: Partial<AssumeRoleRecipe> = {}): Profile {
  return {
    id: 'p1',
    name: section,
    favourite: false,
    demo: false,
    origin: { section, digest },
    recipe: {
      kind: 'assume-role',
      source: { kind: 'access-key', keyId: 'k1' },
      roleArn: role,
      region: 'us-east-1',
      durationSeconds: 7_200,
      policyArns: [],
      tags: [],
      transitiveTagKeys: [],
      ...recipe,
    },
  };
}

describe('what a section becomes', () => {
  it('is an access key, where it has static keys', () => {
    const { entries, proposals } = plan('[profile base]\nregion = us-east-1\n', `[base]\n${keys}`);
    expect(entries).toEqual([
      {
        name: 'base',
        outcome: 'new',
        becomes: 'access-key',
        roleArn: null,
        region: 'us-east-1',
        accessKeyId: keyId,
        source: null,
        notes: [{ code: 'plaintext-key', params: {} }],
      },
    ]);
    const proposal = proposals.get('base');
    expect(proposal).toMatchObject({
      profile: null,
      region: 'us-east-1',
      key: { name: 'base', accessKeyId: keyId },
    });
    expect(proposal?.key?.secretAccessKey.reveal()).toBe(secret);
    expect(inspect([entries, proposals], { depth: 9 })).not.toContain(secret);
  });

  it('is a role with all that shapes its session', () => {
    const config = `[profile ops]\nrole_arn = ${role}\nsource_profile = base\nexternal_id = ab\nmfa_serial = arn:aws:iam::123456789012:mfa/me\nrole_session_name = ada\nduration_seconds = 1800\nregion = us-west-2\n`;
    expect(entry('ops', config, `[base]\n${keys}`)).toMatchObject({
      outcome: 'new',
      becomes: 'assume-role',
      roleArn: role,
      region: 'us-west-2',
      accessKeyId: keyId,
      source: 'base',
      notes: [],
    });
    expect(plan(config, `[base]\n${keys}`).proposals.get('ops')).toMatchObject({
      key: { name: 'base', accessKeyId: keyId },
      profile: {
        name: 'ops',
        recipe: {
          kind: 'assume-role',
          roleArn: role,
          externalId: 'ab',
          mfaSerial: 'arn:aws:iam::123456789012:mfa/me',
          roleSessionName: 'ada',
          durationSeconds: 1_800,
          region: 'us-west-2',
        },
      },
    });
  });

  it('takes Region and duration from Settings where the section has none, not from the source', () => {
    const config = `[profile ops]\nrole_arn = ${role}\nsource_profile = base\n[profile base]\nregion = us-west-2\n`;
    expect(plan(config, `[base]\n${keys}`).proposals.get('ops')?.profile?.recipe).toMatchObject({
      region: 'eu-central-1',
      durationSeconds: 3_600,
    });
  });

  it('may be its own source', () => {
    expect(
      entry('ops', `[profile ops]\nrole_arn = ${role}\nsource_profile = ops\n`, `[ops]\n${keys}`),
    ).toMatchObject({
      becomes: 'assume-role',
      source: 'ops',
      notes: [{ code: 'plaintext-key' }],
    });
  });

  it('uses the static keys of a source that has a role too, as botocore does', () => {
    const config = `[profile ops]\nrole_arn = ${role}\nsource_profile = mid\n[profile mid]\nrole_arn = ${role}\n`;
    expect(entry('ops', config, `[mid]\n${keys}`)).toMatchObject({ outcome: 'new', accessKeyId: keyId });
  });
});

describe('what cannot be used', () => {
  const withRole = (more: string) => `[profile ops]\nrole_arn = ${role}\n${more}\n`;

  it.each([
    ['a missing source', withRole('source_profile = gone'), ['unusable', 'source-missing gone']],
    ['no source at all', withRole(''), ['unusable', 'source-missing']],
    [
      'two kinds of source',
      withRole('source_profile = base\ncredential_source = Environment'),
      ['unusable', 'source-and-credential-source'],
    ],
    [
      'credentials of no machine',
      withRole('credential_source = environment'),
      ['unusable', 'value-refused credential_source'],
    ],
    ['itself without keys', withRole('source_profile = ops'), ['unusable', 'cycle ops → ops']],
    [
      'a circle',
      `${withRole('source_profile = b')}[profile b]\nrole_arn = ${role}\nsource_profile = ops\n`,
      ['unusable', 'cycle ops → b → ops'],
    ],
    [
      'a way into a circle',
      `${withRole('source_profile = b')}[profile b]\nrole_arn = ${role}\nsource_profile = b\n`,
      ['unusable', 'cycle ops → b → b'],
    ],
    [
      'a source that cannot be used',
      `${withRole('source_profile = b')}[profile b]\nrole_arn = ${role}\nsource_profile = gone\n`,
      ['unusable', 'source-unusable b'],
    ],
    [
      'a source with half of Identity Center',
      `${withRole('source_profile = b')}[profile b]\nsso_account_id = 123456789012\nsso_role_name = r\n`,
      ['unusable', 'source-unusable b'],
    ],
    [
      'a source without credentials',
      `${withRole('source_profile = b')}[profile b]\nregion = us-east-1\n`,
      ['unusable', 'no-credentials b'],
    ],
    [
      'a web identity without a role',
      '[profile ops]\nweb_identity_token_file = /t\n',
      ['unusable', 'value-refused role_arn'],
    ],
    [
      'a token file somewhere',
      withRole('web_identity_token_file = t'),
      ['unusable', 'value-refused web_identity_token_file'],
    ],
    [
      'a session that is not there',
      '[profile ops]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = r\n',
      ['unusable', 'source-missing sso-session corp'],
    ],
    [
      'a program of two lines',
      '[profile ops]\ncredential_process = a\n  b\n',
      ['unusable', 'value-refused credential_process'],
    ],
    ['nothing but a Region', '[profile ops]\nregion = us-east-1\n', ['unusable', 'no-credentials ops']],
    [
      'half a key',
      `[profile ops]\naws_access_key_id = ${keyId}\n`,
      ['unusable', 'partial-keys aws_secret_access_key'],
    ],
    [
      'the other half',
      `[profile ops]\naws_secret_access_key = ${secret}\n`,
      ['unusable', 'partial-keys aws_access_key_id'],
    ],
    ['temporary keys', `[profile ops]\n${keys.replace('AKIA', 'ASIA')}`, ['unusable', 'temporary-keys ops']],
    ['a token', `[profile ops]\n${keys}aws_session_token = t\n`, ['unusable', 'temporary-keys ops']],
    ['an older token', `[profile ops]\n${keys}aws_security_token = t\n`, ['unusable', 'temporary-keys ops']],
    [
      'a value AWS refuses',
      withRole('source_profile = base\nexternal_id = a b'),
      ['unusable', 'value-refused external_id'],
    ],
    [
      'a block for a value',
      withRole('source_profile = base\nmfa_serial =\n  a = b'),
      ['unusable', 'value-refused mfa_serial'],
    ],
    [
      'a key id that is none',
      `[profile ops]\n${keys.replace(keyId, 'test')}`,
      ['unusable', 'value-refused aws_access_key_id'],
    ],
  ])('%s', (_, config, expected) => {
    expect(codes('ops', config)).toEqual(expected);
    expect(plan(config, `[base]\n${keys}`).proposals.has('ops')).toBe(false);
  });

  it('never mixes the halves of two files', () => {
    const config = `[profile ops]\naws_secret_access_key = ${secret}\n`;
    expect(codes('ops', config, `[ops]\naws_access_key_id = ${keyId}\n`)).toEqual([
      'unusable',
      'partial-keys aws_secret_access_key',
    ]);
  });

  it('refuses names that could look like others', () => {
    expect(entry('a\u202eb', '', `[a\u202eb]\n${keys}`)).toMatchObject({
      outcome: 'unusable',
      notes: [{ code: 'value-refused', params: { key: 'name' } }],
    });
  });
});

describe('what is worth knowing', () => {
  it.each([
    ['duration_seconds = 60', 'value-refused duration_seconds'],
    ['duration_seconds = an hour', 'value-refused duration_seconds'],
    ['region = Frankfurt', 'value-refused region'],
    ['endpoint_url = https://x', 'key-not-supported endpoint_url'],
    ['services = local', 'key-not-supported services'],
    ['use_fips_endpoint = true', 'key-not-supported use_fips_endpoint'],
    ['use_dualstack_endpoint = true', 'key-not-supported use_dualstack_endpoint'],
    ['sts_regional_endpoints = legacy', 'key-not-supported sts_regional_endpoints'],
    ['ca_bundle = /x.pem', 'key-not-supported ca_bundle'],
    ['mfa_process = pass otp', 'key-not-supported mfa_process'],
  ])('%s; the profile can be used', (line, expected) => {
    const config = `[profile ops]\nrole_arn = ${role}\nsource_profile = base\n${line}\n`;
    expect(codes('ops', config)).toEqual(['new', expected]);
  });

  it.each(['sts_regional_endpoints = regional', 'use_fips_endpoint = false', 'output = json'])(
    'not: %s',
    (line) => {
      const config = `[profile ops]\nrole_arn = ${role}\nsource_profile = base\n${line}\n`;
      expect(codes('ops', config)).toEqual(['new']);
    },
  );

  it('says what comes from [DEFAULT]', () => {
    const config = `[DEFAULT]\nsource_profile = base\n[profile ops]\nrole_arn = ${role}\n`;
    expect(codes('ops', config)).toEqual(['new', 'inherited-from-default source_profile']);
    expect(codes('a', '', `[DEFAULT]\n${keys}[a]\n`)).not.toContain('plaintext-key');
  });

  it('says that a name is taken, and what it becomes', () => {
    const { origin: _, ...other } = profileFrom('ops', '');
    const known: Known = { profiles: [other, { ...other, name: 'ops (2)' }], accessKeys: [] };
    const config = `[profile ops]\nrole_arn = ${role}\nsource_profile = base\n`;
    expect(entry('ops', config, `[base]\n${keys}`, known)).toMatchObject({
      outcome: 'new',
      notes: [{ code: 'name-taken', params: { value: 'ops (3)' } }],
    });
  });
});

describe('importing again', () => {
  const config = `[profile ops]\nrole_arn = ${role}\nsource_profile = base\nexternal_id = ab\n`;
  const credentials = `[base]\n${keys}`;
  const digest = plan(config, credentials).proposals.get('ops')?.digest ?? '';
  const tags = [{ key: 'team', value: 'blue' }];
  const known: Known = {
    profiles: [profileFrom('ops', digest, { tags, externalId: 'ab' })],
    accessKeys: [kept],
  };

  it('finds what is there already', () => {
    expect(plan(config, credentials, known).entries.map(({ outcome }) => outcome)).toEqual(['same', 'same']);
    const other = `# note\n[profile ops]\noutput = json\nEXTERNAL_ID : ab\nsource_profile = base\nrole_arn = ${role}\n`;
    expect(entry('ops', other, credentials, known)).toMatchObject({ outcome: 'same' });
  });

  it('finds what changed, and keeps what only Keycutter knows', () => {
    const changed = config.replace('external_id = ab\n', '');
    const again = plan(changed, credentials, known);
    expect(again.entries[0]).toMatchObject({ outcome: 'changed', notes: [] });
    expect(again.proposals.get('ops')?.profile?.recipe).toMatchObject({
      externalId: undefined,
      tags,
      region: 'us-east-1',
      durationSeconds: 7_200,
    });
  });

  it('has the same digest for the same meaning only', () => {
    const whole = (text: string, held = credentials) => plan(text, held).digest;
    const two = `[profile b]\nregion = us-east-1\n`;
    expect(whole(config + two)).toBe(whole(`${two}# x\n${config}output = json\n`));
    expect(whole(config)).not.toBe(whole(`${config}region = us-east-1\n`));
    expect(whole(config)).not.toBe(whole(config, credentials.replace('wJalr', 'wJalx')));
    expect(plan(config, credentials, known).digest).toBe(whole(config));
  });
});

describe('Keycutter’s own sections', () => {
  const managed =
    '[profile base]\ncredential_process = /d/bin/keycutter-credentials p9\nkeycutter_profile = p9\n';

  it.each([
    ['a process', managed],
    ['a Region', '[profile base]\nregion = us-east-1\nkeycutter_region = us-east-1\n'],
    ['one written by hand', '[profile base]\ncredential_process = "/opt/a b/keycutter" --json creds base\n'],
    ['the helper by hand', "[profile base]\ncredential_process = '/opt/a b/keycutter-credentials' p9\n"],
  ])('are no source: %s', (_, config) => {
    expect(entry('base', config)).toMatchObject({ outcome: 'managed', becomes: null });
    expect(codes('ops', `${config}[profile ops]\nrole_arn = ${role}\nsource_profile = base\n`, '')).toEqual([
      'unusable',
      'no-credentials base',
    ]);
  });

  it('are no news', () => {
    const config = `[profile ops]\nrole_arn = ${role}\n`;
    const ours = `[base]\n${keys.replace('AKIA', 'ASIA')}aws_session_token = t\nkeycutter_profile = p9\n`;
    expect(plan(config + managed, ours).digest).toBe(plan(config).digest);
  });

  it('are told from a program that is not ours', () => {
    expect(entry('a', '[profile a]\ncredential_process = /bin/keycutter-like creds\n')).toMatchObject({
      outcome: 'new',
      becomes: 'credential-process',
    });
  });

  it('stand for the access key they serve, so that its roles are still known', () => {
    const { recipe: _, ...plain } = profileFrom('base', '');
    const source = { kind: 'access-key', keyId: 'k1' } as const;
    const serving: Profile = {
      ...plain,
      id: 'p9',
      recipe: { kind: 'session-token', source, region: 'us-east-1', durationSeconds: 43_200 },
    };
    const config = `[profile ops]\nrole_arn = ${role}\nsource_profile = base\n`;
    const before = plan(config, `[base]\n${keys}`).proposals.get('ops')?.digest ?? '';
    const known: Known = { profiles: [{ ...serving }, profileFrom('ops', before)], accessKeys: [kept] };
    const after = plan(config + managed, '', known);
    expect(after.entries).toMatchObject([{ outcome: 'same', accessKeyId: keyId }, { outcome: 'managed' }]);
    expect(after.proposals.get('ops')).toMatchObject({ key: null, keyId: 'k1' });
  });

  it('give way to static keys that a person put beside them', () => {
    expect(entry('base', managed, `[base]\n${keys}`)).toMatchObject({
      outcome: 'new',
      becomes: 'access-key',
    });
  });
});
