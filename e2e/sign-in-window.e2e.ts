import { expect, test } from '@playwright/test';
import { readSamlResponse } from '../electron/adapters/saml-reader.ts';
import { Secret } from '../shared/secret.ts';
import { AdfsProvider } from './support/identity-providers/adfs-provider.ts';
import { KeycloakProvider } from './support/identity-providers/keycloak-provider.ts';
import { page as html, PageServer, person } from './support/identity-providers/provider-server.ts';
import {
  development,
  production,
  samlIssuer,
  samlKeys,
  samlProviderArn,
  samlRole,
  samlRoleArn,
  signInAtAdfs,
  signInAtKeycloak,
} from './support/saml-world.ts';
import {
  app,
  begin,
  cancel,
  desktop,
  focusDesk,
  open,
  outcome,
  probed,
  titles,
  withSignInWindow,
} from './support/sign-in-window.ts';
import type { PlainOutcome } from './support/sign-in-window-app.ts';

const [dev, admin] = [samlRoleArn(development, 'Dev'), samlRoleArn(production, 'Admin')];

let adfs: AdfsProvider;
let keycloak: KeycloakProvider;

withSignInWindow();

test.beforeAll(async () => {
  const given = { keys: samlKeys, issuer: samlIssuer, now: () => Date.now() };
  adfs = await new AdfsProvider({ ...given, roles: [samlRole(development, 'Dev')] }).start();
  keycloak = await new KeycloakProvider({
    ...given,
    // In the other order, and with white space, as some write them.
    roles: [
      `${samlProviderArn(development)},\n      ${dev} `,
      `${samlProviderArn(production)},\n      ${admin} `,
    ],
  }).start();
});

test.afterAll(() => Promise.all([adfs?.close(), keycloak?.close()]));

function rolesOf(result: PlainOutcome): readonly string[] {
  if (!result.ok) throw new Error(`${result.code} ${JSON.stringify(result.params)}`);
  const read = readSamlResponse(new Secret(result.assertion));
  if (!read.ok) throw new Error(read.error.code);
  return read.value.roles.map(({ roleArn }) => roleArn);
}

test.describe('signing in', () => {
  test('stops at the form for AWS, shaped as AD FS', async () => {
    const { id, page } = await open(adfs.startUrl);
    const host = new URL(adfs.startUrl).host;
    await expect(page.getByLabel('User')).toBeVisible();
    expect(await titles()).toContain(`http://${host} · Corp ${id}`);
    await signInAtAdfs(page);
    const result = await outcome(id);
    expect(rolesOf(result)).toEqual([dev]);
    expect(result).toMatchObject({ cookies: null });
    expect(await titles()).toEqual(['Desk']);
    expect(await probed('hosts')).toContain(host);
  });

  test('stops at the form for AWS, shaped as Keycloak, after a wrong password and consent', async () => {
    const { id, page } = await open(keycloak.startUrl);
    await page.getByLabel('Username').fill(person.name);
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign In' }).click();
    await expect(page.getByRole('alert')).toHaveText('Invalid username or password.');
    await signInAtKeycloak(page);
    expect(rolesOf(await outcome(id))).toEqual([dev, admin]);
  });

  test('calls itself Chrome, and leaves nothing behind', async () => {
    const { id, page } = await open(keycloak.startUrl);
    await signInAtKeycloak(page);
    expect(await outcome(id)).toMatchObject({ ok: true });
    expect(keycloak.visits.at(-1)?.userAgent).toMatch(
      /^Mozilla\/5\.0 \([^)]+\) AppleWebKit\/[\d.]+ \(KHTML, like Gecko\) Chrome\/[\d.]+ Safari\/[\d.]+$/,
    );
    expect(await app.evaluate(() => probe.cookies())).toEqual([]);
  });

  test('hands on a response whose Status is a failure', async () => {
    keycloak.mode = 'refused';
    try {
      const { id, page } = await open(keycloak.startUrl);
      await signInAtKeycloak(page);
      const result = await outcome(id);
      const read = readSamlResponse(new Secret(result.ok ? result.assertion : ''));
      expect(read).toMatchObject({
        ok: false,
        error: { code: 'saml-refused', params: { status: 'RequestDenied' } },
      });
    } finally {
      keycloak.mode = 'ordinary';
    }
  });

  test('leaves a provider’s error page to be read, and ends when it is closed', async () => {
    keycloak.mode = 'error';
    try {
      const { id, page } = await open(keycloak.startUrl);
      await signInAtKeycloak(page, false);
      await expect(page.getByText('Unexpected error.')).toBeVisible();
      await page.close();
      expect(await outcome(id)).toMatchObject({ code: 'sign-in-window-closed' });
    } finally {
      keycloak.mode = 'ordinary';
    }
  });

  test('is cancelled from outside', async () => {
    const { id } = await open(adfs.startUrl);
    expect(await cancel(id)).toMatchObject({ code: 'cancelled' });
    expect(await titles()).toEqual(['Desk']);
  });
});

