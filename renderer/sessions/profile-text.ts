import { formatAccount } from '../../shared/account-text.ts';
import { parseRoleArn } from '../../shared/aws-limits.ts';
import type { Profile, Recipe } from '../../shared/profile.ts';
import { unreachable } from '../../shared/result.ts';
import type { CallerIdentity } from '../../shared/views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import type { Text } from '../text/en.ts';

/**
 * What a profile is, in a line: `ReadOnly · 4210-9876-5432 · eu-central-1`, each part where there is one. `keyName`:
 * null when its access key is gone.
 */
export function subtitle({ recipe }: Profile, keyName: string | null, text: Text): string {
  const key = keyName ?? text.kind.keyGone;
  return [...whatOf(recipe, key, text), recipe.region].filter((part) => part !== '').join(' · ');
}

function whatOf(recipe: Recipe, key: string, text: Text): readonly string[] {
  switch (recipe.kind) {
    case 'assume-role': {
      const role = parseRoleArn(recipe.roleArn);
      return role === null ? [recipe.roleArn] : [role.roleName, formatAccount(role.account)];
    }
    case 'session-token':
      return [text.kind.sessionOf(key)];
    case 'access-key':
      return [text.kind.keyServed(key)];
    default:
      return unreachable(recipe);
  }
}

export function useSubtitle(profile: Profile): string {
  const { text } = useApp();
  const { keyId } = profile.recipe.source;
  const keyName = useSlices((slices) => slices.accessKeys.find((key) => key.id === keyId)?.name ?? null);
  return subtitle(profile, keyName, text);
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
