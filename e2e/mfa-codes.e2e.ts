import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { AssumeRoleRecipe } from '../shared/profile.ts';
import { demoMfaSeed, demoMfaSerial } from '../simulator/demo-account.ts';
import { totp } from '../simulator/totp.ts';
import { getCredentials, openDoors } from './support/doors.ts';
import { aws, desktop, keycutter, newApp, newAws, page, restartApp, withDesktop } from './support/fresh.ts';
import { givenKey, givenProfile, recipe } from './support/given.ts';
import { answerDialog } from './support/own-programs.ts';
import { assume, backToSessions, chooseInRow, openMenuItem, row } from './support/steps.ts';
import { chainRole, waysAccount } from './support/ways-account.ts';

/** MFA codes: typed, shared, made here, or printed by a program. */

const minute = 60_000;

let keyId: string;

withDesktop();

test.beforeEach(async () => {
  await newAws({ account: waysAccount() });
  await newApp();
  keyId = await givenKey(page);
});

const callsOf = (action: string) => aws.calls.filter((call) => call.action === action);
const field = (name: string) => page.getByRole('textbox', { name, exact: true });
const codePrompt = () => page.getByRole('dialog', { name: 'MFA code for key demo' });

function givenRole(name: string, change: Partial<AssumeRoleRecipe> = {}, role = name): Promise<string> {
  return givenProfile(page, name, recipe(keyId, { roleArn: chainRole(role), ...change }));
}

/** A code that AWS has not seen yet. */
async function freshCode(): Promise<string> {
  await keycutter.fastForward(90_000, aws);
  return totp(demoMfaSeed, aws.clock.now());
}

async function typeCode(code: string): Promise<void> {
  await page.getByRole('textbox', { name: 'MFA code' }).fill(code);
  await page.keyboard.press('Enter');
}

async function expectLive(name: string): Promise<void> {
  await expect(row(page, name)).toHaveAttribute('data-state', 'active');
}

test('one code opens every profile of its key, also after a restart, until it is forgotten', async () => {
  test.setTimeout(2 * minute);
  const shared = { mfaSerial: demoMfaSerial, mfaShared: true };
  for (const name of ['guarded-one', 'guarded-two', 'guarded-three']) await givenRole(name, shared);
  await assume(page, 'guarded-one');
  await typeCode('000000');
  await expect(codePrompt().getByRole('alert')).toContainText('did not accept');
  // Without moving the clock: what is of the future when the app starts again is not trusted.
  await typeCode(totp(demoMfaSeed, aws.clock.now()));
  await expectLive('guarded-one');
  await assume(page, 'guarded-two');
  await expectLive('guarded-two');
  expect(callsOf('GetSessionToken').map(({ outcome }) => outcome)).toEqual(['AccessDenied', 'succeeded']);
  expect(callsOf('AssumeRole').every(({ accessKeyId }) => accessKeyId?.startsWith('ASIA'))).toBe(true);

  await restartApp();
  await keycutter.reaches('it is there again', ({ accessKeys }) => accessKeys[0]?.mfaSessions.length === 1);
  await assume(page, 'guarded-three');
  await expectLive('guarded-three');
  expect(callsOf('GetSessionToken')).toHaveLength(2);

  await openMenuItem(page, 'Access keys');
  await page.getByRole('button', { name: 'Forget the MFA session of demo' }).click();
  await expect(page.getByRole('button', { name: 'Forget the MFA session of demo' })).toBeHidden();
  await backToSessions(page);
  await chooseInRow(page, 'guarded-one', 'Refresh');
  await expect(codePrompt()).toBeVisible();
});

test('a code for each session: one that was used is not sent again', async () => {
  await givenRole('guarded-one', { mfaSerial: demoMfaSerial });
  await givenRole('guarded-two', { mfaSerial: demoMfaSerial });
  const code = await freshCode();
  await assume(page, 'guarded-one');
  await typeCode(code);
  await expectLive('guarded-one');
  await assume(page, 'guarded-two');
  await typeCode(code);
  await expect(codePrompt().getByRole('alert')).toContainText('used');
  expect(callsOf('AssumeRole')).toHaveLength(1);
  await typeCode(await freshCode());
  await expectLive('guarded-two');
});

test('codes made here from the device’s secret, and codes that a program prints: nobody is asked', async () => {
  test.setTimeout(2 * minute);
  await givenRole('guarded-one', { mfaSerial: demoMfaSerial });
  await givenRole('guarded-two', { mfaSerial: demoMfaSerial });
  await openMenuItem(page, 'Access keys');
  const openDevice = async () => {
    await page.getByRole('button', { name: 'More for demo' }).click();
    await page.getByRole('menuitem', { name: 'MFA devices…' }).click();
    await page.getByRole('button', { name: 'Change how codes of phone come' }).click();
  };
  await openDevice();
  await page.getByRole('radio', { name: 'Made here' }).check();
  await page.getByLabel('Secret of the device').fill(demoMfaSeed);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('listitem', { name: 'phone' })).toContainText('Made here');
  await page.keyboard.press('Escape');
  await backToSessions(page);
  for (const name of ['guarded-one', 'guarded-two']) {
    await assume(page, name);
    // The second waits for the next code, which comes within 30 s.
    await keycutter.fastForward(31_000, aws);
    await expectLive(name);
  }
  expect((await keycutter.snapshot()).prompt).toBeNull();
  await chooseInRow(page, 'guarded-one', 'Stop');
  const doors = await openDoors(keycutter);
  const [served] = await Promise.all([
    getCredentials(doors, 'guarded-one'),
    keycutter.fastForward(31_000, aws),
  ]);
  expect(served.ok, 'nor when a program asks').toBe(true);
  doors.connection.close();

  const printed = join(desktop.temporary, 'the-code');
  const command = join(desktop.temporary, 'print-code');
  writeFileSync(command, `#!/bin/sh\ncat '${printed}'\n`, { mode: 0o755 });
  await openMenuItem(page, 'Access keys');
  await openDevice();
  await page.getByRole('radio', { name: 'From a command' }).check();
  await field('Command').fill(command);
  await answerDialog(keycutter, 'cancel');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('The command was not allowed, so nothing was saved.');
  await answerDialog(keycutter, 'allow');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('listitem', { name: 'phone' })).toContainText(`From ${command}`);
  await page.keyboard.press('Escape');
  await backToSessions(page);
  writeFileSync(printed, `${await freshCode()}\n`);
  const before = callsOf('AssumeRole').length;
  await chooseInRow(page, 'guarded-two', 'Refresh');
  await expect.poll(() => callsOf('AssumeRole').slice(before).at(-1)?.outcome).toBe('succeeded');
  await expectLive('guarded-two');
  expect((await keycutter.snapshot()).prompt).toBeNull();
});
