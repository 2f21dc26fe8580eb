import { expect, type Page, test } from '@playwright/test';
import type { AssumeRoleWithSamlRecipe } from '../shared/profile.ts';
import type { SamlResponseOptions } from '../simulator/testing/saml-response.ts';
import { createSigningKeys } from '../simulator/testing/self-signed-certificate.ts';
import { type Desktop, startDesktop } from './desktop/index.ts';
import { expectFailure, failureOf } from './support/failures.ts';
import { answerOf, givenProfile } from './support/given.ts';
import { HastyProvider } from './support/identity-providers/hasty-provider.ts';
import { KeycloakProvider } from './support/identity-providers/keycloak-provider.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';
import {
  AmazonTrap,
  development,
  production,
  samlAccount,
  samlIssuer,
  samlKeys,
  samlMethod,
  samlRecipe,
  samlRole,
  samlRoleArn,
  signInAtKeycloak,
} from './support/saml-world.ts';
import { becomesLive, givenSignIn, providerWindow } from './support/sign-in-steps.ts';
import { assume, row } from './support/steps.ts';

/** What AWS, the provider or the person refuses, or makes shorter; each in its own words in the window. */

const minute = 60_000;
const hour = 60 * minute;
const strangersKeys = createSigningKeys();

let desktop: Desktop;
let aws: AwsStandIn;
let amazon: AmazonTrap;
let provider: HastyProvider;
let keycutter: RunningKeycutter;
let page: Page;
let count = 0;

async function start(): Promise<void> {
  aws = await startAws({ account: samlAccount });
  provider = await HastyProvider.start({
    keys: samlKeys,
    issuer: samlIssuer,
    now: () => aws.clock.now(),
    roles: ['Dev', 'Short'].map((name) => samlRole(development, name)),
  });
  keycutter = await RunningKeycutter.start(desktop, { aws, flags: amazon.flags });
  page = await keycutter.window();
}

async function end(): Promise<void> {
  await keycutter?.quit();
  await Promise.all([provider?.close(), aws?.close()]);
}

test.beforeAll(async () => {
  desktop = await startDesktop();
  amazon = await AmazonTrap.start();
});

test.afterEach(() => {
  expect(amazon.calls, 'nobody called AWS’s sign-in endpoint').toBe(0);
});

test.afterAll(async () => {
  amazon?.close();
  await desktop?.stop();
});

/** A profile of a sign-in of its own, at the hasty provider. */
async function givenOne(
  change: Partial<AssumeRoleWithSamlRecipe> = {},
  startUrl = provider.startUrl,
): Promise<{ readonly id: string; readonly name: string; readonly signInId: string }> {
  count += 1;
  const signInId = await givenSignIn(page, `Corp ${count}`, samlMethod({ startUrl }));
  const name = `dev-${count}`;
  return { id: await givenProfile(page, name, samlRecipe(signInId, 'Dev', change)), name, signInId };
}

const assumed = () => aws.calls.filter(({ action }) => action === 'AssumeRoleWithSAML');

