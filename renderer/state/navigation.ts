import type { SignInKind } from '../../shared/sign-in.ts';
import { createValueStore, type ValueStore } from './value-store.ts';

export type EditorTarget =
  | { readonly kind: 'new' }
  | { readonly kind: 'edit'; readonly profileId: string }
  | { readonly kind: 'duplicate'; readonly profileId: string };

export type Screen =
  | { readonly kind: 'sessions' }
  | { readonly kind: 'editor'; readonly target: EditorTarget }
  | { readonly kind: 'keys'; readonly adding: boolean }
  /** `adding`: the form for a new one of that kind is open; `signInId`: the one to show first. */
  | { readonly kind: 'sign-ins'; readonly adding: SignInKind | null; readonly signInId?: string }
  | { readonly kind: 'sign-in-roles'; readonly signInId: string }
  | { readonly kind: 'import' }
  | { readonly kind: 'programs' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'diagnostics' }
  | { readonly kind: 'activity' };

export type Navigation = ValueStore<Screen> & {
  /** Back to where this screen was opened from; the sessions at last. */
  readonly back: () => void;
};

export function createNavigation(): Navigation {
  const screen = createValueStore<Screen>({ kind: 'sessions' });
  let trail: readonly Screen[] = [];
  return {
    get: screen.get,
    subscribe: screen.subscribe,
    set: (next) => {
      trail = next.kind === 'sessions' ? [] : [...trail, screen.get()];
      screen.set(next);
    },
    back: () => {
      const previous = trail.at(-1) ?? { kind: 'sessions' };
      trail = trail.slice(0, -1);
      screen.set(previous);
    },
  };
}
