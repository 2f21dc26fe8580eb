import { expect, type Page, test } from '@playwright/test';
import { type Desktop, startDesktop, until } from './desktop/index.ts';
import { askByCli, clientEnvironment, hasAwsCli, LongRunningProgram } from './support/aws-clients.ts';
import { givenProfile } from './support/given.ts';
import { AdfsProvider } from './support/identity-providers/adfs-provider.ts';
import { KeycloakProvider } from './support/identity-providers/keycloak-provider.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';
import {
  AmazonTrap,
  development,
  production,
  samlAccount,
  samlIssuer,
  samlKeys,
  samlMethod,
  samlProviderArn,
  samlRecipe,
  samlRole,
  samlRoleArn,
  signInAtAdfs,
  signInAtKeycloak,
} from './support/saml-world.ts';
import {
  becomesLive,
  givenSignIn,
  providerWindow,
  providerWindows,
  serveAs,
} from './support/sign-in-steps.ts';
import { assume, backToSessions, openMenuItem, row } from './support/steps.ts';

/** From a provider's page to a session that programs use; sign-in-saml-remembered.e2e.ts is about doing without the page. */

let desktop: Desktop;
let aws: AwsStandIn;
let amazon: AmazonTrap;
let adfs: AdfsProvider;
let keycloak: KeycloakProvider;
let keycutter: RunningKeycutter;
let page: Page;

test.beforeAll(async () => {
  desktop = await startDesktop();
  amazon = await AmazonTrap.start();
});

test.beforeEach(async () => {
  aws = await startAws({ account: samlAccount });
  const given = { keys: samlKeys, issuer: samlIssuer, now: () => aws.clock.now() };
  adfs = await new AdfsProvider({ ...given, roles: [samlRole(development, 'Dev')] }).start();
  keycloak = await new KeycloakProvider({
    ...given,
    // In the other order, and with white space, as some write them.
    roles: [
      ...['Dev', 'Admin'].map((name) => samlRole(development, name)),
      `${samlProviderArn(production)},\n  ${samlRoleArn(production, 'Admin')} `,
    ],
  }).start();
  keycutter = await RunningKeycutter.start(desktop, { aws, flags: amazon.flags });
  page = await keycutter.window();
});

test.afterEach(async () => {
  await keycutter?.quit();
  await Promise.all([adfs?.close(), keycloak?.close(), aws?.close()]);
  expect(amazon.calls, 'nobody called AWS’s sign-in endpoint').toBe(0);
});

test.afterAll(async () => {
  amazon?.close();
  await desktop?.stop();
});

const assumed = () => aws.calls.filter(({ action }) => action === 'AssumeRoleWithSAML');

