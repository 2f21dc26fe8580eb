import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { explain } from '../shared/error-text.ts';
import type { ErrorCode } from '../shared/errors.ts';
import { en } from '../shared/words/en/index.ts';
import { demoSecretAccessKey } from '../simulator/demo-account.ts';
import { type Desktop, startDesktop, until } from './desktop/index.ts';
import { run } from './desktop/processes.ts';
import { findSecrets, searchFolder } from './support/canary.ts';
import { expectFailure, failureOf } from './support/failures.ts';
import { givenKey, givenProfile, recipe } from './support/given.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';
import { addAccessKey, assume, backToSessions, row } from './support/steps.ts';

const keyringPassword = 'test';

let desktop: Desktop;
let aws: AwsStandIn;
let running: RunningKeycutter | null = null;

test.beforeAll(async () => {
  desktop = await startDesktop({ keyringPassword });
});

test.beforeEach(async () => {
  aws = await startAws();
});

test.afterEach(async () => {
  await running?.quit();
  await aws.close();
  if (!(await desktop.sessionBus.hasOwner('org.freedesktop.secrets'))) await desktop.keyring.start();
  if (await desktop.keyring.isLocked()) await desktop.keyring.unlock();
});

test.afterAll(() => desktop?.stop());

async function start(userData?: string): Promise<readonly [RunningKeycutter, Page]> {
  running = await RunningKeycutter.start(desktop, { aws, ...(userData === undefined ? {} : { userData }) });
  return [running, await running.window()];
}

/** A session in a run that has ended: where it is kept. */
async function sealedSession(): Promise<{ readonly userData: string; readonly vault: Buffer }> {
  const [keycutter, page] = await start();
  await givenProfile(page, 'prod', recipe(await givenKey(page)));
  await assume(page, 'prod');
  await expect(row(page, 'prod')).toHaveAttribute('data-state', 'active');
  await keycutter.quit();
  return { userData: keycutter.userData, vault: vaultIn(keycutter.userData) };
}

const vaultIn = (userData: string) => readFileSync(join(userData, 'sessions.vault'));
const isLive = (page: Page, name = 'prod') =>
  expect(row(page, name)).toHaveAttribute('data-state', 'active', { timeout: 15_000 });
const notices = (page: Page) => page.getByRole('region', { name: 'Notices' });
const footer = (page: Page) => page.getByRole('contentinfo');

async function expectWords(page: Page, code: ErrorCode): Promise<void> {
  const { what, next } = explain({ code, params: {} }, en);
  await expect(notices(page)).toContainText(what);
  await expect(notices(page)).toContainText(next);
}

/** The desktop's own prompt, with the keyboard. */
async function prompt(): Promise<void> {
  const id = await desktop.screen.waitForWindow('Unlock');
  await desktop.screen.focusWindow(id);
}

test.describe('locked at start', () => {
  test('the window says so and lets the desktop ask; then the sessions of before are there', async () => {
    const { userData, vault } = await sealedSession();
    await desktop.keyring.lock();
    const [, page] = await start(userData);
    await expect(notices(page)).toContainText('The keychain is locked');
    await expect(footer(page)).toContainText('Keychain locked');
    await expect(row(page, 'prod')).toHaveAttribute('data-live', 'false');
    expect(vaultIn(userData)).toEqual(vault);

    await page.getByRole('button', { name: 'Unlock keychain' }).click();
    await prompt();
    await desktop.screen.type(keyringPassword);
    await desktop.screen.key('Return');
    await isLive(page);
    await expect(footer(page)).toContainText('Keychain unlocked');
    await expect(notices(page)).toBeHidden();
    expect(aws.calls).toHaveLength(1);
  });

  test('nothing is written until it is open; unlocked by the desktop itself, it is noticed', async () => {
    const { userData, vault } = await sealedSession();
    await desktop.keyring.lock();
    const [locked] = await start(userData);
    await locked.quit();
    expect(vaultIn(userData)).toEqual(vault);

    const [, page] = await start(userData);
    await expect(footer(page)).toContainText('Keychain locked');
    await desktop.keyring.unlock();
    await isLive(page);
    expect(aws.calls).toHaveLength(1);
  });

  test('while the prompt stands, all else goes on; dismissed, it is told', async () => {
    const { userData } = await sealedSession();
    await desktop.keyring.lock();
    const [keycutter, page] = await start(userData);
    await page.getByRole('button', { name: 'Unlock keychain' }).click();
    await prompt();

    const keyId = await givenKey(page, {
      name: 'in memory',
      accessKeyId: 'AKIAMEMORYMEMORY2222',
      keep: 'memory',
    });
    const id = await givenProfile(page, 'meanwhile', recipe(keyId));
    await assume(page, 'meanwhile');
    expect((await failureOf(keycutter, id)).code).toBe('sts-invalid-client-token');
    await assume(page, 'prod');
    const prodId = (await keycutter.snapshot()).profiles.find(({ name }) => name === 'prod')?.id ?? '';
    const locked = await failureOf(keycutter, prodId);
    expect(locked.code).toBe('keychain-locked');
    await expectFailure(page, 'prod', locked);
    // All this was answered before the prompt was.
    expect(await desktop.screen.windows('Unlock')).toHaveLength(1);

    await prompt();
    await desktop.screen.key('Escape');
    await expectWords(page, 'keychain-locked');
    await expect(page.getByRole('button', { name: 'Unlock keychain' }).first()).toBeEnabled();
    await expect(footer(page)).toContainText('Keychain locked');
  });
});

