import { expect, test } from '@playwright/test';
import { desktop, keycutter, newApp, newAws, page, restartApp, withDesktop } from './support/fresh.ts';
import { givenKey, givenProfile, recipe } from './support/given.ts';
import { comesToFront } from './support/keyboard.ts';
import { PersonBrowser, visit } from './support/person-browser.ts';
import { row } from './support/steps.ts';

/** Everything by keyboard: a part of what one wants, and Enter. */

let browser: PersonBrowser;

withDesktop({ environment: { SHELL: '/bin/bash' } });

test.beforeEach(async () => {
  await newAws();
  browser = new PersonBrowser(desktop);
  await newApp({ env: browser.env });
  await comesToFront(desktop);
});

const box = () => page.getByRole('combobox', { name: 'Command palette' });
const options = () => page.getByRole('option');
const chosen = () => page.getByRole('option', { selected: true });
const stateOf = (name: string) => expect.poll(() => row(page, name).getAttribute('data-state'));

async function open(): Promise<void> {
  await page.keyboard.press('Control+K');
  await expect(box()).toBeFocused();
}

/** Opens it, types, and sees what Enter would do. */
async function type(query: string, first: string): Promise<void> {
  await open();
  await page.keyboard.type(query);
  await expect(chosen()).toHaveAccessibleName(first);
}

async function given(): Promise<void> {
  const keyId = await givenKey(page);
  await givenProfile(page, 'prod-readonly', recipe(keyId));
  const staging = { roleArn: 'arn:aws:iam::421012345678:role/deployer', region: 'eu-central-1' };
  await givenProfile(page, 'staging-deploy', recipe(keyId, staging));
  await givenProfile(
    page,
    'audit',
    recipe(keyId, { roleArn: 'arn:aws:iam::421098765432:role/SecurityAudit' }),
  );
}

test('a part of a name and of a verb: a console, a session, its snippet, its end', async () => {
  await given();
  await type('prod conso', 'Open console: prod-readonly');
  await page.keyboard.press('Enter');
  await expect(box()).toBeHidden();
  const { status, body } = await visit(await browser.nextAddress());
  expect(status).toBe(200);
  expect(body).toContain(':assumed-role/ReadOnly/');
  await stateOf('prod-readonly').toBe('active');

  await type('4210-1234', 'Assume: staging-deploy');
  await page.keyboard.press('Enter');
  await stateOf('staging-deploy').toBe('active');
  await expect(page.getByRole('button', { name: 'Copy staging-deploy for bash' })).toBeFocused();

  await type('stdep', 'Copy for bash: staging-deploy');
  await page.keyboard.press('Enter');
  await expect(row(page, 'staging-deploy')).toContainText('Copied. Paste it into bash; it holds no secret.');
  expect(await desktop.screen.readClipboard()).toContain('keycutter');

  await type('stag stop', 'Stop: staging-deploy');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Assume staging-deploy' })).toBeFocused();

  await type('audit', 'Assume: audit');
  await page.keyboard.press('Enter');
  await expect(row(page, 'audit')).toContainText('AWS denied this.');
});

test('what is used most comes first, also after a restart; programs do not count', async () => {
  await given();
  await open();
  const before = await options().first().getAttribute('aria-label');
  expect(before).toBe('Assume: audit');
  await page.keyboard.press('Escape');

  await type('stag', 'Assume: staging-deploy');
  await page.keyboard.press('Enter');
  await stateOf('staging-deploy').toBe('active');
  await type('stag stop', 'Stop: staging-deploy');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Assume staging-deploy' })).toBeFocused();
  await type('stag', 'Assume: staging-deploy');
  await page.keyboard.press('Enter');
  await stateOf('staging-deploy').toBe('active');
  // In the row it counts as well.
  await page.evaluate(async () => {
    const { profiles } = (await window.keycutter.snapshot.get({})).ok
      ? await window.keycutter.snapshot
          .get({})
          .then((answer) => (answer.ok ? answer.value : { profiles: [] }))
      : { profiles: [] };
    const prod = profiles.find(({ name }) => name === 'prod-readonly');
    await window.keycutter.sessions.assume({ profileId: prod?.id ?? '' });
  });
  await stateOf('prod-readonly').toBe('active');
  await type('sett', 'Settings');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await page.keyboard.press('Escape');

  const expected = [
    'Copy for bash: staging-deploy',
    'Settings',
    'Copy for bash: prod-readonly',
    'Stop: staging-deploy',
  ];
  const offered = async () => {
    await open();
    const names = await options().evaluateAll((all) =>
      all.map((option) => option.getAttribute('aria-label') ?? ''),
    );
    await page.keyboard.press('Escape');
    return names.slice(0, expected.length);
  };
  const uses = (await keycutter.snapshot()).uses.map(({ verb }) => verb).toSorted();
  expect(uses).toEqual(['assume', 'assume', 'settings', 'stop']);
  const order = await offered();
  expect(order[0]).toBe(expected[0]);
  expect(order.toSorted()).toEqual(expected.toSorted());

  await restartApp({ env: browser.env });
  await comesToFront(desktop);
  await stateOf('staging-deploy').toBe('active');
  expect(await offered()).toEqual(order);
});

test('Escape gives back the focus, and a form behind keeps what was typed', async () => {
  await given();
  const search = page.getByRole('searchbox');
  await page.keyboard.press('/');
  await expect(search).toBeFocused();
  await open();
  await page.keyboard.type('prod');
  await page.keyboard.press('Escape');
  await expect(box()).toBeHidden();
  await expect(search).toBeFocused();
  await expect(search).toHaveValue('');

  await type('prod edit', 'Edit: prod-readonly');
  await page.keyboard.press('Enter');
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await expect(name).toHaveValue('prod-readonly');
  await name.focus();
  await page.keyboard.press('End');
  await page.keyboard.type('-half');
  await open();
  await page.keyboard.type('audit');
  await page.keyboard.press('Escape');
  await expect(name).toBeFocused();
  await expect(name).toHaveValue('prod-readonly-half');

  // It goes to the row, and the form is as it was when one comes back.
  await type('audit show', 'Show: audit');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Assume audit' })).toBeFocused();
  await type('prod edit', 'Edit: prod-readonly');
  await page.keyboard.press('Enter');
  await expect(name).toHaveValue('prod-readonly-half');
  expect((await keycutter.snapshot()).profiles.map((profile) => profile.name)).toContain('prod-readonly');
});
