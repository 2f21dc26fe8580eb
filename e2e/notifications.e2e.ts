import { expect, test } from '@playwright/test';
import type { Snapshot } from '../shared/views.ts';
import { demoMfaSeed, demoMfaSerial } from '../simulator/demo-account.ts';
import { totp } from '../simulator/totp.ts';
import { until } from './desktop/index.ts';
import { aws, desktop, keycutter, newApp, newAws, page, withDesktop } from './support/fresh.ts';
import { givenKey, givenProfile, givenSettings, recipe } from './support/given.ts';
import { assume, row } from './support/steps.ts';

const minute = 60_000;
const mfa = { roleArn: 'arn:aws:iam::421012345678:role/temp-credentials-s3', mfaSerial: demoMfaSerial };

/** How many the desktop had shown before this test. */
let before: number;

withDesktop({ environment: { SHELL: '/bin/bash' } });

test.beforeEach(async () => {
  await newAws();
  before = (await desktop.notifications.shown()).length;
  await newApp();
});

test.afterEach(() => desktop.notifications.closeAll());

const told = async () => (await desktop.notifications.shown()).slice(before);
/** Exactly these titles, in this order. A probe of its own follows them, so nothing is still on its way. */
async function expectTold(...titles: readonly (string | RegExp)[]) {
  await expect.poll(async () => (await told()).length).toBeGreaterThanOrEqual(titles.length);
  const given = await keycutter.app.evaluate(() => globalThis.keycutterSeams?.notifications.length ?? -1);
  expect(given).toBe(titles.length);
  const shown = await told();
  expect(shown).toHaveLength(titles.length);
  for (const [index, title] of titles.entries()) expect(shown[index]?.summary).toMatch(title);
  return shown;
}

async function becomesLive(name: string): Promise<void> {
  await expect(row(page, name)).toHaveAttribute('data-state', 'active');
}

async function assumeWithCode(name: string): Promise<void> {
  await assume(page, name);
  const dialog = page.getByRole('dialog', { name: 'MFA code for key demo' });
  await dialog.getByRole('textbox', { name: 'MFA code' }).fill(totp(demoMfaSeed, aws.clock.now()));
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await becomesLive(name);
}

/** No faster than its renewals: what falls due in a step is done before the next. */
async function pass(minutes: number): Promise<void> {
  const settled = ({ sessions }: Snapshot) =>
    sessions.every(({ state }) => state !== 'refreshing' && state !== 'acquiring');
  for (let passed = 0; passed < minutes; passed += 5) {
    await keycutter.fastForward(Math.min(5, minutes - passed) * minute, aws);
    await keycutter.reaches('renewals are done', settled);
  }
}

test('a session that needs a person is warned of once, and told of once when it ends', async () => {
  await givenProfile(page, 'prod', recipe(await givenKey(page), mfa));
  await assumeWithCode('prod');
  await pass(49);
  await expectTold();
  await pass(2);
  const [warning] = await expectTold(/^prod ends at \d\d:\d\d$/);
  expect(warning).toMatchObject({ application: 'Keycutter', body: 'Renew it to go on working.' });
  await pass(8);
  await expectTold(/^prod ends/);
  await pass(2);
  const [, end] = await expectTold(/^prod ends/, /^prod has ended$/);
  expect(end?.body).toMatch(/^The session ended at \d\d:\d\d\.$/);
  await pass(60);
  await expectTold(/^prod ends/, /^prod has ended$/);
});

test('of a session that renews itself nothing is said; of a copy that left by value it is', async () => {
  const keyId = await givenKey(page);
  await givenSettings(page, { exportWay: 'value' });
  await givenProfile(page, 'quiet', recipe(keyId));
  await givenProfile(page, 'copied', recipe(keyId));
  for (const name of ['quiet', 'copied']) {
    await assume(page, name);
    await becomesLive(name);
  }
  await page.getByRole('button', { name: 'Copy copied for bash' }).click();
  await keycutter.reaches('the copy is remembered', ({ copies }) => copies.length === 1);
  await pass(49);
  await expectTold();
  await pass(2);
  const [warning] = await expectTold(/^Copied keys of copied end at \d\d:\d\d$/);
  expect(warning?.body).toBe('They do not renew; copy again before then.');
  await pass(10);
  const [, end] = await expectTold(/ end at/, 'Copied keys of copied have ended');
  expect(end?.body).toMatch(/^They ended at \d\d:\d\d; copy again\.$/);
  await pass(60);
  await expectTold(/ end at/, 'Copied keys of copied have ended');
  await becomesLive('quiet');
  await becomesLive('copied');
});

