import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import {
  clientSecret,
  secretClients,
  startOidcProvider,
  type TestOidcProvider,
} from '../electron/testing/oidc-provider.ts';
import { signInAt } from '../electron/testing/oidc-visitor.ts';
import { type Desktop, startDesktop, until } from './desktop/index.ts';
import { searchMemory } from './support/app-processes.ts';
import { findSecrets, newSecret, searchBytes, searchFolder } from './support/canary.ts';
import { givenProfile } from './support/given.ts';
import { HastyProvider } from './support/identity-providers/hasty-provider.ts';
import { keepTime, oidcAccount, oidcMethod, webRecipe } from './support/oidc-world.ts';
import { PersonBrowser } from './support/person-browser.ts';
import { watchProcesses } from './support/process-watch.ts';
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
} from './support/saml-world.ts';
import { becomesLive, forwardToRenewal, givenSignIn } from './support/sign-in-steps.ts';
import { recordingFlags, sentToWindows } from './support/window-traffic.ts';

/** What providers give (assertions, cookies, codes, tokens) and are given: where each is, and where it is not. */

/** In the assertion, as one of its attributes. */
const assertion = newSecret();
/** Of the provider's session in the sign-in window. */
const cookie = newSecret().replaceAll('/', '_');
/** No secret: a name that is shown, logged and written, and must be found there. */
const control = newSecret();
const controls = findSecrets({ control });
/** Of the OpenID provider: each is added as it is given. */
const given: Record<string, string> = {};

let desktop: Desktop;
let aws: AwsStandIn;
let amazon: AmazonTrap;
let saml: HastyProvider;
let oidc: TestOidcProvider;
let browser: PersonBrowser;
let keycutter: RunningKeycutter;
let page: Page;
let output = Buffer.alloc(0);
let seenInProcesses: readonly string[];
const filesBefore = readdirSync('.');

const secrets = () => findSecrets({ assertion, cookie, clientSecret, ...given });

test.beforeAll(async () => {
  desktop = await startDesktop();
  amazon = await AmazonTrap.start();
  // Over when its session is renewed: the refresh token is used.
  oidc = await startOidcProvider({ idTokenLife: 30 * 60 });
  aws = await startAws({ account: { accounts: [...samlAccount.accounts, ...oidcAccount(oidc).accounts] } });
  saml = await HastyProvider.start({
    keys: samlKeys,
    issuer: samlIssuer,
    now: () => aws.clock.now(),
    roles: [samlRole(development, 'Dev')],
  });
  saml.says = { attributes: { 'https://example.com/attributes/badge': [assertion] } };
  saml.cookie = cookie;
  keepTime(oidc, () => aws);
  const { tamper } = oidc;
  oidc.tamper = (original) => {
    const answer = tamper?.(original) ?? original;
    const turn = Object.keys(given).length;
    for (const name of ['id_token', 'refresh_token', 'access_token']) {
      // The end of a token is its signature, which nothing else has.
      if (typeof answer[name] === 'string') given[`${name} ${turn}`] = answer[name].slice(-40);
    }
    return answer;
  };
  browser = new PersonBrowser(desktop);
  keycutter = await RunningKeycutter.start(desktop, {
    aws,
    env: browser.env,
    flags: [...amazon.flags, ...recordingFlags(desktop.folder)],
  });
  for (const stream of [keycutter.app.process().stdout, keycutter.app.process().stderr])
    stream?.on('data', (chunk: Buffer) => {
      output = Buffer.concat([output, chunk]);
    });
  page = await keycutter.window();
  const watched = await watchProcesses({ assertion, cookie, clientSecret }, useIt);
  seenInProcesses = watched.found;
});

test.afterAll(async () => {
  await keycutter?.quit();
  await Promise.all([saml?.close(), oidc?.close(), aws?.close()]);
  amazon?.close();
  await desktop?.stop();
});

