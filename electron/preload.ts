import { contextBridge, ipcRenderer } from 'electron';
import { channelName, commandNames, snapshotChangedChannel } from '../shared/channels.ts';
import type { CallOptions } from '../shared/ipc-contract.ts';
import type { SnapshotChange } from '../shared/views.ts';
import type { WindowApi } from '../shared/window-api.ts';

/** All that a page of ours can reach: one function a command, and the one event. */
const commands = Object.fromEntries(
  Object.entries(commandNames).map(([room, verbs]) => [
    room,
    Object.fromEntries(verbs.map((verb) => [verb, caller(channelName(room, verb))])),
  ]),
) as Omit<WindowApi, 'onSnapshotChanged'>;

const api: WindowApi = { ...commands, onSnapshotChanged };

function caller(channel: string) {
  return (input: unknown, options?: CallOptions) =>
    ipcRenderer.invoke(
      channel,
      options?.callId === undefined ? { input } : { callId: options.callId, input },
    );
}

function onSnapshotChanged(listener: (change: SnapshotChange) => void): () => void {
  const forward = (_event: unknown, change: SnapshotChange) => listener(change);
  ipcRenderer.on(snapshotChangedChannel, forward);
  return () => {
    ipcRenderer.off(snapshotChangedChannel, forward);
  };
}

contextBridge.exposeInMainWorld('keycutter', api);
