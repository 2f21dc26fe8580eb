import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { MachineSource, Recipe } from '../shared/profile.ts';
import { demoAccessKeyId, demoSecretAccessKey } from '../simulator/demo-account.ts';
import { runInstalled } from './support/doors.ts';
import { expectFailure, failureOf } from './support/failures.ts';
import { aws, desktop, keycutter, newApp, newAws, page, restartApp, withDesktop } from './support/fresh.ts';
import { givenKey, givenProfile, recipe } from './support/given.ts';
import { answerDialog, program } from './support/own-programs.ts';
import { assume, row } from './support/steps.ts';
import { expectThroughExec } from './support/through-exec.ts';
import { administratorKey, chainRole, member, waysAccount } from './support/ways-account.ts';

/** Where else credentials come from: programs, the machine, a broker's key, the organization. */

withDesktop();

test.beforeEach(() => newAws({ account: waysAccount() }));

async function expectLive(name: string): Promise<void> {
  await assume(page, name);
  await expect(row(page, name)).toHaveAttribute('data-state', 'active');
}

const hubBy = (from: MachineSource['from']): Recipe => ({
  ...recipe('', { roleArn: chainRole('hub') }),
  source: { kind: 'machine', from },
});

test('a broker’s federated user may do what both it and its policy allow', async () => {
  await newApp();
  const keyId = await givenKey(page);
  const policy = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::lent/*' },
  };
  await givenProfile(page, 'guest', {
    kind: 'federation-token',
    source: { kind: 'access-key', keyId },
    region: 'us-east-1',
    durationSeconds: 3_600,
    federatedName: 'guest',
    policy: JSON.stringify(policy),
    policyArns: [],
    tags: [],
  });
  await expectLive('guest');
  await expectThroughExec('guest', /:federated-user\/guest$/);
  const key = (await keycutter.snapshot()).sessions[0]?.accessKeyId ?? '';
  expect(aws.allows(key, 's3:GetObject', 'arn:aws:s3:::lent/a')).toBe(true);
  expect(aws.allows(key, 's3:PutObject', 'arn:aws:s3:::lent/a')).toBe(false);
  // Of STS it may call one thing only, so that it is no source.
  const draft = {
    name: 'beyond',
    recipe: {
      ...recipe(keyId, { roleArn: chainRole('hub') }),
      source: { kind: 'profile', profileId: (await keycutter.snapshot()).profiles[0]?.id ?? '' },
    },
  } as const;
  expect(
    await page.evaluate((given) => window.keycutter.profiles.save({ draft: given }), draft),
  ).toMatchObject({
    ok: false,
    error: { code: 'chain-source-cannot-assume' },
  });
});

test('root of a member account, for one task and a quarter of an hour', async () => {
  await newApp();
  const keyId = await givenKey(page, { name: 'organization', ...administratorKey });
  const root = (targetAccount: string): Recipe => ({
    kind: 'assume-root',
    source: { kind: 'access-key', keyId },
    targetAccount,
    task: 'S3UnlockBucketPolicy',
    region: 'us-east-1',
    durationSeconds: 900,
  });
  await givenProfile(page, 'unlock', root(member));
  const outside = await givenProfile(page, 'outside', root('999999999999'));
  await expectLive('unlock');
  await expectThroughExec('unlock', new RegExp(`^arn:aws:iam::${member}:root$`));
  const key = (await keycutter.snapshot()).sessions[0]?.accessKeyId ?? '';
  expect(aws.allows(key, 's3:DeleteBucketPolicy', 'arn:aws:s3:::locked')).toBe(true);
  expect(aws.allows(key, 's3:GetObject', 'arn:aws:s3:::locked/a')).toBe(false);
  await assume(page, 'outside');
  const refused = await failureOf(keycutter, outside);
  expect(refused.code).toBe('sts-access-denied');
  await expectFailure(page, 'outside', refused);
});

test('a program’s session is a profile; its long-term key is none, and a source all the same', async () => {
  await newApp();
  const keyId = await givenKey(page);
  await givenProfile(page, 'hub', recipe(keyId, { roleArn: chainRole('hub') }));
  await expectLive('hub');
  const held = await runInstalled(keycutter, 'keycutter', ['creds', 'hub']);
  expect(held.code).toBe(0);
  await answerDialog(keycutter, 'cancel');
  const save = (name: string, command: string) => {
    const source = { kind: 'command', command } as const;
    const given = { name, recipe: { kind: 'credential-process', source, region: 'us-east-1' } } as const;
    return page.evaluate((draft) => window.keycutter.profiles.save({ draft }), given);
  };
  const command = program(desktop, 'print-session', held.out);
  expect(await save('printed', command), 'not without a yes outside the window').toMatchObject({
    error: { code: 'command-not-confirmed' },
  });
  await answerDialog(keycutter, 'allow');
  expect((await save('printed', command)).ok).toBe(true);
  await expectLive('printed');
  await expectThroughExec('printed', /:assumed-role\/hub\//);

  const key = { Version: 1, AccessKeyId: demoAccessKeyId, SecretAccessKey: demoSecretAccessKey };
  const long = await save('long', program(desktop, 'print-key', JSON.stringify(key)));
  const longId = long.ok ? long.value : '';
  await assume(page, 'long');
  const refused = await failureOf(keycutter, longId);
  expect(refused.code).toBe('command-output-unreadable');
  await expectFailure(page, 'long', refused);
  const through = { roleArn: chainRole('hub'), source: { kind: 'profile', profileId: longId } } as const;
  await givenProfile(page, 'beyond', recipe('', { ...through, durationSeconds: 4 * 3_600 }));
  await expectLive('beyond');
  expect(aws.calls.findLast(({ action }) => action === 'AssumeRole')).toMatchObject({
    accessKeyId: demoAccessKeyId,
    outcome: 'succeeded',
  });
});

test('what `aws login` got, by the AWS CLI’s own command, of which a stand-in is in front here', async () => {
  await newApp();
  await givenProfile(page, 'hub', recipe(await givenKey(page), { roleArn: chainRole('hub') }));
  await expectLive('hub');
  const { out } = await runInstalled(keycutter, 'keycutter', ['creds', 'hub']);
  const words = 'configure export-credentials --profile work --format process';
  const folder = join(desktop.temporary, 'stand-in');
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'aws'),
    `#!/bin/sh\n[ "$*" = "${words}" ] || exit 9\ncat <<'END'\n${out}\nEND\n`,
    {
      mode: 0o755,
    },
  );
  await restartApp({ env: { PATH: `${folder}:${desktop.env.PATH}` } });
  await answerDialog(keycutter, 'allow');
  await givenProfile(page, 'login', {
    kind: 'credential-process',
    source: { kind: 'command', command: `aws ${words}` },
    region: 'us-east-1',
  });
  await expectLive('login');
  await expectThroughExec('login', /:assumed-role\/hub\//);
});

test('variables that the app was started with, and words for those that are not there', async () => {
  await newApp({
    env: { AWS_ACCESS_KEY_ID: demoAccessKeyId, AWS_SECRET_ACCESS_KEY: demoSecretAccessKey },
  });
  await givenProfile(page, 'hub', hubBy('Environment'));
  const missing = await givenProfile(page, 'container', hubBy('EcsContainer'));
  await expectLive('hub');
  await expectThroughExec('hub', /:assumed-role\/hub\//);
  await assume(page, 'container');
  const refused = await failureOf(keycutter, missing);
  expect(refused.code).toBe('machine-credentials-missing');
  await expectFailure(page, 'container', refused);
});

test.describe('services beside the machine', () => {
  let services: Server;
  const asked: string[] = [];

  test.beforeEach(async () => {
    asked.length = 0;
    services = createServer(({ method, url = '', headers }, response) => {
      asked.push(`${method} ${url}`);
      const roles = '/latest/meta-data/iam/security-credentials/';
      const knows = headers['x-aws-ec2-metadata-token'] === 'imds-token';
      if (method === 'PUT' && url === '/latest/api/token') response.end('imds-token');
      else if (knows && url === roles) response.end('instance-role');
      else if (knows && url === `${roles}instance-role`) response.end(sessionOfMachine);
      else if (url === '/container' && headers.authorization === 'Bearer of-ecs')
        response.end(sessionOfMachine);
      else response.writeHead(401).end();
    });
    await new Promise<void>((resolve) => services.listen(0, '127.0.0.1', resolve));
  });

  test.afterEach(async () => {
    services.closeAllConnections();
    await new Promise((resolve) => services.close(resolve));
  });

  let sessionOfMachine = '';

  test('an EC2 instance’s role and a container’s role call for others', async () => {
    const url = `http://127.0.0.1:${(services.address() as AddressInfo).port}`;
    await newApp({
      env: {
        AWS_EC2_METADATA_SERVICE_ENDPOINT: url,
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/container`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: 'Bearer of-ecs',
      },
    });
    // Their role is a session of the stand-in's, got by a profile and given out by the services.
    const keyId = await givenKey(page);
    await givenProfile(page, 'machine-role', recipe(keyId, { roleArn: chainRole('hub') }));
    await expectLive('machine-role');
    const { out } = await runInstalled(keycutter, 'keycutter', ['creds', 'machine-role']);
    const { SessionToken, ...keys } = JSON.parse(out);
    sessionOfMachine = JSON.stringify({ Code: 'Success', ...keys, Token: SessionToken });
    for (const [name, from] of [
      ['by-instance', 'Ec2InstanceMetadata'],
      ['by-container', 'EcsContainer'],
    ] as const) {
      const spoke = recipe('', { roleArn: chainRole('spoke'), source: { kind: 'machine', from } });
      await givenProfile(page, name, spoke);
      await expectLive(name);
      await expectThroughExec(name, /:assumed-role\/spoke\//);
    }
    expect(asked).toContain('PUT /latest/api/token');
    expect(asked).toContain('GET /container');
  });
});

test('a role and a Region of two partitions are refused before AWS is asked', async () => {
  await newApp();
  const keyId = await givenKey(page);
  const roleArn = 'arn:aws-cn:iam::210000000001:role/hub';
  const id = await givenProfile(page, 'hub', recipe(keyId, { roleArn, region: 'us-east-1' }));
  await assume(page, 'hub');
  const refused = await failureOf(keycutter, id);
  expect(refused.code).toBe('partition-mismatch');
  await expectFailure(page, 'hub', refused);
  expect(aws.calls).toEqual([]);
});
