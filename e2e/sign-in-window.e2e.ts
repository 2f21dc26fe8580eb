import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { readSamlResponse } from '../electron/adapters/saml-reader.ts';
import { isSamlEndpoint } from '../shared/saml-endpoints.ts';
import { Secret } from '../shared/secret.ts';
import { createSigningKeys } from '../simulator/testing/self-signed-certificate.ts';
import { type Desktop, launchElectron, quitElectron, startDesktop, until } from './desktop/index.ts';
import { buildElectronMain } from './support/build-electron-main.ts';
import { AdfsProvider } from './support/identity-providers/adfs-provider.ts';
import { KeycloakProvider } from './support/identity-providers/keycloak-provider.ts';
import { page as html, PageServer, person } from './support/identity-providers/provider-server.ts';
import type { PlainOutcome, PlainRequest, SignInWindowProbe } from './support/sign-in-window-app.ts';

declare global {
  var probe: SignInWindowProbe;
}

const account = (id: string, name: string) =>
  ({ role: `arn:aws:iam::${id}:role/${name}`, provider: `arn:aws:iam::${id}:saml-provider/corp` }) as const;
const [dev, production] = [account('111111111111', 'Dev'), account('222222222222', 'Admin')];

const keys = createSigningKeys();
const now = () => Date.now();
let desktop: Desktop;
let app: ElectronApplication;
let adfs: AdfsProvider;
let keycloak: KeycloakProvider;
/** Stands for every host named amazon: counts who calls, and says nothing. */
let amazon: Server;
let callsToAmazon = 0;
let last = 0;

