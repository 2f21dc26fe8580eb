import { describe, expect, it } from 'vitest';
import type { AssumeRoleRecipe, Profile, Recipe } from '../../../shared/profile.ts';
import type { AccessKey } from '../store-ports.ts';
import { encode } from './byte-text.ts';
import { planImport } from './import-plan.ts';
import type { Known } from './import-source.ts';
import { readAwsFiles } from './read-aws-files.ts';

const keys =
  'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n';
const base = `[base]\n${keys}`;
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const serial = 'arn:aws:iam::123456789012:mfa/me';
const session =
  '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n';
const permissionSet = 'sso_account_id = 123456789012\nsso_role_name = ReadOnly\n';
const nothing: Known = { profiles: [], accessKeys: [] };

function plan(config: string, credentials = base, known = nothing) {
  const read = readAwsFiles({ config: encode(config), credentials: encode(credentials) });
  return planImport(read, known, { region: 'eu-central-1', durationSeconds: 7_200 });
}

function planned(name: string, config: string, credentials = base, known = nothing) {
  const { entries, proposals } = plan(config, credentials, known);
  const entry = entries.find((other) => other.name === name);
  const notes = entry?.notes.map(({ code, params }) => [code, ...Object.values(params)].join(' '));
  return { entry, notes, recipe: proposals.get(name)?.profile?.recipe, proposal: proposals.get(name) };
}

const key: AccessKey = {
  id: 'k1',
  name: 'base',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  kept: 'keychain',
  addedAt: 0,
  identity: null,
};

function imported(section: string, recipe: Recipe, digest = 'other'): Profile {
  return {
    id: `id-${section}`,
    name: section,
    favourite: false,
    demo: false,
    origin: { section, digest },
    recipe,
  };
}

const assumed: AssumeRoleRecipe = {
  kind: 'assume-role',
  source: { kind: 'access-key', keyId: 'k1' },
  roleArn: role('Ops'),
  region: 'us-east-1',
  durationSeconds: 28_800,
  policyArns: [],
  tags: [],
  transitiveTagKeys: [],
};

describe('a chain', () => {
  const config = `[profile c]\nrole_arn = ${role('C')}\nsource_profile = b
[profile b]\nrole_arn = ${role('B')}\nsource_profile = a
[profile a]\nrole_arn = ${role('A')}\nsource_profile = base\n`;

  it('of any length becomes profiles that call each other', () => {
    expect(planned('c', config)).toMatchObject({
      entry: { outcome: 'new', becomes: 'assume-role', source: 'b', accessKeyId: null },
      recipe: { source: { kind: 'section', name: 'b' } },
    });
    expect(planned('b', config).recipe).toMatchObject({ source: { kind: 'section', name: 'a' } });
    expect(planned('a', config)).toMatchObject({
      entry: { accessKeyId: key.accessKeyId },
      recipe: { source: { kind: 'access-key' } },
    });
  });

  it('is capped at an hour, which is said where the file wants more', () => {
    expect(planned('b', config)).toMatchObject({ notes: [], recipe: { durationSeconds: 3_600 } });
    const longer = config.replace('source_profile = a\n', 'source_profile = a\nduration_seconds = 7200\n');
    expect(planned('b', longer)).toMatchObject({
      notes: ['duration-capped 7200'],
      recipe: { durationSeconds: 3_600 },
    });
    expect(planned('a', config).recipe, 'not chained').toMatchObject({ durationSeconds: 7_200 });
  });

  it('stops at static keys, whatever else is beside them', () => {
    expect(planned('c', config, `${base}[b]\n${keys}`)).toMatchObject({
      recipe: { source: { kind: 'access-key' } },
      proposal: { key: { name: 'b' } },
    });
  });

  it.each([
    ['Identity Center', `sso_session = corp\n${permissionSet}`, 3_600],
    ['a web identity', `role_arn = ${role('W')}\nweb_identity_token_file = /t\n`, 3_600],
    // It may well print an access key.
    ['a program', 'credential_process = /bin/other\n', 7_200],
    ['aws login', 'login_session = arn:aws:iam::123456789012:user/a\n', 7_200],
  ])('begins at %s', (_, source, seconds) => {
    const text = `${session}[profile s]\n${source}[profile r]\nrole_arn = ${role('R')}\nsource_profile = s\n`;
    expect(planned('r', text)).toMatchObject({
      notes: [],
      recipe: { source: { kind: 'section', name: 's' }, durationSeconds: seconds },
    });
  });

  it('has no place for a code', () => {
    const text = `[profile s]\ncredential_process = /bin/other\n[profile r]\nrole_arn = ${role('R')}\nsource_profile = s\nmfa_serial = ${serial}\n`;
    const { notes, recipe } = planned('r', text);
    expect(notes?.[0]).toMatch(/^value-refused mfa_serial/);
    expect(recipe).toMatchObject({ mfaSerial: undefined, mfaShared: undefined });
  });

  it('of thousands is not walked to its end', () => {
    const sections = Array.from(
      { length: 3_000 },
      (_, index) => `[profile p${index}]\nrole_arn = ${role('R')}\nsource_profile = p${index + 1}\n`,
    );
    const { entries } = plan(
      `${sections.join('')}[profile p3000]\nrole_arn = ${role('R')}\nsource_profile = base\n`,
    );
    const usable = entries.filter(({ outcome }) => outcome === 'new').length;
    expect(usable).toBeGreaterThan(50);
    expect(usable).toBeLessThan(200);
  });

  it('goes on through a section that Keycutter manages now, with the same digest', () => {
    const before = planned('b', config).proposal?.digest;
    const managed = config.replace(
      /\[profile a\][\s\S]*/,
      '[profile a]\ncredential_process = /d/bin/keycutter-credentials id-a\nkeycutter_profile = id-a\n',
    );
    const known: Known = { profiles: [imported('a', assumed)], accessKeys: [key] };
    expect(planned('b', managed, '', known)).toMatchObject({
      recipe: { source: { kind: 'profile', profileId: 'id-a' } },
      proposal: { digest: before },
    });
  });

  it('does not begin at sessions that may assume nothing', () => {
    const managed = `[profile a]\ncredential_process = keycutter-credentials id-a\nkeycutter_profile = id-a\n[profile b]\nrole_arn = ${role('B')}\nsource_profile = a\n`;
    const recipe: Recipe = {
      kind: 'federation-token',
      source: { kind: 'access-key', keyId: 'k1' },
      region: 'us-east-1',
      durationSeconds: 3_600,
      policyArns: [],
      tags: [],
    };
    const known: Known = { profiles: [imported('a', recipe)], accessKeys: [key] };
    expect(planned('b', managed, '', known).notes).toEqual(['source-unusable a']);
  });
});

