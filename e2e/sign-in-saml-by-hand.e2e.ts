import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type Desktop, startDesktop } from './desktop/index.ts';
import { clientEnvironment, LongRunningProgram } from './support/aws-clients.ts';
import { expectFailure, failureOf } from './support/failures.ts';
import { givenProfile } from './support/given.ts';
import { AdfsProvider } from './support/identity-providers/adfs-provider.ts';
import { HastyProvider } from './support/identity-providers/hasty-provider.ts';
import { PersonBrowser } from './support/person-browser.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';
import {
  development,
  samlAccount,
  samlIssuer,
  samlKeys,
  samlMethod,
  samlRecipe,
  samlResponseFromAdfs,
  samlRole,
} from './support/saml-world.ts';
import { becomesLive, forwardToRenewal, givenSignIn, serveAs } from './support/sign-in-steps.ts';
import { assume, backToSessions, openMenuItem, row } from './support/steps.ts';

/** Where a provider refuses embedded windows: the person's own browser, a file, the clipboard, or a command. */

let desktop: Desktop;
let aws: AwsStandIn;
let adfs: AdfsProvider;
let hasty: HastyProvider;
let browser: PersonBrowser;
let keycutter: RunningKeycutter;
let page: Page;

test.beforeAll(async () => {
  desktop = await startDesktop();
});

test.beforeEach(async () => {
  aws = await startAws({ account: samlAccount });
  const given = {
    keys: samlKeys,
    issuer: samlIssuer,
    now: () => aws.clock.now(),
    roles: [samlRole(development, 'Dev')],
  };
  adfs = await new AdfsProvider(given).start();
  hasty = await HastyProvider.start(given);
  browser = new PersonBrowser(desktop);
  keycutter = await RunningKeycutter.start(desktop, { aws, env: browser.env });
  page = await keycutter.window();
});

test.afterEach(async () => {
  await keycutter?.quit();
  await Promise.all([adfs?.close(), hasty?.close(), aws?.close()]);
});

test.afterAll(() => desktop?.stop());

const arn = `arn:aws:sts::${development}:assumed-role/Dev/kim@example.com`;

/** A profile that is assumed, up to where the person brings the response. */
async function givenAtBrowser(): Promise<{ readonly id: string; readonly opened: string }> {
  const signInId = await givenSignIn(page, 'Corp', samlMethod({ by: 'browser', startUrl: adfs.startUrl }));
  const id = await givenProfile(page, 'dev', samlRecipe(signInId));
  await assume(page, 'dev');
  const opened = await browser.nextAddress();
  await keycutter.reaches(
    'the response is wanted',
    ({ signInPrompt }) => signInPrompt?.stage === 'assertion',
  );
  return { id, opened };
}

const prompt = () => page.getByRole('dialog', { name: 'Sign in to Corp' });
const paste = () => prompt().getByRole('button', { name: 'Paste from clipboard' }).click();

/** The file dialog's answer; null: cancelled. */
async function fileDialogAnswers(path: string | null): Promise<void> {
  await keycutter.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () =>
      chosen === null ? { canceled: true, filePaths: [] } : { canceled: false, filePaths: [chosen] };
  }, path);
}

test('by clipboard: what is of no use is told, and what the browser got opens the session', async () => {
  const { id, opened } = await givenAtBrowser();
  expect(opened).toBe(adfs.startUrl);
  // What the desktop started the browser with leads nowhere a second time.
  expect((await fetch(browser.starts()[0]?.parameters[0] ?? '').catch(() => null))?.status ?? 404).toBe(404);
  await expect(prompt()).toContainText(new URL(adfs.startUrl).host);
  await expect(prompt()).toContainText('copy the value of SAMLResponse');

  await desktop.screen.writeClipboard('my shopping list');
  await paste();
  await expect(prompt().getByRole('alert')).toContainText('That is no SAML response for AWS');
  await expect(prompt().getByRole('alert')).toContainText('Copy the value of SAMLResponse');
  hasty.says = { roles: [] };
  await desktop.screen.writeClipboard(hasty.response());
  await paste();
  await expect(prompt().getByRole('alert')).toContainText('names no role at AWS');

  const response = await samlResponseFromAdfs(opened);
  // As it stands in the form that the browser sent.
  await desktop.screen.writeClipboard(`SAMLResponse=${encodeURIComponent(response)}&RelayState=`);
  await paste();
  expect((await becomesLive(keycutter, id)).assumedRoleArn).toBe(arn);
  await expect(prompt()).toBeHidden();
  await serveAs(page, id, 'corp-dev');
  const env = clientEnvironment(desktop, aws.url, { AWS_PROFILE: 'corp-dev' });
  const program = new LongRunningProgram('JS SDK', 'by AWS_PROFILE', env);
  expect(await program.ask()).toBe(arn);
  await program.end();
});

