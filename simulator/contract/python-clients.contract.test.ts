import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatorClock } from '../clock.ts';
import { verifySamlSignature } from '../saml/xml-signature.ts';
import { type Simulator, startSimulator } from '../simulator.ts';
import { rolePair, samlResponse } from '../testing/saml-response.ts';
import { webIdentityToken } from '../testing/web-identity.ts';
import { totp } from '../totp.ts';
import { ada, adaArn, adaMfa, bob, cai, contractAccount, home, roleArn } from './contract-account.ts';
import {
  broker,
  clientId,
  ecKey,
  entityId,
  identityAccount,
  roleArn as identityRoleArn,
  issuer,
  oidcProviderArn,
  providerArn,
  samlKeys,
  workload,
} from './identity-account.ts';
import type { Keys } from './testing/javascript-clients.ts';

/** AWS's Python clients, where they are installed: they sign, encode and parse by code of their own. */

const awsCli = 'aws';
const python = 'python3';

function isInstalled(command: string, probe: readonly string[]): boolean {
  try {
    execFileSync(command, probe, { stdio: 'ignore', env: cleanEnvironment(tmpdir()) });
    return true;
  } catch {
    return false;
  }
}

/** Nothing of the person who runs the tests: neither their keys nor their settings. */
function cleanEnvironment(folder: string): Record<string, string> {
  // Where pyenv manages Python, it would otherwise derive its root from HOME.
  const { PATH = '', PYENV_ROOT = join(homedir(), '.pyenv') } = process.env;
  return {
    PATH,
    PYENV_ROOT,
    HOME: folder,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
    PYTHONWARNINGS: 'ignore',
  };
}

const hasAwsCli = isInstalled(awsCli, ['--version']);
const hasBoto3 = isInstalled(python, ['-c', 'import boto3']);
if (!hasAwsCli) {
  console.log('Skipped: the AWS CLI is not installed (command: aws).');
}
if (!hasBoto3) {
  console.log('Skipped: boto3 is not installed (python3 -c "import boto3").');
}

let folder: string;
let simulator: Simulator<SimulatorClock>;
let identities: Simulator<SimulatorClock>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keycutter-simulator-'));
  simulator = await startSimulator({ account: contractAccount, clock: new SimulatorClock() });
  identities = await startSimulator({
    account: identityAccount,
    clock: new SimulatorClock(),
    saml: verifySamlSignature,
  });
});
afterAll(async () => {
  await simulator.close();
  await identities.close();
  await rm(folder, { recursive: true, force: true });
});

async function run(
  command: string,
  arguments_: readonly string[],
  keys: Keys,
  { url } = simulator,
): Promise<string> {
  const { stdout } = await promisify(execFile)(command, arguments_, {
    env: {
      ...cleanEnvironment(folder),
      AWS_ENDPOINT_URL_STS: url,
      AWS_ENDPOINT_URL_IAM: url,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      ...(keys.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: keys.sessionToken }),
    },
  });
  return stdout;
}

/** What the client wrote to stderr; throws when it succeeded. */
async function failureOf(running: Promise<string>): Promise<string> {
  return running.then(
    () => {
      throw new Error('The command succeeded');
    },
    (error: { readonly stderr: string }) => error.stderr,
  );
}

interface CliCredentials {
  readonly Credentials: Readonly<
    Record<'AccessKeyId' | 'SecretAccessKey' | 'SessionToken' | 'Expiration', string>
  >;
}

