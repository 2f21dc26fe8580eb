import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { CommandInput } from '../shared/ipc-contract.ts';
import type { Recipe } from '../shared/profile.ts';
import { demoMfaSerial } from '../simulator/demo-account.ts';
import { until } from './desktop/index.ts';
import { processesOf } from './support/app-processes.ts';
import { Bash } from './support/bash.ts';
import { readIfThere } from './support/canary.ts';
import { openDoors, runInstalled } from './support/doors.ts';
import { aws, desktop, keycutter, newApp, newAws, page, withDesktop } from './support/fresh.ts';
import { givenKey, givenProfile, givenSettings, recipe } from './support/given.ts';
import { PersonBrowser, visit } from './support/person-browser.ts';
import { assume, chooseInRow, row } from './support/steps.ts';
import { chainRole, waysAccount } from './support/ways-account.ts';

/** What leaves Keycutter for a browser, and for somebody else. */

let browser: PersonBrowser;
let keyId: string;

withDesktop({ environment: { SHELL: '/bin/bash' } });

test.beforeAll(() => {
  const profiles = { Default: { name: 'Person 1' }, 'Profile 2': { name: 'Work' } };
  const chrome = join(desktop.home, '.config/google-chrome');
  mkdirSync(chrome, { recursive: true });
  writeFileSync(join(chrome, 'Local State'), JSON.stringify({ profile: { info_cache: profiles } }));
});

test.beforeEach(async () => {
  await newAws({ account: waysAccount() });
  browser = new PersonBrowser(desktop, ['xdg-open', 'google-chrome']);
  await newApp({ env: browser.env });
  keyId = await givenKey(page);
});

const callsOf = (action: string) => aws.calls.filter((call) => call.action === action);
const source = () => ({ kind: 'access-key', keyId }) as const;
const hubRecipe = () => recipe(keyId, { roleArn: chainRole('hub'), region: 'us-east-1' });

const federated = (policy?: object): Recipe => ({
  kind: 'federation-token',
  source: source(),
  region: 'us-east-1',
  durationSeconds: 3_600,
  federatedName: 'guest',
  policyArns: [],
  tags: [],
  ...(policy === undefined ? {} : { policy: JSON.stringify(policy) }),
});

test.describe('the AWS console', () => {
  test('by a role’s session as long as that, in another session’s or a federated user’s without a duration', async () => {
    const hubId = await givenProfile(page, 'hub', hubRecipe());
    const through = { source: { kind: 'profile', profileId: hubId }, roleArn: chainRole('spoke') } as const;
    await givenProfile(page, 'spoke', recipe(keyId, { ...through, region: 'us-east-1' }));
    const everything = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
    };
    await givenProfile(page, 'guest', federated(everything));
    // The stand-in refuses a SessionDuration where AWS does.
    for (const [name, arn] of [
      ['hub', ':assumed-role/hub/'],
      ['spoke', ':assumed-role/spoke/'],
      ['guest', ':federated-user/guest'],
    ] as const) {
      await chooseInRow(page, name, 'Open console');
      const address = await browser.nextAddress();
      expect(new URL(address).searchParams.get('Issuer')).toBe('keycutter');
      const { status, body } = await visit(address);
      expect(status).toBe(200);
      expect(body).toContain(arn);
      expect(body).toContain('/console/home?region=us-east-1');
    }
    const tokens = callsOf('getSigninToken');
    expect(
      tokens.map(({ outcome }) => outcome),
      'none was refused on the way',
    ).toEqual(tokens.map(() => 'succeeded'));
    expect(tokens).toHaveLength(3);
  });

  test('not by GetSessionToken, which is said at once with what can, to the command too', async () => {
    const me = {
      kind: 'session-token',
      source: source(),
      region: 'us-east-1',
      durationSeconds: 3_600,
    } as const;
    await givenProfile(page, 'me', { ...me, mfaSerial: demoMfaSerial });
    await page.getByRole('button', { name: 'More for me' }).click();
    const item = page.getByRole('menuitem', { name: 'Open console' });
    await expect(item).toContainText('AWS signs no session of this kind in. A role’s session can.');
    await expect(item).toHaveAttribute('aria-disabled', 'true');
    await page.keyboard.press('Escape');
    const asked = await runInstalled(keycutter, 'keycutter', ['console', 'me']);
    expect(asked.code).toBe(1);
    expect(asked.err).toMatch(/console/);
    expect(asked.err).toMatch(/role/);
    expect((await keycutter.snapshot()).prompt, 'no code is asked for in vain').toBeNull();
    expect(aws.calls).toEqual([]);
    expect(browser.starts()).toEqual([]);
  });

  test('in the chosen browser’s profile, at a service, after logging out of the last session', async () => {
    await givenProfile(page, 'hub', hubRecipe());
    await givenSettings(page, { consoleBrowser: 'chrome:Profile 2', consoleLogOutFirst: true });
    await chooseInRow(page, 'hub', 'Console at', 'S3');
    const { program, parameters } = await browser.nextStart();
    expect([program, parameters[0]]).toEqual(['google-chrome', '--profile-directory=Profile 2']);
    const { location } = await visit(parameters[1] ?? '');
    const logOut = new URL(location ?? '');
    expect(logOut.searchParams.get('Action')).toBe('logout');
    const login = await visit(logOut.href);
    const { body } = await visit(login.location ?? '');
    expect(body).toContain(':assumed-role/hub/');
    expect(body).toContain('/s3/home?region=us-east-1');

    // The profile's own choice wins, and one that is gone says so.
    const { profiles } = await keycutter.snapshot();
    const draft = { name: 'hub', recipe: hubRecipe(), consoleBrowser: 'chrome:Profile 9' };
    await page.evaluate((given) => window.keycutter.profiles.save(given), {
      id: profiles[0]?.id ?? '',
      draft,
    });
    await chooseInRow(page, 'hub', 'Open console');
    await expect(row(page, 'hub')).toContainText('what was chosen is no longer there');
    expect(browser.starts()).toHaveLength(1);
  });

  test('its address is in no process’s arguments, log or file, and good for one visit', async () => {
    await givenProfile(page, 'hub', hubRecipe());
    await chooseInRow(page, 'hub', 'Open console');
    const { parameters } = await browser.nextStart();
    const [oneTime = ''] = parameters;
    expect(oneTime).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{40,}$/);
    const first = await visit(oneTime);
    expect(first.status).toBe(303);
    const token = new URL(first.location ?? '').searchParams.get('SigninToken') ?? '-';
    expect(token.length).toBeGreaterThan(60);
    const second = await visit(oneTime).catch(() => null);
    expect(second?.location ?? null).toBeNull();
    const pid = keycutter.app.process().pid ?? 0;
    for (const { commandLine, environment } of processesOf(pid)) {
      expect(commandLine.includes(token)).toBe(false);
      expect(environment.includes(token)).toBe(false);
    }
    expect(JSON.stringify(await keycutter.snapshot())).not.toContain(token);
    const files = readdirSync(keycutter.userData, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.some((file) => file.endsWith('.log'))).toBe(true);
    expect(files.filter((file) => readIfThere(file).includes(token))).toEqual([]);
  });
});

