import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { desktop, newApp, newAws, page, restartApp, withDesktop } from './support/fresh.ts';
import { givenKey, givenProfile, recipe } from './support/given.ts';
import { comesToFront, expectFocusVisible, tabTo } from './support/keyboard.ts';
import { assume, backToSessions, openMenuItem, readOnlyProfile, row } from './support/steps.ts';

const name = readOnlyProfile.name;

withDesktop({ environment: { SHELL: '/bin/bash' } });

test.beforeEach(async () => {
  await newAws();
  await newApp();
  await comesToFront(desktop);
});

const button = (label: string) => page.getByRole('button', { name: label, exact: true });
const menuItem = (label: string) => page.getByRole('menuitem', { name: label, exact: true });

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Into a menu that is open, and on to one of its items, with the focus in sight. */
async function choose(label: string): Promise<void> {
  await expect(page.getByRole('menu')).toBeVisible();
  for (let steps = 0; steps < 30; steps += 1) {
    if (await menuItem(label).evaluate((item) => item === document.activeElement)) break;
    await press('ArrowDown');
    await expectFocusVisible(page);
  }
  await expect(menuItem(label)).toBeFocused();
  await press('Enter');
}

test('all that is done with a profile, by keyboard: settings and back, edited, stopped, deleted', async () => {
  await givenProfile(page, name, recipe(await givenKey(page)));
  await press('Tab');
  await tabTo(page, button(`Assume ${name}`));
  await press('Enter');
  await expect(row(page, name)).toHaveAttribute('data-state', 'active');
  await expect(button(`Copy ${name} for bash`)).toBeFocused();

  // There and back: to where one was.
  await tabTo(page, button('Menu'), 'Shift+Tab');
  await press('Enter');
  await choose('Settings');
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeFocused();
  await tabTo(page, page.getByRole('radio', { name: 'System', exact: true }).first());
  await press('ArrowRight');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await press('Escape');
  await expect(button('Menu')).toBeFocused();

  await tabTo(page, button(`Copy ${name} for bash`));
  await press('.');
  await choose('Edit');
  await expect(page.getByRole('heading', { name: `Edit ${name}` })).toBeVisible();
  await press('Escape');
  await expect(button(`Copy ${name} for bash`)).toBeFocused();
  await expectFocusVisible(page);

  await press('.');
  await choose('Stop');
  await expect(button(`Assume ${name}`)).toBeFocused();

  await press('.');
  await choose('Delete');
  const dialog = page.getByRole('alertdialog', { name: `Delete ${name}?` });
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  // A dialog keeps the focus; nothing else does.
  for (let steps = 0; steps < 5; steps += 1) {
    await press('Tab');
    expect(await dialog.evaluate((box) => box.contains(document.activeElement))).toBe(true);
  }
  await press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button(`More for ${name}`)).toBeFocused();
  await press('.');
  await choose('Delete');
  await tabTo(page, dialog.getByRole('button', { name: 'Delete' }));
  await press('Enter');
  await expect(row(page, name)).toBeHidden();
});

test('a code is asked for and given by keyboard, and the focus comes back', async () => {
  const mfaSerial = 'arn:aws:iam::421012345678:mfa/phone';
  await givenProfile(page, 'with-mfa', recipe(await givenKey(page), { mfaSerial }));
  await page.keyboard.press('Tab');
  await tabTo(page, button('Assume with-mfa'));
  await press('Enter');
  const dialog = page.getByRole('dialog', { name: 'MFA code for key demo' });
  await expect(dialog).toBeVisible();
  expect(await dialog.evaluate((box) => box.contains(document.activeElement))).toBe(true);
  await expectFocusVisible(page);
  await press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button('Assume with-mfa')).toBeFocused();
});

test('Tab goes round every control of a screen, forwards and backwards, and is never caught', async () => {
  await givenProfile(page, name, recipe(await givenKey(page)));
  for (const screen of ['Access keys', 'Sign-ins', 'Programs', 'Settings', 'Activity']) {
    await openMenuItem(page, screen);
    await expect(page.getByRole('heading', { name: screen, exact: true })).toBeFocused();
    await expect(page.getByRole('menu')).toHaveCount(0);
    const forwards = await roundTrip('Tab');
    expect(forwards.length, `${screen}: what Tab reaches`).toBeGreaterThan(0);
    const backwards = await roundTrip('Shift+Tab');
    expect(new Set(backwards), screen).toEqual(new Set(forwards));
    await press('Escape');
  }
});

