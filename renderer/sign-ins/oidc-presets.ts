import type { OidcMethod } from '../../shared/sign-in.ts';

/** What a known provider needs; the rest of the form is the person's. */
export interface OidcPreset {
  readonly provider: OidcMethod['provider'];
  /** Empty where it has a part of one's own. */
  readonly issuer: string;
  readonly issuerExample: string;
  /** How its issuers look. */
  readonly issuers: RegExp;
  readonly scopes: string;
  readonly redirectHost: OidcMethod['redirectHost'];
  /** Null where the provider ignores the port, as RFC 8252 asks in section 7.3. */
  readonly redirectPort: number | null;
  readonly redirectPath: string;
  /** It gives its tokens only to a client with a secret. */
  readonly needsSecret: boolean;
}

const path = '/callback';
/** Not assigned to anything: https://www.iana.org/assignments/service-names-port-numbers */
const port = 28_417;
const anyPort = { redirectHost: '127.0.0.1', redirectPort: null, redirectPath: path } as const;
const exact = { redirectHost: 'localhost', redirectPort: port, redirectPath: path } as const;

/** The last one is for everything else. */
export const oidcPresets = {
  // https://developers.google.com/identity/protocols/oauth2/native-app
  google: {
    ...anyPort,
    provider: 'issuer',
    issuer: 'https://accounts.google.com',
    issuerExample: 'https://accounts.google.com',
    issuers: /^https:\/\/accounts\.google\.com\/?$/,
    scopes: 'openid email',
    needsSecret: true,
  },
  // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-idp-settings.html
  cognito: {
    ...exact,
    provider: 'issuer',
    issuer: '',
    issuerExample: 'https://cognito-idp.REGION.amazonaws.com/POOL',
    issuers: /^https:\/\/cognito-idp\./,
    scopes: 'openid email',
    needsSecret: false,
  },
  // https://developer.okta.com/docs/guides/sign-into-web-app-redirect/
  okta: {
    ...exact,
    provider: 'issuer',
    issuer: '',
    issuerExample: 'https://ORGANIZATION.okta.com',
    issuers: /^https:\/\/[\w-]+\.okta(?:-emea|preview)?\.com(?:\/|$)/,
    scopes: 'openid email offline_access',
    needsSecret: false,
  },
  // https://www.keycloak.org/docs/latest/server_admin/#_oidc_clients
  keycloak: {
    ...anyPort,
    provider: 'issuer',
    issuer: '',
    issuerExample: 'https://keycloak.example.com/realms/REALM',
    issuers: /\/realms\/[^/]+\/?$/,
    scopes: 'openid email',
    needsSecret: false,
  },
  // https://learn.microsoft.com/en-us/entra/identity-platform/reply-url#localhost-exceptions
  entra: {
    ...anyPort,
    redirectHost: 'localhost',
    provider: 'issuer',
    issuer: '',
    issuerExample: 'https://login.microsoftonline.com/TENANT/v2.0',
    issuers: /^https:\/\/login\.microsoftonline\.(?:com|us)\//,
    scopes: 'openid email offline_access',
    needsSecret: false,
  },
  // https://developer.amazon.com/docs/login-with-amazon/authorization-code-grant.html
  amazon: {
    ...exact,
    provider: 'www.amazon.com',
    issuer: '',
    issuerExample: '',
    issuers: /^$/,
    scopes: 'profile',
    needsSecret: false,
  },
  // https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
  facebook: {
    ...exact,
    provider: 'graph.facebook.com',
    issuer: '',
    issuerExample: '',
    issuers: /^$/,
    scopes: 'public_profile',
    needsSecret: true,
  },
  other: {
    ...anyPort,
    provider: 'issuer',
    issuer: '',
    issuerExample: 'https://idp.example.com',
    issuers: /(?:)/,
    scopes: 'openid',
    needsSecret: false,
  },
} as const satisfies Readonly<Record<string, OidcPreset>>;

export type OidcPresetId = keyof typeof oidcPresets;

export const oidcPresetIds = Object.keys(oidcPresets) as readonly OidcPresetId[];

/** The one that a method looks like. */
export function presetOf({ provider, issuer }: Pick<OidcMethod, 'provider' | 'issuer'>): OidcPresetId {
  const like = (id: OidcPresetId) =>
    oidcPresets[id].provider === provider && oidcPresets[id].issuers.test(issuer);
  return oidcPresetIds.find(like) ?? 'other';
}
