import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testSettings } from '../electron/core/testing/fake-ports.ts';
import * as limits from './aws-limits.ts';
import { limitText } from './error-text.ts';
import { profileDraftSchema, settingsSchema } from './ipc-contract.ts';
import { en } from './words/en/index.ts';

const sentence = (problem: limits.LimitProblem | null) => (problem === null ? '' : limitText(problem, en));

type Case = readonly [check: limits.Check, good: readonly string[], bad: readonly string[]];

const cases: Readonly<Record<string, Case>> = {
  roleArn: [
    limits.checkRoleArn,
    [
      'arn:aws:iam::123456789012:role/a',
      'arn:aws-cn:iam::123456789012:role/path/to/Name+=,.@-_',
      'arn:aws-us-gov:iam::123456789012:role/aws-reserved/sso/AWSReservedSSO_x',
      'arn:aws-iso-b:iam::123456789012:role/a',
    ],
    [
      '',
      'role/a',
      'arn:aws:iam::12345678901:role/a',
      'arn:aws:iam::123456789012:user/a',
      'arn:aws:iam::123456789012:role/',
      'arn:aws:iam::123456789012:role/a b',
      'arn:aws:sts::123456789012:assumed-role/a/b',
      ' arn:aws:iam::123456789012:role/a',
      `arn:aws:iam::123456789012:role/${'a'.repeat(2_048)}`,
    ],
  ],
  roleSessionName: [
    limits.checkRoleSessionName,
    ['ab', 'a'.repeat(64), 'a+=,.@-_1'],
    ['a', 'a'.repeat(65), 'my laptop', '사용자'],
  ],
  sourceIdentity: [limits.checkSourceIdentity, ['mina'], ['aws:mina', 'AWS:x', 'a']],
  externalId: [
    limits.checkExternalId,
    ['ab', 'a:/+=,.@-_', 'a'.repeat(1_224)],
    ['a', 'a b', 'a'.repeat(1_225), 'é1'],
  ],
  mfaSerial: [
    limits.checkMfaSerial,
    ['arn:aws:iam::123456789012:mfa/phone', 'GAHT12345678'],
    ['short', 'arn:aws:iam::123456789012:u2f/user/a/b', 'arn:aws:iam::1:mfa/x', 'has a space in it'],
  ],
  mfaCode: [limits.checkMfaCode, ['000000', '123456'], ['', '12345', '1234567', '12345a', '１２３４５６']],
  region: [
    limits.checkRegion,
    ['eu-central-1', 'us-gov-west-1', 'us-isob-east-1', 'eusc-de-east-1'],
    ['', 'eu', 'EU-central-1', 'eu-central-'],
  ],
  policyArn: [
    limits.checkPolicyArn,
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::123456789012:policy/p/a'],
    ['ReadOnlyAccess', 'arn:aws:iam::aws:role/x'],
  ],
  policy: [
    limits.checkPolicy,
    ['{"Version":"2012-10-17","Statement":[]}', '{\n\t"Statement": {"Sid": "é"}\r\n}'],
    ['', '{', '[]', '"text"', '{"Version":"2012-10-17"}', '{"Statement":"🔑"}', '{"Statement":"열쇠"}'],
  ],
  tagKey: [limits.checkTagKey, ['team', '팀', 'a:b/c=d+e-f@g_h i'], ['', 'aws:x', 'a*', 'a'.repeat(129)]],
  tagValue: [limits.checkTagValue, ['', 'a'.repeat(256)], ['a*', 'a'.repeat(257), 'a\nb']],
  accessKeyId: [
    limits.checkAccessKeyId,
    ['AKIAIOSFODNN7EXAMPLE'],
    ['', 'ASIAIOSFODNN7EXAMPLE', 'AKIA', 'akiaiosfodnn7example'],
  ],
  secretAccessKey: [
    limits.checkSecretAccessKey,
    ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    ['', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE', 'wJalrXUtnFEMI K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ],
  name: [
    limits.checkName,
    ['prod', '운영 서버', "O'Neil & sons"],
    ['', ' ', ' a', 'a ', 'a\u202eb', 'a\u0007', 'a'.repeat(81)],
  ],
  endpointUrl: [
    limits.checkEndpointUrl,
    [
      'https://sts.eu-central-1.amazonaws.com',
      'http://127.0.0.1:4566',
      'http://localhost:1',
      'http://[::1]:1',
    ],
    [
      'sts',
      'http://sts.example.com',
      'http://127.0.0.1.example.com',
      'https://user:pw@example.com',
      'ftp://a',
    ],
  ],
  proxyUrl: [
    limits.checkProxyUrl,
    ['http://proxy:3128', 'https://proxy.example.com'],
    ['proxy:3128', 'http://user:pw@proxy', 'socks5://a'],
  ],
};

describe.each(Object.entries(cases))('%s', (_, [check, good, bad]) => {
  it.each(good)('takes %j', (value) => {
    expect(check(value)).toBeNull();
  });

  it.each(bad)('refuses %j in a sentence', (value) => {
    expect(sentence(check(value))).toMatch(/^\S.{4,}/);
  });

  it('answers any text at all, and quickly quotes none of it at length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (value) => {
        expect(sentence(check(value)).length).toBeLessThan(160);
      }),
    );
  });
});

