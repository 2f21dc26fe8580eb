import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readDesktopEntry, wordsOfExec } from '../electron/adapters/desktop-entry.ts';
import { demoAccessKeyId, demoSecretAccessKey } from '../simulator/demo-account.ts';
import { until } from './desktop/index.ts';
import { findSecrets, searchBytes, searchFolder } from './support/canary.ts';
import { exportRenewing, getCredentials, openDoors } from './support/doors.ts';
import { desktop, keycutter, newApp, newAws, page, restartApp, withDesktop } from './support/fresh.ts';
import { answerOf, givenKey, givenProfile, recipe } from './support/given.ts';
import { StartedApp } from './support/started-app.ts';
import { assume, openMenuItem, row } from './support/steps.ts';

/** Keycutter as a part of the system: its start, its end, and what it leaves behind. */

withDesktop({ environment: { SHELL: '/bin/bash' } });

test.beforeEach(() => newAws());

/** The desktop's own dialogs, answered by a person who chooses this; each question is kept. */
async function answerDialogs(response: number, file: string | null = null): Promise<void> {
  await keycutter.app.evaluate(
    ({ dialog }, given) => {
      const asked: string[] = [];
      Object.assign(globalThis, { askedInTest: asked });
      dialog.showMessageBox = async (...options: unknown[]) => {
        const { message } = options.at(-1) as { readonly message: string };
        asked.push(message);
        return { response: given.response, checkboxChecked: false };
      };
      const { file: path } = given;
      dialog.showSaveDialog = async () => ({ canceled: path === null, filePath: path ?? '' });
      dialog.showOpenDialog = async () => ({
        canceled: path === null,
        filePaths: path === null ? [] : [path],
      });
    },
    { response, file },
  );
}

const asked = () =>
  keycutter.app.evaluate(() => (Reflect.get(globalThis, 'askedInTest') ?? []) as readonly string[]);

const openSettings = () => openMenuItem(page, 'Settings');
const loginSwitch = () => page.getByRole('switch', { name: 'Start at login' });
const entryPath = () => join(desktop.home, '.config/autostart/keycutter.desktop');

test('the entry at login starts it hidden; what the person changed in the system’s settings wins', async () => {
  await newApp();
  await openSettings();
  await expect(loginSwitch()).not.toBeChecked();
  await loginSwitch().click();
  const words = await until('the entry is written', async () => {
    if (!existsSync(entryPath())) return;
    return wordsOfExec(readDesktopEntry(readFileSync(entryPath(), 'utf8')).get('Exec') ?? '') ?? undefined;
  });
  await expect(loginSwitch()).toBeChecked();
  const { userData } = keycutter;
  await keycutter.quit();

  const [program = '', ...given] = words;
  // As the desktop does it: without a shell, in the home folder.
  spawn(program, given, {
    cwd: desktop.home,
    env: { ...desktop.env, KEYCUTTER_USER_DATA: userData },
    stdio: 'ignore',
  });
  await desktop.tray.waitForItem();
  await until('it is open to programs', async () => existsSync(join(userData, 'agent/endpoint.json')));
  expect(await desktop.screen.windows('^Keycutter$')).toEqual([]);
  await StartedApp.in(userData).quit();

  await newApp({ userData });
  await openSettings();
  await expect(loginSwitch()).toBeChecked();
  await page.getByRole('button', { name: 'Back' }).click();
  const text = readFileSync(entryPath(), 'utf8');
  writeFileSync(entryPath(), `${text}Hidden=true\n`);
  await openSettings();
  await expect(loginSwitch()).not.toBeChecked();
  await loginSwitch().click();
  await until('it is on again', async () => !readFileSync(entryPath(), 'utf8').includes('Hidden'));
  await loginSwitch().click();
  await until('the entry is gone', async () => !existsSync(entryPath()));
});

test('quitting while programs are served asks once, and not when the system ends it', async () => {
  await newApp();
  const profileId = await givenProfile(page, 'reader', recipe(await givenKey(page)));
  await expect(row(page, 'reader')).toBeVisible();
  const quitTwice = () =>
    keycutter.app.evaluate(({ app }) => {
      app.quit();
      app.quit();
    });
  await assume(page, 'reader');
  await keycutter.reaches('it is live', ({ sessions }) => sessions.some(({ state }) => state === 'active'));
  answerOf(await getCredentials(await openDoors(keycutter), profileId));

  await answerDialogs(0);
  await quitTwice();
  await until('it is asked', async () => (await asked()).length > 0);
  expect(await asked()).toEqual(['A program uses a session of Keycutter.']);
  // It runs on: the answer was to keep it.
  expect((await keycutter.snapshot()).sessions).toMatchObject([{ profileId, state: 'active' }]);

  await answerDialogs(1);
  const gone = once(keycutter.app.process(), 'exit');
  const item = await desktop.tray.waitForItem();
  await item.clickMenu('Quit').catch(() => undefined);
  expect((await gone)[0]).toBe(0);

  // Served again, and ended by a signal.
  await restartApp();
  answerOf(await getCredentials(await openDoors(keycutter), profileId));
  const ended = once(keycutter.app.process(), 'exit');
  keycutter.app.process().kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
});

