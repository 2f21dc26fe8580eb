import { expect, test } from '@playwright/test';
import { until } from './desktop/index.ts';
import { desktop, keycutter, newApp, newAws, page, withDesktop } from './support/fresh.ts';
import { OtherProgram, windowOf } from './support/keycutter-window.ts';

/** By the mouse, on the icon that xfce4-panel draws at the right end of the panel along the top. */
const icon = { x: 1_265, y: 15 } as const;
const workArea = { x: 0, y: 30, width: 1_280, height: 770 } as const;

let panel: ReturnType<typeof windowOf>;

withDesktop();

test.beforeEach(async () => {
  await newAws();
  await newApp();
  panel = windowOf(keycutter);
  await desktop.tray.waitForItem();
  await panel.focused();
  await page.keyboard.press('Escape');
  await panel.hidden();
});

async function clickIcon(button = 1): Promise<void> {
  // A click that follows a loss of focus at once is taken for its cause; nobody clicks twice that fast.
  await keycutter.fastForward(1_000);
  await desktop.screen.click(icon.x, icon.y, button);
}

test('a click on the icon opens the panel beside it, and another one closes it', async () => {
  await clickIcon();
  await panel.focused();
  const area = await desktop.screen.areaOf(await desktop.screen.waitForWindow('^Keycutter$'));
  expect(area.x).toBeGreaterThanOrEqual(workArea.x);
  expect(area.y).toBeGreaterThanOrEqual(workArea.y);
  expect(area.x + area.width).toBeLessThanOrEqual(workArea.x + workArea.width);
  expect(area.y + area.height).toBeLessThanOrEqual(workArea.y + workArea.height);
  // At the icon: in the corner that the icon is in.
  expect(area.x + area.width).toBeGreaterThan(icon.x - 20);
  expect(area.y).toBeLessThan(workArea.y + 60);

  await clickIcon();
  await panel.hidden();
});

test('opening it again loads nothing anew, and it is where it was', async () => {
  const mark = () => page.evaluate(() => performance.timeOrigin);
  const loadedAt = await mark();
  const areas: unknown[] = [];
  for (let times = 0; times < 3; times += 1) {
    await clickIcon();
    await panel.focused();
    areas.push(await desktop.screen.areaOf(await desktop.screen.waitForWindow('^Keycutter$')));
    await page.keyboard.press('Escape');
    await panel.hidden();
  }
  expect(await mark()).toBe(loadedAt);
  expect(areas).toEqual(Array(3).fill(areas[0]));
});

test('a right click opens the menu, which leads to the window too', async () => {
  await clickIcon(3);
  // The panel draws the menu: its first entry is chosen by the keyboard.
  await until('the menu is open', () => desktop.screen.hasOpenMenu());
  expect(await panel.isShown()).toBe(false);
  await desktop.screen.key('Down', 'Return');
  await panel.focused();
});

test('what is half typed stays open when another window is clicked; when it is gone, so is the panel', async () => {
  const other = await OtherProgram.start(desktop);
  await clickIcon();
  await panel.focused();
  await page.getByRole('button', { name: 'Add an access key' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('half a name');
  await other.click();
  await until('the panel has lost the focus', async () => !(await panel.hasFocus()));
  // Whatever the blur brings about has come about when the page has answered.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  expect(await panel.isShown()).toBe(true);
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('half a name');

  await desktop.screen.focusWindow(await desktop.screen.waitForWindow('^Keycutter$'));
  await panel.focused();
  await page.getByRole('textbox', { name: 'Name' }).fill('');
  await other.click();
  await panel.hidden();
  await other.end();
});

test('what is half typed stays open when another program opens a window of its own', async () => {
  await clickIcon();
  await panel.focused();
  await page.getByRole('button', { name: 'Add an access key' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('half a name');
  const other = await OtherProgram.start(desktop);
  await until('the other has the focus', async () => !(await panel.hasFocus()));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  expect(await panel.isShown()).toBe(true);
  await other.end();
});
