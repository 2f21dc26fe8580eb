import type { EventEmitter } from 'node:events';
import { ipcMain } from 'electron';
import type { Logger } from '../core/ports.ts';
import type { SnapshotHub } from '../core/snapshot-hub.ts';
import { type DispatchedHandlers, Dispatcher } from './dispatcher.ts';
import type { TrustedSenders } from './trusted-senders.ts';

/** Opens the app to its own windows; a window's page is trusted by adding it to what this returns. */
export function registerIpc(
  handlers: DispatchedHandlers,
  snapshots: SnapshotHub,
  logger: Logger,
): TrustedSenders {
  const dispatcher = new Dispatcher(logger);
  // Our channels are all handled, none is listened to. A library that opens one beside them (electron-store does, for
  // windows with stores of their own, and lets anyone in) has it closed again.
  const channels: EventEmitter = ipcMain;
  channels.on('newListener', (channel: string) => {
    if (channel !== 'newListener') queueMicrotask(() => channels.removeAllListeners(channel));
  });
  dispatcher.register(ipcMain, handlers);
  snapshots.subscribe((change) => dispatcher.publish(change));
  return dispatcher.senders;
}