test.describe('hand-off', () => {
  const dialog = () => page.getByRole('dialog', { name: 'Hand off hub' });

  async function handOff(fill: () => Promise<void>): Promise<string> {
    await chooseInRow(page, 'hub', 'Hand off…');
    await dialog().getByRole('textbox', { name: 'Who gets it' }).fill('jo@example.com');
    await fill();
    await dialog().getByRole('button', { name: 'Make and copy' }).click();
    await expect(page.getByRole('dialog', { name: 'Ready for jo@example.com' })).toBeVisible();
    return until('the snippet is on the clipboard', async () => {
      const text = await desktop.screen.readClipboard();
      return text?.includes('AWS_SESSION_TOKEN') && text;
    });
  }

  test('one bucket to read: a snippet for bash that sets, works as far as it goes, and is taken out again', async () => {
    await givenProfile(page, 'hub', hubRecipe());
    const snippet = await handOff(async () => {
      await dialog().getByRole('textbox', { name: 'Bucket' }).fill('reports-2026');
    });
    expect(snippet).toContain('AWS session for jo@example.com. It ends at ');
    expect(snippet).toMatch(/ends at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, and does not renew/);
    const done = page.getByRole('dialog', { name: 'Ready for jo@example.com' });
    await expect(done).toContainText(/It ends on .+ at .+, in (1 h|60 min).*, and does not renew\./);
    await expect(done).toContainText('Stop does not take it back.');
    await expect(done).toContainText(`attach this policy to ${chainRole('hub')} in IAM`);
    await expect(done).toContainText('"Effect": "Deny"');
    await done.getByRole('button', { name: 'Done' }).click();

    const bash = new Bash(desktop, { stsUrl: aws.url });
    bash.paste(snippet);
    // It takes away what would lead somebody's calls elsewhere, and this shell's way to the stand-in with it.
    bash.paste(`export AWS_ENDPOINT_URL_STS='${aws.url}'\n`);
    const caller = await bash.askBySdk();
    expect(caller.arn).toMatch(/:assumed-role\/hub\/jo@example\.com-by-/);
    const allows = (action: string, resource: string) => aws.allows(caller.accessKeyId, action, resource);
    expect({
      read: allows('s3:GetObject', 'arn:aws:s3:::reports-2026/january.csv'),
      list: allows('s3:ListBucket', 'arn:aws:s3:::reports-2026'),
      write: allows('s3:PutObject', 'arn:aws:s3:::reports-2026/january.csv'),
      otherBucket: allows('s3:GetObject', 'arn:aws:s3:::salaries/january.csv'),
      goOn: allows('sts:AssumeRole', chainRole('spoke')),
    }).toEqual({ read: true, list: true, write: false, otherBucket: false, goOn: false });

    // The lines that unset stand in the snippet as words.
    const [, unset = ''] = snippet.split('To take it out of this shell again:');
    const lines = [...unset.matchAll(/unset [A-Z_ ]+/g)].map(([line]) => line);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) bash.paste(`${line}\n`);
    expect(await bash.awsVariables()).toEqual({});
    await bash.exit();

    expect((await keycutter.snapshot()).copies).toMatchObject([{ recipient: 'jo@example.com' }]);
    expect((await keycutter.snapshot()).sessions, 'the profile itself is not assumed').toEqual([]);
  });

  test('a policy of their own: checked while it is typed, and too large for AWS in AWS’s words', async () => {
    await givenProfile(page, 'hub', hubRecipe());
    await chooseInRow(page, 'hub', 'Hand off…');
    await dialog().getByRole('textbox', { name: 'Who gets it' }).fill('jo@example.com');
    await dialog().getByRole('combobox', { name: 'What they may do' }).click();
    await page.getByRole('option', { name: 'A policy of your own' }).click();
    const policy = dialog().getByRole('textbox', { name: 'Policy' });
    await policy.fill('{ "Version": ');
    await page.keyboard.press('Tab');
    await expect(policy).toHaveAttribute('aria-invalid', 'true');
    const statement = (resource: readonly string[]) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: 's3:*', Resource: resource },
      });
    const long = Array.from({ length: 60 }, () => `arn:aws:s3:::${randomBytes(15).toString('hex')}/*`);
    await policy.fill(statement(long));
    await expect(dialog()).toContainText('AWS documents at most 2,048');
    await dialog().getByRole('button', { name: 'Make and copy' }).click();
    await expect(dialog()).toContainText('The session policy and tags are too large once packed.');
    await expect(dialog()).toContainText('Shorten the policy');
    expect(callsOf('AssumeRole')).toMatchObject([{ outcome: 'PackedPolicyTooLarge' }]);
    await policy.fill(statement(['arn:aws:s3:::reports-2026/*']));
    await dialog().getByRole('button', { name: 'Make and copy' }).click();
    await expect(page.getByRole('dialog', { name: 'Ready for jo@example.com' })).toBeVisible();
  });

  test('through another role an hour at most; by GetFederationToken too; and never by a command', async () => {
    const hubId = await givenProfile(page, 'base', hubRecipe());
    const through = { source: { kind: 'profile', profileId: hubId }, roleArn: chainRole('spoke') } as const;
    const chainedId = await givenProfile(page, 'hub', recipe(keyId, through));
    await chooseInRow(page, 'hub', 'Hand off…');
    await expect(dialog()).toContainText('AWS ends it after an hour: another session asks for it.');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    const wanted: CommandInput<'sessions', 'handOff'> = {
      profileId: chainedId,
      recipient: 'jo',
      durationSeconds: 7_200,
      policyArns: [],
      format: 'bash',
    };
    expect(await page.evaluate((given) => window.keycutter.sessions.handOff(given), wanted)).toMatchObject({
      ok: false,
      error: { code: 'duration-over-chaining-limit' },
    });
    const guest = await givenProfile(page, 'guest', federated());
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::lent/*' },
    });
    const handed = await page.evaluate((given) => window.keycutter.sessions.handOff(given), {
      ...wanted,
      profileId: guest,
      policy,
    });
    expect(handed).toMatchObject({ ok: true, value: { copy: { recipient: 'jo' } } });
    const doors = await openDoors(keycutter);
    expect(
      await doors.connection.call('sessions.handOff', { ...wanted, durationSeconds: 3_600 }),
    ).toMatchObject({
      ok: false,
      error: { code: 'client-not-allowed' },
    });
    doors.connection.close();
    expect(callsOf('AssumeRole')).toEqual([]);
  });
});

test('the tray and the row have no hand-off for what takes no policy', async () => {
  const me = {
    kind: 'session-token',
    source: source(),
    region: 'us-east-1',
    durationSeconds: 3_600,
  } as const;
  await givenProfile(page, 'me', me);
  await assume(page, 'me');
  await expect(row(page, 'me')).toHaveAttribute('data-state', 'active');
  await page.getByRole('button', { name: 'More for me' }).click();
  await expect(page.getByRole('menuitem', { name: 'Stop' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Hand off…' })).toHaveCount(0);
  const item = await desktop.tray.waitForItem();
  await expect.poll(() => item.menuText()).toMatch(/^me — until/m);
  expect(await item.menuText()).not.toContain('Hand off');
});
