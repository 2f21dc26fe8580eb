import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import { SimulatorClock } from '../../simulator/clock.ts';
import { reservedRoleName } from '../../simulator/identity-center/instance.ts';
import {
  sampleAws,
  sampleInstance,
  sampleStartUrl,
} from '../../simulator/identity-center/testing/sample-instance.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import type { SsoClient, SsoGrant, SsoTokens } from '../core/way-in-ports.ts';
import { SdkIdentityCenterGateway } from './identity-center-gateway.ts';
import type { NetworkOptions } from './network-options.ts';
import { SdkStsGateway } from './sts-gateway.ts';
import { closeServers, kept, plain } from './testing/agreeable-sts.ts';
import { proxyServer } from './testing/local-servers.ts';

/** The gateway against the AWS stand-in. */

const region = 'eu-central-1';
const account = '100000000001';
const never = new AbortController().signal;
const verifier = new Secret('a-verifier-of-at-least-forty-three-characters');
const codeChallenge = createHash('sha256').update(verifier.reveal()).digest('base64url');
const redirectUri = 'http://127.0.0.1:40123/oauth/callback';

let clock: SimulatorClock;
let aws: Simulator<SimulatorClock>;
let gateway: SdkIdentityCenterGateway;
beforeEach(async () => {
  clock = new SimulatorClock();
  clock.freeze();
  aws = await startSimulator({ account: sampleAws(sampleInstance(150)), clock });
  gateway = gatewayTo({ ssoEndpointUrl: aws.url, ssoOidcEndpointUrl: aws.url });
});
afterEach(async () => {
  await aws.close();
  await closeServers();
});

function gatewayTo(network: Partial<NetworkOptions>): SdkIdentityCenterGateway {
  return new SdkIdentityCenterGateway({ network: () => ({ ...plain, ...network }) });
}

