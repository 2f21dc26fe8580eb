import type { SignInRole } from './sign-in-views.ts';

/** What a name template may hold; anything else in it stands for itself. */
export const namePlaceholders = ['{account}', '{accountId}', '{role}'] as const;

const longest = 80;
/** What `checkName` in aws-limits.ts refuses. */
const refused = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/**
 * The name of a role's profile. `{account}` is the account's name, or its id where it has none. Accounts are named by
 * others, so what a name may not hold is left out, and what is too long is cut.
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
