import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { profileDraftSchema } from '../../shared/ipc-contract.ts';
import type { Recipe } from '../../shared/profile.ts';
import { sampleKey, sampleProfile, sampleSettings } from '../testing/sample-snapshot.ts';
import { en } from '../text/en.ts';
import { draftOf, type EditorForm, emptyForm, formOf, problemsOf, sameForm } from './editor-form.ts';

const keys = [sampleKey('k1', 'work')];
const context = { text: en, keys, takenNames: ['taken'] };
const good: EditorForm = {
  ...emptyForm(sampleSettings, keys),
  name: 'prod',
  roleArn: 'arn:aws:iam::421098765432:role/ReadOnly',
};
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
    ['keyId', { keyId: '' }, /Choose an access key/],
    ['keyId', { keyId: 'gone' }, /removed/],
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

  it.each<Recipe>([
    {
      kind: 'session-token',
      source: { kind: 'access-key', keyId: 'k1' },
      region: 'eu-central-1',
      durationSeconds: 129_600,
      mfaSerial: 'arn:aws:iam::421012345678:mfa/phone',
    },
    { kind: 'access-key', source: { kind: 'access-key', keyId: 'k1' }, region: 'eu-central-1' },
  ])('give back a profile of kind $kind', (recipe) => {
    const profile = { ...sampleProfile('p1', 'prod'), recipe, askBeforeServing: true };
    expect(draftOf(formOf(profile))).toEqual({ name: 'prod', recipe, askBeforeServing: true });
    expect(Object.fromEntries(problemsOf(formOf(profile), context))).toEqual({});
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
