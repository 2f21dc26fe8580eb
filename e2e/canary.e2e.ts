import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { demoAccessKeyId, demoAccount } from '../simulator/demo-account.ts';
import { type Desktop, startDesktop, until } from './desktop/index.ts';
import { processesOf, searchMemory } from './support/app-processes.ts';
import {
  encode,
  findSecrets,
  forms,
  newSecret,
  searchBytes,
  searchFolder,
  withSecret,
} from './support/canary.ts';
import { answerOf, givenProfile, givenSettings, recipe } from './support/given.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';
import { addAccessKey, assume, backToSessions, row } from './support/steps.ts';
import { recordingFlags, sentToWindows } from './support/window-traffic.ts';

/** What the person types in. */
const entered = newSecret();
/** What the person mistypes first: AWS refuses it. */
const mistyped = newSecret();
/** No secret: it is put into every place on purpose, and must be found there. */
const control = newSecret();
const controls = findSecrets({ control });

let desktop: Desktop;
let aws: AwsStandIn;
let keycutter: RunningKeycutter;
let page: Page;
/** The session's, as the clipboard brought them. */
let session: { readonly sessionSecret: string; readonly sessionToken: string };
let output = Buffer.alloc(0);
const looks: Buffer[] = [];
const filesBefore = readdirSync('.');

const secrets = () => findSecrets({ entered, mistyped, ...session });

/** The page as it stands, with what its fields hold. */
async function look(): Promise<void> {
  const content = await page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')];
    return [
      document.documentElement.outerHTML,
      location.href,
      document.title,
      ...fields.map(({ value }) => value),
    ];
  });
  looks.push(Buffer.from(content.join('\n')));
}

async function openScreen(name: string): Promise<void> {
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await look();
}

test.beforeAll(async () => {
  desktop = await startDesktop();
  aws = await startAws({ account: withSecret(demoAccount, entered) });
  const flags = recordingFlags(desktop.folder);
  keycutter = await RunningKeycutter.start(desktop, { aws, flags });
  for (const stream of [keycutter.app.process().stdout, keycutter.app.process().stderr])
    stream?.on('data', (chunk: Buffer) => {
      output = Buffer.concat([output, chunk]);
    });
  page = await keycutter.window();
  await useIt();
});

test.afterAll(async () => {
  await keycutter?.quit();
  await aws?.close();
  await desktop?.stop();
});

/** The main job, with a slip on the way. */
async function useIt(): Promise<void> {
  await addAccessKey(page, 'work', mistyped);
  const list = page.getByRole('list', { name: 'Access keys' });
  await expect(list).toContainText(demoAccessKeyId);
  await look();
  await page.getByRole('button', { name: 'Test work' }).click();
  await expect(list).toContainText('does not match');
  const id = (await keycutter.snapshot()).accessKeys[0]?.id ?? '';
  const again = { id, secretAccessKey: entered, keep: 'keychain' } as const;
  answerOf(await page.evaluate((given) => window.keycutter.accessKeys.enterSecret(given), again));
  await page.getByRole('button', { name: 'Test work' }).click();
  await expect(list).toContainText('AWS accepts this key.');
  await look();
  await backToSessions(page);

  await givenSettings(page, { exportWay: 'value' });
  await givenProfile(page, control, recipe(id));
  await assume(page, control);
  await expect(row(page, control)).toHaveAttribute('data-state', 'active');
  await look();
  await page.getByRole('button', { name: `Copy ${control} for ` }).click();
  session = await until('the snippet is on the clipboard', async () => {
    const text = (await desktop.screen.readClipboard()) ?? '';
    const value = (name: string) => new RegExp(`${name}='?([^'\\s]+)`).exec(text)?.[1];
    const sessionSecret = value('AWS_SECRET_ACCESS_KEY');
    const sessionToken = value('AWS_SESSION_TOKEN');
    return sessionSecret && sessionToken ? { sessionSecret, sessionToken } : undefined;
  });
  await desktop.screen.writeClipboard('something else');
  for (const screen of ['Activity', 'Settings', 'Access keys']) {
    await openScreen(screen);
    await backToSessions(page);
  }
  await until('the session is sealed', async () => existsSync(join(keycutter.userData, 'sessions.vault')));
}

