import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { AssumeRoleRecipe } from '../shared/profile.ts';
import { demoMfaSeed, demoMfaSerial } from '../simulator/demo-account.ts';
import { totp } from '../simulator/totp.ts';
import { until } from './desktop/index.ts';
import { clientEnvironment, runProgram } from './support/aws-clients.ts';
import { type Doors, getCredentials, openDoors, runInstalled } from './support/doors.ts';
import { aws, desktop, keycutter, newApp, newAws, page, withDesktop } from './support/fresh.ts';
import { answerOf, givenKey, givenProfile, recipe } from './support/given.ts';
import { decideAtPortal, PersonBrowser } from './support/person-browser.ts';
import { givenSignIn } from './support/sign-in-steps.ts';
import { assume, chooseInRow, row } from './support/steps.ts';
import { chainRole, identityCenterMethod, waysAccount } from './support/ways-account.ts';

/** However many ask, the person is asked once; and not at all when they are not there. */

const minute = 60_000;

let browser: PersonBrowser;
let doors: Doors;
let keyId: string;

withDesktop();

test.beforeEach(async () => {
  await desktop.notifications.closeAll();
  await newAws({ account: waysAccount() });
  browser = new PersonBrowser(desktop);
  await newApp({ env: browser.env });
  keyId = await givenKey(page);
  doors = await openDoors(keycutter);
});

test.afterEach(async () => {
  doors.connection.close();
  await desktop.logind.setLocked(false);
});

const callsOf = (action: string) => aws.calls.filter((call) => call.action === action);
// After a jump of the clock a call may be refused once: by the signature's time, or with a session that just ended.
const assumed = () => callsOf('AssumeRole').filter(({ outcome }) => outcome === 'succeeded');
const notified = () =>
  keycutter.app.evaluate(() => (globalThis.keycutterSeams?.notifications ?? []).map(({ title }) => title));
const mfa = { mfaSerial: demoMfaSerial };

function givenRole(name: string, change: Partial<AssumeRoleRecipe> = {}): Promise<string> {
  return givenProfile(page, name, recipe(keyId, { roleArn: chainRole(name), ...change }));
}

async function givenPermissionSets(names: readonly string[]): Promise<readonly string[]> {
  const signInId = await givenSignIn(page, 'corp', identityCenterMethod());
  const ids: string[] = [];
  for (const name of names) {
    const source = { kind: 'sign-in', signInId } as const;
    const place = { accountId: '100000000001', roleName: name, region: 'eu-central-1' };
    ids.push(await givenProfile(page, name, { kind: 'identity-center', source, ...place }));
  }
  return ids;
}

async function typeCode(): Promise<void> {
  await keycutter.fastForward(90_000, aws);
  await page.getByRole('textbox', { name: 'MFA code' }).fill(totp(demoMfaSeed, aws.clock.now()));
  await page.keyboard.press('Enter');
}

async function reachesLive(profileIds: readonly string[]): Promise<void> {
  await keycutter.reaches('all are live', ({ sessions }) =>
    profileIds.every((id) => sessions.some(({ profileId, state }) => profileId === id && state === 'active')),
  );
}

async function lockScreen(locked: boolean): Promise<void> {
  await desktop.logind.setLocked(locked);
  await until('the app knows of it', () =>
    keycutter.app.evaluate(
      (_electron, wanted) => globalThis.keycutterSeams?.isScreenLocked() === wanted,
      locked,
    ),
  );
}

/** As programs do that come back for ever: so many times, some at once. Answers with the codes of all refusals. */
async function poll(times: number, profiles: readonly string[]): Promise<ReadonlySet<string>> {
  const refusals = new Set<string>();
  const atOnce = 20;
  for (let asked = 0; asked < times; asked += atOnce) {
    const answers = await Promise.all(
      Array.from({ length: atOnce }, (_, index) =>
        getCredentials(doors, profiles[index % profiles.length] ?? ''),
      ),
    );
    for (const answer of answers) refusals.add(answer.ok ? 'served' : answer.error.code);
  }
  return refusals;
}

/** Every call that would put a window in front of the person, from now on. */
async function watchWindows(): Promise<() => Promise<readonly string[]>> {
  await keycutter.app.evaluate(({ BrowserWindow }) => {
    const seen: string[] = [];
    Object.assign(globalThis, { windowCalls: seen });
    const all: Record<string, unknown> = BrowserWindow.prototype as never;
    for (const name of [
      'show',
      'focus',
      'showInactive',
      'moveTop',
      'restore',
      'flashFrame',
      'setAlwaysOnTop',
    ]) {
      const original = all[name] as (...given: unknown[]) => unknown;
      all[name] = function (this: unknown, ...given: unknown[]) {
        seen.push(name);
        return original.apply(this, given);
      };
    }
  });
  return () => keycutter.app.evaluate(() => (globalThis as { windowCalls?: string[] }).windowCalls ?? []);
}