test.beforeAll(async () => {
  const given = { keys, now, issuer: 'https://idp.example.com' };
  adfs = await new AdfsProvider({ ...given, roles: [`${dev.role},${dev.provider}`] }).start();
  keycloak = await new KeycloakProvider({
    ...given,
    roles: [dev, production].map(({ role, provider }) => `${provider},\n      ${role} `),
  }).start();
  amazon = createServer((socket) => {
    callsToAmazon += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(amazon, 'listening');
  const address = amazon.address();
  const port = typeof address === 'object' ? address?.port : 0;
  desktop = await startDesktop({ trayHost: 'none', notificationServer: 'none', keyring: 'none' });
  const source = new URL('support/sign-in-window-app.ts', import.meta.url);
  const folder = await buildElectronMain(source, join(desktop.temporary, 'sign-in-window'));
  app = await launchElectron(desktop, folder, {
    flags: [`--host-resolver-rules=MAP *amazon* 127.0.0.1:${port},MAP *.example 127.0.0.1:${port}`],
  });
  await app.firstWindow();
});

test.afterAll(async () => {
  if (app !== undefined) await quitElectron(app);
  await Promise.all([adfs?.close(), keycloak?.close()]);
  amazon?.close();
  await desktop?.stop();
});

test.afterEach(async () => {
  expect(callsToAmazon).toBe(0);
  expect((await probed('sent')).filter(isSamlEndpoint)).toEqual([]);
  expect((await probed('logged')).filter((line) => /^un(?:caught|handled)/.test(line))).toEqual([]);
});

async function begin(startUrl: string, more: Partial<PlainRequest> = {}): Promise<string> {
  last += 1;
  const signInId = `s${last}`;
  const own = { signInId, name: `Corp ${signInId}`, startUrl };
  const request = { ...own, visible: true, cookies: null, remember: false, ...more };
  await app.evaluate((_electron, given) => probe.begin(given), request);
  return request.signInId;
}

const outcome = (id: string): Promise<PlainOutcome> =>
  app.evaluate((_electron, given) => probe.outcome(given), id);

/** Begins, and answers with the page in the window. A window of an earlier test may still be on its way to us. */
async function open(startUrl: string, more: Partial<PlainRequest> = {}): Promise<{ id: string; page: Page }> {
  const id = await begin(startUrl, more);
  const isOurs = async (page: Page) => {
    const window = await app.browserWindow(page);
    return window.evaluate((given, name) => given.getTitle().endsWith(` · ${name}`), `Corp ${id}`);
  };
  const page = await until('the window is there', async () => {
    const ours = await Promise.all(app.windows().map((each) => isOurs(each).catch(() => false)));
    return app.windows()[ours.indexOf(true)];
  });
  await page.waitForURL(/^http/);
  await page.waitForLoadState();
  return { id, page };
}

async function cancel(id: string): Promise<PlainOutcome> {
  await app.evaluate((_electron, given) => probe.cancel(given), id);
  return outcome(id);
}

async function signInAtAdfs(page: Page): Promise<void> {
  await page.getByLabel('User').fill(person.name);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function signInAtKeycloak(page: Page): Promise<void> {
  await page.getByLabel('Username').fill(person.name);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign In' }).click();
}

function rolesOf(result: PlainOutcome): readonly string[] {
  if (!result.ok) throw new Error(`${result.code} ${JSON.stringify(result.params)}`);
  const read = readSamlResponse(new Secret(result.assertion));
  if (!read.ok) throw new Error(read.error.code);
  return read.value.roles.map(({ roleArn }) => roleArn);
}

const titles = () =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((each) => each.getTitle()));
const probed = <Name extends 'asked' | 'hosts' | 'shown' | 'sent' | 'logged' | 'downloads'>(name: Name) =>
  app.evaluate((_electron, given) => probe[given], name);

test.describe('signing in', () => {
  test('stops at the form for AWS, shaped as AD FS', async () => {
    const { id, page } = await open(adfs.startUrl);
    const host = new URL(adfs.startUrl).host;
    await expect(page.getByLabel('User')).toBeVisible();
    expect(await titles()).toContain(`http://${host} · Corp ${id}`);
    await signInAtAdfs(page);
    const result = await outcome(id);
    expect(rolesOf(result)).toEqual([dev.role]);
    expect(result).toMatchObject({ cookies: null });
    expect(await titles()).toEqual(['Desk']);
    expect(await probed('hosts')).toContain(host);
  });

  test('stops at the form for AWS, shaped as Keycloak, after a wrong password and consent', async () => {
    const { id, page } = await open(keycloak.startUrl);
    await page.getByLabel('Username').fill(person.name);
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign In' }).click();
    await expect(page.getByRole('alert')).toHaveText('Invalid username or password.');
    await signInAtKeycloak(page);
    await page.getByRole('button', { name: 'Yes' }).click();
    expect(rolesOf(await outcome(id))).toEqual([dev.role, production.role]);
  });

  test('calls itself Chrome, and leaves nothing behind', async () => {
    const visit = keycloak.visits.at(-1);
    expect(visit?.userAgent).toMatch(
      /^Mozilla\/5\.0 \([^)]+\) AppleWebKit\/[\d.]+ \(KHTML, like Gecko\) Chrome\/[\d.]+ Safari\/[\d.]+$/,
    );
    expect(await app.evaluate(() => probe.cookies())).toEqual([]);
  });

  test('hands on a response whose Status is a failure', async () => {
    keycloak.mode = 'refused';
    try {
      const { id, page } = await open(keycloak.startUrl);
      await signInAtKeycloak(page);
      await page.getByRole('button', { name: 'Yes' }).click();
      const result = await outcome(id);
      const read = readSamlResponse(new Secret(result.ok ? result.assertion : ''));
      expect(read).toMatchObject({
        ok: false,
        error: { code: 'saml-refused', params: { status: 'RequestDenied' } },
      });
    } finally {
      keycloak.mode = 'ordinary';
    }
  });

  test('leaves a provider’s error page to be read, and ends when it is closed', async () => {
    keycloak.mode = 'error';
    try {
      const { id, page } = await open(keycloak.startUrl);
      await signInAtKeycloak(page);
      await expect(page.getByText('Unexpected error.')).toBeVisible();
      await page.close();
      expect(await outcome(id)).toMatchObject({ code: 'sign-in-window-closed' });
    } finally {
      keycloak.mode = 'ordinary';
    }
  });

  test('is cancelled from outside', async () => {
    const { id } = await open(adfs.startUrl);
    expect(await cancel(id)).toMatchObject({ code: 'cancelled' });
    expect(await titles()).toEqual(['Desk']);
  });
});

test.describe('a remembered sign-in', () => {
  for (const [shape, signIn, startUrl, expire] of [
    ['AD FS', signInAtAdfs, () => adfs.startUrl, () => adfs.expire()],
    [
      'Keycloak',
      async (page: Page) => {
        await signInAtKeycloak(page);
        await page.getByRole('button', { name: 'Yes' }).click();
      },
      () => keycloak.startUrl,
      () => keycloak.expire(),
    ],
  ] as const) {
    test(`needs nobody, and neither shows nor focuses a window: ${shape}`, async () => {
      const { id, page } = await open(startUrl(), { remember: true });
      await signIn(page);
      const first = await outcome(id);
      const cookies = first.ok ? first.cookies : null;
      expect(JSON.parse(cookies ?? '')).not.toEqual([]);
      expect(await app.evaluate(() => probe.cookies())).toEqual([]);

      await desktop.screen.focusWindow(await desktop.screen.waitForWindow('Desk'));
      await until('the desk has the keyboard', async () => (await desktop.screen.focusedTitle()) === 'Desk');
      await app.evaluate(() => probe.shown.splice(0));
      const again = await outcome(await begin(startUrl(), { remember: true, visible: false, cookies }));
      expect(rolesOf(again)).toEqual(rolesOf(first));

      expire();
      const over = await outcome(await begin(startUrl(), { remember: true, visible: false, cookies }));
      expect(over).toEqual({ ok: false, code: 'sign-in-needed', params: { signIn: `Corp s${last}` } });
      expect(await probed('shown')).toEqual([]);
      expect(await desktop.screen.focusedTitle()).toBe('Desk');
    });
  }

  test('that a page tries to bring up stays unseen', async () => {
    const pages = await PageServer.start(({ url }) => ({
      html: html(
        'x',
        `<script>focus(); alert(1); addEventListener('load', () => { focus();
        ${url.searchParams.has('open') ? "open('/', 'x', 'width=300')" : ''} })</script>`,
      ),
    }));
    try {
      await app.evaluate(() => probe.shown.splice(0));
      for (const query of ['', '?open']) {
        const result = await outcome(await begin(`${pages.origin}/${query}`, { visible: false }));
        expect(result).toMatchObject({ code: 'sign-in-needed' });
      }
      expect(await probed('shown')).toEqual([]);
      expect(await desktop.screen.windows('Corp s')).toEqual([]);
      expect(await desktop.screen.focusedTitle()).toBe('Desk');
      const { id } = await open(`${pages.origin}/`);
      expect(await desktop.screen.windows(`Corp ${id}$`)).toHaveLength(1);
      await cancel(id);
    } finally {
      await pages.close();
    }
  });

  test('uses one and the same empty partition again', async () => {
    const before = await app.evaluate(() => probe.sessions());
    for (let turn = 0; turn < 2; turn += 1) {
      await begin(adfs.startUrl, { signInId: 'same', visible: false });
      expect(await outcome('same')).toMatchObject({ code: 'sign-in-needed' });
    }
    expect(await app.evaluate(() => probe.sessions())).toBe(before + 1);
  });
});

test.describe('a sign-in page', () => {
  let pages: PageServer;
  let posted: string[] = [];

  test.beforeAll(async () => {
    pages = await PageServer.start(({ method, url, form }) => {
      if (method === 'POST') posted.push(`${url.pathname} ${form.get('SAMLResponse')}`);
      if (url.pathname === '/file') {
        return {
          headers: { 'Content-Type': 'application/octet-stream', 'Content-Disposition': 'attachment' },
          html: 'x',
        };
      }
      if (url.pathname === '/child')
        return {
          html: html(
            'child',
            `<button onclick="opener.document.title = 'told'; window.close()">Done</button>`,
          ),
        };
      if (url.pathname === '/on') {
        return { status: 307, headers: { Location: 'https://signin.aws.amazon.com/saml' } };
      }
      if (url.pathname === '/plain') return { status: 302, headers: { Location: 'http://plain.example/' } };
      return { html: html('Sign in – AWS', '<h1>Page</h1>') };
    });
  });
  test.beforeEach(() => {
    posted = [];
  });
  test.afterAll(() => pages?.close());

  /** Sends a form off, as pages do. */
  const post = (page: Page, action: string, frame = false) =>
    page.evaluate(
      ([to = '', inFrame]) => {
        const form = Object.assign(document.createElement('form'), { method: 'post', action: to });
        form.append(
          Object.assign(document.createElement('input'), { name: 'SAMLResponse', value: btoa('<x>+/=</x>') }),
        );
        if (inFrame === 'frame') {
          document.body.append(Object.assign(document.createElement('iframe'), { name: 'inside' }));
          form.target = 'inside';
        }
        document.body.append(form);
        form.submit();
      },
      [action, frame ? 'frame' : ''],
    );

  for (const endpoint of [
    'https://signin.aws.amazon.com/saml',
    'https://ap-northeast-2.signin.aws.amazon.com/saml/acs/SAMLSP12345',
    'https://us-gov-west-1.signin.amazonaws-us-gov.com/saml',
    'https://signin.amazonaws.cn/saml',
  ]) {
    test(`is caught at ${endpoint}, in a frame too`, async () => {
      for (const frame of [false, true]) {
        const { id, page } = await open(pages.origin);
        await post(page, endpoint, frame);
        expect(await outcome(id)).toMatchObject({ ok: true, assertion: btoa('<x>+/=</x>') });
      }
    });
  }

  test('is caught when a window that it opened has the form', async () => {
    const { id, page } = await open(pages.origin);
    const [child] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(
        () =>
          void window.open(
            '/child',
            'child',
            'frame=no,alwaysOnTop=yes,title=AWS,nodeIntegration=yes,width=9',
          ),
      ),
    ]);
    await expect(child.getByRole('button', { name: 'Done' })).toBeVisible();
    await post(child, 'https://signin.aws.amazon.com/saml');
    expect(await outcome(id)).toMatchObject({ ok: true });
    expect(await titles()).toEqual(['Desk']);
  });

  test('is caught when a redirect sends the form on', async () => {
    const { id, page } = await open(pages.origin);
    await post(page, '/on');
    expect(await outcome(id)).toMatchObject({ ok: true, assertion: btoa('<x>+/=</x>') });
  });

  test('is not caught at a look-alike', async () => {
    const { id, page } = await open(pages.origin);
    await post(page, '/signin.aws.amazon.com/saml');
    await until('the form has arrived', async () => posted.length === 1);
    await page.waitForLoadState();
    await cancel(id);
    expect(posted).toEqual([`/signin.aws.amazon.com/saml ${btoa('<x>+/=</x>')}`]);
    // Goes out to a host that only looks like it, and finds nobody there who could prove to be it.
    const before = callsToAmazon;
    const other = await open(pages.origin);
    await post(other.page, 'https://signin.aws.amazon.com.evil.example/saml');
    const result = await outcome(other.id);
    expect(result).toMatchObject({
      code: 'sign-in-page-failed',
      params: { host: 'signin.aws.amazon.com.evil.example' },
    });
    expect(callsToAmazon).toBeGreaterThan(before);
    callsToAmazon = 0;
  });

  test('has a window of its own under the same rules', async () => {
    const { id, page } = await open(pages.origin);
    const [child] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(
        () =>
          void window.open(
            '/child',
            'child',
            'frame=no,alwaysOnTop=yes,show=no,title=AWS,nodeIntegration=yes',
          ),
      ),
    ]);
    await expect(child.getByRole('button', { name: 'Done' })).toBeVisible();
    const found = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .filter((each) => each.getTitle() !== 'Desk')
        .map((each) => ({
          title: each.getTitle().replace(/:\d+/, ''),
          top: each.isAlwaysOnTop(),
          visible: each.isVisible(),
          framed:
            each.getBounds().width >= each.getContentBounds().width && each.isMovable() && each.isClosable(),
        })),
    );
    const expected = {
      title: `http://127.0.0.1 · Corp ${id}`,
      top: false,
      visible: true,
      framed: true,
    };
    expect(found).toEqual([expected, expected]);
    expect(
      await child.evaluate(() => ['require', 'process', 'keycutter'].filter((name) => name in window)),
    ).toEqual([]);
    await child.getByRole('button', { name: 'Done' }).click();
    await until('the window is closed', async () => (await titles()).length === 2);
    expect(await page.title()).toBe('told');
    await cancel(id);
  });

  test('opens a few windows at most, and none of another kind', async () => {
    const { id, page } = await open(pages.origin);
    const refused = await page.evaluate(
      (urls) => urls.map((url) => window.open(url) === null),
      [
        'file:///etc/passwd',
        'app://keycutter/',
        'http://plain.example/',
        'data:text/html,x',
        'chrome://version',
      ],
    );
    expect(refused).toEqual([true, true, true, true, true]);
    const opened = await page.evaluate(() => Array.from({ length: 9 }, () => window.open('/child') !== null));
    expect(opened.filter(Boolean)).toHaveLength(4);
    await cancel(id);
    await until('all are closed', async () => (await titles()).length === 1);
  });

  test('has no permission, no download, no dialog, and nothing of ours', async () => {
    const { id, page } = await open(pages.origin);
    const found = await page.evaluate(async () => {
      const name = async (act: () => Promise<unknown>) => {
        try {
          return String(await act());
        } catch (cause) {
          return cause instanceof Error ? cause.name : 'refused';
        }
      };
      const state = async (permission: string) =>
        (await navigator.permissions.query({ name: permission as PermissionName })).state;
      return {
        ours: ['require', 'process', 'keycutter', 'electron'].filter((each) => each in window),
        geolocation: await state('geolocation'),
        notifications: await Notification.requestPermission(),
        camera: await name(() => navigator.mediaDevices.getUserMedia({ video: true })),
        readClipboard: await name(() => navigator.clipboard.readText()),
        // Never answered where it is refused.
        fullscreen: void document.documentElement.requestFullscreen().catch(() => undefined),
        dialog: confirm('Is this a dialog?'),
      };
    });
    expect(found).toMatchObject({ ours: [], geolocation: 'denied', notifications: 'denied', dialog: false });
    for (const what of ['camera', 'readClipboard'] as const) expect(found[what], what).toMatch(/Error/);
    const refused = 'permission-refused fullscreen the title bar shows whose page it is';
    await until('full screen was refused', async () => (await probed('logged')).includes(refused));
    expect(await page.evaluate(() => document.fullscreenElement)).toBeNull();
    expect(
      await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().some((each) => each.isFullScreen()),
      ),
    ).toBe(false);
    await page.evaluate(() => {
      location.href = '/file';
    });
    await until('a download was refused', async () => (await probed('downloads')).length > 0);
    expect(await probed('downloads')).toEqual([true]);
    await cancel(id);
  });

  test('cannot name itself: the title bar shows the address', async () => {
    const { id, page } = await open(pages.origin);
    await page.evaluate(() => {
      document.title = 'https://signin.aws.amazon.com';
    });
    expect(await page.title()).toBe('https://signin.aws.amazon.com');
    expect(await desktop.screen.windows(`${pages.origin} .*Corp ${id}$`)).toHaveLength(1);
    expect((await titles()).filter((title) => title !== 'Desk')).toEqual([`${pages.origin} · Corp ${id}`]);
    await cancel(id);
  });

  test('goes nowhere but to encrypted pages, and says so', async () => {
    const { id, page } = await open(pages.origin);
    const before = page.url();
    for (const target of [
      'file:///etc/passwd',
      'app://keycutter/',
      'chrome://version',
      'mailto:x@example.com',
      'view-source:http://127.0.0.1/',
    ]) {
      await page.evaluate((url) => {
        location.href = url;
      }, target);
    }
    expect(await page.evaluate(() => document.readyState)).toBe('complete');
    expect(page.url()).toBe(before);
    await page.evaluate(() => {
      location.href = '/plain';
    });
    expect(await outcome(id)).toMatchObject({
      code: 'sign-in-page-failed',
      params: { host: 'plain.example', reason: 'ERR_BLOCKED_BY_CLIENT' },
    });
    expect((await probed('sent')).some((url) => url.includes('plain.example'))).toBe(false);
    expect(await outcome(await begin('http://plain.example/'))).toMatchObject({
      code: 'sign-in-page-failed',
    });
    expect(await outcome(await begin('file:///etc/passwd'))).toMatchObject({ code: 'sign-in-page-failed' });
  });

  test('that cannot be reached is tried again when the person says so', async () => {
    const away = await PageServer.start(() => ({}));
    const address = away.origin;
    await away.close();
    await app.evaluate(() => {
      probe.asked.splice(0);
      probe.retries.push(true, false);
    });
    expect(await outcome(await begin(address))).toEqual({
      ok: false,
      code: 'sign-in-page-failed',
      params: { host: new URL(address).host, reason: 'ERR_CONNECTION_REFUSED' },
    });
    const question = `${new URL(address).host}: nothing answers there`;
    expect(await probed('asked')).toEqual([question, question]);
    expect(await outcome(await begin(address, { visible: false }))).toMatchObject({
      code: 'sign-in-page-failed',
    });
    expect(await probed('asked')).toHaveLength(2);
  });

  test('is reloaded and left by the keys of a browser', async () => {
    const { id, page } = await open(`${pages.origin}/first`);
    await page.goto(`${pages.origin}/second`);
    await desktop.screen.focusWindow(await desktop.screen.waitForWindow(`Corp ${id}$`));
    const visits = () => pages.visits.filter(({ url }) => url.pathname === '/second').length;
    const before = visits();
    await desktop.screen.key('ctrl+r');
    await until('the page is loaded again', async () => visits() > before);
    await desktop.screen.key('alt+Left');
    await page.waitForURL('**/first');
    await cancel(id);
  });

  test('is brought to the front when the person asks', async () => {
    const { id } = await open(pages.origin);
    await desktop.screen.focusWindow(await desktop.screen.waitForWindow('Desk'));
    await app.evaluate((_electron, given) => probe.focus(given), id);
    await until('it has the keyboard', async () =>
      (await desktop.screen.focusedTitle()).endsWith(`Corp ${id}`),
    );
    await cancel(id);
  });
});
