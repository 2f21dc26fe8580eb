import { once } from 'node:events';
import { expect, type Page, test } from '@playwright/test';
import type { SessionView, Snapshot } from '../shared/views.ts';
import { demoAccessKeyId, demoSecretAccessKey } from '../simulator/demo-account.ts';
import { until } from './desktop/index.ts';
import { Bash } from './support/bash.ts';
import { aws, desktop, keycutter, newApp, newAws, page, withDesktop } from './support/fresh.ts';
import { givenKey, givenProfile, recipe } from './support/given.ts';
import { comesToFront, expectFocusVisible, tabTo } from './support/keyboard.ts';
import {
  addAccessKey,
  addProfile,
  assume,
  backToSessions,
  chooseInRow,
  readOnlyProfile,
  row,
} from './support/steps.ts';

const name = readOnlyProfile.name;

withDesktop({ environment: { SHELL: '/bin/bash' } });

test.beforeEach(async () => {
  await newAws();
  await newApp();
});

const only = ({ sessions }: Snapshot): SessionView => {
  expect(sessions).toHaveLength(1);
  return sessions[0] as SessionView;
};
const clipboard = async () => (await desktop.screen.readClipboard()) ?? '';
const copied = (matches: (text: string) => boolean) =>
  until('it is on the clipboard', async () => {
    const text = await clipboard();
    return matches(text) && text;
  });
const hasKeyOf = (session: SessionView) => (text: string) => text.includes(`'${session.accessKeyId}'`);
/** The line that asks Keycutter, and holds nothing itself. */
const asks = (text: string) => text.startsWith(` eval "$(`) && text.endsWith(` --shell bash)"\n`);

/** What was pasted is our session and no other, for every client that is here. */
async function expectSessionIn(bash: Bash, { accessKeyId, assumedRoleArn }: SessionView): Promise<void> {
  const caller = { account: '421098765432', arn: assumedRoleArn };
  expect(await bash.askBySdk()).toEqual({ ...caller, accessKeyId, region: readOnlyProfile.region });
  const byCli = await bash.askByCli();
  if (byCli !== null) expect(byCli).toEqual(caller);
  const asked = aws.calls.filter(({ action }) => action === 'GetCallerIdentity').slice(byCli ? -2 : -1);
  expect(asked.map((call) => [call.accessKeyId, call.outcome])).toEqual(
    asked.map(() => [accessKeyId, 'succeeded']),
  );
}

test('by mouse: from a new key to a shell that works, and back', async () => {
  await addAccessKey(page);
  await expect(page.getByText('AWS accepts this key.')).toBeVisible();
  await page.getByRole('button', { name: 'Test demo' }).click();
  await expect(page.getByRole('listitem', { name: 'demo' })).toContainText('user/demo in 4210-1234-5678');
  const tests = () => aws.calls.filter(({ action }) => action === 'GetCallerIdentity');
  await expect.poll(() => tests().length).toBe(2);

  await backToSessions(page);
  await addProfile(page, readOnlyProfile);
  await assume(page, name);
  await expect(row(page, name)).toHaveAttribute('data-state', 'active');
  const session = only(await keycutter.snapshot());
  expect(session.assumedRoleArn).toMatch(/^arn:aws:sts::421098765432:assumed-role\/ReadOnly\/[\w+=,.@-]+$/);

  const countdown = page.getByRole('timer', { name: `Time left for ${name}` });
  await expect(countdown).toHaveText(/^(59:\d\d|1 h 00)$/);
  const before = await countdown.textContent();
  await expect(countdown).not.toHaveText(before ?? '');

  await page.getByRole('button', { name: `Copy ${name} for bash` }).click();
  await expect(row(page, name)).toContainText('Copied. Paste it into bash; it holds no secret.');
  const bash = new Bash(desktop, { stsUrl: aws.url });
  bash.paste(await copied(asks));
  await expectSessionIn(bash, session);

  await chooseInRow(page, name, 'Check');
  await expect(row(page, name)).toContainText('AWS says this is');
  await expect(row(page, name)).toContainText('4210-9876-5432');
  expect(aws.calls.at(-1)).toMatchObject({ action: 'GetCallerIdentity', accessKeyId: session.accessKeyId });

  await chooseInRow(page, name, 'Copy unset lines for bash');
  bash.paste(await copied((text) => !hasKeyOf(session)(text) && text.includes('unset')));
  expect(await bash.awsVariables()).toEqual({ AWS_ENDPOINT_URL_STS: aws.url });
  await bash.exit();

  await chooseInRow(page, name, 'Stop');
  await expect(page.getByRole('button', { name: `Assume ${name}` })).toBeVisible();
  expect((await keycutter.snapshot()).sessions).toEqual([]);
});