const ownConfig = '# mine\n[profile mine]\nregion = eu-west-1\n\n[default]\nregion = us-east-1';
const ownCredentials = '[legacy]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = mine\n';

/** Something of every kind that Keycutter stores. Answers with all that it was told or given in secret. */
async function fillEverything(): Promise<Readonly<Record<string, string>>> {
  const keyId = await givenKey(page);
  const profileId = await givenProfile(page, 'zq-reader', recipe(keyId));
  const sectionOf = (kind: 'process' | 'static', name: string) =>
    page.evaluate((section) => window.keycutter.awsFiles.writeSection(section), {
      profileId,
      kind,
      name,
      takeOver: false,
    });
  const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
  const serial = 'arn:aws:iam::421012345678:mfa/phone';
  answerOf(await page.evaluate((given) => window.keycutter.mfaDevices.keepSeed(given), { serial, seed }));
  const clientSecret = 'a-client-secret-of-42-characters-for-oidc';
  const draft = {
    name: 'zq-corp',
    method: {
      kind: 'oidc',
      provider: 'issuer',
      issuer: 'https://idp.zq-corp.example',
      clientId: 'keycutter',
      scopes: 'openid',
      redirectPort: null,
      redirectHost: '127.0.0.1',
      redirectPath: '/callback',
    },
  } as const;
  answerOf(await page.evaluate((given) => window.keycutter.signIns.save(given), { draft, clientSecret }));
  await assume(page, 'zq-reader');
  await keycutter.reaches('it is live', ({ sessions }) => sessions.some(({ state }) => state === 'active'));
  answerOf(await sectionOf('process', 'served'));
  answerOf(await sectionOf('static', 'copied'));
  const doors = await openDoors(keycutter);
  const { token } = await exportRenewing(doors, profileId);
  const held = answerOf(await getCredentials(doors, profileId));
  await openSettings();
  await loginSwitch().click();
  await until('the entry is written', async () => existsSync(entryPath()));
  mkdirSync(join(desktop.home, '.local/bin'), { recursive: true });
  symlinkSync(join(keycutter.userData, 'bin/keycutter'), join(desktop.home, '.local/bin/keycutter'));
  return {
    'key secret': demoSecretAccessKey,
    seed,
    'client secret': clientSecret,
    token,
    'session secret': held.secretAccessKey,
    'session token': held.sessionToken ?? '',
  };
}

const keycutterIn = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => /keycutter/i.test(name)) : [];

