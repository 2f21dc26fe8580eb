import { expect, test } from '@playwright/test';
import { explain } from '../shared/error-text.ts';
import type { AssumeRoleRecipe } from '../shared/profile.ts';
import { en } from '../shared/words/en/index.ts';
import { demoAccessKeyId } from '../simulator/demo-account.ts';
import { openDoors, runInstalled } from './support/doors.ts';
import { expectFailure, failureOf } from './support/failures.ts';
import { aws, keycutter, newApp, newAws, page, withDesktop } from './support/fresh.ts';
import { givenKey, givenProfile, recipe } from './support/given.ts';
import { assume, chooseInRow, row } from './support/steps.ts';
import { expectThroughExec } from './support/through-exec.ts';
import { chainRole, waysAccount } from './support/ways-account.ts';

/** Role chains, and how long they may last. */

const minute = 60_000;

let keyId: string;

withDesktop();

test.beforeEach(async () => {
  await newAws({ account: waysAccount() });
  await newApp();
  keyId = await givenKey(page);
});

const callsOf = (action: string) => aws.calls.filter((call) => call.action === action);
const field = (name: string) => page.getByRole('textbox', { name, exact: true });
const source = () => page.getByRole('combobox', { name: 'Assume it with' });

function givenRole(name: string, change: Partial<AssumeRoleRecipe> = {}, role = name): Promise<string> {
  return givenProfile(page, name, recipe(keyId, { roleArn: chainRole(role), ...change }));
}

const through = (profileId: string) => ({ source: { kind: 'profile', profileId } }) as const;

async function expectLive(name: string): Promise<void> {
  await expect(row(page, name)).toHaveAttribute('data-state', 'active');
}

async function openEditor(name: string): Promise<void> {
  await chooseInRow(page, name, 'Edit');
  await expect(page.getByRole('heading', { name: `Edit ${name}` })).toBeVisible();
}

async function newProfile(name: string, callsWith: string): Promise<void> {
  await page.getByRole('button', { name: 'New profile' }).first().click();
  await field('Name').fill(name);
  await source().click();
  await page.getByRole('option', { name: callsWith }).first().click();
  await field('Role ARN').fill(chainRole(name));
}

