import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { demoAccessKeyId, demoExternalId, demoSecretAccessKey } from '../simulator/demo-account.ts';
import type { Environment } from './desktop/processes.ts';
import {
  accountWithStranger,
  askByCli,
  askWhoByCli,
  clientEnvironment,
  type Ended,
  hasAwsCli,
  populatedDefault,
  runProgram,
  staleVariables,
} from './support/aws-clients.ts';
import { Bash } from './support/bash.ts';
import { aws, desktop, keycutter, newApp, newAws, page, withDesktop } from './support/fresh.ts';
import { givenKey, givenProfile, recipe } from './support/given.ts';

/** The keycutter command, installed by the real app and answered by it. */

const name = 'prod-readonly';
const arnOfRole = /^arn:aws:sts::421098765432:assumed-role\/ReadOnly\/[\w+=,.@-]+$/;

/** Somebody's shell, in which other keys are still set. */
let env: Environment;

withDesktop({ environment: { SHELL: '/bin/bash' } });

test.beforeEach(async () => {
  rmSync(join(desktop.home, '.aws'), { recursive: true, force: true });
  mkdirSync(join(desktop.home, '.aws'));
  writeFileSync(awsFile('credentials'), populatedDefault);
  await newAws({ account: accountWithStranger });
  await newApp();
  env = clientEnvironment(desktop, aws.url, { ...staleVariables, AWS_PROFILE: 'left-over' });
});

const awsFile = (file: 'config' | 'credentials') => join(desktop.home, '.aws', file);
const read = (file: 'config' | 'credentials') => readFileSync(awsFile(file), 'utf8');
const commandPath = () => join(keycutter.userData, 'bin/keycutter');
const command = (...words: readonly string[]): Promise<Ended> => runProgram(commandPath(), words, env);
const givenReadOnly = async () => givenProfile(page, name, recipe(await givenKey(page)));

const whoAmI = `import('@aws-sdk/client-sts').then(async ({ STSClient, GetCallerIdentityCommand }) =>
  console.log((await new STSClient().send(new GetCallerIdentityCommand())).Arn))`;

test('exec: the command has the session, its own exit code, and may be nested', async () => {
  test.setTimeout(2 * 60_000);
  await givenReadOnly();
  const clients = [[process.execPath, '-e', whoAmI], ...(hasAwsCli() ? [['aws', ...askWhoByCli]] : [])];
  for (const words of clients) {
    for (const way of [[], ['--renewing']]) {
      const { code, out, err } = await command('exec', ...way, name, '--', ...words);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out.trim()).toMatch(arnOfRole);
    }
  }
  const nested = await command('exec', name, '--', commandPath(), 'exec', name, '--', 'sh', '-c', 'exit 7');
  expect(nested).toEqual({ code: 7, out: '', err: '' });
  const input = 'through and through\n';
  expect(await runProgram(commandPath(), ['exec', name, '--', 'cat'], env, input)).toEqual({
    code: 0,
    out: input,
    err: '',
  });
  expect((await command('exec', name, '--', 'no-such-command')).code).toBe(127);
  expect((await command('exec', 'no-such-profile', '--', 'true')).code).toBe(125);
  expect((await command('exec', name)).code).toBe(125);
  const who = aws.calls.filter(({ action }) => action === 'GetCallerIdentity');
  const { sessions } = await keycutter.snapshot();
  expect(new Set(who.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set([sessions[0]?.accessKeyId]));
  expect(aws.calls.filter(({ action }) => action === 'AssumeRole')).toHaveLength(1);
});

test('export, by value and renewing, evaluated by bash, and unset', async () => {
  await givenReadOnly();
  for (const way of ['--by-value', '--renewing']) {
    const bash = new Bash(desktop, { stsUrl: aws.url, environment: staleVariables });
    const evaluated = await bash.run(`eval "$('${commandPath()}' export ${name} ${way})"`);
    expect(evaluated).toEqual({ output: '', code: 0 });
    const { sessions, grants } = await keycutter.snapshot();
    const [session] = sessions;
    expect(await bash.askBySdk()).toMatchObject({
      arn: session?.assumedRoleArn,
      accessKeyId: session?.accessKeyId,
    });
    const byCli = await bash.askByCli();
    if (byCli !== null) expect(byCli.arn).toBe(session?.assumedRoleArn);
    expect(Object.keys(await bash.awsVariables()).includes('AWS_SECRET_ACCESS_KEY')).toBe(
      way === '--by-value',
    );
    expect(grants).toHaveLength(way === '--by-value' ? 0 : 1);
    await bash.run(`eval "$('${commandPath()}' unset)"`);
    expect(await bash.awsVariables()).toEqual({ AWS_ENDPOINT_URL_STS: aws.url });
    await bash.exit();
  }
});

