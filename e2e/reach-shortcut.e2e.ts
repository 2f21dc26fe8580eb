import { expect, test } from '@playwright/test';
import { until } from './desktop/index.ts';
import { desktop, keycutter, newApp, newAws, newHiddenApp, page, withDesktop } from './support/fresh.ts';
import { answerOf } from './support/given.ts';
import { OtherProgram, windowOf } from './support/keycutter-window.ts';
import { openMenuItem } from './support/steps.ts';

/** Keys that are pressed while another program has the keyboard. */

let panel: ReturnType<typeof windowOf>;

withDesktop();

test.beforeEach(async () => {
  await newAws();
  await newApp();
  panel = windowOf(keycutter);
  await panel.focused();
});

const shortcutField = () => page.getByRole('button', { name: /^Global shortcut/ });

async function record(keys: string): Promise<void> {
  await shortcutField().click();
  await expect(shortcutField()).toHaveText('Press the keys…');
  await desktop.screen.key(keys);
}

const press = async (keys: string) => {
  await keycutter.fastForward(1_000);
  await desktop.screen.key(keys);
};

test('is off until keys are set; then they open and close the panel from anywhere', async () => {
  await openMenuItem(page, 'Settings');
  await expect(shortcutField()).toHaveText('None');
  await record('ctrl+alt+k');
  await expect(shortcutField()).toHaveText('Ctrl+Alt+K');
  await keycutter.reaches('it is saved', ({ settings }) => settings.globalShortcut === 'Ctrl+Alt+K');
  const { status } = await keycutter.snapshot();
  expect(status.desktop.shortcutProblem).toBeNull();

  await panel.close();
  await panel.hidden();
  const other = await OtherProgram.start(desktop);
  await desktop.screen.focusWindow(other.id);
  await press('ctrl+alt+k');
  await panel.focused();
  await press('ctrl+alt+k');
  await panel.hidden();

  await press('ctrl+alt+k');
  await panel.focused();
  await page.getByRole('button', { name: 'Clear the global shortcut' }).click();
  await expect(shortcutField()).toHaveText('None');
  await panel.close();
  await panel.hidden();
  await press('ctrl+alt+k');
  // Whatever the keys would have done has been done when a menu that was asked for later has answered.
  await (await desktop.tray.waitForItem()).menuText();
  expect(await panel.isShown()).toBe(false);
  await other.end();
});

test('is there again after a restart, and gone after the end', async () => {
  await openMenuItem(page, 'Settings');
  await record('ctrl+alt+j');
  await keycutter.reaches('it is saved', ({ settings }) => settings.globalShortcut === 'Ctrl+Alt+J');
  const { userData } = keycutter;
  await keycutter.quit();

  await newHiddenApp({ userData });
  panel = windowOf(keycutter);
  await desktop.tray.waitForItem();
  const other = await OtherProgram.start(desktop);
  await desktop.screen.focusWindow(other.id);
  await press('ctrl+alt+j');
  await panel.focused();
  await other.end();
});

test('says so when another program has the keys', async () => {
  // The window manager’s own, in its default settings.
  const { settings: before } = await keycutter.snapshot();
  const settings = { ...before, globalShortcut: 'Super+E' };
  answerOf(await page.evaluate((wanted) => window.keycutter.settings.save(wanted), settings));
  await keycutter.reaches(
    'it is known',
    ({ status }) => status.desktop.shortcutProblem?.code === 'shortcut-taken',
  );
  await openMenuItem(page, 'Settings');
  await expect(page.getByText(/Another program has the keys/)).toBeVisible();
  await expect(shortcutField()).toHaveText('Super+E');

  await record('ctrl+alt+k');
  await until('it works', async () => (await keycutter.snapshot()).status.desktop.shortcutProblem === null);
  await expect(page.getByText(/Another program has the keys/)).toBeHidden();
});
