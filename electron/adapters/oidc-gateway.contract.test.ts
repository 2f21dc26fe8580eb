import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OidcMethod } from '../../shared/sign-in.ts';
import { webIdentityToken } from '../../simulator/testing/web-identity.ts';
import {
  clientSecret,
  publicClient,
  secretClients,
  startOidcProvider,
  type TestOidcProvider,
} from '../testing/oidc-provider.ts';
import { signInAt } from '../testing/oidc-visitor.ts';
import { refusedPort } from './testing/local-servers.ts';
import {
  claimsIn,
  never,
  newGateway,
  oidcClient,
  oidcMethod,
  redirectUri,
  refreshTokenOf,
  returned,
  signedIn,
  unwrap,
} from './testing/oidc-client.ts';

/** The gateway against a certified provider. */

let provider: TestOidcProvider;
let strict: TestOidcProvider;
beforeAll(async () => {
  provider = await startOidcProvider();
  strict = await startOidcProvider({ strictOffline: true });
});
afterEach(() => {
  provider.tamper = null;
  provider.instead.clear();
});
afterAll(async () => {
  await provider.close();
  await strict.close();
});

function client(more: Partial<OidcMethod> = {}, secret: string | null = null) {
  return oidcClient(oidcMethod(provider, more), secret);
}

describe('signing in', () => {
  it('gives an id_token for this client, its end and who it is', async () => {
    const tokens = unwrap(await signedIn(newGateway(), client()));
    const claims = claimsIn(tokens.token.reveal());
    expect(claims).toMatchObject({ iss: provider.issuer, aud: publicClient, sub: 'ada' });
    expect(tokens.expiresAt).toBe(Number(claims.exp) * 1_000);
    expect(tokens.subject).toBe('ada@example.com');
    expect(tokens.refreshToken).not.toBeNull();
  });

  it('asks with PKCE, a state and a nonce of its own each time', async () => {
    const first = unwrap(await newGateway().begin(client(), redirectUri, never));
    const second = unwrap(await newGateway().begin(client(), redirectUri, never));
    const [one, two] = [first, second].map((attempt) => new URL(attempt.authorizationUrl).searchParams);
    expect(one?.get('code_challenge_method')).toBe('S256');
    expect(one?.get('scope')).toBe('openid email offline_access');
    expect(one?.get('redirect_uri')).toBe(redirectUri);
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one?.get(name)?.length).toBeGreaterThan(30);
      expect(one?.get(name)).not.toBe(two?.get(name));
    }
    expect(JSON.stringify([first, second])).not.toContain('"#');
  });

  it('names the person by user name or subject where there is no e-mail', async () => {
    expect(unwrap(await signedIn(newGateway(), client({ scopes: 'profile' }))).subject).toBe('ada');
    expect(unwrap(await signedIn(newGateway(), client({ scopes: '' }))).subject).toBe('ada');
  });

  it.each(Object.values(secretClients))('sends the secret of %s as it was registered', async (clientId) => {
    expect(unwrap(await signedIn(newGateway(), client({ clientId }, clientSecret))).subject).toBe(
      'ada@example.com',
    );
  });

  it('sends the secret in the other way where the provider refuses the first', async () => {
    const from = newGateway();
    const who = client({ clientId: secretClients.post }, clientSecret);
    const { attempt, back } = await returned(from, who);
    const ways: string[] = [];
    provider.instead.set('POST /token', (request, response) => {
      const isBasic = request.headers.authorization !== undefined;
      ways.push(isBasic ? 'basic' : 'post');
      const headers = isBasic ? { 'WWW-Authenticate': 'Basic realm="idp"' } : {};
      response
        .writeHead(isBasic ? 401 : 400, { 'Content-Type': 'application/json', ...headers })
        .end(JSON.stringify({ error: isBasic ? 'invalid_client' : 'invalid_grant' }));
    });
    expect(await from.finish(who, attempt, back, never)).toMatchObject({
      error: { code: 'oidc-token-refused', params: { reason: 'invalid_grant' } },
    });
    expect(ways).toEqual(['basic', 'post']);
  });

  it('says that a wrong client secret was refused, without telling it', async () => {
    const wrong = 'not-the-clients-secret';
    const refused = await signedIn(newGateway(), client({ clientId: secretClients.basic }, wrong));
    expect(refused).toMatchObject({ error: { code: 'oidc-token-refused' } });
    expect(JSON.stringify(refused)).toContain('invalid_client');
    expect(JSON.stringify(refused)).not.toContain(wrong);
  });

  it('reads the discovery document once in a while, and the keys each time', async () => {
    const own = await startOidcProvider();
    const from = newGateway();
    const who = client({ issuer: own.issuer });
    unwrap(await signedIn(from, who));
    unwrap(await signedIn(from, who));
    expect(own.calls.get('GET /.well-known/openid-configuration')).toBe(1);
    expect(own.calls.get('GET /jwks')).toBe(2);
    await own.close();
  });

  it('asks for consent where the provider gives no refresh token without', async () => {
    const from = newGateway();
    const who = client({ issuer: strict.issuer });
    expect(unwrap(await signedIn(from, who)).refreshToken).toBeNull();
    expect(strict.asked.get('prompt')).toBeNull();
    expect(unwrap(await signedIn(from, who)).refreshToken).not.toBeNull();
    expect(strict.asked.get('prompt')).toBe('consent');
  });
});

