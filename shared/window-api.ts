import type { WindowCommands } from './ipc-contract.ts';
import type { SnapshotChange } from './views.ts';

/** What `window.keycutter` is, all of it. */
export interface WindowApi extends WindowCommands {
  /** Subscribe first, then ask for the snapshot. Answers with the way to unsubscribe. */
  readonly onSnapshotChanged: (listener: (change: SnapshotChange) => void) => () => void;
}
