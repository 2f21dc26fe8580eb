import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { explain } from '../shared/error-text.ts';
import type { AppError } from '../shared/errors.ts';
import type { Settings } from '../shared/settings.ts';
import { en } from '../shared/words/en/index.ts';
import { type Desktop, isRoot, startDesktop } from './desktop/index.ts';
import { givenKey, givenProfile, givenSettings, recipe } from './support/given.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';
import { assume, row } from './support/steps.ts';

let desktop: Desktop;
let aws: AwsStandIn;
let running: RunningKeycutter | null = null;

test.beforeAll(async () => {
  desktop = await startDesktop();
});

test.beforeEach(async () => {
  aws = await startAws();
});

test.afterEach(async () => {
  await running?.quit();
  running = null;
  await aws.close();
});

test.afterAll(() => desktop?.stop());

async function start(userData?: string): Promise<readonly [RunningKeycutter, Page]> {
  running = await RunningKeycutter.start(desktop, { aws, ...(userData === undefined ? {} : { userData }) });
  return [running, await running.window()];
}

const isLive = (page: Page, name = 'prod') => expect(row(page, name)).toHaveAttribute('data-state', 'active');
const fileIn = (userData: string, name: string) => readFileSync(join(userData, name), 'utf8');

/** A key, a profile, a live session and a setting, in a run that has ended. */
async function usedBefore(): Promise<string> {
  const [keycutter, page] = await start();
  await givenSettings(page, { warnBeforeMinutes: 17 });
  await givenProfile(page, 'prod', recipe(await givenKey(page)));
  await assume(page, 'prod');
  await isLive(page);
  await keycutter.quit();
  return keycutter.userData;
}

async function expectNotice(page: Page, error: AppError): Promise<void> {
  const { what, next } = explain(error, en);
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText(what);
  await expect(notices).toContainText(next);
}

test.describe('a file that cannot be read', () => {
  interface Damage {
    readonly what: string;
    /** What goes on though the file does not. */
    readonly intact: (page: Page, keycutter: RunningKeycutter) => Promise<void>;
  }
  const damages: Readonly<Record<string, Damage>> = {
    'settings.json': {
      what: 'settings',
      intact: async (page, keycutter) => {
        await isLive(page);
        expect((await keycutter.snapshot()).settings.warnBeforeMinutes).not.toBe(17);
      },
    },
    'profiles.json': {
      what: 'profiles',
      intact: async (_page, keycutter) => {
        const { profiles, settings, activity } = await keycutter.snapshot();
        expect(profiles).toEqual([]);
        expect(settings.warnBeforeMinutes).toBe(17);
        expect(activity.map(({ kind }) => kind)).toContain('assumed');
      },
    },
    'journal.json': {
      what: 'activity',
      intact: async (page) => isLive(page),
    },
    'sessions.vault': {
      what: 'sessions-file',
      intact: async (page) => {
        await expect(page.getByRole('button', { name: 'Assume prod' })).toBeVisible();
        await assume(page, 'prod');
        await isLive(page);
      },
    },
  };
  for (const [name, { what, intact }] of Object.entries(damages)) {
    test(`${name} is kept aside, and told; the rest is as it was`, async () => {
      const userData = await usedBefore();
      const broken = `{ "half": ${fileIn(userData, name).slice(0, 40)}`;
      writeFileSync(join(userData, name), broken);

      const [keycutter, page] = await start(userData);
      const { notices } = (await keycutter.reaches('a notice', ({ status }) => status.notices.length > 0))
        .status;
      expect(notices).toMatchObject([{ error: { code: 'storage-corrupt', params: { what } } }]);
      const error = notices[0]?.error ?? { code: 'internal', params: {} };
      const keptAt = basename(error.params.keptAt ?? '');
      expect(keptAt).toMatch(/corrupt/);
      expect(fileIn(userData, keptAt)).toBe(broken);
      await expectNotice(page, error);
      await expect(page.getByRole('region', { name: 'Notices' })).toContainText(keptAt);
      await intact(page, keycutter);
    });
  }
});

test('what a newer version wrote survives', async () => {
  const userData = await usedBefore();
  const change = (name: string, add: (raw: Record<string, unknown>) => Record<string, unknown>) => {
    const raw: Record<string, unknown> = JSON.parse(fileIn(userData, name));
    writeFileSync(join(userData, name), JSON.stringify(add(raw)));
  };
  change('settings.json', (raw) => ({ ...raw, version: 99, fromTheFuture: { deep: [1] } }));
  change('profiles.json', (raw) => ({
    ...raw,
    alsoNew: true,
    profiles: (raw.profiles as object[]).map((profile) => ({ ...profile, colour: 'red' })),
  }));

  const [keycutter, page] = await start(userData);
  const { notices } = (await keycutter.reaches('a notice', ({ status }) => status.notices.length > 0)).status;
  expect(notices).toMatchObject([{ error: { code: 'storage-from-newer-version' } }]);
  await isLive(page);
  await givenSettings(page, { warnBeforeMinutes: 3 });
  const { id, recipe: before } = (await keycutter.snapshot()).profiles[0] ?? { id: '', recipe: recipe('') };
  await givenProfile(page, 'renamed', before, id);

  expect(JSON.parse(fileIn(userData, 'settings.json'))).toMatchObject({
    version: 99,
    fromTheFuture: { deep: [1] },
    warnBeforeMinutes: 3,
  });
  expect(JSON.parse(fileIn(userData, 'profiles.json'))).toMatchObject({
    alsoNew: true,
    profiles: [{ name: 'renamed', colour: 'red' }],
  });
});

