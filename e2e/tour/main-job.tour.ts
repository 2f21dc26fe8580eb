import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { demoMfaSeed, demoMfaSerial } from '../../simulator/demo-account.ts';
import { totp } from '../../simulator/totp.ts';
import { startDesktop, until } from '../desktop/index.ts';
import { askByCli, clientEnvironment, hasAwsCli } from '../support/aws-clients.ts';
import { Bash } from '../support/bash.ts';
import { RunningKeycutter, startAws } from '../support/running-keycutter.ts';
import {
  addProfile,
  assume,
  backToSessions,
  chooseInRow,
  copyAs,
  fillAccessKey,
  fillProfile,
  openMenuItem,
  readOnlyProfile,
  row,
  stagingProfile,
} from '../support/steps.ts';
import { Album } from './album.ts';
import { closeTrayMenu, moveMouseAway, openTrayMenu, paintBackground } from './scenery.ts';

const minute = 60_000;
const prod = readOnlyProfile.name;
const staging = stagingProfile.name;
const handOff = {
  name: 's3-handoff',
  roleArn: 'arn:aws:iam::421012345678:role/temp-credentials-s3',
  region: 'eu-central-1',
  mfaSerial: demoMfaSerial,
};

const { step } = test;
const tell = console.log;

test('Keycutter’s main job, from a new access key to copied keys that end', async () => {
  const desktop = await startDesktop({ environment: { SHELL: '/bin/bash' } });
  const aws = await startAws();
  try {
    await paintBackground(desktop);
    const album = new Album(desktop, 'tour');
    let keycutter!: RunningKeycutter;
    let page!: Page;

    const isLive = (name: string) => expect(row(page, name)).toHaveAttribute('data-state', 'active');
    const clipboardWith = (words: string) =>
      until('it is on the clipboard', async () => {
        const text = await desktop.screen.readClipboard();
        return text?.includes(words) && text;
      });
    const trayTooltip = async () => (await (await desktop.tray.waitForItem()).state()).tooltip;
    /** For Keycutter, for what its window shows, and for AWS. */
    const pass = async (minutes: number) => {
      await page.clock.fastForward(minutes * minute);
      await keycutter.fastForward(minutes * minute, aws);
    };
    const sessionOf = async (name: string) => {
      const { profiles, sessions } = await keycutter.snapshot();
      const id = profiles.find((profile) => profile.name === name)?.id;
      return sessions.find(({ profileId }) => profileId === id);
    };

    await step(
      'Keycutter starts, on a desktop of its own with a tray, a keychain and notifications.',
      async () => {
        keycutter = await RunningKeycutter.start(desktop, { aws });
        page = await keycutter.window();
        await page.clock.install();
        await desktop.tray.waitForItem();
        tell(`AWS is played by a stand-in at ${aws.url}; no call leaves this machine.`);
        await album.window(page, 'first-start');
      },
    );

    await step(
      'An access key is added. Its secret goes to the keychain, and AWS is asked whose key it is.',
      async () => {
        await page.getByRole('button', { name: 'Add an access key' }).click();
        await fillAccessKey(page);
        await album.window(page, 'add-key');
        await page.getByRole('button', { name: 'Add key' }).click();
        await expect(page.getByText('AWS accepts this key.')).toBeVisible();
        await album.window(page, 'access-keys');
        await backToSessions(page);
      },
    );

    await step('Three profiles are written; each names a role to assume with that key.', async () => {
      await page.getByRole('button', { name: 'New profile' }).first().click();
      await fillProfile(page, readOnlyProfile);
      await album.window(page, 'editor');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await addProfile(page, stagingProfile);
      await addProfile(page, handOff);
      await album.window(page, 'profiles');
    });

    await step(`${prod} is assumed with a click in the window.`, async () => {
      await assume(page, prod);
      await isLive(prod);
      tell(`Live: ${(await sessionOf(prod))?.assumedRoleArn}`);
    });

    await step(`${staging} is assumed from the tray’s menu.`, async () => {
      const item = await desktop.tray.waitForItem();
      await openTrayMenu(desktop);
      await album.desktop(page, 'tray-menu');
      await closeTrayMenu(desktop);
      await moveMouseAway(desktop);
      await item.clickMenu(staging);
      await isLive(staging);
      tell(`The tray says “${await trayTooltip()}”.`);
    });

    await step(`${prod} is copied for bash: a line that asks Keycutter, and holds no secret.`, async () => {
      await page.getByRole('button', { name: `Copy ${prod} for bash` }).click();
      tell((await clipboardWith('eval ')).trim());
      await album.window(page, 'copied');
    });

    await step('It is pasted into a bash, which asks AWS who it is now.', async () => {
      const bash = new Bash(desktop, { stsUrl: aws.url });
      bash.paste((await desktop.screen.readClipboard()) ?? '');
      const cli = await bash.askByCli();
      const { arn, account, accessKeyId } = await bash.askBySdk();
      expect([arn, accessKeyId]).toEqual(
        await sessionOf(prod).then((session) => [session?.assumedRoleArn, session?.accessKeyId]),
      );
      tell(`${cli === null ? 'The AWS SDK' : 'The AWS CLI and the AWS SDK'}: ${arn}, account ${account}.`);
      await chooseInRow(page, prod, 'Copy unset lines for bash');
      bash.paste(await clipboardWith('unset '));
      const left = Object.keys(await bash.awsVariables());
      tell(`After the unset lines bash holds ${left.join(' and ')}, which was there before.`);
      await bash.exit();
    });

    await step(`${staging} goes by value: for bash in the window, as JSON from the tray.`, async () => {
      await copyAs(page, staging, 'By value', 'bash');
      const lines = (await clipboardWith('AWS_SESSION_TOKEN=')).split('\n');
      for (const line of lines) if (line !== '') tell(withoutSecret(line).trim());
      const item = await desktop.tray.waitForItem();
      const live = (await item.menu()).find(({ label }) => label.startsWith(`${staging} — until `));
      await item.clickMenu(live?.label ?? staging, 'Copy as', 'By value', 'JSON');
      await clipboardWith('"Version":1');
    });

    // For the rest of the tour. AWS tells its SDK of the time that passes below, which then signs once more.
    const renewing = new Bash(desktop, { stsUrl: aws.url, environment: { AWS_MAX_ATTEMPTS: '3' } });
    await step(
      `Another bash gets a renewing export of ${prod}: it holds a token, and no session.`,
      async () => {
        await copyAs(page, prod, 'Renewing', 'bash');
        renewing.paste(await clipboardWith('AWS_CONTAINER_CREDENTIALS_FULL_URI='));
        const { arn, accessKeyId } = await renewing.askBySdk();
        expect(accessKeyId).toBe((await sessionOf(prod))?.accessKeyId);
        tell(`The AWS SDK in it: ${arn}, with ${accessKeyId}.`);
        const names = Object.keys(await renewing.awsVariables());
        tell(`It sets ${names.filter((name) => name.startsWith('AWS_CONTAINER_')).join(' and ')}.`);
      },
    );

    await step(`AWS’s own tools get ${prod} too: a section is added to ~/.aws/config.`, async () => {
      await chooseInRow(page, prod, 'Use from the AWS CLI…');
      const dialog = page.getByRole('dialog', { name: `Use ${prod} from the AWS CLI` });
      await expect(dialog.getByRole('button', { name: 'Add section' })).toBeVisible();
      await album.window(page, 'aws-cli');
      await dialog.getByRole('button', { name: 'Add section' }).click();
      await expect(dialog.getByRole('listitem', { name: `[profile ${prod}]` })).toBeVisible();
      await dialog.getByRole('button', { name: 'Close' }).click();
      const config = readFileSync(join(desktop.home, '.aws/config'), 'utf8');
      tell(config.slice(config.indexOf(`[profile ${prod}]`)).trim());
      if (hasAwsCli()) {
        const arn = await askByCli(['--profile', prod], clientEnvironment(desktop, aws.url));
        expect(arn).toBe((await sessionOf(prod))?.assumedRoleArn);
        tell(`aws --profile ${prod} sts get-caller-identity: ${arn}`);
      }
      await openMenuItem(page, 'Programs');
      await expect(page.getByRole('list', { name: 'Renewing exports' })).toBeVisible();
      await album.window(page, 'programs');
      await backToSessions(page);
    });

    await step('Keycutter itself asks the same: Check, in the row.', async () => {
      await chooseInRow(page, prod, 'Check');
      await expect(row(page, prod)).toContainText('AWS says this is');
      await album.window(page, 'window-light');
    });

    await step(`${handOff.name} wants an MFA code. It is typed in.`, async () => {
      await assume(page, handOff.name);
      const dialog = page.getByRole('dialog', { name: 'MFA code for key demo' });
      await dialog.getByRole('textbox', { name: 'MFA code' }).fill(totp(demoMfaSeed, aws.clock.now()));
      await album.window(page, 'mfa');
      await dialog.getByRole('button', { name: 'Continue' }).click();
      await isLive(handOff.name);
    });

    await step(
      '51 minutes pass in a moment. All three sessions renew themselves, by one MFA code; what left by value ends soon.',
      async () => {
        for (const minutes of [44, 2, 5]) {
          await pass(minutes);
          await keycutter.reaches('renewals are done', ({ sessions }) =>
            sessions.every(({ state }) => state !== 'refreshing' && state !== 'acquiring'),
          );
        }
        for (const { summary, body } of await desktop.notifications.waitForCount(2))
          tell(`“${summary}. ${body}”`);
        await album.desktop(page, 'warning');
      },
    );

    await step('The renewing bash has noticed nothing, but that it has new keys.', async () => {
      const { accessKeyId } = await renewing.askBySdk();
      expect(accessKeyId).toBe((await sessionOf(prod))?.accessKeyId);
      tell(`The AWS SDK in it now has ${accessKeyId}.`);
      await renewing.exit();
    });

    await step('Ten more minutes: the copied keys have ended, and the sessions go on.', async () => {
      await pass(10);
      const ended = await desktop.notifications.waitFor(
        ({ summary }) => summary === `Copied keys of ${staging} have ended`,
      );
      await isLive(staging);
      tell(`“${ended.summary}. ${ended.body}”`);
      await album.desktop(page, 'ended');
      await desktop.notifications.closeAll();
    });

    await step('All of it is in the activity, without a secret. Settings, and the dark theme.', async () => {
      await openMenuItem(page, 'Activity');
      await expect(page.getByRole('heading', { name: 'Activity' })).toBeVisible();
      await album.window(page, 'activity');
      await backToSessions(page);
      await openMenuItem(page, 'Settings');
      await expect(page.getByLabel('Default Region')).toBeVisible();
      await album.window(page, 'settings');
      await page.getByText('Dark', { exact: true }).click();
      await keycutter.reaches('it is dark', ({ settings }) => settings.theme === 'dark');
      await backToSessions(page);
      await album.window(page, 'window-dark');
    });

    await step('Keycutter quits. The clipboard and the tray are left as they were.', async () => {
      await keycutter.quit();
      await desktop.tray.waitUntilEmpty();
    });
  } finally {
    await desktop.stop();
    await aws.close();
  }
});

function withoutSecret(line: string): string {
  return line
    .replace(/((?:SECRET_ACCESS_KEY|SESSION_TOKEN)='.{4}).*'/, "$1…'")
    .replace(/^(.{70}\S*) .*/, '$1 …');
}
