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
  SSOClient,
} from '@aws-sdk/client-sso';
import {
  CreateTokenCommand,
  type CreateTokenCommandInput,
  RegisterClientCommand,
  type RegisterClientCommandInput,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatorClock } from '../clock.ts';
import { type Simulator, startSimulator } from '../simulator.ts';
import { reservedRoleName } from './instance.ts';
import { deviceGrant } from './registrations.ts';
import { sampleAws, sampleInstance, sampleStartUrl } from './testing/sample-instance.ts';

/** AWS's own clients against the stand-in for Identity Center. */

const minute = 60_000;
const account = '100000000001';
const verifier = 'a-verifier-of-at-least-forty-three-characters';
const challenge = createHash('sha256').update(verifier).digest('base64url');
const redirectUri = 'http://127.0.0.1:40123/oauth/callback';

let clock: SimulatorClock;
let aws: Simulator<SimulatorClock>;
beforeEach(async () => {
  clock = new SimulatorClock();
  clock.freeze();
  aws = await startSimulator({ account: sampleAws(), clock });
});
afterEach(() => aws.close());

const settings = () => ({ endpoint: aws.url, region: 'eu-central-1', maxAttempts: 1 });
const oidc = () => new SSOOIDCClient(settings());
const portal = () => new SSOClient(settings());

function register(more: Partial<RegisterClientCommandInput> = {}) {
  return oidc().send(
    new RegisterClientCommand({
      clientName: 'test',
      clientType: 'public',
      scopes: ['sso:account:access'],
      grantTypes: ['authorization_code', 'refresh_token', deviceGrant],
      redirectUris: ['http://127.0.0.1/oauth/callback'],
      issuerUrl: sampleStartUrl,
      ...more,
    }),
  );
}

type Client = Pick<CreateTokenCommandInput, 'clientId' | 'clientSecret'>;

async function client(): Promise<Client> {
  const { clientId, clientSecret } = await register();
  return { clientId, clientSecret };
}

function token(registered: Client, more: Partial<CreateTokenCommandInput>) {
  return oidc().send(new CreateTokenCommand({ ...registered, grantType: deviceGrant, ...more }));
}

function authorizationUrl(registered: Client, more: Readonly<Record<string, string>> = {}) {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: registered.clientId ?? '',
    redirect_uri: redirectUri,
    state: 'a state',
    code_challenge_method: 'S256',
    scopes: 'sso:account:access',
    code_challenge: challenge,
    ...more,
  });
  return `${aws.url}/authorize?${query}`;
}

async function code(registered: Client): Promise<string> {
  const location = aws.identityCenter.visit(authorizationUrl(registered), { decide: 'approve' });
  return new URL(location ?? '').searchParams.get('code') ?? '';
}

const codeGrant = (value: string): Partial<CreateTokenCommandInput> => ({
  grantType: 'authorization_code',
  code: value,
  redirectUri,
  codeVerifier: verifier,
});

async function device(registered: Client, startUrl = sampleStartUrl) {
  return oidc().send(
    new StartDeviceAuthorizationCommand({
      clientId: registered.clientId,
      clientSecret: registered.clientSecret,
      startUrl,
    }),
  );
}

async function signedIn() {
  const registered = await client();
  return { registered, tokens: await token(registered, codeGrant(await code(registered))) };
}

async function refusal(call: Promise<unknown>) {
  try {
    await call;
  } catch (error) {
    const { name, $metadata }: { name?: string; $metadata?: { httpStatusCode?: number } } = Object(error);
    return `${name} ${$metadata?.httpStatusCode}`;
  }
  return 'answered';
}