test('by a file: chosen in the desktop’s dialog, or not', async () => {
  const { id, opened } = await givenAtBrowser();
  const choose = () => prompt().getByRole('button', { name: 'Choose a file…' }).click();
  await fileDialogAnswers(null);
  await choose();
  await fileDialogAnswers(join(desktop.temporary, 'not-there.txt'));
  await choose();
  await expect(prompt().getByRole('alert')).toContainText('the file could not be read');
  const file = join(desktop.temporary, 'response.txt');
  writeFileSync(file, await samlResponseFromAdfs(opened));
  await fileDialogAnswers(file);
  await choose();
  expect((await becomesLive(keycutter, id)).assumedRoleArn).toBe(arn);
});

test('an assertion that was copied too long ago is told so, and the prompt stays for another', async () => {
  // AWS has told its time by then.
  const first = await givenAtBrowser();
  await desktop.screen.writeClipboard(await samlResponseFromAdfs(first.opened));
  await paste();
  await becomesLive(keycutter, first.id);

  const again = page.evaluate((id) => window.keycutter.sessions.refresh({ profileId: id }), first.id);
  expect(await again, 'the same response is good for some minutes').toMatchObject({ ok: true });
  await keycutter.fastForward(6 * 60_000, aws);
  const renewed = page.evaluate((id) => window.keycutter.sessions.refresh({ profileId: id }), first.id);
  await expect(prompt()).toBeVisible();
  const opened = await browser.nextAddress();
  hasty.says = { at: aws.clock.now() - 6 * 60_000 };
  await desktop.screen.writeClipboard(hasty.response());
  await paste();
  await expect(prompt().getByRole('alert')).toContainText('AWS takes a SAML response for five minutes only');
  await desktop.screen.writeClipboard(await samlResponseFromAdfs(opened));
  await paste();
  expect(await renewed).toMatchObject({ ok: true });
});

/** What the person answers in the desktop's own dialog, and what it showed. */
async function dialogAnswers(response: number): Promise<void> {
  await keycutter.app.evaluate(({ dialog }, answer) => {
    Object.assign(globalThis, { asked: [] });
    dialog.showMessageBox = async (...given: unknown[]) => {
      (globalThis as unknown as { asked: unknown[] }).asked.push(given.at(-1));
      return { response: answer, checkboxChecked: false };
    };
  }, response);
}
const asked = () =>
  keycutter.app.evaluate(() => (globalThis as unknown as { asked: { detail: string }[] }).asked);

test('by a command: only what the person allowed in the desktop’s dialog, then by itself', async () => {
  const file = join(desktop.temporary, 'printed.txt');
  const command = `cat '${file}'`;
  await openMenuItem(page, 'Sign-ins');
  await page.getByRole('button', { name: 'Add a sign-in' }).click();
  await page.getByRole('radio', { name: /^SAML/ }).click();
  await page.getByRole('radio', { name: /^A command/ }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Corp');
  await page.getByRole('textbox', { name: 'Command' }).fill(command);
  const save = page.getByRole('button', { name: 'Save', exact: true });

  await dialogAnswers(0);
  await save.click();
  await expect(page.getByText('The command was not allowed, so nothing was saved.')).toBeVisible();
  await expect(page.getByText('Save again and allow it, if it is yours.')).toBeVisible();
  expect((await keycutter.snapshot()).signIns).toEqual([]);
  expect(await asked()).toMatchObject([{ message: 'Let Keycutter run this command?' }]);
  expect((await asked())[0]?.detail).toContain(command);

  await dialogAnswers(1);
  await save.click();
  await expect(page.getByRole('listitem', { name: 'Corp' })).toContainText('Renews by itself');
  const [signIn] = (await keycutter.snapshot()).signIns;
  const id = await givenProfile(page, 'dev', samlRecipe(signIn?.id ?? ''));
  expect(await asked()).toHaveLength(1);
  await backToSessions(page);

  await assume(page, 'dev');
  const error = await failureOf(keycutter, id, 30_000);
  expect(error).toMatchObject({ code: 'command-failed' });
  await expectFailure(page, 'dev', error);
  await expect(row(page, 'dev')).toContainText('Run it in a terminal to see why.');

  writeFileSync(file, `${hasty.response()}\n`);
  await page.getByRole('button', { name: 'Retry dev' }).click();
  const session = await becomesLive(keycutter, id);
  expect(session).toMatchObject({ assumedRoleArn: arn, renewal: { kind: 'renews-itself' } });
  await forwardToRenewal(keycutter, aws, id, () => writeFileSync(file, hasty.response()));
  await becomesLive(keycutter, id, session.accessKeyId);
  expect(browser.starts()).toEqual([]);

  const draft = { name: 'Corp', method: samlMethod({ by: 'command', command: `${command} ` }) };
  await dialogAnswers(0);
  const changed = await page.evaluate((given) => window.keycutter.signIns.save(given), {
    id: signIn?.id ?? '',
    draft,
  });
  expect(changed).toMatchObject({ ok: false, error: { code: 'command-not-confirmed' } });
  expect((await keycutter.snapshot()).signIns[0]?.method).toMatchObject({ command });
});
