import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { Exportable } from '../electron/core/export/exportable.ts';
import { renderExport, renderUnset } from '../electron/core/export/render-export.ts';
import { exportFormats } from '../shared/export-formats.ts';
import { Secret } from '../shared/secret.ts';
import { en } from '../shared/words/en/index.ts';
import { demoAccessKeyId, demoSecretAccessKey } from '../simulator/demo-account.ts';
import { type Desktop, startDesktop, until } from './desktop/index.ts';
import { Bash } from './support/bash.ts';
import { answerOf, givenKey, givenProfile, givenSettings, recipe } from './support/given.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';
import { assume, chooseInRow, copyAs, row } from './support/steps.ts';

const name = 'prod-readonly';

let desktop: Desktop;

test.beforeAll(async () => {
  desktop = await startDesktop({ environment: { SHELL: '/bin/bash' } });
});

test.afterAll(() => desktop?.stop());

const clipboard = async () => (await desktop.screen.readClipboard()) ?? '';
const becomes = (text: string) => expect.poll(clipboard).toBe(text);
const copied = (matches: (text: string) => boolean) =>
  until('it is on the clipboard', async () => {
    const text = await clipboard();
    return matches(text) && text;
  });

test.describe('a session', () => {
  let aws: AwsStandIn;
  let keycutter: RunningKeycutter;
  let page: Page;
  let profileId: string;

  test.beforeEach(async () => {
    await desktop.screen.writeClipboard('of before');
    aws = await startAws();
    keycutter = await RunningKeycutter.start(desktop, { aws });
    page = await keycutter.window();
    profileId = await givenProfile(page, name, recipe(await givenKey(page)));
    await assume(page, name);
    await expect(row(page, name)).toHaveAttribute('data-state', 'active');
  });

  test.afterEach(async () => {
    await keycutter.quit();
    await aws.close();
  });

  const copyForBash = async () => {
    await givenSettings(page, { exportWay: 'value' });
    await page.getByRole('button', { name: `Copy ${name} for bash` }).click();
    return copied((text) => text.includes('AWS_SESSION_TOKEN='));
  };

  test('by value is copied in every format just as the format is', async () => {
    await copyAs(page, name, 'By value', 'JSON');
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration, AccountId } = JSON.parse(
      await copied((text) => text.startsWith('{"Version":1,')),
    );
    const { sessions } = await keycutter.snapshot();
    expect([AccessKeyId, AccountId]).toEqual([sessions[0]?.accessKeyId, '421098765432']);
    const session: Exportable = {
      accessKeyId: AccessKeyId,
      secretAccessKey: new Secret(SecretAccessKey),
      sessionToken: new Secret(SessionToken),
      expiresAt: Date.parse(Expiration),
      region: 'ap-northeast-2',
      accountId: AccountId,
      profileName: name,
      endpointUrl: null,
    };
    for (const { id } of exportFormats) {
      const label = en.formats[id];
      await copyAs(page, name, 'By value', label);
      const expected = renderExport(id, session, { endpointVariables: 'keep' });
      await becomes(answerOf(expected).text.reveal());
      await expect(row(page, name)).toContainText(`Copied for ${label}`);
    }
    await chooseInRow(page, name, 'Export as', 'By value', 'zsh');
    await copied((text) => text.includes(" export AWS_ACCESS_KEY_ID='"));
    await chooseInRow(page, name, 'Copy unset lines for bash');
    await becomes(renderUnset('bash', { endpointVariables: 'keep' }).text);
    const { copies } = await keycutter.snapshot();
    expect(copies.map(({ format }) => format)).toEqual(['json', ...exportFormats.map(({ id }) => id), 'zsh']);
    expect(aws.calls.map(({ action }) => action)).toEqual(['AssumeRole']);
  });

  test('leaves the clipboard after the time in Settings, unless something else was copied', async () => {
    await copyForBash();
    await keycutter.fastForward(58_000, aws);
    expect(await clipboard()).toContain('AWS_SESSION_TOKEN');
    await keycutter.fastForward(3_000, aws);
    await becomes('');

    await copyForBash();
    await desktop.screen.writeClipboard('somebody else’s');
    const heldByApp = () => keycutter.app.evaluate(({ clipboard: held }) => held.readText());
    await expect.poll(heldByApp).toBe('somebody else’s');
    await keycutter.fastForward(61_000, aws);
    expect(await clipboard()).toBe('somebody else’s');
  });

  /** What the app leaves to a clipboard manager at its very end; on X the rest goes with its process. */
  const quitAndLookAtClipboard = async (): Promise<string> => {
    const file = join(keycutter.userData, 'clipboard-at-the-end');
    await keycutter.app.evaluate(({ app, clipboard: held }, path) => {
      const { writeFileSync } = process.getBuiltinModule('node:fs');
      const exit = app.exit.bind(app);
      app.exit = (code) => {
        // From Electron 44 on the clipboard answers by a promise.
        void Promise.resolve(held.readText())
          .then((text) => writeFileSync(path, text))
          .finally(() => exit(code));
      };
    }, file);
    await keycutter.quit();
    return readFileSync(file, 'utf8');
  };

  test('leaves the clipboard when the app quits', async () => {
    await copyForBash();
    expect(await quitAndLookAtClipboard()).toBe('');
  });

  test('what somebody else copied is there after the app quits', async () => {
    await copyForBash();
    await desktop.screen.writeClipboard('somebody else’s');
    expect(await quitAndLookAtClipboard()).toBe('somebody else’s');
    expect(await clipboard()).toBe('somebody else’s');
  });

  test('is got by one call, however many ask for it at once', async () => {
    answerOf(await page.evaluate((id) => window.keycutter.sessions.stop({ profileId: id }), profileId));
    const held = aws.faults.next({ kind: 'delay' });
    const before = aws.calls.length;
    const askers = 80;
    const inWindow = page.evaluate(
      ([id, count]) => {
        const { assume: ask, copy } = window.keycutter.sessions;
        const calls = Array.from({ length: count }, (_, index) =>
          index % 2 === 0 ? ask({ profileId: id }) : copy({ profileId: id, format: 'bash', way: 'value' }),
        );
        return Promise.all(calls).then((answers) => answers.filter(({ ok }) => ok).length);
      },
      [profileId, askers] as const,
    );
    await held.met;
    const besides = keycutter.app.evaluate(
      async (_electron, [id, inTray, inCore]) => {
        const seams = globalThis.keycutterSeams;
        if (seams === undefined) return 0;
        const given = { client: 'tray', signal: new AbortController().signal } as const;
        const tray = Array.from({ length: inTray }, (_, index) =>
          seams.chooseInTray(
            index % 2 === 0
              ? { kind: 'assume', profileId: id }
              : { kind: 'copy', profileId: id, format: 'fish', way: 'value' },
          ),
        );
        const core = Array.from({ length: inCore }, () => seams.sessions.assume({ profileId: id }, given));
        const answers = await Promise.all(core);
        await Promise.all(tray);
        return answers.filter(({ ok }) => ok).length;
      },
      [profileId, 60, 60] as const,
    );
    // Answered after all that was asked before it, on either way.
    await page.evaluate(() => window.keycutter.snapshot.get({}));
    await keycutter.snapshot();
    expect(aws.calls.length - before).toBe(1);
    held.release();
    expect(await inWindow).toBe(askers);
    expect(await besides).toBe(60);
    expect(aws.calls.slice(before).map(({ action, outcome }) => [action, outcome])).toEqual([
      ['AssumeRole', 'succeeded'],
    ]);
    // Each copy is on record: 40 asked for in the window, 30 in the tray.
    const { copies, sessions } = await keycutter.snapshot();
    expect(copies).toHaveLength(70);
    expect(sessions).toHaveLength(1);
  });
});

