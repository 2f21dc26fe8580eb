import { describe, expect, it } from 'vitest';
import { Secret } from '../../../shared/secret.ts';
import {
  managedIn,
  removeSection,
  renameSection,
  type SectionContent,
  staticKeysIn,
  writeSection,
} from './managed-section.ts';

const own: SectionContent = {
  kind: 'process',
  name: 'dev',
  profileId: 'p1',
  region: 'eu-central-1',
  command: ['/opt/keycutter-credentials', 'p1'],
};
const copy: SectionContent = {
  kind: 'static',
  name: 'dev',
  profileId: 'p1',
  region: 'eu-central-1',
  accessKeyId: 'ASIA1',
  secretAccessKey: new Secret('s/1'),
  sessionToken: new Secret('t=='),
  expiration: Date.UTC(2030, 0, 1),
};

const written = [
  '[profile dev]',
  '# Written by Keycutter, which also changes and removes it.',
  'credential_process = /opt/keycutter-credentials p1',
  'region = eu-central-1',
  'keycutter_profile = p1',
  '',
].join('\n');

function write(text: string, content: SectionContent = own, takeOver = false): string {
  const result = writeSection(text, content, { takeOver });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

function codeOf(result: {
  readonly ok: boolean;
  readonly error?: { readonly code: string };
}): string | undefined {
  return result.error?.code;
}

describe('writing a section', () => {
  it.each([
    ['an empty file', '', written],
    ['a file', '[default]\nk = 1\n', `[default]\nk = 1\n\n${written}`],
    ['CRLF', '[default]\r\nk = 1\r\n', `[default]\r\nk = 1\r\n\r\n${written.replaceAll('\n', '\r\n')}`],
    ['no newline at the end', '[default]\nk = 1', `[default]\nk = 1\n\n${written.trimEnd()}`],
  ])('appends to %s', (_, before, after) => {
    expect(write(before)).toBe(after);
    expect(removeSection(after, 'dev')).toEqual({ ok: true, value: before });
  });

  it('leaves what is right as it is', () => {
    const text = `[a]\nk = 1\n\n${written}\n[b]\nl = 2\n`;
    expect(write(text)).toBe(text);
    const spaced = text.replace('region = eu-central-1', 'region = eu-central-1  ');
    expect(write(spaced)).toBe(spaced);
  });

  it('changes only its own keys, and leaves what a person added', () => {
    const text = `${written}# mine\ns3 =\n  max = 1\noutput = json # x\n[b]\n`;
    const changed = write(text, { ...own, region: 'us-east-1' });
    expect(changed).toBe(text.replace('region = eu-central-1', 'region = us-east-1'));
  });

  it('puts back what a person took out or wrote in its own way', () => {
    const text = '[profile dev]\nKeycutter_Profile : p1\n  more\noutput = json\n';
    expect(write(text)).toBe(
      '[profile dev]\ncredential_process = /opt/keycutter-credentials p1\nregion = eu-central-1\nkeycutter_profile = p1\n#   more\noutput = json\n',
    );
  });

  it('follows the indentation, so that no key becomes part of another’s value', () => {
    const text = '[profile dev]\n    output = json\n  keycutter_profile = p1\n';
    expect(write(text)).toBe(
      '[profile dev]\n    credential_process = /opt/keycutter-credentials p1\n    region = eu-central-1\n    output = json\n  keycutter_profile = p1\n',
    );
  });

  it('leaves an indented header below its meaning', () => {
    const text = '[profile dev]\n  [profile b]\n  k = 1\n';
    expect(write(text, own, true)).toMatch(/^ {2}keycutter_profile = p1\n {2}\[profile b\]\n/m);
  });

  it('indents a new section like the others, so that the next one is not part of its last value', () => {
    const text = '  [profile a]\n  k = 1\n';
    const added = write(text);
    expect(added).toContain('\n  [profile dev]\n');
    expect(managedIn(`${added}  [profile c]\n`)).toHaveLength(1);
    expect(removeSection(`${added}  [profile c]\n`, 'dev')).toEqual({
      ok: true,
      value: '  [profile a]\n  k = 1\n  [profile c]\n',
    });
    expect(removeSection(added, 'dev')).toEqual({ ok: true, value: text });
  });

  it('writes a session for tools that read static keys only', () => {
    expect(write('', copy)).toBe(
      [
        '[dev]',
        '# Written by Keycutter, which also changes and removes it.',
        'aws_access_key_id = ASIA1',
        'aws_secret_access_key = s/1',
        'aws_session_token = t==',
        'region = eu-central-1',
        'keycutter_expiration = 2030-01-01T00:00:00.000Z',
        'keycutter_profile = p1',
        '',
      ].join('\n'),
    );
  });

  it('writes a section with nothing but a Region', () => {
    const text = write('', { kind: 'region', name: 'keycutter-eu-west-1', region: 'eu-west-1' });
    expect(text).toContain('[profile keycutter-eu-west-1]\n');
    expect(managedIn(text)).toEqual([{ kind: 'region', name: 'keycutter-eu-west-1', region: 'eu-west-1' }]);
  });

  it('calls the default profile by its own name', () => {
    expect(write('', { ...own, name: 'default' })).toMatch(/^\[default\]\n/);
    expect(managedIn(write('', { ...own, name: 'default' }))).toEqual([
      { kind: 'process', name: 'default', profileId: 'p1' },
    ]);
    expect(managedIn(write('', { ...copy, name: 'default' }))).toEqual([
      { kind: 'static', name: 'default', profileId: 'p1' },
    ]);
  });

  it.each(['a b', '팀', 'a]', 'DEFAULT', '__proto__', 'constructor', '', 'a\nb'])(
    'refuses the name %j',
    (name) => {
      expect(codeOf(writeSection('', { ...own, name }, { takeOver: true }))).toBe('aws-section-name-refused');
    },
  );

  it('refuses where [DEFAULT] would win', () => {
    expect(codeOf(writeSection('[DEFAULT]\nrole_arn = r\n', own, { takeOver: true }))).toBe(
      'aws-section-shadowed',
    );
    expect(codeOf(writeSection('[DEFAULT]\nregion = r\n', own, { takeOver: false }))).toBeUndefined();
  });

  it('refuses a value with a line break', () => {
    expect(codeOf(writeSection('', { ...own, command: ['/a\nb'] }, { takeOver: false }))).toBe(
      'aws-file-write-failed',
    );
  });
});

describe('a name that is there already', () => {
  it.each([
    '[profile dev]',
    '[profile  dev]',
    '[profile "dev"]',
    "[profile 'dev'] # mine",
    '[Profile dev]',
    '[ profile dev ]',
    '  [profile dev]',
  ])('is taken: %s', (header) => {
    const text = `[a]\n${header}\nrole_arn = r\n`;
    expect(codeOf(writeSection(text, own, { takeOver: false }))).toBe('aws-section-taken');
    expect(write(text, own, true).match(/\[.*dev.*\]/g)).toHaveLength(1);
  });

  it('is taken when it is another profile’s', () => {
    const text = write('', { ...own, profileId: 'p2' });
    expect(codeOf(writeSection(text, own, { takeOver: false }))).toBe('aws-section-taken');
    expect(managedIn(write(text, own, true))).toEqual([{ kind: 'process', name: 'dev', profileId: 'p1' }]);
  });

  it('is taken over in place: what would win goes, the rest stays', () => {
    const text = [
      '# top',
      '[profile "dev"] # note',
      'role_arn = r',
      '  more',
      'output = json',
      '# why',
      's3 =',
      '  max = 1',
      'SSO_Session : corp',
      'region = us-east-1',
      'mfa_serial = m',
      '',
      '[b]',
      '',
    ].join('\n');
    expect(write(text, own, true)).toBe(
      [
        '# top',
        '[profile dev] # note',
        '# Taken over by Keycutter, which changes and removes the lines that are its own.',
        'credential_process = /opt/keycutter-credentials p1',
        'keycutter_profile = p1',
        'output = json',
        '# why',
        's3 =',
        '  max = 1',
        'region = eu-central-1',
        'mfa_serial = m',
        '',
        '[b]',
        '',
      ].join('\n'),
    );
  });

  it('is taken over with no credentials of a person left behind', () => {
    const text =
      '[dev]\naws_access_key_id = ASIA0\naws_security_token = old\naws_session_token = a\n  b\naws_secret_access_key =\n  old\n';
    const taken = write(text, copy, true);
    expect(taken).not.toMatch(/old|ASIA0|security| b$/m);
  });

  it('is never doubled: other spellings become comments', () => {
    const text = '[profile dev]\noutput = json\naws_access_key_id = A\n[x]\n[profile "dev"]\nk = 1\n';
    expect(write(text, own, true)).toBe(
      [
        '# [profile dev]',
        '# output = json',
        '[x]',
        '[profile dev]',
        '# Taken over by Keycutter, which changes and removes the lines that are its own.',
        'credential_process = /opt/keycutter-credentials p1',
        'region = eu-central-1',
        'keycutter_profile = p1',
        'k = 1',
        '',
      ].join('\n'),
    );
  });

  it('gives the section back without ours', () => {
    const taken = write('[profile dev]\noutput = json\nrole_arn = r\n\n[b]\n', own, true);
    expect(removeSection(taken, 'dev')).toEqual({ ok: true, value: '[profile dev]\noutput = json\n\n[b]\n' });
  });
});

describe('renaming and removing', () => {
  it('renames in place', () => {
    const text = `[a]\n\n${written}output = json\n`;
    expect(renameSection(text, 'dev', 'new')).toEqual({
      ok: true,
      value: text.replace('profile dev', 'profile new'),
    });
    expect(renameSection(text, 'dev', 'default')).toEqual({
      ok: true,
      value: text.replace('profile dev', 'default'),
    });
    expect(renameSection(text, 'dev', 'dev')).toEqual({ ok: true, value: text });
  });

  it('renames only what is ours, to what is free', () => {
    expect(codeOf(renameSection('[profile dev]\n', 'dev', 'new'))).toBe('aws-section-not-managed');
    expect(codeOf(renameSection(`[profile 'new']\n${written}`, 'dev', 'new'))).toBe('aws-section-taken');
    expect(codeOf(renameSection(written, 'dev', 'n w'))).toBe('aws-section-name-refused');
  });

  it('removes only what is ours', () => {
    expect(codeOf(removeSection('[profile dev]\ncredential_process = x\n', 'dev'))).toBe(
      'aws-section-not-managed',
    );
  });

  it('leaves the header where a person’s keys are under it', () => {
    const text = `${written}output = json\n`;
    expect(removeSection(text, 'dev')).toEqual({ ok: true, value: '[profile dev]\noutput = json\n' });
  });

  it('comments out what somebody indented under our values', () => {
    const text = `${written}  [profile b]\n  l = 2\n`;
    expect(managedIn(text)).toEqual([{ kind: 'process', name: 'dev', profileId: 'p1' }]);
    expect(write(text)).toBe(`${written}#   [profile b]\n#   l = 2\n`);
    expect(removeSection(text, 'dev')).toEqual({ ok: true, value: '#   [profile b]\n#   l = 2\n' });
  });

  it('leaves a header that keeps the next one from becoming part of a value', () => {
    const text = '[a]\nk = 1\n[profile dev]\n    keycutter_profile = p1\n  [profile b]\nl = 2\n';
    const removed = removeSection(text, 'dev');
    expect(removed).toEqual({ ok: true, value: '[a]\nk = 1\n[profile dev]\n  [profile b]\nl = 2\n' });
  });

  it('removes ours where somebody made two of it', () => {
    const removed = removeSection(`${written}\n${written}`, 'dev');
    expect(removed).toEqual({ ok: true, value: '' });
  });
});

describe('static keys under a name', () => {
  it.each([
    ['[dev]\naws_access_key_id = A\n', true],
    ['[dev]\nAWS_SECRET_ACCESS_KEY : s\n', true],
    ['[DEFAULT]\naws_access_key_id = A\n[dev]\n', true],
    ['[dev]\nregion = r\n[x]\naws_access_key_id = A\n', false],
    ['', false],
  ])('%j: %s', (text, expected) => {
    expect(staticKeysIn(text, 'dev', 'credentials')).toBe(expected);
  });

  it('reads config by its own names', () => {
    expect(staticKeysIn('[profile "dev"]\naws_access_key_id = A\n', 'dev', 'config')).toBe(true);
    expect(staticKeysIn('[dev]\naws_access_key_id = A\n', 'dev', 'config')).toBe(false);
  });
});
