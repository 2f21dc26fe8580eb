import { publicClient, secretClients, type TestOidcProvider } from '../../electron/testing/oidc-provider.ts';
import type { AssumeRoleWithWebIdentityRecipe } from '../../shared/profile.ts';
import type { OidcMethod } from '../../shared/sign-in.ts';
import type { SimulatedAws } from '../../simulator/account.ts';
import { webIdentityToken } from '../../simulator/testing/web-identity.ts';

/** An account that trusts an OpenID Connect provider, for the person `ada`. */

export const account = '123456789012';
const webRole = `arn:aws:iam::${account}:role/web`;

const clients = [publicClient, ...Object.values(secretClients)];

export function oidcAccount({ issuer, key }: TestOidcProvider): SimulatedAws {
  const name = issuer.replace('http://', '');
  const trust = (subject: string) => ({
    Statement: {
      Effect: 'Allow' as const,
      Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${name}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${name}:aud`]: clients, [`${name}:sub`]: subject } },
    },
  });
  return {
    accounts: [
      {
        id: account,
        oidcProviders: [{ issuer, clientIds: clients, keys: [key.publicJwk] }],
        roles: [
          { name: 'web', id: 'AROAWEBROLE222222222', trustPolicy: trust('ada') },
          { name: 'of-bo', id: 'AROAOFBO222222222222', trustPolicy: trust('bo') },
        ],
      },
    ],
  };
}

/** The provider goes by this computer's clock; with this its tokens go by AWS's, which a test moves. */
export function keepTime(
  provider: TestOidcProvider,
  aws: () => { readonly clock: { readonly offset: number } },
) {
  provider.tamper = (answer) => {
    const [, payload = ''] = String(answer.id_token).split('.');
    const { iss, aud, sub, iat, exp, ...claims } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const token = webIdentityToken({
      key: provider.key,
      issuer: iss,
      audience: aud,
      subject: sub,
      at: iat * 1_000 + aws().clock.offset,
      life: exp - iat,
      claims,
    });
    return { ...answer, id_token: token };
  };
}

/** A token as that provider would give it, for what brings tokens by other ways. */
export function tokenOf(
  { key, issuer }: TestOidcProvider,
  at: number,
  claims: Readonly<Record<string, unknown>> = {},
): string {
  return webIdentityToken({ key, issuer, audience: publicClient, subject: 'ada', at, claims });
}

export function oidcMethod({ issuer }: TestOidcProvider, change: Partial<OidcMethod> = {}): OidcMethod {
  return {
    kind: 'oidc',
    provider: 'issuer',
    issuer,
    clientId: publicClient,
    scopes: 'email offline_access',
    redirectPort: null,
    redirectHost: '127.0.0.1',
    redirectPath: '/callback',
    ...change,
  };
}

export function webRecipe(
  source: AssumeRoleWithWebIdentityRecipe['source'],
  change: Partial<AssumeRoleWithWebIdentityRecipe> = {},
): AssumeRoleWithWebIdentityRecipe {
  return {
    kind: 'assume-role-with-web-identity',
    source,
    roleArn: webRole,
    region: 'eu-central-1',
    durationSeconds: 3_600,
    policyArns: [],
    ...change,
  };
}