test('three roles, one after the other, made in the editor and used by the AWS CLI', async () => {
  test.setTimeout(2 * minute);
  for (const [name, callsWith] of [
    ['hub', 'demo'],
    ['spoke', 'hub'],
    ['deep', 'spoke'],
  ] as const) {
    await newProfile(name, callsWith);
    if (name === 'deep') {
      const links = page.getByRole('list', { name: 'The calls, in order' }).getByRole('listitem');
      await expect(links).toHaveText(['demo', 'hub', 'spoke', 'deep']);
    }
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(row(page, name)).toBeVisible();
  }
  await assume(page, 'deep');
  await expectLive('deep');
  await expect(row(page, 'deep')).toContainText('through 2 roles');
  const { sessions, profiles } = await keycutter.snapshot();
  const keyOf = (name: string) => {
    const profileId = profiles.find((profile) => profile.name === name)?.id;
    return sessions.find((session) => session.profileId === profileId)?.accessKeyId;
  };
  expect(callsOf('AssumeRole').map((call) => [call.roleArn, call.accessKeyId])).toEqual([
    [chainRole('hub'), demoAccessKeyId],
    [chainRole('spoke'), keyOf('hub')],
    [chainRole('deep'), keyOf('spoke')],
  ]);
  await expectThroughExec('deep', /:assumed-role\/deep\//);

  const spokeId = profiles.find(({ name }) => name === 'spoke')?.id ?? '';
  await givenRole('other-deep', through(spokeId));
  await assume(page, 'other-deep');
  await expectLive('other-deep');
  expect(callsOf('AssumeRole'), 'what stands between is shared').toHaveLength(4);
});

test('a circle is refused, in the editor and by whoever saves one past it', async () => {
  const hub = await givenRole('hub');
  const spoke = await givenRole('spoke', through(hub));
  await openEditor('hub');
  await source().click();
  const option = page.getByRole('option', { name: /^spoke/ });
  await expect(option).toContainText('It calls through this profile itself.');
  await expect(option).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');

  const circle = recipe(keyId, { roleArn: chainRole('hub'), ...through(spoke) });
  const doors = await openDoors(keycutter);
  const draft = { name: 'hub', recipe: circle };
  const saved = await doors.connection.call('profiles.save', { id: hub, draft });
  doors.connection.close();
  expect(saved).toMatchObject({ ok: false, error: { code: 'chain-cycle' } });
  if (!saved.ok) expect(explain(saved.error, en).what).toContain('hub → spoke → hub');
  const { profiles } = await keycutter.snapshot();
  expect(profiles.find(({ id }) => id === hub)?.recipe.source).toEqual({ kind: 'access-key', keyId });
});

test('12 h through another role: explained where it is typed, refused, and got straight with the key', async () => {
  const hub = await givenRole('hub');
  await givenRole('straight', through(hub));
  await openEditor('straight');
  await expect(page.getByText('At most 1 h, because hub asks for it (role chaining).')).toBeVisible();
  await field('Duration').fill('12 h');
  await expect(field('Duration')).toHaveAttribute('aria-invalid', 'true');
  await expect(
    page.getByText('AWS ends a session that another session asked for after one hour'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Edit straight' }), 'it is not saved').toBeVisible();
  await page.getByRole('button', { name: 'Use 1 h' }).click();
  await expect(field('Duration')).not.toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('button', { name: 'Up to 12 h with demo itself' })).toBeVisible();

  const asked = await runInstalled(keycutter, 'keycutter', ['assume', 'straight', '--duration', '12h']);
  expect(asked.code).not.toBe(0);
  expect(asked.err).toContain('AWS ends a session after one hour when another session asked for it');
  expect(callsOf('AssumeRole'), 'AWS is not asked').toEqual([]);

  await page.getByRole('button', { name: 'Up to 12 h with demo itself' }).click();
  await field('Duration').fill('12 h');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await assume(page, 'straight');
  await expectLive('straight');
  expect(callsOf('AssumeRole').map((call) => [call.roleArn, call.accessKeyId])).toEqual([
    [chainRole('straight'), demoAccessKeyId],
  ]);
  await expect(page.getByRole('timer', { name: 'Time left for straight' })).toHaveText(/^(12 h 00|11 h 59)$/);
});

test('a role’s maximum: refused, learned, read, raised through a session of its account, and then it works', async () => {
  test.setTimeout(2 * minute);
  const shortId = await givenRole('short', { durationSeconds: 12 * 3_600 });
  await givenRole('role-owner');
  await assume(page, 'short');
  const refused = await failureOf(keycutter, shortId);
  expect(refused.code).toBe('sts-duration-over-maximum');
  await expectFailure(page, 'short', refused);

  await openEditor('short');
  await expect(page.getByText('AWS refused 12 h for this role: its maximum is less.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Read the role’s maximum' }).click();
  // The role itself may not be assumed for so long, let alone read itself.
  await expect(page.getByRole('button', { name: 'Raise it…' })).toBeVisible();
  await page.getByRole('button', { name: 'Raise it…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Raise the role’s maximum' });
  await dialog.getByText('12 h', { exact: true }).click();
  const via = dialog.getByRole('combobox', { name: 'Done with' });
  if ((await via.textContent())?.includes('role-owner') !== true) {
    await via.click();
    await page.getByRole('option', { name: 'role-owner' }).click();
  }
  await dialog.getByRole('button', { name: 'Show the change' }).click();
  await expect(dialog).toContainText(chainRole('short'));
  await expect(dialog).toContainText('to 12 h');
  await expect(dialog).toContainText(/aws iam update-role --role-name short --max-session-duration '?43200/);
  expect(callsOf('UpdateRole'), 'it asks first').toEqual([]);
  await dialog.getByRole('button', { name: 'Change the role' }).click();
  await expect(dialog).toBeHidden();
  expect(callsOf('UpdateRole')).toMatchObject([{ outcome: 'succeeded' }]);
  await expect(page.getByText('This role allows at most 12 h (MaxSessionDuration).').first()).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('button', { name: 'Retry short' }).click();
  await expectLive('short');
  await expect(page.getByRole('timer', { name: 'Time left for short' })).toHaveText(/^(12 h 00|11 h 59)$/);

  const doors = await openDoors(keycutter);
  const ownerId = (await keycutter.snapshot()).profiles.find(({ name }) => name === 'role-owner')?.id;
  const input = { profileId: shortId, viaProfileId: ownerId, seconds: 7_200 };
  expect(await doors.connection.call('roles.raiseMaximum', input), 'no program changes a role').toMatchObject(
    {
      error: { code: 'client-not-allowed' },
    },
  );
  doors.connection.close();
});