describe('refreshing', () => {
  it('gives a new id_token and the next refresh token', async () => {
    const from = newGateway();
    const first = unwrap(await signedIn(from, client()));
    const next = unwrap(await from.refresh(client(), refreshTokenOf(first), never));
    expect(claimsIn(next.token.reveal())).toMatchObject({ aud: publicClient, sub: 'ada' });
    expect(next.subject).toBe('ada@example.com');
    expect(next.refreshToken?.reveal()).not.toBe(first.refreshToken?.reveal());
    expect(await from.refresh(client(), refreshTokenOf(next), never)).toMatchObject({
      ok: true,
    });
  });

  it('is over when the grant was revoked, or a used token comes again', async () => {
    const from = newGateway();
    const first = unwrap(await signedIn(from, client()));
    await provider.revokeGrants();
    const over = { error: { code: 'sign-in-revoked', params: { signIn: new URL(provider.issuer).host } } };
    expect(await from.refresh(client(), refreshTokenOf(first), never)).toMatchObject(over);

    const second = unwrap(await signedIn(from, client()));
    unwrap(await from.refresh(client(), refreshTokenOf(second), never));
    expect(await from.refresh(client(), refreshTokenOf(second), never)).toMatchObject(over);
  });

  it('is over when no id_token comes with it', async () => {
    const from = newGateway();
    const first = unwrap(await signedIn(from, client()));
    provider.tamper = ({ id_token: _left, ...answer }) => answer;
    expect(await from.refresh(client(), refreshTokenOf(first), never)).toMatchObject({
      error: { code: 'sign-in-revoked' },
    });
  });

  it('spends no refresh token while the keys cannot be read', async () => {
    const from = newGateway();
    const first = unwrap(await signedIn(from, client()));
    provider.instead.set('GET /jwks', (_request, response) => response.writeHead(503).end());
    expect(await from.refresh(client(), refreshTokenOf(first), never)).toMatchObject({
      error: { code: 'sign-in-not-reachable', params: { reason: 'http-status', status: '503' } },
    });
    provider.instead.clear();
    expect(await from.refresh(client(), refreshTokenOf(first), never)).toMatchObject({
      ok: true,
    });
  });
});

describe('a refusal', () => {
  it.each([{ login: 'cancel' }, { consent: 'cancel' }] as const)(
    'by the person (%o) is told as one',
    async (answers) => {
      const from = newGateway();
      const { attempt, back } = await returned(from, client(), { login: 'bob', answers });
      expect(await from.finish(client(), attempt, back, never)).toEqual({
        ok: false,
        error: {
          code: 'sign-in-refused',
          params: { host: new URL(provider.issuer).host, reason: 'The person said no. (access_denied)' },
        },
      });
    },
  );

  it('on the provider’s own page sends nobody back', async () => {
    const attempt = unwrap(await newGateway().begin(client(), redirectUri, never));
    expect(await signInAt(attempt.authorizationUrl, { login: 'nobody' })).toBeNull();
  });

  it('tells the provider’s words in one line, short, and without what was sent', async () => {
    const from = newGateway();
    const who = client({ clientId: secretClients.post }, clientSecret);
    const { attempt, back } = await returned(from, who);
    const code = back.searchParams.get('code') ?? '';
    provider.instead.set('POST /token', (_request, response) => {
      const description = `no\r\n\u202e\u0007 ${code} ${clientSecret} eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.x ${'long '.repeat(99)}`;
      response
        .writeHead(400, { 'Content-Type': 'application/json' })
        .end(JSON.stringify({ error: 'invalid_grant', error_description: description }));
    });
    const refused = await from.finish(who, attempt, back, never);
    if (refused.ok) throw new Error('It was taken.');
    const { code: kind, params } = refused.error;
    const reason = params.reason ?? '';
    expect(kind).toBe('oidc-token-refused');
    expect(reason).toMatch(/^no … … /);
    expect(reason).not.toMatch(/\p{C}|eyJ/u);
    expect(reason.length).toBeLessThanOrEqual(200);
    for (const secret of [code, clientSecret]) expect(reason).not.toContain(secret);
  });
});

