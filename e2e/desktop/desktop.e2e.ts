import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ElectronApplication, expect, test } from '@playwright/test';
import { type Desktop, launchElectron, quitElectron, startDesktop, until } from './index.ts';

/** As little of an app as shows everything that a desktop must offer; it writes what happens to it into a file. */
const probeSource = `
const { app, BrowserWindow, Menu, Notification, Tray, clipboard, nativeImage, powerMonitor } = require('electron');
const { appendFileSync } = require('node:fs');
const tell = (what) => appendFileSync(process.env.PROBE_FILE, what + '\\n');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 420, height: 300, title: 'Probe window' });
  window.loadFile('index.html');
  globalThis.tray = new Tray(nativeImage.createFromBitmap(Buffer.alloc(22 * 22 * 4, 255), { width: 22, height: 22 }));
  tray.setToolTip('Nothing live');
  tray.setContextMenu(Menu.buildFromTemplate([
    { label: 'production', submenu: [{ label: 'Copy for bash', click: () => tell('copy') }] },
    { type: 'separator' },
    { label: 'Start at login', type: 'checkbox', checked: true },
    { label: 'Not now', enabled: false },
  ]));
  tray.on('click', () => tell('tray click'));
  powerMonitor.on('suspend', () => tell('suspend'));
  powerMonitor.on('resume', () => tell('resume'));
  globalThis.notify = (title) => {
    const notification = new Notification({ title, body: 'Until <b>15:42</b>' });
    notification.on('click', () => tell('notification click'));
    notification.show();
  };
  globalThis.copy = (text) => clipboard.writeText(text);
});
`;

let desktop: Desktop;
let probe: string;
let app: ElectronApplication;

const told = async () => (await readFile(join(probe, 'told'), 'utf8')).split('\n').slice(0, -1);
const waitUntilTold = (what: string) =>
  until(`the app tells "${what}"`, async () => (await told()).includes(what));

const launchProbe = () => launchElectron(desktop, probe, { env: { PROBE_FILE: join(probe, 'told') } });

test.beforeAll(async () => {
  desktop = await startDesktop();
  probe = join(desktop.temporary, 'probe');
  mkdirSync(probe);
  writeFileSync(join(probe, 'package.json'), '{ "name": "probe", "main": "main.js" }');
  writeFileSync(join(probe, 'main.js'), probeSource);
  writeFileSync(join(probe, 'index.html'), '<!doctype html><title>Probe window</title><input>');
  writeFileSync(join(probe, 'told'), '');
  app = await launchProbe();
});

test.afterAll(async () => {
  if (app !== undefined) await quitElectron(app);
  await desktop?.stop();
});

test('a tray icon is seen by the host, with its tooltip and menu', async () => {
  const item = await desktop.tray.waitForItem();
  expect(await item.state()).toMatchObject({ tooltip: 'Nothing live', status: 'Active' });
  expect((await item.state()).iconHash).not.toBe('');
  expect(await item.menuText()).toBe('production\n  Copy for bash\n---\nStart at login\nNot now');
  expect((await item.menu()).map(({ toggle, enabled }) => [toggle, enabled])).toEqual([
    ['none', true],
    ['none', true],
    ['on', true],
    ['none', false],
  ]);
});

test('clicks on the tray icon and in its menu reach the app', async () => {
  const item = await desktop.tray.waitForItem();
  await item.activate();
  await waitUntilTold('tray click');
  await item.clickMenu('production', 'Copy for bash');
  await waitUntilTold('copy');
  await expect(item.clickMenu('Not now')).rejects.toThrow('disabled');
});

test('a notification is shown, clicked and closed', async () => {
  await app.evaluate(() => (globalThis as unknown as { notify(title: string): void }).notify('Expires soon'));
  const shown = await desktop.notifications.waitFor(({ summary }) => summary === 'Expires soon');
  expect(shown).toMatchObject({ application: 'probe', body: 'Until <b>15:42</b>' });
  expect(await desktop.notifications.displayed()).toBe(1);
  await desktop.notifications.click();
  await waitUntilTold('notification click');
  await desktop.notifications.closeAll();
});

test('the clipboard is shared with other programs, both ways', async () => {
  await app.evaluate(() => (globalThis as unknown as { copy(text: string): void }).copy('from the app'));
  await until('the text has arrived', async () => (await desktop.screen.readClipboard()) === 'from the app');
  await desktop.screen.writeClipboard('from outside');
  await until('the text has arrived', () =>
    app.evaluate(async ({ clipboard }) => (await clipboard.readText()) === 'from outside'),
  );
});

test('the machine sleeps and wakes up', async () => {
  const sleeper = await launchProbe();
  await sleeper.firstWindow();
  await desktop.logind.suspend();
  await waitUntilTold('suspend');
  await desktop.logind.resume();
  await waitUntilTold('resume');
  // The other app has slept too: its windows are lost to Playwright as well.
  await Promise.all([quitElectron(sleeper), quitElectron(app)]);
  app = await launchProbe();
});

test('the keyboard types into the focused window, and the screen can be photographed', async () => {
  const page = await app.firstWindow();
  await desktop.screen.focusWindow(await desktop.screen.waitForWindow('Probe window'));
  await page.locator('input').focus();
  await desktop.screen.type('Ab 1');
  await expect(page.locator('input')).toHaveValue('Ab 1');
  const picture = join(desktop.temporary, 'screen.png');
  await desktop.screen.screenshot(picture);
  expect((await readFile(picture)).subarray(1, 4).toString()).toBe('PNG');
});

test('the keyring is locked, refuses a wrong password, and keeps its items over a restart', async () => {
  const { keyring } = desktop;
  await keyring.store('probe', 'a secret', { service: 'probe' });
  await keyring.lock();
  await expect(keyring.unlock('wrong')).rejects.toThrow('refused');
  expect(await keyring.isLocked()).toBe(true);
  await keyring.unlock();
  await keyring.restart('locked');
  expect(await keyring.isLocked()).toBe(true);
  await keyring.restart();
  expect(await keyring.items('service', 'probe')).toEqual([
    { label: 'probe', secret: 'a secret', attributes: { service: 'probe' } },
  ]);
});

test("Chromium's sandbox is in force for a plain user", async () => {
  const sandboxed = await launchElectron(desktop, probe, {
    asPlainUser: true,
    env: { PROBE_FILE: join(probe, 'told') },
  });
  await sandboxed.firstWindow();
  const pid = await sandboxed.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  // 2: system calls are filtered. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
  expect(/^Seccomp:\t(\d)/m.exec(status)?.[1]).toBe('2');
  expect(/^Uid:\t(\d+)/m.exec(status)?.[1]).not.toBe('0');
  await quitElectron(sandboxed);
});

test('a desktop without keyring, tray and notifications has none of them, and leaves nothing behind', async () => {
  const bare = await startDesktop({ keyring: 'none', trayHost: 'none', notificationServer: 'none' });
  expect(await bare.sessionBus.hasOwner('org.freedesktop.secrets')).toBe(false);
  expect(await bare.sessionBus.hasOwner('org.kde.StatusNotifierWatcher')).toBe(false);
  expect(await bare.sessionBus.hasOwner('org.freedesktop.Notifications')).toBe(false);
  await bare.stop();
  expect(existsSync(bare.folder)).toBe(false);
});