describe.skipIf(!hasAwsCli)('the AWS CLI', () => {
  const cli = (arguments_: readonly string[], keys: Keys = ada) =>
    run(awsCli, [...arguments_, '--output', 'json'], keys);
  const assumeRole = (arn: string, more: readonly string[] = []) =>
    cli(['sts', 'assume-role', '--role-arn', arn, '--role-session-name', 'cli', ...more]);

  it('assumes a role with everything a role can be assumed with, and uses the result', async () => {
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
    });
    const code = totp(adaMfa.seed, simulator.clock.now());
    const answer = JSON.parse(
      await assumeRole(roleArn('team/open'), [
        ...['--duration-seconds', '43200', '--external-id', 'Partner/7', '--policy', policy],
        ...['--tags', 'Key=team,Value=파랑 + co', 'Key=stage,Value=', '--transitive-tag-keys', 'team'],
        ...['--source-identity', 'ada', '--serial-number', adaMfa.serialNumber, '--token-code', code],
      ]),
    ) as CliCredentials & { readonly SourceIdentity: string };
    expect(answer.SourceIdentity).toBe('ada');
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials;
    expect(Date.parse(Expiration)).toBeGreaterThan(simulator.clock.now() + 43_000_000);
    const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    expect(JSON.parse(await cli(['sts', 'get-caller-identity'], keys))).toEqual({
      UserId: 'AROAOPEN:cli',
      Account: '222222222222',
      Arn: 'arn:aws:sts::222222222222:assumed-role/open/cli',
    });
  });

  it.each([
    [
      roleArn('names-nobody'),
      [],
      `An error occurred (AccessDenied) when calling the AssumeRole operation: User: ${adaArn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn('names-nobody')}`,
    ],
    [
      roleArn('short'),
      ['--duration-seconds', '7200'],
      'An error occurred (ValidationError) when calling the AssumeRole operation: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    ],
    [
      roleArn('mfa'),
      ['--serial-number', adaMfa.serialNumber, '--token-code', '000000'],
      'An error occurred (AccessDenied) when calling the AssumeRole operation: MultiFactorAuthentication failed with invalid MFA one time pass code.',
    ],
  ])('understands why %s with %j is refused', async (arn, more, message) => {
    expect(await failureOf(assumeRole(arn, more))).toContain(message);
  });

  it('understands a wrong secret', async () => {
    const wrong = cli(['sts', 'get-caller-identity'], { ...ada, secretAccessKey: 'wrong' });
    expect(await failureOf(wrong)).toContain(
      'An error occurred (SignatureDoesNotMatch) when calling the GetCallerIdentity operation: The request signature',
    );
  });

  it('rotates a key', async () => {
    const iam = async (verb: string, more: readonly string[] = [], keys: Keys = cai) =>
      JSON.parse((await cli(['iam', verb, ...more], keys)) || 'null');
    const { AccessKey } = await iam('create-access-key');
    expect(AccessKey).toMatchObject({ UserName: 'cai', Status: 'Active' });
    const fresh = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
    expect(await failureOf(cli(['iam', 'create-access-key'], cai))).toContain(
      'An error occurred (LimitExceeded) when calling the CreateAccessKey operation: Cannot exceed quota for AccessKeysPerUser: 2',
    );
    const old = ['--access-key-id', cai.accessKeyId];
    await iam('update-access-key', [...old, '--status', 'Inactive'], fresh);
    expect(await failureOf(cli(['sts', 'get-caller-identity'], cai))).toContain('(InvalidClientTokenId)');
    expect(await iam('get-access-key-last-used', old, fresh)).toMatchObject({
      UserName: 'cai',
      AccessKeyLastUsed: { ServiceName: 'iam' },
    });
    await iam('delete-access-key', old, fresh);
    const { AccessKeyMetadata } = await iam('list-access-keys', [], fresh);
    expect(AccessKeyMetadata).toMatchObject([{ AccessKeyId: fresh.accessKeyId, Status: 'Active' }]);
    expect(await failureOf(cli(['iam', 'create-access-key'], bob))).toContain(
      'is not authorized to perform: iam:CreateAccessKey on resource: user bob because no identity-based policy allows',
    );
  }, 60_000);

  it("reads a role's maximum", async () => {
    const answer = JSON.parse(await cli(['iam', 'get-role', '--role-name', 'hub'])) as {
      readonly Role: { readonly MaxSessionDuration: number; readonly AssumeRolePolicyDocument: unknown };
    };
    expect(answer.Role.MaxSessionDuration).toBe(43_200);
    expect(answer.Role.AssumeRolePolicyDocument).toMatchObject({ Version: '2012-10-17' });
  });
});

