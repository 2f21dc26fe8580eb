import type { Result } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { OidcMethod } from '../../../shared/sign-in.ts';
import type { OidcAttempt, OidcClient, OidcTokens } from '../../core/way-in-ports.ts';
import { publicClient, type TestOidcProvider } from '../../testing/oidc-provider.ts';
import { signInAt } from '../../testing/oidc-visitor.ts';
import { OpenIdGateway } from '../oidc-gateway.ts';
import { plain } from './agreeable-sts.ts';

/** Nobody listens there: what comes back is read, not visited. */
export const redirectUri = 'http://127.0.0.1:41999/callback';
export const never = new AbortController().signal;

export function newGateway(): OpenIdGateway {
  return new OpenIdGateway({ network: () => plain });
}

export function oidcMethod(
  { issuer }: Pick<TestOidcProvider, 'issuer'>,
  more: Partial<OidcMethod> = {},
): OidcMethod {
  return {
    kind: 'oidc',
    provider: 'issuer',
    issuer,
    clientId: publicClient,
    scopes: 'email',
    redirectPort: null,
    redirectHost: '127.0.0.1',
    redirectPath: '/callback',
    ...more,
  };
}

export function oidcClient(method: OidcMethod, secret: string | null = null): OidcClient {
  return { method, clientSecret: secret === null ? null : new Secret(secret) };
}

export function unwrap<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export function claimsIn(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

/** Through the provider's pages, up to the browser's return. */
export async function returned(
  gateway: OpenIdGateway,
  client: OidcClient,
  visitor?: Parameters<typeof signInAt>[1],
): Promise<{ attempt: OidcAttempt; back: URL }> {
  const attempt = unwrap(await gateway.begin(client, redirectUri, never));
  const back = await signInAt(attempt.authorizationUrl, visitor);
  if (back === null) throw new Error('The provider did not send the browser back.');
  return { attempt, back };
}

export async function signedIn(gateway: OpenIdGateway, client: OidcClient): Promise<Result<OidcTokens>> {
  const { attempt, back } = await returned(gateway, client);
  return gateway.finish(client, attempt, back, never);
}

export function refreshTokenOf({ refreshToken }: OidcTokens): Secret {
  if (refreshToken === null) throw new Error('No refresh token came.');
  return refreshToken;
}
