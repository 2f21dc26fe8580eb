import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { profileDraftSchema } from '../../shared/ipc-contract.ts';
import type { Profile, Recipe } from '../../shared/profile.ts';
import {
  sampleIdentityCenter,
  sampleKey,
  sampleProfile,
  sampleSaml,
  sampleSettings,
  sampleSignIn,
} from '../testing/sample-snapshot.ts';
import { en } from '../text/text.ts';
import { type EditorForm, emptyForm, sameForm, withOnlyChoice } from './editor-form.ts';
import { problemsOf } from './editor-problems.ts';
import { draftOf, formOf } from './editor-recipe.ts';

const roleArn = 'arn:aws:iam::421098765432:role/ReadOnly';
const mfaSerial = 'arn:aws:iam::421012345678:mfa/phone';
const region = 'eu-central-1';
const key = { kind: 'access-key', keyId: 'k1' } as const;
const via = (profileId: string) => ({ kind: 'profile', profileId }) as const;
const signIn = (signInId: string) => ({ kind: 'sign-in', signInId }) as const;
const narrowed = { region, durationSeconds: 3_600, policyArns: [] };

const keys = [sampleKey('k1', 'work')];
const signIns = [sampleSignIn('s1', 'corp', sampleIdentityCenter), sampleSignIn('s2', 'adfs', sampleSaml)];
const profiles: readonly Profile[] = [
  sampleProfile('t', 'taken'),
  sampleProfile('base', 'base'),
  sampleProfile('below', 'below', { source: via('own') }),
  {
    ...sampleProfile('fed', 'fed'),
    recipe: { kind: 'federation-token', source: key, tags: [], ...narrowed },
  },
];
const context = {
  text: en,
  keys,
  signIns,
  profiles,
  profileOf: (id: string) => profiles.find((profile) => profile.id === id),
  roleMaximums: [],
  ownId: 'own',
};
const good: EditorForm = { ...emptyForm(sampleSettings, keys), name: 'prod', roleArn };
const problems = (part: Partial<EditorForm>) => Object.fromEntries(problemsOf({ ...good, ...part }, context));

describe('problemsOf', () => {
  it('finds nothing in what the contract accepts', () => {
    expect(problems({})).toEqual({});
    expect(z.safeParse(profileDraftSchema, draftOf(good)).success).toBe(true);
  });

  it.each<[string, Partial<EditorForm>, RegExp]>([
    ['name', { name: '' }, /needed/],
    ['name', { name: 'TAKEN' }, /already a profile/],
    ['roleArn', { roleArn: 'arn:aws:sts::421098765432:assumed-role/R/s' }, /names a session/],
    ['caller', { caller: null }, /Choose what/],
    ['caller', { caller: { kind: 'access-key', keyId: 'gone' } }, /key of this profile was removed/],
    ['caller', { caller: via('gone') }, /calls through was removed/],
    ['caller', { caller: via('below') }, /circle: this profile, below/],
    ['caller', { caller: via('fed') }, /can assume no role/],
    ['caller', { kind: 'session-token', caller: via('base') }, /Choose an access key/],
    ['duration', { caller: via('base'), duration: '2 h' }, /role chaining/],
    ['duration', { mfaSerial, mfaShared: true, duration: '2 h' }, /role chaining/],
    ['region', { roleArn: roleArn.replace('aws', 'aws-cn') }, /in aws-cn, and eu-central-1 is in aws/],
    ['signInId', { kind: 'assume-role-with-saml', signInId: '' }, /Choose a sign-in/],
    ['signInId', { kind: 'assume-role-with-saml', signInId: 's1' }, /removed/],
    ['principalArn', { kind: 'assume-role-with-saml', principalArn: 'adfs' }, /saml-provider/],
    ['tokenFile', { kind: 'assume-role-with-web-identity', tokenFrom: 'token-file' }, /path/],
    ['tokenCommand', { kind: 'assume-role-with-web-identity', tokenFrom: 'command' }, /program/],
    ['accountId', { kind: 'identity-center', accountId: '1' }, /12 digits/],
    ['permissionSet', { kind: 'identity-center', permissionSet: 'a b' }, /no spaces/],
    ['region', { kind: 'identity-center', signInId: 's1', region: 'us-gov-west-1' }, /The sign-in is in aws/],
    ['accountId', { kind: 'assume-root', accountId: 'member' }, /12 digits/],
    ['rootDuration', { kind: 'assume-root', rootDuration: '1 h' }, /15 minutes/],
    ['federatedName', { kind: 'federation-token', federatedName: 'x' }, /2 to 32/],
    ['duration', { kind: 'federation-token', duration: '40 h' }, /36 hours/],
    ['command', { kind: 'credential-process' }, /program/],
    ['command', { kind: 'credential-process', command: 'aws --profile NAME --format process' }, /NAME/],
    ['region', { region: 'Frankfurt' }, /Region code/],
    ['externalId', { externalId: 'a b' }, /no spaces/],
    ['mfaSerial', { mfaSerial: 'arn:aws:iam::421012345678:u2f/key' }, /authenticator app/],
    ['duration', { duration: 'soon' }, /4 h 30/],
    ['duration', { duration: '10 min' }, /15 minutes/],
    ['duration', { duration: '13 h' }, /12 hours/],
    ['roleSessionName', { roleSessionName: '사용자' }, /2 to 64/],
    ['policy', { policy: '{"Statement": "한국"}' }, /Latin-1/],
    ['policy', { policy: '{' }, /JSON/],
    ['a1', { policyArns: [{ id: 'a1', arn: 'ReadOnlyAccess' }] }, /Looks like/],
    ['t1', { tags: [{ id: 't1', key: '', value: 'v', transitive: false }] }, /1 to 128/],
    [
      'tags',
      {
        tags: [
          { id: 't1', key: 'Team', value: '', transitive: false },
          { id: 't2', key: 'team', value: '', transitive: false },
        ],
      },
      /twice/,
    ],
    ['sourceIdentity', { sourceIdentity: 'aws:me' }, /aws:/],
  ])('says what is wrong with %s', (field, part, sentence) => {
    expect(problems(part)[field]).toMatch(sentence);
  });
});

