import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateTokenCommand,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { expect, test } from '@playwright/test';
import type { IdentityCenterMethod } from '../shared/sign-in.ts';
import { deviceGrant } from '../simulator/identity-center/registrations.ts';
import { sampleInstance, sampleStartUrl } from '../simulator/identity-center/testing/sample-instance.ts';
import { until } from './desktop/index.ts';
import { getCredentials, openDoors, runInstalled } from './support/doors.ts';
import { expectFailure, failureOf } from './support/failures.ts';
import { aws, desktop, keycutter, newApp, newAws, page, restartApp, withDesktop } from './support/fresh.ts';
import { answerOf, givenProfile } from './support/given.ts';
import { decideAtPortal, PersonBrowser, visit } from './support/person-browser.ts';
import { givenSignIn } from './support/sign-in-steps.ts';
import { assume, backToSessions, chooseInRow, openMenuItem, row } from './support/steps.ts';
import { expectThroughExec } from './support/through-exec.ts';
import { identityCenterMethod, waysAccount } from './support/ways-account.ts';

/** IAM Identity Center, from the window to what a program gets. */

const minute = 60_000;
const account = '100000000001';

let data: ReturnType<typeof waysAccount>;
let browser: PersonBrowser;

withDesktop({ environment: { SHELL: '/bin/bash' } });

async function start(accounts = 3): Promise<void> {
  data = waysAccount(sampleInstance(accounts));
  await newAws({ account: data });
  browser = new PersonBrowser(desktop);
  await newApp({ env: browser.env });
}

const callsOf = (action: string) => aws.calls.filter((call) => call.action === action);
const prompt = () => page.getByRole('dialog', { name: 'Sign in to corp' });
const signInState = async () => (await keycutter.snapshot()).signIns[0]?.state;

/** By the window's own form. */
async function addSignIn(flow: 'This machine’s browser' | 'A code'): Promise<void> {
  await openMenuItem(page, 'Sign-ins');
  await page.getByRole('button', { name: 'Add a sign-in' }).first().click();
  await page.getByRole('radio', { name: 'IAM Identity Center' }).check();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('corp');
  await page.getByRole('textbox', { name: 'AWS access portal' }).fill(sampleStartUrl);
  await page.getByLabel('Region of Identity Center').fill('eu-central-1');
  await page.keyboard.press('Tab');
  await page.getByRole('radio', { name: flow }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('listitem', { name: 'corp' })).toContainText('Signed out');
}

/** A profile of a sign-in; answers with its id. */
async function givenRole(change: Partial<IdentityCenterMethod>, roleName = 'ReadOnly'): Promise<string> {
  const signInId = await givenSignIn(page, 'corp', identityCenterMethod(change));
  return givenPermissionSet(signInId, roleName, roleName);
}

function givenPermissionSet(signInId: string, name: string, roleName: string): Promise<string> {
  return givenProfile(page, name, {
    kind: 'identity-center',
    source: { kind: 'sign-in', signInId },
    accountId: account,
    roleName,
    region: 'eu-central-1',
  });
}

test('in the browser: 300 accounts with 4 roles each become profiles in one go, and one sign-in serves all', async () => {
  test.setTimeout(5 * minute);
  await start(300);
  await addSignIn('This machine’s browser');
  await page.getByRole('button', { name: 'Sign in to corp' }).click();
  await expect(prompt()).toContainText(new URL(aws.url).host);
  const said = await decideAtPortal(aws, await browser.nextAddress());
  expect(said.status).toBe(200);
  await expect(prompt()).toBeHidden();
  await expect(page.getByRole('listitem', { name: 'corp' })).toContainText('Signed in');

  await page.getByRole('button', { name: 'Choose roles of corp' }).click();
  const progress = page.getByRole('progressbar');
  await expect(page.getByText(/^[1-9]\d* of 300 accounts$/)).toBeVisible();
  await expect(progress).toHaveAttribute('max', '300');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Not all roles were read')).toBeVisible();
  await keycutter.reaches('nothing is read any more', ({ signIns }) => signIns[0]?.listing === null);
  const read = callsOf('ListAccountRoles').length;
  expect(read).toBeLessThan(300);

  await page.getByRole('button', { name: 'Read again' }).click();
  await page.getByRole('button', { name: 'Choose all 1,200' }).click({ timeout: 2 * minute });
  expect(callsOf('ListAccountRoles').length - read, 'each account is read once').toBe(300);
  expect(aws.calls.filter(({ outcome }) => /TooMany/.test(outcome))).toEqual([]);
  await expect(page.getByText('1,200 of 1,200 chosen')).toBeVisible();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Create 1,200 profiles' }).click();
  await expect(page.getByText('1,200 profiles created')).toBeVisible({ timeout: minute });
  await page.getByRole('button', { name: 'Show profiles' }).click();
  const { profiles } = await keycutter.snapshot();
  expect(profiles).toHaveLength(1_200);
  expect(new Set(profiles.map(({ name }) => name)).size).toBe(1_200);

  const names = ['team-000-ReadOnly', 'team-299-PowerUser', 'team-150-Billing'];
  for (const name of names) {
    await page.getByRole('searchbox').fill(name);
    await assume(page, name);
    await expect(row(page, name)).toHaveAttribute('data-state', 'active');
  }
  await expectThroughExec(
    'team-299-PowerUser',
    /:assumed-role\/AWSReservedSSO_PowerUser_[\da-f]{16}\/ada@example\.com$/,
  );
  expect(callsOf('CreateToken'), 'one sign-in for all').toHaveLength(1);
  expect(browser.starts()).toHaveLength(1);
});

