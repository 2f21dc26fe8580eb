import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { type Desktop, startDesktop, until } from './desktop/index.ts';
import { windowOf } from './support/keycutter-window.ts';
import { RunningKeycutter } from './support/running-keycutter.ts';

/** A desktop whose panel comes, goes, or is not there at all. */

let desktop: Desktop;
let keycutter: RunningKeycutter;

test.beforeEach(async () => {
  desktop = await startDesktop({ trayHost: 'none' });
});

test.afterEach(async () => {
  await keycutter?.quit();
  await desktop?.stop();
});

/** How long a panel may take to come, until the app makes do without. */
const panelTakes = 10_000;
const trayIs = (tray: boolean) =>
  until(`it is known that the tray is ${tray}`, async () => {
    // Started hidden there is no window to wait for, and so nothing to ask at first.
    const snapshot = await keycutter.snapshot().catch(() => null);
    return snapshot?.status.desktop.tray === tray;
  });

test('started hidden where there is no tray, it waits in the taskbar', async () => {
  keycutter = await RunningKeycutter.start(desktop, { args: ['--hidden'] });
  const window = windowOf(keycutter);
  await trayIs(false);
  expect(await window.count()).toBe(0);
  await keycutter.fastForward(panelTakes);
  const [entry = ''] = await until('it is in the taskbar', async () => {
    const entries = await desktop.screen.taskbar('^Keycutter$');
    return entries.length > 0 && entries;
  });
  await until('it is minimized', () => desktop.screen.isMinimized(entry));
  expect(await window.hasFocus()).toBe(false);

  await desktop.screen.focusWindow(entry);
  await window.focused();
});

test('without a tray, closing and Escape minimize: it goes on, and is found again', async () => {
  keycutter = await RunningKeycutter.start(desktop);
  const window = windowOf(keycutter);
  const page = await keycutter.window();
  await trayIs(false);
  await window.focused();
  const [entry = ''] = await desktop.screen.taskbar('^Keycutter$');

  await window.close();
  await until('it is minimized', () => desktop.screen.isMinimized(entry));
  expect(await desktop.screen.taskbar('^Keycutter$')).toEqual([entry]);
  await desktop.screen.focusWindow(entry);
  await window.focused();

  await page.keyboard.press('Escape');
  await until('it is minimized', () => desktop.screen.isMinimized(entry));
  expect(await window.count()).toBe(1);
  await desktop.screen.focusWindow(entry);
  await window.focused();

  const gone = once(keycutter.app.process(), 'exit');
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  // The window may be gone before Playwright has been told that it was clicked.
  void page
    .getByRole('menuitem', { name: 'Quit' })
    .click()
    .catch(() => undefined);
  expect((await gone)[0]).toBe(0);
});

test('an app that was there before the panel gets its icon when the panel comes', async () => {
  keycutter = await RunningKeycutter.start(desktop, { args: ['--hidden'] });
  const window = windowOf(keycutter);
  await trayIs(false);
  await desktop.startTrayHost();
  await trayIs(true);
  await keycutter.fastForward(panelTakes);
  const item = await desktop.tray.waitForItem();
  expect(await item.state()).toMatchObject({ status: 'Active', tooltip: 'Keycutter: no live session' });
  expect(await item.menuText()).toBe('Open Keycutter\nQuit');
  expect(await window.count()).toBe(0);
  await item.activate();
  await window.focused();
});

test('when the panel goes, a hidden window is in the taskbar; when it comes back, so does the icon', async () => {
  await desktop.startTrayHost();
  keycutter = await RunningKeycutter.start(desktop);
  const window = windowOf(keycutter);
  await keycutter.window();
  await desktop.tray.waitForItem();
  await trayIs(true);
  await window.close();
  await window.hidden();
  await until('it is in no taskbar', async () => (await desktop.screen.taskbar('^Keycutter$')).length === 0);

  await desktop.stopTrayHost();
  await trayIs(false);
  await keycutter.fastForward(panelTakes);
  await until('it is in the taskbar', async () => (await desktop.screen.taskbar('^Keycutter$')).length === 1);

  await desktop.startTrayHost();
  await trayIs(true);
  await keycutter.fastForward(panelTakes);
  const item = await desktop.tray.waitForItem();
  await item.activate();
  await window.focused();
  expect(await desktop.tray.items()).toHaveLength(1);
});
