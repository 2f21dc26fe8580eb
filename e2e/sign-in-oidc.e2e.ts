import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { startOidcProvider, type TestOidcProvider } from '../electron/testing/oidc-provider.ts';
import { signInAt } from '../electron/testing/oidc-visitor.ts';
import { type Desktop, startDesktop, until } from './desktop/index.ts';
import { askByCli, clientEnvironment, hasAwsCli, LongRunningProgram } from './support/aws-clients.ts';
import { expectFailure, failureOf } from './support/failures.ts';
import { answerOf, givenProfile } from './support/given.ts';
import { account, keepTime, oidcAccount, oidcMethod, tokenOf, webRecipe } from './support/oidc-world.ts';
import { PersonBrowser } from './support/person-browser.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';
import {
  becomesLive,
  forwardToRenewal,
  givenSignIn,
  restartHidden,
  serveAs,
  sessionOf,
  signInOf,
  told,
  watchWindows,
} from './support/sign-in-steps.ts';
import { assume, backToSessions, openMenuItem, row } from './support/steps.ts';

/** OpenID Connect with a certified provider, the person's browser and the loopback redirect; renewed by refresh tokens. */

let desktop: Desktop;
let aws: AwsStandIn;
let provider: TestOidcProvider;
let browser: PersonBrowser;
let keycutter: RunningKeycutter;
let page: Page;

test.beforeAll(async () => {
  desktop = await startDesktop();
});

test.beforeEach(async () => {
  // Tokens that are over when their session is renewed.
  provider = await startOidcProvider({ idTokenLife: 20 * 60 });
  aws = await startAws({ account: oidcAccount(provider) });
  keepTime(provider, () => aws);
  browser = new PersonBrowser(desktop);
  keycutter = await RunningKeycutter.start(desktop, { aws, env: browser.env });
  page = await keycutter.window();
});

test.afterEach(async () => {
  await keycutter?.quit();
  await Promise.all([provider?.close(), aws?.close()]);
});

test.afterAll(() => desktop?.stop());

const assumed = () => aws.calls.filter(({ action }) => action === 'AssumeRoleWithWebIdentity');
const posts = () => provider.calls.get('POST /token') ?? 0;

/** The person signs in with the browser that the app opened. Answers with the page at the end, of ours. */
async function comeBack(): Promise<string> {
  const back = await signInAt(await browser.nextAddress());
  return (await fetch(back ?? '')).text();
}

async function givenSignedIn() {
  const signInId = await givenSignIn(page, 'Work', oidcMethod(provider));
  const id = await givenProfile(page, 'web', webRecipe({ kind: 'sign-in', signInId }));
  await assume(page, 'web');
  await comeBack();
  return { signInId, id, session: await becomesLive(keycutter, id) };
}

