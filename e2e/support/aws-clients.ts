import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { SimulatedAws } from '../../simulator/account.ts';
import { demoAccount } from '../../simulator/demo-account.ts';
import type { Desktop } from '../desktop/index.ts';
import type { Environment } from '../desktop/processes.ts';

/** AWS's own clients, as they are installed. */

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** How they call, not whom: without retries a single failed call is seen. */
export const quietly: Environment = {
  // Where pyenv manages Python, it would otherwise derive its root from HOME.
  PYENV_ROOT: process.env.PYENV_ROOT ?? `${process.env.HOME}/.pyenv`,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_MAX_ATTEMPTS: '1',
  AWS_PAGER: '',
  PYTHONWARNINGS: 'ignore',
  NODE_NO_WARNINGS: '1',
};

const found = new Map<string, boolean>();

/** Prints a line when it is not; looks once. */
export function isInstalled(name: string, command: string, parameters: readonly string[]): boolean {
  const isThere = found.get(name) ?? spawnSync(command, parameters, { stdio: 'ignore' }).status === 0;
  if (!isThere && !found.has(name)) console.log(`Skipped: ${name} is not installed.`);
  found.set(name, isThere);
  return isThere;
}

/** Each prints a line when it is not there. */
export const hasAwsCli = () => isInstalled('the AWS CLI (command: aws)', 'aws', ['--version']);
export const hasBoto3 = () => isInstalled('boto3', 'python3', ['-c', 'import boto3']);

/** Somebody else's key that works, for stale files and variables: what uses it would succeed, as another identity. */
export const strangersKey = {
  accessKeyId: 'AKIASTRANGERSTALE2QX',
  secretAccessKey: 'stranger/stale/not+a+real+secret+of+AWS1',
};

/** The demo account, and in it the stranger. */
export const accountWithStranger: SimulatedAws = {
  ...demoAccount,
  accounts: demoAccount.accounts.map((account, index) =>
    index > 0
      ? account
      : {
          ...account,
          users: [
            ...(account.users ?? []),
            { name: 'stranger', id: 'AIDASTRANGERSTALE2QX2', accessKeys: [strangersKey] },
          ],
        },
  ),
};

export const staleVariables: Environment = {
  AWS_ACCESS_KEY_ID: strangersKey.accessKeyId,
  AWS_SECRET_ACCESS_KEY: strangersKey.secretAccessKey,
};

export const populatedDefault = `[default]
aws_access_key_id = ${strangersKey.accessKeyId}
aws_secret_access_key = ${strangersKey.secretAccessKey}
`;

/**
 * Time as other programs see it, moved while they run: https://github.com/wolfcw/libfaketime. AWS's clients renew by their
 * own clock, and a session of AWS's lasts at least 15 minutes.
 */
export class MovableTime {
  readonly #file: string;
  readonly #library: string;
  readonly #holder: ChildProcessWithoutNullStreams;
  readonly #shared: string;
  #offset = 0;

  private constructor(file: string, library: string, holder: ChildProcessWithoutNullStreams, shared: string) {
    this.#file = file;
    this.#library = library;
    this.#holder = holder;
    this.#shared = shared;
    this.#write();
  }

  /** Null, with a printed line, where it is not installed. */
  static async in(folder: string): Promise<MovableTime | null> {
    const folders = ['/usr/lib', ...readdirSync('/usr/lib').map((name) => join('/usr/lib', name))];
    const libraries = folders.map((found) => join(found, 'faketime/libfaketime.so.1'));
    const library = libraries.find((candidate) => existsSync(candidate));
    if (library === undefined || spawnSync('faketime', ['--version']).status !== 0) {
      console.log('Skipped: libfaketime is not installed (Debian: faketime).');
      return null;
    }
    // It makes the shared memory for all, and removes it. Without, a process that becomes another leaves its own behind.
    const holder = spawn('faketime', ['-f', '+0', 'sh', '-c', 'echo "$FAKETIME_SHARED"; read -r _']);
    const [shared] = await once(createInterface(holder.stdout), 'line');
    return new MovableTime(join(folder, 'movable-time'), library, holder, shared);
  }