test.describe('refused', () => {
  test.beforeAll(start);
  test.afterAll(end);
  test.beforeEach(() => {
    provider.says = {};
  });

  const five = 5 * minute;
  const refusals: readonly {
    readonly what: string;
    readonly says: () => Partial<SamlResponseOptions>;
    readonly code: string;
    /** In the row: what happened, what to do next, and AWS's own words. */
    readonly words: readonly string[];
    /** A button in the row that leads to where it is put right. */
    readonly leadsTo?: string;
  }[] = [
    {
      what: 'an assertion older than five minutes',
      says: () => ({ at: aws.clock.now() - five - 1_000 }),
      code: 'saml-assertion-expired',
      words: ['AWS takes a SAML response for five minutes only; this one is older.', 'Sign in again.'],
    },
    {
      what: 'one from a provider whose clock is ahead',
      says: () => ({ at: aws.clock.now() + 10 * minute }),
      code: 'sts-invalid-identity-token',
      words: ['Token is not yet valid'],
      leadsTo: 'Sign-ins',
    },
    {
      what: 'a role that it does not offer',
      says: () => ({ roles: [samlRole(production, 'Admin')] }),
      code: 'saml-role-not-offered',
      words: [
        `The provider does not offer you ${samlRoleArn(development, 'Dev')}.`,
        `It offers: ${samlRoleArn(production, 'Admin')}. Choose one of them, or ask for access.`,
      ],
      leadsTo: 'Edit',
    },
    {
      what: 'a signature that was tampered with',
      says: () => ({ tamper: (xml) => xml.replaceAll('role/Short', 'role/Admin') }),
      code: 'sts-invalid-identity-token',
      words: ['The identity token was not valid.', 'Sign in again', 'Response signature invalid'],
      leadsTo: 'Sign-ins',
    },
    {
      what: 'a signature by somebody else’s key',
      says: () => ({ keys: strangersKeys }),
      code: 'sts-invalid-identity-token',
      words: ['The identity token was not valid.', 'Response signature invalid'],
      leadsTo: 'Sign-ins',
    },
    {
      what: 'one for another audience',
      says: () => ({ audience: 'https://console.example.com/saml' }),
      code: 'sts-invalid-identity-token',
      words: ['The identity token was not valid.', 'Response does not contain the required audience'],
      leadsTo: 'Sign-ins',
    },
    {
      what: 'one of another issuer',
      says: () => ({ issuer: 'https://other.example.com' }),
      code: 'sts-invalid-identity-token',
      words: ['The identity token was not valid.', 'Issuer not present in specified provider'],
      leadsTo: 'Sign-ins',
    },
    {
      what: 'a recipient that is not in the role’s trust policy',
      says: () => ({ recipient: 'https://signin.amazonaws.cn/saml' }),
      code: 'sts-access-denied',
      words: ['AWS denied this.', 'lets this SAML provider call sts:AssumeRoleWithSAML'],
      leadsTo: 'Edit',
    },
    {
      what: 'no role at all',
      says: () => ({ roles: [] }),
      code: 'saml-no-roles',
      words: ['let you in but names no role at AWS.', 'Ask its administrator for access to an AWS role.'],
      leadsTo: 'Sign-ins',
    },
    {
      what: 'a provider that says no',
      says: () => ({ status: 'RequestDenied', signed: 'response' }),
      code: 'saml-refused',
      words: ['The identity provider answered with a failure: ', 'RequestDenied', 'Try again'],
      leadsTo: 'Sign-ins',
    },
  ];

  for (const { what, says, code, words, leadsTo } of refusals) {
    test(`${what}: ${code}`, async () => {
      const { id, name, signInId } = await givenOne();
      provider.says = says();
      await assume(page, name);
      const error = await failureOf(keycutter, id, 30_000);
      expect(error.code).toBe(code);
      await expectFailure(page, name, error);
      for (const word of words) await expect(row(page, name)).toContainText(word);
      if (leadsTo !== undefined) {
        await expect(row(page, name).getByRole('button', { name: leadsTo, exact: true })).toBeVisible();
      }
      expect(keycutter.app.windows()).toHaveLength(1);
      expect((await keycutter.snapshot()).signInPrompt).toBeNull();

      // The next step works: what AWS has no use for is not sent again. What is only no good for this role is kept for
      // others some minutes, unless the person signs in anew.
      provider.says = {};
      if (leadsTo === 'Edit') {
        answerOf(await page.evaluate((given) => window.keycutter.signIns.signIn({ id: given }), signInId));
      }
      await page.getByRole('button', { name: `Retry ${name}` }).click();
      await becomesLive(keycutter, id);
    });
  }

  test('a page of the provider’s own that says what is wrong is left to be read, until it is closed', async () => {
    const keycloak = await new KeycloakProvider({
      keys: samlKeys,
      issuer: samlIssuer,
      now: () => aws.clock.now(),
      roles: [samlRole(development, 'Dev')],
    }).start();
    try {
      keycloak.mode = 'error';
      const { id, name } = await givenOne({}, keycloak.startUrl);
      await assume(page, name);
      const window = await providerWindow(keycutter, new URL(keycloak.startUrl).origin);
      await signInAtKeycloak(window, false);
      await expect(window.getByText('Unexpected error.')).toBeVisible();
      await window.close();
      await expect(row(page, name)).toContainText('The sign-in window was closed before the provider');
      await expect(row(page, name)).toContainText('Assume again');

      keycloak.mode = 'refused';
      await assumeAgain(name);
      const again = await providerWindow(keycutter, new URL(keycloak.startUrl).origin);
      await signInAtKeycloak(again);
      expect(await failureOf(keycutter, id, 30_000)).toMatchObject({
        code: 'saml-refused',
        params: { status: expect.stringContaining('RequestDenied') },
      });
    } finally {
      await keycloak.close();
    }
  });

  test('a longer session than the role allows, which is remembered where the duration is set', async () => {
    const { id, name, signInId } = await givenOne({
      roleArn: samlRoleArn(development, 'Short'),
      durationSeconds: 43_200,
    });
    await assume(page, name);
    const error = await failureOf(keycutter, id, 30_000);
    expect(error.code).toBe('sts-duration-over-maximum');
    await expectFailure(page, name, error);
    await expect(row(page, name)).toContainText('longer than this role allows (its MaxSessionDuration)');
    expect((await keycutter.snapshot()).roleMaximums).toMatchObject([
      { roleArn: samlRoleArn(development, 'Short'), seconds: null, refusedSeconds: 43_200 },
    ]);
    const shorter = samlRecipe(signInId, 'Short', { durationSeconds: 3_600 });
    await givenProfile(page, name, shorter, id);
    await assume(page, name);
    await becomesLive(keycutter, id);
  });
});

