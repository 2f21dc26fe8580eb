import { consoleWay } from '../../shared/console-way.ts';
import type { Profile } from '../../shared/profile.ts';
import type { PaletteVerb } from '../../shared/views.ts';

/** What the palette can do beside the profiles' verbs: go to a screen, or act on the whole app. */
export const appActions = [
  'new-profile',
  'import',
  'keys',
  'sign-ins',
  'programs',
  'settings',
  'activity',
  'stop-all',
  'quit',
] as const;
export type AppAction = (typeof appActions)[number];

export const paletteVerbs = [
  'assume',
  'copy',
  'console',
  'terminal',
  'refresh',
  'stop',
  'check',
  'edit',
  'show',
] as const satisfies readonly PaletteVerb[];

export type PaletteChoice =
  | {
      readonly kind: 'profile';
      readonly key: string;
      readonly profile: Profile;
      readonly verb: PaletteVerb;
      readonly live: boolean;
    }
  | { readonly kind: 'app'; readonly key: string; readonly action: AppAction };

export function profileChoice(profile: Profile, verb: PaletteVerb, live: boolean): PaletteChoice {
  return { kind: 'profile', key: `${profile.id} ${verb}`, profile, verb, live };
}

export function appChoice(action: AppAction): PaletteChoice {
  return { kind: 'app', key: action, action };
}

const verbs = {
  key: ['show', 'terminal', 'edit'],
  idle: ['assume', 'console', 'terminal', 'edit', 'show'],
  idleNoConsole: ['assume', 'terminal', 'edit', 'show'],
  live: ['copy', 'console', 'terminal', 'refresh', 'stop', 'check', 'edit', 'show'],
  liveNoConsole: ['copy', 'terminal', 'refresh', 'stop', 'check', 'edit', 'show'],
} as const satisfies Record<string, readonly PaletteVerb[]>;

/**
 * What makes sense now, the most likely first. A console and a terminal get the session they need by themselves, so they
 * are offered before there is one.
 */
export function verbsOf({ recipe }: Profile, live: boolean): readonly PaletteVerb[] {
  const way = consoleWay(recipe);
  if (way === 'nothing') return verbs.key;
  if (live) return way === 'yes' ? verbs.live : verbs.liveNoConsole;
  return way === 'yes' ? verbs.idle : verbs.idleNoConsole;
}
