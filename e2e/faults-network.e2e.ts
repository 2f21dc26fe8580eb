import { request as httpRequest, type RequestListener } from 'node:http';
import { expect, type Page, test } from '@playwright/test';
import {
  authorityPath,
  httpsServer,
  type LocalProxy,
  type LocalServer,
  proxyServer,
} from '../electron/adapters/testing/local-servers.ts';
import { type Desktop, startDesktop, until } from './desktop/index.ts';
import { expectFailure, failureOf } from './support/failures.ts';
import { givenKey, givenProfile, givenSettings, recipe } from './support/given.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';
import { assume, row } from './support/steps.ts';

/** On the way to AWS over https: the stand-in behind a server with a certificate of the tests' own authority. */

let desktop: Desktop;
let aws: AwsStandIn;
let https: LocalServer;
let running: RunningKeycutter | null = null;
let proxy: LocalProxy | null = null;

test.beforeAll(async () => {
  desktop = await startDesktop();
});

test.beforeEach(async () => {
  aws = await startAws();
  https = await httpsServer(forwardTo(aws.port));
});

test.afterEach(async () => {
  await running?.quit();
  await proxy?.close();
  await https.close();
  await aws.close();
  running = null;
  proxy = null;
});

test.afterAll(() => desktop?.stop());

/** As they come, the Host header too: it is part of what was signed. */
function forwardTo(port: number): RequestListener {
  return (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const onward = httpRequest({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  };
}

async function start(
  env: Readonly<Record<string, string>>,
  userData?: string,
): Promise<readonly [RunningKeycutter, Page]> {
  running = await RunningKeycutter.start(desktop, { env, ...(userData === undefined ? {} : { userData }) });
  return [running, await running.window()];
}

const isLive = (page: Page) => expect(row(page, 'prod')).toHaveAttribute('data-state', 'active');

test('a certificate that nobody vouches for: told; trusted with the bundle of Settings', async () => {
  const [keycutter, page] = await start({ AWS_ENDPOINT_URL_STS: `https://127.0.0.1:${https.port}` });
  const id = await givenProfile(page, 'prod', recipe(await givenKey(page)));
  await assume(page, 'prod');
  const error = await failureOf(keycutter, id);
  expect(error).toMatchObject({ code: 'tls-untrusted', params: { host: `127.0.0.1:${https.port}` } });
  await expectFailure(page, 'prod', error);
  await expect(row(page, 'prod').getByRole('button', { name: 'Settings' })).toBeVisible();
  expect(aws.calls).toEqual([]);

  await givenSettings(page, { caBundlePath: authorityPath });
  await page.getByRole('button', { name: 'Retry prod' }).click();
  await isLive(page);
  expect(aws.calls).toHaveLength(1);
});

test('a CA bundle that is not there: told by its path', async () => {
  const [keycutter, page] = await start({
    AWS_ENDPOINT_URL_STS: `https://127.0.0.1:${https.port}`,
    AWS_CA_BUNDLE: '/nowhere/bundle.pem',
  });
  const id = await givenProfile(page, 'prod', recipe(await givenKey(page)));
  await assume(page, 'prod');
  const error = await failureOf(keycutter, id);
  expect(error).toMatchObject({ code: 'ca-bundle-unreadable', params: { path: '/nowhere/bundle.pem' } });
  await expectFailure(page, 'prod', error);
  expect(aws.calls).toEqual([]);
});

for (const from of ['the environment', 'Settings'] as const) {
  test(`a proxy of ${from} that wants a password: told, with the way to give one`, async () => {
    const { tunnels, port } = await startProxy(407);
    const url = `http://127.0.0.1:${port}`;
    const endpoint = {
      AWS_ENDPOINT_URL_STS: 'https://sts.example.test',
      AWS_CA_BUNDLE: authorityPath,
    };
    const [keycutter, page] = await start({
      ...endpoint,
      ...(from === 'the environment' ? { HTTPS_PROXY: url } : {}),
    });
    if (from === 'Settings') await givenSettings(page, { httpsProxy: url });
    const id = await givenProfile(page, 'prod', recipe(await givenKey(page)));
    await assume(page, 'prod');
    const error = await failureOf(keycutter, id);
    expect(error).toEqual({
      code: 'proxy-authentication-required',
      params: { host: `127.0.0.1:${port}` },
    });
    await expectFailure(page, 'prod', error);
    expect(tunnels.filter(({ target }) => target.startsWith('sts.'))).toEqual([
      { target: 'sts.example.test:443', authorization: null },
    ]);
    expect(aws.calls).toEqual([]);
    if (from === 'Settings') return;

    await keycutter.quit();
    const open = await startProxy(200, https.port);
    const withPassword = `http://ann:p%40ss@127.0.0.1:${open.port}`;
    const [again, reopened] = await start({ ...endpoint, HTTPS_PROXY: withPassword }, keycutter.userData);
    await assume(reopened, 'prod');
    await isLive(reopened);
    const asked = open.tunnels.filter(({ target }) => target.startsWith('sts.'));
    expect(asked.map(({ authorization }) => authorization)).toEqual([
      `Basic ${Buffer.from('ann:p@ss').toString('base64')}`,
    ]);
    expect(JSON.stringify(await again.snapshot())).not.toContain('p%40ss');
  });
}

test('calls nobody but AWS, not even Chromium does', async () => {
  const { tunnels, port } = await startProxy(502);
  const url = `http://127.0.0.1:${port}`;
  const [keycutter, page] = await start({ AWS_ENDPOINT_URL_STS: aws.url, HTTPS_PROXY: url, HTTP_PROXY: url });
  await givenProfile(page, 'prod', recipe(await givenKey(page)));
  await assume(page, 'prod');
  await isLive(page);
  const before = tunnels.map(({ target }) => target);

  // That Chromium would come through this proxy is shown by a dictionary that is wanted from Google.
  await keycutter.app.evaluate(({ BrowserWindow }) => {
    const session = BrowserWindow.getAllWindows()[0]?.webContents.session;
    session?.setSpellCheckerEnabled(true);
    session?.setSpellCheckerLanguages(['de']);
  });
  await until('Chromium has asked the proxy', async () => tunnels.length > before.length);
  expect(before).toEqual([]);
});

async function startProxy(status: number, leadsTo?: number): Promise<LocalProxy> {
  await proxy?.close();
  proxy = await proxyServer(status, leadsTo);
  return proxy;
}
