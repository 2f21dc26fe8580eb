import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { until } from './desktop/index.ts';
import { aws, desktop, keycutter, newApp, newAws, page, withDesktop } from './support/fresh.ts';
import { givenKey, givenProfile, recipe } from './support/given.ts';
import { comesToFront } from './support/keyboard.ts';
import { assume, row } from './support/steps.ts';

const auditRole = 'arn:aws:iam::421098765432:role/SecurityAudit';
const hour = 3_600_000;

withDesktop({ environment: { SHELL: '/bin/bash' } });

test.beforeEach(async () => {
  await newAws();
  await newApp();
});

/** As the app writes it: the app and this process are in one time zone. */
const timeOfDay = (at: number) =>
  new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

async function endOf(profileId: string): Promise<string> {
  const { sessions } = await keycutter.snapshot();
  const session = sessions.find((candidate) => candidate.profileId === profileId);
  return timeOfDay(session?.expiresAt ?? Number.NaN);
}

const indented = (by: number, lines: readonly string[]) => lines.map((line) => `${' '.repeat(by)}${line}`);
const liveItems = [
  ...indented(2, ['Copy for bash', 'Copy as']),
  ...indented(4, ['Command for bash', 'Renewing for bash', 'By value']),
  ...indented(6, ['bash', 'zsh', 'sh', 'fish', 'PowerShell', 'cmd', 'nushell', 'tcsh', 'elvish', 'xonsh']),
  ...indented(6, ['.env file', 'Docker --env-file', 'JSON', 'credentials file']),
  ...indented(2, ['Open terminal', 'Open console', '---', 'Refresh', 'Stop']),
];

const lines = (...parts: readonly string[]) => parts.join('\n');
const menuBecomes = async (menu: string) => {
  const item = await desktop.tray.waitForItem();
  await expect.poll(() => item.menuText()).toBe(menu);
};

test('icon, tooltip and menu follow the sessions', async () => {
  const item = await desktop.tray.waitForItem();
  const idle = await item.state();
  expect(idle).toMatchObject({ status: 'Active', tooltip: 'Keycutter: no live session' });
  expect(await item.menuText()).toBe(lines('Open Keycutter', 'Quit'));

  const keyId = await givenKey(page);
  const short = await givenProfile(page, 'short', recipe(keyId));
  const long = await givenProfile(page, 'long', recipe(keyId, { durationSeconds: 7_200 }));
  const audit = await givenProfile(page, 'audit', recipe(keyId, { roleArn: auditRole }));
  await menuBecomes(lines('Assume', 'audit', 'long', 'short', '---', 'Open Keycutter', 'Quit'));

  await assume(page, 'long');
  await assume(page, 'short');
  const live = await until('the tooltip counts both', async () => {
    const state = await item.state();
    return state.tooltip.includes('(2 live)') && state;
  });
  expect(live.tooltip).toBe(`Keycutter: short until ${await endOf(short)} (2 live)`);
  expect(live.iconHash).not.toBe(idle.iconHash);
  const liveMenu = lines(
    `long — until ${await endOf(long)}`,
    ...liveItems,
    `short — until ${await endOf(short)}`,
    ...liveItems,
    ...['---', 'Assume', 'audit', '---', 'Stop all', '---', 'Open Keycutter', 'Quit'],
  );
  await menuBecomes(liveMenu);

  await assume(page, 'audit');
  const attention = await until('the tooltip tells of it', async () => {
    const state = await item.state();
    return state.tooltip.includes('failed') && state;
  });
  expect(attention.tooltip).toBe(`${live.tooltip} · audit: failed`);
  expect(new Set([idle.iconHash, live.iconHash, attention.iconHash]).size).toBe(3);
  await menuBecomes(lines('audit: failed…', '---', liveMenu));

  await page.evaluate((id) => window.keycutter.profiles.remove({ id }), audit);
  await expect.poll(async () => (await item.state()).iconHash).toBe(live.iconHash);
  await item.clickMenu('Stop all');
  await expect.poll(() => item.state()).toEqual(idle);
  await menuBecomes(lines('Assume', 'short', 'long', '---', 'Open Keycutter', 'Quit'));
});

test('an end that nobody asked for is seen at once', async () => {
  const keyId = await givenKey(page);
  await givenProfile(page, 'prod', recipe(keyId));
  const item = await desktop.tray.waitForItem();
  const idle = (await item.state()).iconHash;
  await assume(page, 'prod');
  await expect.poll(async () => (await item.state()).iconHash).not.toBe(idle);
  await page.evaluate((id) => window.keycutter.accessKeys.remove({ id }), keyId);
  await keycutter.fastForward(hour, aws);
  await expect.poll(() => item.state()).toMatchObject({ tooltip: 'Keycutter: no live session' });
});

