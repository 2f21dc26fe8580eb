import { describe, expect, it } from 'vitest';
import type { CallerSource, Recipe } from '../../shared/profile.ts';
import { sampleKey, sampleProfile, sampleSignIn } from '../testing/sample-snapshot.ts';
import { en } from '../text/text.ts';
import { arnName, initials, sourceName, sourceThere, subtitle } from './profile-text.ts';

describe('initials', () => {
  it.each([
    ['staging-deploy', 'SD'],
    ['audit', 'AU'],
    ['s3-handoff', 'SH'],
    ['운영 읽기', '운읽'],
    ['x', 'X'],
    ['!!', '·'],
    ['👩‍💻', '·'],
  ])('of %j are %j', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});

describe('subtitle', () => {
  const region = 'eu-central-1';
  const key = { kind: 'access-key', keyId: 'k1' } as const;
  const signIn = { kind: 'sign-in', signInId: 's1' } as const;
  const roleArn = 'arn:aws:iam::421098765432:role/ReadOnly';
  const narrowed = { region, durationSeconds: 3_600, policyArns: [] };
  const named = {
    accessKeys: [sampleKey('k1', 'work')],
    profiles: [sampleProfile('p1', 'base')],
    signIns: [sampleSignIn('s1', 'corp')],
  };
  const of = (recipe: Recipe) =>
    subtitle({ ...sampleProfile('1', 'a'), recipe }, sourceName(recipe.source, named, en), en);

  it('names role, account and Region', () => {
    expect(subtitle(sampleProfile('1', 'a'), 'work', en)).toBe('ReadOnly · 4210-9876-5432 · eu-central-1');
  });

  it.each<[string, Recipe]>([
    ['ReadOnly · 4210-9876-5432 · via base', role({ kind: 'profile', profileId: 'p1' })],
    [
      'ReadOnly · 4210-9876-5432 · via the EC2 instance',
      role({ kind: 'machine', from: 'Ec2InstanceMetadata' }),
    ],
    [
      'ReadOnly · 4210-9876-5432 · via corp',
      { kind: 'assume-role-with-saml', source: signIn, roleArn, principalArn: '', ...narrowed },
    ],
    [
      'ReadOnly · 4210-9876-5432 · via token',
      {
        kind: 'assume-role-with-web-identity',
        source: { kind: 'token-file', path: '/run/token' },
        roleArn,
        ...narrowed,
      },
    ],
    [
      'Admin · 4210-9876-5432 · via corp',
      { kind: 'identity-center', source: signIn, accountId: '421098765432', roleName: 'Admin', region },
    ],
    ['Session of work', { kind: 'session-token', source: key, region, durationSeconds: 3_600 }],
    ['Federated user of work', { kind: 'federation-token', source: key, tags: [], ...narrowed }],
    [
      'From get keys',
      { kind: 'credential-process', source: { kind: 'command', command: '"/opt/get keys" -v' }, region },
    ],
    [
      'Unlock an S3 bucket policy · 4210-9876-5432',
      {
        kind: 'assume-root',
        source: key,
        targetAccount: '421098765432',
        task: 'S3UnlockBucketPolicy',
        region,
        durationSeconds: 900,
      },
    ],
    ['Serves a removed key itself', { kind: 'access-key', source: { ...key, keyId: 'gone' }, region }],
  ])('is %j for what it is', (words, recipe) => {
    expect(of(recipe)).toBe(`${words} · eu-central-1`);
  });

  it('knows what is gone', () => {
    expect(sourceThere(key, named)).toBe(true);
    expect(sourceThere({ kind: 'profile', profileId: 'gone' }, named)).toBe(false);
    expect(sourceThere({ kind: 'sign-in', signInId: 'gone' }, named)).toBe(false);
    expect(sourceThere({ kind: 'machine', from: 'Environment' }, named)).toBe(true);
  });

  function role(source: CallerSource): Recipe {
    return { ...sampleProfile('1', 'a').recipe, source } as Recipe;
  }
});

describe('arnName', () => {
  it('is what follows the account, colons and all', () => {
    expect(arnName('arn:aws:sts::421098765432:assumed-role/R/a:b')).toBe('assumed-role/R/a:b');
    expect(arnName('nonsense')).toBe('nonsense');
  });
});