describe('a role on the machine’s own credentials', () => {
  it.each(['Environment', 'Ec2InstanceMetadata', 'EcsContainer'])('%s', (from) => {
    const config = `[profile r]\nrole_arn = ${role('R')}\ncredential_source = ${from}\nduration_seconds = 28800\n`;
    expect(planned('r', config)).toMatchObject({
      entry: { outcome: 'new', source: from, accessKeyId: null },
      notes: [],
      recipe: { source: { kind: 'machine', from }, durationSeconds: 28_800 },
    });
  });
});

describe('a role on a key that only Keycutter has, under the section’s name', () => {
  const known: Known = { profiles: [], accessKeys: [key] };
  it.each([
    ['a section without keys', '[profile base]\nregion = us-east-1\n', 'source_profile = base'],
    ['no section', '', 'source_profile = base'],
  ])('with %s, as aws-vault leaves it', (_, source, line) => {
    const config = `${source}[profile r]\nrole_arn = ${role('R')}\n${line}\n`;
    expect(planned('r', config, '', known)).toMatchObject({
      entry: { outcome: 'new', accessKeyId: key.accessKeyId },
      recipe: { source: { kind: 'access-key' } },
      proposal: { key: null, keyId: 'k1' },
    });
    expect(planned('r', config, '').entry).toMatchObject({ outcome: 'unusable' });
  });

  it('not of the demo account', () => {
    const demo: Known = { profiles: [], accessKeys: [{ ...key, kept: 'demo' }] };
    const config = `[profile r]\nrole_arn = ${role('R')}\nsource_profile = base\n`;
    expect(planned('r', config, '', demo).notes).toEqual(['source-missing base']);
  });
});

describe('MFA', () => {
  const withRole = (more: string) =>
    `[profile r]\nrole_arn = ${role('R')}\nsource_profile = base\nmfa_serial = ${serial}\n${more}`;

  it.each([
    ['', true, 3_600],
    ['duration_seconds = 3600\n', true, 3_600],
    ['duration_seconds = 900\n', true, 900],
    ['duration_seconds = 3601\n', false, 3_601],
  ])('with %j is shared: %s', (line, mfaShared, durationSeconds) => {
    expect(planned('r', withRole(line)).recipe).toMatchObject({
      mfaSerial: serial,
      mfaShared,
      durationSeconds,
    });
  });

  it('stays as it was set in a profile that is there', () => {
    const own = (mfaShared?: boolean): Known => ({
      profiles: [imported('r', { ...assumed, mfaSerial: serial, mfaShared })],
      accessKeys: [key],
    });
    expect(planned('r', withRole(''), base, own()).recipe).toMatchObject({
      mfaShared: false,
      durationSeconds: 28_800,
    });
    expect(planned('r', withRole(''), base, own(true)).recipe).toMatchObject({
      mfaShared: true,
      durationSeconds: 3_600,
    });
  });

  it('with mfa_process is shown with the command, whole', () => {
    const found = planned('r', withRole('mfa_process = ykman oath accounts code --single "AWS me"\n'));
    expect(found).toMatchObject({
      entry: { commands: ['ykman oath accounts code --single "AWS me"'] },
      notes: [],
      proposal: { device: { serial, command: 'ykman oath accounts code --single "AWS me"' } },
    });
    expect(planned('base', '', `${base}mfa_serial = ${serial}\nmfa_process = otp\n`)).toMatchObject({
      entry: { becomes: 'access-key', commands: ['otp'] },
      proposal: { device: { serial, command: 'otp' } },
    });
    expect(found.proposal?.digest).not.toBe(planned('r', withRole('')).proposal?.digest);
  });
});

