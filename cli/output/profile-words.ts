import { parseRoleArn } from '../../shared/aws-limits.ts';
import type { MachineSource, Profile, Recipe, RecipeKind } from '../../shared/profile.ts';
import { chainOf } from '../../shared/profile-chain.ts';
import { unreachable } from '../../shared/result.ts';
import type { Renewal, SessionView, Snapshot } from '../../shared/views.ts';
import { shown, text } from '../text/en.ts';

/** As `--source` takes them. */
export const machineNames: Readonly<Record<MachineSource['from'], string>> = {
  Environment: 'environment',
  Ec2InstanceMetadata: 'ec2',
  EcsContainer: 'ecs',
};

/** Name of what it calls with, not made fit for a terminal; null: no longer there. */
export function sourceName({ source }: Recipe, snapshot: Snapshot): string | null {
  switch (source.kind) {
    case 'access-key':
      return snapshot.accessKeys.find(({ id }) => id === source.keyId)?.name ?? null;
    case 'profile':
      return snapshot.profiles.find(({ id }) => id === source.profileId)?.name ?? null;
    case 'sign-in':
      return snapshot.signIns.find(({ id }) => id === source.signInId)?.name ?? null;
    case 'machine':
      return machineNames[source.from];
    case 'command':
      return source.command;
    case 'token-file':
      return source.path;
    default:
      return unreachable(source);
  }
}

/** Names from the first credentials to the profile's own source, both included. */
export function sourcePath(profile: Profile, snapshot: Snapshot): readonly string[] {
  const profileOf = (id: string) => snapshot.profiles.find((candidate) => candidate.id === id);
  const { links } = chainOf(profile.recipe, profileOf, profile.id);
  const first = (links.at(-1) ?? profile).recipe;
  const origin = sourceName(first, snapshot) ?? '?';
  return [origin, ...links.map(({ name }) => name).reverse()];
}

/** What the session may act as. */
export function actsAs(recipe: Recipe): string {
  switch (recipe.kind) {
    case 'assume-role':
    case 'assume-role-with-saml':
    case 'assume-role-with-web-identity':
      return shown(parseRoleArn(recipe.roleArn)?.roleName ?? recipe.roleArn);
    case 'identity-center':
      return shown(recipe.roleName);
    case 'assume-root':
      return text.rootTask(recipe.task);
    case 'federation-token':
      return text.federatedUser(recipe.federatedName);
    case 'session-token':
    case 'access-key':
      return text.ownUser;
    case 'credential-process':
      return text.fromProgram;
    default:
      return unreachable(recipe);
  }
}

/** Whether it is a sign-in, rather than an MFA code, that a session waits for. */
export function wantsSignIn(profile: Profile, session: SessionView | null, snapshot: Snapshot): boolean {
  const code = session?.error?.code ?? '';
  if (code.startsWith('sign-in-')) return true;
  if (code.startsWith('mfa-') || code.startsWith('sts-mfa-')) return false;
  const profileOf = (id: string) => snapshot.profiles.find((candidate) => candidate.id === id);
  const first = (chainOf(profile.recipe, profileOf, profile.id).links.at(-1) ?? profile).recipe;
  return first.source.kind === 'sign-in';
}

export function renewalWords(renewal: Renewal | null): string {
  return renewal === null ? '' : text.renewals[renewal.kind];
}

/** The kinds in the order in which they are offered. */
export const recipeKinds: readonly RecipeKind[] = [
  'assume-role',
  'assume-role-with-saml',
  'assume-role-with-web-identity',
  'identity-center',
  'session-token',
  'federation-token',
  'assume-root',
  'credential-process',
  'access-key',
];
