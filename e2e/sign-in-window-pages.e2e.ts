import { expect, type Page, test } from '@playwright/test';
import { until } from './desktop/index.ts';
import { page as html, PageServer } from './support/identity-providers/provider-server.ts';
import {
  amazon,
  app,
  begin,
  cancel,
  desktop,
  focusDesk,
  open,
  outcome,
  probed,
  titles,
  withSignInWindow,
} from './support/sign-in-window.ts';

withSignInWindow();

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

  async function openChild(page: Page, features: string): Promise<Page> {
    const [child] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate((given) => void window.open('/child', 'child', given), features),
    ]);
    await expect(child.getByRole('button', { name: 'Done' })).toBeVisible();
    return child;
  }

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
    const child = await openChild(page, 'frame=no,alwaysOnTop=yes,title=AWS,nodeIntegration=yes,width=9');
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
    const before = amazon.calls;
    const other = await open(pages.origin);
    await post(other.page, 'https://signin.aws.amazon.com.evil.example/saml');
    const result = await outcome(other.id);
    expect(result).toMatchObject({
      code: 'sign-in-page-failed',
      params: { host: 'signin.aws.amazon.com.evil.example' },
    });
    expect(amazon.calls).toBeGreaterThan(before);
    amazon.calls = 0;
  });

  test('has a window of its own under the same rules', async () => {
    const { id, page } = await open(pages.origin);
    const child = await openChild(page, 'frame=no,alwaysOnTop=yes,show=no,title=AWS,nodeIntegration=yes');
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
    await focusDesk();
    await app.evaluate((_electron, given) => probe.focus(given), id);
    await until('it has the keyboard', async () =>
      (await desktop.screen.focusedTitle()).endsWith(`Corp ${id}`),
    );
    await cancel(id);
  });
});
