import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { playOnTerminal } from '../cli/testing/terminal-session.ts';
import { demoMfaSeed, demoMfaSerial } from '../simulator/demo-account.ts';
import { totp } from '../simulator/totp.ts';
import { until } from './desktop/index.ts';
import type { Environment } from './desktop/processes.ts';
import { askByCli, clientEnvironment, hasAwsCli, runProgram } from './support/aws-clients.ts';
import { aws, desktop, keycutter, newApp, newAws, page, withDesktop } from './support/fresh.ts';
import { answerOf, givenKey, recipe } from './support/given.ts';
import { tabTo } from './support/keyboard.ts';

/** A program asks, and a person has to say or type something first. */

let profileId: string;
let env: Environment;

withDesktop();

test.beforeEach(async () => {
  await newAws();
  await newApp();
  env = clientEnvironment(desktop, aws.url);
});

test.afterEach(() => desktop.logind.setLocked(false));

const commandPath = () => join(keycutter.userData, 'bin/keycutter');
const creds = () => runProgram(commandPath(), ['creds', 'guarded'], env);
const helper = () => runProgram(join(keycutter.userData, 'bin/keycutter-credentials'), [profileId], env);
const shown = () =>
  keycutter.app.evaluate(() => (globalThis.keycutterSeams?.notifications ?? []).map(({ title }) => title));
const assumed = () =>
  aws.calls.filter(({ action, outcome }) => action === 'AssumeRole' && outcome === 'succeeded');

/** A profile and its managed section, both named guarded. */
async function givenGuarded(guard: 'mfa' | 'approval'): Promise<void> {
  const keyId = await givenKey(page);
  const change =
    guard === 'mfa'
      ? {
          mfaSerial: demoMfaSerial,
          roleArn: 'arn:aws:iam::421012345678:role/temp-credentials-s3',
        }
      : {};
  const draft = { name: 'guarded', recipe: recipe(keyId, change), askBeforeServing: guard === 'approval' };
  profileId = answerOf(
    await page.evaluate((given) => window.keycutter.profiles.save({ draft: given }), draft),
  );
  const section = { profileId, name: 'guarded', kind: 'process', takeOver: true } as const;
  answerOf(await page.evaluate((given) => window.keycutter.awsFiles.writeSection(given), section));
}