test('exported, removed and imported: nothing but the person’s own is left in between', async () => {
  const awsFolder = join(desktop.home, '.aws');
  mkdirSync(awsFolder, { recursive: true, mode: 0o700 });
  writeFileSync(join(awsFolder, 'config'), ownConfig);
  writeFileSync(join(awsFolder, 'credentials'), ownCredentials, { mode: 0o600 });
  await newApp();
  const secrets = await fillEverything();
  const { userData } = keycutter;
  const file = join(mkdtempSync(join(desktop.temporary, 'documents-')), 'settings.json');

  await answerDialogs(0, file);
  await page.getByRole('button', { name: 'Export settings' }).click();
  await expect(page.getByText(`Exported to ${file}`)).toBeVisible();
  const exported = readFileSync(file);
  expect(searchBytes('the export', exported, findSecrets(secrets))).toEqual([]);
  expect(exported.toString('utf8')).toContain('zq-reader');

  const removeAll = () =>
    page.getByRole('button', { name: 'Remove everything that Keycutter stored' }).click();
  await removeAll();
  await until('it is asked', async () => (await asked()).length > 0);
  expect((await keycutter.snapshot()).profiles).toHaveLength(1);
  expect(await desktop.keyring.items('service', 'Keycutter')).not.toEqual([]);

  await answerDialogs(1, file);
  const gone = once(keycutter.app.process(), 'exit');
  await removeAll().catch(() => undefined);
  expect((await gone)[0]).toBe(0);

  expect(existsSync(userData)).toBe(false);
  expect(await desktop.keyring.items('service', 'Keycutter')).toEqual([]);
  expect(readFileSync(join(awsFolder, 'config'), 'utf8')).toBe(ownConfig);
  expect(readFileSync(join(awsFolder, 'credentials'), 'utf8')).toBe(ownCredentials);
  expect(readdirSync(awsFolder).sort()).toEqual(['config', 'credentials']);
  expect(existsSync(entryPath())).toBe(false);
  expect(lstatSync(join(desktop.home, '.local/bin/keycutter'), { throwIfNoEntry: false })).toBeUndefined();
  for (const folder of [desktop.home, join(desktop.home, '.config'), join(desktop.home, '.cache')])
    expect(keycutterIn(folder), folder).toEqual([]);
  for (const folder of [desktop.temporary, desktop.env.XDG_RUNTIME_DIR ?? ''])
    expect(keycutterIn(folder), folder).toEqual([]);
  const traces = findSecrets({ ...secrets, 'name of the profile': 'zq-reader', 'key id': demoAccessKeyId });
  expect(searchFolder(desktop.home, traces)).toEqual([]);

  await newApp({ userData });
  expect(await keycutter.snapshot()).toMatchObject({ profiles: [], accessKeys: [], signIns: [] });
  await answerDialogs(0, file);
  await openSettings();
  await page.getByRole('button', { name: 'Import settings' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import settings' });
  await expect(dialog.getByText('1 new profile')).toBeVisible();
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByText('Imported: 1 profile, 1 sign-in and 1 access key.')).toBeVisible();
  const { accessKeys, settings } = await keycutter.snapshot();
  expect(accessKeys).toMatchObject([
    { accessKeyId: demoAccessKeyId, problem: { code: 'access-key-secret-missing' } },
  ]);
  expect(settings.startAtLogin).toBe(true);
  const secret = {
    id: accessKeys[0]?.id ?? '',
    secretAccessKey: demoSecretAccessKey,
    keep: 'keychain',
  } as const;
  answerOf(await page.evaluate((given) => window.keycutter.accessKeys.enterSecret(given), secret));
  await page.getByRole('button', { name: 'Back' }).click();
  await assume(page, 'zq-reader');
  await keycutter.reaches('it is live again', ({ sessions }) =>
    sessions.some(({ state }) => state === 'active'),
  );
});

test('a report is read first, holds nothing that was planted, and is saved as it was read', async () => {
  await newApp();
  const keyId = await givenKey(page, { name: 'zq-broker' });
  await givenProfile(page, 'zq-customer', recipe(keyId));
  await givenProfile(
    page,
    'zq-denied',
    recipe(keyId, { roleArn: 'arn:aws:iam::421098765432:role/zqNobodys' }),
  );
  await assume(page, 'zq-customer');
  await assume(page, 'zq-denied');
  await keycutter.reaches('one is live and one has failed', ({ sessions }) =>
    ['active', 'failed'].every((state) => sessions.some((session) => session.state === state)),
  );
  await keycutter.app.evaluate(() => {
    // What a library might say.
    process.emit(
      'uncaughtException',
      new Error('arn:aws:iam::421098765432:role/zqNobodys of jo@zq-corp.example'),
    );
  });
  await openSettings();
  await page.getByRole('button', { name: 'Diagnostics' }).click();
  const report = page.getByRole('textbox', { name: 'The report' });
  await expect(report).toHaveValue(/== Versions ==/);
  const text = await report.inputValue();
  expect(text).toContain('uncaught-exception');
  expect(text).toContain('failed (sts-access-denied)');
  const { sessions } = await keycutter.snapshot();
  const sessionKey = sessions.find(({ accessKeyId }) => accessKeyId !== null)?.accessKeyId ?? '';
  for (const planted of [demoSecretAccessKey, demoAccessKeyId, sessionKey, '421098765432', desktop.home])
    expect(text).not.toContain(planted);
  expect(text).not.toMatch(/zq/i);

  await page.getByRole('switch', { name: 'Include account ids, access key ids and ARNs' }).click();
  await expect(report).toHaveValue(/421098765432/);
  const file = join(mkdtempSync(join(desktop.temporary, 'documents-')), 'report.txt');
  await answerDialogs(0, file);
  await page.getByRole('button', { name: 'Save as a file' }).click();
  await expect(page.getByText(`Saved to ${file}`)).toBeVisible();
  expect(readFileSync(file, 'utf8')).toBe(await report.inputValue());
  expect(readFileSync(file, 'utf8')).not.toContain(demoSecretAccessKey);
});
