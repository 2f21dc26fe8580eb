import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { type Desktop, electronExecutable, isRoot, startDesktop, until } from './desktop/index.ts';
import { givenKey, givenProfile, recipe } from './support/given.ts';
import { comesToFront } from './support/keyboard.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';
import { assume, row } from './support/steps.ts';

const appFolder = fileURLToPath(new URL('../build/e2e', import.meta.url));

let desktop: Desktop;
let aws: AwsStandIn;

test.beforeAll(async () => {
  desktop = await startDesktop();
});

test.beforeEach(async () => {
  aws = await startAws();
});

test.afterEach(() => aws.close());

test.afterAll(() => desktop?.stop());

/** As a person starts it, without Playwright. */
function startBare(userData: string) {
  const child = spawn(electronExecutable(), [...(isRoot ? ['--no-sandbox'] : []), appFolder], {
    env: { ...desktop.env, KEYCUTTER_USER_DATA: userData },
    stdio: 'ignore',
  });
  return { child, ended: once(child, 'exit').then(([code]) => ({ child, code: code as number | null })) };
}

async function withLiveSession(keycutter: RunningKeycutter): Promise<Page> {
  const page = await keycutter.window();
  await givenProfile(page, 'prod', recipe(await givenKey(page)));
  await assume(page, 'prod');
  await expect(row(page, 'prod')).toHaveAttribute('data-state', 'active');
  return page;
}

test('of two started at once one stays, with one window, and a third changes nothing', async () => {
  const userData = mkdtempSync(join(desktop.temporary, 'user-data-'));
  const both = [startBare(userData), startBare(userData)];
  const loser = await Promise.race(both.map(({ ended }) => ended));
  expect(loser.code).toBe(0);
  const winner = both.find(({ child }) => child !== loser.child);
  const own = await desktop.screen.waitForWindow('^Keycutter$');
  try {
    expect((await startBare(userData).ended).code).toBe(0);
    expect(await desktop.screen.windows('^Keycutter$')).toEqual([own]);
    expect(winner?.child.exitCode).toBeNull();
  } finally {
    winner?.child.kill('SIGTERM');
    expect((await winner?.ended)?.code).toBe(0);
  }
});

test('a second start brings the window to the front, from behind another and from the taskbar', async () => {
  const keycutter = await RunningKeycutter.start(desktop, { aws });
  await keycutter.window();
  await keycutter.app.evaluate(async ({ BrowserWindow }) => {
    const front = new BrowserWindow({ title: 'In front' });
    await front.loadURL('about:blank');
    front.setTitle('In front');
    front.focus();
  });
  await comesToFront(desktop, 'In front');
  expect((await startBare(keycutter.userData).ended).code).toBe(0);
  await comesToFront(desktop);

  await keycutter.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((one) => one.getTitle() === 'Keycutter');
    window?.minimize();
  });
  await until('it is in the taskbar', async () => (await desktop.screen.windows('^Keycutter$')).length === 0);
  expect((await startBare(keycutter.userData).ended).code).toBe(0);
  await comesToFront(desktop);
  await keycutter.quit();
});

test('a crashed window comes back with its sessions; one that crashes again asks first', async () => {
  const keycutter = await RunningKeycutter.start(desktop, { aws });
  await withLiveSession(keycutter);
  const crash = () =>
    keycutter.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const gone = new Promise<void>((resolve) => contents?.once('render-process-gone', () => resolve()));
      contents?.forcefullyCrashRenderer();
      await gone;
    });
  // Playwright does not follow a page over its crash.
  const rowState = () =>
    keycutter.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined || contents.isCrashed() || contents.isLoading()) return undefined;
      const script = `document.querySelector('[aria-label="prod"][data-state]')?.dataset.state`;
      return (await contents.executeJavaScript(script)) as string | undefined;
    });
  await crash();
  await until('the session is shown again', async () => (await rowState()) === 'active');

  await crash();
  await until('the window is gone', () =>
    keycutter.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length === 0),
  );
  const message = await desktop.screen.waitForWindow('.*Keycutter.*');
  await desktop.screen.focusWindow(message);
  await desktop.screen.key('Return');
  await until('the session is shown again', async () => (await rowState()) === 'active');
  expect(aws.calls).toHaveLength(1);
  await keycutter.quit();
});

test('killed, it has its sealed sessions at the next start', async () => {
  const keycutter = await RunningKeycutter.start(desktop, { aws });
  await withLiveSession(keycutter);
  await until('the session is sealed', async () => existsSync(join(keycutter.userData, 'sessions.vault')));
  const killed = keycutter.app.process();
  const gone = once(killed, 'exit');
  killed.kill('SIGKILL');
  await gone;

  const again = await RunningKeycutter.start(desktop, { aws, userData: keycutter.userData });
  await expect(row(await again.window(), 'prod')).toHaveAttribute('data-state', 'active');
  expect(aws.calls).toHaveLength(1);
  await again.quit();
});

test('quitting does not wait for an endpoint that never answers', async () => {
  const keycutter = await RunningKeycutter.start(desktop, { aws });
  const page = await keycutter.window();
  await givenProfile(page, 'prod', recipe(await givenKey(page)));
  const hang = aws.faults.next({ kind: 'hang' });
  await assume(page, 'prod');
  await hang.met;
  const gone = once(keycutter.app.process(), 'exit');
  await keycutter.quit();
  expect((await gone)[0]).toBe(0);
  // The call was still held: nothing but the app itself has ended the wait.
  expect(aws.calls.map(({ outcome }) => outcome)).toEqual(['held']);
});