describe('Identity Center', () => {
  const config = `${session}[profile dev]\nsso_session = corp\n${permissionSet}region = us-west-2\n`;

  it('becomes a profile and the sign-in that its sso-session is', () => {
    expect(planned('dev', config)).toMatchObject({
      entry: { outcome: 'new', becomes: 'identity-center', about: '123456789012 / ReadOnly', roleArn: null },
      notes: [],
      recipe: {
        kind: 'identity-center',
        accountId: '123456789012',
        roleName: 'ReadOnly',
        region: 'us-west-2',
        source: {
          draft: {
            name: 'corp',
            method: {
              kind: 'identity-center',
              startUrl: 'https://corp.awsapps.com/start',
              region: 'eu-west-1',
              flow: 'browser',
              cliSession: 'corp',
            },
          },
        },
      },
    });
  });

  it('becomes one for a start page, the older way', () => {
    const legacy = `[profile dev]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n${permissionSet}`;
    expect(planned('dev', legacy).recipe).toMatchObject({
      source: { draft: { name: 'corp.awsapps.com', method: { cliSession: '' } } },
    });
  });

  it('is not taken where profile and session differ', () => {
    const other = config.replace('region = us-west-2', 'sso_region = us-west-2');
    expect(planned('dev', other).notes?.[0]).toMatch(/^value-refused sso_region/);
  });

  it('is another one when its session changes', () => {
    const { proposal } = planned('dev', config);
    expect(planned('dev', `${config}output = json\n`).proposal?.digest).toBe(proposal?.digest);
    const moved = config.replace('eu-west-1', 'eu-west-2');
    expect(planned('dev', moved).proposal?.digest).not.toBe(proposal?.digest);
    expect(plan(moved).digest).not.toBe(plan(config).digest);
  });

  it('gives its sign-in a name that may be shown', () => {
    const odd = config
      .replaceAll('corp\n', '"\u202ea b"\n')
      .replace('[sso-session corp]', '[sso-session "\u202ea b"]');
    const { recipe } = planned('dev', odd.replace('sso_session = "\u202ea b"', 'sso_session = \u202ea b'));
    expect(recipe).toMatchObject({ source: { draft: { name: 'a b' } } });
  });
});

describe('a web identity', () => {
  it('is read from its token file', () => {
    const config = `[profile w]\nrole_arn = ${role('W')}\nweb_identity_token_file = /run/t\nrole_session_name = ada\nduration_seconds = 900\n`;
    expect(planned('w', config)).toMatchObject({
      entry: { becomes: 'assume-role-with-web-identity', roleArn: role('W'), about: '/run/t' },
      notes: [],
      recipe: {
        source: { kind: 'token-file', path: '/run/t' },
        roleArn: role('W'),
        roleSessionName: 'ada',
        durationSeconds: 900,
      },
    });
  });
});

describe('a program', () => {
  it('is shown with its whole command line', () => {
    const config = '[profile p]\ncredential_process = "/opt/a b/get" --role x\nregion = us-west-2\n';
    expect(planned('p', config)).toMatchObject({
      entry: { becomes: 'credential-process', region: 'us-west-2', commands: ['"/opt/a b/get" --role x'] },
      recipe: { source: { kind: 'command', command: '"/opt/a b/get" --role x' } },
    });
  });

  it('stands for what `aws login` brought', () => {
    const config = '[profile "a b"]\nlogin_session = arn:aws:iam::123456789012:user/a\n';
    expect(planned('a b', config).recipe).toMatchObject({
      kind: 'credential-process',
      source: { command: "aws configure export-credentials --profile 'a b' --format process" },
    });
  });

  it('is not run for keys in credentials', () => {
    const config = '[profile base]\ncredential_process = /bin/other\n';
    expect(planned('base', config)).toMatchObject({ entry: { becomes: 'access-key' } });
  });
});