describe('registering a client', () => {
  it('is for ninety days', async () => {
    const { clientSecretExpiresAt } = await register();
    expect(clientSecretExpiresAt).toBe(Math.floor(clock.now() / 1000) + 90 * 86_400);
  });

  it.each<[string, Partial<RegisterClientCommandInput>]>([
    ['InvalidClientMetadataException 400', { clientType: 'confidential' }],
    ['UnsupportedGrantTypeException 400', { grantTypes: ['password'] }],
    ['InvalidScopeException 400', { scopes: ['everything'] }],
    ['InvalidRedirectUriException 400', { redirectUris: ['http://127.0.0.1:8080/oauth/callback'] }],
    ['InvalidRedirectUriException 400', { redirectUris: ['http://example.com/oauth/callback'] }],
    ['InvalidRedirectUriException 400', { redirectUris: [] }],
    ['InvalidRequestException 400', { issuerUrl: 'https://d-0000000000.awsapps.com/start' }],
  ])('is refused with %s for %j', async (expected, more) => {
    expect(await refusal(register(more))).toBe(expected);
  });

  it('ends, and then the client is not known', async () => {
    const registered = await client();
    clock.advance(90 * 86_400_000);
    expect(await refusal(device(registered))).toBe('InvalidClientException 401');
  });
});

describe('a device code', () => {
  it('is pending until the person approves, and good for one token', async () => {
    const registered = await client();
    const { deviceCode, userCode = '', interval, verificationUriComplete = '' } = await device(registered);
    expect(interval).toBe(1);
    expect(await refusal(token(registered, { deviceCode }))).toBe('AuthorizationPendingException 400');
    clock.advance(1_000);

    const page = await (await fetch(verificationUriComplete)).text();
    expect(page).toContain(userCode);
    const form = new URLSearchParams({ user_code: userCode, user: 'bob@example.com', decision: 'approve' });
    expect((await fetch(`${aws.url}/device`, { method: 'POST', body: form })).status).toBe(200);

    const { accessToken, expiresIn, refreshToken } = await token(registered, { deviceCode });
    expect([expiresIn, typeof refreshToken]).toEqual([3_600, 'string']);
    const { accountList } = await portal().send(new ListAccountsCommand({ accessToken }));
    expect(accountList).toEqual([
      { accountId: account, accountName: 'team-000', emailAddress: 'aws+0@example.com' },
    ]);
    clock.advance(1_000);
    expect(await refusal(token(registered, { deviceCode }))).toBe('InvalidGrantException 400');
  });

  it('is slowed down when polled too soon, by five seconds each time', async () => {
    const registered = await client();
    const { deviceCode } = await device(registered);
    const poll = () => refusal(token(registered, { deviceCode }));
    expect(await poll()).toBe('AuthorizationPendingException 400');
    clock.advance(500);
    expect(await poll()).toBe('SlowDownException 400');
    clock.advance(5_000);
    expect(await poll()).toBe('SlowDownException 400');
    clock.advance(11_000);
    expect(await poll()).toBe('AuthorizationPendingException 400');
  });

  it('can be denied, and expires', async () => {
    const registered = await client();
    const denied = await device(registered);
    expect(aws.identityCenter.deny(denied.userCode ?? '')).toBe(true);
    expect(await refusal(token(registered, { deviceCode: denied.deviceCode }))).toBe(
      'AccessDeniedException 400',
    );
    const late = await device(registered);
    clock.advance(10 * minute);
    expect(await refusal(token(registered, { deviceCode: late.deviceCode }))).toBe(
      'ExpiredTokenException 400',
    );
    expect(aws.identityCenter.approve(late.userCode ?? '')).toBe(false);
  });

  it('is for the start page of this instance, and for clients registered for it', async () => {
    const registered = await client();
    expect((await device(registered, `${sampleStartUrl}/#/`)).userCode).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
    expect(await refusal(device(registered, 'https://other.awsapps.com/start'))).toBe(
      'InvalidRequestException 400',
    );
    const browserOnly = await register({ grantTypes: ['authorization_code', 'refresh_token'] });
    expect(await refusal(device(browserOnly as Client))).toBe('UnauthorizedClientException 400');
  });
});

