import type { Page } from '@playwright/test';
import type { AssumeRoleRecipe, Recipe } from '../../shared/profile.ts';
import type { Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import { demoAccessKeyId, demoSecretAccessKey } from '../../simulator/demo-account.ts';
import { readOnlyProfile } from './steps.ts';

/** What a test starts from, made by the window's own commands where its screens are not the point. */

export interface GivenKey {
  readonly name?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly keep?: 'keychain' | 'memory';
}

/** Answers with its id. */
export async function givenKey(page: Page, key: GivenKey = {}): Promise<string> {
  const input = {
    name: 'demo',
    accessKeyId: demoAccessKeyId,
    secretAccessKey: demoSecretAccessKey,
    keep: 'keychain',
    ...key,
  } as const;
  return answerOf(await page.evaluate((given) => window.keycutter.accessKeys.add(given), input)).id;
}

export function recipe(keyId: string, change: Partial<AssumeRoleRecipe> = {}): AssumeRoleRecipe {
  return {
    kind: 'assume-role',
    source: { kind: 'access-key', keyId },
    roleArn: readOnlyProfile.roleArn,
    region: 'ap-northeast-2',
    durationSeconds: 3_600,
    policyArns: [],
    tags: [],
    transitiveTagKeys: [],
    ...change,
  };
}

/** Answers with its id. `id`: the one to change. */
export async function givenProfile(page: Page, name: string, change: Recipe, id?: string): Promise<string> {
  const input = { ...(id === undefined ? {} : { id }), draft: { name, recipe: change } };
  return answerOf(await page.evaluate((given) => window.keycutter.profiles.save(given), input));
}

export async function givenSettings(page: Page, change: Partial<Settings>): Promise<void> {
  const { settings } = answerOf(await page.evaluate(() => window.keycutter.snapshot.get({})));
  answerOf(await page.evaluate((given) => window.keycutter.settings.save(given), { ...settings, ...change }));
}

export function answerOf<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Error(`${result.error.code} ${JSON.stringify(result.error.params)}`);
}
