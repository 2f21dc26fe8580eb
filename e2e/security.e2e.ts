import { fileURLToPath } from 'node:url';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { type Desktop, launchElectron, quitElectron, startDesktop } from './desktop/index.ts';

const appFolder = fileURLToPath(new URL('../build/e2e', import.meta.url));

/** Written out by hand: what a page of ours can do changes only when somebody changes it here too. */
const windowApi = [
  'accessKeys.add',
  'accessKeys.endMfaSession',
  'accessKeys.enterSecret',
  'accessKeys.remove',
  'accessKeys.removeRotated',
  'accessKeys.rename',
  'accessKeys.rotate',
  'accessKeys.test',
  'activity.clear',
  'app.quit',
  'approvals.answer',
  'awsFiles.dismissOffer',
  'awsFiles.import',
  'awsFiles.moveKey',
  'awsFiles.preview',
  'awsFiles.removeSection',
  'awsFiles.renameSection',
  'awsFiles.writeSection',
  'browsers.list',
  'calls.cancel',
  'clipboard.copyText',
  'demo.close',
  'demo.open',
  'grants.revoke',
  'grants.revokeAll',
  'keychain.startOver',
  'keychain.unlock',
  'mfa.dismiss',
  'mfa.submit',
  'mfaDevices.keepCommand',
  'mfaDevices.keepSeed',
  'mfaDevices.lookUp',
  'mfaDevices.typeCodes',
  'notices.dismiss',
  'onSnapshotChanged',
  'otherTools.import',
  'otherTools.preview',
  'palette.used',
  'panel.hide',
  'panel.holdOpen',
  'panel.show',
  'profiles.remove',
  'profiles.save',
  'profiles.setFavourite',
  'roles.planRaise',
  'roles.raiseMaximum',
  'roles.readMaximum',
  'sessions.assume',
  'sessions.check',
  'sessions.copy',
  'sessions.copyUnset',
  'sessions.handOff',
  'sessions.openConsole',
  'sessions.openTerminal',
  'sessions.refresh',
  'sessions.stop',
  'sessions.stopAll',
  'settings.applyImport',
  'settings.exportToFile',
  'settings.previewImport',
  'settings.save',
  'signIns.cancel',
  'signIns.copyAddress',
  'signIns.createProfiles',
  'signIns.giveAssertion',
  'signIns.proceed',
  'signIns.remove',
  'signIns.roles',
  'signIns.save',
  'signIns.signIn',
  'signIns.signOut',
  'snapshot.get',
  'system.checkStartAtLogin',
  'system.copyDiagnostics',
  'system.diagnostics',
  'system.resetEverything',
  'system.saveDiagnostics',
  'system.showLog',
  'updates.cancelDownload',
  'updates.check',
  'updates.download',
  'updates.restart',
];

let desktop: Desktop;
let app: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  desktop = await startDesktop();
  app = await launchElectron(desktop, appFolder);
  page = await app.firstWindow();
  await page.waitForLoadState();
});

test.afterAll(async () => {
  if (app !== undefined) await quitElectron(app);
  await desktop?.stop();
});