test('a portal that answers 429 is asked more slowly, and all is read', async () => {
  test.setTimeout(2 * minute);
  await start(12);
  await givenRole({ flow: 'browser' });
  aws.identityCenter.setRate({ burst: 4, perSecond: 4 });
  const [signIn] = (await keycutter.snapshot()).signIns;
  const listed = page.evaluate((id) => window.keycutter.signIns.roles({ id }), signIn?.id ?? '');
  await decideAtPortal(aws, await browser.nextAddress());
  expect(answerOf(await listed)).toHaveLength(48);
  const refused = aws.calls.filter(({ outcome }) => /TooMany/.test(outcome));
  expect(refused.length).toBeGreaterThan(0);
  // Four are under way at once, and each rest is longer than the last.
  expect(refused.length).toBeLessThan(callsOf('ListAccountRoles').length / 2);
});

test('by a code: slowed down, compared, approved; denied in its own words', async () => {
  await start();
  await addSignIn('A code');
  aws.faults.next(
    { kind: 'error', status: 400, code: 'SlowDownException', message: 'Slow down' },
    { action: 'CreateToken' },
  );
  await page.getByRole('button', { name: 'Sign in to corp' }).click();
  const shown = prompt().getByRole('status', { name: 'Code to compare' });
  await expect(shown).toHaveText(/^[B-Z]{4}-[B-Z]{4}$/);
  const code = (await shown.textContent()) ?? '';
  expect(await browser.nextAddress()).toBe(`${aws.url}/device?user_code=${code}`);
  await until('it is told to slow down', async () => callsOf('CreateToken').length === 1);
  expect(callsOf('CreateToken')[0]?.outcome).toBe('SlowDownException');

  // It polls each second, and five seconds more slowly from now on.
  await keycutter.fastForward(4_000, aws);
  expect(callsOf('CreateToken')).toHaveLength(1);
  expect(aws.identityCenter.approve(code)).toBe(true);
  await keycutter.fastForward(3_000, aws);
  await expect(page.getByRole('listitem', { name: 'corp' })).toContainText('Signed in');
  await expect(prompt()).toBeHidden();
  const [signIn] = (await keycutter.snapshot()).signIns;
  await givenPermissionSet(signIn?.id ?? '', 'reader', 'ReadOnly');
  await backToSessions(page);
  await assume(page, 'reader');
  await expect(row(page, 'reader')).toHaveAttribute('data-state', 'active');
  await expectThroughExec('reader', /\/AWSReservedSSO_ReadOnly_/);

  await chooseInRow(page, 'reader', 'Stop');
  await openMenuItem(page, 'Sign-ins');
  await page.getByRole('button', { name: 'More for corp' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('listitem', { name: 'corp' })).toContainText('its tokens are removed');
  expect(callsOf('Logout')).toMatchObject([{ outcome: 'succeeded' }]);
  await page.getByRole('button', { name: 'Sign in to corp' }).click();
  await until('a code is asked for', async () => aws.identityCenter.pendingUserCodes().length === 1);
  expect(aws.identityCenter.deny(aws.identityCenter.pendingUserCodes()[0] ?? '')).toBe(true);
  await expect(prompt()).toBeHidden();
  await expect(page.getByRole('listitem', { name: 'corp' })).toContainText('did not let you in');
});

test('denied in the browser, and an answer that is not ours is thrown away', async () => {
  await start();
  const profileId = await givenRole({ flow: 'browser' });
  await assume(page, 'ReadOnly');
  const address = await browser.nextAddress();
  const redirect = new URL(new URL(address).searchParams.get('redirect_uri') ?? '');
  redirect.search = '?code=stolen&state=of-somebody-else';
  expect((await visit(redirect.href)).status).toBeGreaterThanOrEqual(400);
  expect((await keycutter.snapshot()).signInPrompt?.stage, 'it still waits for its own').toBe('browser');
  await decideAtPortal(aws, address, 'deny');
  const denied = await failureOf(keycutter, profileId);
  expect(denied).toMatchObject({ code: 'sign-in-refused', params: { reason: 'access-denied' } });
  await expectFailure(page, 'ReadOnly', denied);
  expect(callsOf('CreateToken')).toEqual([]);
});

test('tokens are renewed without the person, over a restart too, until they are revoked', async () => {
  test.setTimeout(2 * minute);
  await start();
  const profileId = await givenRole({ flow: 'browser' }, 'Administrator');
  await assume(page, 'Administrator');
  await decideAtPortal(aws, await browser.nextAddress());
  await expect(row(page, 'Administrator')).toHaveAttribute('data-state', 'active');

  // The access token and the session last an hour each.
  await keycutter.fastForward(61 * minute, aws);
  const doors = await openDoors(keycutter);
  expect((await getCredentials(doors, 'Administrator')).ok).toBe(true);
  doors.connection.close();
  const renewals = callsOf('CreateToken').length;
  expect(renewals, 'by the refresh token').toBeGreaterThan(1);

  await restartApp({ env: browser.env });
  // To where the stand-in's clock is.
  await keycutter.fastForward(61 * minute);
  await keycutter.reaches('it is remembered', ({ signIns }) => signIns[0]?.state !== 'signed-out');
  await keycutter.fastForward(62 * minute, aws);
  await page.evaluate((id) => window.keycutter.sessions.refresh({ profileId: id }), profileId);
  await keycutter.reaches('it is live', ({ sessions }) => sessions[0]?.state === 'active');
  expect(callsOf('CreateToken').length, 'each refresh token is used once').toBeGreaterThan(renewals);
  expect(callsOf('CreateToken').every(({ outcome }) => outcome === 'succeeded')).toBe(true);
  expect(browser.starts(), 'nobody was asked').toHaveLength(1);

  aws.identityCenter.endSessions();
  aws.identityCenter.revokeRefreshTokens();
  await keycutter.fastForward(61 * minute, aws);
  const asked = await runInstalled(keycutter, 'keycutter', ['creds', 'Administrator']);
  expect(asked).toMatchObject({ code: 3, out: '' });
  expect(asked.err).toContain('corp wants you to sign in');
  await expect(page.getByRole('dialog', { name: 'Sign in to corp?' })).toContainText(
    'Administrator needs it',
  );
  expect(browser.starts(), 'a program opens nothing').toHaveLength(1);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  await decideAtPortal(aws, await browser.nextAddress());
  await keycutter.reaches('it is live', ({ sessions }) => sessions[0]?.state === 'active');
});

test('a role that was taken away says so, and the others go on', async () => {
  await start();
  const profileId = await givenRole({ flow: 'browser' }, 'PowerUser');
  const [signIn] = (await keycutter.snapshot()).signIns;
  await givenPermissionSet(signIn?.id ?? '', 'reader', 'ReadOnly');
  await assume(page, 'reader');
  await decideAtPortal(aws, await browser.nextAddress());
  await expect(row(page, 'reader')).toHaveAttribute('data-state', 'active');

  const { identityCenter } = data;
  if (identityCenter === undefined) throw new Error('There is no Identity Center.');
  const left = identityCenter.users.map((user) => ({
    ...user,
    assignments: user.assignments.filter(({ permissionSet }) => permissionSet === 'ReadOnly'),
  }));
  data.identityCenter = { ...identityCenter, users: left };
  await assume(page, 'PowerUser');
  const refused = await failureOf(keycutter, profileId);
  expect(refused.code).toBe('identity-center-no-access');
  await expectFailure(page, 'PowerUser', refused);
  await chooseInRow(page, 'reader', 'Refresh');
  await expect.poll(() => callsOf('GetRoleCredentials').at(-1)?.outcome).toBe('succeeded');
  await expect(row(page, 'reader')).toHaveAttribute('data-state', 'active');
  expect(await signInState()).toBe('signed-in');
  expect(browser.starts()).toHaveLength(1);
});

/** What `aws sso login` does for a session of this name, and leaves in the AWS CLI’s cache. */
async function signInByCli(session: string): Promise<void> {
  const client = new SSOOIDCClient({ endpoint: aws.url, region: 'eu-central-1' });
  const registered = await client.send(
    new RegisterClientCommand({
      clientName: 'aws-cli',
      clientType: 'public',
      scopes: ['sso:account:access'],
    }),
  );
  const { clientId, clientSecret } = registered;
  const startUrl = sampleStartUrl;
  const { deviceCode, userCode = '' } = await client.send(
    new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl }),
  );
  expect(aws.identityCenter.approve(userCode)).toBe(true);
  const { accessToken, expiresIn = 0 } = await client.send(
    new CreateTokenCommand({ clientId, clientSecret, deviceCode, grantType: deviceGrant }),
  );
  const expiresAt = new Date(aws.clock.now() + expiresIn * 1_000).toISOString();
  const cache = join(desktop.home, '.aws/sso/cache');
  mkdirSync(cache, { recursive: true });
  const name = createHash('sha1').update(session).digest('hex');
  const cached = { startUrl, region: 'eu-central-1', accessToken, expiresAt };
  writeFileSync(join(cache, `${name}.json`), JSON.stringify(cached), { mode: 0o600 });
}

test('who has signed in with the AWS CLI is not asked again: its token serves', async () => {
  await start();
  await signInByCli('acme');
  await givenRole({ cliSession: 'acme' });
  await assume(page, 'ReadOnly');
  await expect(row(page, 'ReadOnly')).toHaveAttribute('data-state', 'active');
  await expectThroughExec('ReadOnly', /\/AWSReservedSSO_ReadOnly_/);
  expect(callsOf('CreateToken'), 'the CLI’s own').toHaveLength(1);
  expect(browser.starts()).toEqual([]);
});
