import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Desktop, until } from '../desktop/index.ts';
import type { Environment } from '../desktop/processes.ts';
import { hasAwsCli, quietly } from './aws-clients.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Of some other work, still set when the snippet is pasted: AWS's clients prefer some of these to keys. */
const leftOver: Readonly<Record<string, string>> = {
  AWS_PROFILE: 'left-over',
  AWS_DEFAULT_PROFILE: 'left-over',
  AWS_REGION: 'sa-east-1',
  AWS_DEFAULT_REGION: 'sa-east-1',
  AWS_ACCESS_KEY_ID: 'AKIALEFTOVERLEFTOVER',
  AWS_SECRET_ACCESS_KEY: 'left/over/left+over',
  AWS_SECURITY_TOKEN: 'left-over',
  AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/left-over',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/left-over',
};

/** Run by Node in the shell: the SDK finds its credentials, Region and endpoint by itself. */
const whoAmI = `
  import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
  const client = new STSClient();
  const [{ accessKeyId }, region, { Account, Arn }] = await Promise.all([
    client.config.credentials(), client.config.region(), client.send(new GetCallerIdentityCommand()),
  ]);
  console.log(JSON.stringify({ account: Account, arn: Arn, accessKeyId, region }));
`;

export interface Caller {
  readonly account: string;
  readonly arn: string;
}

/** A bash that somebody works in: lines are pasted into it, and what it sets stays set. */
export class Bash {
  readonly #child;
  #output = '';
  #ran = 0;

  /** `stsUrl`: where this person's shell reaches AWS, when no snippet says so. */
  constructor(
    desktop: Desktop,
    { stsUrl, environment }: { readonly stsUrl?: string; readonly environment?: Environment } = {},
  ) {
    this.#child = spawn('bash', ['--norc', '--noprofile'], {
      cwd: repository,
      env: {
        ...desktop.env,
        ...leftOver,
        ...(stsUrl === undefined ? {} : { AWS_ENDPOINT_URL_STS: stsUrl }),
        ...quietly,
        ...environment,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
  }

  paste(text: string): void {
    this.#child.stdin.write(text);
  }

  /** What a command prints, errors too, and how it ends. */
  async run(command: string): Promise<{ readonly output: string; readonly code: number }> {
    this.#ran += 1;
    const from = this.#output.length;
    const end = new RegExp(`\\u001e${this.#ran} (\\d+)\\u001e`);
    this.#child.stdin.write(`{ ${command}\n} 2>&1; printf '\\036%d %d\\036' ${this.#ran} $?\n`);
    const found = await until(
      `bash has run ${command.trim()}`,
      async () => end.exec(this.#output.slice(from)) ?? undefined,
      30_000,
    );
    return { output: this.#output.slice(from, from + found.index), code: Number(found[1]) };
  }

  /** Names and values of all AWS variables but those that only say how to call. */
  async awsVariables(): Promise<Readonly<Record<string, string>>> {
    const { output } = await this.run('env');
    const howToCall = /^AWS_(EC2_METADATA_DISABLED|MAX_ATTEMPTS|PAGER)=/;
    const lines = output.split('\n').filter((line) => line.startsWith('AWS_') && !howToCall.test(line));
    return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
  }

  async askBySdk(): Promise<Caller & { readonly accessKeyId: string; readonly region: string }> {
    const { output, code } = await this.run(`node --input-type=module -e "$(cat <<'END'\n${whoAmI}\nEND\n)"`);
    if (code !== 0) throw new Error(output);
    return JSON.parse(output);
  }

  /** Null, with a printed line, where the AWS CLI is not installed. */
  async askByCli(): Promise<Caller | null> {
    if (!hasAwsCli()) return null;
    const { output, code } = await this.run('aws sts get-caller-identity --output json');
    if (code !== 0) throw new Error(output);
    const { Account, Arn } = JSON.parse(output);
    return { account: Account, arn: Arn };
  }

  async exit(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.stdin.end();
    await gone;
  }
}