function value<Value>({ result }: { readonly result: Result<Value> }): Value {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.params)}`);
  return result.value;
}

function refusal({ result }: { readonly result: Result<unknown> }) {
  return result.ok ? null : result.error;
}

const register = async (flow: 'browser' | 'device' = 'browser') =>
  value(await gateway.registerClient(region, sampleStartUrl, flow, never));

async function authorizationUrl(client: SsoClient, from = gateway, at = region): Promise<string> {
  const url = await from.authorizationUrl(at, client, { redirectUri, state: 'a-state', codeChallenge });
  return url.ok ? url.value : url.error.code;
}

async function codeGrant(client: SsoClient): Promise<SsoGrant> {
  const location = aws.identityCenter.visit(await authorizationUrl(client), { decide: 'approve' });
  const code = new Secret(new URL(location ?? '').searchParams.get('code') ?? '');
  return { kind: 'code', code, codeVerifier: verifier, redirectUri };
}

async function signedIn(): Promise<{ readonly client: SsoClient; readonly tokens: SsoTokens }> {
  const client = await register();
  const answer = value(await gateway.createToken(region, client, await codeGrant(client), never));
  if (answer.kind !== 'tokens') throw new Error(answer.kind);
  return { client, tokens: answer.tokens };
}

describe('the OIDC service', () => {
  it('gives tokens for a code, with AWS’s time, and new ones for a refresh token', async () => {
    clock.advance(-3_600_000);
    const { client, tokens } = await signedIn();
    expect(client.expiresAt - clock.now()).toBeGreaterThan(89 * 86_400_000);
    expect(Math.abs(tokens.expiresAt - clock.now() - 3_600_000)).toBeLessThan(2_000);
    expect(tokens.accessToken).toBeInstanceOf(Secret);
    if (tokens.refreshToken === null) throw new Error('No refresh token');

    const grant: SsoGrant = { kind: 'refresh', refreshToken: tokens.refreshToken };
    const answer = await gateway.createToken(region, client, grant, never);
    expect(Math.abs((answer.awsTime ?? 0) - clock.now())).toBeLessThan(1_000);
    expect(value(answer).kind).toBe('tokens');
    expect(refusal(await gateway.createToken(region, client, grant, never))?.code).toBe('sign-in-revoked');
  });

  it('says pending and slow-down without asking again by itself', async () => {
    const client = await register('device');
    const device = value(await gateway.startDevice(region, client, sampleStartUrl, never));
    expect(device.verificationUrlComplete).toBe(`${aws.url}/device?user_code=${device.userCode}`);
    expect([device.intervalSeconds, Math.abs(device.expiresAt - clock.now() - 600_000) < 2_000]).toEqual([
      1,
      true,
    ]);
    const poll = () =>
      gateway.createToken(region, client, { kind: 'device', deviceCode: device.deviceCode }, never);
    expect(value(await poll())).toEqual({ kind: 'pending' });
    expect(value(await poll())).toEqual({ kind: 'slow-down' });
    expect(aws.calls.filter(({ action }) => action === 'CreateToken')).toHaveLength(2);
    clock.advance(6_000);
    aws.identityCenter.approve(device.userCode);
    expect(value(await poll()).kind).toBe('tokens');
  });

  it('tells refusals apart', async () => {
    const client = await register('device');
    const denied = value(await gateway.startDevice(region, client, sampleStartUrl, never));
    const poll = (deviceCode: Secret) =>
      gateway.createToken(region, client, { kind: 'device', deviceCode }, never);
    aws.identityCenter.deny(denied.userCode);
    expect(refusal(await poll(denied.deviceCode))?.code).toBe('sign-in-refused');
    const late = value(await gateway.startDevice(region, client, sampleStartUrl, never));
    clock.advance(600_000);
    expect(refusal(await poll(late.deviceCode))).toMatchObject({
      code: 'identity-center-refused',
      params: { awsCode: 'ExpiredTokenException' },
    });
    expect(
      refusal(await gateway.startDevice(region, client, 'https://other.example.com/start', never)),
    ).toMatchObject({
      code: 'identity-center-refused',
      params: { reason: 'Invalid start URL provided' },
    });
    const browser = await register();
    const wrong: SsoGrant = { kind: 'code', code: new Secret('x'), codeVerifier: verifier, redirectUri };
    expect(refusal(await gateway.createToken(region, browser, wrong, never))).toMatchObject({
      code: 'identity-center-refused',
      params: { reason: 'Invalid grant provided' },
    });
    aws.identityCenter.expireRegistrations();
    expect(refusal(await poll(late.deviceCode))?.params.awsCode).toBe('InvalidClientException');
  });

  it('does not send a refresh token a second time when the answer is lost', async () => {
    const { client, tokens } = await signedIn();
    if (tokens.refreshToken === null) throw new Error('No refresh token');
    aws.faults.next({ kind: 'drop' }, { action: 'CreateToken', times: 5 });
    const before = aws.calls.length;
    const grant: SsoGrant = { kind: 'refresh', refreshToken: tokens.refreshToken };
    expect(refusal(await gateway.createToken(region, client, grant, never))?.code).toBe(
      'network-unreachable',
    );
    expect(aws.calls.length - before).toBe(1);
  });

  it.each([
    ['eu-central-1', {}, 'https://oidc.eu-central-1.amazonaws.com/authorize'],
    ['cn-north-1', {}, 'https://oidc.cn-north-1.amazonaws.com.cn/authorize'],
    ['us-gov-west-1', { useFipsEndpoint: true }, 'https://oidc.us-gov-west-1.amazonaws.com/authorize'],
    ['eusc-de-east-1', {}, 'https://oidc.eusc-de-east-1.amazonaws.eu/authorize'],
    ['eu-central-1', { useDualstackEndpoint: true }, 'https://oidc.eu-central-1.api.aws/authorize'],
    [
      'eu-central-1',
      { ssoOidcEndpointUrl: 'https://own.example.com/a/' },
      'https://own.example.com/a/authorize',
    ],
  ])('has its page in %s with %j at %s', async (at, network, page) => {
    const client = { clientId: 'an id', clientSecret: new Secret('s'), expiresAt: 0 };
    const url = new URL(await authorizationUrl(client, gatewayTo(network), at));
    expect(`${url.origin}${url.pathname}`).toBe(page);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'an id',
      redirect_uri: redirectUri,
      state: 'a-state',
      code_challenge_method: 'S256',
      scopes: 'sso:account:access',
      code_challenge: codeChallenge,
    });
  });

  it('is not asked over plain http elsewhere than on this machine', async () => {
    const far = gatewayTo({ ssoOidcEndpointUrl: 'http://example.com' });
    const answer = await far.registerClient(region, sampleStartUrl, 'browser', never);
    expect(refusal(answer)?.code).toBe('endpoint-not-allowed');
    const client = { clientId: 'a', clientSecret: new Secret('s'), expiresAt: 0 };
    expect(await authorizationUrl(client, far)).toBe('endpoint-not-allowed');
  });
});

describe('the portal', () => {
  it('lists accounts in pages, and the roles of one', async () => {
    const { tokens } = await signedIn();
    const first = value(await gateway.listAccounts(region, tokens.accessToken, null, never));
    expect(first.items).toHaveLength(100);
    expect(first.items[0]).toEqual({
      accountId: account,
      accountName: 'team-000',
      email: 'aws+0@example.com',
    });
    const second = value(await gateway.listAccounts(region, tokens.accessToken, first.nextToken, never));
    expect([second.items.length, second.nextToken]).toEqual([50, null]);
    const roles = value(await gateway.listAccountRoles(region, tokens.accessToken, account, null, never));
    expect(roles).toEqual({ items: ['Administrator', 'Billing', 'PowerUser', 'ReadOnly'], nextToken: null });
  });

  it('gives credentials that work', async () => {
    const { tokens } = await signedIn();
    const credentials = value(
      await gateway.roleCredentials(region, tokens.accessToken, account, 'ReadOnly', never),
    );
    expect(Math.abs(credentials.expiration - clock.now() - 43_200_000)).toBeLessThan(1_000);
    const sts = new SdkStsGateway({ network: () => plain });
    const who = await sts.getCallerIdentity({ credentials, region, endpointUrl: aws.url }, never);
    expect(value(who).arn).toBe(
      `arn:aws:sts::${account}:assumed-role/${reservedRoleName(account, 'ReadOnly')}/ada@example.com`,
    );
  });

  it('tells refusals apart', async () => {
    const { tokens } = await signedIn();
    const denied = await gateway.roleCredentials(region, tokens.accessToken, account, 'Root', never);
    expect(refusal(denied)).toMatchObject({
      code: 'identity-center-no-access',
      params: { account, role: 'Root' },
    });
    const unknown = await gateway.listAccountRoles(region, tokens.accessToken, '999999999999', null, never);
    expect(refusal(unknown)?.code).toBe('identity-center-no-access');

    aws.identityCenter.setRate({ burst: 1, perSecond: 0 });
    await gateway.listAccounts(region, tokens.accessToken, null, never);
    const before = aws.calls.length;
    const throttled = await gateway.listAccounts(region, tokens.accessToken, null, never);
    expect(refusal(throttled)?.code).toBe('identity-center-throttled');
    expect(aws.calls.length - before).toBe(1);
    aws.identityCenter.setRate(null);

    aws.faults.next({ kind: 'server-error' }, { times: 3 });
    const broken = await gateway.roleCredentials(region, tokens.accessToken, account, 'ReadOnly', never);
    expect(refusal(broken)?.code).toBe('sign-in-not-reachable');

    expect(value(await gateway.logout(region, tokens.accessToken, never))).toBeUndefined();
    const over = await gateway.listAccounts(region, tokens.accessToken, null, never);
    expect(refusal(over)?.code).toBe('sign-in-revoked');
  });

  it('can be left', async () => {
    const { tokens } = await signedIn();
    const hung = aws.faults.next({ kind: 'hang' }, { action: 'ListAccounts' });
    const leaving = new AbortController();
    const answer = gateway.listAccounts(region, tokens.accessToken, null, leaving.signal);
    await hung.met;
    leaving.abort();
    expect(refusal(await answer)?.code).toBe('cancelled');
  });

  it('is reached through the proxy, which may refuse', async () => {
    const proxy = await kept(proxyServer(407));
    const behind = gatewayTo({ proxyFor: () => `http://127.0.0.1:${proxy.port}` });
    const answer = await behind.listAccounts(region, new Secret('token'), null, never);
    expect(refusal(answer)?.code).toBe('proxy-authentication-required');
  });
});