test('a parent and its two children that expire together make one prompt', async () => {
  test.setTimeout(3 * minute);
  const parent = await givenRole('parent', mfa);
  const source = { kind: 'profile', profileId: parent } as const;
  const family = [parent, await givenRole('child-one', { source }), await givenRole('child-two', { source })];
  await assume(page, 'child-one');
  await typeCode();
  await reachesLive(family.slice(0, 2));
  await assume(page, 'child-two');
  await reachesLive(family);
  expect(assumed()).toHaveLength(3);

  await keycutter.fastForward(61 * minute, aws);
  const names = ['child-one', 'parent', 'child-two'];
  const before = await notified();
  expect(await poll(60, names)).toEqual(new Set(['mfa-needed']));
  const { prompt } = await keycutter.snapshot();
  expect(prompt).toMatchObject({ serial: demoMfaSerial, waiting: 0 });
  expect((await notified()).filter((title) => /^MFA code for/.test(title))).toHaveLength(1);
  expect(before.filter((title) => /^MFA code for/.test(title))).toEqual([]);
  await typeCode();
  await reachesLive([parent]);
  expect(await poll(20, names)).toEqual(new Set(['served']));
  await reachesLive(family);
  expect(assumed()).toHaveLength(6);
  expect((await keycutter.snapshot()).prompt).toBeNull();
});

test('forty programs, the timer and the window at once make one prompt, and all are served by one code', async () => {
  test.setTimeout(3 * minute);
  const shared = { ...mfa, mfaShared: true };
  const names = ['guarded-one', 'guarded-two', 'guarded-three'];
  const ids: string[] = [];
  for (const name of names) ids.push(await givenRole(name, shared));
  const env = clientEnvironment(desktop, aws.url);
  const helper = (id: string) => runProgram(join(keycutter.userData, 'bin/keycutter-credentials'), [id], env);
  const creds = (name: string) => runInstalled(keycutter, 'keycutter', ['creds', name], { env });
  const turn = <Value>(values: readonly Value[], index: number) => values[index % values.length] as Value;
  // The helper is known to the app by the sections that were written for it.
  for (const [index, profileId] of ids.entries()) {
    const section = { profileId, name: turn(names, index), kind: 'process', takeOver: true } as const;
    answerOf(await page.evaluate((given) => window.keycutter.awsFiles.writeSection(given), section));
  }
  const programs = [
    ...Array.from({ length: 12 }, (_, index) => helper(turn(ids, index))),
    ...Array.from({ length: 4 }, (_, index) => creds(turn(names, index))),
    poll(40, names),
  ];
  // The prompt that is up keeps a person from the rows: by what the rows call.
  const asked = page.evaluate(
    (given) => Promise.all(given.map((profileId) => window.keycutter.sessions.assume({ profileId }))),
    ids,
  );
  await Promise.all([...programs, keycutter.fastForward(10_000, aws)]);
  const { prompt } = await keycutter.snapshot();
  expect(prompt).toMatchObject({ serial: demoMfaSerial, waiting: 0 });
  expect((await notified()).filter((title) => /^MFA code for/.test(title)).length).toBeLessThanOrEqual(1);
  await typeCode();
  expect((await asked).every(({ ok }) => ok)).toBe(true);
  await reachesLive(ids);
  expect(callsOf('GetSessionToken').filter(({ outcome }) => outcome === 'succeeded')).toHaveLength(1);
  for (const id of ids) expect(await helper(id)).toMatchObject({ code: 0, err: '' });
});