test('the demo account: its snippets reach its own endpoint, and it leaves nothing', async () => {
  const demoSecrets = async () => {
    const items = await desktop.keyring.items('service', 'Keycutter');
    return items.filter(({ secret }) => secret.includes(demoSecretAccessKey)).length;
  };
  // Other tests keep that key as one of their own.
  const secretsBefore = await demoSecrets();
  const keycutter = await RunningKeycutter.start(desktop);
  const page = await keycutter.window();
  await page.getByRole('button', { name: 'Look around with the demo account' }).click();
  await assume(page, name);
  await expect(row(page, name)).toHaveAttribute('data-state', 'active');
  await page.getByRole('button', { name: `Copy ${name} for bash` }).click();
  const byCommand = await copied((text) => text.startsWith(' eval '));
  await copyAs(page, name, 'By value', 'bash');
  const snippet = await copied((text) => text.includes('AWS_ENDPOINT_URL_STS='));
  expect(snippet).toMatch(/^ export AWS_ENDPOINT_URL='http:\/\/127\.0\.0\.1:\d+'$/m);

  const { sessions } = await keycutter.snapshot();
  const [session] = sessions;
  const bash = new Bash(desktop);
  bash.paste(byCommand);
  const caller = { account: '421098765432', arn: session?.assumedRoleArn };
  expect(await bash.askBySdk()).toMatchObject({ ...caller, accessKeyId: session?.accessKeyId });
  const byCli = await bash.askByCli();
  if (byCli !== null) expect(byCli).toEqual(caller);
  await chooseInRow(page, name, 'Copy unset lines for bash');
  bash.paste(await copied((text) => !text.includes('export')));
  expect(await bash.awsVariables()).toEqual({});
  bash.paste(snippet);

  await page.getByRole('button', { name: 'Close demo' }).click();
  await expect(page.getByRole('button', { name: 'Look around with the demo account' })).toBeVisible();
  const left = await keycutter.snapshot();
  expect(left).toMatchObject({ profiles: [], accessKeys: [], sessions: [], status: { demoOpen: false } });
  await expect(bash.askBySdk(), 'the endpoint is gone').rejects.toThrow('ECONNREFUSED');
  await bash.exit();

  await keycutter.quit();
  const files = readdirSync(keycutter.userData, { withFileTypes: true }).filter((entry) => entry.isFile());
  const kept = files.map((entry) => readFileSync(join(keycutter.userData, entry.name), 'utf8')).join('\n');
  expect(kept).not.toContain(demoAccessKeyId);
  expect(kept).not.toContain(session?.accessKeyId ?? '');
  expect(await demoSecrets()).toBe(secretsBefore);

  const again = await RunningKeycutter.start(desktop, { userData: keycutter.userData });
  const fresh = await again.window();
  await expect(fresh.getByRole('button', { name: 'Look around with the demo account' })).toBeVisible();
  expect((await again.snapshot()).profiles).toEqual([]);
  await again.quit();
});
