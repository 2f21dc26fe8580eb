import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { until } from './desktop/index.ts';
import { clientEnvironment, runProgram } from './support/aws-clients.ts';
import { Bash } from './support/bash.ts';
import { aws, desktop, keycutter, newApp, newAws, page, withDesktop } from './support/fresh.ts';
import { givenKey, givenProfile, recipe } from './support/given.ts';
import { tabTo } from './support/keyboard.ts';
import { assume, copyAs, openMenuItem, row } from './support/steps.ts';

/** What a person sees and decides in the window about the programs that get sessions from Keycutter. */

const minute = 60_000;

withDesktop({ environment: { SHELL: '/bin/bash' } });

test.beforeEach(async () => {
  await newAws();
  await newApp();
});

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const press = (key: string) => page.keyboard.press(key);

/** As a script without a terminal: answered at once. */
const creds = (name: string) =>
  runProgram(join(keycutter.userData, 'bin/keycutter'), ['creds', name], clientEnvironment(desktop, aws.url));

test('a profile that asks first: denied, allowed for a while, allowed for the session, by keyboard', async () => {
  const keyId = await givenKey(page);
  const draft = { name: 'prod', recipe: recipe(keyId), askBeforeServing: true };
  await page.evaluate((given) => window.keycutter.profiles.save({ draft: given }), draft);
  await expect(row(page, 'prod')).toBeVisible();
  const dialog = page.getByRole('dialog', { name: 'Let a program use prod?' });
  const refused = async (words: string, wantedCode: number) => {
    const { code, out, err } = await creds('prod');
    expect({ code, out }).toEqual({ code: wantedCode, out: '' });
    expect(err).toContain(words);
  };
  const asks = () => refused('prod is served only after you allow it.', 3);
  const served = async () => {
    const { code, out, err } = await creds('prod');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return JSON.parse(out) as { readonly AccessKeyId: string };
  };

  await asks();
  await expect(dialog).toBeFocused();
  await expect(dialog).toContainText('ReadOnly · 4210-9876-5432 · ap-northeast-2');
  expect(aws.calls).toEqual([]);
  await tabTo(page, dialog.getByRole('button', { name: 'Don’t allow' }));
  await press('Enter');
  await expect(dialog).toBeHidden();
  await refused('You chose not to have prod served.', 1);
  await expect(dialog).toBeHidden();

  // No is the answer for a minute.
  await keycutter.fastForward(2 * minute, aws);
  await asks();
  await expect(dialog).toBeFocused();
  await tabTo(page, dialog.getByRole('button', { name: 'Allow for 10 minutes' }));
  await press('Enter');
  await expect(dialog).toBeHidden();
  const { AccessKeyId } = await served();
  await keycutter.fastForward(9 * minute, aws);
  expect(await served()).toMatchObject({ AccessKeyId });

  await keycutter.fastForward(2 * minute, aws);
  await asks();
  await tabTo(page, dialog.getByRole('button', { name: 'Allow until the session ends' }));
  await press('Enter');
  await expect(dialog).toBeHidden();
  await served();
  await keycutter.fastForward(20 * minute, aws);
  expect(await served()).toMatchObject({ AccessKeyId });
  await page.evaluate((profileId) => window.keycutter.sessions.stop({ profileId }), await idOf('prod'));
  await asks();
  await press('Escape');
  await expect(dialog).toBeHidden();

  await openMenuItem(page, 'Activity');
  const list = page.getByRole('main');
  for (const what of ['Not allowed', 'Allowed', 'Served']) await expect(list).toContainText(what);
});

async function idOf(name: string): Promise<string> {
  return (await keycutter.snapshot()).profiles.find((profile) => profile.name === name)?.id ?? '';
}

test('a question does not take the focus from what is being typed', async () => {
  const draft = { name: 'prod', recipe: recipe(await givenKey(page)), askBeforeServing: true };
  await page.evaluate((given) => window.keycutter.profiles.save({ draft: given }), draft);
  const search = page.getByRole('searchbox');
  await search.fill('pr');
  expect((await creds('prod')).code).toBe(3);
  await expect(page.getByRole('dialog', { name: 'Let a program use prod?' })).toBeVisible();
  await expect(search).toBeFocused();
  await page.keyboard.type('od');
  await expect(search).toHaveValue('prod');
});

test('a renewing export is listed, and revoked by keyboard: its shell gets nothing more', async () => {
  await givenProfile(page, 'prod', recipe(await givenKey(page)));
  await assume(page, 'prod');
  await expect(row(page, 'prod')).toHaveAttribute('data-state', 'active');
  await copyAs(page, 'prod', 'Renewing', 'bash');
  await expect(row(page, 'prod')).toContainText(/Paste it into bash; it renews until/);
  const snippet = await until('it is on the clipboard', async () => {
    const text = await desktop.screen.readClipboard();
    return text?.includes('AWS_CONTAINER_AUTHORIZATION_TOKEN=') && text;
  });
  const bash = new Bash(desktop, { stsUrl: aws.url });
  bash.paste(snippet);
  const { arn } = await bash.askBySdk();
  expect(arn).toMatch(/^arn:aws:sts::421098765432:assumed-role\/ReadOnly\//);

  await openMenuItem(page, 'Programs');
  const grants = page.getByRole('list', { name: 'Renewing exports' });
  await expect(grants.getByRole('listitem', { name: 'prod' })).toContainText('last used');
  await expect(page.getByText(/^127\.0\.0\.1, port \d+$/)).toBeVisible();
  const sections = page.getByRole('list', { name: 'In your AWS files' });
  await expect(sections).toContainText('ap-northeast-2');
  await tabTo(page, button(/^Revoke the export of prod made/));
  await press('Enter');
  await expect(page.getByText('None. Choose Export as, Renewing on a profile to make one.')).toBeVisible();
  await expect(bash.askBySdk()).rejects.toThrow();
  expect(aws.calls.filter(({ action }) => action === 'GetCallerIdentity')).toHaveLength(1);
  await bash.exit();
});
