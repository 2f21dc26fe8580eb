import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { electronExecutable, isRoot, until } from './desktop/index.ts';
import { runProgram } from './support/aws-clients.ts';
import { aws, desktop, keycutter, newApp, newAws, page, restartApp, withDesktop } from './support/fresh.ts';
import { givenKey, givenProfile, recipe } from './support/given.ts';
import { windowOf } from './support/keycutter-window.ts';
import { StartedApp, startedApps } from './support/started-app.ts';
import { row } from './support/steps.ts';

const appFolder = fileURLToPath(new URL('../build/e2e', import.meta.url));

withDesktop();

test.beforeEach(() => newAws());

/** As the desktop does it: the link is the one argument. */
async function openLink(link: string): Promise<void> {
  const flags = isRoot ? ['--no-sandbox'] : [];
  const child = spawn(electronExecutable(), [...flags, appFolder, link], {
    env: { ...desktop.env, KEYCUTTER_USER_DATA: keycutter.userData },
    stdio: 'ignore',
  });
  expect((await once(child, 'exit'))[0]).toBe(0);
}

async function givenTwo(): Promise<void> {
  const keyId = await givenKey(page);
  for (const name of ['prod', 'R&D #1']) await givenProfile(page, name, recipe(keyId));
}

const hasKeyboard = (name: string) =>
  expect(
    row(page, name)
      .locator(':focus')
      .or(row(page, name).and(page.locator(':focus'))),
  ).toBeVisible();

test('a link opens the row, and does nothing else', async () => {
  await newApp();
  const window = windowOf(keycutter);
  await givenTwo();
  const before = await keycutter.snapshot();
  const calls = aws.calls.length;

  for (const [link, name] of [
    ['keycutter://profile/prod', 'prod'],
    ['keycutter://profile/R%26D%20%231', 'R&D #1'],
  ] as const) {
    await window.close();
    await window.hidden();
    await openLink(link);
    await window.focused();
    await hasKeyboard(name);
  }
  expect(await keycutter.snapshot()).toEqual(before);
  expect(aws.calls).toHaveLength(calls);
});

test('a link to nobody says so; one that wants more shows the window only', async () => {
  await newApp();
  const window = windowOf(keycutter);
  await givenTwo();
  const before = await keycutter.snapshot();

  await window.close();
  await window.hidden();
  await openLink('keycutter://profile/%3Cb%3Egone%3C%2Fb%3E');
  await window.focused();
  await expect(page.getByText('There is no profile “<b>gone</b>”')).toBeVisible();
  await openLink('keycutter://profile/prod');
  await hasKeyboard('prod');
  await expect(page.getByText('There is no profile')).toBeHidden();

  for (const hostile of [
    'keycutter://profile/prod?action=assume',
    'keycutter://assume/prod',
    'keycutter://profile/prod/../../stop',
    'keycutter://profile/%00',
  ]) {
    await window.close();
    await window.hidden();
    await openLink(hostile);
    await window.focused();
  }
  expect(page.url()).toBe('app://keycutter/');
  expect(await keycutter.snapshot()).toEqual(before);
});

test('a link starts the app at the row, hidden or not', async () => {
  await newApp();
  await givenTwo();
  await restartApp({ args: ['--hidden', 'keycutter://profile/prod'] });
  await windowOf(keycutter).focused();
  await hasKeyboard('prod');
});

test('keycutter open shows the window at a row, and starts the app for it', async () => {
  await newApp();
  const window = windowOf(keycutter);
  await givenTwo();
  const { userData } = keycutter;
  const env = { ...desktop.env, KEYCUTTER_USER_DATA: userData };
  const command = (...words: string[]) =>
    runProgram(join(userData, 'bin/keycutter'), ['open', ...words], env);

  await window.close();
  await window.hidden();
  expect(await command('R&D #1')).toMatchObject({ code: 0, out: '' });
  await window.focused();
  await hasKeyboard('R&D #1');
  await window.close();
  await window.hidden();
  expect(await command()).toMatchObject({ code: 0 });
  await window.focused();
  expect(await command('prd')).toMatchObject({ code: 1, err: expect.stringContaining('prod') });

  await keycutter.quit();
  expect(await command('prod')).toMatchObject({ code: 0 });
  expect(startedApps(userData)).toHaveLength(1);
  await desktop.screen.waitForWindow('^Keycutter$');
  await StartedApp.in(userData).quit();
  await until('it is gone', async () => startedApps(userData).length === 0);
});
