import type { CallerIdentity } from '../../shared/access-key-views.ts';
import { formatAccount } from '../../shared/account-text.ts';
import { parseRoleArn, rootTaskPolicies } from '../../shared/aws-limits.ts';
import type { Profile, Recipe, RecipeSource } from '../../shared/profile.ts';
import { unreachable } from '../../shared/result.ts';
import type { Slices } from '../../shared/views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { profilesById } from '../state/profile-index.ts';
import type { Text } from '../text/text.ts';

type Named = Pick<Slices, 'accessKeys' | 'profiles' | 'signIns'>;

/** What a source is called; of a program or file, its name without the path. */
export function sourceName(source: RecipeSource, named: Named, text: Text): string {
  switch (source.kind) {
    case 'access-key':
      return named.accessKeys.find(({ id }) => id === source.keyId)?.name ?? text.kind.keyGone;
    case 'profile':
      return profilesById(named.profiles).get(source.profileId)?.name ?? text.kind.profileGone;
    case 'sign-in':
      return named.signIns.find(({ id }) => id === source.signInId)?.name ?? text.kind.signInGone;
    case 'machine':
      return text.kind.machine[source.from];
    case 'command':
      return baseName(
        /^"([^"]*)"|^'([^']*)'|^(\S*)/.exec(source.command.trim())?.slice(1).find(Boolean) ?? '',
      );
    case 'token-file':
      return baseName(source.path);
    default:
      return unreachable(source);
  }
}

/** Whether what a profile calls with is still there. */
export function sourceThere(source: RecipeSource, named: Named): boolean {
  switch (source.kind) {
    case 'access-key':
      return named.accessKeys.some(({ id }) => id === source.keyId);
    case 'profile':
      return profilesById(named.profiles).has(source.profileId);
    case 'sign-in':
      return named.signIns.some(({ id }) => id === source.signInId);
    default:
      return true;
  }
}

function baseName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

/**
 * What a profile is, in a line: `ReadOnly · 4210-9876-5432 · via base · eu-central-1`, each part where there is one.
 * An access key is only named where it is what the profile is about.
 */
export function subtitle({ recipe }: Profile, source: string, text: Text): string {
  const via = recipe.source.kind === 'access-key' ? '' : text.kind.via(source);
  return [...whatOf(recipe, source, via, text), recipe.region].filter((part) => part !== '').join(' · ');
}

function whatOf(recipe: Recipe, source: string, via: string, text: Text): readonly string[] {
  switch (recipe.kind) {
    case 'assume-role':
    case 'assume-role-with-saml':
    case 'assume-role-with-web-identity': {
      const role = parseRoleArn(recipe.roleArn);
      return role === null ? [recipe.roleArn, via] : [role.roleName, formatAccount(role.account), via];
    }
    case 'identity-center':
      return [recipe.roleName, formatAccount(recipe.accountId), via];
    case 'assume-root': {
      const task = rootTaskPolicies.find((name) => name === recipe.task);
      return [
        task === undefined ? recipe.task : text.editor.tasks[task],
        formatAccount(recipe.targetAccount),
        via,
      ];
    }
    case 'session-token':
      return [text.kind.sessionOf(source)];
    case 'federation-token':
      return [text.kind.federatedBy(source)];
    case 'credential-process':
      return [text.kind.printedBy(source)];
    case 'access-key':
      return [text.kind.keyServed(source)];
    default:
      return unreachable(recipe);
  }
}

export function useSubtitle(profile: Profile): string {
  const { text } = useApp();
  const source = useSlices((slices) => sourceName(profile.recipe.source, slices, text));
  return subtitle(profile, source, text);
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
