import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { exchange, type RawAnswer, send } from '../electron/agent/testing/raw-http.ts';
import { explain } from '../shared/error-text.ts';
import { appError } from '../shared/errors.ts';
import { en } from '../shared/words/en/index.ts';
import { type Desktop, launchElectron, quitElectron, startDesktop, until } from './desktop/index.ts';
import { Bash } from './support/bash.ts';
import { type Doors, exportRenewing, openDoors, type RenewingExport } from './support/doors.ts';
import { answerOf, givenKey, givenProfile, recipe } from './support/given.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';
import { stagingProfile } from './support/steps.ts';

/** The container endpoint of the running app, met by programs and web pages that it must not serve. */

let desktop: Desktop;
let aws: AwsStandIn;
let keycutter: RunningKeycutter;
let page: Page;
let doors: Doors;
let prod: RenewingExport;
let staging: RenewingExport;

test.beforeAll(async () => {
  desktop = await startDesktop();
  aws = await startAws();
  keycutter = await RunningKeycutter.start(desktop, { aws });
  page = await keycutter.window();
  const keyId = await givenKey(page);
  await givenProfile(page, 'prod', recipe(keyId));
  await givenProfile(page, 'staging', recipe(keyId, { roleArn: stagingProfile.roleArn }));
  doors = await openDoors(keycutter);
  prod = await exportRenewing(doors, 'prod');
  staging = await exportRenewing(doors, 'staging');
});

test.afterAll(async () => {
  doors?.connection.close();
  await keycutter?.quit();
  await aws?.close();
  await desktop?.stop();
});

interface Asking {
  readonly line?: string;
  readonly host?: string | null;
  readonly token?: string | null;
  readonly more?: readonly string[];
}

/** What a program with the right token sends, but for what is given. */
function request(given: Asking = {}): string {
  const {
    line = `GET ${prod.path} HTTP/1.1`,
    host = `127.0.0.1:${prod.port}`,
    token = prod.token,
    more = [],
  } = given;
  const headers = [
    ...(host === null ? [] : [`Host: ${host}`]),
    ...(token === null ? [] : [`Authorization: ${token}`]),
    ...more,
  ];
  return `${[line, ...headers].join('\r\n')}\r\n\r\n`;
}

async function expectServed(): Promise<void> {
  const { status, body } = await send(prod.port, request());
  expect(status).toBe(200);
  const { sessions, profiles } = await keycutter.snapshot();
  const profileId = profiles.find(({ name }) => name === 'prod')?.id;
  const held = sessions.find((session) => session.profileId === profileId);
  expect(JSON.parse(body).AccessKeyId).toBe(held?.accessKeyId);
}

