import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type Desktop, startDesktop, until } from './desktop/index.ts';
import {
  accountWithStranger,
  askByCli,
  type Client,
  clientEnvironment,
  hasAwsCli,
  hasBoto3,
  LongRunningProgram,
  MovableTime,
  populatedDefault,
  staleVariables,
  strangersKey,
} from './support/aws-clients.ts';
import { Bash } from './support/bash.ts';
import { answerOf, givenKey, givenProfile, recipe } from './support/given.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';

/**
 * Sessions of an hour. Clients judge an Expiration by their own clock, so they run under libfaketime, and their clock, the
 * app's and the stand-in's are moved together, four minutes at a time: less than what the JS SDK renews before the end
 * (5 minutes, botocore 15), and less than a signature may be off by (5 minutes).
 */
const step = 4 * 60_000;
const renewals = 3;

let desktop: Desktop;
let aws: AwsStandIn;
let keycutter: RunningKeycutter;

test.beforeAll(async () => {
  desktop = await startDesktop({ environment: { SHELL: '/bin/bash' } });
  mkdirSync(join(desktop.home, '.aws'));
  writeFileSync(join(desktop.home, '.aws/credentials'), populatedDefault);
  aws = await startAws({ account: accountWithStranger });
});

test.afterAll(async () => {
  await keycutter?.quit();
  await aws?.close();
  await desktop?.stop();
});

/** A managed section [profile managed], over the window's own commands. Answers with the profile's id. */
async function givenManaged(page: Page): Promise<string> {
  const profileId = await givenProfile(page, 'managed', recipe(await givenKey(page)));
  const section = { profileId, name: 'managed', kind: 'process', takeOver: false } as const;
  answerOf(await page.evaluate((given) => window.keycutter.awsFiles.writeSection(given), section));
  return profileId;
}

test('three renewals, and the app restarted between: no call fails, and none is another’s', async () => {
  const time = await MovableTime.in(desktop.temporary);
  test.skip(time === null, 'libfaketime is not installed');
  if (time === null) return;
  // 40 steps, each with programs that take a second to start on a quiet machine.
  test.setTimeout(10 * 60_000);
  const cli = hasAwsCli();
  const clients: readonly Client[] = hasBoto3() ? ['boto3', 'JS SDK'] : ['JS SDK'];

  keycutter = await RunningKeycutter.start(desktop, { aws });
  const { userData } = keycutter;
  const profileId = await givenManaged(await keycutter.window());
  const environment = { ...time.environment, KEYCUTTER_USER_DATA: userData };

  // A shell full of what is left of other work, and then a renewing export.
  const bash = new Bash(desktop, { stsUrl: aws.url, environment: { ...staleVariables, ...environment } });
  const control = clientEnvironment(desktop, aws.url, { AWS_REGION: 'eu-central-1', AWS_PROFILE: 'default' });
  const stranger = new LongRunningProgram('JS SDK', 'with what is left over', control);
  expect(await stranger.ask()).toMatch(/:user\/stranger$/);
  await stranger.end();
  const exported = await bash.run(
    `eval "$('${join(userData, 'bin/keycutter')}' export managed --renewing --shell bash)"`,
  );
  expect(exported).toEqual({ output: '', code: 0 });
  const inShell = await bash.awsVariables();
  expect(Object.keys(inShell)).not.toContain('AWS_ACCESS_KEY_ID');

  const bySection = clientEnvironment(desktop, aws.url, { ...environment, AWS_PROFILE: 'managed' });
  const byEndpoint = clientEnvironment(desktop, aws.url, { ...environment, ...inShell });
  const programs = clients.flatMap((client) => [
    new LongRunningProgram(client, 'by AWS_PROFILE', bySection),
    new LongRunningProgram(client, 'by the renewing export', byEndpoint),
  ]);
  const askPrograms = () => Promise.all(programs.map((program) => program.ask()));
  const askNewProcesses = async (): Promise<readonly string[]> => {
    if (!cli) return [];
    // A profile that is named wins over keys in the environment.
    const env = clientEnvironment(desktop, aws.url, { ...environment, ...staleVariables });
    const [named, inBash] = await Promise.all([
      askByCli(['--profile', 'managed'], env),
      bash.run('aws sts get-caller-identity --query Arn --output text'),
    ]);
    return [named, inBash.output.trim()];
  };

  const first = await keycutter.reaches('the session is live', ({ sessions }) => sessions.length === 1);
  const arn = first.sessions[0]?.assumedRoleArn ?? '';
  expect(arn).toMatch(/^arn:aws:sts::421098765432:assumed-role\/ReadOnly\//);
  const keysOf = new Set<string>();
  const assumed = () =>
    aws.calls.filter(({ action, outcome }) => action === 'AssumeRole' && outcome === 'succeeded');
  const note = async () => {
    for (const { accessKeyId } of (await keycutter.snapshot()).sessions) keysOf.add(accessKeyId ?? '');
  };
  const expectOurs = (answers: readonly string[]) =>
    expect(answers, `${time.offset / 60_000} min on`).toEqual(answers.map(() => arn));

  let restarted = false;
  let stepsLeft = 3;
  for (let steps = 0; stepsLeft > 0; steps += 1) {
    expect(steps, 'three renewals take at most four hours').toBeLessThan(60);
    await note();
    expectOurs(await askPrograms());
    if (steps % 3 === 0) expectOurs(await askNewProcesses());

    time.advance(step);
    await keycutter.fastForward(step, aws);
    await note();

    const done = assumed().length - 1;
    if (done === 2 && !restarted) {
      restarted = true;
      // All have fetched what they hold by now.
      expectOurs([...(await askPrograms()), ...(await askNewProcesses())]);
      await keycutter.quit();
      // What is held goes on while the app is away.
      expectOurs(await askPrograms());
      keycutter = await RunningKeycutter.start(desktop, { aws, userData, args: ['--hidden'] });
      await keycutter.fastForward(time.offset);
      await until('its endpoint is open again', async () => {
        const { endpoint, grants } = await keycutter.snapshot();
        return endpoint.port !== null && grants.length === 1;
      });
      expectOurs([...(await askPrograms()), ...(await askNewProcesses())]);
    }
    if (done === renewals) stepsLeft -= 1;
  }

  await note();
  await Promise.all(programs.map((program) => program.end()));
  await bash.exit();
  await time.end();
  const { sessions, grants } = await keycutter.snapshot();
  expect([sessions.map((session) => session.profileId), grants.length]).toEqual([[profileId], 1]);
  expect(assumed()).toHaveLength(1 + renewals);
  const [strangers, ...asked] = aws.calls.filter(({ action }) => action === 'GetCallerIdentity');
  expect(strangers).toMatchObject({ accessKeyId: strangersKey.accessKeyId });
  expect(asked.length).toBeGreaterThan(programs.length * 30);
  expect(asked.filter(({ outcome }) => outcome !== 'succeeded')).toEqual([]);
  expect(new Set(asked.map(({ accessKeyId }) => accessKeyId))).toEqual(keysOf);
  expect(keysOf.size).toBe(1 + renewals);
  // The app's SDK signs by the real clock, which nobody moves: it is told the time by AWS, and signs again.
  const others = aws.calls.filter(
    (call) => call !== strangers && !asked.includes(call) && !assumed().includes(call),
  );
  expect(others.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual(
    others.map(() => 'AssumeRole SignatureDoesNotMatch'),
  );
});
