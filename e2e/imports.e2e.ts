import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { demoAccessKeyId, demoSecretAccessKey } from '../simulator/demo-account.ts';
import { type Desktop, startDesktop, until } from './desktop/index.ts';
import { program } from './support/own-programs.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';
import { backToSessions, openMenuItem } from './support/steps.ts';
import { chainRole, waysAccount } from './support/ways-account.ts';

/** What other tools have on this machine, taken over. */

let desktop: Desktop;
let aws: AwsStandIn;
let keycutter: RunningKeycutter;
let page: Page;

test.beforeAll(async () => {
  desktop = await startDesktop();
});

test.afterEach(async () => {
  await keycutter?.quit();
  await aws?.close();
  rmSync(join(desktop.home, '.aws'), { recursive: true, force: true });
});

test.afterAll(() => desktop?.stop());

async function start(env: Readonly<Record<string, string>> = {}): Promise<void> {
  keycutter = await RunningKeycutter.start(desktop, { aws, env });
  page = await keycutter.window();
}

test.beforeEach(async () => {
  aws = await startAws({ account: waysAccount() });
});

test('~/.aws with a chain, an sso-session, a program and a web identity, imported in one go', async () => {
  const folder = join(desktop.home, '.aws');
  mkdirSync(folder, { mode: 0o700, recursive: true });
  const command = program(desktop, 'print-nothing', '{}');
  writeFileSync(
    join(folder, 'config'),
    `[profile hub]
role_arn = ${chainRole('hub')}
source_profile = base
region = us-east-1

[profile spoke]
role_arn = ${chainRole('spoke')}
source_profile = hub

[sso-session corp]
sso_start_url = https://d-1234567890.awsapps.com/start
sso_region = eu-central-1
sso_registration_scopes = sso:account:access

[profile reader]
sso_session = corp
sso_account_id = 100000000001
sso_role_name = ReadOnly

[profile power]
sso_session = corp
sso_account_id = 100000000002
sso_role_name = PowerUser

[profile printed]
credential_process = ${command} --json

[profile cluster]
role_arn = arn:aws:iam::333333333333:role/web
web_identity_token_file = /var/run/secrets/token
`,
  );
  writeFileSync(
    join(folder, 'credentials'),
    `[base]\naws_access_key_id = ${demoAccessKeyId}\naws_secret_access_key = ${demoSecretAccessKey}\n`,
    { mode: 0o600 },
  );
  await start();
  await page.getByRole('button', { name: 'Import from ~/.aws' }).first().click();
  await page.getByRole('button', { name: /^Import \d+/ }).click();
  await keycutter.reaches('all are there', ({ profiles }) => profiles.length === 6);
  const { profiles, signIns, accessKeys } = await keycutter.snapshot();
  const of = (name: string) => profiles.find((profile) => profile.name === name);
  expect(Object.fromEntries(profiles.map(({ name, recipe: { kind } }) => [name, kind]))).toEqual({
    hub: 'assume-role',
    spoke: 'assume-role',
    reader: 'identity-center',
    power: 'identity-center',
    printed: 'credential-process',
    cluster: 'assume-role-with-web-identity',
  });
  expect(accessKeys).toMatchObject([{ accessKeyId: demoAccessKeyId }]);
  expect(signIns, 'one for both').toMatchObject([{ method: { region: 'eu-central-1' } }]);
  expect(of('reader')?.recipe.source).toEqual(of('power')?.recipe.source);
  expect(of('spoke')?.recipe.source).toEqual({ kind: 'profile', profileId: of('hub')?.id });
  expect(of('printed')?.recipe.source).toEqual({ kind: 'command', command: `${command} --json` });
  expect(of('cluster')?.recipe.source).toEqual({ kind: 'token-file', path: '/var/run/secrets/token' });
});

test('a key of aws-vault, out of its keyring', async () => {
  // As github.com/99designs/keyring writes it; the login keyring stands for the one that aws-vault makes.
  const credentials = {
    AccessKeyID: demoAccessKeyId,
    SecretAccessKey: demoSecretAccessKey,
    SessionToken: '',
  };
  const item = { Key: 'work', Data: Buffer.from(JSON.stringify(credentials)).toString('base64') };
  await desktop.keyring.store('work', JSON.stringify(item), 'profile', 'work');
  await start({ AWS_VAULT_SECRET_SERVICE_COLLECTION_NAME: 'login' });
  await page.getByRole('button', { name: 'Import from ~/.aws' }).first().click();
  await page.getByText('aws-vault', { exact: true }).click();
  await page.getByRole('button', { name: 'Read from aws-vault' }).click();
  await page.getByRole('button', { name: /^Import \d+/ }).click();
  await until('the key is there', async () =>
    (await keycutter.snapshot()).accessKeys.some(({ accessKeyId }) => accessKeyId === demoAccessKeyId),
  );
  await backToSessions(page);
  await openMenuItem(page, 'Access keys');
  await page
    .getByRole('button', { name: /^Test / })
    .first()
    .click();
  await expect(page.getByRole('listitem').filter({ hasText: 'user/demo' })).toBeVisible();
  expect(aws.calls.find(({ action }) => action === 'GetCallerIdentity')).toMatchObject({
    accessKeyId: demoAccessKeyId,
    outcome: 'succeeded',
  });
});