test('by keyboard only: from a new key to a copied snippet', async () => {
  const button = (label: string) => page.getByRole('button', { name: label, exact: true });
  const field = (label: string) => page.getByRole('textbox', { name: label, exact: true });
  const press = (...keys: readonly string[]) => pressAll(page, keys);
  await comesToFront(desktop);

  await press('Tab');
  await tabTo(page, button('Add an access key'));
  await press('Enter');
  await expect(field('Access key id')).toBeFocused();
  await expectFocusVisible(page);
  await page.keyboard.type(demoAccessKeyId);
  await tabTo(page, page.getByLabel('Secret access key'));
  await page.keyboard.type(demoSecretAccessKey);
  await tabTo(page, field('Name'));
  await page.keyboard.type('demo');
  await press('Enter');
  await expect(page.getByText('AWS accepts this key.')).toBeVisible();

  await press('Escape');
  await tabTo(page, page.getByRole('main').getByRole('button', { name: 'New profile' }));
  await press('Enter');
  await tabTo(page, field('Name'));
  await page.keyboard.type(name);
  await tabTo(page, field('Role ARN'));
  await page.keyboard.type(readOnlyProfile.roleArn);
  await tabTo(page, button('Save'));
  await press('Enter');

  await expect(row(page, name)).toBeVisible();
  await tabTo(page, button(`Assume ${name}`));
  await press('Enter');
  await expect(row(page, name)).toHaveAttribute('data-state', 'active');
  await expect(button(`Copy ${name} for bash`)).toBeFocused();
  await expectFocusVisible(page);
  await press('Enter');
  await copied(asks);

  const isAt = async (format: string) => {
    await expect(page.getByRole('menuitem', { name: format, exact: true })).toBeFocused();
    await expectFocusVisible(page);
  };
  await press('ArrowRight', 'Enter');
  await isAt('By command');
  await press('ArrowDown');
  await isAt('Renewing');
  await press('ArrowRight');
  await isAt('bash');
  await press('Enter');
  await copied((text) => text.includes('AWS_CONTAINER_CREDENTIALS_FULL_URI='));
  await expect(button(`Other formats for ${name}`)).toBeFocused();
  await press('Enter');
  await isAt('By command');
  await press('End');
  await isAt('By value');
  await press('ArrowRight');
  await isAt('bash');
  await press('ArrowDown');
  await isAt('zsh');
  await press('End');
  await isAt('credentials file');
  await press('Enter');
  await copied((text) => text.startsWith(`[${name}]\n`));
  await expect(button(`Other formats for ${name}`)).toBeFocused();
});

test('by the tray’s menu: assume, copy, refresh, stop, open, quit', async () => {
  const profileId = await givenProfile(page, name, recipe(await givenKey(page)));
  await chooseInRow(page, name, 'Add to favourites');
  await page.keyboard.press('Escape');
  await until('the window is hidden', async () => (await desktop.screen.windows('^Keycutter$')).length === 0);
  const item = await desktop.tray.waitForItem();
  expect(await item.menuText()).toBe(`Assume\n${name}\n---\nOpen Keycutter\nQuit`);

  await item.clickMenu(name);
  const live = await keycutter.reaches(
    'the session is live',
    ({ sessions }) => sessions[0]?.state === 'active',
  );
  const session = only(live);
  const label = await until(
    'the menu has it',
    async () => (await item.menu()).find((entry) => entry.label.startsWith(`${name} — until `))?.label,
  );

  await item.clickMenu(label, 'Copy for bash');
  const bash = new Bash(desktop, { stsUrl: aws.url });
  bash.paste(await copied(asks));
  await expectSessionIn(bash, session);
  await bash.exit();
  await item.clickMenu(label, 'Copy as', 'Renewing for bash');
  await copied((text) => text.includes('AWS_CONTAINER_CREDENTIALS_FULL_URI='));
  await item.clickMenu(label, 'Copy as', 'Command for bash');
  await copied(asks);
  await item.clickMenu(label, 'Copy as', 'By value', 'fish');
  expect(await copied((text) => text.includes('set -gx'))).toContain(
    ` set -gx AWS_ACCESS_KEY_ID '${session.accessKeyId}'\n`,
  );

  await item.clickMenu(label, 'Refresh');
  const isAnother = ({ sessions }: Snapshot) =>
    sessions[0]?.state === 'active' && sessions[0].accessKeyId !== session.accessKeyId;
  await keycutter.reaches('it is a new session', isAnother);
  expect(aws.calls.filter(({ action }) => action === 'AssumeRole')).toHaveLength(2);
  expect(await desktop.screen.windows('^Keycutter$'), 'none of this shows the window').toEqual([]);

  const renewed = await until(
    'the menu has the new one',
    async () => (await item.menu()).find((entry) => entry.label.startsWith(`${name} — until `))?.label,
  );
  await item.clickMenu(renewed, 'Stop');
  await keycutter.reaches('nothing is held', ({ sessions }) =>
    sessions.every((held) => held.profileId !== profileId),
  );
  await until('the menu offers it again', async () =>
    (await item.menuText()).startsWith(`Assume\n${name}\n`),
  );

  await item.clickMenu('Open Keycutter');
  await desktop.screen.waitForWindow('^Keycutter$');
  const gone = once(keycutter.app.process(), 'exit');
  // The app may be gone before it has answered the click.
  await item.clickMenu('Quit').catch(() => undefined);
  expect((await gone)[0]).toBe(0);
  await desktop.tray.waitUntilEmpty();
});

async function pressAll(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