/** What gets the focus, from where it is until it is there again. */
async function roundTrip(key: 'Tab' | 'Shift+Tab'): Promise<readonly string[]> {
  const seen: string[] = [];
  for (let steps = 0; steps < 80; steps += 1) {
    await page.keyboard.press(key);
    const at = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body || focused.matches('h1')) return '';
      const all = [...document.querySelectorAll('button, input, textarea, select, summary, [tabindex]')];
      return `${all.indexOf(focused)} ${focused.tagName} ${focused.getAttribute('aria-label') ?? focused.textContent}`;
    });
    if (at !== '' && at === seen[0]) return seen;
    if (at !== '') seen.push(at);
  }
  throw new Error(`${key} never came round: ${seen.slice(-3).join(', ')}`);
}

test('axe finds nothing in the real window', async () => {
  const check = async (what: string) => {
    // In Electron axe can't open the page of its own that it would use for its report.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    expect(found, what).toEqual([]);
  };
  await check('first start');
  await givenProfile(page, name, recipe(await givenKey(page)));
  await assume(page, name);
  await expect(row(page, name)).toHaveAttribute('data-state', 'active');
  await check('sessions');
  for (const screen of ['Access keys', 'Sign-ins', 'Programs', 'Settings', 'Activity']) {
    await openMenuItem(page, screen);
    await expect(page.getByRole('heading', { name: screen, exact: true })).toBeVisible();
    await check(screen);
    await backToSessions(page);
  }
  await page.getByRole('button', { name: 'New profile' }).first().click();
  await expect(page.getByRole('heading', { name: 'New profile', level: 1 })).toBeVisible();
  await check('editor');
});

test('what a screen reader finds: the list, its items, the countdown, and what is announced', async () => {
  await givenProfile(page, name, recipe(await givenKey(page)));
  const announced = page.locator('[aria-live="polite"]');
  await assume(page, name);
  await expect(announced).toContainText(`${name} is live.`);
  await expect(page.getByRole('list', { name: 'Profiles' })).toMatchAriaSnapshot(`
    - list "Profiles":
      - listitem:
        - heading /^Live/ [level=2]
      - listitem "${name}":
        - article:
          - heading "${name}" [level=3]
          - timer "Time left for ${name}"
          - button "Copy ${name} for bash"
          - button "Other formats for ${name}"
          - button "Open the console as ${name}"
          - button "More for ${name}"
  `);
  await expect(row(page, name)).toHaveAttribute('aria-posinset', '2');
  await expect(row(page, name)).toHaveAttribute('aria-setsize', '2');
  const timer = page.getByRole('timer', { name: `Time left for ${name}` });
  expect(await timer.evaluate((element) => element.closest('[aria-live]:not([aria-live="off"])'))).toBeNull();
});

test('everything grows by Ctrl +, stays so over a restart, and nothing is lost at twice the size', async () => {
  await givenProfile(page, name, recipe(await givenKey(page)));
  const ratio = () => page.evaluate(() => devicePixelRatio);
  const usual = await ratio();
  for (const zoomed of [1.1, 1.25, 1.5, 1.75, 2, 2]) {
    await press('Control+Equal');
    await expect.poll(ratio).toBeCloseTo(usual * zoomed, 2);
  }
  const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(await isWide()).toBe(false);
  await restartApp();
  await expect.poll(ratio).toBeCloseTo(usual * 2, 2);
  for (const screen of ['Access keys', 'Sign-ins', 'Programs', 'Settings', 'Activity']) {
    await openMenuItem(page, screen);
    await expect(page.getByRole('heading', { name: screen, exact: true })).toBeVisible();
    expect(await isWide(), screen).toBe(false);
    await press('Escape');
  }
  await press('Control+0');
  await expect.poll(ratio).toBeCloseTo(usual, 2);
});
