import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { demoAccessKeyId, demoSecretAccessKey } from '../simulator/demo-account.ts';
import { until } from './desktop/index.ts';
import { askByCli, clientEnvironment, hasAwsCli } from './support/aws-clients.ts';
import { aws, desktop, keycutter, newApp, newAws, page, withDesktop } from './support/fresh.ts';
import { givenKey, givenProfile, recipe } from './support/given.ts';
import { tabTo } from './support/keyboard.ts';
import { assume, chooseInRow, openMenuItem, row } from './support/steps.ts';

/** What a person does in the window with ~/.aws, and what is then on disk. */

const readOnlyArn = 'arn:aws:iam::421098765432:role/ReadOnly';
const billingArn = 'arn:aws:iam::421098765432:role/Billing';

const config = `# Mine
[default]
region = eu-central-1

[profile prod]
role_arn = ${readOnlyArn}
source_profile = default
region = ap-northeast-2
  # a comment that is indented

[profile lost]
role_arn = ${billingArn}
source_profile = nobody
`;
const credentials = `[default]
aws_access_key_id = ${demoAccessKeyId}
aws_secret_access_key = ${demoSecretAccessKey}
s3 =
  max_concurrent_requests = 20

; Of other tools
[unrelated]
some_key = kept
`;

withDesktop({ environment: { SHELL: '/bin/bash' } });

test.afterEach(() => rmSync(folder(), { recursive: true, force: true }));

const folder = () => join(desktop.home, '.aws');
const file = (name: 'config' | 'credentials') => join(folder(), name);
const read = (name: 'config' | 'credentials') => readFileSync(file(name), 'utf8');
const onDisk = () =>
  readdirSync(folder())
    .toSorted()
    .map((name) => {
      const { mode, ino, mtimeMs } = statSync(join(folder(), name));
      return { name, mode, ino, mtimeMs, text: readFileSync(join(folder(), name), 'utf8') };
    });

