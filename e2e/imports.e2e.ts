import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { machineId } from '../electron/adapters/leapp.ts';
import { lockedByLeapp } from '../electron/adapters/testing/leapp-file.ts';
import { demoAccessKeyId, demoSecretAccessKey } from '../simulator/demo-account.ts';
import { until } from './desktop/index.ts';
import { aws, desktop, keycutter, newApp, newAws, page, withDesktop } from './support/fresh.ts';
import { program } from './support/own-programs.ts';
import { assume, backToSessions, openMenuItem, row } from './support/steps.ts';
import { expectThroughExec } from './support/through-exec.ts';
import { chainRole, waysAccount } from './support/ways-account.ts';

/** What other tools have on this machine, taken over. */

withDesktop();

test.beforeEach(() => newAws({ account: waysAccount() }));
test.afterEach(() => rmSync(join(desktop.home, '.aws'), { recursive: true, force: true }));

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
  await newApp();
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
  await desktop.keyring.store('work', JSON.stringify(item), { profile: 'work' });
  await newApp({ env: { AWS_VAULT_SECRET_SERVICE_COLLECTION_NAME: 'login' } });
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

test('what Leapp keeps: a key out of its keychain entries, and the session of it that programs get', async () => {
  const sessionId = 'b5f6c0d2-8a53-4b0e-9a6d-0d2c3f7c9f10';
  const user = { sessionId, sessionName: 'me', type: 'awsIamUser', region: 'eu-central-1', status: 0 };
  const workspace = JSON.stringify({ _defaultRegion: 'eu-west-1', _sessions: [user] });
  const folder = join(desktop.home, '.Leapp');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'Leapp-lock.json'), lockedByLeapp(workspace, (await machineId()) ?? ''));
  for (const [name, secret] of [
    ['access-key-id', demoAccessKeyId],
    ['secret-access-key', demoSecretAccessKey],
  ] as const) {
    const account = `${sessionId}-iam-user-aws-session-${name}`;
    await desktop.keyring.store(account, secret, { service: 'Leapp', account });
  }
  await newApp();
  await page.getByRole('button', { name: 'Import from ~/.aws' }).first().click();
  await page.getByText('Leapp', { exact: true }).click();
  await page.getByRole('button', { name: 'Read from Leapp' }).click();
  await page.getByRole('button', { name: /^Import \d+/ }).click();
  await keycutter.reaches(
    'the key and its profile are there',
    ({ accessKeys, profiles }) =>
      accessKeys.some(({ accessKeyId }) => accessKeyId === demoAccessKeyId) && profiles.length === 1,
  );
  const { profiles } = await keycutter.snapshot();
  expect(profiles[0]).toMatchObject({
    name: 'me',
    recipe: { kind: 'session-token', region: 'eu-central-1' },
  });
  await backToSessions(page);
  await assume(page, 'me');
  await expect(row(page, 'me')).toHaveAttribute('data-state', 'active');
  await expectThroughExec('me', /:user\/demo$/);
  const asked = aws.calls.filter(({ action }) => action === 'GetSessionToken');
  expect(asked).toMatchObject([{ accessKeyId: demoAccessKeyId, outcome: 'succeeded' }]);
});
