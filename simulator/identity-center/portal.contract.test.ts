import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  ListAccountsCommand,
  LogoutCommand,
} from '@aws-sdk/client-sso';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { reservedRoleName } from './instance.ts';
import {
  account,
  aws,
  clock,
  minute,
  portal,
  refusal,
  settings,
  signedIn,
  token,
  withIdentityCenter,
} from './testing/aws-clients.ts';
import { sampleStartUrl } from './testing/sample-instance.ts';

/** AWS's own clients for what a token is good for. */

describe('the portal of 250 accounts', () => {
  withIdentityCenter(250);

  it('answers in pages', async () => {
    const { accessToken } = (await signedIn()).tokens;
    const seen: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await portal().send(new ListAccountsCommand({ accessToken, nextToken, maxResults: 100 }));
      seen.push(...(page.accountList ?? []).map(({ accountId = '' }) => accountId));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect([seen.length, new Set(seen).size]).toEqual([250, 250]);
    for (const maxResults of [0, 101]) {
      expect(await refusal(portal().send(new ListAccountsCommand({ accessToken, maxResults })))).toBe(
        'InvalidRequestException 400',
      );
    }
    expect(await refusal(portal().send(new ListAccountsCommand({ accessToken, nextToken: 'x' })))).toBe(
      'InvalidRequestException 400',
    );
  });
});

describe('the portal', () => {
  withIdentityCenter();

  it('gives credentials that STS knows, for as long as the permission set says', async () => {
    const { accessToken } = (await signedIn()).tokens;
    const { roleList } = await portal().send(
      new ListAccountRolesCommand({ accessToken, accountId: account }),
    );
    expect(roleList?.map(({ roleName }) => roleName)).toEqual([
      'Administrator',
      'Billing',
      'PowerUser',
      'ReadOnly',
    ]);
    const { roleCredentials } = await portal().send(
      new GetRoleCredentialsCommand({ accessToken, accountId: account, roleName: 'PowerUser' }),
    );
    const { accessKeyId = '', secretAccessKey = '', sessionToken = '', expiration } = roleCredentials ?? {};
    expect(expiration).toBe((Math.floor(clock.now() / 1000) + 28_800) * 1000);
    const sts = new STSClient({
      ...settings(),
      credentials: { accessKeyId, secretAccessKey, sessionToken },
      systemClockOffset: clock.offset,
    });
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe(
      `arn:aws:sts::${account}:assumed-role/${reservedRoleName(account, 'PowerUser')}/ada@example.com`,
    );
  });

  it('refuses roles and accounts that one has no access to', async () => {
    const { accessToken } = (await signedIn()).tokens;
    const role = (accountId: string, roleName: string) =>
      refusal(portal().send(new GetRoleCredentialsCommand({ accessToken, accountId, roleName })));
    expect(await role(account, 'Root')).toBe('ForbiddenException 403');
    expect(await role('999999999999', 'ReadOnly')).toBe('ForbiddenException 403');
    const roles = portal().send(new ListAccountRolesCommand({ accessToken, accountId: '999999999999' }));
    expect(await refusal(roles)).toBe('ResourceNotFoundException 404');
  });

  it('refuses a token that is over, ended, logged out or unknown', async () => {
    const list = (accessToken: string | undefined) =>
      refusal(portal().send(new ListAccountsCommand({ accessToken })));
    const { registered, tokens } = await signedIn();
    expect(await list(tokens.accessToken)).toBe('answered');
    await portal().send(new LogoutCommand({ accessToken: tokens.accessToken }));
    expect(await list(tokens.accessToken)).toBe('UnauthorizedException 401');
    const refresh = { grantType: 'refresh_token', refreshToken: tokens.refreshToken };
    expect(await refusal(token(registered, refresh))).toBe('InvalidGrantException 400');

    const late = (await signedIn()).tokens.accessToken;
    clock.advance(60 * minute);
    expect(await list(late)).toBe('UnauthorizedException 401');
    const ended = (await signedIn()).tokens.accessToken;
    aws.identityCenter.endSessions();
    expect(await list(ended)).toBe('UnauthorizedException 401');
    expect(await list('unknown')).toBe('UnauthorizedException 401');
  });

  it('has calls slow down above a burst', async () => {
    const { accessToken } = (await signedIn()).tokens;
    const list = () => refusal(portal().send(new ListAccountsCommand({ accessToken })));
    aws.identityCenter.setRate({ burst: 2, perSecond: 1 });
    expect([await list(), await list(), await list()]).toEqual([
      'answered',
      'answered',
      'TooManyRequestsException 429',
    ]);
    clock.advance(1_000);
    expect([await list(), await list()]).toEqual(['answered', 'TooManyRequestsException 429']);
  });

  it('fails as it is told to', async () => {
    const { accessToken } = (await signedIn()).tokens;
    aws.faults.next({ kind: 'server-error', status: 503 }, { action: 'ListAccounts' });
    expect(await refusal(portal().send(new ListAccountsCommand({ accessToken })))).toBe(
      'ServiceUnavailable 503',
    );
    expect(aws.calls.at(-1)).toMatchObject({ action: 'ListAccounts', outcome: 'ServiceUnavailable' });
  });
});

const python = 'python3';
function hasBoto3(): boolean {
  try {
    execFileSync(python, ['-c', 'import boto3'], { stdio: 'ignore' });
    return true;
  } catch {
    console.log('Skipped: boto3 is not installed (python3 -c "import boto3").');
    return false;
  }
}

describe.skipIf(!hasBoto3())('boto3', () => {
  withIdentityCenter();

  it('renews a cached sign-in and uses a role with it', async () => {
    const { registered, tokens } = await signedIn();
    const home = await mkdtemp(join(tmpdir(), 'keycutter-boto3-'));
    try {
      const cache = join(home, '.aws', 'sso', 'cache');
      await mkdir(cache, { recursive: true });
      await writeFile(
        join(home, '.aws', 'config'),
        `[sso-session work]\nsso_start_url = ${sampleStartUrl}\nsso_region = eu-central-1\n
[profile team]\nsso_session = work\nsso_account_id = ${account}\nsso_role_name = Billing\nregion = eu-central-1\n`,
      );
      const file = join(cache, `${createHash('sha1').update('work').digest('hex')}.json`);
      const time = (offset: number) => new Date(Date.now() + offset).toISOString();
      const cached = {
        startUrl: sampleStartUrl,
        region: 'eu-central-1',
        accessToken: tokens.accessToken,
        expiresAt: time(minute),
        clientId: registered.clientId,
        clientSecret: registered.clientSecret,
        registrationExpiresAt: time(86_400_000),
        refreshToken: tokens.refreshToken,
      };
      await writeFile(file, JSON.stringify(cached));
      const script = "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'])";
      const { stdout } = await promisify(execFile)(python, ['-c', script], {
        env: {
          PATH: process.env.PATH ?? '',
          PYENV_ROOT: process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'),
          HOME: home,
          AWS_PROFILE: 'team',
          AWS_ENDPOINT_URL: aws.url,
          AWS_EC2_METADATA_DISABLED: 'true',
          AWS_MAX_ATTEMPTS: '1',
          PYTHONWARNINGS: 'ignore',
        },
      });
      expect(stdout.trim()).toBe(
        `arn:aws:sts::${account}:assumed-role/${reservedRoleName(account, 'Billing')}/ada@example.com`,
      );
      const renewed = JSON.parse(await readFile(file, 'utf8'));
      expect(renewed.refreshToken).not.toBe(tokens.refreshToken);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });
});