describe('duration', () => {
  it.each([
    [899, false],
    [900, true],
    [43_200, true],
    [43_201, false],
    [3_600.5, false],
    [Number.NaN, false],
  ])('%d s is allowed: %s', (seconds, allowed) => {
    expect(limits.checkDurationSeconds(seconds) === null).toBe(allowed);
  });
});

describe('parseRoleArn', () => {
  it('knows the account, and the name without its path', () => {
    expect(limits.parseRoleArn('arn:aws:iam::123456789012:role/team/deployer')).toEqual({
      account: '123456789012',
      roleName: 'deployer',
    });
    expect(limits.parseRoleArn('deployer')).toBeNull();
  });
});

describe('the policy size warning', () => {
  it('counts the inline policy and the policy ARNs together, and only warns', () => {
    const arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    expect(limits.warnPolicySize('x'.repeat(2_048 - arn.length), [arn])).toBeNull();
    expect(sentence(limits.warnPolicySize('x'.repeat(2_049 - arn.length), [arn]))).toContain('2,049');
  });
});

describe('the schemas of what is kept', () => {
  const draft = {
    name: 'prod',
    recipe: {
      kind: 'assume-role',
      source: { kind: 'access-key', keyId: 'k1' },
      roleArn: 'arn:aws:iam::123456789012:role/a',
      region: 'eu-central-1',
      durationSeconds: 3_600,
      policyArns: [],
      tags: [{ key: 'team', value: 'a' }],
      transitiveTagKeys: ['team'],
    },
  };
  const takes = (change: object) =>
    profileDraftSchema.safeParse({ ...draft, recipe: { ...draft.recipe, ...change } }).success;

  it('take a whole profile, and refuse what AWS would', () => {
    expect(takes({})).toBe(true);
    expect(takes({ durationSeconds: 60 })).toBe(false);
    expect(takes({ roleArn: 'nonsense' })).toBe(false);
    expect(takes({ transitiveTagKeys: ['other'] })).toBe(false);
    expect(
      takes({
        tags: [
          { key: 'team', value: 'a' },
          { key: 'TEAM', value: 'b' },
        ],
      }),
    ).toBe(false);
    expect(takes({ policyArns: Array(11).fill('arn:aws:iam::aws:policy/ReadOnlyAccess') })).toBe(false);
    expect(takes({ surprise: 1 })).toBe(false);
  });

  it('refuse settings out of range', () => {
    const accepts = (change: object) => settingsSchema.safeParse({ ...testSettings, ...change }).success;
    expect(accepts({})).toBe(true);
    expect(accepts({ warnBeforeMinutes: -1 })).toBe(false);
    expect(accepts({ warnBeforeMinutes: 1.5 })).toBe(false);
    expect(accepts({ defaultShell: 'ksh93' })).toBe(false);
    expect(accepts({ stsEndpointUrl: 'http://example.com' })).toBe(false);
    expect(accepts({ httpsProxy: 'http://user:password@proxy:3128' })).toBe(false);
  });
});

describe('keys of the whole desktop', () => {
  it.each(['Super+Shift+K', 'Ctrl+Space', 'CommandOrControl+Alt+F12', 'Shift+Ctrl+K', 'Alt+Plus'])(
    'takes %s',
    (keys) => expect(limits.checkAccelerator(keys)).toBeNull(),
  );

  it.each(['K', 'Shift+K', 'Ctrl', 'Ctrl+', 'Ctrl+k', 'Hyper+K', 'Ctrl+Alt+F25', 'Ctrl++', ''])(
    'refuses %s',
    (keys) => expect(limits.checkAccelerator(keys)).not.toBeNull(),
  );
});

describe('a time of day', () => {
  it.each(['00:00', '07:30', '23:59'])('takes %s', (time) => expect(limits.checkTimeOfDay(time)).toBeNull());
  it.each(['24:00', '7:30', '12:60', '12', 'noon'])('refuses %s', (time) =>
    expect(limits.checkTimeOfDay(time)).not.toBeNull(),
  );
});
