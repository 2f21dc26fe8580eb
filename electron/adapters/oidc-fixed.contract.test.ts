import type { IncomingMessage, RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { Result } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { OidcMethod } from '../../shared/sign-in.ts';
import type { OidcClient } from '../core/way-in-ports.ts';
import { OpenIdGateway } from './oidc-gateway.ts';
import { fixedServers } from './oidc-servers.ts';
import { plain } from './testing/agreeable-sts.ts';
import {
  authorityPath,
  httpServer,
  httpsServer,
  type LocalServer,
  proxyServer,
} from './testing/local-servers.ts';

/** Login with Amazon and Facebook, whose token endpoints are played here; and the way through proxies and private authorities. */

const never = new AbortController().signal;
const redirectUri = 'http://localhost:41999/callback';
const open: LocalServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

function client(more: Partial<OidcMethod> = {}, secret: string | null = 'app-secret-1'): OidcClient {
  const method: OidcMethod = {
    kind: 'oidc',
    provider: 'www.amazon.com',
    issuer: '',
    clientId: 'amzn1.application-oa2-client.1',
    scopes: '',
    redirectPort: 41_999,
    redirectHost: 'localhost',
    redirectPath: '/callback',
    ...more,
  };
  return { method, clientSecret: secret === null ? null : new Secret(secret) };
}

function unwrap<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}

/** A gateway whose fixed providers both have their token endpoint at `listener`. */
async function gatewayAt(listener: RequestListener): Promise<OpenIdGateway> {
  const server = await httpServer(listener);
  open.push(server);
  const tokenUrl = `http://127.0.0.1:${server.port}/token`;
  const authorizationUrl = `http://127.0.0.1:${server.port}/authorize`;
  const [amazon, facebook] = [fixedServers['www.amazon.com'], fixedServers['graph.facebook.com']];
  return new OpenIdGateway({
    network: () => plain,
    fixed: {
      'www.amazon.com': { ...amazon, tokenUrl, authorizationUrl },
      'graph.facebook.com': { ...facebook, tokenUrl, authorizationUrl },
    },
  });
}

describe('Login with Amazon and Facebook', () => {
  it('begin at their own pages, with their scopes and no nonce', async () => {
    const gateway = new OpenIdGateway({ network: () => plain });
    const amazon = new URL(unwrap(await gateway.begin(client(), redirectUri, never)).authorizationUrl);
    expect(`${amazon.origin}${amazon.pathname}`).toBe('https://www.amazon.com/ap/oa');
    expect(Object.fromEntries(amazon.searchParams)).toMatchObject({
      scope: 'profile',
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: redirectUri,
    });
    expect(amazon.searchParams.has('nonce')).toBe(false);
    const who = client({ provider: 'graph.facebook.com', scopes: 'email' });
    const facebook = new URL(unwrap(await gateway.begin(who, redirectUri, never)).authorizationUrl);
    expect(facebook.host).toBe('www.facebook.com');
    expect(facebook.searchParams.get('scope')).toBe('email');
  });

  it('give their access token as the token, and its end by their clock', async () => {
    const ahead = Date.UTC(2040, 0, 1);
    let sent = new URLSearchParams();
    const gateway = await gatewayAt(async (request, response) => {
      sent = await readForm(request);
      response
        .writeHead(200, { 'Content-Type': 'application/json', Date: new Date(ahead).toUTCString() })
        .end(
          JSON.stringify({
            access_token: 'Atza|one',
            token_type: 'bearer',
            expires_in: 3600,
            refresh_token: 'Atzr|one',
          }),
        );
    });
    const attempt = unwrap(await gateway.begin(client(), redirectUri, never));
    const tokens = unwrap(await gateway.finish(client(), attempt, back(attempt.authorizationUrl), never));
    expect(tokens.token.reveal()).toBe('Atza|one');
    expect(tokens.refreshToken?.reveal()).toBe('Atzr|one');
    expect(tokens.expiresAt).toBe(ahead + 3_600_000);
    expect(tokens.subject).toBeNull();
    expect(Object.fromEntries(sent)).toMatchObject({
      grant_type: 'authorization_code',
      code: 'the-code',
      redirect_uri: redirectUri,
      client_secret: 'app-secret-1',
      code_verifier: expect.stringMatching(/^[\w-]{43}$/),
    });
    const renewed = unwrap(await gateway.refresh(client(), new Secret('Atzr|one'), never));
    expect(renewed.token.reveal()).toBe('Atza|one');
    expect(sent.get('refresh_token')).toBe('Atzr|one');
  });

  it('are refused in Facebook’s own form of an error', async () => {
    const gateway = await gatewayAt((_request, response) => {
      const error = { message: 'Invalid verification code format.', type: 'OAuthException', code: 100 };
      response.writeHead(400, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error }));
    });
    const who = client({ provider: 'graph.facebook.com' });
    const attempt = unwrap(await gateway.begin(who, redirectUri, never));
    expect(await gateway.finish(who, attempt, back(attempt.authorizationUrl), never)).toMatchObject({
      error: {
        code: 'oidc-token-refused',
        params: { host: 'graph.facebook.com', reason: 'Invalid verification code format. (HTTP 400)' },
      },
    });
  });

  it('take nothing from another state', async () => {
    const gateway = await gatewayAt((_request, response) => response.writeHead(500).end());
    const attempt = unwrap(await gateway.begin(client(), redirectUri, never));
    const other = new URL(`${redirectUri}?code=the-code&state=other`);
    expect(await gateway.finish(client(), attempt, other, never)).toMatchObject({
      error: { code: 'sign-in-answer-forged' },
    });
  });

  function back(authorizationUrl: string): URL {
    const state = new URL(authorizationUrl).searchParams.get('state') ?? '';
    return new URL(`${redirectUri}?code=the-code&state=${state}`);
  }
});

describe('a provider behind a proxy and a private authority', () => {
  const discovery: RequestListener = (request, response) => {
    const issuer = `https://${request.headers.host}`;
    const document = { issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` };
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(document));
  };

  it('is reached through the proxy, and trusted by the bundle only', async () => {
    const provider = await httpsServer(discovery);
    const proxy = await proxyServer(200, provider.port);
    open.push(provider, proxy);
    const who = client({ provider: 'issuer', issuer: 'https://sts.example.test' }, null);
    const begin = (caBundlePath: string | null) => {
      const network = { ...plain, caBundlePath, proxyFor: () => `http://127.0.0.1:${proxy.port}` };
      return new OpenIdGateway({ network: () => network }).begin(who, redirectUri, never);
    };
    const attempt = unwrap(await begin(authorityPath));
    expect(attempt.authorizationUrl).toMatch(/^https:\/\/sts\.example\.test\/auth\?/);
    expect(proxy.tunnels.map(({ target }) => target)).toEqual(['sts.example.test:443']);
    expect(await begin(null)).toMatchObject({ error: { code: 'tls-untrusted' } });
  });

  it('says that the proxy wants a password', async () => {
    const proxy = await proxyServer(407);
    open.push(proxy);
    const network = { ...plain, proxyFor: () => `http://127.0.0.1:${proxy.port}` };
    const who = client({ provider: 'issuer', issuer: 'https://sts.example.test' }, null);
    expect(await new OpenIdGateway({ network: () => network }).begin(who, redirectUri, never)).toMatchObject({
      error: { code: 'proxy-authentication-required' },
    });
  });
});