test.describe('a remembered sign-in', () => {
  for (const [shape, signIn, startUrl, expire] of [
    ['AD FS', signInAtAdfs, () => adfs.startUrl, () => adfs.expire()],
    ['Keycloak', signInAtKeycloak, () => keycloak.startUrl, () => keycloak.expire()],
  ] as const) {
    test(`needs nobody, and neither shows nor focuses a window: ${shape}`, async () => {
      const { id, page } = await open(startUrl(), { remember: true });
      await signIn(page);
      const first = await outcome(id);
      const cookies = first.ok ? first.cookies : null;
      expect(JSON.parse(cookies ?? '')).not.toEqual([]);
      expect(await app.evaluate(() => probe.cookies())).toEqual([]);

      await focusDesk();
      await app.evaluate(() => probe.shown.splice(0));
      const again = await outcome(await begin(startUrl(), { remember: true, visible: false, cookies }));
      expect(rolesOf(again)).toEqual(rolesOf(first));

      expire();
      const overId = await begin(startUrl(), { remember: true, visible: false, cookies });
      const over = await outcome(overId);
      expect(over).toEqual({ ok: false, code: 'sign-in-needed', params: { signIn: `Corp ${overId}` } });
      expect(await probed('shown')).toEqual([]);
      expect(await desktop.screen.focusedTitle()).toBe('Desk');
    });
  }

  test('that a page tries to bring up stays unseen', async () => {
    const pages = await PageServer.start(({ url }) => ({
      html: html(
        'x',
        `<script>focus(); alert(1); addEventListener('load', () => { focus();
        ${url.searchParams.has('open') ? "open('/', 'x', 'width=300')" : ''} })</script>`,
      ),
    }));
    try {
      await focusDesk();
      await app.evaluate(() => probe.shown.splice(0));
      for (const query of ['', '?open']) {
        const result = await outcome(await begin(`${pages.origin}/${query}`, { visible: false }));
        expect(result).toMatchObject({ code: 'sign-in-needed' });
      }
      expect(await probed('shown')).toEqual([]);
      expect(await desktop.screen.windows('Corp s')).toEqual([]);
      expect(await desktop.screen.focusedTitle()).toBe('Desk');
      const { id } = await open(`${pages.origin}/`);
      expect(await desktop.screen.windows(`Corp ${id}$`)).toHaveLength(1);
      await cancel(id);
    } finally {
      await pages.close();
    }
  });

  test('uses one and the same empty partition again', async () => {
    const before = await app.evaluate(() => probe.sessions());
    for (let turn = 0; turn < 2; turn += 1) {
      await begin(adfs.startUrl, { signInId: 'same', visible: false });
      expect(await outcome('same')).toMatchObject({ code: 'sign-in-needed' });
    }
    expect(await app.evaluate(() => probe.sessions())).toBe(before + 1);
  });
});