describe('formOf and draftOf', () => {
  it('give back every field of a profile', () => {
    const profile = sampleProfile('p1', 'prod', {
      externalId: 'x-1',
      roleSessionName: 'jo',
      policy: '{"Statement":[]}',
      policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      tags: [
        { key: 'Project', value: 'Apollo' },
        { key: 'Team', value: '' },
      ],
      transitiveTagKeys: ['Team'],
      sourceIdentity: 'jo',
      mfaSerial: 'arn:aws:iam::421012345678:mfa/phone',
      durationSeconds: 16_205,
    });
    expect(draftOf(formOf(profile))).toEqual({ name: profile.name, recipe: profile.recipe });
  });

  const ofRole = { roleArn, ...narrowed } as const;
  const called = { ...ofRole, tags: [], transitiveTagKeys: [], kind: 'assume-role' } as const;
  const tokenFile = { kind: 'token-file', path: '/run/token' } as const;
  const process = { kind: 'command', command: 'get-them --json' } as const;
  it.each<Recipe>([
    { ...called, source: via('base') },
    { ...called, source: { kind: 'machine', from: 'EcsContainer' } },
    { ...called, source: key, mfaSerial, mfaShared: true },
    { kind: 'session-token', source: key, region, durationSeconds: 129_600, mfaSerial },
    {
      ...narrowed,
      kind: 'federation-token',
      source: key,
      federatedName: 'intern',
      tags: [{ key: 'a', value: 'b' }],
    },
    {
      ...ofRole,
      kind: 'assume-role-with-saml',
      source: signIn('s2'),
      principalArn: 'arn:aws:iam::421098765432:saml-provider/adfs',
      policy: '{"Statement":[]}',
    },
    { ...ofRole, kind: 'assume-role-with-web-identity', source: tokenFile, roleSessionName: 'jo' },
    { ...ofRole, kind: 'assume-role-with-web-identity', source: process },
    {
      kind: 'identity-center',
      source: signIn('s1'),
      accountId: '421098765432',
      roleName: 'ReadOnly',
      region,
    },
    {
      kind: 'assume-root',
      source: via('base'),
      targetAccount: '421098765432',
      task: 'SQSUnlockQueuePolicy',
      region,
      durationSeconds: 600,
    },
    { kind: 'credential-process', source: process, region },
    { kind: 'access-key', source: key, region },
  ])('give back a profile of kind $kind from $source.kind', (recipe) => {
    const profile = {
      ...sampleProfile('p1', 'prod'),
      recipe,
      askBeforeServing: true,
      consoleBrowser: 'firefox',
    };
    const draft = { name: 'prod', recipe, askBeforeServing: true, consoleBrowser: 'firefox' };
    expect(draftOf(formOf(profile))).toEqual(draft);
    expect(Object.fromEntries(problemsOf(formOf(profile), context))).toEqual({});
    expect(z.safeParse(profileDraftSchema, draft).success).toBe(true);
  });

  it('sends no code where another session calls', () => {
    const recipe = draftOf({ ...good, caller: via('base'), mfaSerial, mfaShared: true }).recipe;
    expect(recipe).not.toHaveProperty('mfaSerial');
    expect(recipe).not.toHaveProperty('mfaShared');
  });

  it('leaves out what is empty', () => {
    expect(draftOf(good).recipe).not.toHaveProperty('externalId');
  });
});

describe('sameForm', () => {
  it('looks past the ids that rows are drawn by', () => {
    const row = { key: 'a', value: 'b', transitive: false };
    expect(sameForm({ ...good, tags: [{ ...row, id: '1' }] }, { ...good, tags: [{ ...row, id: '2' }] })).toBe(
      true,
    );
    expect(sameForm(good, { ...good, name: 'other' })).toBe(false);
  });
});

describe('withOnlyChoice', () => {
  const given = (part: Partial<EditorForm>) => withOnlyChoice({ ...good, ...part }, { keys, signIns });

  it('takes the only source that fits the kind', () => {
    expect(given({ kind: 'assume-role-with-saml' }).signInId).toBe('s2');
    expect(given({ kind: 'identity-center', signInId: 's2' }).signInId).toBe('s1');
    expect(given({ kind: 'assume-role-with-web-identity', signInId: 's2' }).signInId).toBe('');
    expect(given({ kind: 'session-token', caller: via('base') }).caller).toEqual(key);
  });

  it('leaves what was chosen', () => {
    expect(given({ caller: via('base') }).caller).toEqual(via('base'));
    expect(given({ kind: 'identity-center', signInId: 's1' }).signInId).toBe('s1');
  });
});
