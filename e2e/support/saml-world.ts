import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { expect, type Page } from '@playwright/test';
import type { AssumeRoleWithSamlRecipe } from '../../shared/profile.ts';
import type { SamlMethod } from '../../shared/sign-in.ts';
import type { SimulatedAws } from '../../simulator/account.ts';
import { createSigningKeys } from '../../simulator/testing/self-signed-certificate.ts';
import { person } from './identity-providers/provider-server.ts';

/** Two accounts that trust one identity provider, which the person's company runs. */

export const samlIssuer = 'https://idp.example.com/metadata';
export const samlKeys = createSigningKeys();
export const development = '111111111111';
export const production = '222222222222';

export function samlProviderArn(account: string): string {
  return `arn:aws:iam::${account}:saml-provider/corp`;
}

export function samlRoleArn(account: string, name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

/** A value of the Role attribute. */
export function samlRole(account: string, name: string): string {
  return `${samlRoleArn(account, name)},${samlProviderArn(account)}`;
}

const hour = 3_600;

/** In each: Dev and Admin up to 12 hours, Short up to one. */
export const samlAccount: SimulatedAws = {
  accounts: [development, production].map((id) => ({
    id,
    samlProviders: [{ name: 'corp', entityId: samlIssuer, certificates: [samlKeys.certificate] }],
    roles: [['Dev', 12 * hour] as const, ['Admin', 12 * hour] as const, ['Short', hour] as const].map(
      ([name, maxSessionDuration]) => ({
        name,
        id: `AROA${name.toUpperCase()}${id}`,
        maxSessionDuration,
        trustPolicy: {
          Statement: {
            Effect: 'Allow' as const,
            Principal: { Federated: samlProviderArn(id) },
            Action: 'sts:AssumeRoleWithSAML',
            Condition: { StringLike: { 'SAML:aud': 'https://*signin.aws.amazon.com/saml' } },
          },
        },
      }),
    ),
  })),
};

export function samlMethod(change: Partial<SamlMethod>): SamlMethod {
  return { kind: 'saml', by: 'window', startUrl: '', command: '', remember: false, ...change };
}

export function samlRecipe(
  signInId: string,
  name = 'Dev',
  change: Partial<AssumeRoleWithSamlRecipe> = {},
): AssumeRoleWithSamlRecipe {
  return {
    kind: 'assume-role-with-saml',
    source: { kind: 'sign-in', signInId },
    roleArn: samlRoleArn(development, name),
    principalArn: samlProviderArn(development),
    region: 'eu-central-1',
    durationSeconds: hour,
    policyArns: [],
    ...change,
  };
}

/** Stands for every host of Amazon's, and for look-alikes in .example, for the windows of an app with these flags: counts who comes, and says nothing. */
export class AmazonTrap {
  calls = 0;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((socket) => {
      this.calls += 1;
      socket.destroy();
    });
  }

  static async start(): Promise<AmazonTrap> {
    const trap = new AmazonTrap();
    trap.#server.listen(0, '127.0.0.1');
    await once(trap.#server, 'listening');
    return trap;
  }

  get flags(): readonly string[] {
    const address = this.#server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    return [`--host-resolver-rules=MAP *amazon* 127.0.0.1:${port},MAP *.example 127.0.0.1:${port}`];
  }

  close(): void {
    this.#server.close();
  }
}

/** What the person does in AD FS's page. */
export async function signInAtAdfs(page: Page): Promise<void> {
  await page.getByLabel('User').fill(person.name);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The same in Keycloak's; at the first time it asks for consent. */
export async function signInAtKeycloak(page: Page, consent = true): Promise<void> {
  await page.getByLabel('Username').fill(person.name);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign In' }).click();
  if (!consent) return;
  await expect(page.getByText('Grant access to AWS')).toBeVisible();
  await page.getByRole('button', { name: 'Yes' }).click();
}

/** The person signs in at AD FS with their own browser, and reads the SAML response out of its page for AWS. */
export async function samlResponseFromAdfs(startUrl: string): Promise<string> {
  const form = new URLSearchParams({ UserName: person.name, Password: person.password });
  const signedIn = await fetch(startUrl, { method: 'POST', body: form, redirect: 'manual' });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const page = await (await fetch(startUrl, { headers: { cookie } })).text();
  const [, response = ''] = /name="SAMLResponse" value="([^"]+)"/.exec(page) ?? [];
  return response;
}
