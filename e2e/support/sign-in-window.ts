import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { isSamlEndpoint } from '../../shared/saml-endpoints.ts';
import { type Desktop, launchElectron, quitElectron, startDesktop, until } from '../desktop/index.ts';
import { buildElectronMain } from './build-electron-main.ts';
import { comesToFront } from './keyboard.ts';
import { AmazonTrap } from './saml-world.ts';
import type { PlainOutcome, PlainRequest, SignInWindowProbe } from './sign-in-window-app.ts';

declare global {
  var probe: SignInWindowProbe;
}

/** The window for providers' pages, in an app that has nothing else, and what a file's tests do with it. */

export let desktop: Desktop;
export let app: ElectronApplication;
export let amazon: AmazonTrap;
let last = 0;

/** For the tests of a file. Each of them has to leave AWS alone. */
export function withSignInWindow(): void {
  test.beforeAll(async () => {
    amazon = await AmazonTrap.start();
    desktop = await startDesktop({ trayHost: 'none', notificationServer: 'none', keyring: 'none' });
    const source = new URL('sign-in-window-app.ts', import.meta.url);
    const folder = await buildElectronMain(source, join(desktop.temporary, 'sign-in-window'));
    app = await launchElectron(desktop, folder, { flags: amazon.flags });
    await app.firstWindow();
  });
  test.afterEach(async () => {
    expect(amazon.calls).toBe(0);
    expect((await probed('sent')).filter(isSamlEndpoint)).toEqual([]);
    expect((await probed('logged')).filter((line) => /^un(?:caught|handled)/.test(line))).toEqual([]);
  });
  test.afterAll(async () => {
    if (app !== undefined) await quitElectron(app);
    amazon?.close();
    await desktop?.stop();
  });
}

export async function begin(startUrl: string, more: Partial<PlainRequest> = {}): Promise<string> {
  last += 1;
  const signInId = `s${last}`;
  const own = { signInId, name: `Corp ${signInId}`, startUrl };
  const request = { ...own, visible: true, cookies: null, remember: false, ...more };
  await app.evaluate((_electron, given) => probe.begin(given), request);
  return request.signInId;
}

export const outcome = (id: string): Promise<PlainOutcome> =>
  app.evaluate((_electron, given) => probe.outcome(given), id);

/** Begins, and answers with the page in the window. A window of an earlier test may still be on its way to us. */
export async function open(
  startUrl: string,
  more: Partial<PlainRequest> = {},
): Promise<{ id: string; page: Page }> {
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

export async function cancel(id: string): Promise<PlainOutcome> {
  await app.evaluate((_electron, given) => probe.cancel(given), id);
  return outcome(id);
}

export const titles = () =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((each) => each.getTitle()));
export const probed = <Name extends 'asked' | 'hosts' | 'shown' | 'sent' | 'logged' | 'downloads'>(
  name: Name,
) => app.evaluate((_electron, given) => probe[given], name);

/** The person is at something else. */
export async function focusDesk(): Promise<void> {
  await desktop.screen.focusWindow(await desktop.screen.waitForWindow('Desk'));
  await comesToFront(desktop, 'Desk');
}
