import type { SignInRole } from './sign-in-views.ts';

const longest = 80;
/** What `checkName` in aws-limits.ts refuses. */
const refused = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/**
 * The name of a role's profile: `{account}` (the account's name, or its id where it has none), `{accountId}` and `{role}`
 * are filled in, anything else stands for itself. Accounts are named by others, so what a name may not hold is left
 * out, and what is too long is cut.
 */
export function profileNameFrom(
  template: string,
  { account, accountName, roleName }: Pick<SignInRole, 'account' | 'accountName' | 'roleName'>,
): string {
  const values: Readonly<Record<string, string>> = {
    '{account}': accountName === null || accountName.trim() === '' ? account : accountName,
    '{accountId}': account,
    '{role}': roleName,
  };
  const filled = template.replaceAll(/\{\w+\}/g, (placeholder) => values[placeholder] ?? placeholder);
  const clean = filled.replaceAll(refused, '').trim();
  return [...clean].slice(0, longest).join('').trim();
}