const carriesNothing = (answer: RawAnswer) =>
  expect(answer.headers + answer.body).not.toMatch(/ASIA|AKIA|SecretAccessKey|Token"/);

test.afterEach(async () => {
  // Whatever was tried, whoever has the token is served.
  if (test.info().tags.includes('@ends')) return;
  await expectServed();
});

const attacks: Readonly<Record<string, readonly [number, () => Asking]>> = {
  'no token': [403, () => ({ token: null })],
  'an empty token': [403, () => ({ token: '' })],
  'a wrong token': [403, () => ({ token: 'A'.repeat(43) })],
  'the token of another profile': [403, () => ({ token: staging.token })],
  'a token that is cut short': [403, () => ({ token: prod.token.slice(0, -1) })],
  'two tokens': [403, () => ({ more: [`Authorization: ${prod.token}`] })],
  'a profile that is not there': [403, () => ({ line: 'GET /profiles/none HTTP/1.1' })],
  'a name that a page had point here': [403, () => ({ host: `evil.example:${prod.port}` })],
  'that name behind ours': [403, () => ({ host: `127.0.0.1.evil.example:${prod.port}` })],
  'another port in Host': [403, () => ({ host: '127.0.0.1:80' })],
  'no port in Host': [403, () => ({ host: '127.0.0.1' })],
  'no Host': [400, () => ({ host: null })],
  'two Hosts': [403, () => ({ more: ['Host: evil.example'] })],
  'the Origin of a page': [403, () => ({ more: ['Origin: https://evil.example'] })],
  'the Origin of a page without one': [403, () => ({ more: ['Origin: null'] })],
  'our own Origin': [403, () => ({ more: [`Origin: http://127.0.0.1:${prod.port}`] })],
  'what only browsers send': [403, () => ({ more: ['Sec-Fetch-Site: none'] })],
  'a question before a page’s call': [
    403,
    () => ({ line: `OPTIONS ${prod.path} HTTP/1.1`, more: ['Origin: https://evil.example'] }),
  ],
  'another method': [405, () => ({ line: `POST ${prod.path} HTTP/1.1` })],
  'a body': [400, () => ({ more: ['Content-Length: 1000000'] })],
  'dot segments': [404, () => ({ line: `GET /profiles/..${prod.path} HTTP/1.1` })],
  'encoded dot segments': [404, () => ({ line: `GET /profiles/%2e%2e${prod.path} HTTP/1.1` })],
  'encoded slashes': [404, () => ({ line: `GET ${prod.path.replace('s/', 's%2f')} HTTP/1.1` })],
  'a whole address': [404, () => ({ line: `GET http://127.0.0.1:${prod.port}${prod.path} HTTP/1.1` })],
  'the address of the cloud’s own': [404, () => ({ line: 'GET /latest/meta-data/ HTTP/1.1' })],
  'a header of 1 MB': [431, () => ({ more: [`X-Long: ${'x'.repeat(1_000_000)}`] })],
  'a million bytes of address': [431, () => ({ line: `GET /${'x'.repeat(1_000_000)} HTTP/1.1` })],
  'a thousand headers': [431, () => ({ more: Array.from({ length: 1_000 }, () => 'X: y') })],
  garbage: [400, () => ({ line: '\u0000\u0001\u0002 garbage' })],
  'the start of TLS': [400, () => ({ line: '\u0016\u0003\u0001\u0002' })],
};

for (const [what, [status, asking]] of Object.entries(attacks)) {
  test(`refuses ${what}`, async () => {
    const answer = await send(prod.port, request(asking()));
    carriesNothing(answer);
    // Cut off while it still writes, a client may get to read nothing of the answer.
    expect([status, ...(status === 431 ? [0] : [])]).toContain(answer.status);
  });
}

test('says no word about which tokens and profiles there are', async () => {
  const asked = [
    { token: 'A'.repeat(43) },
    { token: staging.token },
    { line: 'GET /profiles/none HTTP/1.1' },
    { token: null },
  ];
  const bodies = new Set<string>();
  for (const asking of asked) bodies.add((await send(prod.port, request(asking))).body);
  expect([...bodies]).toHaveLength(1);
});

test('serves others while a slow client keeps its connections open', async () => {
  const slow = new Set<Socket>();
  const drippers = Array.from({ length: 200 }, () =>
    exchange(prod.port, (socket) => {
      slow.add(socket);
      socket.write(`GET ${prod.path} HTTP/1.1\r\n`);
    }),
  );
  const dripping = setInterval(() => {
    for (const socket of slow) if (socket.writable) socket.write('X-Slow: 1\r\n');
  }, 200);
  try {
    await until('all are connected', async () => slow.size === drippers.length);
    await expectServed();
    expect([...slow].filter(({ destroyed }) => !destroyed)).not.toEqual([]);
    for (const answer of await Promise.all(drippers)) expect(answer.status).toBe(0);
  } finally {
    clearInterval(dripping);
    for (const socket of slow) socket.destroy();
  }
});

test('is itself again after more connections than it takes', async () => {
  const flood: Socket[] = [];
  const ended = Array.from({ length: 600 }, () => exchange(prod.port, (socket) => flood.push(socket)));
  await Promise.all(ended);
  expect(flood.length).toBeGreaterThan(256);
});

test('answers no page of a real browser, also under a name that points here', async () => {
  const site = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<p>A page'),
    );
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const address = site.address();
  const sitePort = typeof address === 'object' ? address?.port : 0;
  const folder = join(desktop.temporary, 'browser');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"name":"browser","main":"main.js"}');
  writeFileSync(
    join(folder, 'main.js'),
    `const { app, BrowserWindow } = require('electron');
    app.setPath('userData', ${JSON.stringify(join(folder, 'data'))});
    app.whenReady().then(() => new BrowserWindow({ show: false }).loadURL('http://evil.example:${sitePort}/'));`,
  );
  const flags = ['--host-resolver-rules=MAP evil.example 127.0.0.1', '--no-proxy-server'];
  const browser = await launchElectron(desktop, folder, { flags });
  try {
    const tab = await browser.firstWindow();
    await tab.waitForSelector('text=A page');
    const fromPage = await tab.evaluate(({ port, path, token }) => {
      const ask = async (host: string, options: RequestInit) => {
        try {
          const answer = await fetch(`http://${host}:${port}${path}`, options);
          return `${answer.type} ${answer.status} ${await answer.text()}`;
        } catch {
          return 'failed';
        }
      };
      const headers = { Authorization: token };
      return Promise.all([
        ask('127.0.0.1', { headers }),
        ask('127.0.0.1', { mode: 'no-cors' }),
        ask('localhost', { headers }),
        ask('evil.example', { headers }),
      ]);
    }, prod);
    // Not even with the right token; what is "opaque" a page can't read.
    expect(fromPage).toEqual(['failed', 'opaque 0 ', 'failed', 'failed']);
    // Once the name points here, this page is of the same origin and may read what it gets.
    await tab.goto(`http://evil.example:${prod.port}${prod.path}`);
    const read = await tab.evaluate(
      async ({ path, token }) => (await fetch(path, { headers: { Authorization: token } })).text(),
      prod,
    );
    expect(JSON.parse(read)).toMatchObject({ code: 'host-refused' });
  } finally {
    await quitElectron(browser);
    site.close();
  }
});

