import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { SimulatorClock } from '../simulator/clock.ts';
import { demoMfaSeed, demoMfaSerial } from '../simulator/demo-account.ts';
import { totp } from '../simulator/totp.ts';
import { until } from './desktop/index.ts';
import { run } from './desktop/processes.ts';
import { aws, desktop, keycutter, newApp, newAws, page, restartApp, withDesktop } from './support/fresh.ts';
import { givenKey, givenProfile, givenSettings, recipe } from './support/given.ts';
import { assume, row } from './support/steps.ts';

/** Sleep, lock, network, zone and shutdown, as a desktop tells of them. Each has an app of its own. */

const minute = 60_000;

let before: number;

withDesktop({ environment: { SHELL: '/bin/bash' } });

test.beforeEach(async () => {
  await newAws();
  before = (await desktop.notifications.shown()).length;
  await newApp();
});

test.afterEach(() => desktop.notifications.closeAll());

const told = async () => (await desktop.notifications.shown()).slice(before).map(({ summary }) => summary);

async function live(name: string, change = {}): Promise<void> {
  const keyId = (await keycutter.snapshot()).accessKeys[0]?.id ?? (await givenKey(page));
  await givenProfile(page, name, recipe(keyId, change));
  await assume(page, name);
  await expect(row(page, name)).toHaveAttribute('data-state', 'active');
}

/** The machine sleeps so long: timers stand still, both clocks go on. */
async function sleep(milliseconds: number): Promise<void> {
  await desktop.logind.suspend();
  aws.clock.advance(milliseconds);
  await keycutter.app.evaluate((_electron, by) => globalThis.keycutterSeams?.clock.sleep(by), milliseconds);
  await desktop.logind.resume();
}

test('what was due during a sleep is renewed after it, what ended is over at once, and one word is said of it', async () => {
  const names = ['one', 'two', 'three', 'four', 'five', 'six'];
  for (const name of names) await live(name);
  await givenSettings(page, { renewHoursAfterUse: 8 });
  for (const name of ['short', 'shorter']) {
    await givenProfile(
      page,
      name,
      recipe((await keycutter.snapshot()).accessKeys[0]?.id ?? '', {
        roleArn: 'arn:aws:iam::421012345678:role/temp-credentials-s3',
        mfaSerial: demoMfaSerial,
        durationSeconds: 900,
      }),
    );
    await assume(page, name);
    const dialog = page.getByRole('dialog', { name: 'MFA code for key demo' });
    await dialog.getByRole('textbox', { name: 'MFA code' }).fill(totp(demoMfaSeed, aws.clock.now()));
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await expect(row(page, name)).toHaveAttribute('data-state', 'active');
    // A code is good once.
    await keycutter.fastForward(30_000, aws);
  }
  const calls = aws.calls.length;
  await sleep(50 * minute);

  await keycutter.reaches('what ended is over', ({ sessions }) =>
    sessions.some(({ state }) => state === 'expired'),
  );
  const renewed = await keycutter.reaches(
    'the others are renewed',
    ({ sessions }) =>
      sessions.filter(({ expiresAt }) => (expiresAt ?? 0) > aws.clock.now() + 55 * minute).length ===
      names.length,
  );
  expect(renewed.sessions.filter(({ state }) => state === 'expired')).toHaveLength(2);
  // Signed by the machine's own clock, which did not sleep: each is refused first, and corrected by the SDK.
  const granted = aws.calls.slice(calls).filter(({ outcome }) => outcome === 'succeeded');
  expect(granted).toHaveLength(names.length);
  await expect.poll(told).toEqual(['2 sessions have ended']);
  // They take the person: the tray asks for attention.
  const item = await desktop.tray.waitForItem();
  expect(await item.menuText()).toContain('short: session has ended…');
});

test('renewals that need nobody go on while the screen is locked, and a prompt waits until it is unlocked', async () => {
  await live('prod');
  await desktop.logind.setLocked(true);
  await until('the app knows', () =>
    keycutter.app.evaluate(() => globalThis.keycutterSeams?.isScreenLocked()),
  );
  const issued = (await keycutter.snapshot()).sessions[0]?.expiresAt ?? 0;
  await keycutter.fastForward(46 * minute, aws);
  await keycutter.reaches('it is renewed', ({ sessions }) => (sessions[0]?.expiresAt ?? 0) > issued);
  expect(await told()).toEqual([]);
  await desktop.logind.setLocked(false);
  await until(
    'the app knows',
    async () => !(await keycutter.app.evaluate(() => globalThis.keycutterSeams?.isScreenLocked())),
  );
});

test('the network gone: served as long as it lives, told once for all, renewed when it is back', async () => {
  for (const name of ['one', 'two', 'three']) await live(name);
  const { port } = aws;
  await aws.close();
  await keycutter.fastForward(46 * minute);
  await keycutter.reaches('renewals fail', ({ sessions }) =>
    sessions.every(({ state, error }) => state === 'active' && error?.code.startsWith('network-') === true),
  );
  expect(await told()).toEqual([]);
  for (let minutes = 46; minutes < 52; minutes += 1) await keycutter.fastForward(minute);
  await expect.poll(told).toEqual(['3 sessions wait for the network']);
  expect(await desktop.notifications.displayed()).toBe(1);

  // Right from its first answer on: retries are under way.
  const clock = new SimulatorClock();
  clock.advance(52 * minute);
  await newAws({ port, clock });
  await desktop.logind.resume();
  await keycutter.reaches('all are renewed', ({ sessions }) =>
    sessions.every(
      ({ expiresAt, error }) => error === null && (expiresAt ?? 0) > aws.clock.now() + 55 * minute,
    ),
  );
  expect(await told()).toHaveLength(1);
  await until('the word is taken back', async () => (await desktop.notifications.displayed()) === 0);
});

test('another zone: the tray’s times are of where one is', async () => {
  await keycutter.app.evaluate(() => {
    process.env.TZ = 'Europe/Berlin';
  });
  await live('prod');
  const item = await desktop.tray.waitForItem();
  const end = (await keycutter.snapshot()).sessions[0]?.expiresAt ?? 0;
  const timeIn = (timeZone: string) =>
    new Date(end).toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  await until('the menu is there', async () => (await item.menuText()).includes('prod — until'));

  await keycutter.app.evaluate(() => {
    process.env.TZ = 'Asia/Seoul';
  });
  // As systemd says it.
  await run(
    'busctl',
    [
      `--address=${desktop.env.DBUS_SYSTEM_BUS_ADDRESS}`,
      'emit',
      '/org/freedesktop/timedate1',
      'org.freedesktop.DBus.Properties',
      'PropertiesChanged',
      'sa{sv}as',
      'org.freedesktop.timedate1',
      '0',
      '1',
      'Timezone',
    ],
    { env: desktop.env },
  );
  await until('the menu has the time of there', async () =>
    (await item.menuText()).includes(`prod — until ${timeIn('Asia/Seoul')}`),
  );
});

test('a system that shuts down is not kept waiting, and what was live is there afterwards', async () => {
  await live('prod');
  const ended = once(keycutter.app.process(), 'exit');
  await desktop.logind.shutDown();
  expect((await ended)[0]).toBe(0);
  await restartApp();
  await expect(row(page, 'prod')).toHaveAttribute('data-state', 'active');
});
