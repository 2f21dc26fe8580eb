import { formatAccount } from '../../shared/account-text.ts';
import type { SignInRole } from '../../shared/sign-in-views.ts';
import { collatorOf } from '../text/collator.ts';

/** A role that a sign-in opens, ready to be searched. */
export interface IndexedRole {
  readonly key: string;
  readonly role: SignInRole;
  /** Lower case: what a search looks in. */
  readonly text: string;
}

export type RoleRow =
  | {
      readonly kind: 'account';
      readonly key: string;
      readonly account: string;
      readonly accountName: string | null;
      /** Of those shown, the ones that can be chosen. */
      readonly choosable: readonly string[];
    }
  | { readonly kind: 'role'; readonly key: string; readonly role: SignInRole };

function roleKey({ account, role }: Pick<SignInRole, 'account' | 'role'>): string {
  return `${account}/${role}`;
}

/** In the order they are shown in: by the account's name, then by role. */
export function indexRoles(roles: readonly SignInRole[], locale: string): readonly IndexedRole[] {
  const byName = collatorOf(locale);
  const order = (left: SignInRole, right: SignInRole) =>
    byName.compare(left.accountName ?? left.account, right.accountName ?? right.account) ||
    Number(left.account) - Number(right.account) ||
    byName.compare(left.roleName, right.roleName);
  return roles.toSorted(order).map((role) => ({
    key: roleKey(role),
    role,
    text: [role.accountName, role.account, formatAccount(role.account), role.email, role.roleName]
      .join('\n')
      .toLowerCase(),
  }));
}

/** Every word of the query must be there, in any order. */
export function findRoles(index: readonly IndexedRole[], query: string): readonly IndexedRole[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0 ? index : index.filter(({ text }) => words.every((word) => text.includes(word)));
}

/** Each account before its roles. */
export function rowsOf(found: readonly IndexedRole[]): readonly RoleRow[] {
  const rows: RoleRow[] = [];
  let choosable: string[] = [];
  let account: string | null = null;
  for (const { key, role } of found) {
    if (role.account !== account) {
      account = role.account;
      choosable = [];
      rows.push({
        kind: 'account',
        key: `account:${role.account}`,
        account,
        accountName: role.accountName,
        choosable,
      });
    }
    if (role.profileId === null) choosable.push(key);
    rows.push({ kind: 'role', key, role });
  }
  return rows;
}

export function choosableKeys(found: readonly IndexedRole[]): readonly string[] {
  return found.filter(({ role }) => role.profileId === null).map(({ key }) => key);
}

/** With these keys in or out. */
export function withKeys(
  chosen: ReadonlySet<string>,
  keys: readonly string[],
  on: boolean,
): ReadonlySet<string> {
  const next = new Set(chosen);
  for (const key of keys) {
    if (on) next.add(key);
    else next.delete(key);
  }
  return next;
}
