import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { LaunchFile } from '../shared/agent-protocol.ts';
import type { Environment } from './desktop/processes.ts';
import {
  askByCli,
  clientEnvironment,
  type Ended,
  hasAwsCli,
  hasBoto3,
  LongRunningProgram,
  runProgram,
} from './support/aws-clients.ts';
import { Bash } from './support/bash.ts';
import { aws, desktop, keycutter, newApp, newAws, page, withDesktop } from './support/fresh.ts';
import { answerOf, givenKey, givenProfile, recipe } from './support/given.ts';
import { StartedApp, startedApps } from './support/started-app.ts';

/** The app is not running when somebody asks. Everything here is in real time. */

let userData: string;
let profileId: string;
/** Of programs; what they start finds the build with seams its data by it. */
let env: Environment;

withDesktop({ environment: { SHELL: '/bin/bash' } });

test.beforeEach(async () => {
  await newAws();
  await newApp();
  userData = keycutter.userData;
  profileId = await givenManaged(page);
  env = clientEnvironment(desktop, aws.url, { KEYCUTTER_USER_DATA: userData });
});

test.afterEach(() => {
  for (const pid of startedApps(userData)) process.kill(pid, 'SIGTERM');
});

async function givenManaged(page: Page): Promise<string> {
  const id = await givenProfile(page, 'managed', recipe(await givenKey(page)));
  const section = { profileId: id, name: 'managed', kind: 'process', takeOver: true } as const;
  answerOf(await page.evaluate((given) => window.keycutter.awsFiles.writeSection(given), section));
  return id;
}

const helper = () => join(userData, 'bin/keycutter-credentials');
const keycutterCommand = () => join(userData, 'bin/keycutter');
const assumed = () => aws.calls.filter(({ action }) => action === 'AssumeRole');

test('AWS’s clients start it by themselves, and go on with the session there was', async () => {
  test.setTimeout(3 * 60_000);
  const clients = [...(hasBoto3() ? (['boto3'] as const) : []), 'JS SDK' as const];
  const cli = hasAwsCli();
  const bash = new Bash(desktop, { stsUrl: aws.url });
  const exported = await bash.run(`eval "$('${keycutterCommand()}' export managed --renewing --shell bash)"`);
  expect(exported).toEqual({ output: '', code: 0 });
  const { sessions } = await keycutter.snapshot();
  const arn = sessions[0]?.assumedRoleArn ?? '';
  await keycutter.quit();

  const programs = clients.map(
    (client) => new LongRunningProgram(client, 'by AWS_PROFILE', { ...env, AWS_PROFILE: 'managed' }),
  );
  const answers = await Promise.all([
    ...programs.map((program) => program.ask()),
    ...(cli ? [askByCli(['--profile', 'managed'], env)] : []),
  ]);
  expect(answers).toEqual(answers.map(() => arn));
  expect(startedApps(userData)).toEqual([StartedApp.in(userData).pid]);
  expect(await bash.askBySdk(), 'the open shell goes on').toMatchObject({ arn });

  const asked = aws.calls.filter(({ action }) => action === 'GetCallerIdentity');
  expect(new Set(asked.map(({ accessKeyId, outcome }) => `${accessKeyId} ${outcome}`))).toEqual(
    new Set([`${sessions[0]?.accessKeyId} succeeded`]),
  );
  expect(assumed()).toHaveLength(1);
  await Promise.all(programs.map((program) => program.end()));
  await bash.exit();
  await StartedApp.in(userData).quit();
});

/**
 * Started by a shell: this process is also the stand-in for AWS, which, busy with starting them for seconds, would let a
 * call of the app's wait until it is tried again.
 */
async function allAtOnce(
  folder: string,
  commands: readonly (readonly string[])[],
): Promise<readonly Ended[]> {
  mkdirSync(folder);
  const quote = (word: string) => `'${word.replaceAll("'", String.raw`'\''`)}'`;
  const lines = commands.map(
    (words, index) =>
      `{ ${words.map(quote).join(' ')} >${index}.out 2>${index}.err; echo $? >${index}.code; } &`,
  );
  const script = ['cd "$1" || exit', ...lines, 'wait', ''].join('\n');
  writeFileSync(join(folder, 'script'), script);
  expect(await runProgram('sh', [join(folder, 'script'), folder], env)).toEqual({
    code: 0,
    out: '',
    err: '',
  });
  const read = (index: number, kind: string) => readFileSync(join(folder, `${index}.${kind}`), 'utf8');
  return commands.map((_, index) => ({
    code: Number(read(index, 'code')),
    out: read(index, 'out'),
    err: read(index, 'err'),
  }));
}

test('500 helpers and 20 commands at once, nothing held: one app, one call to STS, no failure', async () => {
  test.setTimeout(5 * 60_000);
  await keycutter.quit();
  expect(startedApps(userData)).toEqual([]);
  expect(aws.calls).toEqual([]);

  // Each start of the app leaves a line.
  const launchFile = join(userData, 'agent/launch.json');
  const launch = JSON.parse(readFileSync(launchFile, 'utf8')) as LaunchFile;
  const starts = join(desktop.temporary, 'starts');
  const counted = ['-c', `echo $$ >>"$0"; exec "$@"`, starts, launch.command, ...launch.arguments];
  writeFileSync(launchFile, JSON.stringify({ ...launch, command: '/bin/sh', arguments: counted }));

  const ended = await allAtOnce(join(desktop.temporary, 'crowd'), [
    ...Array<string[]>(500).fill([helper(), profileId]),
    ...Array<string[]>(20).fill([keycutterCommand(), 'creds', 'managed']),
  ]);
  expect(ended.filter(({ code }) => code !== 0)).toEqual([]);
  // Only who starts it, or waits for that, says so.
  const saysMore = /^((keycutter: )?(Starting Keycutter…|Keycutter \S+ is running\.)\n)*$/;
  expect(ended.map(({ err }) => err).filter((err) => !saysMore.test(err))).toEqual([]);
  const answers = new Set(ended.map(({ out }) => out.trim()));
  expect([...answers].map((answer) => Object.keys(JSON.parse(answer)))).toEqual([
    ['Version', 'AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration', 'AccountId'],
  ]);
  expect(aws.calls.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual(['AssumeRole succeeded']);
  const { pid } = StartedApp.in(userData);
  expect(readFileSync(starts, 'utf8')).toBe(`${pid}\n`);
  expect(startedApps(userData)).toEqual([pid]);
  await StartedApp.in(userData).quit();
});
