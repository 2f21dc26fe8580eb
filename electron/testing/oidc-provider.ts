import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { createWebIdentityKey, type WebIdentityKey } from '../../simulator/testing/web-identity.ts';

/**
 * A certified OpenID provider (https://www.npmjs.com/package/oidc-provider) on this machine, with pages that a person or
 * a test submits. Whoever signs in is who they say; `nobody` may not.
 */
export interface TestOidcProvider {
  readonly issuer: string;
  /** What it signs with. */
  readonly key: WebIdentityKey;
  /** The latest authorization request. */
  readonly asked: URLSearchParams;
  /** How often each path was called, as in `GET /jwks`. */
  readonly calls: ReadonlyMap<string, number>;
  /** Changes what the token endpoint answers; null: nothing. */
  tamper: ((answer: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>) | null;
  /** What a path answers instead of what it would; as `POST /token`. */
  readonly instead: Map<string, RequestListener>;
  /** Every grant so far is over, as by the person in their account there. */
  revokeGrants(): Promise<void>;
  close(): Promise<void>;
}

interface TestOidcProviderOptions {
  /** Refresh tokens only with `offline_access`, which needs `prompt=consent`; false: always. */
  readonly strictOffline?: boolean;
  /** Seconds. */
  readonly idTokenLife?: number;
  /** Default: any free one. */
  readonly port?: number;
  /** Paths of its clients' redirect addresses. */
  readonly redirectPath?: string;
}

/** Without a secret; takes any port of 127.0.0.1 and localhost. */
export const publicClient = 'keycutter';
export const secretClients = { basic: 'keycutter-basic', post: 'keycutter-post' } as const;
export const clientSecret = 'its own & secret + 100%';

const accountsRefused = new Set(['nobody']);

export async function startOidcProvider(options: TestOidcProviderOptions = {}): Promise<TestOidcProvider> {
  const server = createServer();
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const key = createWebIdentityKey();
  const provider = new Provider(issuer, configuration(options, key));

  const grantIds = new Set<string>();
  const calls = new Map<string, number>();
  const instead = new Map<string, RequestListener>();
  let asked = new URLSearchParams();
  const started: TestOidcProvider = {
    issuer,
    key,
    calls,
    instead,
    tamper: null,
    get asked() {
      return asked;
    },
    async revokeGrants() {
      for (const id of grantIds) {
        await provider.RefreshToken.revokeByGrantId(id);
        await (await provider.Grant.find(id))?.destroy();
      }
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };

  provider.use(async (context, next) => {
    await next();
    if (context.path === '/token' && context.status === 200 && started.tamper !== null) {
      context.body = started.tamper(Object(context.body));
    }
  });
  const standard = provider.callback();
  server.on('request', (request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    const name = `${request.method} ${url.pathname}`;
    calls.set(name, (calls.get(name) ?? 0) + 1);
    const other = instead.get(name);
    if (other !== undefined) return other(request, response);
    if (name === 'GET /auth') asked = url.searchParams;
    if (!url.pathname.startsWith('/interaction/')) return standard(request, response);
    interact(provider, grantIds, request, response).catch((error: unknown) => {
      response.writeHead(500, { 'Content-Type': 'text/plain' }).end(String(error));
    });
  });
  return started;
}

/** The pages at /interaction/ID: who one is, then whether the client may. */
async function interact(
  provider: Provider,
  grantIds: Set<string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  const client = params.client_id ?? '';
  if (request.method !== 'POST') {
    show(response, 200, prompt.name === 'login' ? loginPage() : consentPage(client));
    return;
  }
  const form = await readForm(request);
  if (form.get('choice') === 'cancel') {
    const denied = { error: 'access_denied', error_description: 'The person said no.' };
    await provider.interactionFinished(request, response, denied);
  } else if (prompt.name === 'login') {
    const accountId = form.get('login') ?? '';
    if (accountsRefused.has(accountId)) {
      show(response, 403, loginPage('This account may not sign in.'));
      return;
    }
    await provider.interactionFinished(request, response, { login: { accountId } });
  } else {
    const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
    const grant = known ?? new provider.Grant({ accountId: session?.accountId ?? '', clientId: client });
    grant.addOIDCScope(params.scope ?? 'openid');
    const id = await grant.save();
    grantIds.add(id);
    await provider.interactionFinished(request, response, { consent: { grantId: id } });
  }
}

function configuration(options: TestOidcProviderOptions, key: WebIdentityKey): Record<string, unknown> {
  const { strictOffline = false, idTokenLife = 3_600, redirectPath = '/callback' } = options;
  const client = {
    application_type: 'native',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [`http://127.0.0.1${redirectPath}`, `http://localhost${redirectPath}`],
  };
  const secret = { ...client, client_secret: clientSecret };
  return {
    clients: [
      { ...client, client_id: publicClient, token_endpoint_auth_method: 'none' },
      { ...secret, client_id: secretClients.basic, token_endpoint_auth_method: 'client_secret_basic' },
      { ...secret, client_id: secretClients.post, token_endpoint_auth_method: 'client_secret_post' },
    ],
    jwks: { keys: [{ ...key.publicJwk, ...key.privateKey.export({ format: 'jwk' }) }] },
    cookies: { keys: ['a test has nothing to hide'] },
    features: { devInteractions: { enabled: false } },
    claims: { openid: ['sub'], email: ['email'], profile: ['preferred_username'] },
    conformIdTokenClaims: false,
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@example.com`, preferred_username: id }),
    }),
    expiresWithSession: () => false,
    rotateRefreshToken: true,
    issueRefreshToken: (_context: unknown, _client: unknown, source: { scopes: ReadonlySet<string> }) =>
      !strictOffline || source.scopes.has('offline_access'),
    ttl: {
      AccessToken: 3_600,
      Grant: 86_400,
      IdToken: idTokenLife,
      Interaction: 3_600,
      RefreshToken: 86_400,
      Session: 86_400,
    },
    renderError: (context: { type: string; body: string }, { error }: { error: string }) => {
      context.type = 'html';
      context.body = page('Something is wrong', `<p role="alert">${error}</p>`);
    },
  };
}

function loginPage(problem = ''): string {
  return page(
    'Sign in',
    `<p role="alert">${problem}</p>
<form method="post"><label>Name <input name="login" autofocus></label>
<button name="choice" value="go">Sign in</button><button name="choice" value="cancel">Cancel</button></form>`,
  );
}

function consentPage(client: string): string {
  return page(
    'Allow access',
    `<p>${client} wants to know who you are.</p>
<form method="post"><button name="choice" value="go">Allow</button><button name="choice" value="cancel">Deny</button></form>`,
  );
}

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${content}</html>`;
}

function show(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(html);
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}
