import { formatAccount } from '../../shared/account-text.ts';
import { parseRoleArn } from '../../shared/aws-limits.ts';
import type { Profile } from '../../shared/profile.ts';
import type { CallerIdentity } from '../../shared/views.ts';

/** `ReadOnly · 4210-9876-5432 · eu-central-1`, each part where there is one. */
export function subtitle(profile: Profile): string {
  const role = parseRoleArn(profile.recipe.roleArn);
  const parts =
    role === null
      ? [profile.recipe.roleArn, profile.recipe.region]
      : [role.roleName, formatAccount(role.account), profile.recipe.region];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Two characters for the avatar: of the first two words, or the first two of a single word. */
export function initials(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const first = [...(words[0] ?? '')];
  const second = [...(words[1] ?? '')];
  const letters = second.length > 0 ? [first[0], second[0]] : first.slice(0, 2);
  return letters.join('').toLocaleUpperCase() || '·';
}

/** The part of an ARN after the account: `user/dev`, `assumed-role/ReadOnly/jo`. */
export function arnName(arn: string): string {
  return arn.split(':').slice(5).join(':') || arn;
}

export function identityWords(identity: CallerIdentity): { readonly who: string; readonly account: string } {
  return { who: arnName(identity.arn), account: formatAccount(identity.account) };
}
