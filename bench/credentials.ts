import { execFileSync, spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startDesktop } from '../e2e/desktop/index.ts';
import type { Environment } from '../e2e/desktop/processes.ts';
import { SimulatorClock } from '../simulator/clock.ts';
import { demoAccessKeyId, demoAccount, demoSecretAccessKey } from '../simulator/demo-account.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { roleArn, ServingApp } from './credentials/serving-app.ts';
import { type CommandLine, timeEach, timeTogether } from './credentials/timed-commands.ts';
import { timeRequest } from './credentials/timed-requests.ts';
import { medianRatio, percentile, table } from './startup/statistics.ts';
import type { BenchOptions } from './startup.ts';

interface Way {
  readonly name: string;
  readonly run: CommandLine;
  /** What it is compared with, and the ratio that we want to stay below. */
  readonly beside?: { readonly name: string; readonly aim: number | null };
}

const bareCurl = 'curl on a bare socket server';
const emptyNode = 'node -e 0';
/** ms, at the median. */
const endpointAim = 1;
const warmUps = 3;

/**
 * Prints how long programs wait for credentials, by each way there is, beside the least that such a way could take and
 * beside what people do without us. The app runs in the tray and holds a live session. Asserts nothing.
 */
export async function bench({
  executable,
  electronVersion,
  repository,
  parameters,
}: BenchOptions): Promise<void> {
  const { turns, requests, together } = readParameters(parameters);
  const desktop = await startDesktop();
  const aws = await startSimulator({ account: demoAccount, clock: new SimulatorClock() });
  const bare = await startBareServers(join(repository, 'bench/credentials/bare-servers.mjs'), desktop.folder);
  try {
    const electron = executable;
    const app = await ServingApp.start({ desktop, electron, repository, endpointUrl: aws.url });
    const env: Environment = {
      ...app.env,
      AWS_ACCESS_KEY_ID: demoAccessKeyId,
      AWS_SECRET_ACCESS_KEY: demoSecretAccessKey,
      AWS_DEFAULT_REGION: 'eu-central-1',
      PYENV_ROOT: process.env.PYENV_ROOT ?? join(process.env.HOME ?? '', '.pyenv'),
    };
    const ways = waysFor(app, bare.socket, env);

    const times = new Map<string, number[]>(ways.map(({ name }) => [name, []]));
    for (let turn = -warmUps; turn < turns; turn += 1) {
      const taken = await timeEach(
        ways.map(({ run }) => run),
        env,
      );
      if (turn >= 0) for (const [index, { name }] of ways.entries()) times.get(name)?.push(taken[index] ?? 0);
    }

    const endpoint: number[] = [];
    const bareEndpoint: number[] = [];
    for (let request = -50; request < requests; request += 1) {
      const ours = await timeRequest(app.url, { Authorization: app.token });
      const theirs = await timeRequest(bare.url);
      if (request >= 0) endpoint.push(ours);
      if (request >= 0) bareEndpoint.push(theirs);
    }

    const crowd = await timeTogether(together, [app.helper, app.profileId], env);
    await app.quit();

    console.log(
      `\nElectron ${electronVersion}, ${cpus().length} × ${cpus()[0]?.model}; ${turns} turns of each program, ${requests} requests to each endpoint; ms\n`,
    );
    const rows = ways.map(({ name, beside }) => {
      const own = times.get(name) ?? [];
      return row(name, own, beside && { ...beside, times: times.get(beside.name) ?? [] });
    });
    console.log(
      table([
        ['', 'p50', 'p95', 'ratio', 'to', 'aim'],
        ...rows,
        row(`${together} helpers at once, each`, crowd),
        row('bare endpoint', bareEndpoint),
        row('container endpoint', endpoint, { name: 'bare endpoint', times: bareEndpoint, aim: null }),
      ]),
    );
    const middle = percentile(endpoint, 0.5);
    console.log(
      `\nThe container endpoint’s aim: ${endpointAim} ms at p50${middle > endpointAim ? ', missed' : ''}.`,
    );
  } finally {
    bare.stop();
    await desktop.stop();
    await aws.close();
  }
}

function waysFor(app: ServingApp, bareSocket: string, env: Environment): readonly Way[] {
  const assumeRole: CommandLine = [
    ...(['aws', 'sts', 'assume-role', '--role-arn', roleArn] as const),
    ...['--role-session-name', 'bench'],
  ];
  return [
    {
      name: bareCurl,
      run: ['curl', '-q', '--silent', '--noproxy', '*', '--unix-socket', bareSocket, 'http://bare/'],
    },
    {
      name: 'keycutter-credentials (helper)',
      run: [app.helper, app.profileId],
      beside: { name: bareCurl, aim: 1.3 },
    },
    { name: emptyNode, run: [process.execPath, '-e', '0'] },
    {
      name: 'keycutter creds',
      run: [app.keycutter, 'creds', app.profileName],
      beside: { name: emptyNode, aim: 1.3 },
    },
    ...(hasAwsCli(env)
      ? [
          {
            name: 'aws sts assume-role',
            run: assumeRole,
            beside: { name: 'keycutter-credentials (helper)', aim: null },
          },
        ]
      : []),
  ];
}

function hasAwsCli(env: Environment): boolean {
  try {
    execFileSync('aws', ['--version'], { stdio: 'ignore', env: env as NodeJS.ProcessEnv });
    return true;
  } catch {
    console.log('Skipped: the AWS CLI is not installed (command: aws).');
    return false;
  }
}

function row(
  name: string,
  times: readonly number[],
  beside?: { readonly name: string; readonly aim: number | null; readonly times: readonly number[] },
): readonly string[] {
  const figures = [percentile(times, 0.5), percentile(times, 0.95)].map((time) => time.toFixed(2));
  if (beside === undefined) return [name, ...figures, '', '', ''];
  const ratio = medianRatio(times, beside.times);
  const aim = beside.aim === null ? '' : `${beside.aim}${ratio > beside.aim ? '  missed' : ''}`;
  return [name, ...figures, ratio.toFixed(2), beside.name, aim];
}

async function startBareServers(script: string, folder: string) {
  const socket = join(folder, 'bare.sock');
  const child = spawn(process.execPath, [script, socket], { stdio: ['pipe', 'pipe', 'inherit'] });
  const port = await new Promise((resolve) => createInterface(child.stdout).once('line', resolve));
  return { socket, url: `http://127.0.0.1:${port}/`, stop: () => child.stdin.end() };
}

function readParameters(parameters: readonly string[]) {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      turns: { type: 'string', default: '40' },
      requests: { type: 'string', default: '1000' },
      together: { type: 'string', default: '500' },
    },
  });
  return {
    turns: Number(values.turns),
    requests: Number(values.requests),
    together: Number(values.together),
  };
}
