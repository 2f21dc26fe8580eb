import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import { SimulatorClock } from '../../simulator/clock.ts';
import { ada, adaArn, contractAccount, roleArn } from '../../simulator/contract/contract-account.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { systemClock } from '../adapters/system-clock.ts';
import type { ServedCredentials } from '../core/credentials.ts';
import { Grants, type NewGrant } from '../core/serving/grants.ts';
import type { GrantsDocument } from '../core/store-ports.ts';
import { HttpContainerEndpoint } from './container-endpoint.ts';

/** What AWS's own clients make of the endpoint, in a shell as a renewing export leaves it. */

const repository = fileURLToPath(new URL('../..', import.meta.url));
const minute = 60_000;

function isInstalled(command: string, probe: readonly string[]): boolean {
  try {
    execFileSync(command, probe, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const hasAwsCli = isInstalled('aws', ['--version']);
const hasBoto3 = isInstalled('python3', ['-c', 'import boto3']);
if (!hasAwsCli) {
  console.log('Skipped: the AWS CLI is not installed (command: aws).');
}
if (!hasBoto3) {
  console.log('Skipped: boto3 is not installed (python3 -c "import boto3").');
}

let folder: string;
let simulator: Simulator<SimulatorClock>;
let grants: Grants;
let grant: NewGrant;
let answers: (count: number) => Promise<Result<ServedCredentials>>;
let asked = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keycutter-endpoint-'));
  // A person's files as they are: stale keys of somebody else in [default].
  await writeFile(
    join(folder, 'credentials'),
    '[default]\naws_access_key_id = AKIASTALE22222222222\naws_secret_access_key = stale\n',
  );
  await writeFile(join(folder, 'config'), '[profile region-only]\nregion = eu-central-1\n');
  simulator = await startSimulator({ account: contractAccount, clock: new SimulatorClock() });
  const store = { load: () => ({ document, problem: null }), save: () => succeed() };
  const document: GrantsDocument = { port: null, grants: [] };
  const logger = { info: () => {}, warn: () => {}, error: () => {} };
  grants = new Grants({
    clock: systemClock,
    store,
    document,
    endpoint: new HttpContainerEndpoint({ clock: systemClock, logger }),
    serve: () => {
      asked += 1;
      return answers(asked);
    },
    tokenHours: () => 1,
    notify: () => {},
    onChanged: () => {},
  });
  const created = await grants.create('prod');
  if (!created.ok) throw new Error(created.error.code);
  grant = created.value;
});
beforeEach(() => {
  asked = 0;
});
afterAll(async () => {
  await grants.stop();
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

/** A session of its own for each time it is asked, which ends in so many minutes. */
function sessions(minutes: number) {
  const sts = new STSClient({ endpoint: simulator.url, region: 'eu-central-1', credentials: ada });
  return async (count: number): Promise<Result<ServedCredentials>> => {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: roleArn('team/open'), RoleSessionName: `session-${count}` }),
    );
    return succeed({
      ...served,
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: new Secret(Credentials?.SecretAccessKey ?? ''),
      sessionToken: new Secret(Credentials?.SessionToken ?? ''),
      expiration: Date.now() + minutes * minute,
    });
  };
}

const served: ServedCredentials = {
  profileId: 'prod',
  profileName: 'prod',
  accessKeyId: ada.accessKeyId,
  secretAccessKey: new Secret(ada.secretAccessKey),
  sessionToken: null,
  expiration: null,
  region: 'eu-central-1',
  accountId: null,
  endpointUrl: null,
};

const sessionArn = (count: number) => `arn:aws:sts::222222222222:assumed-role/open/session-${count}`;

function environment(token = grant.token.reveal()): Record<string, string> {
  const { PATH = '', PYENV_ROOT = join(homedir(), '.pyenv') } = process.env;
  return {
    PATH,
    PYENV_ROOT,
    HOME: folder,
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    AWS_PROFILE: 'region-only',
    AWS_REGION: 'eu-central-1',
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_CONTAINER_CREDENTIALS_FULL_URI: grant.url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
    AWS_ENDPOINT_URL_STS: simulator.url,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    PYTHONWARNINGS: 'ignore',
  };
}

interface Client {
  readonly name: string;
  readonly isInstalled: boolean;
  readonly command: string;
  readonly parameters: (calls: number) => readonly string[];
}

/** What the JavaScript SDK makes of every failure: its chain goes on to the next source, and forgets why. */
const withoutReason = 'Could not load credentials from any providers';

/** Each prints the Arn of so many calls, one a line; the CLI can make but one. */
const clients: readonly Client[] = [
  {
    name: 'the AWS CLI',
    isInstalled: hasAwsCli,
    command: 'aws',
    parameters: () => ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'],
  },
  {
    name: 'boto3',
    isInstalled: hasBoto3,
    command: 'python3',
    parameters: (calls) => [
      '-c',
      `
import boto3
sts = boto3.client('sts')
for _ in range(${calls}): print(sts.get_caller_identity()['Arn'])`,
    ],
  },
  {
    name: 'the JavaScript SDK',
    isInstalled: true,
    command: process.execPath,
    parameters: (calls) => [
      '--input-type=module',
      '-e',
      `
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
const sts = new STSClient({});
for (let call = 0; call < ${calls}; call += 1) console.log((await sts.send(new GetCallerIdentityCommand({}))).Arn);`,
    ],
  },
];

for (const { name, isInstalled: installed, command, parameters } of clients) {
  const run = async (calls: number, env = environment()) => {
    const options = { env, cwd: repository };
    const { stdout } = await promisify(execFile)(command, [...parameters(calls)], options);
    return stdout.trim().split('\n');
  };

  const keepsItsReason = name !== 'the JavaScript SDK';

  describe.skipIf(!installed)(name, () => {
    it('acts as the session, and asks for it once', async () => {
      answers = sessions(60);
      const calls = name === 'the AWS CLI' ? 1 : 3;
      expect(await run(calls)).toEqual(Array.from({ length: calls }, () => sessionArn(1)));
      expect(asked).toBe(1);
    });

    it('acts as the user where the access key itself is served', async () => {
      answers = async () => succeed(served);
      expect(await run(1)).toEqual([adaArn]);
    });

    it('gets to know what is wrong', async () => {
      answers = async () => fail(appError('mfa-needed', { name: 'prod' }));
      const refused = await run(1).catch((error: { readonly stderr: string }) => error.stderr);
      expect(refused).toContain(keepsItsReason ? 'prod wants an MFA code.' : withoutReason);
    });

    it('gets nothing for a token that is not right', async () => {
      answers = sessions(60);
      const refused = await run(1, environment('wrong')).catch((error: { readonly stderr: string }) => {
        return error.stderr;
      });
      expect(refused).toContain(keepsItsReason ? 'grant-not-found' : withoutReason);
      expect(asked).toBe(0);
    });
  });

  describe.skipIf(!installed || name === 'the AWS CLI')(`${name}, running on`, () => {
    it('goes from session to session without a failed call', async () => {
      // So near to their end that the next one is wanted at once, by botocore before each call (from 15 minutes on),
      // by the SDK beside its calls (from 5).
      answers = sessions(4);
      const arns = await run(40);
      expect(arns).toHaveLength(40);
      expect(new Set(arns).size).toBeGreaterThanOrEqual(4);
      for (const arn of arns) expect(arn).toMatch(/assumed-role\/open\/session-\d+$/);
    });
  });
}