describe('an authorization code', () => {
  it('comes by the page that the person approves', async () => {
    const registered = await client();
    const page = await (await fetch(authorizationUrl(registered))).text();
    const ticket = /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const form = new URLSearchParams({ ticket, user: 'ada@example.com', decision: 'approve' });
    const decided = await fetch(`${aws.url}/authorize`, { method: 'POST', body: form, redirect: 'manual' });
    const location = new URL(decided.headers.get('location') ?? '');
    expect(`${location.origin}${location.pathname}`).toBe(redirectUri);
    expect(location.searchParams.get('state')).toBe('a state');
    const tokens = await token(registered, codeGrant(location.searchParams.get('code') ?? ''));
    expect(tokens.tokenType).toBe('Bearer');
    expect(decided.headers.get('date')).toBe(new Date(clock.now()).toUTCString());
  });

  it('is told when the person denies', async () => {
    const location = aws.identityCenter.visit(authorizationUrl(await client()), { decide: 'deny' });
    expect(new URL(location ?? '').searchParams.get('error')).toBe('access_denied');
  });

  it.each<[string, Partial<CreateTokenCommandInput>]>([
    ['a wrong verifier', { codeVerifier: `${verifier}!` }],
    ['another redirect address', { redirectUri: 'http://127.0.0.1:40124/oauth/callback' }],
    ['a made-up code', { code: 'made-up' }],
  ])('is refused with %s', async (_, more) => {
    const registered = await client();
    const given = { ...codeGrant(await code(registered)), ...more };
    expect(await refusal(token(registered, given))).toBe('InvalidGrantException 400');
  });

  it('is good once, for its own client, and for minutes', async () => {
    const registered = await client();
    const first = codeGrant(await code(registered));
    await token(registered, first);
    expect(await refusal(token(registered, first))).toBe('InvalidGrantException 400');
    const other = codeGrant(await code(registered));
    expect(await refusal(token(await client(), other))).toBe('InvalidGrantException 400');
    const late = codeGrant(await code(registered));
    clock.advance(10 * minute);
    expect(await refusal(token(registered, late))).toBe('InvalidGrantException 400');
  });

  it.each([
    [{ redirect_uri: 'http://127.0.0.1:40123/elsewhere' }, 400],
    [{ redirect_uri: 'http://example.com/oauth/callback' }, 400],
    [{ client_id: 'unknown' }, 400],
    [{ code_challenge_method: 'plain' }, 302],
  ])('is not given for %j', async (more, status) => {
    const answer = await fetch(authorizationUrl(await client(), more), { redirect: 'manual' });
    expect(answer.status).toBe(status);
    expect(new URL(answer.headers.get('location') ?? 'http://a').searchParams.get('code')).toBeNull();
  });
});

describe('a refresh token', () => {
  it('rotates: only the newest is taken', async () => {
    const { registered, tokens } = await signedIn();
    const grantType = 'refresh_token';
    const next = await token(registered, { grantType, refreshToken: tokens.refreshToken });
    expect(next.refreshToken).not.toBe(tokens.refreshToken);
    expect(await refusal(token(registered, { grantType, refreshToken: tokens.refreshToken }))).toBe(
      'InvalidGrantException 400',
    );
    expect((await token(registered, { grantType, refreshToken: next.refreshToken })).expiresIn).toBe(3_600);
  });

  it('is over when revoked, and with the portal session', async () => {
    const { registered, tokens } = await signedIn();
    const refresh = { grantType: 'refresh_token', refreshToken: tokens.refreshToken };
    aws.identityCenter.revokeRefreshTokens();
    expect(await refusal(token(registered, refresh))).toBe('InvalidGrantException 400');
    const later = await signedIn();
    clock.advance(8 * 60 * minute);
    const again = { grantType: 'refresh_token', refreshToken: later.tokens.refreshToken };
    expect(await refusal(token(later.registered, again))).toBe('InvalidGrantException 400');
  });

  it('is not given without a scope', async () => {
    const { clientId, clientSecret } = await register({ scopes: [] });
    const registered = { clientId, clientSecret };
    const tokens = await token(registered, codeGrant(await code(registered)));
    expect([tokens.refreshToken, tokens.expiresIn]).toEqual([undefined, 8 * 3_600]);
  });
});

describe('the portal', () => {
  it('answers in pages', async () => {
    await aws.close();
    aws = await startSimulator({ account: sampleAws(sampleInstance(250)), clock });
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