/** Signs in by both, and lets both renew. */
async function useIt(): Promise<void> {
  const corp = await givenSignIn(page, control, samlMethod({ startUrl: saml.startUrl, remember: true }));
  const dev = await givenProfile(page, 'dev', samlRecipe(corp));
  const assume = (profileId: string) =>
    page.evaluate((id) => void window.keycutter.sessions.assume({ profileId: id }), profileId);
  await assume(dev);
  const first = await becomesLive(keycutter, dev);

  const work = await givenSignIn(
    page,
    'Work',
    oidcMethod(oidc, { clientId: secretClients.basic }),
    clientSecret,
  );
  const web = await givenProfile(page, 'web', webRecipe({ kind: 'sign-in', signInId: work }));
  await assume(web);
  const address = await browser.nextAddress();
  const back = (await signInAt(address)) ?? new URL('http://127.0.0.1');
  given.state = new URL(address).searchParams.get('state') ?? '';
  given.nonce = new URL(address).searchParams.get('nonce') ?? '';
  given.code = back.searchParams.get('code') ?? '';
  await (await fetch(back)).text();
  const second = await becomesLive(keycutter, web);

  await forwardToRenewal(keycutter, aws, dev);
  await becomesLive(keycutter, dev, first.accessKeyId);
  await forwardToRenewal(keycutter, aws, web);
  await becomesLive(keycutter, web, second.accessKeyId);
  await until('both are sealed', async () => existsSync(join(keycutter.userData, 'sign-ins.vault')));
}

test('there is something to look for', () => {
  // Of the first time, and of one renewal or, where the two sessions did not end together, two.
  expect(Object.keys(given).filter((name) => /token/.test(name)).length).toBeGreaterThanOrEqual(6);
  for (const [name, value] of Object.entries(given)) expect(value.length, name).toBeGreaterThan(20);
  const [first, ...later] = saml.visits.map(({ cookies }) => cookies.get('session'));
  expect(first).toBeUndefined();
  expect(new Set(later)).toEqual(new Set([cookie]));
  expect(amazon.calls).toBe(0);
});

test('nothing that goes to the window carries one, and its process has none in memory', async () => {
  const received = await sentToWindows(keycutter.app);
  expect(searchBytes('sent', received, secrets())).toEqual([]);
  expect(searchBytes('sent', received, controls)).not.toEqual([]);
  const snapshot = Buffer.from(JSON.stringify(await keycutter.snapshot()));
  expect(searchBytes('snapshot', snapshot, secrets())).toEqual([]);
  expect(searchBytes('snapshot', snapshot, controls)).not.toEqual([]);

  // The pages of the provider had a process of their own, which is gone with them.
  const processes = await keycutter.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getOSProcessId()),
  );
  expect(processes).toHaveLength(1);
  const search = (patterns: typeof controls) => {
    const plain = patterns.filter(({ label }) => /utf-(8|16le)$|base64/.test(label));
    return processes.flatMap((id) => searchMemory(id, plain));
  };
  let found: readonly string[] = [];
  try {
    found = search(controls);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    test.skip(
      /EACCES|EPERM/.test(code),
      `This system lets nobody look into another process’s memory (${code}).`,
    );
    throw error;
  }
  expect(found).not.toEqual([]);
  // Typed into the window, as its client secret is: by the person, and by this test.
  const { clientSecret: _typed, ...others } = { assertion, cookie, clientSecret, ...given };
  expect(search(findSecrets(others))).toEqual([]);
});

test('no program was given one, in its arguments or its environment', () => {
  expect(seenInProcesses).toEqual([]);
  expect(browser.starts()).toHaveLength(1);
  expect(searchBytes('browser', Buffer.from(JSON.stringify(browser.starts())), secrets())).toEqual([]);
});

test('no file has one in clear: not the log, not the sealed file, not a profile of Chromium’s', async () => {
  await keycutter.app.evaluate((_electron, text) => console.log(text), control);
  await until('it is printed', async () => output.includes(control));
  expect(searchFolder(desktop.folder, secrets())).toEqual([]);
  await keycutter.quit();
  expect(searchFolder(desktop.folder, secrets())).toEqual([]);
  expect(searchBytes('output', output, secrets())).toEqual([]);
  expect(searchBytes('output', output, controls)).not.toEqual([]);
  const places = searchFolder(keycutter.userData, controls);
  expect(places.filter((hit) => hit.includes('profiles.json'))).not.toEqual([]);
  expect(readdirSync('.').filter((name) => !filesBefore.includes(name))).toEqual([]);
  const items = await desktop.keyring.items('service', 'Keycutter');
  expect(
    items.filter(({ secret }) => secret === clientSecret),
    'the keychain has it',
  ).toHaveLength(1);
});
