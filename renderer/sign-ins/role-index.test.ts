import { describe, expect, it } from 'vitest';
import { sampleRoles } from '../testing/lively-sign-ins.ts';
import { choosableKeys, findRoles, indexRoles, rowsOf, withKeys } from './role-index.ts';

const index = indexRoles(sampleRoles(8, new Map([['100000000000/Billing', 'p1']])), 'en');
const names = (query: string) =>
  findRoles(index, query).map(({ role }) => `${role.accountName ?? role.account} ${role.roleName}`);

describe('searching roles', () => {
  it('finds by account, id with and without dashes, e-mail and role, every word in any order', () => {
    expect(names('read team-2')).toEqual(['team-2-dev ReadOnly']);
    expect(names('100002469134 bill')).toEqual(['team-3-prod Billing']);
    expect(names('1000-0246-9134 BILL')).toEqual(['team-3-prod Billing']);
    expect(names('aws+3@example.com dev')).toEqual(['team-3-prod Developer']);
    expect(names('nothing')).toEqual([]);
    expect(names(' ')).toHaveLength(32);
  });

  it('lists each account once, before its roles, in the order of names', () => {
    const rows = rowsOf(findRoles(index, 'admin'));
    expect(rows.map(({ kind }) => kind)).toEqual(Array.from({ length: 8 }, () => ['account', 'role']).flat());
    const [first] = rowsOf(findRoles(index, 'team-'));
    expect(first).toMatchObject({ account: '100000000000', accountName: 'team-1-prod' });
  });

  it('offers no role that has a profile', () => {
    const found = findRoles(index, 'team-1');
    expect(choosableKeys(found)).toEqual([
      '100000000000/Administrator',
      '100000000000/Developer',
      '100000000000/ReadOnly',
    ]);
    expect(rowsOf(found)[0]).toMatchObject({ choosable: choosableKeys(found) });
  });

  it('chooses and drops some at once, and leaves the set of before as it was', () => {
    const before = new Set(['a', 'b']);
    expect([...withKeys(before, ['b', 'c'], true)]).toEqual(['a', 'b', 'c']);
    expect([...withKeys(before, ['b', 'c'], false)]).toEqual(['a']);
    expect([...before]).toEqual(['a', 'b']);
  });
});
