import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { type Desktop, startDesktop } from '../desktop/index.ts';
import { RunningKeycutter } from '../support/running-keycutter.ts';
import { assume, chooseInRow, row } from '../support/steps.ts';
import { closeTrayMenu, openTrayMenu, paintBackground, tidyUp } from './scenery.ts';

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const minute = 60_000;

/** `npm run tour -- --readme`: the pictures of the README, with the demo account, for a display of twice the density. */
test('The README’s pictures', async () => {
  const desktop = await startDesktop({
    screenSize: [1800, 2100],
    environment: { SHELL: '/bin/bash', GDK_SCALE: '2' },
  });
  try {
    await paintBackground(desktop);
    const keycutter = await RunningKeycutter.start(desktop, { flags: ['--force-device-scale-factor=2'] });
    const page = await keycutter.window();
    await page.clock.install();
    await keycutter.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(420, 880),
    );
    await test.step('The tray’s menu, with two sessions live and a favourite.', async () => {
      await prepare(keycutter, page);
      await page.keyboard.press('Escape');
      await takeTray(desktop);
      await (await desktop.tray.waitForItem()).clickMenu('Open Keycutter');
      await desktop.screen.waitForWindow('^Keycutter$');
    });
    await test.step('The window, light and dark, with a role that does not let this user in.', async () => {
      await assume(page, 'audit');
      await expect(row(page, 'audit')).toHaveAttribute('data-state', 'failed');
      await takeWindow(page, 'panel-light');
      await page.evaluate(async () => {
        const snapshot = await window.keycutter.snapshot.get({});
        if (snapshot.ok) await window.keycutter.settings.save({ ...snapshot.value.settings, theme: 'dark' });
      });
      await expect(page.locator(':root')).toHaveAttribute('data-theme', 'dark');
      await takeWindow(page, 'panel-dark');
    });
    await keycutter.quit();
  } finally {
    await desktop.stop();
  }
});

async function prepare(keycutter: RunningKeycutter, page: Page): Promise<void> {
  const pass = async (minutes: number) => {
    await page.clock.fastForward(minutes * minute);
    await keycutter.fastForward(minutes * minute);
  };
  const goLive = async (name: string) => {
    await assume(page, name);
    await expect(row(page, name)).toHaveAttribute('data-state', 'active');
  };
  await page.getByRole('button', { name: 'Look around with the demo account' }).click();
  await chooseInRow(page, 'billing', 'Add to favourites');
  await goLive('staging-deploy');
  await pass(108);
  await goLive('partner-b-deploy');
  await pass(17.7);
}

async function takeWindow(page: Page, name: string): Promise<void> {
  await tidyUp(page);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', scale: 'device' });
}

async function takeTray(desktop: Desktop): Promise<void> {
  const { x, height } = await openTrayMenu(desktop, { withSubmenu: true });
  const left = x - 60;
  await desktop.screen.screenshot(join(folder, 'tray.png'), {
    x: left,
    y: 0,
    width: 1800 - left,
    height: height + 60 + 40,
  });
  await closeTrayMenu(desktop);
}
