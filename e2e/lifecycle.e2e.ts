import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { type Desktop, electronExecutable, isRoot, startDesktop, until } from './desktop/index.ts';
import { RunningKeycutter } from './support/running-keycutter.ts';

const appFolder = fileURLToPath(new URL('../build/e2e', import.meta.url));
let desktop: Desktop;

test.beforeAll(async () => {
  desktop = await startDesktop();
});

test.afterAll(async () => {
  await desktop?.stop();
});

const countWindows = ({ app }: RunningKeycutter) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
const isShown = ({ app }: RunningKeycutter) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);

/** As a person would start it, without Playwright. */
function start(
  executable: string,
  parameters: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  const child = spawn(executable, parameters, {
    env: { ...desktop.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return { child, ended: once(child, 'exit').then(([code]) => ({ code: code as number | null, output })) };
}

test('started hidden it is in the tray, and has no window until one is wanted', async () => {
  const keycutter = await RunningKeycutter.start(desktop, { args: ['--hidden'] });
  const item = await desktop.tray.waitForItem();
  expect(await item.state()).toMatchObject({ tooltip: 'Keycutter: no live session' });
  expect(await item.menuText()).toBe('Open Keycutter\nQuit');
  expect(await countWindows(keycutter)).toBe(0);

  await item.activate();
  await until('the panel is shown', () => isShown(keycutter));
  await until('it has the focus', () =>
    keycutter.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused()),
  );
  await item.activate();
  await until('the panel is hidden', async () => !(await isShown(keycutter)));
  expect(await countWindows(keycutter)).toBe(1);

  await item.clickMenu('Open Keycutter');
  await until('the window is shown', () => isShown(keycutter));
  await keycutter.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await until('closing hides it', async () => !(await isShown(keycutter)));
  expect(await countWindows(keycutter)).toBe(1);

  const gone = once(keycutter.app.process(), 'exit');
  // The app may be gone before it has answered the click.
  await item.clickMenu('Quit').catch(() => undefined);
  expect((await gone)[0]).toBe(0);
  await desktop.tray.waitUntilEmpty();
});

test('a second start shows the first one’s window and ends; a hidden second start only ends', async () => {
  const keycutter = await RunningKeycutter.start(desktop, { args: ['--hidden'] });
  const flags = isRoot ? ['--no-sandbox'] : [];
  const env = { KEYCUTTER_USER_DATA: keycutter.userData };
  const again = (...parameters: string[]) =>
    start(electronExecutable(), [...flags, appFolder, ...parameters], env).ended;

  expect((await again('--hidden')).code).toBe(0);
  expect(await countWindows(keycutter)).toBe(0);
  expect((await again()).code).toBe(0);
  await until('the first shows its window', () => isShown(keycutter));
  await keycutter.quit();
});

test('of two started at once, one runs', async () => {
  const flags = isRoot ? ['--no-sandbox'] : [];
  const env = { KEYCUTTER_USER_DATA: join(desktop.temporary, 'two-at-once') };
  const both = [1, 2].map(() => start(electronExecutable(), [...flags, appFolder, '--hidden'], env));
  expect((await Promise.race(both.map(({ ended }) => ended))).code).toBe(0);
  await desktop.tray.waitForItem();
  const running = both.filter(({ child }) => child.exitCode === null);
  expect(running).toHaveLength(1);
  running[0]?.child.kill('SIGTERM');
  expect((await running[0]?.ended)?.code).toBe(0);
  await desktop.tray.waitUntilEmpty();
});

test('a crashed window comes back with all that was there', async () => {
  const keycutter = await RunningKeycutter.start(desktop);
  await keycutter.window();
  const before = await keycutter.snapshot();
  await keycutter.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  const log = join(keycutter.userData, 'logs', 'keycutter.log');
  await until(
    'the crash is in the log',
    async () => existsSync(log) && readFileSync(log, 'utf8').includes('window-crashed'),
  );
  const revision = await until('the page works again', () =>
    keycutter.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined || contents.isCrashed() || contents.isLoading()) return undefined;
      const answer = await contents.executeJavaScript('window.keycutter.snapshot.get({})');
      return (answer as { value: { revision: number } }).value.revision;
    }),
  );
  expect(revision).toBeGreaterThanOrEqual(before.revision);
  expect(await isShown(keycutter)).toBe(true);
  await keycutter.quit();
});

test('packaged, it does not start with switches that weaken it', async () => {
  // What Electron calls packaged is an executable of another name: ours, beside links to what it needs.
  const distribution = dirname(electronExecutable());
  const packaged = join(desktop.temporary, 'packaged');
  mkdirSync(join(packaged, 'resources'), { recursive: true });
  for (const name of readdirSync(distribution)) {
    if (name !== 'resources' && name !== basename(electronExecutable())) {
      symlinkSync(join(distribution, name), join(packaged, name));
    }
  }
  copyFileSync(electronExecutable(), join(packaged, 'keycutter'));
  symlinkSync(appFolder, join(packaged, 'resources', 'app'));

  for (const weakening of [
    '--remote-debugging-port=0',
    '--proxy-server=http://ann:hunter2@127.0.0.1:9',
    '--js-flags=--expose-gc',
  ]) {
    const parameters = [...(isRoot ? ['--no-sandbox'] : []), '--hidden', weakening];
    const { code, output } = await start(join(packaged, 'keycutter'), parameters).ended;
    expect(code, weakening).toBe(2);
    expect(output).toContain('Keycutter does not start this way');
    expect(output).toContain(weakening.split('=')[0]);
    expect(output).not.toContain('hunter2');
  }
});
