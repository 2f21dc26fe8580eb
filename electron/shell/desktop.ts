import type { Clipboard, Clock, Logger, Notifier, Panel, Power } from '../core/ports.ts';
import type { AssertionInput, SamlWindow, TrustedDialog } from '../core/way-in-ports.ts';

/** What only a running Electron can give; compose.ts builds everything else. */
export interface Desktop {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly power: Power;
  readonly notifier: Notifier;
  readonly clipboard: Clipboard;
  readonly panel: Panel;
  readonly samlWindow: SamlWindow;
  readonly assertionInput: AssertionInput;
  readonly trustedDialog: TrustedDialog;
  readonly quit: () => void;
}