test('the search finds every form, at every alignment', () => {
  for (const form of forms) {
    for (const around of ['', 'x', 'xy', 'xyz']) {
      const text = form.startsWith('base64')
        ? Buffer.from(`${around}${control}${around}`).toString('base64')
        : encode(control, form);
      const found = searchBytes('here', Buffer.from(text), controls);
      if (form.startsWith('base64')) expect(found, around).toHaveLength(1);
      else expect(found).toEqual([`here: control, ${form}`]);
    }
  }
});

test('nothing that goes to the window carries a secret', async () => {
  const received = await sentToWindows(keycutter.app);
  expect(searchBytes('sent', received, secrets())).toEqual([]);
  expect(searchBytes('sent', received, controls)).not.toEqual([]);
  const dom = Buffer.concat(looks);
  expect(searchBytes('page', dom, secrets())).toEqual([]);
  expect(searchBytes('page', dom, controls)).not.toEqual([]);
  const snapshot = Buffer.from(JSON.stringify(await keycutter.snapshot()));
  expect(searchBytes('snapshot', snapshot, secrets())).toEqual([]);
  expect(searchBytes('snapshot', snapshot, controls)).not.toEqual([]);
});

test('the desktop is shown none: tray, notifications, window titles', async () => {
  const item = await desktop.tray.waitForItem();
  const shown = Buffer.from(
    JSON.stringify([await item.menu(), await item.state(), await desktop.notifications.shown()]),
  );
  expect(searchBytes('desktop', shown, secrets())).toEqual([]);
  expect(searchBytes('desktop', shown, controls)).not.toEqual([]);
});

test('no process has one in its arguments or its environment', async () => {
  const search = (id: number, patterns: typeof controls) =>
    processesOf(id).flatMap(({ commandLine, environment }) => [
      ...searchBytes('arguments', commandLine, patterns),
      ...searchBytes('environment', environment, patterns),
    ]);
  const main = keycutter.app.process().pid ?? 0;
  expect(processesOf(main).length).toBeGreaterThanOrEqual(3);
  expect(search(main, secrets())).toEqual([]);

  const planted = spawn('sh', ['-c', 'read _; true', control], { env: { ...desktop.env, CONTROL: control } });
  const found = await until('the other program runs', async () => {
    const hits = search(planted.pid ?? 0, controls);
    return hits.length > 1 && hits;
  });
  expect(found).toEqual(['arguments: control, utf-8', 'environment: control, utf-8']);
  const gone = once(planted, 'exit');
  planted.stdin.end();
  await gone;
});

test('a session never enters the memory of another process than the main one', () => {
  const others = processesOf(keycutter.app.process().pid ?? 0).slice(1);
  const search = (patterns: typeof controls) =>
    others.flatMap(({ id }) =>
      searchMemory(
        id,
        patterns.filter(({ label }) => /utf-(8|16le)$/.test(label)),
      ),
    );
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
  expect(search(findSecrets(session))).toEqual([]);
});

test('no file has one: not the log, not the keyring’s own, and none that a crash leaves', async () => {
  await keycutter.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const gone = new Promise<void>((resolve) => contents?.once('render-process-gone', () => resolve()));
    contents?.forcefullyCrashRenderer();
    await gone;
  });
  const log = join(keycutter.userData, 'logs/keycutter.log');
  await until('the crash is in the log', async () => existsSync(log));
  await keycutter.app.evaluate((_electron, text) => console.log(text), control);
  await until('it is printed', async () => output.includes(control));
  const main = keycutter.app.process();
  const gone = once(main, 'exit');
  await keycutter.app.evaluate(() => process.crash()).catch(() => undefined);
  await gone;

  expect(searchFolder(desktop.folder, secrets())).toEqual([]);
  expect(searchBytes('output', output, secrets())).toEqual([]);
  expect(searchBytes('output', output, controls)).toEqual(['output: control, utf-8']);
  expect(readdirSync('.').filter((name) => !filesBefore.includes(name))).toEqual([]);

  const dumps = join(keycutter.userData, 'Crashpad/pending');
  mkdirSync(dumps, { recursive: true });
  const places = [
    log,
    join(dumps, 'planted.dmp'),
    join(keycutter.userData, 'sessions.vault'),
    join(desktop.home, 'planted'),
    join(desktop.temporary, 'planted'),
    join(desktop.home, '.local/share/keyrings/login.keyring'),
  ];
  for (const place of places) {
    appendFileSync(place, Buffer.concat(forms.map((form) => encode(control, form))));
    const found = searchFolder(desktop.folder, controls).filter((hit) => hit.startsWith(`${place}:`));
    expect(found, place).toHaveLength(forms.length);
  }
});
