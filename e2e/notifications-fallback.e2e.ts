import { expect, test } from '@playwright/test';
import { until } from './desktop/index.ts';
import { aws, desktop, keycutter, newApp, newAws, page, withDesktop } from './support/fresh.ts';
import { givenKey, givenProfile, givenSettings, recipe } from './support/given.ts';
import { assume, row } from './support/steps.ts';

/** Where notifications are not shown: no service for them, or quiet hours. And taken back when their reason is gone. */

const minute = 60_000;

let before: number;

withDesktop({ environment: { SHELL: '/bin/bash', TZ: 'Europe/Berlin' } });

test.beforeEach(async () => {
  await newAws();
  before = (await desktop.notifications.shown()).length;
  await newApp();
});

const told = async () => (await desktop.notifications.shown()).slice(before).map(({ summary }) => summary);
const notices = () => page.getByRole('region', { name: 'Notices' });

/** One that does not renew itself. */
async function live(name: string): Promise<void> {
  const keyId = (await keycutter.snapshot()).accessKeys[0]?.id ?? (await givenKey(page));
  await givenSettings(page, { renewHoursAfterUse: 0 });
  await givenProfile(page, name, recipe(keyId));
  await assume(page, name);
  await expect(row(page, name)).toHaveAttribute('data-state', 'active');
}

const shows = (notifications: boolean) =>
  keycutter.reaches('the app knows of it', ({ status }) => status.desktop.notifications === notifications);

test('no service: the window and the tray say it instead; with one again, the desktop does', async () => {
  await live('prod');
  await shows(true);
  await desktop.stopNotificationServer();
  await shows(false);
  const item = await desktop.tray.waitForItem();
  await keycutter.fastForward(51 * minute, aws);

  await expect(notices()).toContainText(/prod ends at \d\d:\d\d/);
  await expect(notices()).toContainText('Renew it to go on working.');
  await until('the tray asks for attention', async () => (await item.menuText()).includes('prod ends at'));
  await notices().getByRole('button', { name: 'Show it' }).click();
  await expect(row(page, 'prod').getByRole('button').first()).toBeFocused();

  await notices().getByRole('button', { name: 'Dismiss' }).click();
  await expect(notices()).toBeHidden();
  await until('the tray is calm', async () => !(await item.menuText()).includes('prod ends at'));

  await desktop.startNotificationServer();
  await shows(true);
  await keycutter.fastForward(10 * minute, aws);
  await expect.poll(told).toEqual(['prod has ended']);
  await expect(notices()).toBeHidden();
});

test('what is kept in the window goes when its reason is gone', async () => {
  await live('prod');
  await desktop.stopNotificationServer();
  await shows(false);
  await keycutter.fastForward(51 * minute, aws);
  await expect(notices()).toContainText('prod ends at');
  await page.evaluate(() => window.keycutter.sessions.stopAll({}));
  await expect(notices()).toBeHidden();
  await desktop.startNotificationServer();
});

test('a warning is taken back when the session is renewed', async () => {
  await live('prod');
  await keycutter.fastForward(51 * minute, aws);
  await until('it is shown', async () => (await desktop.notifications.displayed()) === 1);
  const [session] = (await keycutter.snapshot()).sessions;
  await page.evaluate(
    (profileId) => window.keycutter.sessions.refresh({ profileId }),
    session?.profileId ?? '',
  );
  await until('it is gone', async () => (await desktop.notifications.displayed()) === 0);
});

test('in quiet hours nothing is shown; afterwards what still matters', async () => {
  const now = await keycutter.app.evaluate(() => globalThis.keycutterSeams?.clock.now() ?? 0);
  const wall = (minutes: number) =>
    new Date(now + minutes * minute).toLocaleTimeString('en-GB', {
      timeZone: 'Europe/Berlin',
      hour: '2-digit',
      minute: '2-digit',
    });
  await live('prod');
  await givenSettings(page, { exportWay: 'value' });
  await page.getByRole('button', { name: 'Copy prod for bash' }).click();
  await keycutter.reaches('the copy is remembered', ({ copies }) => copies.length === 1);
  await givenSettings(page, { quietFrom: wall(40), quietTo: wall(80) });
  await keycutter.fastForward(51 * minute, aws);
  await keycutter.fastForward(15 * minute, aws);
  await keycutter.reaches('it is over', ({ sessions }) => sessions[0]?.state === 'expired');
  expect(await keycutter.app.evaluate(() => globalThis.keycutterSeams?.notifications.length)).toBe(0);
  await keycutter.fastForward(16 * minute, aws);
  await expect.poll(told).toEqual(['Copied keys of prod have ended']);
});