test('a sign-in: one notification, one prompt, one page, whoever asks', async () => {
  test.setTimeout(2 * minute);
  const names = ['ReadOnly', 'PowerUser', 'Billing'];
  const ids = await givenPermissionSets(names);
  await page.evaluate(() => window.keycutter.panel.hide({}));
  await until('the window is gone', async () => (await desktop.screen.windows('^Keycutter$')).length === 0);
  const windowCalls = await watchWindows();
  expect(await poll(100, names)).toEqual(new Set(['sign-in-needed']));
  expect(await notified()).toEqual(['Sign-in wanted: corp']);
  expect((await keycutter.snapshot()).signInPrompt).toMatchObject({ stage: 'asked', waiting: 0 });
  expect(await windowCalls(), 'nothing is shown, nothing takes the focus').toEqual([]);
  expect(browser.starts()).toEqual([]);

  // A click on it opens the window, and the person goes on there.
  await desktop.notifications.waitFor(({ summary }) => summary === 'Sign-in wanted: corp');
  await desktop.notifications.click();
  await desktop.screen.waitForWindow('^Keycutter$');
  expect(await windowCalls(), 'what the person does is seen').toContain('show');
  const dialog = page.getByRole('dialog', { name: 'Sign in to corp?' });
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  const address = await browser.nextAddress();
  await poll(20, names);
  expect(browser.starts()).toHaveLength(1);
  await decideAtPortal(aws, address);
  await keycutter.reaches('it is signed in', ({ signIns }) => signIns[0]?.state === 'signed-in');
  expect(await poll(20, names)).toEqual(new Set(['served']));
  await reachesLive(ids);
  expect(callsOf('CreateToken')).toHaveLength(1);
});

test('what was sent away is not raised again by 1,000 polls, until somebody asks', async () => {
  test.setTimeout(3 * minute);
  await givenRole('guarded-one', mfa);
  await givenPermissionSets(['ReadOnly']);
  const names = ['guarded-one', 'ReadOnly'];
  await poll(20, names);
  await page.getByRole('dialog').getByRole('button', { name: 'Not now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Not now' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const before = await notified();
  expect(await poll(1_000, names)).toEqual(new Set(['mfa-needed', 'sign-in-needed']));
  const { prompt, signInPrompt } = await keycutter.snapshot();
  expect({ prompt, signInPrompt }).toEqual({ prompt: null, signInPrompt: null });
  expect(await notified()).toEqual(before);
  await assume(page, 'guarded-one');
  await expect(page.getByRole('dialog', { name: 'MFA code for key demo' })).toBeVisible();
  await typeCode();
  await expect(row(page, 'guarded-one')).toHaveAttribute('data-state', 'active');
  await assume(page, 'ReadOnly');
  await browser.nextAddress();
  await expect(page.getByRole('dialog', { name: 'Sign in to corp' })).toBeVisible();
});

test('a locked screen: 1,000 polls raise nothing, and the first after it does', async () => {
  test.setTimeout(3 * minute);
  await givenRole('guarded-one', mfa);
  await givenPermissionSets(['ReadOnly']);
  const names = ['guarded-one', 'ReadOnly'];
  await lockScreen(true);
  const windowCalls = await watchWindows();
  expect(await poll(1_000, names)).toEqual(new Set(['mfa-needed', 'sign-in-needed']));
  const { prompt, signInPrompt } = await keycutter.snapshot();
  expect({ prompt, signInPrompt }).toEqual({ prompt: null, signInPrompt: null });
  expect(await notified()).toEqual([]);
  expect(browser.starts()).toEqual([]);
  expect(await windowCalls()).toEqual([]);
  await lockScreen(false);
  await poll(20, names);
  await keycutter.reaches('both are asked for', (now) => now.prompt !== null && now.signInPrompt !== null);
});

test('renewals in the background never show or focus a window', async () => {
  test.setTimeout(3 * minute);
  const hub = await givenRole('hub');
  const spoke = await givenRole('spoke', { source: { kind: 'profile', profileId: hub } });
  const [reader = ''] = await givenPermissionSets(['Administrator']);
  await assume(page, 'spoke');
  await assume(page, 'Administrator');
  await decideAtPortal(aws, await browser.nextAddress());
  await reachesLive([hub, spoke, reader]);
  await chooseInRow(page, 'spoke', 'Check');
  await page.evaluate(() => window.keycutter.panel.hide({}));
  await until('the window is gone', async () => (await desktop.screen.windows('^Keycutter$')).length === 0);
  const windowCalls = await watchWindows();
  const before = (await keycutter.snapshot()).sessions.map(({ accessKeyId }) => accessKeyId);
  // Three times into the quarter of an hour before the end of their hour.
  for (let round = 0; round < 3; round += 1) {
    await keycutter.fastForward(50 * minute, aws);
    await reachesLive([hub, spoke, reader]);
  }
  const { sessions } = await keycutter.snapshot();
  expect(sessions.filter(({ accessKeyId }) => before.includes(accessKeyId))).toEqual([]);
  expect(callsOf('CreateToken').length, 'by refresh tokens').toBeGreaterThan(1);
  expect(await windowCalls()).toEqual([]);
  expect(await desktop.screen.windows('^Keycutter$')).toEqual([]);
  expect(browser.starts()).toHaveLength(1);
});
