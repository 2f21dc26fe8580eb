import { ListAccountsCommand } from '@aws-sdk/client-sso';
import type { CreateTokenCommandInput, RegisterClientCommandInput } from '@aws-sdk/client-sso-oidc';
import { describe, expect, it } from 'vitest';
import {
  account,
  authorizationUrl,
  aws,
  type Client,
  client,
  clock,
  code,
  codeGrant,
  device,
  minute,
  portal,
  redirectUri,
  refusal,
  register,
  signedIn,
  token,
  verifier,
  withIdentityCenter,
} from './testing/aws-clients.ts';
import { sampleStartUrl } from './testing/sample-instance.ts';

/** AWS's own client for getting a token, by every way there is. */

withIdentityCenter();

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