test.describe('a page of ours', () => {
  test('has the commands of the contract, and nothing more of the app', async () => {
    const found = await page.evaluate(() => {
      const list = (value: object, path: string): string[] =>
        Object.entries(value).flatMap(([name, member]) =>
          typeof member === 'function' ? [path + name] : list(member as object, `${path}${name}.`),
        );
      return list(window.keycutter, '').sort();
    });
    expect(found).toEqual(windowApi);
    const leaks = await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', '__dirname'].filter(
        (name) => name in window,
      ),
    );
    expect(leaks).toEqual([]);
  });

  test('cannot change what it was given', async () => {
    const outcome = await page.evaluate(() => {
      const attempt = (act: () => void) => {
        try {
          act();
        } catch {
          // Strict code throws, other code is ignored: what counts is that nothing changed.
        }
      };
      const before = window.keycutter.panel.hide;
      const api = window.keycutter as unknown as Record<string, Record<string, unknown>>;
      attempt(() => Object.assign(window, { keycutter: 'replaced' }));
      attempt(() => Object.assign(api, { panel: {} }));
      attempt(() => Object.assign(api.panel ?? {}, { hide: () => 'replaced' }));
      attempt(() => Reflect.deleteProperty(window, 'keycutter'));
      return { same: window.keycutter.panel.hide === before, frozen: Object.isFrozen(window.keycutter) };
    });
    expect(outcome).toEqual({ same: true, frozen: true });
  });

  test('runs no code and loads nothing but its own files', async () => {
    const outcome = await page.evaluate(async () => {
      const fails = async (act: () => unknown) => {
        try {
          await act();
          return false;
        } catch {
          return true;
        }
      };
      const loads = (element: HTMLElement) =>
        new Promise<boolean>((resolve) => {
          element.addEventListener('load', () => resolve(true));
          element.addEventListener('error', () => resolve(false));
          document.body.append(element);
        });
      const inline = document.createElement('script');
      inline.textContent = 'window.inlineRan = true';
      document.body.append(inline);
      const styled = document.createElement('p');
      styled.setAttribute('style', 'position: fixed');
      document.body.append(styled);
      // Code that a debugger evaluates may use eval, until it waits for the first time.
      await new Promise((resolve) => setTimeout(resolve));
      return {
        eval: await fails(() => new Function('return 1')()),
        inlineScript: 'inlineRan' in window,
        inlineStyle: getComputedStyle(styled).position,
        fetchOutside: await fails(() => fetch('https://example.com/')),
        fetchInside: await fails(() => fetch('app://keycutter/index.html')),
        dataImage: await loads(
          Object.assign(new Image(), { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' }),
        ),
        foreignScript: await loads(
          Object.assign(document.createElement('script'), { src: 'https://example.com/x.js' }),
        ),
        dataScript: await loads(
          Object.assign(document.createElement('script'), { src: 'data:text/javascript,0' }),
        ),
        worker: await fails(
          () =>
            new Promise((resolve, reject) => {
              const worker = new Worker('data:text/javascript,postMessage(1)');
              worker.onmessage = resolve;
              worker.onerror = reject;
            }),
        ),
      };
    });
    expect(outcome).toEqual({
      eval: true,
      inlineScript: false,
      inlineStyle: 'static',
      fetchOutside: true,
      fetchInside: true,
      dataImage: false,
      foreignScript: false,
      dataScript: false,
      worker: true,
    });
  });

  test('has no permission and no device', async () => {
    const outcome = await page.evaluate(async () => {
      const refused = async (act: () => Promise<unknown>) => {
        try {
          return String(await act());
        } catch (cause) {
          return cause instanceof Error ? cause.name : 'refused';
        }
      };
      const state = async (name: string) =>
        (await navigator.permissions.query({ name: name as PermissionName })).state;
      return {
        geolocation: await state('geolocation'),
        notifications: await Notification.requestPermission(),
        camera: await refused(() => navigator.mediaDevices.getUserMedia({ video: true })),
        screen: await refused(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
        readClipboard: await refused(() => navigator.clipboard.readText()),
        writeClipboard: await refused(() => navigator.clipboard.writeText('x')),
      };
    });
    expect(outcome).toMatchObject({ geolocation: 'denied', notifications: 'denied' });
    for (const what of ['camera', 'screen', 'readClipboard', 'writeClipboard'] as const) {
      expect(outcome[what], what).toMatch(/Error|refused/);
    }
  });

  test('goes nowhere and opens nothing', async () => {
    const before = page.url();
    for (const target of ['https://example.com/', 'file:///etc/passwd', 'data:text/html,x', 'app://other/']) {
      await page.evaluate((url) => {
        location.href = url;
        window.open(url);
        const link = Object.assign(document.createElement('a'), { href: url, target: '_blank' });
        document.body.append(link);
        link.click();
        const form = Object.assign(document.createElement('form'), { action: url, method: 'post' });
        document.body.append(form);
        form.submit();
      }, target);
    }
    expect(await page.evaluate(() => window.open('about:blank'))).toBeNull();
    // A round trip to the page and to the main process: a navigation would have begun by now.
    expect(await page.evaluate(() => document.readyState)).toBe('complete');
    expect(page.url()).toBe(before);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('downloads nothing', async () => {
    const prevented = app.evaluate(
      ({ BrowserWindow }) =>
        new Promise((resolve) => {
          const session = BrowserWindow.getAllWindows()[0]?.webContents.session;
          session?.once('will-download', (event) => resolve(event.defaultPrevented));
          session?.downloadURL('app://keycutter/index.html');
        }),
    );
    expect(await prevented).toBe(true);
  });
});

test.describe('app://keycutter', () => {
  const request = (url: string, method = 'GET') =>
    app.evaluate(
      async ({ BrowserWindow }, [address = '', verb = '']) => {
        const session = BrowserWindow.getAllWindows()[0]?.webContents.session;
        const answer = await session?.fetch(address, { method: verb });
        return { status: answer?.status, headers: Object.fromEntries(answer?.headers.entries() ?? []) };
      },
      [url, method],
    );

  test('serves the window with its policy', async () => {
    const { status, headers } = await request('app://keycutter/');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|data:|blob:|\*/);
  });

  for (const path of [
    '..%2fmain.cjs',
    '%2e%2e/main.cjs',
    '../main.cjs',
    '..%5cmain.cjs',
    'main.cjs',
    'nothing.js',
  ]) {
    test(`does not serve ${path}`, async () => {
      expect((await request(`app://keycutter/${path}`)).status).toBe(404);
    });
  }

  test('takes no other method', async () => {
    expect((await request('app://keycutter/', 'POST')).status).toBe(405);
  });
});