test('a sign-in that is added, one click, the browser and back: a session that programs use', async () => {
  await openMenuItem(page, 'Sign-ins');
  await page.getByRole('button', { name: 'Add a sign-in' }).click();
  await page.getByRole('radio', { name: /^OpenID Connect/ }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Work');
  await page.getByRole('textbox', { name: 'Issuer' }).fill(provider.issuer);
  await page.getByRole('textbox', { name: 'Client id' }).fill('keycutter');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('listitem', { name: 'Work' })).toContainText('Signed out');
  const [signIn] = (await keycutter.snapshot()).signIns;
  const id = await givenProfile(page, 'web', webRecipe({ kind: 'sign-in', signInId: signIn?.id ?? '' }));
  await backToSessions(page);
  await assume(page, 'web');

  const address = new URL(await browser.nextAddress());
  const prompt = page.getByRole('dialog', { name: 'Sign in to Work' });
  await expect(prompt).toContainText(new URL(provider.issuer).host);
  const asked = address.searchParams;
  expect(asked.get('response_type')).toBe('code');
  expect(asked.get('code_challenge_method')).toBe('S256');
  expect(asked.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
  for (const secret of ['state', 'nonce', 'code_challenge']) {
    expect(asked.get(secret)?.length, secret).toBeGreaterThan(20);
  }
  expect(browser.starts()).toHaveLength(1);
  expect(browser.starts()[0]?.parameters[0], 'no argument says where it leads').not.toContain('state');
  const back = await signInAt(address.href);
  expect(await (await fetch(back ?? '')).text()).toContain('Keycutter');
  const session = await becomesLive(keycutter, id);
  await expect(prompt).toBeHidden();
  expect(session.assumedRoleArn).toMatch(new RegExp(`^arn:aws:sts::${account}:assumed-role/web/.+`));
  expect(await signInOf(keycutter, signIn?.id ?? '')).toMatchObject({
    state: 'signed-in',
    subject: 'ada@example.com',
  });
  // A listener for one visit: whoever comes again finds nobody, or is sent away.
  expect((await fetch(back ?? '').catch(() => null))?.status ?? 404).toBe(404);

  await serveAs(page, id, 'work-web');
  const env = clientEnvironment(desktop, aws.url);
  const program = new LongRunningProgram('JS SDK', 'by AWS_PROFILE', { ...env, AWS_PROFILE: 'work-web' });
  expect(await program.ask()).toBe(session.assumedRoleArn);
  await program.end();
  if (hasAwsCli()) expect(await askByCli(['--profile', 'work-web'], env)).toBe(session.assumedRoleArn);
  expect(assumed().map(({ accessKeyId, outcome }) => [accessKeyId, outcome])).toEqual([[null, 'succeeded']]);
});

test('its refresh token renews it: no browser, no window, also after a restart, and each is used once', async () => {
  const { id, session } = await givenSignedIn();
  expect(session.renewal?.kind).toBe('renews-itself');
  await page.keyboard.press('Escape');
  await until('the window is hidden', async () => (await desktop.screen.windows('^Keycutter$')).length === 0);
  const seen = await watchWindows(keycutter.app);
  let last = session.accessKeyId;
  for (let renewals = 1; renewals <= 2; renewals += 1) {
    await forwardToRenewal(keycutter, aws, id);
    last = (await becomesLive(keycutter, id, last)).accessKeyId;
    expect(posts()).toBe(1 + renewals);
  }
  expect(await seen()).toEqual({ made: 0, shown: [] });

  const { offset } = aws.clock;
  keycutter = await restartHidden(keycutter, { aws, env: browser.env });
  // The computer has slept meanwhile, as far as this app can tell.
  await keycutter.app.evaluate((_electron, by) => globalThis.keycutterSeams?.clock.sleep(by), offset);
  const seenAfter = await watchWindows(keycutter.app);
  await keycutter.reaches('it is restored', ({ sessions }) => sessions[0]?.renewal?.kind === 'renews-itself');
  await forwardToRenewal(keycutter, aws, id);
  await becomesLive(keycutter, id, last);
  expect(posts()).toBe(4);
  expect(await seenAfter()).toEqual({ made: 0, shown: [] });
  expect(browser.starts()).toHaveLength(1);
  expect(await told(keycutter)).toEqual([]);
  expect(new Set(assumed().map(({ outcome }) => outcome))).toEqual(new Set(['succeeded']));
});

test('a refresh token that was revoked: nothing opens by itself, what is valid is served, then the person', async () => {
  const { signInId, id, session } = await givenSignedIn();
  const seen = await watchWindows(keycutter.app);
  await provider.revokeGrants();
  await forwardToRenewal(keycutter, aws, id);
  await until('it has failed', async () => (await sessionOf(keycutter, id))?.error != null, 30_000);
  expect(await sessionOf(keycutter, id)).toMatchObject({
    state: 'active',
    accessKeyId: session.accessKeyId,
    error: { code: 'sign-in-needed', params: { signIn: 'Work' } },
    renewal: { kind: 'needs-sign-in' },
  });
  await expect(row(page, 'web')).toContainText('Work wants you to sign in');
  expect(await signInOf(keycutter, signInId)).toMatchObject({ state: 'signed-out' });
  expect(await told(keycutter)).toEqual(['web can’t be renewed']);
  expect(browser.starts()).toHaveLength(1);
  expect(await seen()).toEqual({ made: 0, shown: [] });

  const again = page.evaluate((profileId) => window.keycutter.sessions.refresh({ profileId }), id);
  await comeBack();
  answerOf(await again);
  expect(await sessionOf(keycutter, id)).toMatchObject({ error: null, renewal: { kind: 'renews-itself' } });
});

test('a provider that is down when it renews is tried again, and asks nobody', async () => {
  const { id, session } = await givenSignedIn();
  provider.instead.set('POST /token', (_request, response) => response.writeHead(503).end());
  await forwardToRenewal(keycutter, aws, id);
  await until('it has failed', async () => (await sessionOf(keycutter, id))?.error != null, 30_000);
  expect(await sessionOf(keycutter, id)).toMatchObject({
    accessKeyId: session.accessKeyId,
    error: { code: 'sign-in-not-reachable' },
    renewal: { kind: 'renews-itself' },
  });
  await expect(row(page, 'web')).toContainText('Check the network; Keycutter tries again.');
  provider.instead.clear();
  await keycutter.fastForward(31_000, aws);
  await becomesLive(keycutter, id, session.accessKeyId);
  expect(browser.starts()).toHaveLength(1);
  expect(await told(keycutter)).toEqual([]);
});

test('signed out, it is forgotten: the next session takes the person', async () => {
  const { signInId, id } = await givenSignedIn();
  answerOf(await page.evaluate((given) => window.keycutter.signIns.signOut({ id: given }), signInId));
  expect(await signInOf(keycutter, signInId)).toMatchObject({ state: 'signed-out', subject: null });
  expect(await sessionOf(keycutter, id)).toMatchObject({
    state: 'active',
    renewal: { kind: 'needs-sign-in' },
  });
  const again = page.evaluate((profileId) => window.keycutter.sessions.refresh({ profileId }), id);
  await comeBack();
  answerOf(await again);
  expect(provider.calls.get('GET /auth')).toBe(2);
});

test('a file whose token something else keeps fresh: read anew for every session', async () => {
  const path = join(desktop.temporary, 'web-identity-token');
  const id = await givenProfile(page, 'pod', webRecipe({ kind: 'token-file', path }));
  await assume(page, 'pod');
  const missing = await failureOf(keycutter, id);
  expect(missing).toMatchObject({ code: 'token-file-unreadable' });
  await expectFailure(page, 'pod', missing);
  writeFileSync(path, tokenOf(provider, aws.clock.now() - 2 * 3_600_000));
  await page.getByRole('button', { name: 'Retry pod' }).click();
  await keycutter.reaches(
    'AWS has refused it',
    ({ sessions }) => sessions[0]?.error?.code === 'sts-expired-token',
  );
  await expect(row(page, 'pod')).toContainText('The identity provider’s token has expired.');
  await expect(row(page, 'pod')).toContainText('check that it gives a fresh one');

  writeFileSync(path, tokenOf(provider, aws.clock.now()));
  await page.getByRole('button', { name: 'Retry pod' }).click();
  const session = await becomesLive(keycutter, id);
  await forwardToRenewal(keycutter, aws, id, () => writeFileSync(path, tokenOf(provider, aws.clock.now())));
  await becomesLive(keycutter, id, session.accessKeyId);
  expect(browser.starts()).toEqual([]);
});

test('a command that prints a token: only what the person allowed in the desktop’s dialog', async () => {
  const path = join(desktop.temporary, 'printed-token');
  writeFileSync(path, tokenOf(provider, aws.clock.now()));
  const answers = (response: number) =>
    keycutter.app.evaluate(({ dialog }, answer) => {
      dialog.showMessageBox = async () => ({ response: answer, checkboxChecked: false });
    }, response);
  const draft = { name: 'ci', recipe: webRecipe({ kind: 'command', command: `cat ${path}` }) };
  const save = () => page.evaluate((given) => window.keycutter.profiles.save({ draft: given }), draft);
  await answers(0);
  expect(await save()).toMatchObject({ ok: false, error: { code: 'command-not-confirmed' } });
  expect((await keycutter.snapshot()).profiles).toEqual([]);
  await answers(1);
  const id = answerOf(await save());
  await assume(page, 'ci');
  expect((await becomesLive(keycutter, id)).renewal?.kind).toBe('renews-itself');
});
