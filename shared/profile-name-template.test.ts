import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkName } from './aws-limits.ts';
import { profileNameFrom } from './profile-name-template.ts';

const role = { account: '421098765432', accountName: 'team-a', roleName: 'ReadOnly' };

describe('the name of a role’s profile', () => {
  it.each([
    ['{account}-{role}', 'team-a-ReadOnly'],
    ['{accountId}/{role}', '421098765432/ReadOnly'],
    ['aws {role} {role}', 'aws ReadOnly ReadOnly'],
    ['{other} {role}', '{other} ReadOnly'],
    ['{constructor}', '{constructor}'],
  ])('from %s is %s', (template, name) => {
    expect(profileNameFrom(template, role)).toBe(name);
  });

  it('has the id where the account has no name', () => {
    expect(profileNameFrom('{account}-{role}', { ...role, accountName: null })).toBe('421098765432-ReadOnly');
    expect(profileNameFrom('{account}-{role}', { ...role, accountName: ' ' })).toBe('421098765432-ReadOnly');
  });

  it('is one that can be saved, whatever the account is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (accountName) => {
        expect(checkName(profileNameFrom('{account}-{role}', { ...role, accountName }))).toBeNull();
      }),
    );
  });

  it('is not filled in twice', () => {
    expect(profileNameFrom('{account}', { ...role, accountName: '{role}' })).toBe('{role}');
  });
});
