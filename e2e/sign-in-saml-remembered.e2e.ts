import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type Desktop, startDesktop, until } from './desktop/index.ts';
import { clientEnvironment, LongRunningProgram } from './support/aws-clients.ts';
import { getCredentials, openDoors } from './support/doors.ts';
import { givenProfile } from './support/given.ts';
import { AdfsProvider } from './support/identity-providers/adfs-provider.ts';
import { KeycloakProvider } from './support/identity-providers/keycloak-provider.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';
import {
  AmazonTrap,
  development,
  samlAccount,
  samlIssuer,
  samlKeys,
  samlMethod,
  samlRecipe,
  samlRole,
  signInAtAdfs,
  signInAtKeycloak,
} from './support/saml-world.ts';
import {
  becomesLive,
  forwardToRenewal,
  givenSignIn,
  providerWindow,
  providerWindows,
  restartHidden,
  serveAs,
  sessionOf,
  signInOf,
  told,
  watchWindows,
} from './support/sign-in-steps.ts';
import { assume, row } from './support/steps.ts';

/** A sign-in whose cookies are kept: its sessions renew while nobody looks, and nothing is to be seen of it. */

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
  const given = {
    keys: samlKeys,
    issuer: samlIssuer,
    now: () => aws.clock.now(),
    roles: [samlRole(development, 'Dev')],
  };
  adfs = await new AdfsProvider(given).start();
  keycloak = await new KeycloakProvider(given).start();
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

const arn = `arn:aws:sts::${development}:assumed-role/Dev/kim@example.com`;
const assumed = () => aws.calls.filter(({ action }) => action === 'AssumeRoleWithSAML');
const typed = (provider: AdfsProvider | KeycloakProvider) =>
  provider.visits.filter(({ form }) => [...form.keys()].some((key) => /password/i.test(key)));

/** A profile of a remembered sign-in, signed in by the person. */
async function givenRemembered(provider: AdfsProvider | KeycloakProvider) {
  const { startUrl } = provider;
  const signInId = await givenSignIn(page, 'Corp', samlMethod({ startUrl, remember: true }));
  const profileId = await givenProfile(page, 'dev', samlRecipe(signInId));
  await assume(page, 'dev');
  const { origin } = new URL(startUrl);
  const window = await providerWindow(keycutter, origin);
  await (provider === adfs ? signInAtAdfs(window) : signInAtKeycloak(window));
  const session = await becomesLive(keycutter, profileId);
  await until('the window is gone', async () => providerWindows(keycutter, origin).length === 0);
  return { signInId, profileId, session, origin };
}

test('a session near its end renews, and no window is shown or gets the focus', async () => {
  const { signInId, profileId, session } = await givenRemembered(adfs);
  expect(session.renewal?.kind).toBe('renews-itself');
  expect(await signInOf(keycutter, signInId)).toMatchObject({ subject: 'kim@example.com', problem: null });
  await serveAs(page, profileId, 'corp-dev');
  const program = new LongRunningProgram('JS SDK', 'by AWS_PROFILE', {
    ...clientEnvironment(desktop, aws.url),
    AWS_PROFILE: 'corp-dev',
  });
  // The person works elsewhere.
  await page.keyboard.press('Escape');
  await until('the window is hidden', async () => (await desktop.screen.windows('^Keycutter$')).length === 0);
  const seen = await watchWindows(keycutter.app);

  let last = session.accessKeyId;
  for (let renewals = 1; renewals <= 3; renewals += 1) {
    await forwardToRenewal(keycutter, aws, profileId);
    last = (await becomesLive(keycutter, profileId, last)).accessKeyId;
    expect(await seen()).toEqual({ made: renewals, shown: [] });
  }
  expect(typed(adfs)).toHaveLength(1);
  expect(assumed().map(({ outcome }) => outcome)).toEqual(Array(4).fill('succeeded'));
  expect(await told(keycutter)).toEqual([]);
  // The SDK's own clock is hours behind by now: AWS tells it, and it signs again.
  await until('a program has it', async () => (await program.ask()) === arn);
  await program.end();
  expect(aws.calls.at(-1)).toMatchObject({ action: 'GetCallerIdentity', accessKeyId: last });
});

test('it renews after a restart too, until it is cleared: then the page is asked for again', async () => {
  const { signInId, profileId, session, origin } = await givenRemembered(keycloak);
  const { userData } = keycutter;
  await until('the cookies are sealed', async () => existsSync(join(userData, 'sign-ins.vault')));
  keycutter = await restartHidden(keycutter, { aws, flags: amazon.flags });
  const seen = await watchWindows(keycutter.app);
  await until(
    'it renews itself again',
    async () => (await sessionOf(keycutter, profileId))?.renewal?.kind === 'renews-itself',
  );
  await forwardToRenewal(keycutter, aws, profileId);
  const renewed = await becomesLive(keycutter, profileId, session.accessKeyId);
  expect(await seen()).toEqual({ made: 1, shown: [] });
  expect(typed(keycloak)).toHaveLength(1);

  await keycutter.app.evaluate(() => globalThis.keycutterSeams?.openPanel());
  page = await keycutter.window();
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Sign-ins' }).click();
  await page.getByRole('button', { name: 'More for Corp' }).click();
  await page.getByRole('menuitem', { name: 'Clear sign-in' }).click();
  await expect(page.getByRole('listitem', { name: 'Corp' })).toContainText(
    'Signed out, and the cookies of its window are removed.',
  );
  expect(await signInOf(keycutter, signInId)).toMatchObject({ state: 'signed-out' });
  // What was got with it lives on, and will take the person.
  expect(await sessionOf(keycutter, profileId)).toMatchObject({
    accessKeyId: renewed.accessKeyId,
    renewal: { kind: 'needs-sign-in' },
  });
  const again = page.evaluate((id) => window.keycutter.sessions.refresh({ profileId: id }), profileId);
  const asking = await providerWindow(keycutter, origin);
  await expect(asking.getByLabel('Username')).toBeVisible();
  await signInAtKeycloak(asking);
  expect(await again).toMatchObject({ ok: true });
  expect(typed(keycloak)).toHaveLength(2);
});