test('none on this desktop: keys for this run only, and nothing in clear', async () => {
  await desktop.keyring.stop();
  const [keycutter, page] = await start();
  await expect(footer(page)).toContainText('No keychain');
  await expectWords(page, 'keychain-unavailable');

  await addAccessKey(page);
  const { what, next } = explain({ code: 'keychain-unavailable', params: {} }, en);
  const refusal = page.getByRole('alert');
  await expect(refusal).toContainText(what);
  await expect(refusal).toContainText(next);
  expect((await keycutter.snapshot()).accessKeys).toEqual([]);
  await page.getByRole('button', { name: 'Keep for this run only' }).click();
  await expect(page.getByRole('listitem', { name: 'demo' })).toContainText('For this run only');
  await backToSessions(page);
  const keyId = (await keycutter.snapshot()).accessKeys[0]?.id ?? '';
  await givenProfile(page, 'prod', recipe(keyId));
  await assume(page, 'prod');
  await isLive(page);
  await keycutter.quit();

  expect(existsSync(join(keycutter.userData, 'sessions.vault'))).toBe(false);
  expect(searchFolder(desktop.folder, findSecrets({ secret: demoSecretAccessKey }))).toEqual([]);

  const [again, reopened] = await start(keycutter.userData);
  const { accessKeys, sessions } = await again.snapshot();
  expect(sessions).toEqual([]);
  expect(accessKeys).toMatchObject([{ name: 'demo', problem: { code: 'access-key-secret-missing' } }]);
  const id = (await again.snapshot()).profiles[0]?.id ?? '';
  await assume(reopened, 'prod');
  const missing = await failureOf(again, id);
  expect(missing.code).toBe('access-key-secret-missing');
  await expectFailure(reopened, 'prod', missing);
});

test('another keychain: the sealed file is kept, and set aside when the person starts over', async () => {
  const { userData, vault } = await sealedSession();
  const entry = ['service', 'Keycutter', 'username', 'wrapping-key'];
  const other = `another.${Buffer.alloc(32, 7).toString('base64')}`;
  await run('secret-tool', ['clear', ...entry], { env: desktop.env });
  await run('secret-tool', ['store', '--label=other', ...entry], { env: desktop.env, input: other });

  const [keycutter, page] = await start(userData);
  await expect(footer(page)).toContainText('Keychain changed');
  await expectWords(page, 'keychain-changed');
  // What is assumed meanwhile does not take its place.
  await assume(page, 'prod');
  await isLive(page);

  await page.getByRole('button', { name: 'Start over' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Start over' }).click();
  await expect(footer(page)).toContainText('Keychain unlocked');
  const aside = readdirSync(userData).filter((name) => name.startsWith('sessions.vault.put-aside-'));
  expect(aside).toHaveLength(1);
  expect(readFileSync(join(userData, aside[0] ?? ''))).toEqual(vault);

  await isLive(page);
  await keycutter.quit();
  const [, reopened] = await start(userData);
  await isLive(reopened);
  expect(aws.calls).toHaveLength(2);
});

test('stopped while the app runs, and back: what is live goes on, the rest waits', async () => {
  const [keycutter, page] = await start();
  const keyId = await givenKey(page);
  await givenProfile(page, 'prod', recipe(keyId));
  const id = await givenProfile(page, 'other', recipe(keyId));
  await assume(page, 'prod');
  await isLive(page);

  await desktop.keyring.stop();
  await expect(footer(page)).toContainText('No keychain');
  await expectWords(page, 'keychain-unavailable');
  await isLive(page);
  await assume(page, 'other');
  const error = await failureOf(keycutter, id);
  expect(error.code).toBe('keychain-unavailable');
  await expectFailure(page, 'other', error);

  await desktop.keyring.start();
  await expect(footer(page)).toContainText('Keychain unlocked');
  await page.getByRole('button', { name: 'Retry other' }).click();
  await isLive(page, 'other');
  await until(
    'both are sealed',
    async () =>
      vaultIn(keycutter.userData)
        .toString()
        .match(/"nonce"/g)?.length === 2,
  );
});

test('got while it was away, a session is sealed once it is back', async () => {
  const [keycutter, page] = await start();
  await expect(footer(page)).toContainText('Keychain unlocked');
  await desktop.keyring.stop();
  await expect(footer(page)).toContainText('No keychain');
  await givenProfile(page, 'prod', recipe(await givenKey(page, { keep: 'memory' })));
  await assume(page, 'prod');
  await isLive(page);
  const vault = join(keycutter.userData, 'sessions.vault');
  expect(existsSync(vault)).toBe(false);
  await desktop.keyring.start();
  await until('it is sealed', async () => existsSync(vault));
});
