import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { credentialCommands } from '../shared/agent-contract.ts';
import { channelName, contract } from '../shared/ipc-contract.ts';
import { type Desktop, launchElectron, quitElectron, startDesktop } from './desktop/index.ts';

const appFolder = fileURLToPath(new URL('../build/e2e', import.meta.url));

let desktop: Desktop;
let app: ElectronApplication;
let page: Page;

/** As if a page had got hold of Electron's own sender: what is left is what the main process checks. */
const rawPreload = `
  const { contextBridge, ipcRenderer } = require('electron');
  contextBridge.exposeInMainWorld('raw', { invoke: (channel, ...sent) => ipcRenderer.invoke(channel, ...sent) });
`;
const channels = Object.entries(contract).flatMap(([room, verbs]) =>
  Object.keys(verbs).map((verb) => channelName(room, verb)),
);

/** A real second window on our own address, with a real iframe in it. */
async function openWindow(trusted: boolean): Promise<number> {
  const preload = join(desktop.temporary, 'raw-preload.cjs');
  writeFileSync(preload, rawPreload);
  return app.evaluate(
    async ({ BrowserWindow }, options) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: {
          preload: options.preload,
          partition: 'window',
          sandbox: true,
          nodeIntegrationInSubFrames: true,
        },
      });
      if (options.trusted) globalThis.keycutterSeams?.trust(window.webContents);
      await window.loadURL('app://keycutter/');
      await window.webContents.executeJavaScript(`
        new Promise((resolve) => {
          // With its own text: only a frame that loads something is given a preload script.
          const frame = Object.assign(document.createElement('iframe'), { srcdoc: '<p>inside' });
          frame.addEventListener('load', () => resolve());
          document.body.append(frame);
        })
      `);
      return window.id;
    },
    { preload, trusted },
  );
}

const invoke = (windowId: number, from: 'page' | 'iframe', channel: string, sent: unknown) =>
  app.evaluate(
    async ({ BrowserWindow }, { windowId: id, from: frame, channel: name, sent: value }) => {
      const contents = BrowserWindow.fromId(id)?.webContents;
      const where = frame === 'page' ? 'window' : 'document.querySelector("iframe").contentWindow';
      const call = `${where}.raw.invoke(${JSON.stringify(name)}, ${JSON.stringify(value)})`;
      return (await contents?.executeJavaScript(call)) as unknown;
    },
    { windowId, from, channel, sent },
  );

const refusal = (code: string) => ({ ok: false, error: { code } });
let ours: number;
let foreign: number;

test.beforeAll(async () => {
  desktop = await startDesktop();
  app = await launchElectron(desktop, appFolder);
  page = await app.firstWindow();
  await page.waitForLoadState();
  ours = await openWindow(true);
  foreign = await openWindow(false);
});

test.afterAll(async () => {
  if (app !== undefined) await quitElectron(app);
  await desktop?.stop();
});

test('answers the top frame of a window of ours', async () => {
  expect(await invoke(ours, 'page', 'snapshot.get', { input: {} })).toMatchObject({ ok: true });
});

for (const channel of channels) {
  test(`${channel} refuses an iframe and a foreign window`, async () => {
    const refused = refusal('sender-refused');
    expect(await invoke(ours, 'iframe', channel, { input: {} })).toMatchObject(refused);
    expect(await invoke(foreign, 'page', channel, { input: {} })).toMatchObject(refused);
    expect(await invoke(foreign, 'iframe', channel, { input: {} })).toMatchObject(refused);
  });

  test(`${channel} refuses extra fields, prototype fields and oversize input`, async () => {
    const refused = refusal('input-refused');
    expect(await invoke(ours, 'page', channel, { input: { unexpected: 1 } })).toMatchObject(refused);
    expect(await invoke(ours, 'page', channel, { input: { constructor: {} } })).toMatchObject(refused);
    expect(await invoke(ours, 'page', channel, { input: {}, more: 1 })).toMatchObject(refused);
    const large = { input: { text: 'x'.repeat(70_000) } };
    expect(await invoke(ours, 'page', channel, large)).toMatchObject(refusal('input-too-large'));
  });
}

test('has no other channel', async () => {
  const others = Object.keys(credentialCommands.credentials).map((verb) => channelName('credentials', verb));
  for (const channel of ['app.exec', ...others]) {
    const invoked = invoke(ours, 'page', channel, { input: {} });
    await expect(invoked, channel).rejects.toThrow('No handler registered');
  }
  // Libraries that open channels of their own do it when they are first used.
  const settings = await page.evaluate(async () => {
    const answer = await window.keycutter.snapshot.get({});
    return answer.ok ? answer.value.settings : null;
  });
  if (settings === null) throw new Error('No snapshot.');
  const saved = await invoke(ours, 'page', 'settings.save', { input: settings });
  expect(saved).toMatchObject({ ok: true });
  const listened = await app.evaluate(({ ipcMain }) => ipcMain.eventNames());
  expect(listened.filter((name) => name !== 'error')).toEqual(['newListener']);
});
