import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { type Desktop, startDesktop } from './desktop/index.ts';
import type { Environment } from './desktop/processes.ts';
import {
  accountWithStranger,
  clientEnvironment,
  type Ended,
  hasAwsCli,
  hasBoto3,
  isInstalled,
  populatedDefault,
  quietly,
  runProgram,
  staleVariables,
  strangersKey,
} from './support/aws-clients.ts';
import { type FencedBlock, fencedBlocks } from './support/fenced-blocks.ts';
import { givenKey, givenProfile, recipe } from './support/given.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';
import { type Container, DockerDaemon, EmptyS3 } from './support/tool-stand-ins.ts';

/** What docs/using-keycutter-with.md tells people to type, typed on a desktop with the real app. */

const page = readFileSync(fileURLToPath(new URL('../docs/using-keycutter-with.md', import.meta.url)), 'utf8');
const blocks = fencedBlocks(page).filter((block) => block.test !== null);

// Several programs each, and some of those take seconds to start on a busy machine.
test.describe.configure({ timeout: 3 * 60_000 });

let desktop: Desktop;
let aws: AwsStandIn;
let keycutter: RunningKeycutter;
let env: Environment;
let arn: string;

test.beforeAll(async () => {
  desktop = await startDesktop({ environment: { SHELL: '/bin/bash' } });
  mkdirSync(join(desktop.home, '.aws'));
  writeFileSync(join(desktop.home, '.aws/credentials'), populatedDefault);
  aws = await startAws({ account: accountWithStranger });
  keycutter = await RunningKeycutter.start(desktop, { aws });
  const window = await keycutter.window();
  await givenProfile(window, 'prod', recipe(await givenKey(window)));
  env = clientEnvironment(desktop, aws.url, {
    KEYCUTTER_USER_DATA: keycutter.userData,
    PATH: `${join(keycutter.userData, 'bin')}:${desktop.env.PATH}`,
  });
  const installed = await bash(blockOf('install').text);
  expect(installed).toMatchObject({ code: 0 });
  await bash('keycutter assume prod');
  const { sessions } = await keycutter.snapshot();
  arn = sessions[0]?.assumedRoleArn ?? '';
  expect(arn).toMatch(/^arn:aws:sts::421098765432:assumed-role\/ReadOnly\//);
});

test.afterAll(async () => {
  await keycutter?.quit();
  await aws?.close();
  await desktop?.stop();
});

function blockOf(name: string): FencedBlock {
  const found = blocks.find((block) => block.test === name);
  if (found === undefined) throw new Error(`The page has no block test=${name}.`);
  return found;
}

/** `--norc`: with a socket for its input, as Node gives it, bash takes itself for a remote shell and reads ~/.bashrc. */
const bash = (script: string, more: Environment = {}): Promise<Ended> =>
  runProgram('bash', ['--norc', '-eu', '-o', 'pipefail', '-c', script], { ...env, ...more });

function newFolder(): string {
  return mkdtempSync(join(desktop.temporary, 'docs-'));
}

/** The session that is held now. */
async function accessKeyId(): Promise<string> {
  const { sessions } = await keycutter.snapshot();
  return sessions.find(({ assumedRoleArn }) => assumedRoleArn === arn)?.accessKeyId ?? 'none';
}

function expectOurs({ code, out, err }: Ended): void {
  expect(err).toBe('');
  expect(out).toContain(arn);
  expect(code).toBe(0);
}

interface Run {
  readonly needs: readonly (() => boolean)[];
  readonly run: (text: string) => Promise<void>;
}

/** Lines that end by telling who is asking. */
const asked = (more: Partial<Run> = {}): Run => ({
  needs: [hasAwsCli],
  run: async (text) => expectOurs(await bash(text)),
  ...more,
});

const program = "import boto3\nprint(boto3.client('sts').get_caller_identity()['Arn'])\n";
const besideProgram = asked({
  needs: [hasBoto3],
  run: async (text) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'program.py'), program);
    expectOurs(await bash(`cd '${folder}'; ${text}`));
  },
});

const hasTerraform = () => isInstalled('Terraform', 'terraform', ['version']);
const hasDocker = () => isInstalled('Docker’s command', 'docker', ['--version']);

/** Runs `terraform init` with such a backend: the access key ids that ask S3 for its state. */
async function callersOfTerraform(configuration: string, command: string, more: Environment = {}) {
  const folder = newFolder();
  writeFileSync(join(folder, 'main.tf'), configuration);
  const s3 = await EmptyS3.start();
  try {
    const { code, out, err } = await bash(`cd '${folder}'; ${command}`, {
      AWS_ENDPOINT_URL_S3: s3.url,
      // A bucket's own host name does not lead to this machine.
      TF_CLI_ARGS_init: '-backend-config=use_path_style=true',
      CHECKPOINT_DISABLE: '1',
      TF_INPUT: '0',
      ...more,
    });
    expect(code, `${out}${err}`).toBe(0);
    return [...s3.callers];
  } finally {
    await s3.close();
  }
}

function backendWithoutProfile(): string {
  return blockOf('terraform').text.replace(/^ *profile .*\n/m, '');
}

/** What Docker's command would have started. */
async function containerOf(text: string): Promise<Container> {
  const socket = join(newFolder(), 'docker.sock');
  const daemon = await DockerDaemon.listenAt(socket);
  try {
    const { err } = await bash(text, { DOCKER_HOST: `unix://${socket}` });
    expect(err).toContain('seen, not started');
    expect(daemon.created).toHaveLength(1);
    return daemon.created[0] as Container;
  } finally {
    await daemon.close();
  }
}

