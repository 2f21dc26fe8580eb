import type { DesktopState } from '../core/desktop-state.ts';
import type { Clipboard, Clock, Logger, Notifier, Panel, Power } from '../core/ports.ts';
import type { AssertionInput, SamlWindow, TrustedDialog } from '../core/way-in-ports.ts';
import type { SystemDesktop } from './system-desktop.ts';

/** What only a running Electron can give; compose.ts builds everything else. */
export interface Desktop {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly power: Power;
  readonly notifier: Notifier;
  readonly clipboard: Clipboard;
  readonly panel: Panel;
  readonly desktopState: DesktopState;
  readonly system: SystemDesktop;
  readonly samlWindow: SamlWindow;
  readonly assertionInput: AssertionInput;
  readonly trustedDialog: TrustedDialog;
  /** Of the person, most wanted first. */
  readonly preferredLanguages: readonly string[];
  readonly quit: () => void;
}