test('a name is text in it, and a click on it leads to its row', async () => {
  const keyId = await givenKey(page);
  const name = '<b>R&D</b> <img src=x>';
  const id = await givenProfile(page, name, recipe(keyId));
  for (let index = 10; index < 40; index += 1) await givenProfile(page, `profile-${index}`, recipe(keyId));
  await givenSettings(page, { renewHoursAfterUse: 0 });
  await assume(page, name);
  await becomesLive(name);
  await page.keyboard.press('Escape');
  await until('the window is hidden', async () => (await desktop.screen.windows('^Keycutter$')).length === 0);

  await pass(51);
  const [warning] = await expectTold(/ends at/);
  expect(warning?.summary).toMatch(/^<b>R&D<\/b> <img src=x> ends at \d\d:\d\d$/);
  expect(await desktop.screen.windows('^Keycutter$'), 'nothing shows the window but the person').toEqual([]);
  await pass(10);
  await expectTold(/ends at/, /has ended$/);
  await desktop.notifications.click();
  await desktop.screen.waitForWindow('^Keycutter$');
  await expect(row(page, name)).toBeInViewport();
  await expect(page.locator(`[data-profile-id="${id}"]`).getByRole('button').first()).toBeFocused();
});

test('what ended during a sleep is told in one', async () => {
  const keyId = await givenKey(page);
  const names = ['one', 'two', 'three', 'four'];
  await givenSettings(page, { renewHoursAfterUse: 0 });
  for (const name of names) {
    await givenProfile(page, name, recipe(keyId));
    await assume(page, name);
    await becomesLive(name);
  }
  aws.clock.advance(8 * 60 * minute);
  await keycutter.app.evaluate(
    (_electron, by) => globalThis.keycutterSeams?.clock.sleep(by),
    8 * 60 * minute,
  );
  await expectTold();
  // As a desktop tells it before Electron 37: twice.
  await desktop.logind.resume();
  const [summary] = await expectTold('4 sessions have ended');
  expect(summary?.body).toBe('one, two, three and 1 more');
  await keycutter.reaches('all are over', ({ sessions }) =>
    sessions.every(({ state }) => state === 'expired'),
  );
  await pass(10);
  await expectTold('4 sessions have ended');
});

test.describe('on a desktop that shows none', () => {
  test.beforeEach(() => desktop.stopNotificationServer());
  test.afterEach(() => desktop.startNotificationServer());

  test('the tray asks for attention, and nothing breaks', async () => {
    const id = await givenProfile(page, 'prod', recipe(await givenKey(page)));
    const item = await desktop.tray.waitForItem();
    await assume(page, 'prod');
    await becomesLive('prod');
    const live = await until('the tray shows it', async () => {
      const state = await item.state();
      return state.tooltip.includes('prod until') && state;
    });
    // Its renewal is refused for good.
    aws.faults.next(
      { kind: 'error', status: 403, code: 'AccessDenied', message: 'No longer.' },
      { times: Number.POSITIVE_INFINITY, action: 'AssumeRole' },
    );
    await pass(46);
    const failed = ({ activity }: Snapshot) => activity[0]?.kind === 'failed';
    await keycutter.reaches('the renewal has failed', failed);
    await pass(15);
    await keycutter.reaches('it is over', ({ sessions }) => sessions[0]?.expiresAt === null);
    const given = await keycutter.app.evaluate(() =>
      globalThis.keycutterSeams?.notifications.map(({ title }) => title),
    );
    expect(given).toContain('prod can’t be renewed');
    await expect.poll(async () => (await item.state()).iconHash).not.toBe(live.iconHash);

    aws.faults.clear();
    await page.evaluate((profileId) => window.keycutter.sessions.assume({ profileId }), id);
    await becomesLive('prod');
  });
});