test('when the provider has forgotten the person, nothing opens by itself, and what is valid is served', async () => {
  const { signInId, profileId, session, origin } = await givenRemembered(adfs);
  const doors = await openDoors(keycutter);
  const serves = async () => {
    const served = await getCredentials(doors, 'dev');
    return served.ok ? served.value.accessKeyId : served.error.code;
  };
  const seen = await watchWindows(keycutter.app);
  adfs.expire();
  await forwardToRenewal(keycutter, aws, profileId);
  await until('it has failed', async () => (await sessionOf(keycutter, profileId))?.error != null, 30_000);
  expect(await sessionOf(keycutter, profileId)).toMatchObject({
    state: 'active',
    accessKeyId: session.accessKeyId,
    error: { code: 'sign-in-needed', params: { signIn: 'Corp' } },
    renewal: { kind: 'needs-sign-in' },
  });
  expect(await signInOf(keycutter, signInId)).toMatchObject({ state: 'signed-out' });
  expect(await told(keycutter)).toEqual(['dev can’t be renewed']);
  await expect(row(page, 'dev')).toContainText('Corp wants you to sign in');
  await keycutter.fastForward(60_000, aws);

  // However often programs come: they get what is held, and the person one prompt that opens nothing.
  for (let times = 0; times < 20; times += 1) expect(await serves()).toBe(session.accessKeyId);
  await keycutter.reaches('the prompt stands', ({ signInPrompt }) => signInPrompt?.stage === 'asked');
  expect(await told(keycutter)).toEqual(['dev can’t be renewed', 'Sign-in wanted: Corp']);
  expect(await seen()).toEqual({ made: 1, shown: [] });
  expect(providerWindows(keycutter, origin)).toEqual([]);

  const prompt = page.getByRole('dialog', { name: 'Sign in to Corp?' });
  await prompt.getByRole('button', { name: 'Sign in' }).click();
  await signInAtAdfs(await providerWindow(keycutter, origin));
  const renewed = await becomesLive(keycutter, profileId, session.accessKeyId);
  expect(await serves()).toBe(renewed.accessKeyId);
  expect(await signInOf(keycutter, signInId)).toMatchObject({ state: 'signed-in', problem: null });
  doors.connection.close();
});

test('a provider that cannot be reached is tried again, and asks nobody', async () => {
  const { profileId, session, origin } = await givenRemembered(adfs);
  const seen = await watchWindows(keycutter.app);
  await adfs.close();
  try {
    await forwardToRenewal(keycutter, aws, profileId);
    await until('it has failed', async () => (await sessionOf(keycutter, profileId))?.error != null, 30_000);
    expect(await sessionOf(keycutter, profileId)).toMatchObject({
      accessKeyId: session.accessKeyId,
      error: { code: 'sign-in-not-reachable', params: { host: new URL(origin).host } },
      renewal: { kind: 'renews-itself' },
    });
    await expect(row(page, 'dev')).toContainText('Check the network; Keycutter tries again.');
    expect(await told(keycutter)).toEqual([]);
  } finally {
    await adfs.start(Number(new URL(origin).port));
  }
  await keycutter.fastForward(31_000, aws);
  await becomesLive(keycutter, profileId, session.accessKeyId);
  expect((await seen()).shown).toEqual([]);
  expect(typed(adfs), 'at the second server').toEqual([]);
});

test('without it a session ends, and the person is warned once', async () => {
  const signInId = await givenSignIn(page, 'Corp', samlMethod({ startUrl: adfs.startUrl }));
  const profileId = await givenProfile(page, 'dev', samlRecipe(signInId));
  await assume(page, 'dev');
  await signInAtAdfs(await providerWindow(keycutter, new URL(adfs.startUrl).origin));
  const session = await becomesLive(keycutter, profileId);
  expect(session.renewal).toEqual({ kind: 'needs-sign-in' });
  keycutter = await restartHidden(keycutter, { aws, flags: amazon.flags });
  expect(existsSync(join(keycutter.userData, 'sign-ins.vault'))).toBe(false);
  const seen = await watchWindows(keycutter.app);
  await keycutter.reaches('it is restored', ({ sessions }) => sessions[0]?.state === 'active');
  await keycutter.fastForward(55 * 60_000, aws);
  await until('the person is warned', async () => (await told(keycutter)).length > 0);
  await keycutter.fastForward(6 * 60_000, aws);
  await keycutter.reaches('it is over', ({ sessions }) => sessions[0]?.expiresAt === null);
  await until('the person is told', async () => (await told(keycutter)).length > 1);
  expect(await told(keycutter)).toEqual([expect.stringMatching(/^dev ends at/), 'dev has ended']);
  expect(await seen()).toEqual({ made: 0, shown: [] });
  expect(assumed()).toHaveLength(1);
});
