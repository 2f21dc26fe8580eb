import type { Result } from '../../../shared/result.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Slices } from '../../../shared/views.ts';
import type { DesktopState } from '../desktop-state.ts';
import type { Clock } from '../ports.ts';
import type { Registry } from '../profiles/registry.ts';
import type { ProgramParts } from '../program-parts.ts';
import type { Journal } from '../reminders/journal.ts';
import type { SessionManager } from '../sessions/session-manager.ts';
import type { WayInParts } from '../way-in-parts.ts';
import type { TrustedDialog } from '../way-in-ports.ts';
import { DiagnosticsDesk } from './diagnostics-desk.ts';
import { quitDecision } from './quit-policy.ts';
import { QuitQuestion } from './quit-question.ts';
import { Reset } from './reset.ts';
import { SettingsTransfer } from './settings-transfer.ts';
import { StartAtLogin } from './start-at-login.ts';
import type { SystemPorts } from './system-ports.ts';

interface Foundation {
  readonly given: {
    readonly clock: Clock;
    readonly system: SystemPorts;
    readonly desktopState: DesktopState;
    readonly trustedDialog: TrustedDialog;
  };
  readonly registry: Registry;
  readonly journal: Journal;
  readonly sessions: SessionManager;
  readonly programs: ProgramParts;
  readonly waysIn: WayInParts;
  readonly settings: () => Settings;
  /** Only keeps them. */
  readonly keepSettings: (settings: Settings) => Result<undefined>;
  /** Keeps them and does what they say. */
  readonly saveSettings: (settings: Settings) => Result<undefined>;
  readonly slices: () => Slices;
}

export type SystemParts = ReturnType<typeof createSystemParts>;

/** What makes Keycutter a part of the system: its start, its end, and what it leaves behind. */
export function createSystemParts(foundation: Foundation) {
  const { given, registry, journal, sessions, programs, waysIn, settings, keepSettings } = foundation;
  const { clock, desktopState } = given;
  const { loginItem, files, dialogs, machine, reset: atEnd } = given.system;
  const { grants, managedSections, serving, approvals } = programs;

  return {
    files,
    machine,
    startAtLogin: new StartAtLogin({ loginItem, desktopState, settings, keepSettings }),
    quitQuestion: new QuitQuestion(
      () =>
        quitDecision({
          now: clock.now(),
          grants: grants.views(),
          sections: registry.managedSections,
          served: serving.served(),
          isLive: (profileId) =>
            sessions.live(profileId) !== null || registry.profile(profileId)?.recipe.kind === 'access-key',
          nameOf: (profileId) => registry.profile(profileId)?.name ?? null,
        }),
      dialogs,
    ),
    transfer: new SettingsTransfer({
      clock,
      registry,
      signIns: waysIn.signIns,
      dialog: given.trustedDialog,
      journal,
      settings,
      saveSettings: foundation.saveSettings,
      onProfileChanged: (profileId) => approvals.forget(profileId),
      onImported: () => {
        sessions.profilesChanged();
        void managedSections.reconcile();
      },
    }),
    diagnostics: new DiagnosticsDesk({ clock, machine, slices: foundation.slices }),
    reset: new Reset({ registry, managedSections, dialogs, machine, atEnd }),
  };
}
