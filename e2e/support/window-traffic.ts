import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';

/** Keeps a copy of all that goes to a window, as bytes of the form in which it goes there. */
const recorder = `
const { app, ipcMain } = require('electron');
const { serialize } = require('node:v8');
globalThis.sentToWindows = [];
const handle = ipcMain.handle.bind(ipcMain);
ipcMain.handle = (channel, listener) => handle(channel, async (...given) => {
  const answer = await listener(...given);
  globalThis.sentToWindows.push(serialize(answer));
  return answer;
});
app.on('web-contents-created', (_event, contents) => {
  const send = contents.send.bind(contents);
  contents.send = (...sent) => {
    globalThis.sentToWindows.push(serialize(sent));
    return send(...sent);
  };
});
`;

/** For an app that is to record what its windows are sent. */
export function recordingFlags(folder: string): readonly string[] {
  const script = join(folder, 'record-windows.cjs');
  writeFileSync(script, recorder);
  return ['-r', script];
}

/** Every answer and every event so far. */
export async function sentToWindows(app: ElectronApplication): Promise<Buffer> {
  const all = await app.evaluate(() => {
    const kept = (globalThis as unknown as { sentToWindows: Buffer[] }).sentToWindows;
    return kept.map((bytes) => bytes.toString('base64'));
  });
  return Buffer.concat(all.map((text) => Buffer.from(text, 'base64')));
}