test('names are text, whatever they look like', async () => {
  const keyId = await givenKey(page);
  const long = `${'long-'.repeat(15)}tail`;
  const names = ['R&D', 'a_b__c', '<b>bold</b>', '%s & \\n', 'שלום-prod', '運用 🔑', long];
  for (const name of names) await givenProfile(page, name, recipe(keyId));
  const item = await desktop.tray.waitForItem();
  const cut = await until('the last can be assumed', async () =>
    (await item.menu()).map(({ label }) => label).find((label) => label.startsWith('long-')),
  );
  expect([...cut]).toHaveLength(40);
  expect(cut).toMatch(/^long-.*….*tail$/);

  // The menu offers the latest five: what is live stands above them.
  for (const name of names) {
    await assume(page, name);
    await expect(row(page, name)).toHaveAttribute('data-state', 'active');
  }
  const expected = names.map((name) => (name === long ? cut : name));
  const shown = await until('all are live', async () => {
    const labels = (await item.menu()).map(({ label }) => label.replace(/ — until \d\d:\d\d$/, ''));
    return expected.every((name) => labels.includes(name)) && labels;
  });
  expect(shown.slice(0, names.length).toSorted()).toEqual(expected.toSorted());
  await item.clickMenu(`R&D — until ${await endOf((await idOf('R&D')) ?? '')}`, 'Stop');
  await expect(row(page, 'R&D')).toHaveAttribute('data-live', 'false');

  // Direction marks, which would reorder what stands beside them, don't come in at all.
  const bidi = `evil\u202eexe.prod`;
  const refused = await page.evaluate((draft) => window.keycutter.profiles.save({ draft }), {
    name: bidi,
    recipe: recipe(keyId),
  });
  expect(refused).toMatchObject({ ok: false, error: { code: 'input-refused' } });
});

async function idOf(name: string): Promise<string | undefined> {
  return (await keycutter.snapshot()).profiles.find((profile) => profile.name === name)?.id;
}

const isShown = () =>
  keycutter.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
const hasFocus = () =>
  keycutter.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused() ?? false);

/** Hidden, and told that the focus is gone: a click is judged by when that was. */
async function hidden(): Promise<void> {
  await until('the panel is hidden', async () => !(await isShown()) && !(await hasFocus()));
}

/** Another program's window, which takes the focus and gives it back when it ends. */
async function beside(work: () => Promise<void>): Promise<void> {
  const other = spawn('xmessage', ['-title', 'other program', 'hello'], {
    env: desktop.env,
    stdio: 'ignore',
  });
  const ended = once(other, 'exit');
  try {
    await desktop.screen.focusWindow(await desktop.screen.waitForWindow('other program'));
    await comesToFront(desktop, 'other program');
    await work();
  } finally {
    other.kill();
    await ended;
    await until('the focus is off it', async () => (await desktop.screen.focusedTitle()) !== 'other program');
  }
}

test('a click on the icon opens and closes the panel; it goes when another program takes the focus', async () => {
  const item = await desktop.tray.waitForItem();
  const click = async () => {
    // A click that follows a loss of focus at once is taken for its cause; nobody clicks twice that fast.
    await keycutter.fastForward(1_000);
    await item.activate();
  };
  await until('the window has the focus', hasFocus);
  await page.keyboard.press('Escape');
  await hidden();

  await click();
  await until('the panel has the focus', hasFocus);
  await click();
  await hidden();

  await click();
  await until('the panel has the focus', hasFocus);
  await beside(hidden);

  await click();
  await until('the panel has the focus', hasFocus);
  await page.getByRole('button', { name: 'Add an access key' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('half a name');
  await beside(async () => {
    await until('the panel has lost the focus', async () => !(await hasFocus()));
    // Whatever the blur brings about has come about when the page has answered.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    expect(await isShown()).toBe(true);
  });
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('half a name');

  await page.getByRole('textbox', { name: 'Name' }).fill('');
  await desktop.screen.focusWindow(await desktop.screen.waitForWindow('^Keycutter$'));
  await until('the panel has the focus', hasFocus);
  await beside(hidden);
});

test('as an ordinary window it stays where it is when the focus goes', async () => {
  await until('the window has the focus', hasFocus);
  await beside(async () => {
    await until('the window has lost the focus', async () => !(await hasFocus()));
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    expect(await isShown()).toBe(true);
  });
});

test('it is there again after the desktop’s panel was restarted', async () => {
  await givenProfile(page, 'prod', recipe(await givenKey(page)));
  await assume(page, 'prod');
  await expect(row(page, 'prod')).toHaveAttribute('data-state', 'active');
  const before = await (await desktop.tray.waitForItem()).state();
  await desktop.stopTrayHost();
  await desktop.startTrayHost();
  const item = await desktop.tray.waitForItem();
  await expect.poll(() => item.state()).toMatchObject({ tooltip: before.tooltip, iconHash: before.iconHash });
  await item.clickMenu('Stop all');
  await expect(row(page, 'prod')).toHaveAttribute('data-live', 'false');
  await expect.poll(() => item.state()).toMatchObject({ tooltip: 'Keycutter: no live session' });
});