test('import: shown first, then done; the files stay as they are', async () => {
  const config = [
    ...['[default]', 'region = eu-west-1', ''],
    ...['[profile partner]', 'role_arn = arn:aws:iam::000011112222:role/deployer'],
    ...['source_profile = me', `external_id = ${demoExternalId}`, 'region = us-east-1', ''],
    ...['[profile loop]', 'role_arn = arn:aws:iam::000011112222:role/deployer', 'source_profile = loop', ''],
  ].join('\r\n');
  const credentials = `[me]\naws_access_key_id = ${demoAccessKeyId}\naws_secret_access_key = ${demoSecretAccessKey}\n`;
  writeFileSync(awsFile('config'), config);
  writeFileSync(awsFile('credentials'), credentials);

  const dry = await command('import', '--dry-run');
  expect(dry).toMatchObject({ code: 0, err: '' });
  expect(dry.out).toContain('partner');
  expect(dry.out).toContain('loop');
  expect(dry.out).not.toContain(demoSecretAccessKey);
  expect(await keycutter.snapshot()).toMatchObject({ profiles: [], accessKeys: [] });

  expect(await command('import')).toMatchObject({ code: 0, err: '' });
  const { profiles, accessKeys } = await keycutter.snapshot();
  expect(profiles.map((profile) => profile.name)).toEqual(['partner']);
  expect(accessKeys.map(({ accessKeyId }) => accessKeyId)).toEqual([demoAccessKeyId]);
  const who = await command('whoami', 'partner');
  expect(who).toMatchObject({ code: 0, err: '' });
  expect(who.out).toContain('arn:aws:sts::000011112222:assumed-role/deployer/');
  expect([read('config'), read('credentials')]).toEqual([config, credentials]);

  const again = await command('import', '--json');
  expect(again.code).toBe(0);
  expect(JSON.parse(again.out)).toMatchObject({ imported: null });
  expect((await keycutter.snapshot()).profiles).toEqual(profiles);
});

test('install-profile --static: keys for whoever reads nothing else, as long as the session', async () => {
  await givenReadOnly();
  expect(await command('assume', name)).toMatchObject({ code: 0, err: '' });
  expect(await command('install-profile', name, '--as', 'plain', '--static')).toMatchObject({
    code: 0,
    err: '',
  });
  /** As such tools do it: lines of a section, and no more. */
  const keysIn = (text: string) => {
    const section = /\[plain\]\n([^[]*)/.exec(text)?.[1] ?? '';
    const value = (key: string) => new RegExp(`^${key} = (\\S+)$`, 'm').exec(section)?.[1] ?? '';
    return {
      accessKeyId: value('aws_access_key_id'),
      secretAccessKey: value('aws_secret_access_key'),
      sessionToken: value('aws_session_token'),
    };
  };
  const arnWith = async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = keysIn(read('credentials'));
    const given = clientEnvironment(desktop, aws.url, {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    });
    const { out, err } = await runProgram(process.execPath, ['-e', whoAmI], given);
    return out.trim() || err;
  };
  expect(await arnWith()).toMatch(arnOfRole);
  const first = keysIn(read('credentials')).accessKeyId;
  expect(await command('refresh', name)).toMatchObject({ code: 0, err: '' });
  await expect.poll(() => keysIn(read('credentials')).accessKeyId).not.toBe(first);
  expect(await arnWith()).toMatch(arnOfRole);

  expect(await command('stop', name)).toMatchObject({ code: 0, err: '' });
  await expect.poll(() => read('credentials')).toBe(populatedDefault);
});

test('install-profile: a name that is taken is refused, and taken over when told to', async () => {
  await givenReadOnly();
  const theirs =
    '# mine\n[profile work]\nregion = eu-west-1\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = default\noutput = json\n';
  writeFileSync(awsFile('config'), theirs);
  const refused = await command('install-profile', name, '--as', 'work');
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain('--take-over');
  expect(read('config')).toBe(theirs);

  expect(await command('install-profile', name, '--as', 'work', '--take-over')).toMatchObject({
    code: 0,
    err: '',
  });
  expect(read('config')).toMatch(/^# mine\n\[profile work\]\n/);
  expect(read('config')).toContain('\noutput = json\n');
  expect(read('config')).not.toContain('role_arn');
  if (hasAwsCli()) expect(await askByCli(['--profile', 'work'], env)).toMatch(arnOfRole);
  const withKeys = await command('install-profile', name, '--as', 'default');
  expect(withKeys).toMatchObject({ code: 1, out: '' });
  expect(read('credentials'), 'static keys are nobody’s to throw away').toBe(populatedDefault);

  expect(await command('uninstall-profile', 'work')).toMatchObject({ code: 0, err: '' });
  expect(read('config')).not.toContain('credential_process');
  expect(read('config')).toContain('\noutput = json\n');
});
