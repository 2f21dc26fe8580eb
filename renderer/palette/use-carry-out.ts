import { unreachable } from '../../shared/result.ts';
import type { PaletteVerb } from '../../shared/views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import type { Screen } from '../state/navigation.ts';
import type { AppAction, PaletteChoice } from './palette-choice.ts';

/** Where an action leads; null: it does something. */
const places: Readonly<Record<AppAction, Screen | null>> = {
  'new-profile': { kind: 'editor', target: { kind: 'new' } },
  import: { kind: 'import' },
  keys: { kind: 'keys', adding: false },
  'sign-ins': { kind: 'sign-ins', adding: null },
  programs: { kind: 'programs' },
  settings: { kind: 'settings' },
  activity: { kind: 'activity' },
  'stop-all': null,
  quit: null,
};

/** Whether it goes to another screen, or to a row. */
export function leaves(choice: PaletteChoice): boolean {
  return choice.kind === 'profile' || places[choice.action] !== null;
}

/** Does what was chosen by the commands of the rows and menus: what comes of it is told in the row. */
export function useCarryOut(): (choice: PaletteChoice) => void {
  const { api, goTo, navigation, rowCalls } = useApp();
  const shell = useSlices((slices) => slices.settings.defaultShell);

  /** Main itself counts what is done to a session. */
  const count = (profileId: string | null, verb: string) => void api.palette.used({ profileId, verb });

  const toRow = (profileId: string) => {
    if (navigation.get().kind !== 'sessions') navigation.set({ kind: 'sessions' });
    goTo.set(profileId);
  };

  const onProfile = (profileId: string, verb: PaletteVerb): void => {
    if (verb === 'edit') {
      count(profileId, verb);
      navigation.set({ kind: 'editor', target: { kind: 'edit', profileId } });
      return;
    }
    toRow(profileId);
    switch (verb) {
      case 'assume':
        void rowCalls.assume(profileId);
        break;
      case 'copy':
        void rowCalls.copy(profileId, shell);
        break;
      case 'console':
        void rowCalls.openConsole(profileId);
        break;
      case 'terminal':
        void rowCalls.openTerminal(profileId);
        break;
      case 'refresh':
        void rowCalls.refresh(profileId);
        break;
      case 'stop':
        void rowCalls.stop(profileId);
        break;
      case 'check':
        void rowCalls.check(profileId);
        break;
      case 'show':
        count(profileId, verb);
        break;
      default:
        unreachable(verb);
    }
  };

  return (choice) => {
    if (choice.kind === 'profile') {
      onProfile(choice.profile.id, choice.verb);
      return;
    }
    const { action } = choice;
    count(null, action);
    const place = places[action];
    if (place !== null) navigation.set(place);
    else if (action === 'quit') void api.app.quit({});
    else void api.sessions.stopAll({});
  };
}