test('a revoked token is worth nothing, nor is one of a profile that is gone', async () => {
  const extra = await exportRenewing(doors, 'prod');
  const asking = () => request({ token: extra.token });
  expect((await send(prod.port, asking())).status).toBe(200);
  const grant = (await keycutter.snapshot()).grants.at(-1);
  answerOf(await page.evaluate((id) => window.keycutter.grants.revoke({ id }), grant?.id ?? ''));
  const refused = await send(prod.port, asking());
  expect(refused.status).toBe(403);
  carriesNothing(refused);
});

test('a squatter met at start: every export is revoked and said so', { tag: '@ends' }, async () => {
  test.slow();
  const shell = new Bash(desktop, { stsUrl: aws.url });
  const exported = `eval "$('${keycutter.userData}/bin/keycutter' export prod --renewing --shell bash)"`;
  await shell.run(exported);
  expect((await shell.askBySdk()).arn).toContain('assumed-role/ReadOnly');
  doors.connection.close();
  await keycutter.quit();

  let heard = '';
  const squatter = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      heard += chunk;
      socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
  });
  await new Promise<void>((resolve) => squatter.listen(prod.port, '127.0.0.1', resolve));
  await expect(shell.askBySdk()).rejects.toThrow();
  const stolen = /authorization: *(\S+)/i.exec(heard)?.[1] ?? '';
  expect(stolen).toHaveLength(43);

  keycutter = await RunningKeycutter.start(desktop, { aws, userData: keycutter.userData });
  page = await keycutter.window();
  const { what, next } = explain(appError('endpoint-port-taken', { port: String(prod.port) }), en);
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText(what);
  await expect(notices).toContainText(next);
  expect(await keycutter.snapshot()).toMatchObject({ grants: [], endpoint: { port: null } });
  await expect(shell.askBySdk(), 'the open shell').rejects.toThrow();

  doors = await openDoors(keycutter);
  const fresh = await exportRenewing(doors, 'prod');
  expect(fresh.port).not.toBe(prod.port);
  const ask = (token: string) => send(fresh.port, request({ host: `127.0.0.1:${fresh.port}`, token }));
  expect((await ask(fresh.token)).status).toBe(200);
  for (const token of [stolen, prod.token, staging.token]) {
    const refused = await ask(token);
    expect(refused.status).toBe(403);
    carriesNothing(refused);
  }
  await shell.run(exported);
  expect((await shell.askBySdk()).arn).toContain('assumed-role/ReadOnly');
  await shell.exit();
  await new Promise((resolve) => squatter.close(resolve));
});
