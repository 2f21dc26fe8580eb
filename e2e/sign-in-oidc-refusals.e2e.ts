import { expect, type Page, test } from '@playwright/test';
import { startOidcProvider, type TestOidcProvider } from '../electron/testing/oidc-provider.ts';
import { signInAt } from '../electron/testing/oidc-visitor.ts';
import type { OidcMethod } from '../shared/sign-in.ts';
import { type Desktop, startDesktop } from './desktop/index.ts';
import { expectFailure, failureOf } from './support/failures.ts';
import { givenProfile } from './support/given.ts';
import { account, oidcAccount, oidcMethod, tokenOf, webRecipe } from './support/oidc-world.ts';
import { PersonBrowser } from './support/person-browser.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';
import { becomesLive, givenSignIn } from './support/sign-in-steps.ts';
import { assume, row } from './support/steps.ts';

/** What the provider, AWS or the person refuses, and what a stranger tries; each in its own words in the window. */

let desktop: Desktop;
let aws: AwsStandIn;
let provider: TestOidcProvider;
let browser: PersonBrowser;
let keycutter: RunningKeycutter;
let page: Page;
let count = 0;

test.beforeAll(async () => {
  desktop = await startDesktop();
  provider = await startOidcProvider();
  aws = await startAws({ account: oidcAccount(provider) });
  browser = new PersonBrowser(desktop);
  keycutter = await RunningKeycutter.start(desktop, { aws, env: browser.env });
  page = await keycutter.window();
});

test.beforeEach(() => {
  provider.tamper = null;
  provider.instead.clear();
});

test.afterAll(async () => {
  await keycutter?.quit();
  await Promise.all([provider?.close(), aws?.close()]);
  await desktop?.stop();
});

async function givenOne(change: Partial<OidcMethod> = {}, roleArn?: string) {
  count += 1;
  const signInId = await givenSignIn(page, `Work ${count}`, oidcMethod(provider, change));
  const recipe = webRecipe({ kind: 'sign-in', signInId }, roleArn === undefined ? {} : { roleArn });
  const name = `web-${count}`;
  return { name, id: await givenProfile(page, name, recipe) };
}

async function expectRefused(
  { name, id }: { readonly name: string; readonly id: string },
  code: string,
  ...words: readonly string[]
): Promise<void> {
  const error = await failureOf(keycutter, id, 30_000);
  expect(error.code).toBe(code);
  await expectFailure(page, name, error);
  for (const word of words) await expect(row(page, name)).toContainText(word);
  expect((await keycutter.snapshot()).signInPrompt).toBeNull();
}

/** Tries again, with nothing in the way. */
async function expectMended({ name, id }: { readonly name: string; readonly id: string }): Promise<void> {
  await page.getByRole('button', { name: `Retry ${name}` }).click();
  const back = await signInAt(await browser.nextAddress());
  await fetch(back ?? '');
  await becomesLive(keycutter, id);
}

const host = () => new URL(provider.issuer).host;

test('consent denied, and signing in denied', async () => {
  const one = await givenOne();
  await assume(page, one.name);
  const denied = await signInAt(await browser.nextAddress(), { answers: { consent: 'cancel' } });
  const ending = await (await fetch(denied ?? '')).text();
  expect(ending, 'the page says so too').toMatch(/not|refused|denied/i);
  await expectRefused(
    one,
    'sign-in-refused',
    `${host()} did not let you in: The person said no.`,
    'Try again',
  );
  await page.getByRole('button', { name: `Retry ${one.name}` }).click();
  const left = await signInAt(await browser.nextAddress(), { answers: { login: 'cancel' } });
  await fetch(left ?? '');
  await expectRefused(one, 'sign-in-refused', 'access_denied');
  await expectMended(one);
});

test('a visit with another state is sent away, and the right one still counts', async () => {
  const one = await givenOne();
  await assume(page, one.name);
  const back = await signInAt(await browser.nextAddress());
  const tampered = new URL(back ?? '');
  tampered.searchParams.set('state', `${tampered.searchParams.get('state')?.slice(0, -1)}_`);
  expect((await fetch(tampered)).status).toBe(404);
  tampered.searchParams.delete('state');
  expect((await fetch(tampered)).status).toBe(404);
  expect((await fetch(back ?? '', { method: 'POST' })).status).not.toBe(200);
  expect((await keycutter.snapshot()).signInPrompt).not.toBeNull();
  expect((await fetch(back ?? '')).status).toBe(200);
  await becomesLive(keycutter, one.id);
});

