import { expect, type Page } from '@playwright/test';
import { demoAccessKeyId, demoSecretAccessKey } from '../../simulator/demo-account.ts';

/** What a person does, in the words the window uses. */

export interface NewProfile {
  readonly name: string;
  readonly roleArn: string;
  readonly region?: string;
  readonly externalId?: string;
  readonly mfaSerial?: string;
  readonly duration?: string;
}

export const readOnlyProfile: NewProfile = {
  name: 'prod-readonly',
  roleArn: 'arn:aws:iam::421098765432:role/ReadOnly',
  region: 'ap-northeast-2',
};

export const stagingProfile: NewProfile = {
  name: 'staging-deploy',
  roleArn: 'arn:aws:iam::421012345678:role/deployer',
  region: 'eu-central-1',
};

export async function addAccessKey(page: Page, name = 'demo', secret = demoSecretAccessKey): Promise<void> {
  await page.getByRole('button', { name: 'Add an access key' }).first().click();
  await fillAccessKey(page, name, secret);
  await page.getByRole('button', { name: 'Add key' }).click();
}

export async function fillAccessKey(page: Page, name = 'demo', secret = demoSecretAccessKey): Promise<void> {
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: 'Access key id' }).fill(demoAccessKeyId);
  await page.getByLabel('Secret access key').first().fill(secret);
}

export async function backToSessions(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('button', { name: 'Menu', exact: true })).toBeVisible();
}

export async function openMenuItem(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

export async function fillProfile(page: Page, profile: NewProfile): Promise<void> {
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(profile.name);
  await page.getByRole('textbox', { name: 'Role ARN' }).fill(profile.roleArn);
  if (profile.region) {
    await page.getByLabel('Region').fill(profile.region);
    await page.keyboard.press('Tab');
  }
  if (profile.externalId) await page.getByRole('textbox', { name: 'External id' }).fill(profile.externalId);
  if (profile.mfaSerial) await page.getByRole('textbox', { name: 'MFA serial' }).fill(profile.mfaSerial);
  if (profile.duration) await page.getByRole('textbox', { name: 'Duration' }).fill(profile.duration);
}

export async function addProfile(page: Page, profile: NewProfile): Promise<void> {
  await page.getByRole('button', { name: 'New profile' }).first().click();
  await fillProfile(page, profile);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(row(page, profile.name)).toBeVisible();
}

export function row(page: Page, name: string) {
  return page.getByRole('listitem', { name, exact: true });
}

export async function assume(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Assume ${name}` }).click();
}

/** From the menu of a row; the further items are in its submenus. */
export async function chooseInRow(page: Page, name: string, ...items: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: `More for ${name}` }).click();
  for (const item of items) await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** For a format, one of the ways to hand a session over. */
export async function copyAs(
  page: Page,
  name: string,
  way: 'By command' | 'Renewing' | 'By value',
  format: string,
): Promise<void> {
  await page.getByRole('button', { name: `Other formats for ${name}` }).click();
  for (const item of [way, format]) {
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  }
}