async function start(files: Partial<Record<'config' | 'credentials', string>>): Promise<void> {
  mkdirSync(folder(), { mode: 0o700 });
  for (const name of ['config', 'credentials'] as const) {
    if (files[name] !== undefined) writeFileSync(file(name), files[name], { mode: 0o600 });
  }
  await newAws();
  // IAM is asked when a key is rotated.
  await newApp({ env: { AWS_ENDPOINT_URL_IAM: aws.url } });
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const press = (key: string) => page.keyboard.press(key);

/** As a program on this desktop is taken for by AWS; null, with a printed line, where the AWS CLI is not installed. */
async function askAs(...parameters: readonly string[]): Promise<string | null> {
  if (!hasAwsCli()) return null;
  return askByCli(parameters, clientEnvironment(desktop, aws.url));
}

test('imported by keyboard: what can be used becomes profiles and keys, and nothing on disk changes', async () => {
  await start({ config, credentials });
  const before = onDisk();
  await press('Tab');
  await tabTo(page, button('Import from ~/.aws'));
  await press('Enter');

  const group = (name: string) => page.getByRole('list', { name, exact: true });
  await expect(group('New').getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('checkbox', { name: 'Import prod' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Import default' })).toBeChecked();
  const lost = group('Can’t be used').getByRole('listitem', { name: 'lost' });
  await expect(lost).toContainText('Its source_profile “nobody” is not there.');
  await expect(page.getByText('Nothing in these files is changed.')).toBeVisible();

  await tabTo(page, button('Import 2'));
  await press('Enter');
  await expect(page.getByText('1 profile and 1 access key imported')).toBeVisible();
  await expect(button('Show profiles')).toBeFocused();
  await press('Enter');
  await assume(page, 'prod');
  await expect(row(page, 'prod')).toHaveAttribute('data-state', 'active');
  expect(aws.calls.at(-1)).toMatchObject({ action: 'AssumeRole', accessKeyId: demoAccessKeyId });
  expect(onDisk()).toEqual(before);

  // Once more: all of it is there already.
  await openMenuItem(page, 'Import from ~/.aws…');
  await expect(group('Already there').getByRole('listitem')).toHaveCount(2);
  await expect(button('Import')).toBeDisabled();
});

test('what another program writes there is offered, once', async () => {
  await start({ config, credentials });
  await page.getByRole('button', { name: 'Import from ~/.aws' }).click();
  await page.getByRole('button', { name: 'Import 2' }).click();
  await page.getByRole('button', { name: 'Show profiles' }).click();
  await expect(page.getByText('A long-term key is in clear text')).toBeVisible();
  const offer = page.getByText('~/.aws/config changed');
  await expect(offer).toBeHidden();

  const fresh = `\n[profile billing]\nrole_arn = ${billingArn}\nsource_profile = default\n`;
  writeFileSync(file('config'), `${config.replace('ap-northeast-2', 'us-east-1')}${fresh}`);
  await expect(offer).toBeVisible();
  await expect(page.getByText('1 new section, 1 changed')).toBeVisible();
  const banner = page.getByRole('region', { name: 'Notices' }).locator('.banner').filter({ has: offer });
  await banner.getByRole('button', { name: 'Review' }).click();
  await expect(page.getByRole('checkbox', { name: 'Import billing' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Import prod' })).toBeChecked();
  await page.getByRole('checkbox', { name: 'Import prod' }).uncheck();
  await page.getByRole('button', { name: 'Import 1' }).click();
  await expect(page.getByText('1 profile imported')).toBeVisible();
  await page.getByRole('button', { name: 'Show profiles' }).click();
  await expect(row(page, 'billing')).toBeVisible();
  await expect(row(page, 'prod')).toContainText('ap-northeast-2');

  appendFileSync(file('config'), `\n[profile later]\nrole_arn = ${readOnlyArn}\nsource_profile = default\n`);
  await expect(offer).toBeVisible();
  await banner.getByRole('button', { name: 'Dismiss' }).click();
  await expect(offer).toBeHidden();
  expect((await keycutter.snapshot()).profiles.map(({ name }) => name)).toEqual(['prod', 'billing']);
});

test('a key in clear text is moved into the keychain; AWS’s tools go on without it', async () => {
  await start({ config, credentials });
  await openMenuItem(page, 'Access keys');
  await page.getByRole('button', { name: 'Move the key of [default] into the keychain' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move the key of [default]' });
  await expect(dialog.getByRole('radio', { name: 'A session of the key' })).toBeChecked();
  await expect(dialog).toContainText('IAM calls without MFA');
  expect([read('config'), read('credentials')]).toEqual([config, credentials]);
  await dialog.getByRole('button', { name: 'Move the key' }).click();
  await expect(page.getByRole('dialog', { name: 'The key is in the keychain' })).toBeVisible();

  // Of the section nothing is left but what was no credential; beside it every byte is as it was.
  expect(read('credentials')).toBe(credentials.replace(/aws_access_key_id.*\naws_secret_access_key.*\n/, ''));
  const helper = join(keycutter.userData, 'bin/keycutter-credentials');
  expect(read('config')).toContain('# Mine\n[default]\n');
  expect(read('config')).toMatch(new RegExp(`^credential_process = .*${helper}.* [\\w-]+$`, 'm'));
  const whole = onDisk().map(({ text }) => text);
  expect(whole.join('\n')).not.toContain(demoSecretAccessKey);
  const kept = await desktop.keyring.items('service', 'Keycutter');
  expect(kept.some(({ secret }) => secret.includes(demoSecretAccessKey))).toBe(true);

  const asked = await askAs();
  if (asked !== null) {
    expect(asked).toBe('arn:aws:iam::421012345678:user/demo');
    expect(aws.calls.slice(-2)).toMatchObject([
      { action: 'GetSessionToken', accessKeyId: demoAccessKeyId },
      { action: 'GetCallerIdentity', accessKeyId: expect.stringMatching(/^ASIA/) },
    ]);
  }

  const moved = (await keycutter.snapshot()).accessKeys[0];
  expect(moved?.identity?.arn, 'as AWS said before the move').toBe('arn:aws:iam::421012345678:user/demo');

  // It was on disk until now: rotating it is offered.
  await page.getByRole('button', { name: 'Rotate now…' }).click();
  await page.getByRole('dialog', { name: 'Rotate default?' }).getByRole('button', { name: 'Rotate' }).click();
  await expect(page.getByText(`Rotated. The old key ${demoAccessKeyId} is inactive.`)).toBeVisible();
  const { accessKeys } = await keycutter.snapshot();
  expect(accessKeys[0]?.accessKeyId).not.toBe(demoAccessKeyId);
  await page.getByRole('button', { name: 'Delete the old key…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete the old key' }).click();
  await expect(page.getByText('Rotated.')).toBeHidden();
  expect(aws.calls.at(-1)).toMatchObject({ action: 'DeleteAccessKey', outcome: 'succeeded' });
});

test('a section for AWS’s tools is added and removed from the row’s menu, by keyboard', async () => {
  const mine = '[profile mine]\nregion = us-west-2\noutput = text\n';
  await start({ config: mine });
  await givenProfile(page, 'prod', recipe(await givenKey(page)));
  await chooseInRow(page, 'prod', 'Use from the AWS CLI…');
  const dialog = page.getByRole('dialog', { name: 'Use prod from the AWS CLI' });
  await expect(dialog).toBeVisible();
  await tabTo(page, dialog.getByRole('button', { name: 'Add section' }));
  await press('Enter');
  await expect(dialog.getByRole('listitem', { name: '[profile prod]' })).toBeVisible();
  expect(read('config')).toMatch(/^\[profile mine\]\nregion = us-west-2\noutput = text\n/);
  expect(read('config')).toContain('[profile prod]\n');
  const asked = await askAs('--profile', 'prod');
  if (asked !== null) expect(asked).toMatch(/^arn:aws:sts::421098765432:assumed-role\/ReadOnly\//);

  await tabTo(page, dialog.getByRole('button', { name: 'Remove [profile prod]' }));
  await press('Enter');
  const confirm = page.getByRole('alertdialog', { name: 'Remove [profile prod]?' });
  await tabTo(page, confirm.getByRole('button', { name: 'Remove' }));
  await press('Enter');
  await expect(dialog.getByRole('listitem')).toHaveCount(0);
  expect(read('config')).toBe(mine);

  // A name that is somebody else's is taken over only when that is said.
  await tabTo(page, dialog.getByRole('button', { name: 'Add a section' }));
  await press('Enter');
  const name = dialog.getByRole('textbox', { name: 'Profile name for AWS tools' });
  await tabTo(page, name);
  await name.fill('mine');
  await press('Enter');
  await expect(dialog.getByRole('alert')).toContainText(
    'There is a section named mine that is not Keycutter’s.',
  );
  await press('Enter');
  expect(read('config')).toBe(mine);
  await tabTo(page, dialog.getByRole('button', { name: 'Take it over' }));
  await press('Enter');
  await expect(dialog.getByRole('listitem', { name: '[profile mine]' })).toBeVisible();
  expect(read('config')).toContain('output = text\n');
  expect(read('config')).toContain('credential_process = ');
});

test('a static copy is in credentials only while its session is live', async () => {
  const mine = '[other]\naws_access_key_id = AKIAOTHEROTHEROTHER2\n';
  await start({ credentials: mine });
  await givenProfile(page, 'prod', recipe(await givenKey(page)));
  await assume(page, 'prod');
  await expect(row(page, 'prod')).toHaveAttribute('data-state', 'active');
  await chooseInRow(page, 'prod', 'Use from the AWS CLI…');
  const dialog = page.getByRole('dialog', { name: 'Use prod from the AWS CLI' });
  await dialog.getByRole('radio', { name: 'Static copy' }).check();
  await dialog.getByRole('button', { name: 'Add section' }).click();
  await expect(dialog.getByRole('listitem', { name: '[prod]' })).toBeVisible();
  const { sessions } = await keycutter.snapshot();
  expect(read('credentials')).toContain(`aws_access_key_id = ${sessions[0]?.accessKeyId}`);
  expect(read('credentials').startsWith(mine)).toBe(true);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await chooseInRow(page, 'prod', 'Stop');
  await until('the keys have left the file', async () => !read('credentials').includes('ASIA'));
  expect(read('credentials').startsWith(mine)).toBe(true);
});