test('an answer that names another issuer', async () => {
  const one = await givenOne();
  await assume(page, one.name);
  const forged = new URL((await signInAt(await browser.nextAddress())) ?? '');
  forged.searchParams.set('iss', 'https://evil.example');
  await fetch(forged);
  await expectRefused(
    one,
    'sign-in-answer-forged',
    'does not belong to this sign-in',
    'It was thrown away. Sign in again.',
  );
  await expectMended(one);
});

test('a token that is another sign-in’s, and one that was signed by somebody else', async () => {
  const one = await givenOne();
  provider.tamper = (answer) => ({
    ...answer,
    id_token: tokenOf(provider, Date.now(), { nonce: 'another' }),
  });
  await assume(page, one.name);
  await fetch((await signInAt(await browser.nextAddress())) ?? '');
  await expectRefused(one, 'sign-in-answer-forged', 'it answers another sign-in');

  provider.tamper = (answer) => {
    const [header, claims, signature = ''] = String(answer.id_token).split('.');
    return { ...answer, id_token: `${header}.${claims}.${signature.split('').reverse().join('')}` };
  };
  await page.getByRole('button', { name: `Retry ${one.name}` }).click();
  await fetch((await signInAt(await browser.nextAddress())) ?? '');
  await expectRefused(one, 'sign-in-answer-forged', 'its signature or its form is wrong');
  provider.tamper = null;
  await expectMended(one);
});

test('a client that the provider does not know', async () => {
  const one = await givenOne({ clientId: 'nobody' });
  await assume(page, one.name);
  // It ends at a page of the provider's, which says why.
  expect(await signInAt(await browser.nextAddress())).toBeNull();
  const prompt = page.getByRole('dialog', { name: /^Sign in to Work/ });
  await prompt.getByRole('button', { name: 'Cancel' }).click();
  await expect(prompt).toBeHidden();
  await expect(row(page, one.name)).toHaveAttribute('data-state', 'idle');
  await expect(page.getByRole('button', { name: `Assume ${one.name}` })).toBeEnabled();
});

test('a provider that is down, or answers with something else', async () => {
  const one = await givenOne();
  provider.instead.set('POST /token', (_request, response) => response.writeHead(503).end());
  await assume(page, one.name);
  await fetch((await signInAt(await browser.nextAddress())) ?? '');
  await expectRefused(one, 'sign-in-not-reachable', host(), 'status 503', 'Check the network');
  provider.instead.clear();
  await expectMended(one);

  const away = await givenOne({ issuer: 'http://127.0.0.1:9' });
  await assume(page, away.name);
  await expectRefused(away, 'network-unreachable', '127.0.0.1', 'could not be reached', 'Check your network');
  const noProvider = await givenOne({ issuer: aws.url });
  await assume(page, noProvider.name);
  await expectRefused(
    noProvider,
    'oidc-issuer-unreadable',
    'has no readable discovery document',
    'Check the issuer’s address.',
  );
});

test('a port that another program holds', async () => {
  const port = Number(new URL(provider.issuer).port);
  const one = await givenOne({ redirectPort: port });
  await assume(page, one.name);
  await expectRefused(
    one,
    'redirect-port-taken',
    `Another program holds port ${port}`,
    'choose another port here and at the provider',
  );
});

test('a role that trusts another person', async () => {
  const one = await givenOne({}, `arn:aws:iam::${account}:role/of-bo`);
  await assume(page, one.name);
  await fetch((await signInAt(await browser.nextAddress())) ?? '');
  await expectRefused(
    one,
    'sts-access-denied',
    'AWS denied this.',
    'sts:AssumeRoleWithWebIdentity',
    'such as aud and sub',
  );
  await expect(row(page, one.name).getByRole('button', { name: 'Edit', exact: true })).toBeVisible();
});