describe.skipIf(!hasAwsCli)('the AWS CLI, with identity providers', () => {
  const cli = async (arguments_: readonly string[], keys: Keys = broker) =>
    JSON.parse((await run(awsCli, [...arguments_, '--output', 'json'], keys, identities)) || 'null');
  const assertion = (roleSessionName: string | null) =>
    samlResponse({
      keys: samlKeys,
      issuer: entityId,
      at: identities.clock.now(),
      roles: [rolePair(identityRoleArn('corp'), providerArn)],
      roleSessionName,
    });
  const withSaml = (roleSessionName: string | null) =>
    cli([
      ...['sts', 'assume-role-with-saml', '--role-arn', identityRoleArn('corp')],
      ...['--principal-arn', providerArn, '--saml-assertion', assertion(roleSessionName)],
    ]);

  it('shows an assertion, and understands why one is refused', async () => {
    expect(await withSaml('ada')).toMatchObject({
      SubjectType: 'persistent',
      AssumedRoleUser: { Arn: expect.stringMatching(/:assumed-role\/corp\/ada$/) },
    });
    expect(await failureOf(withSaml(null))).toContain(
      'An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithSAML operation: RoleSessionName is required in AuthnResponse',
    );
  }, 60_000);

  it('shows a web identity token', async () => {
    const at = identities.clock.now();
    const token = webIdentityToken({ key: ecKey, issuer, audience: clientId, subject: 'ada', at });
    const answer = await cli([
      ...['sts', 'assume-role-with-web-identity', '--role-arn', identityRoleArn('web')],
      ...['--role-session-name', 'cli', '--web-identity-token', token],
    ]);
    expect(answer).toMatchObject({ SubjectFromWebIdentityToken: 'ada', Provider: oidcProviderArn });
  });

  it('lends out, raises a maximum and looks up devices', async () => {
    expect(await cli(['sts', 'get-federation-token', '--name', 'guest'])).toMatchObject({
      FederatedUser: { FederatedUserId: `${workload}:guest` },
    });
    await cli(['iam', 'update-role', '--role-name', 'next', '--max-session-duration', '7200']);
    const { Role } = await cli(['iam', 'get-role', '--role-name', 'next']);
    expect(Role.MaxSessionDuration).toBe(7200);
    expect((await cli(['iam', 'list-mfa-devices'])).MFADevices).toHaveLength(2);
  }, 60_000);
});

describe.skipIf(!hasBoto3)('boto3', () => {
  it('goes from GetSessionToken through a chain of roles, until it is refused', async () => {
    const script = `
import boto3, botocore, json
def sts(c=None):
    keys = {} if c is None else dict(aws_access_key_id=c['AccessKeyId'], aws_secret_access_key=c['SecretAccessKey'], aws_session_token=c['SessionToken'])
    return boto3.client('sts', **keys)
def refused(call, **arguments):
    try:
        call(**arguments)
    except botocore.exceptions.ClientError as error:
        return [error.response['Error']['Code'], error.response['ResponseMetadata']['HTTPStatusCode']]
session = sts().get_session_token()['Credentials']
hub = sts(session).assume_role(RoleArn='${roleArn('hub', home)}', RoleSessionName='hub', Tags=[{'Key': 'team', 'Value': 'blue'}], TransitiveTagKeys=['team'])['Credentials']
last = sts(hub).assume_role(RoleArn='${roleArn('tagged')}', RoleSessionName='last')
print(json.dumps({
    'session': sts(session).get_caller_identity()['Arn'],
    'last': sts(last['Credentials']).get_caller_identity()['Arn'],
    'request': len(last['ResponseMetadata']['RequestId']),
    'chained': refused(sts(hub).assume_role, RoleArn='${roleArn('names-hub')}', RoleSessionName='x1', DurationSeconds=7200),
    'again': refused(sts(hub).get_session_token),
    'role': refused(boto3.client('iam').get_role, RoleName='none'),
}))`;
    expect(JSON.parse(await run(python, ['-c', script], ada))).toEqual({
      session: adaArn,
      last: 'arn:aws:sts::222222222222:assumed-role/tagged/last',
      request: 36,
      chained: ['ValidationError', 400],
      again: ['AccessDenied', 403],
      role: ['NoSuchEntity', 404],
    });
  });
});
