import { explain } from '../../shared/error-text.ts';
import type { AppError } from '../../shared/errors.ts';
import type { CallContext, CommandHandlers } from '../../shared/ipc-contract.ts';
import { type Result, unreachable } from '../../shared/result.ts';
import type { Snapshot } from '../../shared/views.ts';
import type { Words } from '../../shared/words/words.ts';
import type { Notifier } from '../core/ports.ts';
import type { SnapshotHub } from '../core/snapshot-hub.ts';
import type { TrayAction } from '../core/tray-model.ts';

interface Dependencies {
  readonly sessions: Pick<
    CommandHandlers['sessions'],
    'assume' | 'refresh' | 'stop' | 'stopAll' | 'copy' | 'openTerminal' | 'openConsole'
  >;
  readonly snapshots: SnapshotHub;
  readonly notifier: Notifier;
  readonly words: () => Words;
  /** Shows the panel, at a row when there is one. */
  readonly open: (profileId: string | null) => void;
  readonly quit: () => void;
}

/** Choosing to stop waiting is no failure to be told of. */
const ownChoice: ReadonlySet<AppError['code']> = new Set([
  'cancelled',
  'mfa-dismissed',
  'sign-in-dismissed',
  'sign-in-window-closed',
]);

/**
 * Carries out what was chosen in the tray's menu, by the same commands as the window. A menu can't show an answer:
 * what needs the person opens the panel, which they asked for by clicking; what only went wrong is a notification.
 */
export function createTrayActions({ sessions, snapshots, notifier, words, open, quit }: Dependencies) {
  const context: CallContext = { client: 'tray', signal: new AbortController().signal };

  const getSession = async (profileId: string, call: Promise<Result<unknown>>) => {
    const answered = await openingForPrompt(call);
    if (!answered.ok && !ownChoice.has(answered.error.code)) open(profileId);
  };

  const openingForPrompt = async <Answer>(call: Promise<Answer>): Promise<Answer> => {
    let opened = false;
    const look = () => {
      if (opened || !wantsPanel(snapshots.current())) return;
      opened = true;
      open(null);
    };
    const unsubscribe = snapshots.subscribe(look);
    look();
    try {
      return await call;
    } finally {
      unsubscribe();
    }
  };

  const tellFailure = async (
    what: keyof Words['notifications'],
    profileId: string,
    call: Promise<Result<unknown>>,
  ) => {
    const answered = await openingForPrompt(call);
    if (answered.ok || ownChoice.has(answered.error.code)) return;
    const { what: happened, next } = explain(answered.error, words());
    const name = snapshots.current().profiles.find(({ id }) => id === profileId)?.name ?? '';
    notifier.show({
      id: `tray ${profileId}`,
      title: words().notifications[what](name),
      body: `${happened} ${next}`,
      profileId,
    });
  };

  return async (action: TrayAction): Promise<void> => {
    switch (action.kind) {
      case 'assume':
        return getSession(action.profileId, sessions.assume({ profileId: action.profileId }, context));
      case 'refresh':
        return getSession(action.profileId, sessions.refresh({ profileId: action.profileId }, context));
      case 'copy': {
        const { profileId, format, way } = action;
        return tellFailure('notCopied', profileId, sessions.copy({ profileId, format, way }, context));
      }
      case 'open-terminal': {
        const { profileId } = action;
        return tellFailure('noTerminal', profileId, sessions.openTerminal({ profileId }, context));
      }
      case 'open-console': {
        const { profileId } = action;
        return tellFailure('noConsole', profileId, sessions.openConsole({ profileId }, context));
      }
      case 'stop':
        return tellFailure(
          'notStopped',
          action.profileId,
          sessions.stop({ profileId: action.profileId }, context),
        );
      case 'stop-all':
        await sessions.stopAll({}, context);
        return;
      case 'open':
        return open(action.profileId);
      case 'quit':
        return quit();
      default:
        return unreachable(action);
    }
  };
}

/** What is done in the panel. A browser or a sign-in window that has just come up must not be covered by it. */
function wantsPanel({ prompt, signInPrompt }: Snapshot): boolean {
  const stage = signInPrompt?.stage;
  return prompt !== null || stage === 'asked' || stage === 'device' || stage === 'assertion';
}