test('a sign-in that is added, one click, the provider’s page: a session that the AWS CLI uses', async () => {
  await openMenuItem(page, 'Sign-ins');
  await page.getByRole('button', { name: 'Add a sign-in' }).click();
  await page.getByRole('radio', { name: /^SAML/ }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Corp');
  await page.getByRole('textbox', { name: 'Start page' }).fill(adfs.startUrl);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const item = page.getByRole('listitem', { name: 'Corp' });
  await expect(item).toContainText('Signed out');
  const [signIn] = (await keycutter.snapshot()).signIns;
  const id = await givenProfile(page, 'dev', samlRecipe(signIn?.id ?? ''));
  await backToSessions(page);
  await assume(page, 'dev');

  const { host, origin } = new URL(adfs.startUrl);
  const provider = await providerWindow(keycutter, origin);
  const prompt = page.getByRole('dialog', { name: 'Sign in to Corp' });
  await expect(prompt).toContainText(host);
  await expect(prompt).toContainText('dev needs it.');
  await signInAtAdfs(provider);
  const session = await becomesLive(keycutter, id);
  await expect(prompt).toBeHidden();
  expect(providerWindows(keycutter, origin)).toEqual([]);

  const arn = `arn:aws:sts::${development}:assumed-role/Dev/kim@example.com`;
  expect(session.assumedRoleArn).toBe(arn);
  await expect(row(page, 'dev')).toHaveAttribute('data-state', 'active');
  const countdown = page.getByRole('timer', { name: 'Time left for dev' });
  await expect(countdown).toHaveText(/^(59:\d\d|1 h 00)$/);
  const before = await countdown.textContent();
  await expect(countdown).not.toHaveText(before ?? '');

  await serveAs(page, id, 'corp-dev');
  const env = clientEnvironment(desktop, aws.url);
  const program = new LongRunningProgram('JS SDK', 'by AWS_PROFILE', { ...env, AWS_PROFILE: 'corp-dev' });
  expect(await program.ask()).toBe(arn);
  await program.end();
  if (hasAwsCli()) expect(await askByCli(['--profile', 'corp-dev'], env)).toBe(arn);
  expect(assumed().map(({ accessKeyId, outcome }) => [accessKeyId, outcome])).toEqual([[null, 'succeeded']]);
});

test('ten profiles of one sign-in that are wanted at once open one window', async () => {
  const signInId = await givenSignIn(page, 'Corp', samlMethod({ startUrl: adfs.startUrl }));
  const ids: string[] = [];
  for (let index = 0; index < 10; index += 1) {
    ids.push(await givenProfile(page, `dev-${index}`, samlRecipe(signInId)));
  }
  const answers = page.evaluate(
    (profileIds) =>
      Promise.all(profileIds.map((profileId) => window.keycutter.sessions.assume({ profileId }))),
    ids,
  );
  const { origin } = new URL(adfs.startUrl);
  const provider = await providerWindow(keycutter, origin);
  await keycutter.reaches('all wait', ({ signInPrompt }) => signInPrompt?.profileNames.length === 10);
  expect(providerWindows(keycutter, origin)).toHaveLength(1);
  await expect(page.getByRole('dialog')).toContainText('dev-0, dev-1 and 8 more need it.');
  await signInAtAdfs(provider);
  expect((await answers).map(({ ok }) => ok)).toEqual(ids.map(() => true));
  expect(new Set(assumed().map(({ outcome }) => outcome))).toEqual(new Set(['succeeded']));
  expect(assumed()).toHaveLength(10);
  // The page, what was typed, and the page that leads to AWS.
  expect(adfs.visits.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET']);
});

test('a provider with several accounts: its roles are listed, chosen, made into profiles, and assumed', async () => {
  const signInId = await givenSignIn(page, 'Keycloak', samlMethod({ startUrl: keycloak.startUrl }));
  const there = await givenProfile(page, 'mine', samlRecipe(signInId, 'Dev'));
  await openMenuItem(page, 'Sign-ins');
  await page.getByRole('button', { name: 'More for Keycloak' }).click();
  await page.getByRole('menuitem', { name: 'Choose roles…' }).click();
  const { origin } = new URL(keycloak.startUrl);
  await signInAtKeycloak(await providerWindow(keycutter, origin));

  const list = page.getByRole('listbox', { name: 'Accounts and roles' });
  await expect(list.getByRole('option', { name: 'All roles of 2222-2222-2222' })).toBeVisible();
  await expect(list.getByRole('option', { name: 'Dev, has a profile' })).toBeVisible();
  await expect(list.getByRole('option', { name: 'Admin', exact: true })).toHaveCount(2);
  await list.getByRole('option', { name: 'Admin', exact: true }).first().click();
  await list.getByRole('option', { name: 'All roles of 2222-2222-2222' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('{role} of {accountId}');
  await page.getByRole('button', { name: 'Create 2 profiles' }).click();
  await page.getByRole('button', { name: 'Show profiles' }).click();

  const { profiles, settings } = await keycutter.snapshot();
  const made = profiles.filter(({ id }) => id !== there);
  expect(made.map(({ name, recipe }) => [name, recipe])).toEqual(
    [development, production].map((account) => [
      `Admin of ${account}`,
      samlRecipe(signInId, 'Admin', {
        roleArn: samlRoleArn(account, 'Admin'),
        principalArn: samlProviderArn(account),
        region: settings.defaultRegion,
        durationSeconds: settings.defaultDurationSeconds,
      }),
    ]),
  );
  // The response that told of the roles still is good for one of them.
  await assume(page, `Admin of ${production}`);
  const session = await becomesLive(keycutter, made[1]?.id ?? '');
  expect(session.assumedRoleArn).toBe(`arn:aws:sts::${production}:assumed-role/Admin/kim@example.com`);
  expect(keycloak.visits.filter(({ method }) => method === 'POST')).toHaveLength(2);
});

test('a page that is closed or left alone is no failure of the session, and comes back when asked for', async () => {
  const signInId = await givenSignIn(page, 'Corp', samlMethod({ startUrl: adfs.startUrl }));
  const id = await givenProfile(page, 'dev', samlRecipe(signInId));
  const { origin } = new URL(adfs.startUrl);
  await assume(page, 'dev');
  await (await providerWindow(keycutter, origin)).close();
  await expect(row(page, 'dev')).toContainText('The sign-in window was closed before the provider');
  await expect(row(page, 'dev')).toContainText('Assume again to open it once more.');

  await page.getByRole('button', { name: /^(Assume|Retry) dev$/ }).click();
  await providerWindow(keycutter, origin);
  const prompt = page.getByRole('dialog', { name: 'Sign in to Corp' });
  await prompt.getByRole('button', { name: 'Cancel' }).click();
  await until('the window is gone', async () => providerWindows(keycutter, origin).length === 0);
  await expect(prompt).toBeHidden();

  await page.getByRole('button', { name: /^(Assume|Retry) dev$/ }).click();
  await signInAtAdfs(await providerWindow(keycutter, origin));
  await becomesLive(keycutter, id);
});

test('nobody at the page for ten minutes: it closes, and says so', async () => {
  const signInId = await givenSignIn(page, 'Corp', samlMethod({ startUrl: adfs.startUrl }));
  await givenProfile(page, 'dev', samlRecipe(signInId));
  await assume(page, 'dev');
  const { origin } = new URL(adfs.startUrl);
  await providerWindow(keycutter, origin);
  await keycutter.fastForward(10 * 60_000 + 1_000, aws);
  await until('the window is gone', async () => providerWindows(keycutter, origin).length === 0);
  await expect(row(page, 'dev')).toContainText('Nobody signed in within ten minutes.');
  expect(assumed()).toEqual([]);
});
