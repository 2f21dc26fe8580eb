import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { demoAccessKeyId, demoSecretAccessKey } from '../simulator/demo-account.ts';
import { clientEnvironment, runProgram } from './support/aws-clients.ts';
import { Bash } from './support/bash.ts';
import { aws, desktop, keycutter, newApp, newAws, page, withDesktop } from './support/fresh.ts';
import { givenKey } from './support/given.ts';
import { tabTo } from './support/keyboard.ts';
import { assume, row } from './support/steps.ts';

const user = 'arn:aws:iam::421012345678:user/demo';

withDesktop({ environment: { SHELL: '/bin/bash' } });

test.beforeEach(async () => {
  await newAws();
  await newApp();
  await givenKey(page);
});

const press = (key: string) => page.keyboard.press(key);
const field = (name: string) => page.getByRole('textbox', { name, exact: true });

async function pasted(): Promise<Bash> {
  const bash = new Bash(desktop, { stsUrl: aws.url });
  let snippet = '';
  await expect
    .poll(async () => (snippet = (await desktop.screen.readClipboard()) ?? ''))
    .toMatch(/^ eval "\$\(/);
  bash.paste(snippet);
  return bash;
}

test('a session of the key’s own user, made by keyboard', async () => {
  await tabTo(page, page.getByRole('main').getByRole('button', { name: 'New profile' }));
  await press('Enter');
  const kind = page.getByRole('combobox', { name: 'Kind' });
  await expect(kind).toHaveText('Role');
  await tabTo(page, kind, 'Shift+Tab');
  await press('Enter');
  await expect(page.getByRole('option', { name: 'Role', exact: true })).toBeFocused();
  for (let step = 0; step < 4; step++) await press('ArrowDown');
  await press('Enter');
  await expect(kind).toHaveText('Session token');
  await expect(page.getByText('(GetSessionToken)')).toBeVisible();
  await expect(field('Role ARN')).toBeHidden();
  await tabTo(page, field('Name'));
  await page.keyboard.type('me');
  await tabTo(page, field('Duration'));
  await field('Duration').fill('37 h');
  await press('Tab');
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeVisible();
  await expect(field('Duration')).toHaveAttribute('aria-invalid', 'true');
  await field('Duration').fill('36 h');
  await press('Enter');

  await expect(row(page, 'me')).toContainText('Session of demo');
  await assume(page, 'me');
  await expect(row(page, 'me')).toHaveAttribute('data-state', 'active');
  expect(aws.calls.at(-1)).toMatchObject({ action: 'GetSessionToken', accessKeyId: demoAccessKeyId });
  await expect(page.getByRole('timer', { name: 'Time left for me' })).toHaveText(/^(36 h 00|35 h 59)$/);
  await page.getByRole('button', { name: 'Copy me for bash' }).click();
  const bash = await pasted();
  const { sessions } = await keycutter.snapshot();
  expect(await bash.askBySdk()).toMatchObject({ arn: user, accessKeyId: sessions[0]?.accessKeyId });
  await bash.exit();
});

test('the key itself: no session, served only to programs, never copied by value', async () => {
  await page.getByRole('main').getByRole('button', { name: 'New profile' }).click();
  await page.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Access key itself' }).click();
  await expect(field('Duration')).toBeHidden();
  await field('Name').fill('root-tool');
  await page.getByRole('button', { name: 'Save', exact: true }).click();

  await expect(row(page, 'root-tool')).toContainText('Serves demo itself');
  await expect(page.getByRole('button', { name: 'Assume root-tool' })).toBeHidden();
  const before = aws.calls.length;
  const { code, out } = await runProgram(
    join(keycutter.userData, 'bin/keycutter'),
    ['creds', 'root-tool'],
    clientEnvironment(desktop, aws.url),
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    Version: 1,
    AccessKeyId: demoAccessKeyId,
    SecretAccessKey: demoSecretAccessKey,
  });
  expect(JSON.parse(out)).not.toHaveProperty('SessionToken');
  expect(aws.calls).toHaveLength(before);

  const byValue = await page.evaluate(
    (profileId) => window.keycutter.sessions.copy({ profileId, format: 'bash', way: 'value' }),
    (await keycutter.snapshot()).profiles[0]?.id ?? '',
  );
  expect(byValue.ok).toBe(false);
  await page.getByRole('button', { name: 'More for root-tool' }).click();
  await page.getByRole('menuitem', { name: 'Export as' }).click();
  await expect(page.getByRole('menuitem', { name: 'Renewing' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'By value' })).toHaveCount(0);
  for (const item of ['By command', 'bash']) {
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  }
  const bash = await pasted();
  expect(await bash.askBySdk()).toMatchObject({ arn: user, accessKeyId: demoAccessKeyId });
  await bash.exit();
});