/** What a container has in its environment is enough to be us; the AWS CLI stands for what runs in it. */
async function expectOursWith({ environment }: Container): Promise<void> {
  const inside = { ...environment, ...quietly, PATH: env.PATH ?? '', AWS_ENDPOINT_URL_STS: aws.url };
  expectOurs(await runProgram('aws', ['sts', 'get-caller-identity'], { ...inside, HOME: newFolder() }));
}

const container = (network: string): Run => ({
  needs: [hasDocker, hasAwsCli],
  run: async (text) => {
    const created = await containerOf(text);
    expect(created).toMatchObject({ image: 'amazon/aws-cli', network });
    await expectOursWith(created);
  },
});

const runs: Readonly<Record<string, Run>> = {
  managed: asked(),
  exec: asked(),
  renewing: asked(),
  fish: {
    needs: [hasAwsCli, () => isInstalled('fish', 'fish', ['--version'])],
    run: async (text) =>
      expectOurs(await runProgram('fish', ['--no-config', '-c', `${text}aws sts get-caller-identity`], env)),
  },
  program: besideProgram,
  'program-renewing': besideProgram,
  boto3: {
    needs: [hasBoto3],
    run: async (text) => expectOurs(await runProgram('python3', ['-c', text], env)),
  },
  javascript: {
    needs: [],
    run: async (text) =>
      expectOurs(await runProgram(process.execPath, ['--input-type=module', '-e', text], env)),
  },
  terraform: {
    needs: [hasTerraform],
    run: async (text) =>
      expect(await callersOfTerraform(text, 'terraform init')).toEqual([await accessKeyId()]),
  },
  'terraform-exec': {
    needs: [hasTerraform],
    run: async (text) =>
      expect(await callersOfTerraform(backendWithoutProfile(), text)).toEqual([await accessKeyId()]),
  },
  'docker-env-file': container('default'),
  'docker-exec': container('default'),
  'docker-host': container('host'),
  tmux: {
    needs: [hasAwsCli, () => isInstalled('tmux', 'tmux', ['-V'])],
    run: async (text) => {
      const folder = newFolder();
      const script = [
        'tmux new-session -d -s docs',
        "trap 'tmux kill-server' EXIT",
        text,
        "tmux new-window 'aws sts get-caller-identity >answer 2>&1; tmux wait-for -S answered'",
        'tmux wait-for answered',
        'cat answer',
      ];
      const tmux = { TMUX_TMPDIR: folder, TERM: 'xterm' };
      expectOurs(await bash(`cd '${folder}'\n${script.join('\n')}`, tmux));
    },
  },
  cron: {
    needs: [hasAwsCli],
    run: async (text) => {
      const command = text.trim().split(' ').slice(5).join(' ');
      // Beside what cron gives, only where `aws` and AWS are here.
      const bare = { HOME: desktop.home, PATH: env.PATH ?? '', ...quietly, AWS_ENDPOINT_URL_STS: aws.url };
      expectOurs(await runProgram('/bin/sh', ['-c', command], bare));
    },
  },
  static: {
    needs: [hasAwsCli],
    run: async (text) => {
      const { code, out, err } = await bash(text);
      expect([code, err]).toEqual([0, '']);
      expect(out).toContain(arn);
      expect(readFileSync(join(desktop.home, '.aws/credentials'), 'utf8')).toBe(populatedDefault);
    },
  },
};

test('the page has what is run here, and nothing is run that it has not', () => {
  expect(blocks.map((block) => block.test).sort()).toEqual(['install', ...Object.keys(runs)].sort());
});

for (const [name, { needs, run }] of Object.entries(runs)) {
  test(`as the page says: ${name}`, async () => {
    test.skip(!needs.every((has) => has()), 'What it needs is not installed here.');
    await run(blockOf(name).text);
  });
}

test('what wins over what, in Terraform: keys in the environment over AWS_PROFILE', async () => {
  test.skip(!hasTerraform(), 'Terraform is not installed.');
  const stale = { ...staleVariables, AWS_PROFILE: 'prod' };
  const callers = await callersOfTerraform(backendWithoutProfile(), 'terraform init', stale);
  expect(callers).toEqual([strangersKey.accessKeyId]);
});

test.describe('what wins over what, in the AWS CLI', () => {
  test.beforeEach(() => test.skip(!hasAwsCli(), 'The AWS CLI is not installed.'));

  const ask = 'aws sts get-caller-identity';

  test('keys in the environment over AWS_PROFILE, until they are cleared', async () => {
    const stale = { ...staleVariables, AWS_PROFILE: 'prod' };
    expect((await bash(ask, stale)).out).toContain('user/stranger');
    expectOurs(await bash(`keycutter exec prod -- ${ask}`, stale));
    expectOurs(await bash(`eval "$(keycutter unset)"; ${ask} --profile prod`, stale));
  });

  test('a key of ~/.boto over the container endpoint, not over a managed profile or keys', async () => {
    const { accessKeyId: id, secretAccessKey } = strangersKey;
    const file = join(newFolder(), 'boto.cfg');
    const keys = `aws_access_key_id = ${id}\naws_secret_access_key = ${secretAccessKey}\n`;
    writeFileSync(file, `[Credentials]\n${keys}`);
    const boto = { BOTO_CONFIG: file };
    expect((await bash(`keycutter exec --renewing prod -- ${ask}`, boto)).out).toContain('user/stranger');
    expectOurs(await bash(ask, { ...boto, AWS_PROFILE: 'prod' }));
    expectOurs(await bash(`keycutter exec prod -- ${ask}`, boto));
  });
});