test('asked for by the AWS CLI, allowed by keyboard in the window, served', async () => {
  test.skip(!hasAwsCli(), 'the AWS CLI is not installed');
  test.setTimeout(2 * 60_000);
  await givenGuarded('approval');
  // The AWS CLI asks more than once in a run, and all of them are one question.
  const refused = await askByCli(['--profile', 'guarded'], env);
  expect(refused).toContain('guarded is served only after you allow it.');
  expect(refused).toContain('Allow it in the Keycutter window');
  expect(aws.calls).toEqual([]);
  expect(await helper()).toMatchObject({ code: 3, out: '' });
  expect((await keycutter.snapshot()).approval).toMatchObject({ profileName: 'guarded', waiting: 0 });
  expect(await shown()).toEqual(['guarded is wanted']);

  const dialog = page.getByRole('dialog', { name: 'Let a program use guarded?' });
  await expect(dialog).toBeVisible();
  await tabTo(page, dialog.getByRole('button', { name: 'Allow until the session ends' }));
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  const { profiles } = await keycutter.snapshot();
  expect(profiles.map(({ name }) => name)).toEqual(['guarded']);
  expect(await askByCli(['--profile', 'guarded'], env)).toMatch(/:assumed-role\/ReadOnly\//);
  expect(await helper()).toMatchObject({ code: 0, err: '' });
  expect(assumed()).toHaveLength(1);

  await page.evaluate((id) => window.keycutter.sessions.stop({ profileId: id }), profileId);
  expect(await helper(), 'after the session ended it is asked again').toMatchObject({ code: 3 });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  const denied = await helper();
  expect(denied).toMatchObject({ out: '' });
  expect(denied.err).toContain('You chose not to have guarded served.');
  await expect(dialog, 'no is no for a while').toBeHidden();
});

test('an MFA code typed at the terminal of keycutter creds', async () => {
  await givenGuarded('mfa');
  const code = totp(demoMfaSeed, aws.clock.now());
  const played = await playOnTerminal(
    [commandPath(), 'creds', 'guarded'],
    [{ expect: `wants the code of ${demoMfaSerial}` }, { expect: 'MFA code: ' }, { send: `${code}\n` }],
    env,
  );
  expect(played).toMatchObject({ code: 0 });
  const [line] = /\{"Version":1,.*\}/.exec(played.output) ?? [''];
  const { sessions, prompt } = await keycutter.snapshot();
  expect(JSON.parse(line)).toMatchObject({ AccessKeyId: sessions[0]?.accessKeyId });
  expect(prompt, 'the window’s prompt is gone with it').toBeNull();
  expect(assumed()).toHaveLength(1);
  expect(await creds()).toMatchObject({ code: 0, err: '' });
  expect(assumed(), 'what is held is served without a code').toHaveLength(1);
});

test('without a terminal each is told at once, and one prompt stands', async () => {
  await givenGuarded('mfa');
  const ended = [...(await Promise.all([creds(), creds(), helper(), helper(), helper()])), await creds()];
  for (const { code, out, err } of ended) {
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain('guarded wants an MFA code.');
    expect(err).toContain('Enter it in the Keycutter window');
  }
  const { prompt } = await keycutter.snapshot();
  expect(prompt).toMatchObject({ profileId });
  expect(await shown()).toEqual(['MFA code for guarded']);
  expect(aws.calls).toEqual([]);

  await page.getByRole('textbox', { name: /code/i }).fill(totp(demoMfaSeed, aws.clock.now()));
  await page.keyboard.press('Enter');
  await keycutter.reaches('it is live', ({ sessions }) => sessions[0]?.state === 'active');
  expect(await helper()).toMatchObject({ code: 0, err: '' });
});

test('on a locked screen nobody is asked, and what is held is served', async () => {
  await givenGuarded('mfa');
  const lock = async (locked: boolean) => {
    await desktop.logind.setLocked(locked);
    await until('the app knows of it', () =>
      keycutter.app.evaluate(
        (_electron, wanted) => globalThis.keycutterSeams?.isScreenLocked() === wanted,
        locked,
      ),
    );
  };
  await lock(true);
  for (const ended of [await helper(), await creds()]) {
    expect(ended).toMatchObject({ code: 3, out: '' });
    expect(ended.err).toContain('guarded wants an MFA code.');
  }
  expect((await keycutter.snapshot()).prompt).toBeNull();
  expect(await shown()).toEqual([]);

  await lock(false);
  expect(await helper()).toMatchObject({ code: 3, out: '' });
  expect((await keycutter.snapshot()).prompt).toMatchObject({ profileId });
  expect(await shown()).toEqual(['MFA code for guarded']);
  await page.getByRole('textbox', { name: /code/i }).fill(totp(demoMfaSeed, aws.clock.now()));
  await page.keyboard.press('Enter');
  await keycutter.reaches('it is live', ({ sessions }) => sessions[0]?.state === 'active');

  // Into the time in which it would be renewed: 15 minutes before the end of its hour.
  await lock(true);
  await keycutter.fastForward(50 * 60_000, aws);
  expect(await helper()).toMatchObject({ code: 0, err: '' });
  expect((await keycutter.snapshot()).prompt).toBeNull();
  await lock(false);
  expect(await helper(), 'and beside what is held somebody is asked').toMatchObject({ code: 0, err: '' });
  await keycutter.reaches('the prompt stands', ({ prompt }) => prompt?.profileId === profileId);
  expect(assumed()).toHaveLength(1);
});