  async end(): Promise<void> {
    const gone = once(this.#holder, 'close');
    this.#holder.stdin.end();
    await gone;
  }

  /** For a program and all that it starts. What only grows goes on as it is, for timers to run in real time. */
  get environment(): Environment {
    return {
      LD_PRELOAD: this.#library,
      FAKETIME_SHARED: this.#shared,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** Ms since it began to be moved. */
  get offset(): number {
    return this.#offset;
  }

  advance(milliseconds: number): void {
    this.#offset += milliseconds;
    this.#write();
  }

  #write(): void {
    // In one, for they read it whenever they like.
    writeFileSync(`${this.#file}.new`, `+${this.#offset / 1_000}\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }
}

const python = `
import json, sys, boto3
sts = boto3.client('sts')
for line in sys.stdin:
    try:
        print(json.dumps({'arn': sts.get_caller_identity()['Arn']}), flush=True)
    except Exception as error:
        print(json.dumps({'error': f'{type(error).__name__}: {error}'}), flush=True)
`;

const javascript = `
import { createInterface } from 'node:readline';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
const client = new STSClient();
for await (const _ of createInterface(process.stdin)) {
  try {
    console.log(JSON.stringify({ arn: (await client.send(new GetCallerIdentityCommand())).Arn }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
`;

export type Client = 'boto3' | 'JS SDK';

/** A program that goes on for hours with one client object, and calls AWS whenever it is told to. */
export class LongRunningProgram {
  readonly name: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: Interface;
  readonly #gone: Promise<readonly string[]>;
  #errors = '';

  constructor(client: Client, name: string, env: Environment) {
    this.name = `${client} ${name}`;
    const [command, parameters] =
      client === 'boto3'
        ? ['python3', ['-c', python]]
        : [process.execPath, ['--input-type=module', '-e', javascript]];
    this.#child = spawn(command, parameters, { env, cwd: repository });
    this.#lines = createInterface(this.#child.stdout);
    this.#child.stdin.on('error', () => undefined);
    this.#child.stderr.on('data', (text) => {
      this.#errors += text;
    });
    this.#gone = once(this.#child, 'close').then(() => [JSON.stringify({ error: this.#errors })]);
  }

  /** The ARN it is taken for, or its error. */
  async ask(): Promise<string> {
    const answered = once(this.#lines, 'line');
    this.#child.stdin.write('\n');
    const [line] = await Promise.race([answered, this.#gone]);
    const { arn, error } = JSON.parse(line as string) as Partial<Record<'arn' | 'error', string>>;
    return arn ?? `${this.name}: ${error}`;
  }

  async end(): Promise<void> {
    this.#child.stdin.end();
    await this.#gone;
  }
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program to its end; it has no terminal. */
export async function runProgram(
  command: string,
  parameters: readonly string[],
  env: Environment,
  input = '',
): Promise<Ended> {
  // Detached: in a session of its own, without the terminal of whoever runs the tests.
  const child = spawn(command, parameters, { env, cwd: repository, detached: true });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, out, err };
}

/** Prints the ARN that AWS takes its caller for. */
export const askWhoByCli = ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'];

/** `aws … sts get-caller-identity`: the ARN, or what it says instead. */
export async function askByCli(parameters: readonly string[], env: Environment): Promise<string> {
  const { code, out, err } = await runProgram('aws', [...parameters, ...askWhoByCli], env);
  return code === 0 ? out.trim() : `aws: ${err.trim()}`;
}

/** Of somebody on this desktop. */
export function clientEnvironment(desktop: Desktop, stsUrl: string, more: Environment = {}): Environment {
  return { ...desktop.env, ...quietly, AWS_ENDPOINT_URL_STS: stsUrl, ...more };
}