/** Writes fail and say so, what was on disk stays to the byte, and once there is a way again all goes on. */
async function expectRefusedWrites(
  userData: string,
  page: Page,
  keycutter: RunningKeycutter,
  reason: string,
): Promise<void> {
  const before = ['settings.json', 'profiles.json', 'sessions.vault'].map((name) => fileIn(userData, name));
  const { settings, profiles, accessKeys } = await keycutter.snapshot();
  const draft = { name: 'other', recipe: recipe(accessKeys[0]?.id ?? '') };
  const changed: Settings = { ...settings, warnBeforeMinutes: 44 };
  const answers = [
    await page.evaluate((given) => window.keycutter.settings.save(given), changed),
    await page.evaluate((given) => window.keycutter.profiles.save({ draft: given }), draft),
  ];
  for (const [index, what] of ['settings', 'profiles'].entries())
    expect(answers[index]).toEqual({
      ok: false,
      error: { code: 'storage-write-failed', params: { what, reason } },
    });

  // Sessions go on: held, though they can't be kept over a restart.
  await page.getByRole('button', { name: 'More for prod' }).click();
  await page.getByRole('menuitem', { name: 'Refresh' }).click();
  const what = 'sessions-file';
  const params = { what, reason };
  const { status } = await keycutter.reaches('it is told', (now) =>
    now.status.notices.some(({ error }) => error.params.what === what),
  );
  expect(status.notices.map(({ error }) => error)).toContainEqual({ code: 'storage-write-failed', params });
  await expectNotice(page, { code: 'storage-write-failed', params });
  await isLive(page);

  const after = await keycutter.snapshot();
  expect([after.settings, after.profiles]).toEqual([settings, profiles]);
  expect(['settings.json', 'profiles.json', 'sessions.vault'].map((name) => fileIn(userData, name))).toEqual(
    before,
  );
  expect(readdirSync(userData).filter((name) => /\.tmp/.test(name))).toEqual([]);
}

async function expectWritesAgain(userData: string, page: Page): Promise<void> {
  const sealed = fileIn(userData, 'sessions.vault');
  await givenSettings(page, { warnBeforeMinutes: 44 });
  expect(JSON.parse(fileIn(userData, 'settings.json'))).toMatchObject({ warnBeforeMinutes: 44 });
  await running?.quit();
  expect(fileIn(userData, 'sessions.vault')).not.toBe(sealed);
  const [, reopened] = await start(userData);
  await isLive(reopened);
  expect(aws.calls).toHaveLength(2);
}

test('a full disk', async () => {
  test.skip(!isRoot, 'Only root can mount a small disk to fill.');
  const userData = join(desktop.temporary, 'small-disk');
  mkdirSync(userData);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m,mode=0700', 'tmpfs', userData]);
  try {
    const [keycutter, page] = await start(userData);
    await givenProfile(page, 'prod', recipe(await givenKey(page)));
    await givenSettings(page, { warnBeforeMinutes: 17 });
    await assume(page, 'prod');
    await isLive(page);
    const filler = join(userData, 'filler');
    const { bavail, bsize } = statfsSync(userData);
    expect(() => writeFileSync(filler, Buffer.alloc(bavail * bsize + 1))).toThrow('ENOSPC');
    await expectRefusedWrites(userData, page, keycutter, 'disk-full');
    rmSync(filler);
    await expectWritesAgain(userData, page);
  } finally {
    await running?.quit();
    execFileSync('umount', [userData]);
  }
});

test('a folder that may not be written to', async () => {
  const userData = await usedBefore();
  const setReadOnly = (readOnly: boolean) => {
    // Permissions do not bind root; this flag does.
    if (isRoot) execFileSync('chattr', [readOnly ? '+i' : '-i', userData]);
    else chmodSync(userData, readOnly ? 0o500 : 0o700);
  };
  const [keycutter, page] = await start(userData);
  await isLive(page);
  try {
    setReadOnly(true);
    await expectRefusedWrites(userData, page, keycutter, 'permission-denied');
    setReadOnly(false);
    await expectWritesAgain(userData, page);
  } finally {
    setReadOnly(false);
  }
});