describe('a provider that does not answer as it should', () => {
  const at = (issuer: string) => newGateway().begin(client({ issuer }), redirectUri, never);

  it('is told apart: nobody there, no such document, busy, another issuer', async () => {
    const port = await refusedPort();
    expect(await at(`http://127.0.0.1:${port}`)).toMatchObject({ error: { code: 'network-unreachable' } });
    expect(await at(`${provider.issuer}/elsewhere`)).toMatchObject({
      error: { code: 'oidc-issuer-unreadable', params: { reason: 'http-status', status: '404' } },
    });

    const discovery = 'GET /.well-known/openid-configuration';
    provider.instead.set(discovery, (_request, response) => response.writeHead(503).end());
    expect(await at(provider.issuer)).toMatchObject({ error: { code: 'sign-in-not-reachable' } });
    provider.instead.set(discovery, (_request, response) => response.end('<html>'));
    expect(await at(provider.issuer)).toMatchObject({ error: { code: 'oidc-issuer-unreadable' } });
    serve({ issuer: 'https://evil.example' });
    expect(await at(provider.issuer)).toMatchObject({
      error: { code: 'oidc-issuer-unreadable', params: { reason: 'issuer-other' } },
    });
    serve({ issuer: provider.issuer });
    expect(await at(provider.issuer)).toMatchObject({
      error: { code: 'oidc-issuer-unreadable', params: { reason: 'issuer-lacks-address' } },
    });
    serve({ issuer: provider.issuer, authorization_endpoint: 'http://idp.example/auth' });
    expect(await at(provider.issuer)).toMatchObject({ error: { code: 'oidc-issuer-unreadable' } });

    function serve(document: object) {
      provider.instead.set(discovery, (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(document));
      });
    }
  });

  it('over plain http beyond this machine is not asked', async () => {
    expect(await at('http://idp.example')).toMatchObject({ error: { code: 'endpoint-not-allowed' } });
  });

  it('gets no token sent to a plain address that its document names', async () => {
    const from = newGateway();
    const own = await startOidcProvider();
    const document = await (await fetch(`${own.issuer}/.well-known/openid-configuration`)).json();
    own.instead.set('GET /.well-known/openid-configuration', (_request, response) => {
      const answer = { ...Object(document), token_endpoint: 'http://idp.example/token' };
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
    });
    expect(await signedIn(from, client({ issuer: own.issuer }))).toMatchObject({
      error: { code: 'endpoint-not-allowed', params: { url: 'http://idp.example' } },
    });
    await own.close();
  });

  it('that fails for a while leaves what is held, and one that ends meanwhile is told', async () => {
    const own = await startOidcProvider();
    const from = newGateway();
    const who = client({ issuer: own.issuer });
    const first = unwrap(await signedIn(from, who));
    own.instead.set('POST /token', (_request, response) => response.writeHead(502).end());
    expect(await from.refresh(who, refreshTokenOf(first), never)).toMatchObject({
      error: { code: 'sign-in-not-reachable' },
    });
    await own.close();
    expect(await from.refresh(who, refreshTokenOf(first), never)).toMatchObject({
      error: { code: 'network-unreachable' },
    });
  });

  it('is not waited for when the person cancels', async () => {
    provider.instead.set('GET /.well-known/openid-configuration', () => {});
    const cancel = new AbortController();
    const waiting = newGateway().begin(client(), redirectUri, cancel.signal);
    cancel.abort();
    expect(await waiting).toMatchObject({ error: { code: 'cancelled' } });
  });
});

describe('a provider that goes by another clock', () => {
  it('is believed by its own', async () => {
    const ahead = 7_200_000;
    const own = await startOidcProvider();
    shift(own, ahead);
    const from = newGateway();
    const who = client({ issuer: own.issuer });
    const { attempt, back } = await returned(from, who);
    own.tamper = (answer) => {
      const token = String(answer.id_token).split('.')[1] ?? '';
      const { iss, aud, sub, nonce } = JSON.parse(Buffer.from(token, 'base64url').toString());
      const at = Date.now() + ahead;
      const claims = { nonce, nbf: Math.floor(at / 1_000) };
      return {
        ...answer,
        id_token: webIdentityToken({ key: own.key, issuer: iss, audience: aud, subject: sub, at, claims }),
      };
    };
    expect(unwrap(await from.finish(who, attempt, back, never)).subject).toBe('ada');
    await own.close();
  });

  /** The discovery document comes with a Date header of that time. */
  function shift(own: TestOidcProvider, by: number): void {
    own.instead.set('GET /.well-known/openid-configuration', async (_request, response) => {
      const document = {
        issuer: own.issuer,
        authorization_endpoint: `${own.issuer}/auth`,
        token_endpoint: `${own.issuer}/token`,
        jwks_uri: `${own.issuer}/jwks`,
      };
      response
        .writeHead(200, { 'Content-Type': 'application/json', Date: new Date(Date.now() + by).toUTCString() })
        .end(JSON.stringify(document));
    });
  }
});