async function assumeAgain(name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^(Assume|Retry) ${name}$`) }).click();
}

test.describe('given, for as long as', () => {
  test.beforeEach(start);
  test.afterEach(end);

  const life = async (id: string) => {
    const { expiresAt, issuedAt } = await becomesLive(keycutter, id);
    return ((expiresAt ?? 0) - (issuedAt ?? 0)) / minute;
  };

  test('twelve hours where the role allows them, and less where the provider ends its session', async () => {
    const long = await givenOne({ durationSeconds: 43_200 });
    await assume(page, long.name);
    expect(await life(long.id)).toBeCloseTo(12 * 60, 0);
    await expect(page.getByRole('timer', { name: `Time left for ${long.name}` })).toHaveText(
      /^(12 h 00|11 h 59)$/,
    );

    const short = await givenOne({ durationSeconds: 43_200 });
    provider.says = { sessionNotOnOrAfter: aws.clock.now() + 25 * minute };
    await assume(page, short.name);
    expect(Math.abs((await life(short.id)) - 25)).toBeLessThan(1);
    const { signIns } = await keycutter.snapshot();
    expect(signIns.find(({ id }) => id === short.signInId)).toMatchObject({ state: 'signed-in' });

    const said = await givenOne({ durationSeconds: 43_200 });
    provider.says = { sessionDuration: '7200' };
    await assume(page, said.name);
    // SessionDuration is what AWS takes where the call names no duration; the call's own is the shorter or longer wish.
    expect(await life(said.id)).toBeCloseTo(720, 0);
    expect(assumed().map(({ outcome }) => outcome)).toEqual(Array(3).fill('succeeded'));
  });

  test('a computer whose clock is an hour off counts it right, and says that the clock is off', async () => {
    await keycutter.app.evaluate(
      (_electron, by) => globalThis.keycutterSeams?.clock.shiftWallClock(by),
      hour,
    );
    const { id, name } = await givenOne();
    await assume(page, name);
    expect(Math.abs((await life(id)) - 60)).toBeLessThan(1);
    const { status } = await keycutter.snapshot();
    expect(Math.abs((status.clockOffset ?? 0) + hour)).toBeLessThan(minute);

    // Its own clock would have called this one too old.
    const next = await givenOne();
    await assume(page, next.name);
    await becomesLive(keycutter, next.id);
    expect(assumed().map(({ outcome }) => outcome)).toEqual(['succeeded', 'succeeded']);
  });
});
