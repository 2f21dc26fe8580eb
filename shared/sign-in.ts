/**
 * A sign-in at an identity provider: one for all profiles that use it. What it holds (cookies, refresh tokens) is kept
 * in the main process and, where it outlives a run, sealed.
 */
export type SignInMethod = SamlMethod | OidcMethod | IdentityCenterMethod;

/** Any provider that ends in a POST of a SAML response to AWS. */
export interface SamlMethod {
  readonly kind: 'saml';
  /**
   * `window`: in a window of Keycutter's own. `browser`: in the person's browser, whose assertion comes back by
   * clipboard or file. `command`: a program prints the assertion.
   */
  readonly by: 'window' | 'browser' | 'command';
  /** Where signing in begins (IdP-initiated); empty with `command`. */
  readonly startUrl: string;
  /** Empty but with `command`. */
  readonly command: string;
  /** The window's cookies are kept, sealed, so that it renews without the person. */
  readonly remember: boolean;
}

/**
 * OpenID Connect, authorization code with PKCE in the person's browser:
 * https://datatracker.ietf.org/doc/html/rfc8252, https://datatracker.ietf.org/doc/html/rfc7636
 */
export interface OidcMethod {
  readonly kind: 'oidc';
  /**
   * `issuer`: has a discovery document. The other two are OAuth 2.0 only, named as AssumeRoleWithWebIdentity's
   * ProviderId names them.
   */
  readonly provider: 'issuer' | 'www.amazon.com' | 'graph.facebook.com';
  /** Such as `https://accounts.google.com`; empty but with `issuer`. */
  readonly issuer: string;
  readonly clientId: string;
  /** Separated by spaces; `openid` is always asked for. */
  readonly scopes: string;
  /** Of http://HOST:PORT/PATH, as registered with the provider; null: any free port (RFC 8252, section 7.3). */
  readonly redirectPort: number | null;
  readonly redirectHost: '127.0.0.1' | 'localhost';
  /** Begins with `/`. */
  readonly redirectPath: string;
}

/** https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/Welcome.html */
export interface IdentityCenterMethod {
  readonly kind: 'identity-center';
  /** AWS access portal, such as https://d-1234567890.awsapps.com/start */
  readonly startUrl: string;
  /** Region of the Identity Center instance. */
  readonly region: string;
  /** `browser`: authorization code with PKCE. `device`: a code to compare, for a browser on another machine. */
  readonly flow: 'browser' | 'device';
  /** Name of the `sso-session` in ~/.aws/config whose cached token is used as well; empty: none. */
  readonly cliSession: string;
}

export interface SignInDraft {
  readonly name: string;
  readonly method: SignInMethod;
}

export interface SignIn extends SignInDraft {
  /** Random, never reused. */
  readonly id: string;
  /** A client secret is in the keychain. */
  readonly hasClientSecret: boolean;
}

export type SignInKind = SignInMethod['kind'];
